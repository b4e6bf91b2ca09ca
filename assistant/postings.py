"""BM25 scores of every term in every span, computed ahead of any question."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.encoder import Float32

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

BM25_K1 = 1.2
BM25_B = 0.75
"""The usual values of Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"."""


@dataclass(frozen=True, slots=True)
class Postings:
    """BM25 scores by term, in compressed columns: term ``i`` adds ``scores[indptr[i]:indptr[i+1]]`` to the spans in ``spans[…]``."""

    vocabulary: dict[str, int]
    indptr: Int64
    spans: Int32
    scores: Float32

    def score(self, query_terms: Sequence[str], spans: int) -> Float32:
        """Return the BM25 score of every span, shape (spans,); unknown terms add nothing."""
        result = np.zeros(spans, dtype=np.float32)
        for t in query_terms:
            i = self.vocabulary.get(t)
            if i is not None:
                left, right = self.indptr[i], self.indptr[i + 1]
                np.add.at(result, self.spans[left:right].astype(np.intp), self.scores[left:right])  # of many, in half the time of an indexed sum
        return result

    def holds(self, t: str, spans: int) -> npt.NDArray[np.bool_]:
        """Return which spans hold a term, shape (spans,)."""
        result = np.zeros(spans, dtype=np.bool_)
        i = self.vocabulary.get(t)
        if i is not None:
            result[self.spans[self.indptr[i] : self.indptr[i + 1]]] = True
        return result

    def document_frequency(self, t: str) -> int:
        """Return how many spans hold a term."""
        i = self.vocabulary.get(t)
        return 0 if i is None else int(self.indptr[i + 1] - self.indptr[i])


def build_postings(documents: Sequence[Sequence[str]], vocabulary: Iterable[str] = ()) -> Postings:
    """Compute BM25 scores (Lucene's variant, in bm25s) ahead of any question.

    Args:
        documents: the terms of each.
        vocabulary: terms that get an id even where no document holds them.
    """
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    numbers: dict[str, int] = {}
    ids = [[numbers.setdefault(t, len(numbers)) for t in document] for document in documents]
    model = bm25s.BM25(k1=BM25_K1, b=BM25_B)
    model.index((ids, numbers), show_progress=False, create_empty_token=False)
    arrays = model.scores
    held = len(arrays["indptr"]) - 1
    for t in vocabulary:
        numbers.setdefault(t, len(numbers))
    indptr = np.concatenate([arrays["indptr"], np.full(len(numbers) - held, arrays["indptr"][-1])])
    return Postings(numbers, np.asarray(indptr, np.int64), np.asarray(arrays["indices"], np.int32), np.asarray(arrays["data"], np.float32))
