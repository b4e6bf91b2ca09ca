"""Question -> ranked spans.

First stage: vectors in context and BM25 over every span. Second stage, over the best candidates: late interaction (the question's
token vectors against the span's, Khattab and Zaharia 2020) and coverage of the question's content words. All signals are z-scored
over the candidates and summed with weights fitted on the dev split; what kind of answer is asked for adds its flags.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.acronyms import expand
from assistant.catalogue import marked, say
from assistant.encoder import Encoder, Encoding, Float32
from assistant.errors import FilterError
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, terms, words
from assistant.question import Question, years_of_rounds
from assistant.spelling import correct
from assistant.thesaurus import PARAPHRASE, QuestionWords, Thesaurus, content_words, country_words
from assistant.traits import TRAITS, year_mask

if TYPE_CHECKING:
    from assistant.languages.vectors import SafetyNet

Int64 = npt.NDArray[np.int64]
CANDIDATES = 160
"""Spans that reach the second stage; the evidence is among the first 20 for 97 % of questions (docs/evaluation.md)."""
CONTEXT_DISCOUNT = 0.8
"""How much a match in what leads to a span counts, beside one in the span itself."""
_MIN_STD = 1e-6
_ASKS_TIME = re.compile(
    r"\b(?:cicad|rounds?|progress|over time|since|until|used to|ever|history|still|always|previous\w*|earlier|over the years"
    r"|improv\w+|chang\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts. The first eight are per z-score; the others per flag. Fitted by ``python -m evals.fit``."""

    in_context: float = 0.25
    bm25: float = 0.1
    late: float = 0.2
    late_context: float = 1.3
    coverage: float = 0.5
    likeness: float = 0.5
    on_topic: float = 0.1
    length: float = 0.1
    law: float = 0.0
    body: float = 0.5
    number: float = 0.1
    money: float = 0.3
    date: float = 0.6
    reason: float = 0.0
    concern: float = 0.5
    satisfaction: float = 0.25
    progress_asked: float = 0.55
    progress: float = -0.4
    lead_in: float = -0.35
    preface: float = -0.4
    bullet: float = 0.5
    table_row: float = 0.65
    year: float = 0.8
    other_year: float = -0.3
    area: float = 0.5
    denied: float = 0.45

    def vector(self) -> Float32:
        """Return the weights in the order of the signal columns, shape (signals,)."""
        return np.array([getattr(self, f.name) for f in fields(self)], dtype=np.float32)


SIGNALS = tuple(f.name for f in fields(Weights))


@dataclass(frozen=True, slots=True)
class Candidates:
    """The spans that reached the second stage, best first.

    ``spans`` (c,) are span ids, ``scores`` (c,) fused scores, ``signals`` (c, len(SIGNALS)) what they were fused from,
    ``late`` (c,) raw values between 0 and 1 that compare across questions; ``encoding`` is the question's. ``words`` are the
    question's content words, ``in_place`` (w,) how near each comes, read in its place, to a word piece of the best span or its
    context, and ``matched`` (words, c) how near each comes to a word of each span or, discounted, its context.
    """

    spans: Int64
    scores: Float32
    signals: Float32
    late: Float32
    dense: Float32
    encoding: Encoding
    words: QuestionWords
    matched: Float32
    in_place: Float32

    @property
    def likeness(self) -> Float32:
        """The weighted mean of ``matched`` over the question's words, shape (c,)."""
        return weighted_mean(self.matched, self.words.weights)


