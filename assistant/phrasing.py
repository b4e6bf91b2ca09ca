"""The words around the quotes: who speaks, how a verdict, a list, a conflict and a silence are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.datatypes import Verdict

_CONCERN = re.compile(r"\bCICAD\b[^.;]*\bwith concern\b", re.IGNORECASE)
_SATISFACTION = re.compile(r"\bCICAD\b[^.;]*\b(?:with (?:satisfaction|pleasure)|is (?:pleased|satisfied))\b", re.IGNORECASE)
_CICAD = re.compile(
    r"\bCICAD (?:also |further |likewise )?(?:notes|observes|ascertains|recogni[sz]es|views|underscores|highlights|points"
    r"|takes note|was unable)\b",
    re.IGNORECASE,
)
_COUNTRY_SAYS = re.compile(r"\b(?:[A-Z]\w+|the country) (?:reports|reported|states|stated|indicates|indicated|informs|informed) that\b")
_PLANNED = re.compile(r"\b(?:considers|is considering|plans|is planning|intends|is encouraged|recommends?)\b", re.IGNORECASE)

VERDICT_WORDS = {Verdict.YES: "Yes.", Verdict.NO: "No.", Verdict.MIXED: "Partly."}
LIST_LEADS = {
    "items": "The report lists {n}:",
    "rows": "The table has {n} such {rows}:",
    "concerns": "CICAD voices concern {times}:",
    "satisfactions": "CICAD voices satisfaction {times}:",
    "weaknesses": "The report names {n} {weaknesses}:",
    "mentions": "The report mentions it in {n} {places}:",
}


def speaker(statement: str) -> str:
    """Return who says a statement, and how: the evaluators with concern or satisfaction, the country, or the report itself."""
    if _CONCERN.search(statement):
        return "CICAD notes with concern"
    if _SATISFACTION.search(statement):
        return "CICAD notes with satisfaction"
    if _CICAD.search(statement):
        return "CICAD notes"
    if _COUNTRY_SAYS.search(statement):
        return "The country reports"
    if _PLANNED.search(statement):
        return "The report states (planned or recommended, not done)"
    return "The report states"


def statement(text: str, number: int) -> str:
    """Return one statement with who says it and its marker."""
    return f"{speaker(text)}: “{text}” [{number}]"


def counted(kind: str, n: int) -> str:
    """Return the sentence that opens a list and says how many it holds."""
    plural = n != 1
    return LIST_LEADS[kind].format(
        n=n,
        rows="rows" if plural else "row",
        times=f"{n} times" if plural else "once",
        weaknesses="weaknesses" if plural else "weakness",
        places="places" if plural else "place",
    )


def years_covered(years: Sequence[int]) -> str:
    """Return years as a range where they follow each other."""
    return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
