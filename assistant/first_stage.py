"""First stage of retrieval: the spans that are read closely, by their vectors and their BM25 scores.

Up to ``EXACT_UP_TO`` spans (of the index, or of those that a filter leaves) every one is scored by both. Beyond, the best by either are
scored by both; mean and spread of the cosines, for their z-scores, come from a sample.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from assistant.dense import EXACT_UP_TO, nearest
from assistant.encoder import Float32
from assistant.index import Index

Int64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
POOL = 500
"""Spans of a large index that each of the two rankings puts forward."""
SAMPLE = 2048
"""Spans that the spread of a large index's cosines is taken from; it is off by about 2 %."""
_MIN_STD = 1e-6
_STRIDE = 64


@dataclass(frozen=True, slots=True)
class Chosen:
    """Span ids (c,), best first, with their cosines to the question and their BM25 scores."""

    spans: Int64
    dense: Float32
    bm25: Float32


class FirstStage:
    """Chooses spans of one index. Holds no state that a question changes."""

    def __init__(self, index: Index) -> None:
        """Prepare an index."""
        self._index = index

    def choose(self, vector: Float32, said: Sequence[str], possible: Mask, count: int) -> Chosen:
        """Return the spans nearest to a question.

        Args:
            vector: the question's, shape (d,).
            said: its terms.
            possible: which spans may be chosen, shape (spans,).
            count: at most so many.
        """
        bm25 = self._index.postings.score(said, len(self._index.spans))
        allowed = int(np.count_nonzero(possible))
        if allowed <= EXACT_UP_TO or not isinstance(self._index.in_context, faiss.IndexIVF):
            ids = np.flatnonzero(possible)
            dense = self.cosines(vector, ids)
            best = highest(zscore(dense) + zscore(bm25[ids]), count)
            return Chosen(ids[best], dense[best], bm25[ids[best]])
        bm25 *= possible
        near, cosines = nearest(self._index.in_context, vector, possible, POOL)
        others = np.setdiff1d(_best_of(bm25, POOL), near)
        pool, dense = np.concatenate([near, others]), np.concatenate([cosines, self.cosines(vector, others)])
        every = max(1, allowed // SAMPLE)
        sample = self.cosines(vector, np.flatnonzero(possible[::every]) * every)
        mean = float(bm25.sum()) / allowed
        spread = math.sqrt(max(float(bm25 @ bm25) / allowed - mean * mean, 0.0))
        score = (dense - sample.mean()) / max(float(sample.std()), _MIN_STD) + (bm25[pool] - mean) / max(spread, _MIN_STD)
        best = highest(score, count)
        return Chosen(pool[best], dense[best], bm25[pool[best]])

    def nearest(self, vector: Float32, possible: Mask, count: int) -> Int64:
        """Return the ids of the possible spans whose vectors are nearest to one, nearest first: of all, or of those that inverted lists hold."""
        ids = np.flatnonzero(possible)
        if len(ids) > EXACT_UP_TO and isinstance(self._index.in_context, faiss.IndexIVF):
            return nearest(self._index.in_context, vector, possible, count)[0]
        return np.asarray(ids[highest(self.cosines(vector, ids), count)], dtype=np.int64)

    def cosines(self, vector: Float32, ids: Int64) -> Float32:
        """Return the cosine of a question to each of some spans: in floats where the index has them, else in bytes."""
        if not isinstance(self._index.in_context, faiss.IndexFlat):
            return self._index.rows.products(ids, vector[None])[:, 0]
        scores, order = self._index.in_context.search(vector[None], len(self._index.spans))
        result = np.zeros(len(self._index.spans), dtype=np.float32)
        result[order[0]] = scores[0]
        return np.asarray(result[ids], dtype=np.float32)


def _best_of(values: Float32, count: int) -> Int64:
    """Return the ids of the ``count`` highest values above zero, highest first.

    Every 64th value tells where about twice as many lie, so that not all need ordering; where it misleads, all are looked at.
    """
    few = values[::_STRIDE]
    place = max(len(few) - 2 * count // _STRIDE - 4, 0)
    kept = np.flatnonzero(values >= max(float(np.partition(few, place)[place]), _MIN_STD))
    if len(kept) < count:
        kept = np.flatnonzero(values >= _MIN_STD)
    return np.asarray(kept[highest(values[kept], count)], dtype=np.int64)


def highest(values: Float32, count: int) -> Int64:
    """Return the places of the ``count`` highest values, highest first, earlier places first among equals."""
    if len(values) <= 8 * count:
        return np.argsort(-values, kind="stable")[:count]
    lowest_kept = np.partition(values, len(values) - count)[len(values) - count]
    kept = np.flatnonzero(values >= lowest_kept)
    return kept[np.argsort(-values[kept], kind="stable")[:count]]


def zscore(values: Float32) -> Float32:
    """Return values shifted to mean 0 and scaled to standard deviation 1 along the last axis; a constant signal gives zeros."""
    if not values.shape[-1]:
        return values
    shifted = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(shifted).mean(axis=-1, keepdims=True))
    return np.asarray(np.where(spread < _MIN_STD, 0.0, shifted / np.maximum(spread, _MIN_STD)), dtype=np.float32)