class Retriever:
    """Ranks the spans of one index. Holds no state that a question changes, so threads may share it."""

    def __init__(self, index: Index, encoder: Encoder, weights: Weights | None = None) -> None:
        """Prepare an index for questions.

        Args:
            index: what to search.
            encoder: the encoder that the index was built with.
            weights: how the signals are fused; None: the fitted ones.
        """
        self._index = index
        self._encoder = encoder
        self._weights = (weights or Weights()).vector()
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}
        self._passage_of = np.array([s.passage for s in index.spans], dtype=np.int64)
        self.thesaurus = Thesaurus(index.words, index.word_vectors, encoder, index.postings.document_frequency, len(index.spans), index.paraphrases)
        self._own_country = country_words([r.country for r in index.reports])

    def correct(self, text: str) -> str:
        """Return a question with misspelt words replaced by the reports' own."""
        return correct(text, self._index.words, self._encoder.is_word)

    def search(self, question: Question, allowed: npt.NDArray[np.bool_] | None = None, net: SafetyNet | None = None) -> Candidates:
        """Rank spans for a question.

        Args:
            question: the analysed question, its focus already prepared.
            allowed: which spans may be returned, shape (spans,); None: all.
            net: adds to the scores of a question in another language, by the share of its words that are unknown.
        """
        index = self._index
        expanded = expand(question.focus, index.acronyms)
        encoding = self._encoder.encode([expanded])[0]
        dense = self._dense(encoding)
        bm25 = index.postings.score(list(dict.fromkeys(terms(expanded))), len(index.spans))
        possible = ~self._flag["statement"] if allowed is None else allowed & ~self._flag["statement"]
        ids = np.flatnonzero(possible)
        if not len(ids):
            ids = np.flatnonzero(allowed) if allowed is not None else np.arange(len(index.spans))
        first = zscore(dense[ids]) + zscore(bm25[ids])
        chosen = ids[np.argsort(-first, kind="stable")[:CANDIDATES]]
        late, late_context = self._late(encoding, chosen)
        asked = self.thesaurus.read(content_words(question.focus, self._own_country) or content_words(question.focus) or words(question.focus)[:1])
        matched, on_topic, length = self._matched(asked, chosen)
        exact = weighted_mean(np.where(matched >= CONTEXT_DISCOUNT, matched, 0.0), asked.weights)
        graded = {
            "in_context": dense[chosen],
            "bm25": bm25[chosen],
            "late": late,
            "late_context": late_context,
            "coverage": exact,
            "likeness": weighted_mean(matched, asked.weights),
            "on_topic": on_topic,
            "length": length,
        }
        signals = self._signals(question, chosen, graded)
        scores = np.asarray(signals @ self._weights, dtype=np.float32)
        if net is not None:
            scores += net.score(question.text, chosen, _untranslated_share(question, asked))
        order = np.argsort(-scores, kind="stable")
        best = int(chosen[order[0]])
        return Candidates(
            chosen[order],
            scores[order],
            signals[order],
            late_context[order],
            dense[chosen][order],
            encoding,
            asked,
            matched[:, order],
            self._in_place(encoding, best),
        )

    def _in_place(self, encoding: Encoding, span: int) -> Float32:
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
        rows = np.asarray(tokens.vectors[int(tokens.offsets[span]) : int(tokens.offsets[span + 1])], dtype=np.float32)
        nearest = (rows @ encoding.tokens.T).max(axis=0)
        return np.array([nearest[ids].mean() for ids in kept], dtype=np.float32)

    def _dense(self, encoding: Encoding) -> Float32:
        scores, ids = self._index.in_context.search(encoding.vector[None], len(self._index.spans))
        result = np.zeros(len(self._index.spans), dtype=np.float32)
        result[ids[0]] = scores[0]
        return result

    def _late(self, encoding: Encoding, chosen: Int64) -> tuple[Float32, Float32]:
        """Return IDF-weighted MaxSim of the question's pieces over each span alone, and over it with its context discounted."""
        keep = self._content_pieces(encoding)
        tokens = self._index.tokens
        frequency = tokens.document_frequency[encoding.token_ids[keep]]
        idf = np.log((len(self._index.spans) + 1) / (frequency + 0.5)).astype(np.float32)
        lengths = tokens.offsets[chosen + 1] - tokens.offsets[chosen]
        rows = np.concatenate([np.arange(tokens.offsets[i], tokens.offsets[i + 1]) for i in chosen])
        similar = np.asarray(tokens.vectors[rows], dtype=np.float32) @ encoding.tokens[keep].T
        own = np.asarray(tokens.own[rows])[:, None]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        alone = np.maximum.reduceat(np.where(own, similar, 0.0), starts, axis=0) @ idf
        context = np.maximum.reduceat(np.where(own, similar, CONTEXT_DISCOUNT * similar), starts, axis=0) @ idf
        total = max(float(idf.sum()), _MIN_STD)
        return np.asarray(alone / total, np.float32), np.asarray(context / total, np.float32)

    def _content_pieces(self, encoding: Encoding) -> list[int]:
        pieces = self._encoder.words(encoding.token_ids.tolist())
        kept = [i for i, p in enumerate(pieces) if (p.isalnum() and p not in FUNCTION_WORDS) or p.startswith("##")]
        return kept or list(range(len(pieces)))

    def _matched(self, asked: QuestionWords, chosen: Int64) -> tuple[Float32, Float32, Float32]:
        """Return how near each question word comes to each span's words or, discounted, its context's; shape (words, chosen).

        Words that the thesaurus or an acronym explains are as near as all words of the explanation are. Beside it, both (chosen,):
        how near the span's own content words come to the question on average, and the logarithm of how many there are.
        """
        vectors = self._index.word_vectors
        lengths = np.maximum(vectors.offsets[chosen + 1] - vectors.offsets[chosen], 1)
        rows = np.concatenate([np.arange(vectors.offsets[i], vectors.offsets[i] + n) for i, n in zip(chosen, lengths, strict=True)])
        near = asked.likeness[:, vectors.ids[rows]] * np.where(vectors.own[rows], 1.0, CONTEXT_DISCOUNT)
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        own = np.asarray(vectors.own[rows] & self.thesaurus.is_content[vectors.ids[rows]], dtype=np.float32)
        count = np.add.reduceat(own, starts)
        on_topic = np.add.reduceat(near.max(axis=0) * own, starts) / np.maximum(count, 1.0)
        matched = np.maximum.reduceat(near, starts, axis=1).astype(np.float32)
        counts = np.where(vectors.own[rows], 1.0, CONTEXT_DISCOUNT)
        for meant in asked.meant:
            said = np.min([np.maximum.reduceat(np.isin(vectors.ids[rows], list(group)) * counts, starts) for group in meant.groups], axis=0)
            for row in meant.rows:
                matched[row] = np.maximum(matched[row], PARAPHRASE * said)
        return matched, np.asarray(on_topic, np.float32), np.log1p(count)

    def _signals(self, question: Question, chosen: Int64, graded: Mapping[str, Float32]) -> Float32:
        """Lay the signals out in columns: ``graded`` ones (chosen,) as z-scores, then the flags; shape (chosen, signals)."""
        flag = {name: values[chosen].astype(np.float32) for name, values in self._flag.items()}
        folded = fold(question.focus)
        expects = {name: np.float32(name in question.expects) for name in ("law", "body", "number", "money", "date", "reason")}
        asks_time = np.float32(bool(question.rounds or question.attitude or "date" in question.expects or _ASKS_TIME.search(folded)))
        mask = np.uint64(year_mask(question.years | years_of_rounds(question.rounds)))
        shared = np.bitwise_count(self._index.years[chosen] & mask).astype(np.float32)
        named = shared > 0
        dated = (self._index.years[chosen] != 0) & ~named & bool(mask)
        areas = {p for p in {q.area for q in self._index.passages} if p.casefold() in folded}
        in_area = np.array([self._index.passages[p].area in areas for p in self._passage_of[chosen]], dtype=np.float32)
        columns = {
            **{name: zscore(values) for name, values in graded.items()},
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


def zscore(values: Float32) -> Float32:
    """Return values shifted to mean 0 and scaled to standard deviation 1; a constant signal gives zeros."""
    spread = float(values.std()) if len(values) else 0.0
    return np.zeros_like(values) if spread < _MIN_STD else np.asarray((values - values.mean()) / spread, dtype=np.float32)


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
    wanted_reports = _resolve("report", reports, [r.id for r in index.reports], language)
    wanted_areas = _resolve("area", areas, list(dict.fromkeys(p.area for p in index.passages)), language)
    if wanted_reports is None and wanted_areas is None:
        return None
    passages = np.array([(wanted_reports is None or p.report in wanted_reports) and (wanted_areas is None or p.area in wanted_areas) for p in index.passages])
    return np.asarray(passages[[s.passage for s in index.spans]], dtype=np.bool_)


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
