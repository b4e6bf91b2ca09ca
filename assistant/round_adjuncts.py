"""Rounds that only date a question, counted against the rounds of a statement, so that what is left can be read without any counting.

"Was it in use in the fifth round?" and "from the fifth to the seventh rounds, Peru has used …": the statement holds in the fifth round, so
whether it was in use is all that remains to be read.
"""

from __future__ import annotations

import re

from assistant.lexicon import fold
from assistant.polarity import segments
from assistant.question import Question
from assistant.rounds import ROUND_NAMES, read_rounds

_ORDINAL = rf"(?:{'|'.join(ROUND_NAMES)}|last|latest|final|current|earliest|[1-7](?:st|nd|rd|th))"
_YEARS = r"(?: \((?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?\))?"
_ROUNDS = (
    rf"(?:(?:the )?(?:very )?{_ORDINAL}(?:(?:,| and|, and| or| to| through| until)(?: the)? {_ORDINAL})* (?:mem |evaluation |review )?(?:rounds?|cycles?)"
    r"|rounds? (?:no\.? ?)?(?:[1-7]|one|two|three|four|five|six|seven)"
    r"|(?:all|each|every)(?: of)?(?: the)?(?: seven)? (?:mem |evaluation )?rounds?|the (?:seven )?(?:mem |evaluation )?rounds)"
    rf"(?: of (?:the )?(?:evaluations?|mem|reviews?))?{_YEARS}(?: onwards?\b)?"
)
_ADJUNCT = re.compile(
    r",? ?\b(?:(?:already|still|even|right|ever) )?(?:as far back as|as early as|as of|(?:starting|beginning) (?:in|with|from)|since|from|in|during"
    rf"|throughout|over|through|across|for|between|within)(?: both)? {_ROUNDS}(?: (?:to|through|until|and) {_ROUNDS})?(?! of\b)(?= |\W*$|[?,.;])",
    re.IGNORECASE,
)
_ALREADY = re.compile(r"\b(?:already|still) ", re.IGNORECASE)
"""Presses the date that is gone."""


def without_rounds(focus: str) -> str:
    """Return a question without the adjuncts that name rounds ("as far back as the first round"); as it is where it has none."""
    bare = _ADJUNCT.sub("", focus)
    return focus if bare == focus else " ".join(_ALREADY.sub("", bare).split()).replace(" ?", "?").lstrip(", ")


def holds_in_rounds(question: Question, statement: str) -> bool:
    """Return whether a statement holds, as a whole, in every round that a question names: it has one polarity and names no other rounds in a part."""
    clauses = segments(statement)
    named = [rounds for s in clauses if (rounds := read_rounds(fold(s.text)))]
    one_side = len({s.affirmed for s in clauses}) == 1
    return bool(question.rounds) and one_side and len(set(named)) == 1 and question.rounds <= named[0]
