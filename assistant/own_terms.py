"""Which spans say some terms by themselves, looked up in the arrays of the index: no text is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.lexicon import FUNCTION_WORDS
from assistant.postings import Postings
from assistant.quantized import row_numbers
from assistant.thesaurus import WordVectors

Int64 = npt.NDArray[np.int64]


class OwnTerms:
    """The content terms of each span's own text, in order. Holds no state that a question changes."""

    def __init__(self, postings: Postings, vectors: WordVectors, vocabulary: Iterable[str], spans: int) -> None:
        """Prepare an index.

        Args:
            postings: which spans hold a term, in their own text or in what leads to it.
            vectors: which words each span holds.
            vocabulary: the reports' words, in the order of ``vectors``.
            spans: how many there are.
        """
        self._postings = postings
        self._vectors = vectors
        self._is_content = np.array([w not in FUNCTION_WORDS for w in vocabulary], dtype=np.bool_)
        self._spans = spans

    def holding(self, names: Iterable[Collection[str]]) -> npt.NDArray[np.bool_]:
        """Return which spans say all terms of at least one name, in any order; shape (spans,)."""
        result = np.zeros(self._spans, dtype=np.bool_)
        for name in names:
            chosen, ids = self._candidates(name)
            if len(chosen):
                terms, starts = self._terms(chosen)
                there = [np.add.reduceat(terms == i, starts) > 0 for i in ids]
                result[chosen[np.all(there, axis=0)]] = True
        return result

    def count(self, run: Sequence[str]) -> int:
        """Return how many spans say some terms one right after the other, function words between them left out."""
        chosen, ids = self._candidates(run)
        if not len(chosen):
            return 0
        terms, starts = self._terms(chosen)
        span = np.repeat(np.arange(len(chosen)), np.diff(np.append(starts, len(terms))))
        kept = terms >= 0
        terms, span = terms[kept], span[kept]
        places = len(terms) - len(ids) + 1
        if places < 1:
            return 0
        found = np.all([terms[k : places + k] == i for k, i in enumerate(ids)], axis=0) & (span[:places] == span[len(ids) - 1 :])
        return len(np.unique(span[:places][found]))

    def _candidates(self, terms: Collection[str]) -> tuple[Int64, list[int]]:
        """Return the spans that hold every term, or whose context does, and the terms' ids; no spans where a term is unknown."""
        ids = [self._postings.vocabulary.get(t, -1) for t in terms]
        if not ids or -1 in ids:
            return np.zeros(0, dtype=np.int64), ids
        rarest, *others = sorted(terms, key=self._postings.document_frequency)
        left, right = (int(self._postings.indptr[self._postings.vocabulary[rarest] + k]) for k in (0, 1))
        chosen = np.sort(self._postings.spans[left:right].astype(np.int64))
        for t in others:
            chosen = chosen[self._postings.holds(t, self._spans)[chosen]]
        return chosen, ids

    def _terms(self, chosen: Int64) -> tuple[npt.NDArray[np.int32], Int64]:
        """Return the term ids of spans' words end to end, -1 for function words and for the context's, and where each span begins."""
        rows, starts = row_numbers(self._vectors.offsets, chosen)
        words = self._vectors.ids[rows]
        ends = np.append(starts[1:], len(rows))
        own = np.arange(len(rows)) >= np.repeat(ends - self._vectors.own_counts[chosen], ends - starts)
        return np.where(own & self._is_content[words], self._vectors.terms[words], -1).astype(np.int32), starts
