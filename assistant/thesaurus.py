"""How near a question's words are to the reports' words: word vectors of the encoder itself, so that "jail" meets "prison".

A sentence encoder given a single word returns a word vector trained for likeness of meaning. The reports' vocabulary is encoded
once, at build time; at question time only words that the reports do not hold need encoding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.encoder import Encoder, Float32
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.paraphrases import Table, find

MIN_LIKENESS = 0.4
"""Below this cosine two words have nothing to do with each other (unrelated pairs lie around 0.2 to 0.35)."""
SAME_STEM = 1.0
PARAPHRASE = 0.9
"""Likeness of a question's words to a phrase that the thesaurus of the domain gives for them."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The reports' vocabulary, and which of its words each span holds.

    ``vectors`` (v, d) are unit rows in the order of the index's ``words``; span ``i`` holds the word ids
    ``ids[offsets[i]:offsets[i+1]]``, of which ``own`` tells the span's own from its context's.
    """

    vectors: npt.NDArray[np.float16]
    offsets: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int32]
    own: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Meant:
    """Words of a question, by position, and what they mean by the thesaurus: one of the word ids of each group, together."""

    rows: tuple[int, ...]
    groups: tuple[frozenset[int], ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question's content words, each with its weight (w,), its likeness (w, v) to every word of the reports, and its paraphrases."""

    words: tuple[str, ...]
    weights: Float32
    likeness: Float32
    meant: tuple[Meant, ...] = ()

    def match(self, ids: Sequence[int]) -> Float32:
        """Return how near each question word comes to a text, shape (words,).

        Args:
            ids: the vocabulary ids of the text's words.
        """
        if not ids:
            return np.zeros(len(self.words), dtype=np.float32)
        result = np.asarray(self.likeness[:, ids].max(axis=1), dtype=np.float32)
        there = frozenset(ids)
        for meant in self.meant:
            if all(not there.isdisjoint(group) for group in meant.groups):
                rows = list(meant.rows)
                result[rows] = np.maximum(result[rows], PARAPHRASE)
        return result


class Thesaurus:
    """Likeness of words over one index's vocabulary."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        vectors: WordVectors,
        encoder: Encoder,
        frequency: Callable[[str], int],
        spans: int,
        paraphrases: Table | None = None,
    ) -> None:
        """Prepare for questions.

        Args:
            vocabulary: the reports' folded words; their order is the row order of ``vectors``.
            vectors: the vocabulary's vectors.
            encoder: encodes words that the vocabulary lacks.
            frequency: how many spans hold a term.
            spans: how many spans there are.
            paraphrases: what people say -> what the reports say, in terms.
        """
        self._paraphrases = paraphrases or {}
        self.ids = {w: i for i, w in enumerate(vocabulary)}
        self._matrix = np.asarray(vectors.vectors, dtype=np.float32)
        self._encoder = encoder
        self._frequency = frequency
        self._spans = spans
        terms = [term(w) for w in vocabulary]
        self._by_term: dict[str, list[int]] = {}
        for i, t in enumerate(terms):
            self._by_term.setdefault(t, []).append(i)
        self.is_content = np.array([not w[0].isdigit() and w not in FUNCTION_WORDS for w in vocabulary], dtype=np.bool_)

    def read(self, question_words: Sequence[str]) -> QuestionWords:
        """Compare a question's content words with the vocabulary; words of one stem are the same word, figures match exactly."""
        chosen = tuple(dict.fromkeys(question_words))
        unknown = [w for w in chosen if w not in self.ids and not w[0].isdigit()]
        encoded = dict(zip(unknown, self._encoder.encode(unknown), strict=True)) if unknown else {}
        likeness = np.zeros((len(chosen), len(self.ids)), dtype=np.float32)
        for row, w in enumerate(chosen):
            if not w[0].isdigit():
                vector = encoded[w].vector if w in encoded else self._matrix[self.ids[w]]
                likeness[row] = np.where(self.is_content, self._matrix @ vector, 0.0)
            likeness[row, self._by_term.get(term(w), [])] = SAME_STEM
        likeness[likeness < MIN_LIKENESS] = 0.0
        meant = tuple(
            Meant(p.rows, tuple(frozenset(self._by_term.get(t, ())) for t in p.terms), p.terms)
            for p in find(chosen, self._paraphrases)
            if all(t in self._by_term for t in p.terms)
        )
        weights = np.array([self.weight(w) for w in chosen], dtype=np.float32)
        for m in meant:  # a word that the reports lack tells as much as what it stands for
            for row in m.rows:
                if not self._frequency(term(chosen[row])):
                    weights[row] = min(float(weights[row]), max(self._idf(t) for t in m.terms))
        return QuestionWords(chosen, weights, likeness, meant)

    def weight(self, word: str) -> float:
        """Return how much a word tells: its inverse document frequency, lowered for a common English word that the reports lack."""
        idf = self._idf(term(word))
        return idf if self._frequency(term(word)) else idf * self._encoder.rarity(word)

    def _idf(self, t: str) -> float:
        return float(np.log((self._spans + 1) / (self._frequency(t) + 0.5)))

    def alike(self, first: str, second: str) -> float:
        """Return how alike two folded words are; only words of the reports and words of one stem can be compared, others give 0."""
        if term(first) == term(second):
            return SAME_STEM
        i, j = self.ids.get(first), self.ids.get(second)
        return 0.0 if i is None or j is None else float(self._matrix[i] @ self._matrix[j])

    def word_ids(self, text: str) -> list[int]:
        """Return the vocabulary ids of a text's content words."""
        return [self.ids[w] for w in words(text) if w in self.ids and w not in FUNCTION_WORDS]


def content_words(text: str, left_out: frozenset[str] = frozenset()) -> list[str]:
    """Return the folded words of a text without function words and ``left_out``."""
    return [w for w in words(text) if w not in FUNCTION_WORDS and w not in left_out]


def country_words(countries: Sequence[str]) -> frozenset[str]:
    """Return the words that name a report's own country in a question about it; every span is about it, so they tell nothing."""
    names = {w for country in countries for w in words(country)}
    return frozenset(names | {fold(n) for n in names} | {"country", "countries", "nation", "national's", "report", "reports"})
