"""Groups of people that exclude each other: what a report says of adolescents it says of no adults.

Where a report gives each group a statement of its own, the one of the group asked about answers; where it gives the other group alone, it is
silent on the one asked about. Pure functions on texts.
"""

from __future__ import annotations

from assistant.lexicon import fold, term, words

_GROUPS = (
    (
        "adult adults grownup grownups",
        "adolescent adolescents teenager teenagers teen teens juvenile juveniles youngster youngsters child children kid kids",
    ),
    ("woman women female females girl girls", "man men male males boy boys"),
)
"""Pairs of groups, each by the words that name it."""
_PAIRS = tuple(
    (frozenset(term(w) for w in words(mine)), frozenset(term(w) for w in words(other)))
    for first, second in _GROUPS
    for mine, other in ((first, second), (second, first))
)


def group_asked(focus: str) -> str | None:
    """Return the word for a group of people that a question names without its opposite ("what about adults?"), or None."""
    said = words(fold(focus))
    terms = {term(w) for w in said}
    for mine, other in _PAIRS:
        if terms & mine and not terms & other:
            return next(w for w in said if term(w) in mine)
    return None


def is_of_other_group(focus: str, statement: str) -> bool:
    """Return whether a statement is of the opposite of the one group that a question names, and not of that one."""
    asked, said = _terms(focus), _terms(statement)
    return any(asked & mine and not asked & other and said & other and not said & mine for mine, other in _PAIRS)


def is_of_group(focus: str, statement: str) -> bool:
    """Return whether a statement names the one group that a question names."""
    asked, said = _terms(focus), _terms(statement)
    return any(asked & mine and not asked & other and said & mine for mine, other in _PAIRS)


def _terms(text: str) -> frozenset[str]:
    return frozenset(term(w) for w in words(fold(text)))
