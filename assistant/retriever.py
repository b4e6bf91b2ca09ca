"""Question -> ranked spans.

First stage: vectors in context and BM25 over every span. Second stage, over the best candidates: late interaction (the question's
token vectors against the span's, Khattab and Zaharia 2020) and coverage of the question's content words. All signals are z-scored
over the candidates and summed with weights fitted on the dev split; what kind of answer is asked for adds its flags, and a fitted
adapter what everyday words mean in such reports.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.acronyms import Nearby, expand
from assistant.adapter import Adapter
from assistant.catalogue import marked, say
from assistant.encoder import Encoder, Encoding, Float32
from assistant.english_words import is_english
from assistant.errors import FilterError
from assistant.first_stage import FirstStage, zscore
from assistant.index import Index
from assistant.lexicon import fold, terms, words
from assistant.matching import CONTEXT_DISCOUNT, Matcher
from assistant.question import Question
from assistant.rounds import years_of_rounds
from assistant.spelling import by_first_letter, correct
from assistant.thesaurus import QuestionWords, Thesaurus, content_words, country_words, topic_words
from assistant.traits import TRAITS, year_mask

if TYPE_CHECKING:
    from assistant.languages.vectors import SafetyNet

Int64 = npt.NDArray[np.int64]
CANDIDATES = 160
"""Spans that reach the second stage; the evidence is among the first 20 for 97 % of questions (docs/evaluation.md)."""
_MIN_STD = 1e-6
_ASKS_TIME = re.compile(
    r"\b(?:cicad|rounds?|progress|over time|since|until|used to|ever|history|still|always|previous\w*|earlier|over the years"
    r"|improv\w+|chang\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts. The first eight are per z-score, ``adapted`` per unit of likeness, the others per flag.

    Fitted by ``python -m evals.fit_ranking``; ``adapted`` is fixed while the adapter is fitted (``evals.fit_adapter``).
    """

    in_context: float = 0.21
    bm25: float = 0.23
    late: float = 0.16
    late_context: float = 1.29
    coverage: float = 0.55
    likeness: float = 0.49
    on_topic: float = 0.19
    length: float = -0.71
    adapted: float = 30.0
    law: float = 0.23
    body: float = 1.08
    number: float = 0.22
    money: float = 0.49
    date: float = 1.11
    reason: float = 0.01
    concern: float = 0.62
    satisfaction: float = 0.27
    progress_asked: float = 0.93
    progress: float = -0.64
    lead_in: float = -0.63
    preface: float = -0.41
    bullet: float = 0.49
    table_row: float = 0.38
    year: float = 1.06
    other_year: float = -0.19
    area: float = 0.9
    denied: float = 0.44

    def vector(self) -> Float32:
        """Return the weights in the order of the signal columns, shape (signals,)."""
        return np.array([getattr(self, f.name) for f in fields(self)], dtype=np.float32)


SIGNALS = tuple(f.name for f in fields(Weights))


@dataclass(frozen=True)
class Candidates:
    """The spans that reached the second stage, best first.

    ``spans`` (c,) are span ids, ``scores`` (c,) fused scores, ``signals`` (c, len(SIGNALS)) what they were fused from; ``dense`` (c,)
    cosines, and ``late`` (c,) late interaction in context as the adapter reads the question, compare across questions. ``encoding`` is
    the question's. ``words`` are the question's content words, and ``matched`` (words, c) how near each comes to a word of each span or,
    discounted, its context.
    """

    spans: Int64
    scores: Float32
    signals: Float32
    dense: Float32
    late: Float32
    encoding: Encoding
    words: QuestionWords
    matched: Float32
    matcher: Matcher

    def led_by(self, rank: int) -> Candidates:
        """Return the same candidates with the one of a rank first."""
        order = np.array([rank, *(k for k in range(len(self.spans)) if k != rank)])
        return replace(
            self,
            spans=self.spans[order],
            scores=self.scores[order],
            signals=self.signals[order],
            dense=self.dense[order],
            late=self.late[order],
            matched=self.matched[:, order],
        )

    @cached_property
    def in_place(self) -> Float32:
        """How near each content word of the question, read in its place, comes to a word piece of the best span or its context, shape (w,)."""
        return self.matcher.in_place(self.encoding, int(self.spans[0]))


