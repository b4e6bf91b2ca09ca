"""The assistant with one stage left out, for ``evals.ablation``: each variant puts the stages together from a changed index or part."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np

from assistant.acronyms import read_aliases
from assistant.adapter import adapter_for
from assistant.builder import OpenIndex
from assistant.datatypes import Verdict
from assistant.dense import flat_index
from assistant.finding_lists import Listing
from assistant.index import Index, build_index
from assistant.lexicon import term
from assistant.lookup import Cells, is_keyed
from assistant.membership import Membership
from assistant.paraphrases import build_table, read_rings
from assistant.polarity import row_affirmed, segments
from assistant.question import Question
from assistant.reader import Mask, Reader
from assistant.report import ReportMetadata, parse_report
from assistant.retriever import Candidates, Retriever
from assistant.ruling import Ruling
from assistant.second_reading import SecondReading
from assistant.silence import Silence
from assistant.support_model import SupportModel
from assistant.verdict import VerdictReader

Stages = tuple[OpenIndex, Retriever, Reader]
Assemble = Callable[[OpenIndex, SupportModel | None], Stages]
"""Puts the stages together over an opened index, with a support model (None: the shipped one)."""


@dataclass(frozen=True, slots=True)
class Variant:
    """The assistant without one stage; ``feeds_support``: the support model sees what the stage does."""

    name: str
    assemble: Assemble
    feeds_support: bool = False


class Uncorrected(Retriever):
    """Takes questions as they are typed."""

    def correct(self, text: str, only: Collection[str] | None = None) -> str:
        """Return a question as it is."""
        return text


class BarePolarity(VerdictReader):
    """Gives the first span's own polarity as the verdict, whatever was asked beside it."""

    def __init__(self, index: Index, retriever: Retriever) -> None:
        """Prepare an index."""
        super().__init__(index, retriever.thesaurus)
        self._spans = index.spans

    def rule(self, question: Question, candidates: Candidates) -> Ruling:
        """Answer yes where no clause of the first span is denied (a table's row: where its mark is not under "No"), else no."""
        span = self._spans[int(candidates.spans[0])]
        said = f"{span.context} {span.text}" if span.kind == "bullet" else span.text
        affirmed = row_affirmed(span.facts) is not False if span.kind == "table_row" else all(s.affirmed for s in segments(said))
        return Ruling(Verdict.YES if affirmed != question.is_negated else Verdict.NO, (span.id,))


class WithoutLists(Reader):
    """Answers every question that asks for a list by its best spans."""

    def whole_answers(self, question: Question, candidates: Candidates, allowed: Mask | None) -> tuple[Listing | None, Cells | None]:
        """Return the table cells that answer, never a list."""
        return None, super().whole_answers(question, candidates, allowed)[1]


class NeverSilent(Reader):
    """Answers whatever was asked."""

    def silence(
        self, question: Question, candidates: Candidates, listing: Listing | None, cells: Cells | None, ruling: Ruling | None, *, narrowed: bool = False
    ) -> Silence | None:
        """Return None: something is always said, if there is a span at all."""
        return None


def _standard_retriever(opened: OpenIndex, kind: type[Retriever] = Retriever) -> Retriever:
    return kind(opened.index, opened.encoder, adapter=adapter_for(opened.encoder.weights_sha256))


def standard(opened: OpenIndex, support: SupportModel | None, second: SecondReading | None = None, membership: Membership | None = None) -> Stages:
    """Put the standard stages together, with another second reading or membership where one is given."""
    retriever = _standard_retriever(opened)
    return opened, retriever, Reader(opened.index, opened.texts, retriever, support=support, second=second, membership=membership)


def _over(change: Callable[[OpenIndex], Index]) -> Assemble:
    """Return what puts the standard stages together over a changed index."""
    return lambda opened, support: standard(replace(opened, index=change(opened)), support)


def _without_vectors(opened: OpenIndex) -> Index:
    index = opened.index
    return replace(index, in_context=flat_index(np.zeros_like(index.vectors)), rows=replace(index.rows, scales=np.zeros_like(index.rows.scales)))


