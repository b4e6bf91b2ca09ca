"""Whether a question asks if something goes on or has stopped, and whether a statement says so."""

from __future__ import annotations

import re

from assistant.lexicon import fold
from assistant.polarity import segments
from assistant.rounds import ROUND_YEARS, read_rounds

_SUBJECT = (
    r"(?:does|do|did|has|have|had|is|are|was|were)(?:n't)? (?:not )?(?:[\w'-]+ ){1,9}?"
    r"(?:(?:ever|still|since|also|really|actually|been|being) )*(?<!\bto )(?<!\bthat )"
)
_ASKS_IF_ON = re.compile(
    rf"^\W*(?:(?:and|but|so) )?{_SUBJECT}(?:continue|(?<!\bhave )continued|carry on|carried on|keep (?:it |that |them )?up|kept (?:it |that "
    rf"|them )?up|go on|gone on"
    rf"|pursued? further)\b"
    r"|^\W*(?:(?:and|but|so) )?(?:does|do|is|are|has|have) (?:[\w'-]+ ){1,6}?still "
    r"(?:have|has|had|used?|using|in (?:use|place|force)|measure\w*|carr(?:y|ying)|conduct\w*|run|running|operat\w+|eradicat\w+|train\w*|offer\w*"
    r"|provid\w+|publish\w*|tak(?:e|ing)|participat\w+|monitor\w*|do|doing|exist\w*|available|active|evaluat\w+|assess\w*|exchang\w+|shar(?:e|ing))\b"
)
_ASKS_IF_STOPPED = re.compile(
    rf"^\W*(?:(?:and|but|so) )?{_SUBJECT}(?:(?:stop|stopped|halt|halted|quit)(?= (?:its|the|their|these|those|all|such|\w+ing)\b|\W*$)"
    r"|cease|ceased|abandon|abandoned|discontinued?|(?:give|given|gave) up(?! to\b))\b"
)
_GOES_ON = re.compile(r"\b(?:continues|has continued|have continued|continued|continuing) to\b|\b(?:has|have) continued (?:its|their|these|those|the|with)\b")
_THROUGH_ROUNDS = re.compile(r"\b(?:from|as of|since) the \w+ (?:round )?(?:\([^)]*\) )?(?:through|to|until) the \w+ rounds?\b")
_WENT_NO_FURTHER = re.compile(
    r"\b(?:has|have|had|did|does|do|was|were) not (?:been )?(?:continued?|kept up|carried on|followed up)\b|\bno longer\b|\bdiscontinued\b"
    r"|\b(?:has|have|was|were) (?:ceased|abandoned|suspended|stopped)\b"
)
_NOT = re.compile(r"\b(?:not|never)\b")
_OF_IT = frozenset(
    """continue continues continued carry carried keep kept go gone stop stopped cease ceased abandon abandoned discontinue discontinued give given gave halt
    halted quit drop dropped pursue pursued further since after still""".split()
)


def asks_if_on(focus: str) -> bool | None:
    """Return True where a question asks whether something goes on, False where it asks whether it has stopped, None where neither."""
    folded = fold(focus)
    if _ASKS_IF_ON.search(folded):
        return True
    return False if _ASKS_IF_STOPPED.search(folded) else None


def says_it_goes_on(statement: str) -> bool | None:
    """Return whether a statement says that something goes on, or that it was not continued; None where it says neither, or both.

    What was so "from the first through the seventh rounds" goes on in the last one.
    """
    folded = fold(statement)
    until_now = _THROUGH_ROUNDS.search(folded) and max(ROUND_YEARS) in read_rounds(folded) and all(s.affirmed for s in segments(statement))
    on, stopped = bool(until_now or _GOES_ON.search(folded)), bool(_WENT_NO_FURTHER.search(folded))
    return None if on == stopped else on


def says_not(focus: str) -> bool:
    """Return whether a question negates what goes on or stops ("has it not been continued?"); "doesn't it continue?" asks whether it does."""
    folded = fold(focus)
    asked = _ASKS_IF_ON.search(folded) or _ASKS_IF_STOPPED.search(folded)
    return asked is not None and _NOT.search(asked[0]) is not None


def is_of_continuation(word: str) -> bool:
    """Return whether a folded word only says that something goes on or stops."""
    return word in _OF_IT
