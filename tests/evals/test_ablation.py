"""The assistant without one stage, and how its figures differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant import Assistant
from assistant.builder import OpenIndex
from assistant.datatypes import Verdict
from evals.ablation import differences, rows
from evals.metrics import Outcome
from evals.without import VARIANTS, BarePolarity, Variant, standard

RIGHT = Outcome("a", "yesno", "plain", "test", True, True, "yes", "yes", 1, 1, 1.0, None, None, False, False, False, 1.0, 1.0, True, 10.0)
WRONG = replace(RIGHT, verdict="no", quote_rank=2)


def variant(name: str) -> Variant:
    return next(v for v in VARIANTS if v.name == name)


@pytest.fixture
def opened(small: Assistant) -> OpenIndex:
    return small.load()


@pytest.mark.parametrize("name", [v.name for v in VARIANTS])
def test_the_assistant_answers_without_any_one_stage(small: Assistant, opened: OpenIndex, name: str) -> None:
    less = Assistant(small.settings.corpus, small.settings.index, encoder=opened.encoder, assemble=lambda o: variant(name).assemble(o, None))
    answer = less.ask("Does San Lorenzo have a national drug observatory?")
    text = opened.texts["san_lorenzo_2024"]
    assert len(answer.citations) + len(answer.nearest) > 0
    assert all(text[c.start : c.end] == c.quote for c in (*answer.citations, *answer.nearest))


def test_each_variant_of_the_index_lacks_its_stage(opened: OpenIndex) -> None:
    index = {v.name: v.assemble(opened, None)[0].index for v in VARIANTS}
    vector = opened.index.vectors[0]
    every = np.arange(len(opened.index.spans))
    assert not variant("dense vectors").assemble(opened, None)[1].first_stage.cosines(vector, every).any()
    assert variant("BM25").assemble(opened, None)[0].index.postings.score(["drug"], len(opened.index.spans)).tolist() == [0.0] * len(opened.index.spans)
    assert not index["token-level matching"].tokens.rows.products(slice(None), vector[None]).any()
    assert not index["word vectors"].word_vectors.vectors.any()
    assert index["acronyms"].acronyms == {}
    assert index["contradictions"].contradictions == ()
    assert len(index["context of spans"].tokens.piece_ids) < len(opened.index.tokens.piece_ids)
    assert index["context of spans"].spans == opened.index.spans
    assert set(index["paraphrases"].paraphrases) < set(opened.index.paraphrases)


def test_a_question_is_taken_as_typed_without_spelling(assistant: Assistant) -> None:
    assert variant("spelling").assemble(assistant.load(), None)[1].correct("preventoin") == "preventoin"
    assert standard(assistant.load(), None)[1].correct("preventoin") == "prevention"


def test_nothing_is_left_unanswered_without_silence(small: Assistant, opened: OpenIndex) -> None:
    less = Assistant(small.settings.corpus, small.settings.index, encoder=opened.encoder, assemble=lambda o: variant("silence").assemble(o, None))
    assert not small.ask("hello").answered
    assert less.ask("hello").answered


def test_bare_polarity_follows_any_negation_in_the_first_span(small: Assistant, opened: OpenIndex) -> None:
    _, retriever, _ = standard(opened, None)
    denied = next(s.id for s in opened.index.spans if s.kind == "sentence" and " does not " in s.text)
    seen = small.inspect("Does San Lorenzo have a national drug observatory?")
    question, candidates = seen.question, seen.candidates
    first = replace(candidates, spans=np.array([denied, *candidates.spans]))
    assert BarePolarity(opened.index, retriever).rule(question, first).verdict is Verdict.NO
    assert BarePolarity(opened.index, retriever).rule(replace(question, is_negated=True), first).verdict is Verdict.YES


def test_differences_are_paired() -> None:
    # the same question is lost in every resample that draws it, so the difference of two identical lists is nought throughout
    assert differences([RIGHT, WRONG], [RIGHT, WRONG])["verdict_accuracy"] == (0.0, 0.0, 0.0)
    # all right against all wrong: -1 in every resample
    assert differences([RIGHT] * 4, [WRONG] * 4)["verdict_accuracy"] == (-1.0, -1.0, -1.0)
    # nothing unanswerable: no abstention recall
    assert differences([RIGHT], [WRONG])["abstention_recall"] is None


def test_a_difference_whose_interval_holds_no_zero_is_bold() -> None:
    lines = list(rows([RIGHT] * 4, [("eyes", [WRONG] * 4)], "test"))
    assert lines[2].startswith("| **full system** | 100.0 % | 100.0 % | 100.0 % |")
    assert lines[3].startswith("| without eyes | **-100.0 (-100.0 to -100.0)** | 0 | **-100.0 (-100.0 to -100.0)** | - |")