class Retriever:
    """Ranks the spans of one index. Holds no state that a question changes, so threads may share it."""

    def __init__(self, index: Index, encoder: Encoder, weights: Weights | None = None, adapter: Adapter | None = None) -> None:
        """Prepare an index for questions.

        Args:
            index: what to search.
            encoder: the encoder that the index was built with.
            weights: how the signals are fused; None: the fitted ones.
            adapter: reads everyday words as the reports' own; it must have been fitted to this encoder.
        """
        self._index = index
        self.encoder = encoder
        self.encoder_sha256 = encoder.weights_sha256
        self._weights = (weights or Weights()).vector()
        self._adapter = adapter
        self._flags = np.ascontiguousarray(index.traits.T, dtype=np.float32)
        self._is_finding = ~index.traits[:, TRAITS.index("statement")]
        self.thesaurus = Thesaurus(index.words, index.word_vectors, encoder, index.postings, len(index.spans), index.paraphrases)
        self._countries = index.countries
        self.first_stage = FirstStage(index)
        self._acronyms = Nearby(index.acronyms)
        self._letters = {w: count for w, count in index.words.items() if w.isalpha()}  # the others are no word's spelling
        self.matcher = Matcher(index, encoder, country_words(self._countries))

    def correct(self, text: str, only: Collection[str] | None = None) -> str:
        """Return a question with misspelt words replaced by the reports' own; ``only`` these folded words, of another language, where they are given."""
        return correct(text, self._letters, self._is_spelt_right if only is None else self.encoder.is_word, lambda: self._common_words, only)

    def _is_spelt_right(self, word: str) -> bool:
        """Return whether a folded word is one that the encoder or the thesaurus knows, or an English one."""
        return self.encoder.is_word(word) or is_english(word) or self.thesaurus.is_paraphrased(word)

    @cached_property
    def _common_words(self) -> Mapping[str, Sequence[str]]:
        """Common words by first letter: sorted when the first misspelt word needs them, which takes 40 ms."""
        return by_first_letter(self.encoder.common_words())

    def search(self, question: Question, allowed: npt.NDArray[np.bool_] | None = None, net: SafetyNet | None = None) -> Candidates:
        """Rank spans for a question.

        Args:
            question: the analysed question, its focus already prepared.
            allowed: which spans may be returned, shape (spans,); None: all.
            net: adds to the scores of a question in another language, by the share of its words that are unknown.
        """
        index = self._index
        expanded = expand(question.focus, self._acronyms.find(question.focus))
        countries = question.countries or self._countries
        encoding = self.encoder.encode([expanded])[0]
        asked = self.thesaurus.read(topic_words(question.focus, country_words(countries)) or content_words(question.focus) or words(question.focus)[:1])
        said = dict.fromkeys([*terms(expanded), *(t for meant in asked.meant for t in meant.terms)])
        possible = self._is_finding if allowed is None else allowed & self._is_finding
        if not possible.any():
            possible = np.ones(len(index.spans), dtype=np.bool_) if allowed is None else allowed
        first = self.first_stage.choose(encoding.vector, list(said), possible, CANDIDATES)
        chosen = first.spans
        late, late_context, adapted = self.matcher.late(encoding, chosen, self._adapter)
        match = self.matcher.words(asked, chosen)
        exact = weighted_mean(np.where(match.matched >= CONTEXT_DISCOUNT, match.matched, 0.0), asked.weights)
        graded = {
            "in_context": first.dense,
            "bm25": first.bm25,
            "late": late,
            "late_context": late_context,
            "coverage": exact,
            "likeness": weighted_mean(match.matched, asked.weights),
            "on_topic": match.on_topic,
            "length": match.length,
        }
        signals = self._signals(question, chosen, graded, adapted)
        scores = np.asarray(signals @ self._weights, dtype=np.float32)
        if net is not None:
            scores += net.score(question.text, chosen, _untranslated_share(question, asked))
        order = np.argsort(-scores, kind="stable")
        return Candidates(
            chosen[order],
            scores[order],
            signals[order],
            first.dense[order],
            (late_context + adapted)[order],
            encoding,
            asked,
            match.matched[:, order],
            self.matcher,
        )

    def _signals(self, question: Question, chosen: Int64, graded: Mapping[str, Float32], adapted: Float32) -> Float32:
        """Lay the signals out in columns: ``graded`` ones (chosen,) as z-scores, what the adapter adds, the flags; shape (chosen, signals)."""
        flag = dict(zip(TRAITS, self._flags[:, chosen], strict=True))
        folded = fold(question.focus)
        expects = {name: np.float32(name in question.expects) for name in ("law", "body", "number", "money", "date", "reason")}
        asks_time = np.float32(bool(question.rounds or question.attitude or "date" in question.expects or _ASKS_TIME.search(folded)))
        mask = np.uint64(year_mask(question.years | years_of_rounds(question.rounds)))
        shared = np.bitwise_count(self._index.years[chosen] & mask).astype(np.float32)
        named = shared > 0
        dated = (self._index.years[chosen] != 0) & ~named & bool(mask)
        named_areas = [i for i, area in enumerate(self._index.places.areas) if area.casefold() in folded]
        in_area = np.isin(self._index.places.area_of[chosen], named_areas).astype(np.float32)
        columns = {
            **dict(zip(graded, zscore(np.stack(list(graded.values()))), strict=True)),
            "adapted": adapted,
            **{name: expects[name] * flag[name] for name in expects},
            "concern": np.float32(question.attitude == "concern") * flag["concern"],
            "satisfaction": np.float32(question.attitude == "satisfaction") * flag["satisfaction"],
            "progress_asked": asks_time * flag["progress"],
            **{name: flag[name] for name in ("progress", "lead_in", "preface", "bullet", "table_row")},
            "year": shared / max(mask.item().bit_count(), 1),
            "other_year": dated.astype(np.float32),
            "area": in_area,
            "denied": np.float32(question.is_negated) * flag["denied"],
        }
        return np.stack([columns[name] for name in SIGNALS], axis=1).astype(np.float32)


