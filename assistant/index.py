"""What retrieval searches: records, span vectors, BM25 postings and token vectors, built once from passages and spans."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import faiss
import numpy as np
import numpy.typing as npt

from assistant.acronyms import read_acronyms, read_aliases
from assistant.contradictions import Contradiction, find_contradictions
from assistant.datatypes import Passage, ReportInfo, Span
from assistant.dense import dense_index
from assistant.encoder import Encoder, Float32
from assistant.lexicon import FUNCTION_WORDS, term, terms, words
from assistant.paraphrases import build_table, read_rings
from assistant.places import Places, span_places
from assistant.postings import Postings, build_postings
from assistant.quantized import QuantizedRows, join, quantize
from assistant.scope import ministries
from assistant.thesaurus import WordVectors
from assistant.traits import span_traits, span_years

if TYPE_CHECKING:
    from assistant.datatypes import Report

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Progress = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all)."""

AT_ONCE = 8192
"""Texts that are encoded in one call: the token vectors of so many take half a gigabyte in floats."""
_BORDER = "\x1e"
_CAPITALS = re.compile(r"[A-Z0-9]{2,}s?")
UBIQUITOUS_SHARE = 0.1
"""An acronym that more than this share of the spans names (the evaluators' own, in most reports) is not expanded."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """Word pieces of every span read in its context.

    Span ``i`` has the rows ``offsets[i]`` to ``offsets[i+1]``, unit vectors; the last ``own_counts[i]`` of them are the span's own
    pieces, those before its context's. ``document_frequency[p]`` is the number of spans whose own pieces include piece id ``p``;
    ``piece_ids`` (rows,) and ``digests`` (spans, 16), of the text that was encoded, let a later build take the vectors over.
    """

    offsets: Int64
    piece_ids: Int32
    digests: npt.NDArray[np.uint8]
    rows: QuantizedRows
    own_counts: Int32
    document_frequency: Int32


@dataclass(frozen=True, slots=True)
class Index:
    """Everything one question needs, read only; row ``i`` of each array belongs to span ``i``.

    ``in_context`` is a FAISS inner-product index over the spans read in context, unit vectors, of the type that ``dense`` chooses by
    their number, and ``rows`` the same in bytes. ``acronyms`` maps each acronym
    of the reports to its expansion, those left out that nearly every span names; ``words`` counts the reports' folded words;
    ``paraphrases`` leads from what people say to what the reports say, in terms (``paraphrases.Table``).
    """

    reports: tuple[ReportInfo, ...]
    passages: Sequence[Passage]
    spans: Sequence[Span]
    in_context: faiss.Index
    rows: QuantizedRows
    postings: Postings
    tokens: TokenVectors
    traits: npt.NDArray[np.bool_]
    years: npt.NDArray[np.uint64]
    places: Places
    ministries: tuple[str, ...]
    acronyms: dict[str, str]
    words: dict[str, int]
    paraphrases: dict[str, list[str]]
    word_vectors: WordVectors
    contradictions: tuple[Contradiction, ...]

    def section_of(self, span: int) -> tuple[str, str, str]:
        """Return the report, the area and the section in which a span stands."""
        passage = self.passages[self.spans[span].passage]
        return passage.report, passage.area, passage.section

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that the reports are on, each once, in the reports' order."""
        return tuple(dict.fromkeys(r.country for r in self.reports))

    @property
    def vectors(self) -> Float32:
        """The vectors behind ``in_context``, shape (spans, d): a view of those of an exact index, else what the bytes restore."""
        if not isinstance(self.in_context, faiss.IndexFlat):
            return self.rows.restore(slice(None))
        n, d = self.in_context.ntotal, self.in_context.d
        return np.asarray(faiss.rev_swig_ptr(self.in_context.get_xb(), n * d).reshape(n, d), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the index keeps it: its vector (d,), its piece ids (t,) and their vectors."""

    vector: Float32
    piece_ids: Int32
    rows: QuantizedRows


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier build of the same encoder encoded: texts by ``digest``, single words by themselves."""

    texts: Mapping[bytes, Encoded]
    words: Mapping[str, Float32]

    @classmethod
    def from_index(cls, index: Index) -> Known:
        """Take everything that an index holds."""
        offsets, tokens, vectors = index.tokens.offsets, index.tokens, index.vectors.copy()
        texts = {}
        for i, key in enumerate(tokens.digests):
            own = slice(int(offsets[i]), int(offsets[i + 1]))
            texts[key.tobytes()] = Encoded(vectors[i], tokens.piece_ids[own], QuantizedRows(tokens.rows.codes[own], tokens.rows.scales[own]))
        return cls(texts, dict(zip(index.words, index.word_vectors.vectors, strict=True)))


NOTHING_KNOWN = Known({}, {})


def digest(text: str) -> bytes:
    """Return 16 bytes that stand for a text that was encoded."""
    return hashlib.sha256(text.encode("utf-8")).digest()[:16]


def context_text(span: Span, passage: Passage) -> str:
    """Return a span as it reads in its place: area, what leads to it, itself."""
    return " ".join(part for part in (f"{passage.area}.", span.context, span.text) if part)


def build_index(
    reports: Sequence[Report],
    passages: tuple[Passage, ...],
    spans: tuple[Span, ...],
    encoder: Encoder,
    progress: Progress | None = None,
    known: Known = NOTHING_KNOWN,
) -> Index:
    """Encode spans in context, and count their words.

    Args:
        reports: the parsed reports, for what is known of them.
        passages: all passages, ids as positions.
        spans: all spans, ids as positions.
        encoder: what encodes them.
        progress: told about each batch.
        known: what need not be encoded again.
    """
    contexts = [context_text(span, passages[span.passage]) for span in spans]
    encoded = _encode_unknown(contexts, encoder, known, progress)
    in_order = [encoded[c] for c in contexts]
    tokens = join_tokens(contexts, in_order, [encoder.count_pieces(span.text) for span in spans], encoder.pieces)
    return assemble_index(reports, passages, spans, np.stack([e.vector for e in in_order]), tokens, encoder, progress, known)


def assemble_index(
    reports: Sequence[Report],
    passages: tuple[Passage, ...],
    spans: tuple[Span, ...],
    vectors: Float32,
    tokens: TokenVectors,
    encoder: Encoder,
    progress: Progress | None = None,
    known: Known = NOTHING_KNOWN,
) -> Index:
    """Count the words of encoded spans, and read everything else that an index holds from their texts; see ``build_index``.

    Args:
        reports: the parsed reports, for what is known of them.
        passages: all passages, ids as positions.
        spans: all spans, ids as positions.
        vectors: the spans' vectors in context, shape (spans, d).
        tokens: their word pieces.
        encoder: what encodes single words.
        progress: told about each batch.
        known: words that need not be encoded again.
    """
    contexts = [context_text(span, passages[span.passage]) for span in spans]
    vocabulary = dict(Counter(w for text in contexts for w in words(text)))
    postings = build_postings([terms(context) for context in contexts], dict.fromkeys(term(w) for w in vocabulary))
    acronyms = _telling_acronyms(reports, spans)
    word_vectors = build_word_vectors(vocabulary, postings, spans, contexts, encoder, known, progress)
    return Index(
        reports=tuple(r.info for r in reports),
        passages=passages,
        spans=spans,
        in_context=dense_index(vectors),
        rows=quantize(vectors),
        postings=postings,
        tokens=tokens,
        traits=span_traits(spans, passages),
        years=span_years(spans),
        places=span_places(spans, passages),
        ministries=ministries(s.text for s in spans if s.kind != "statement"),
        acronyms=acronyms,
        words=vocabulary,
        paraphrases=build_table(read_rings(), acronyms, {term(w) for w in vocabulary}, read_aliases((r.text for r in reports), acronyms)),
        word_vectors=word_vectors,
        contradictions=find_contradictions(
            spans, passages, list(vocabulary), word_vectors.vectors.astype(np.float32), word_weights(vocabulary, postings, len(spans)), acronyms
        ),
    )


def word_weights(vocabulary: Mapping[str, int], postings: Postings, spans: int) -> Float32:
    """Return the inverse document frequency of each word of the vocabulary, shape (words,)."""
    frequencies = np.array([postings.document_frequency(term(w)) for w in vocabulary])
    return np.asarray(np.log((spans + 1) / (frequencies + 0.5)), dtype=np.float32)


def _encode_unknown(texts: Sequence[str], encoder: Encoder, known: Known, progress: Progress | None) -> dict[str, Encoded]:
    """Encode each distinct text once; those that an earlier build encoded are taken over."""
    distinct = list(dict.fromkeys(texts))
    result = {text: found for text in distinct if (found := known.texts.get(digest(text))) is not None}
    new = [text for text in distinct if text not in result]
    for start in range(0, len(new), AT_ONCE):
        part = new[start : start + AT_ONCE]
        for text, encoding in zip(part, encoder.encode(part, _steps("encoding", progress, start, len(new))), strict=True):
            result[text] = Encoded(encoding.vector, encoding.token_ids, quantize(encoding.tokens))
    return result


def _steps(what: str, progress: Progress | None, before: int = 0, all_of_them: int = 0) -> Callable[[int, int], None] | None:
    """Return what tells of the steps of one call, ``before`` of ``all_of_them`` having been done by earlier ones."""
    return None if progress is None else lambda done, total: progress(what, before + done, all_of_them or total)


def _telling_acronyms(reports: Sequence[Report], spans: Sequence[Span]) -> dict[str, str]:
    """Read the reports' acronyms; one that stands in too many spans tells none of them apart, so expanding it only adds noise."""
    found = read_acronyms(r.text for r in reports)
    joined, most = _BORDER.join(s.text for s in spans), int(UBIQUITOUS_SHARE * len(spans))
    runs = Counter(_CAPITALS.findall(joined))  # an acronym stands inside such a run, so that their counts bound its own
    often = {a for a in found if sum(count for run, count in runs.items() if a in run) > most}
    return {a: e for a, e in found.items() if a not in often or _count_spans(a, joined, most + 1) <= most}


def _count_spans(name: str, joined: str, enough: int) -> int:
    """Return in how many of the texts, joined by borders, a name stands; counting ends at ``enough``."""
    count, place = 0, joined.find(name)
    while place >= 0 and count < enough:
        count += 1
        border = joined.find(_BORDER, place)
        place = joined.find(name, border) if border >= 0 else -1
    return count


def build_word_vectors(
    vocabulary: Mapping[str, int],
    postings: Postings,
    spans: Sequence[Span],
    contexts: Sequence[str],
    encoder: Encoder,
    known: Known = NOTHING_KNOWN,
    progress: Progress | None = None,
) -> WordVectors:
    """Encode each word of the vocabulary, and list which words each span holds (its context's before its own)."""
    ids = {w: i for i, w in enumerate(vocabulary)}
    per_span = [[ids[w] for w in words(c)] for c in contexts]
    new = [w for w in vocabulary if w not in known.words]
    encoded = dict(zip(new, (e.vector for e in encoder.encode(new, _steps("encoding words", progress))), strict=True))
    vectors = np.stack([encoded[w] if w in encoded else known.words[w] for w in vocabulary])
    return WordVectors(
        vectors=vectors.astype(np.float16),
        terms=np.array([postings.vocabulary[term(w)] for w in vocabulary], dtype=np.int32),
        is_content=np.array([not w[0].isdigit() and w not in FUNCTION_WORDS for w in vocabulary], dtype=np.bool_),
        offsets=np.cumsum([0, *(len(p) for p in per_span)]).astype(np.int64),
        ids=np.array([i for p in per_span for i in p], dtype=np.int32),
        own_counts=np.array([min(len(words(span.text)), len(p)) for span, p in zip(spans, per_span, strict=True)], dtype=np.int32),
    )


def join_tokens(texts: Sequence[str], encoded: Sequence[Encoded], own_counts: Sequence[int], pieces: int) -> TokenVectors:
    """Lay the spans' token vectors end to end.

    Args:
        texts: one a span, as encoded.
        encoded: one a span, of the span after its context.
        own_counts: how many pieces at the end of each are the span's own.
        pieces: size of the encoder's piece vocabulary.
    """
    lengths = [len(e.piece_ids) for e in encoded]
    own = [min(count, length) for count, length in zip(own_counts, lengths, strict=True)]
    frequency = np.zeros(pieces, dtype=np.int32)
    for e, count in zip(encoded, own, strict=True):
        frequency[np.unique(e.piece_ids[len(e.piece_ids) - count :])] += 1
    return TokenVectors(
        offsets=np.cumsum([0, *lengths]).astype(np.int64),
        piece_ids=np.concatenate([e.piece_ids for e in encoded]).astype(np.int32),
        digests=np.frombuffer(b"".join(digest(text) for text in texts), dtype=np.uint8).reshape(len(texts), -1),
        rows=join([e.rows for e in encoded]),
        own_counts=np.array(own, dtype=np.int32),
        document_frequency=frequency,
    )