def _without_bm25(opened: OpenIndex) -> Index:
    postings = opened.index.postings
    return replace(opened.index, postings=replace(postings, scores=np.zeros_like(postings.scores)))


def _without_tokens(opened: OpenIndex) -> Index:
    tokens = opened.index.tokens
    return replace(opened.index, tokens=replace(tokens, rows=replace(tokens.rows, scales=np.zeros_like(tokens.rows.scales))))


def _without_word_vectors(opened: OpenIndex) -> Index:
    """Words of one stem stay alike; all others are unlike."""
    words = opened.index.word_vectors
    return replace(opened.index, word_vectors=replace(words, vectors=np.zeros_like(words.vectors)))


def _vocabulary(index: Index) -> set[str]:
    return {term(w) for w in index.words}


def _without_paraphrases(opened: OpenIndex) -> Index:
    index = opened.index
    return replace(index, paraphrases=build_table([], index.acronyms, _vocabulary(index), read_aliases(opened.texts.values(), index.acronyms)))


def _without_acronyms(opened: OpenIndex) -> Index:
    index = opened.index
    return replace(index, acronyms={}, paraphrases=build_table(read_rings(), {}, _vocabulary(index)))


def _without_context(opened: OpenIndex) -> Index:
    """Encode and count each span alone, without its area and what leads to it; records and what is read off them stay."""
    full = opened.index
    alone = build_index(
        [parse_report(text, ReportMetadata(name)) for name, text in opened.texts.items()],
        tuple(replace(p, area="") for p in full.passages),
        tuple(replace(s, context="") for s in full.spans),
        opened.encoder,
    )
    return replace(
        alone,
        reports=full.reports,
        passages=full.passages,
        spans=full.spans,
        traits=full.traits,
        places=full.places,
        ministries=full.ministries,
        contradictions=full.contradictions,
    )


def _without_cells(opened: OpenIndex) -> Index:
    return replace(opened.index, spans=tuple(replace(s, facts=()) if is_keyed(s) else s for s in opened.index.spans))


def unadapted(opened: OpenIndex, support: SupportModel | None) -> Stages:
    """Put the stages together without the adapter."""
    retriever = Retriever(opened.index, opened.encoder)
    return opened, retriever, Reader(opened.index, opened.texts, retriever, support=support)


def _uncorrected(opened: OpenIndex, support: SupportModel | None) -> Stages:
    retriever = _standard_retriever(opened, Uncorrected)
    return opened, retriever, Reader(opened.index, opened.texts, retriever, support=support)


def _bare_polarity(opened: OpenIndex, support: SupportModel | None) -> Stages:
    retriever = _standard_retriever(opened)
    return opened, retriever, Reader(opened.index, opened.texts, retriever, support=support, verdicts=BarePolarity(opened.index, retriever))


def _unread(opened: OpenIndex, support: SupportModel | None) -> Stages:
    return standard(opened, support, SecondReading(opened.index, None))


def _read_by(kind: type[Reader]) -> Assemble:
    def assemble(opened: OpenIndex, support: SupportModel | None) -> Stages:
        retriever = _standard_retriever(opened)
        return opened, retriever, kind(opened.index, opened.texts, retriever, support=support)

    return assemble


VARIANTS = (
    Variant("dense vectors", _over(_without_vectors), feeds_support=True),
    Variant("BM25", _over(_without_bm25), feeds_support=True),
    Variant("token-level matching", _over(_without_tokens), feeds_support=True),
    Variant("word vectors", _over(_without_word_vectors), feeds_support=True),
    Variant("paraphrases", _over(_without_paraphrases), feeds_support=True),
    Variant("adapter", unadapted, feeds_support=True),
    Variant("acronyms", _over(_without_acronyms), feeds_support=True),
    Variant("spelling", _uncorrected, feeds_support=True),
    Variant("context of spans", _over(_without_context), feeds_support=True),
    Variant("scope and stance", _bare_polarity),
    Variant("second reading", _unread, feeds_support=True),
    Variant("contradictions", _over(lambda opened: replace(opened.index, contradictions=()))),
    Variant("table cells", _over(_without_cells)),
    Variant("lists", _read_by(WithoutLists)),
    Variant("silence", _read_by(NeverSilent)),
)
