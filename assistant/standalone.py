"""How a turn of a conversation is meant, by what the reports say to each way of taking it: as it is, or completed from the turns before."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import numpy as np

from assistant.index import Index
from assistant.question import analyse
from assistant.retriever import Candidates, Retriever
from assistant.scope import asked_body, body_names
from assistant.stance import SAID_ITSELF, start_year
from assistant.thesaurus import content_words

LOST = 0.25
"""A completed question that loses more than this share of its own words, beside the question as it is, may have been drawn away from what it asks ..."""
GAINED_PER_LOST = 1.3
"""... and is, unless its best span says so many times more of the words that completed it."""
LEAST_GAINED = 0.12
"""Words that completed a question and are said by no more than this tell nothing about it."""
FULL, LOST_OF_MANY = 3, 0.1
"""A turn that names so many things itself ("and mechanisms to identify new substances?") may lose only this of them."""
ENOUGH = 0.5
"""Share of the words that completed a turn which a place must say to speak about both."""
OF_A_KIND = 0.4
"""Cosine of two phrases that name things of one kind."""
REMEMBERED = 256
"""Questions whose candidates are kept: a conversation is read anew at each turn."""


class ReportsMeaning:
    """Tells how a turn of a conversation is meant, by the best spans of one index for each way."""

    def __init__(self, retriever: Retriever, index: Index) -> None:
        """Prepare an index."""
        self._retriever = retriever
        self._index = index
        self._bodies = body_names(index.ministries, index.acronyms)
        self._search = lru_cache(maxsize=REMEMBERED)(self._searched)

    def stands_alone(self, own: str, completed: str) -> bool:
        """Return whether what was asked before only draws a question away from what it asks itself; both in English."""
        return drawn_away(self._search(own), self._search(completed))

    def is_said(self, own: str, completed: str) -> bool:
        """Return whether the best span of a completed turn says most of what completed it, and no less of the turn's own words than any does."""
        return says_both(self._search(own), self._search(completed))

    def names_nothing(self, own: str) -> bool:
        """Return whether the best span for a turn as it is says less than half of its words."""
        if not content_words(own):
            return True
        found = self._search(own)
        return not len(found.spans) or _said_by_best(found, found, frozenset(found.words.words)) < ENOUGH

    def is_literal(self, own: str, completed: str) -> bool:
        """Return whether the best span for a completed turn says every word of the turn itself."""
        alone, found = self._search(own), self._search(completed)
        if not len(found.spans):
            return False
        column = np.flatnonzero(alone.spans == found.spans[0])
        return bool(len(column)) and bool((alone.matched[:, column[0]] >= SAID_ITSELF).all())

    def tells_beginning(self, completed: str) -> bool:
        """Return whether the best span for a completed turn tells since when something holds."""
        found = self._search(completed).spans
        return bool(len(found)) and start_year(self._index.spans[int(found[0])].text) is not None

    def likest(self, phrase: str, among: Sequence[str]) -> int | None:
        """Return which of some phrases lies nearest to another one, as the encoder takes them; None where none lies near."""
        first, *others = (e.vector for e in self._retriever.encoder.encode([phrase, *among]))
        likeness = np.array([float(first @ other) for other in others])
        best = int(np.argmax(likeness))
        return best if float(likeness[best]) >= OF_A_KIND else None

    def body_in_answer(self, question: str) -> str | None:
        """Return the body that the best span names first, where a question asks for a body and names none itself; else None."""
        analysed = analyse(self._retriever.correct(question))
        if "body" not in analysed.expects or asked_body(analysed.focus, self._bodies, "", self._index.acronyms):
            return None
        best = self._search(question).spans
        text = self._index.spans[int(best[0])].text if len(best) else ""
        found = {match.start(): name for name in self._bodies if (match := re.search(rf"\b{re.escape(name)}\b", text))}
        if not found:
            return None
        first = found[min(found)]
        return next((acronym for acronym, expansion in self._index.acronyms.items() if expansion == first), first)

    def _searched(self, question: str) -> Candidates:
        return self._retriever.search(analyse(self._retriever.correct(question)))


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


def says_both(own: Candidates, completed: Candidates) -> bool:
    """Return whether the best span of a completed turn says most of what completed it, and no less of the turn's own words than the turn's best span.

    Args:
        own: the candidates of the turn as it is.
        completed: those of the turn completed from one before.
    """
    if not len(own.spans) or not len(completed.spans):
        return False
    asked = frozenset(own.words.words)
    added = frozenset(completed.words.words) - asked
    kept = _said_by_best(completed, own, asked)
    lost = _said_by_best(own, own, asked) - kept
    return lost <= (LOST if len(asked) < FULL else LOST_OF_MANY) and (kept >= ENOUGH or not asked) and _said_by_best(completed, completed, added) >= ENOUGH


def _said_by_best(ranked: Candidates, asked: Candidates, these: Collection[str]) -> float:
    """Return the weighted share of some words of ``asked`` that the best span of ``ranked`` says; nothing where that span was too far from ``asked``."""
    rows = [i for i, w in enumerate(asked.words.words) if w in these]
    column = np.flatnonzero(asked.spans == ranked.spans[0])
    weights = asked.words.weights[rows]
    if not len(column) or not float(weights.sum()):
        return 0.0
    return float(weights @ asked.matched[rows, column[0]] / weights.sum())
