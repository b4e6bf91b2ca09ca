"""How near a question comes to given spans: by token vectors (late interaction) and by words. The inner loops of retrieval.

Spans come as arrays of ids and all of them are measured at once: their rows are laid end to end, multiplied in one go, and
reduced span by span.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.adapter import Adapter
from assistant.encoder import Encoder, Encoding, Float32
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS
from assistant.quantized import row_numbers
from assistant.thesaurus import PARAPHRASE, QuestionWords

Int64 = npt.NDArray[np.int64]
CONTEXT_DISCOUNT = 0.8
"""How much a match in what leads to a span counts, beside one in the span itself."""
_MIN_STD = 1e-6
_NOTHING = np.float32(-2.0)
"""Stands for the highest of no cosines: lower than any, even discounted."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """How near a question's words come to some spans.

    ``matched`` (words, spans) is the likeness of each word to the nearest word of a span or, discounted, of its context;
    ``on_topic`` (spans,) how near the span's own content words come to the question on average; ``length`` (spans,) the logarithm of
    how many there are.
    """

    matched: Float32
    on_topic: Float32
    length: Float32


class Matcher:
    """Measures spans of one index against questions. Holds no state that a question changes."""

    def __init__(self, index: Index, encoder: Encoder, own_country: frozenset[str]) -> None:
        """Prepare an index.

        Args:
            index: what the spans are of.
            encoder: the encoder that the index was built with.
            own_country: words that name the report's own country, which tell nothing.
        """
        self._index = index
        self._encoder = encoder
        self._own_country = own_country

    def late(self, encoding: Encoding, chosen: Int64, adapter: Adapter | None = None) -> tuple[Float32, Float32, Float32]:
        """Return IDF-weighted MaxSim of the question's pieces over each span alone, over it with its context discounted, and what an adapter adds.

        Args:
            encoding: the question's.
            chosen: the ids of the spans.
            adapter: moves the token vectors; what it adds is the difference that this makes to the match in context, 0 without one.
        """
        tokens = self._index.tokens
        asked, weights = self.content_tokens(encoding)
        rows, starts = row_numbers(tokens.offsets, chosen)
        both = asked if adapter is None else np.concatenate([asked, adapter.adapt(asked)])
        similar = tokens.rows.products(rows, both)
        before, itself = _highest_parts(similar, starts, tokens.own_counts[chosen])
        n = len(asked)
        alone = np.where(before == _NOTHING, itself, np.maximum(itself, 0.0))[:, :n] @ weights  # read as it stands only
        with_context = np.maximum(itself, CONTEXT_DISCOUNT * before)
        in_context = with_context[:, :n] @ weights
        added = np.zeros_like(in_context) if adapter is None else with_context[:, n:] @ weights - in_context
        return np.asarray(alone, np.float32), np.asarray(in_context, np.float32), np.asarray(added, np.float32)

    def content_tokens(self, encoding: Encoding) -> tuple[Float32, Float32]:
        """Return the vectors (q, d) of a question's word pieces without function words, and how much each tells (q,), in sum 1: by its rarity."""
        keep = self._content_pieces(encoding)
        frequency = self._index.tokens.document_frequency[encoding.token_ids[keep]]
        idf = np.log((len(self._index.spans) + 1) / (frequency + 0.5)).astype(np.float32)
        return encoding.tokens[keep], np.asarray(idf / max(float(idf.sum()), _MIN_STD), dtype=np.float32)

    def _content_pieces(self, encoding: Encoding) -> list[int]:
        pieces = self._encoder.words(encoding.token_ids.tolist())
        kept = [i for i, p in enumerate(pieces) if (p.isalnum() and p not in FUNCTION_WORDS) or p.startswith("##")]
        return kept or list(range(len(pieces)))

    def in_place(self, encoding: Encoding, span: int) -> Float32:
        """Return how near each content word of a question, as its token vectors read it in its place, comes to a piece of a span."""
        tokens = self._index.tokens
        pieces = self._encoder.words(encoding.token_ids.tolist())
        groups: list[tuple[str, list[int]]] = []
        for i, piece in enumerate(pieces):
            if piece.startswith("##") and groups:
                groups[-1] = (groups[-1][0] + piece[2:], [*groups[-1][1], i])
            else:
                groups.append((piece, [i]))
        kept = [ids for word, ids in groups if word.isalnum() and word not in FUNCTION_WORDS and word not in self._own_country] or [ids for _, ids in groups]
        rows = slice(int(tokens.offsets[span]), int(tokens.offsets[span + 1]))
        nearest = tokens.rows.products(rows, encoding.tokens).max(axis=0)
        return np.array([nearest[ids].mean() for ids in kept], dtype=np.float32)

    def words(self, asked: QuestionWords, chosen: Int64) -> WordMatch:
        """Measure spans word by word.

        Words that the thesaurus or an acronym explains are as near as all words of the explanation are.
        """
        vectors = self._index.word_vectors
        rows, starts = row_numbers(vectors.offsets, chosen)
        own = _are_own(starts, len(rows), vectors.own_counts[chosen])
        ids = vectors.ids.take(rows)
        telling = (own & vectors.is_content.take(ids)).astype(np.float32)
        count = np.add.reduceat(telling, starts)
        # Most words of a span are like none of the question's: only the others are looked at.
        kept = np.flatnonzero(asked.likeness.any(axis=0).take(ids))
        near = asked.likeness.take(ids[kept], axis=1) * _discount(own[kept])
        on_topic = _reduced(np.add, (near.max(axis=0, initial=0.0) * telling[kept])[None], kept, starts)[0] / np.maximum(count, 1.0)
        matched = _reduced(np.maximum, near, kept, starts)
        for meant, said in zip(asked.meant, self._said(asked, ids, own, starts), strict=True):
            for row in meant.rows:
                matched[row] = np.maximum(matched[row], PARAPHRASE * said)
        return WordMatch(matched, np.asarray(on_topic, np.float32), np.asarray(np.log1p(count), np.float32))

    def _said(self, asked: QuestionWords, ids: npt.NDArray[np.int32], own: npt.NDArray[np.bool_], starts: Int64) -> list[Float32]:
        """Return for each paraphrase of a question how near each span comes to saying it: as near as to the group it says least of."""
        groups = list(dict.fromkeys(group for meant in asked.meant for group in meant.groups))
        if not groups:
            return []
        among = np.zeros((len(groups), len(self._index.word_vectors.terms)), dtype=np.float32)
        for place, group in enumerate(groups):
            among[place, list(group)] = 1.0
        kept = np.flatnonzero(among.any(axis=0).take(ids))
        nearest = _reduced(np.maximum, among.take(ids[kept], axis=1) * _discount(own[kept]), kept, starts)
        places = {group: place for place, group in enumerate(groups)}
        return [nearest[[places[group] for group in meant.groups]].min(axis=0) for meant in asked.meant]


