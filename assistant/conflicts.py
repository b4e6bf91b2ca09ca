"""Contradictions of a report on what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.catalogue import say
from assistant.contradictions import LAST_ROUND_START, Contradiction
from assistant.encoder import Float32
from assistant.index import Index
from assistant.lexicon import fold
from assistant.polarity import segments
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.rounds import is_dating, years_of_rounds
from assistant.stance import MATCH, SAID_ITSELF, TOPIC_SHARE, last_year_before, says_same, start_year, word_match
from assistant.thesaurus import Thesaurus
from assistant.traits import TRAITS

ABOUT_SHARE = 0.3
"""A question is about a contradiction when the best candidate says at least this share of it."""
DATED_SHARE = 0.9
"""Two statements that date a beginning differently disagree when each says by itself at least this share of what the other says of the question."""
_PONDERS = re.compile(r"\b(?:consider\w*|think\w*|plan\w*|intend\w*|still|only|already|merely|just)\b")
UP_TO_NOW = re.compile(
    r"\b(?:has|have|had)\b.*\b(?:been|\w+ed|made|done|held|set|kept|run|gone|put|shown|taken|given)\b|\bever\b|\bpast\b|\bat (?:some|any) (?:point"
    r"|time|stage)\b"
)
"""A question in the perfect tense asks of all the time up to now."""


class ConflictReader:
    """Finds where the reports of one index disagree on a question. Holds no state that a question changes."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index: its contradictions by span."""
        self._index = index
        self._thesaurus = thesaurus
        self.contradictions: dict[int, list[Contradiction]] = {}
        for found in index.contradictions:
            for i in (found.first, found.second):
                self.contradictions.setdefault(i, []).append(found)

    def known(self, question: Question, candidates: Candidates, ids: Sequence[int]) -> tuple[int, int] | None:
        """Return a contradiction of the report that the best candidate is part of and that the question is about."""
        weights, matched = candidates.words.weights, candidates.matched[:, 0]
        said = float(weights[matched >= MATCH].sum())
        about = said >= ABOUT_SHARE * float(weights.sum())
        for found in self.contradictions.get(ids[0], ()) if about else ():
            other = found.second if found.first == ids[0] else found.first
            if found.kind == "polarity" and other in ids:
                return ids[0], other
            whole = said >= TOPIC_SHARE * float(weights.sum()) and UP_TO_NOW.search(fold(question.focus))
            intended = self._index.traits[ids[0], TRAITS.index("planned")] and said >= TOPIC_SHARE * float(weights.sum()) and other in ids
            if found.kind == "status" and (whole or intended or _PONDERS.search(fold(question.focus))):
                return ids[0], other
            wanted = question.years | years_of_rounds(question.rounds)
            before = last_year_before(question.focus)
            at = min(wanted, default=0) if before is None else before + 1
            if found.kind == "beginning" and wanted and at <= max(start_year(self._index.spans[i].text) or LAST_ROUND_START for i in (ids[0], other)):
                return ids[0], other
        return None

    def _said_by_a_clause(self, candidates: Candidates, i: int) -> Float32:
        """Return which words of the question the clause of a span that says most of them says itself, 1 or 0, shape (words,)."""
        clauses = (word_match(candidates.words, self._thesaurus, s.text) >= SAID_ITSELF for s in segments(self._index.spans[i].text))
        return max(clauses, key=lambda said: float(candidates.words.weights @ said)).astype(np.float32)

    def of_beginnings(self, question: Question, candidates: Candidates, first: int, second: int) -> str | None:
        """Return why two spans disagree on a dated question: one says that it held by then, the other that it began later.

        Words that only date the question are left aside: what counts is that both speak of the same thing.
        """
        wanted = question.years | years_of_rounds(question.rounds)
        began = start_year(self._index.spans[first].text), start_year(self._index.spans[second].text)
        if not wanted or None in began or began[0] == began[1] or max(b for b in began if b is not None) >= LAST_ROUND_START:
            return None  # "as of the seventh round" tells when something was seen
        before = last_year_before(question.focus)
        held = [min(wanted) >= b - 1 if before is None else before >= b for b in began if b is not None]
        weights = candidates.words.weights * np.array([not is_dating(w) for w in candidates.words.words], dtype=np.float32)
        best, this = (self._said_by_a_clause(candidates, i) for i in (first, second))
        alike = says_same(weights, best, this, DATED_SHARE) and says_same(weights, this, best, DATED_SHARE)
        if held[0] == held[1] or not alike:
            return None
        return say("The report dates the beginning differently in two places: compare [1] and [2].", question.language)
