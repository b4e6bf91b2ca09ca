"""Which reports a question is about: those of the countries that it names; where it names none, one country after the other.

A statement of one country's report says nothing of another country, so each country is answered from its own reports, the newest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.countries import mentions_of
from assistant.datatypes import ReportInfo
from assistant.question import Question, analyse

MOST_COUNTRIES = 6
"""So many countries at most answer a question that names none; each takes as long as a question on one report."""
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or|nor|as well as)?|and|or|nor|as well as|&|/)\s*(?:in\s+)?", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|either|neither|all(?: of)?)\s+$", re.IGNORECASE)
_BOTH_BEHIND = re.compile(r"^\s+(?:both|all)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:in|of|by|for|does|do|did|is|has|have|had|can|may|must|should|will|was|were|are)\s+(?:the\s+)?$", re.IGNORECASE)
"""Stands before the country that a question is about ("does Peru swap data with Chile?")."""
_WHICH_COUNTRIES = re.compile(
    r"^\W*(?:(?P<place>in|for) )?(?:which|what)(?: of the| other)? (?:countries|country|member states|states|nations)\b(?: of the (?:region|oas))?\s+",
    re.IGNORECASE,
)
_OF_A_YEAR = re.compile(
    r",?(?: (?:according to|by|in|per|from|as of|going by))?(?: the)? (?:(?P<before>(?:19|20)\d\d) (?:mem )?(?:evaluation )?report"
    r"|(?:mem |evaluation )?report (?:of|for|from) (?P<after>(?:19|20)\d\d))\b,?",
    re.IGNORECASE,
)
"""Names a report by its year ("by the 2014 report")."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked of one country, and the ids of the country's reports, the newest first."""

    country: str
    question: Question
    reports: tuple[str, ...]


def reports_asked(question: Question, reports: Sequence[ReportInfo]) -> tuple[Asked, ...]:
    """Return the countries that a question is asked of, each with its own question.

    Args:
        question: the analysed question.
        reports: what may answer.

    Returns:
        One for each country named in a coordination ("Peru and Chile"), else the one that the question is about; where none is named, one for
        every country of the reports.
    """
    of_year = _reports_of_year(question.focus, reports)
    asking = _OF_A_YEAR.sub("", question.focus) if len(of_year) < len(reports) else question.focus
    countries = tuple(dict.fromkeys(r.country for r in reports))
    named = countries_named(asking, countries) or countries_named(question.text, countries)  # "Chilean farmers: do they …"
    general = _WHICH_COUNTRIES.match(asking) is not None and not named
    asked = []
    for country in named or countries:
        focus = _of_one_country(asking, country, named) if len(named) > 1 else _whether(asking) if general else asking
        own = question if focus == question.focus else analysed_again(question, focus)
        newest_first = sorted((r for r in of_year if r.country == country), key=lambda r: -(r.year or 0))
        asked.append(Asked(country, replace(own, countries=(country,)), tuple(r.id for r in newest_first)))
    return tuple(a for a in asked if a.reports)


def analysed_again(question: Question, focus: str) -> Question:
    """Return a question with other words, as it was read from another language."""
    return replace(analyse(focus, question.language), text=question.text, wording=question.wording, untranslated=question.untranslated)


def countries_named(focus: str, countries: Iterable[str]) -> tuple[str, ...]:
    """Return which of some countries a question is about, in its order: several where they are coordinated, else one; none where it names none."""
    groups = _groups(focus, countries)
    if not groups:
        return ()
    largest = max(groups, key=lambda group: len({m[2] for m in group}))
    if len({m[2] for m in largest}) > 1:
        return tuple(dict.fromkeys(m[2] for m in largest))
    subjects = (group[0][2] for group in groups if _SUBJECT.search(focus[: group[0][0]]))
    return (next(subjects, groups[0][0][2]),)


def _groups(focus: str, countries: Iterable[str]) -> list[list[tuple[int, int, str]]]:
    """Return the mentions of countries, those together that a coordinator joins."""
    groups: list[list[tuple[int, int, str]]] = []
    for mention in mentions_of(focus, countries):
        if groups and _BETWEEN.fullmatch(focus[groups[-1][-1][1] : mention[0]]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _of_one_country(focus: str, country: str, named: Sequence[str]) -> str:
    """Return a question about several countries as one about one of them ("do Peru and Chile both train" → "do Peru train")."""
    for group in reversed(_groups(focus, named)):
        if len(group) > 1:
            before = _BOTH.sub("", focus[: group[0][0]])
            focus = f"{before}{country}{_BOTH_BEHIND.sub('', focus[group[-1][1] :])}"
    return focus


def _whether(focus: str) -> str:
    """Return a question for countries as one whether it is so in a country ("which countries train judges?")."""
    match = _WHICH_COUNTRIES.match(focus)
    rest = focus[match.end() :] if match else focus
    return f"{rest[:1].upper()}{rest[1:]}" if match and match["place"] else f"Is it true that the country {rest}"


def _reports_of_year(focus: str, reports: Sequence[ReportInfo]) -> Sequence[ReportInfo]:
    """Return the reports of the year that a question names as a report's ("the 2014 report"); all where it names none that is there."""
    match = _OF_A_YEAR.search(focus)
    year = int(match["before"] or match["after"]) if match else None
    return [r for r in reports if r.year == year] or reports
