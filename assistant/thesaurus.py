"""How near a question's words are to the reports' words: word vectors of the encoder itself, so that "jail" meets "prison".

A sentence encoder given a single word returns a word vector trained for likeness of meaning. The reports' vocabulary is encoded
once, at build time; at question time only words that the reports do not hold need encoding.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.encoder import Encoder, Float32
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.paraphrases import Table, find

if TYPE_CHECKING:
    from assistant.postings import Postings

MIN_LIKENESS = 0.4
"""Below this cosine two words have nothing to do with each other (unrelated pairs lie around 0.2 to 0.35)."""
SAME_STEM = 1.0
REMEMBERED = 2048
"""Words of earlier questions whose vectors are kept, 1.5 KB each."""
ONE_THREAD = 250_000
"""Multiplications up to which the linear algebra library stays in one thread. Where other threads keep the cores busy, waiting for a
second one takes many times longer than the work."""
MANY_WORDS = 20_000
"""Vocabulary from which only its content words are compared: most words of a thousand reports are figures, which match exactly or not."""
PARAPHRASE = 0.9
"""Likeness of a question's words to a phrase that the thesaurus of the domain gives for them."""


_FRAME = re.compile(
    r"\bhow (?:long|often|many|much|come|far|big|large|high)\b"
    r"|\b(?:which|what|wich) (?:year|round|date|month|day|time|point|way|kind|sort|type|extent)s?\b(?: of\b)?"
    r"|\b(?:some|any|every)(?:one|body|thing|where|how)\b|\b(?:some|any|every) one\b|\bmakes? sure\b|\bmaking sure\b"
    r"|\b(?:the|this|your|that) (?:report|document|text|evaluation) (?:say|says|state|states|mention|mentions|tell|tells|speak|speaks)\b"
    r"|\b(?:(?:mentioned|named|cited|described|listed) in|according to|in|from) (?:the|this|your) (?:report|document|text)\b|\b(?:tell|show|give) (?:me|us)\b"
    r"|\b(?:want|need|like|love) to know\b|\b(?:is|was) it (?:true|correct|right|the case|fair to say) that\b"
    r"|, (?:right|correct|true|no|yes|is(?:n't)? (?:it|that)(?: so| right| true| correct)?|am i (?:right|wrong))\s*\?*$"
    r"|^\W*(?:please )?(?:list|name|enumerate)\b|[-–,;:.?!] *(?:please )?(?:list|name|enumerate)(?: them| these| those)?(?: all)?\W*$"
    r"|\b(?:got |have |has )?(?:any|some)thing to (?:say|do)\b|\b(?:hold|case) that\b"
)
"""Words that form a question and say nothing of what it is about."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The reports' vocabulary, and which of its words each span holds.

    ``vectors`` (v, d) are the words' unit vectors in the order of the index's ``words``, ``terms`` (v,) their ids in the vocabulary of the
    postings, ``is_content`` (v,) tells those that are compared by meaning: no figures, no function words. Span ``i`` holds the word ids
    ``ids[offsets[i]:offsets[i+1]]``, of which the last ``own_counts[i]`` are the span's own and those before its context's.
    """

    vectors: npt.NDArray[np.float16]
    terms: npt.NDArray[np.int32]
    is_content: npt.NDArray[np.bool_]
    offsets: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int32]
    own_counts: npt.NDArray[np.int32]


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
        postings: Postings,
        spans: int,
        paraphrases: Table | None = None,
    ) -> None:
        """Prepare for questions.

        Args:
            vocabulary: the reports' folded words; their order is the row order of ``vectors``.
            vectors: the vocabulary's vectors.
            encoder: encodes words that the vocabulary lacks.
            postings: tells how many spans hold a term.
            spans: how many spans there are.
            paraphrases: what people say -> what the reports say, in terms.
        """
        self._paraphrases = paraphrases or {}
        self._paraphrased = frozenset(t for said in self._paraphrases for t in said.split())
        self.ids = {w: i for i, w in enumerate(vocabulary)}
        many = len(vectors.vectors) > MANY_WORDS
        self._matrix = vectors.vectors if many else np.asarray(vectors.vectors, dtype=np.float32)
        self._compared = np.flatnonzero(vectors.is_content) if many else None
        self._rows = np.asarray(self._matrix if self._compared is None else self._matrix[self._compared], dtype=np.float32)
        self._encoder = encoder
        self._postings = postings
        self._spans = spans
        self._encoded: dict[str, Float32] = {}
        self._not_content = np.flatnonzero(~vectors.is_content)
        self._by_term = np.argsort(vectors.terms, kind="stable")
        self._terms_in_order = vectors.terms[self._by_term]

    def read(self, question_words: Sequence[str]) -> QuestionWords:
        """Compare a question's content words with the vocabulary; words of one stem are the same word, figures match exactly."""
        chosen = tuple(dict.fromkeys(question_words))
        found = self._word_vectors([w for w in chosen if not w[0].isdigit()])
        nothing = np.zeros(self._matrix.shape[1], dtype=np.float32)
        asked = np.array([found.get(w, nothing) for w in chosen], dtype=np.float32).reshape(len(chosen), len(nothing))
        likeness = self._likeness(asked)
        for row, w in enumerate(chosen):
            likeness[row, self._of_term(term(w))] = SAME_STEM
        meant = tuple(
            Meant(p.rows, tuple(frozenset(self._of_term(t).tolist()) for t in p.terms), p.terms)
            for p in find(chosen, self._paraphrases)
            if all(t in self._postings.vocabulary for t in p.terms)
        )
        weights = np.array([self.weight(w) for w in chosen], dtype=np.float32)
        for m in meant:  # a word that the reports lack tells as much as what it stands for
            for row in m.rows:
                if not self._postings.document_frequency(term(chosen[row])):
                    weights[row] = min(float(weights[row]), max(self._idf(t) for t in m.terms))
        return QuestionWords(chosen, weights, likeness, meant)

    def is_paraphrased(self, word: str) -> bool:
        """Return whether a folded word, of a stem that the reports do not say, stands in one of the paraphrases."""
        return term(word) in self._paraphrased and term(word) not in self._postings.vocabulary

    def share_of_spans(self, word: str) -> float:
        """Return in how large a share of the spans a folded word's term stands."""
        return self._postings.document_frequency(term(word)) / max(self._spans, 1)

    def weight(self, word: str) -> float:
        """Return how much a word tells: its inverse document frequency, lowered for a common English word that the reports lack."""
        idf = self._idf(term(word))
        return idf if self._postings.document_frequency(term(word)) else idf * self._encoder.rarity(word)

    def _idf(self, t: str) -> float:
        return math.log((self._spans + 1) / (self._postings.document_frequency(t) + 0.5))

    def _likeness(self, asked: Float32) -> Float32:
        """Return the cosine of each vector (w, d) to every content word of the reports, (w, v), zero where they have nothing to do with each other.

        The product is made in pieces too small to be shared among threads.
        """
        rows = max(1, ONE_THREAD // max(asked.size, 1))
        products: Float32 = np.concatenate([self._rows[i : i + rows] @ asked.T for i in range(0, len(self._rows), rows)]).T
        products[products < MIN_LIKENESS] = 0.0
        if self._compared is None:
            products[:, self._not_content] = 0.0
            return products
        result = np.zeros((len(asked), len(self._matrix)), dtype=np.float32)
        result[:, self._compared] = products
        return result

    def _vector(self, i: int) -> Float32:
        return np.asarray(self._matrix[i], dtype=np.float32)

    def _of_term(self, t: str) -> npt.NDArray[np.int64]:
        """Return the ids of the reports' words of one term."""
        wanted = self._postings.vocabulary.get(t, -1)
        left, right = np.searchsorted(self._terms_in_order, (wanted, wanted + 1))
        return self._by_term[left:right]

    def _word_vectors(self, wanted: Sequence[str]) -> dict[str, Float32]:
        """Return the unit vectors of words: the reports' own, remembered ones, and all others through the encoder in one batch."""
        found = {w: self._vector(self.ids[w]) for w in wanted if w in self.ids}
        found.update({w: vector for w in wanted if (vector := self._encoded.get(w)) is not None})
        new = [w for w in wanted if w not in found]
        if new:
            encoded = dict(zip(new, self._encoder.encode_words(new), strict=True))
            if len(self._encoded) > REMEMBERED:
                self._encoded.clear()
            self._encoded.update(encoded)
            found.update(encoded)
        return found

    def alike(self, first: str, second: str) -> float:
        """Return how alike two folded words are; only words of the reports and words of one stem can be compared, others give 0."""
        if term(first) == term(second):
            return SAME_STEM
        i, j = self.ids.get(first), self.ids.get(second)
        return 0.0 if i is None or j is None else float(self._vector(i) @ self._vector(j))

    def word_ids(self, text: str) -> list[int]:
        """Return the vocabulary ids of a text's content words."""
        return [self.ids[w] for w in words(text) if w in self.ids and w not in FUNCTION_WORDS]


def content_words(text: str, left_out: frozenset[str] = frozenset()) -> list[str]:
    """Return the folded words of a text without function words and ``left_out``."""
    return [w for w in words(text) if w not in FUNCTION_WORDS and w not in left_out]


def topic_words(focus: str, left_out: frozenset[str] = frozenset()) -> list[str]:
    """Return the content words of a question that say what it is about, without those that only form the question ("in which year")."""
    return content_words(_FRAME.sub(" ", fold(focus)), left_out)


def country_words(countries: Sequence[str]) -> frozenset[str]:
    """Return the words that name a report's own country in a question about it; every span is about it, so they tell nothing."""
    names = {w for country in countries for w in words(country)}
    return frozenset(names | {fold(n) for n in names} | {"country", "countries", "nation", "national's", "report", "reports"})
