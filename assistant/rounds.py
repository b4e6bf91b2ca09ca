"""Evaluation rounds and years that a text names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexicon import NUMERALS

ROUND_YEARS: dict[int, tuple[int, int]] = {
    1: (1999, 2000),
    2: (2001, 2002),
    3: (2003, 2004),
    4: (2005, 2006),
    5: (2007, 2009),
    6: (2013, 2014),
    7: (2014, 2018),
}
"""The MEM rounds and their years, as the reports date them."""
_DATING = frozenset("round rounds year years since seven all early late period periods evaluation".split())
ROUND_NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_ROUND = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|1st|2nd|3rd|4th|5th|6th|7th|last|latest|current"
    r"|previous)\b(?=[\w\s,-]{0,40}\brounds?\b)|\brounds? (?:no\. ?|number )?([1-7]|one|two|three|four|five|six|seven)\b"
)
_THROUGHOUT = re.compile(r"\bfrom (?:the )?(?:very )?first (?:round|evaluation|cycle) (?:right )?(?:to|until|till|through) (?:the )?(?:very )?last\b")
_ONWARDS = re.compile(r"^\w+ (?:\w+ )?rounds?(?: (?:on|onwards?|forwards?|upwards?)\b)")
"""Behind the name of a round: that round and all later ones."""
_TO = re.compile(r"\s*(?:rounds?\s*)?(?:to|through|until|thru|-)\s*(?:the\s*)?")
"""Between two rounds: those between them as well."""
_BEFORE = re.compile(r"(?<!\bnot )\b(?:before|prior to|earlier than) (?:the )?$")
"""Before the name of a round: the rounds that came before it."""
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b(?:\s*(?:-|–|to|and|until|through)\s*((?:19|20)\d{2})\b)?")


def read_years(folded: str) -> frozenset[int]:
    """Return the years a folded text names, ranges written out."""
    years: set[int] = set()
    for match in _YEAR.finditer(folded):
        first, last = int(match[1]), int(match[2] or match[1])
        years.update(range(first, last + 1) if first <= last <= first + 60 else (first, last))
    return frozenset(years)


def read_rounds(folded: str) -> frozenset[int]:
    """Return the rounds a folded text names; "from the second to the seventh rounds" gives 2 to 7."""
    found: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in _ROUND.finditer(folded):
        name = match[1] or match[2]
        number = round_number(name)
        if number:
            found.append(number)
            spans.append(match.span())
    if re.search(
        r"\b(?:all|seven|every|each)(?: of)?(?: the)?(?: seven)?(?: mem)?(?: evaluation)? rounds\b|\bthroughout (?:all"
        r"|the)(?: seven)? rounds\b",
        folded,
    ) or _THROUGHOUT.search(folded):
        return frozenset(ROUND_YEARS)
    follows = len(found) == 1 and found[0] > 1 and ROUND_YEARS[found[0] - 1][1] + 1 >= ROUND_YEARS[found[0]][0]  # no years between the rounds
    if follows and _BEFORE.search(folded[: spans[0][0]]):
        return frozenset(range(1, found[0]))
    if len(found) == 1 and _ONWARDS.search(folded[spans[0][0] :]):
        return frozenset(range(found[0], max(ROUND_YEARS) + 1))
    if len(found) == 2 and re.search(r"\b(?:to|through|until|thru|-)\b", folded[spans[0][1] : spans[1][0]]):
        return frozenset(range(min(found), max(found) + 1))
    ranges = [  # "from the first through the sixth rounds and in the seventh"
        range(found[i], found[i + 1]) for i in range(len(found) - 1) if _TO.fullmatch(folded[spans[i][1] : spans[i + 1][0]])
    ]
    return frozenset(found).union(*ranges)


def named_rounds(folded: str) -> frozenset[int]:
    """Return the rounds that a folded text names one by one; "from the second to the seventh rounds" gives 2 and 7."""
    return frozenset(n for match in _ROUND.finditer(folded) if (n := round_number(match[1] or match[2])))


def round_number(name: str) -> int | None:
    """Return the number of a round's name ("third", "3rd", "three", "3"); the latest is the seventh."""
    if name in ("last", "latest", "current"):
        return max(ROUND_YEARS)
    if name in ROUND_NAMES:
        return ROUND_NAMES.index(name) + 1
    if name in NUMERALS:
        return NUMERALS[name]
    return int(name[0]) if name[0].isdigit() else None


def is_dating(word: str) -> bool:
    """Return whether a folded word only dates a question: a figure, a round's name, "round", "year", "since"."""
    return word[0].isdigit() or word in ROUND_NAMES or word in _DATING


def years_of_rounds(rounds: Sequence[int] | frozenset[int]) -> frozenset[int]:
    """Return the years that the given rounds cover."""
    return frozenset(y for r in rounds for y in range(ROUND_YEARS[r][0], ROUND_YEARS[r][1] + 1))
