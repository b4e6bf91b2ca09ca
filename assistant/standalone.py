"""Whether a question of a conversation is better taken as it is, or completed from the one before: what the reports say to either decides."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np

from assistant.question import analyse
from assistant.retriever import Candidates, Retriever

LOST = 0.25
"""A completed question that loses more than this share of its own words, beside the question as it is, may have been drawn away from what it asks ..."""
GAINED_PER_LOST = 1.3
"""... and is, unless its best span says so many times more of the words that completed it."""
LEAST_GAINED = 0.12
"""Words that completed a question and are said by no more than this tell nothing about it."""
REMEMBERED = 256
"""Pairs of questions whose comparison is kept: a conversation is read anew at each turn."""


class StandsAlone:
    """Compares what one index says to a question as it is and to the question completed."""

    def __init__(self, retriever: Retriever) -> None:
        """Prepare an index."""
        self._retriever = retriever
        self._compared = lru_cache(maxsize=REMEMBERED)(self._compare)

    def __call__(self, own: str, completed: str) -> bool:
        """Return whether what was asked before only draws a question away from what it asks itself; both in English."""
        return self._compared(own, completed)

    def _compare(self, own: str, completed: str) -> bool:
        ranked = [self._retriever.search(analyse(self._retriever.correct(text))) for text in (own, completed)]
        return drawn_away(*ranked)


def drawn_away(own: Candidates, completed: Candidates) -> bool:
    """Return whether the best span of a completed question has lost the question's own words for little.

    Args:
        own: the candidates of the question as it is.
        completed: those of the question completed from the one before.
    """
    if not len(own.spans) or not len(completed.spans):
        return False
    asked = frozenset(own.words.words)
    added = frozenset(completed.words.words) - asked
    lost = _said_by_best(own, own, asked) - _said_by_best(completed, own, asked)
    gained = _said_by_best(completed, completed, added) - _said_by_best(own, completed, added)
    return gained <= LEAST_GAINED or (lost > LOST and gained < GAINED_PER_LOST * lost)


def _said_by_best(ranked: Candidates, asked: Candidates, these: Collection[str]) -> float:
    """Return the weighted share of some words of ``asked`` that the best span of ``ranked`` says; nothing where that span was too far from ``asked``."""
    rows = [i for i, w in enumerate(asked.words.words) if w in these]
    column = np.flatnonzero(asked.spans == ranked.spans[0])
    weights = asked.words.weights[rows]
    if not len(column) or not float(weights.sum()):
        return 0.0
    return float(weights @ asked.matched[rows, column[0]] / weights.sum())
