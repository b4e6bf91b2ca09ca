"""Rounds and years that only date a question, counted against those of a statement, so that what is left can be read without any counting.

"Was it in use in the fifth round?", "in 2010?" and "from the fifth to the seventh rounds (2007-2018), Peru has used …": the statement holds
then, so whether it was in use is all that remains to be read.
"""

from __future__ import annotations

import re

from assistant.lexicon import fold
from assistant.polarity import segments
from assistant.question import Question
from assistant.rounds import ROUND_NAMES, ROUND_YEARS, read_rounds, read_years, years_of_rounds
from assistant.stance import start_year
from assistant.values import happens

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
_IN_YEAR = re.compile(
    r",? ?\b(?:(?:already|still|even|right|back|as far back as|as early as|as late as) )?(?:in|by|during|throughout|around|as of)"
    r"(?: the years?| the period)? (?:19|20)\d\d(?:(?: ?(?:-|–|to|and|until) ?| and in )(?:19|20)\d\d)?(?! (?:of|for)\b)(?= |\W*$|[?,.;])",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"\bby (?:the end of )?((?:19|20)\d\d)\b")
_SINCE = re.compile(r"\b(?:since|as of|from) the \w+ round\b")
LAST_YEAR = 9999
_PERIOD = re.compile(r"\b(?:to|through|until|throughout|during|in all)\b")
"""Says of a statement's rounds or years that they end it as well."""


def without_time(focus: str) -> str:
    """Return a question without the adjuncts that name rounds or years ("as far back as the first round", "in 2010"); as it is where it has none."""
    bare = _IN_YEAR.sub("", _ADJUNCT.sub("", focus))
    return focus if bare == focus else " ".join(_ALREADY.sub("", bare).split()).replace(" ?", "?").lstrip(", ")


def holds_then(question: Question, statement: str) -> bool:
    """Return whether a statement of one polarity holds, as a whole, in all the rounds, or all the years, that a question names."""
    return holds_in_rounds(question, statement) or holds_in_years(question, statement)


def holds_in_rounds(question: Question, statement: str) -> bool:
    """Return whether a statement holds, as a whole, in every round that a question names: it has one polarity, and each part names these rounds or none."""
    named = [rounds for s in segments(statement) if (rounds := _rounds_up_to_now(fold(s.text)))]
    return bool(question.rounds) and _is_one_sided(statement) and bool(named) and all(question.rounds <= rounds for rounds in named)


def _rounds_up_to_now(folded: str) -> frozenset[int]:
    """Return the rounds that a folded text names, and where it names the one since which something holds, those after it."""
    rounds = read_rounds(folded)
    since = _SINCE.search(folded)
    return rounds | frozenset(range(min(rounds), max(ROUND_YEARS) + 1)) if since and len(rounds) == 1 else rounds


def holds_in_years(question: Question, statement: str) -> bool:
    """Return whether a statement holds in every year that a question names: it gives a beginning before them, and no end or a later one.

    What happens at one time ("was it established in 2002?") is dated by the one year that the statement gives.
    """
    if not question.years or question.rounds or not _is_one_sided(statement) or not _IN_YEAR.search(question.focus):
        return False
    folded = fold(statement)
    given = read_years(folded)
    if happens(question.focus):
        by = _BY_YEAR.search(fold(question.focus))
        return max(given, default=LAST_YEAR) <= int(by[1]) if by else question.years == given
    began = start_year(statement)
    dated = given | years_of_rounds(read_rounds(folded))
    ends = max(dated) if len(dated) > 1 and _PERIOD.search(folded) else None
    return began is not None and began <= min(question.years) and (ends is None or max(question.years) <= ends)


def _is_one_sided(statement: str) -> bool:
    return len({s.affirmed for s in segments(statement)}) == 1
