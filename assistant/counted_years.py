"""Years that a question counts from the one it names -> their numbers, so that whatever reads years afterwards finds them."""

from __future__ import annotations

import re

from assistant.lexicon import NUMERALS, words

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COUNT = rf"(?P<count>a|an|one|\d{{1,2}}|{'|'.join(NUMERALS)})"
_LASTING = r"(?<!\bfor )(?<!\bwithin )(?<!\bover )(?<!\bduring )(?<!\blast )(?<!\bpast )(?<!\bfirst )(?<!\bthe )(?<!\bin )"
"""Behind these so many years are a period."""
_FROM_IT = re.compile(
    rf"{_LASTING}\b{_COUNT} years? (?:(?P<back>before|earlier|previously|prior)|later|after(?:wards)?|on)\b(?! (?:the|to|that)\b)(?! (?:in |of )?(?:19|20)\d\d)"
    r"|\b(?:in )?the (?:(?P<previous>(?:previous|preceding|prior) year|year (?:before|earlier))|(?:following|next) year|year (?:after|later))(?: that\b)?"
    r"\b(?! (?:in |of )?(?:19|20)\d\d)",
    re.IGNORECASE,
)
"""Counts from a year that is named elsewhere: "in 2018 than four years before", "in 2016 than the year before"."""
_BESIDE_IT = re.compile(rf"(?:{_LASTING}\b{_COUNT} years?|\b(?:in )?the year) (?:(?P<back>before)|after) (?:19|20)\d\d\b", re.IGNORECASE)
"""Counts from the year behind it: "two years after 2014"."""
_PREPOSITION_BEFORE = re.compile(r"\b(?:for|of|during|by|in|on)\s+$", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:and|but|so|or|then|what about|how about|what of|how was (?:it|that))\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:higher|lower|more|less|bigger|smaller|larger|greater|fewer)\b", re.IGNORECASE)


def name_counted_years(focus: str) -> str:
    """Return a question with the year that it counts from the only one it names put in by its number.

    "Was it higher in 2018 than four years before?" gives "… than in 2014?"; "was it higher two years after 2014?" gives
    "was it higher in 2016 than in 2014?", as it compares the two. A period ("within two years after 2014") stays.
    """
    years = set(_YEAR.findall(focus))
    if len(years) != 1:
        return focus
    named = int(years.pop())
    beside = _BESIDE_IT.search(focus)
    if beside:
        counted = named + _steps(beside["count"], back=bool(beside["back"]))
        against = f" than in {named}" if _COMPARES.search(focus) and " than " not in focus else ""
        return f"{focus[: beside.start()]}in {counted}{against}{focus[beside.end() :]}"
    found = _FROM_IT.search(focus)
    if found is None:
        return focus
    counted = named + _steps(found["count"], back=bool(found["back"] or found["previous"]))
    return f"{focus[: found.start()]}in {counted}{focus[found.end() :]}"


def counted_from(text: str, year: int, *, several: bool = True) -> str:
    """Return a text with the year that it counts from one named elsewhere by its number.

    "And the following year?" after 2016 is "and in 2017?", "two years later?" is "in 2018?" (where ``several``).
    """
    found = _FROM_IT.search(text) if not _YEAR.search(text) else None
    if found is None or (found["count"] and not several):
        return text
    before = _PREPOSITION_BEFORE.sub("", text[: found.start()])
    return f"{before}in {year + _steps(found['count'], back=bool(found['back'] or found['previous']))}{text[found.end() :]}"


def counts_from_nothing(focus: str) -> bool:
    """Return whether all that a question says is a year counted from one that it does not name ("and two years later?")."""
    found = None if _YEAR.search(focus) else _FROM_IT.search(focus)
    return found is not None and not words(_JOINS.sub("", focus[: found.start()])) and not words(focus[found.end() :])


def _steps(count: str | None, *, back: bool) -> int:
    """Return how many years a count moves, below zero for years back; without one it is a single year."""
    word = (count or "one").casefold()
    number = 1 if word in ("a", "an") else NUMERALS[word] if word in NUMERALS else int(word)
    return -number if back else number
