"""A verdict with the spans that decide it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.coordination import Kind
from assistant.datatypes import Verdict
from assistant.question import Question
from assistant.stance import Reading, Stance

SETTLED = -1.0
"""A question that the rules have settled is not left open at all."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many entries of how many are shown, and whether what is asked holds of these, or does not."""

    shown: int
    total: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the spans that decide it, those that say the same elsewhere, and why they disagree, where they do.

    ``corrects``: the deciding span says what is asked, but of another year, body or number, or of more than what is asked.
    ``counted``: of how many entries of a table or list it holds, where that decides.
    ``left_open``: how surely the second reading finds that it leaves the question open, from -1 to 1; None where it was not asked, ``SETTLED`` where the
    deciding spans answer by their very words, so that it need not be.
    """

    verdict: Verdict
    deciding: tuple[int, ...]
    support: tuple[int, ...] = ()
    conflict: str | None = None
    corrects: bool = False
    left_open: float | None = None
    counted: Counted | None = None


def combine(kind: Kind, first: Ruling, second: Ruling) -> Ruling:
    """Put the rulings of the two parts of a question together.

    "Both": what they agree on, else partly. "Contrast" ("this but not that"): yes where the first is a yes and the second a no, else no.
    """
    agree = first.verdict == second.verdict
    if kind == "contrast":
        verdict = Verdict.YES if first.verdict is Verdict.YES and second.verdict is Verdict.NO else Verdict.NO
    else:
        verdict = first.verdict if agree else Verdict.MIXED
    deciding = tuple(dict.fromkeys((*first.deciding, *second.deciding)))
    support = tuple(i for i in (*first.support, *second.support) if i not in deciding)
    conflicting = first if first.conflict else second if second.conflict else None
    if conflicting is not None:
        return Ruling(Verdict.MIXED, tuple(dict.fromkeys((*conflicting.deciding, *deciding))), support, conflicting.conflict)
    return Ruling(verdict, deciding, support)


def verdict_of(question: Question, reading: Reading) -> Verdict:
    """Return what a reading of a span answers to a question."""
    if reading.stance is Stance.SPLIT:
        return Verdict.MIXED
    return Verdict.YES if (reading.stance is Stance.AFFIRMS) != question.is_negated else Verdict.NO