def _discount(own: npt.NDArray[np.bool_]) -> Float32:
    """Return how much each row counts."""
    return np.where(own, np.float32(1.0), np.float32(CONTEXT_DISCOUNT))


def _reduced(reduce: np.ufunc, values: Float32, kept: Int64, starts: Int64) -> Float32:
    """Reduce the values of some rows group by group, shape (n, groups); a group that has none of them gets zero.

    Args:
        reduce: such as ``np.maximum``.
        values: shape (n, kept), nothing below zero.
        kept: the numbers of the rows, ascending.
        starts: the number of each group's first row.
    """
    result = np.zeros((len(values), len(starts)), dtype=np.float32)
    if len(kept):
        group = np.searchsorted(starts, kept, side="right") - 1
        first = np.flatnonzero(np.diff(group, prepend=-1))
        result[:, group[first]] = reduce.reduceat(values, first, axis=1)
    return result


def _are_own(starts: Int64, rows: int, own_counts: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Return which rows are a span's own: the last ``own_counts[i]`` of group ``i``."""
    ends = np.append(starts[1:], rows)
    return np.asarray(np.arange(rows) >= np.repeat(ends - own_counts, ends - starts))


def _highest_parts(values: Float32, starts: Int64, own_counts: npt.NDArray[np.int32]) -> tuple[Float32, Float32]:
    """Return the highest value of each group's first rows and of its last ``own_counts[i]``, each (groups, columns); of no rows: ``_NOTHING``."""
    ends = np.append(starts[1:], len(values))
    borders = np.stack([starts, ends - own_counts], axis=1)
    highest = np.maximum.reduceat(values, np.minimum(borders, len(values) - 1).ravel(), axis=0).reshape(len(starts), 2, -1)
    if not own_counts[-1]:  # its border lies behind the last row, and was moved before it
        highest[-1, 0] = values[starts[-1] :].max(axis=0)
    highest[borders[:, 0] == borders[:, 1], 0] = _NOTHING
    highest[own_counts == 0, 1] = _NOTHING
    return highest[:, 0], highest[:, 1]
