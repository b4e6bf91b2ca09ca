"""Amounts in units and shares of a whole, compared across units: "over two months" and "eleven weeks", "most" and "34 %".

Counts of one noun are compared in ``values``. Pure functions on texts; True only where a statement holds an amount of the same kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.lexicon import NUMERALS, fold

_UNITS: dict[str, tuple[str, float]] = {
    "day": ("time", 1.0),
    "week": ("time", 7.0),
    "fortnight": ("time", 14.0),
    "month": ("time", 30.4),
    "year": ("time", 365.0),
    "decade": ("time", 3650.0),
    "gram": ("mass", 1.0),
    "kilo": ("mass", 1000.0),
    "kilogram": ("mass", 1000.0),
    "kg": ("mass", 1000.0),
    "ton": ("mass", 1e6),
    "tonne": ("mass", 1e6),
}
_NUMERALS = {w: float(n) for w, n in NUMERALS.items()} | {
    "half a": 0.5, "half an": 0.5, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "hundred": 100.0, "a hundred": 100.0,
}  # fmt: skip
_SINGLE = "|".join(w for w in _NUMERALS if " " not in w)
_MORE = r"over|more than|longer than|at least|above|upwards of|no less than|in excess of"
_LESS = r"under|less than|fewer than|shorter than|at most|below|within|up to|no more than|inside"
_ONE = r"(?:(?<=\bfor )|(?<=\bover )|(?<=\bwithin )|(?<=\bthan )|(?<=\bunder )|(?<=\btakes )|(?<=\blast )|(?<=\blasts ))an?"
"""An article that counts; in "twice a month" it does not."""
_NUMBER = rf"(?:{_ONE}|\d+(?:[.,]\d+)?|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
_AMOUNT = re.compile(rf"(?:\b(?P<more>{_MORE})\s+|\b(?P<less>{_LESS})\s+)?\b(?P<number>{_NUMBER})[\s-]+(?P<unit>{'|'.join(_UNITS)})s?\b(?![\s-]olds?\b)")
_OFTEN = {"annual": "year", "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}
_PERIOD = re.compile(
    rf"\bevery (?:(?P<number>{_SINGLE}|\d+) )?(?P<unit>{'|'.join(_UNITS)})s?\b"
    rf"|\b(?:(?P<times>\d+|{_SINGLE}) times|(?P<word>once|twice)) (?:a|an|per|each|every) (?P<per>{'|'.join(_UNITS)})\b"
)
"""How often: "every three months", "four times a year", "twice a year"."""
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = re.compile(rf"\b(?P<first>{'|'.join(_MONTH_NAMES)}) (?:to|until|through|-) (?P<last>{'|'.join(_MONTH_NAMES)})\b")
_WHOLE_YEAR = re.compile(r"\b(?:full|whole|entire) (?:year|of (?:19|20)\d\d)\b|\ball of (?:19|20)\d\d\b")
_WORKING = re.compile(r"\b(?:working|business|calendar) (?=days?\b)")
_PERCENT = re.compile(r"\b(\d{1,3}(?:[.,]\d+)?) ?(?:%|per ?cent\b)")
_MAJORITY = re.compile(r"\b(?:most(?! recent)|mostly|the majority|majority|more than half|over half|mainly|chiefly)\b")
_MINORITY = re.compile(r"\b(?:minority|less than half|under half|fewer than half|hardly any)\b")
_SAME = 0.07
"""Amounts that differ by no more than this share are the same, as months are not of one length."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its kind's smallest unit, days or grams, and whether it is a bound."""

    kind: str
    value: float
    bound: Literal["", "more", "less"]


def other_quantity(focus: str, statement: str) -> bool:
    """Return whether a statement gives a duration, a mass or a share, and none that agrees with the question's.

    Args:
        focus: the question.
        statement: what a report says.
    """
    folded, said = fold(focus), fold(statement)
    shares = [float(p.replace(",", ".")) for p in _PERCENT.findall(said)]
    if len(shares) == 1 and not _PERCENT.search(folded):
        if _MAJORITY.search(folded) and shares[0] < 50 and not _MAJORITY.search(said):
            return True
        if _MINORITY.search(folded) and shares[0] > 50:
            return True
    given = amounts(said)
    for asked in amounts(folded):
        same_kind = [a for a in given if a.kind == asked.kind]
        if same_kind and not any(_agrees(asked, a) for a in same_kind):
            return True
    return False


def are_compared(focus: str, statement: str) -> bool:
    """Return whether a question and a statement both give an amount of one kind, which is counted and not read."""
    return bool({a.kind for a in amounts(fold(focus))} & {a.kind for a in amounts(fold(statement))})


def amounts(folded: str) -> list[Amount]:
    """Return the amounts with a unit that a folded text holds, the periods first."""
    found: list[Amount] = []
    found.extend(Amount("period", _UNITS[unit][1], "") for word, unit in _OFTEN.items() if re.search(rf"\b{word}\b", folded))
    for match in _PERIOD.finditer(folded):
        if match["unit"]:
            found.append(Amount("period", _number(match["number"] or "one") * _UNITS[match["unit"]][1], ""))
        else:
            times = _number(match["times"]) if match["times"] else {"once": 1.0, "twice": 2.0}[match["word"]]
            found.append(Amount("period", _UNITS[match["per"]][1] / times, ""))
    for match in _MONTHS.finditer(folded):
        first, last = (_MONTH_NAMES.index(match[g]) for g in ("first", "last"))
        found.append(Amount("time", ((last - first) % 12 + 1) * _UNITS["month"][1], ""))
    if _WHOLE_YEAR.search(folded):
        found.append(Amount("time", _UNITS["year"][1], ""))
    for match in _AMOUNT.finditer(_WORKING.sub("", _PERIOD.sub(" ", folded))):
        kind, size = _UNITS[match["unit"]]
        found.append(Amount(kind, _number(match["number"]) * size, "more" if match["more"] else "less" if match["less"] else ""))
    return found


def _number(text: str) -> float:
    if text in ("a", "an"):
        return 1.0
    known = _NUMERALS.get(text)
    return float(text.replace(",", ".")) if known is None else known


def is_quantity_word(word: str) -> bool:
    """Return whether a folded word only gives an amount: a numeral, a unit, "most"."""
    return word in _NUMERALS or word.rstrip("s") in _UNITS or word in ("most", "mostly", "majority", "minority", "half", "mainly")


def _agrees(asked: Amount, given: Amount) -> bool:
    low, high = given.value * (1 - _SAME), given.value * (1 + _SAME)
    if asked.bound == "more":
        return low > asked.value if given.bound == "less" else high >= asked.value
    if asked.bound == "less":
        return low <= asked.value
    if given.bound == "less":
        return asked.value <= high
    return low <= asked.value <= high or (given.bound == "more" and asked.value >= low)