def _untranslated_share(question: Question, asked: QuestionWords) -> float:
    """Return the weighted share of a question's words that its English reading left as they were."""
    left = np.array([w in question.untranslated for w in asked.words], dtype=np.bool_)
    return float(asked.weights[left].sum() / max(float(asked.weights.sum()), _MIN_STD))


def weighted_mean(matched: Float32, weights: Float32) -> Float32:
    """Return the mean over the first axis of ``matched`` (words, c), weighted by ``weights`` (words,)."""
    return np.asarray(weights @ matched / max(float(weights.sum()), _MIN_STD), dtype=np.float32)


def allowed_spans(index: Index, reports: Collection[str] | None, areas: Collection[str] | None, language: str = "en") -> npt.NDArray[np.bool_] | None:
    """Return which spans the filters allow, shape (spans,), or None where nothing is filtered. Case is ignored.

    Args:
        index: what is filtered.
        reports: ids of reports, or None.
        areas: names of areas, or None.
        language: what to complain in.

    Raises:
        FilterError: a report or an area is unknown; the message lists the known ones.
    """
    wanted_reports = chosen_reports(index, reports, language)
    wanted_areas = _resolve("area", areas, list(index.places.areas), language)
    if wanted_reports is None and wanted_areas is None:
        return None
    in_reports = None if wanted_reports is None else index.places.in_reports(wanted_reports)
    in_areas = None if wanted_areas is None else index.places.in_areas(wanted_areas)
    return in_areas if in_reports is None else in_reports if in_areas is None else in_reports & in_areas


def chosen_reports(index: Index, reports: Collection[str] | None, language: str = "en") -> frozenset[str] | None:
    """Return the ids of the reports that a filter names, or None where nothing is filtered. Case is ignored.

    Raises:
        FilterError: a report is unknown.
    """
    return _resolve("report", reports, [r.id for r in index.reports], language)


_UNKNOWN = {
    "report": (marked("unknown report {name}. Known reports: {known}."), marked("an empty list of reports. Known reports: {known}.")),
    "area": (marked("unknown area {name}. Known areas: {known}."), marked("an empty list of areas. Known areas: {known}.")),
}


def _resolve(kind: str, wanted: Collection[str] | None, known: list[str], language: str) -> frozenset[str] | None:
    if wanted is None:
        return None
    if isinstance(wanted, str):
        wanted = (wanted,)
    by_folded: Mapping[str, str] = {fold(k): k for k in known}
    unknown = [w for w in wanted if fold(str(w)) not in by_folded]
    if unknown or not wanted:
        message = _UNKNOWN[kind][0 if unknown else 1]
        raise FilterError(say(message, language, name=repr(unknown[0]) if unknown else "", known=", ".join(known)))
    return frozenset(by_folded[fold(str(w))] for w in wanted)
