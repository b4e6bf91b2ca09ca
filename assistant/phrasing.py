"""The words around the quotes: who speaks, how a verdict, a list, a conflict and a silence are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.catalogue import marked, say, say_counted
from assistant.datatypes import Answer, Span, Verdict

_ITS_CLAUSE = r"\bCICAD\b(?:(?!\b(?:but|although|though|while|however)\b)[^.;])*?"
"""From the evaluators to what they feel, not past a turn to something else ("did not evaluate them, but is satisfied …")."""
_CONCERN = re.compile(rf"{_ITS_CLAUSE}\bwith concern\b", re.IGNORECASE)
_SATISFACTION = re.compile(rf"{_ITS_CLAUSE}\b(?:with (?:satisfaction|pleasure)|is (?:pleased|satisfied))\b", re.IGNORECASE)
_CICAD = re.compile(
    r"\bCICAD (?:also |further |likewise )?(?:notes|observes|ascertains|recogni[sz]es|views|underscores|highlights|points"
    r"|takes note|was unable)\b",
    re.IGNORECASE,
)
_COUNTRY_SAYS = re.compile(r"\b(?:[A-Z]\w+|the country) (?:reports|reported|states|stated|indicates|indicated|informs|informed) that\b")
_PLANNED = re.compile(
    r"\b(?:considers|is considering|plans to|is planning|intends|is encouraged|encourages (?:it|them|the)|urges (?:it|them|the)|recommends?)\b", re.IGNORECASE
)

VERDICT_WORDS = {Verdict.YES: marked("Yes."), Verdict.NO: marked("No."), Verdict.MIXED: marked("Partly.")}
NOT_OUTRIGHT = marked("The report does not say this outright.")
LIST_LEADS = {
    "items": (marked("The report lists {n}:"), marked("The report lists {n}:")),
    "rows": (marked("The table has {n} such row:"), marked("The table has {n} such rows:")),
    "concerns": (marked("CICAD voices concern once:"), marked("CICAD voices concern {n} times:")),
    "satisfactions": (marked("CICAD voices satisfaction once:"), marked("CICAD voices satisfaction {n} times:")),
    "weaknesses": (marked("The report says what is wanting in {n} place:"), marked("The report says what is wanting in {n} places:")),
    "laws": (marked("The report names laws on this in {n} place:"), marked("The report names laws on this in {n} places:")),
    "section": (marked("{n} statement of this part of the report answers:"), marked("{n} statements of this part of the report answer:")),
    "findings": (marked("{n} statement of the report bears on this:"), marked("{n} statements of the report bear on this:")),
    "judgments": (marked("CICAD judges {n} point:"), marked("CICAD judges {n} points, with satisfaction or with concern:")),
    "answers": (marked("{n} statement of the report answers:"), marked("{n} statements of the report answer:")),
    "contradictions": (
        marked("{n} statement of the report contradicts another one:"),
        marked("{n} statements of the report contradict each other, the first the second, the third the fourth, and so on:"),
    ),
    "itself": (marked("The report says of itself in {n} statement:"), marked("The report says of itself in {n} statements:")),
    "mentions": (marked("The report mentions it in {n} place:"), marked("The report mentions it in {n} places:")),
}


def verdict_word(verdict: Verdict, language: str = "en") -> str:
    """Return a verdict as a word of its own."""
    return say(VERDICT_WORDS[verdict], language)


def speaker(statement: str, language: str = "en") -> str:
    """Return who says a statement, and how: the evaluators with concern or satisfaction, the country, or the report itself."""
    if _CONCERN.search(statement):
        return say("CICAD notes with concern", language)
    if _SATISFACTION.search(statement):
        return say("CICAD notes with satisfaction", language)
    if _CICAD.search(statement):
        return say("CICAD notes", language)
    if _COUNTRY_SAYS.search(statement):
        return say("The country reports", language)
    if _PLANNED.search(statement):
        return say("The report states (planned or recommended, not done)", language)
    return say("The report states", language)


def statement(text: str, number: int, language: str = "en") -> str:
    """Return one statement with who says it and its marker."""
    return say("{speaker}: “{quote}” [{number}]", language, speaker=speaker(text, language), quote=text, number=number)


def close_silence(span: Span, language: str = "en") -> str:
    """Return that a report does not say something outright, and the statement that comes nearest: in quotation marks where it is the report's own sentence."""
    if span.kind == "table_row":  # told with its columns, not to the letter
        return f"{say(NOT_OUTRIGHT, language)} {say('The nearest entry: {entry}', language, entry=span.text)}"
    return f"{say(NOT_OUTRIGHT, language)} {say('The nearest statement: “{quote}”', language, quote=span.text)}"


def is_close_silence(answer: Answer) -> bool:
    """Return whether an answer says that the report does not say something outright."""
    return not answer.answered and answer.text.startswith(say(NOT_OUTRIGHT, answer.language))


def counted(kind: str, n: int, language: str = "en") -> str:
    """Return the sentence that opens a list and says how many it holds."""
    return say_counted(*LIST_LEADS[kind], n, language)


def doubtful(n: int, language: str = "en") -> str:
    """Return the sentence that opens the end of a list, of statements that only may belong to it."""
    return say_counted(marked("{n} more may bear on it:"), marked("{n} more may bear on it:"), n, language)


def share(shown: int, total: int, language: str = "en", *, holds: bool) -> str:
    """Return the sentence that says of how many entries of a table or list something holds, or does not."""
    message = marked("This holds for {shown} of {total} entries:") if holds else marked("This does not hold for {shown} of {total} entries:")
    return say(message, language, shown=shown, total=total)


def years_covered(years: Sequence[int]) -> str:
    """Return years as a range where they follow each other."""
    return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
