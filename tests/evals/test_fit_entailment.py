"""The model of the second reading: what it learns from, and that the shipped graph computes what was fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.corpus import load_corpus
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, default_model_folder
from assistant.entailment import OnnxEntailment, load_entailment
from assistant.entailment_graph import write_entailment_graph
from assistant.errors import EvaluationError
from assistant.onnx_encoder import OnnxEncoder
from assistant.onnx_export import export_graph
from assistant.settings import corpus_folder
from evals.fit_entailment import CrossEncoder, pairs_of, rates
from evals.gold import PRACTICE_FOLDER, load_gold
from evals.statements import HELD_OUT, Pair, read_statements

AFFIRMED, DENIED = "The country has a national drug observatory.", "The country does not have a national drug observatory."


def test_held_out_statements_never_teach() -> None:
    taught, held = read_statements(), read_statements(HELD_OUT)
    assert len(held) == 2400
    assert not {(p.question, p.statement) for p in held} & {(p.question, p.statement) for p in taught}


def test_a_line_that_is_no_statement_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"context": "", "statement": "It rains.", "questions": [["Does it rain?", "perhaps"]]}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"a\.jsonl:1: found .* expected a JSON object with context, statement and questions"):
        read_statements(["a"], tmp_path)


def test_practice_questions_come_with_their_evidence(assistant: Assistant) -> None:
    questions = [q for q in load_gold(load_corpus(corpus_folder(assistant.settings)), PRACTICE_FOLDER) if q.verdict is not None and not q.history][:20]
    pairs = pairs_of(assistant, questions)
    assert pairs
    assert all(any(e.quote[:25] in p.statement or p.statement in e.quote for q in questions for e in q.evidence) for p in pairs if p.weight == 1.0)


def test_the_graph_computes_what_was_fitted(tmp_path: Path) -> None:
    model = CrossEncoder()
    pairs = [Pair("Is there a drug observatory?", AFFIRMED, 0), Pair("Is there a drug observatory?", DENIED, 1)]
    model.fit(pairs * 16, 2, 8e-5, progress=lambda _: None)
    expected = model.log_probabilities(pairs)
    export_graph(default_model_folder(), tmp_path / "model.onnx")
    (tmp_path / "tokenizer.json").write_bytes((default_model_folder() / "tokenizer.json").read_bytes())
    write_entailment_graph(model.weights(), tmp_path / "model.onnx", DEFAULT_WEIGHTS_SHA256)
    reading = OnnxEntailment(tmp_path, OnnxEncoder(tmp_path, DEFAULT_WEIGHTS_SHA256))
    found = np.array([[r.yes, r.no, r.partly, r.unsaid] for r in (reading.read(p.question, p.statement) for p in pairs)])
    assert np.abs(np.exp(found) - np.exp(expected)).max() < 0.1


def test_shipped_layers_are_taken_over_to_learn_further() -> None:
    model, shipped = CrossEncoder(), load_entailment()
    model.resume(shipped)
    again = model.weights()
    assert again.encoder == shipped.encoder
    assert again.arrays.keys() == shipped.arrays.keys()
    assert all(np.array_equal(again.arrays[name], shipped.arrays[name]) for name in shipped.arrays if not name.endswith(".scale"))
    assert all(np.allclose(again.arrays[name], shipped.arrays[name], rtol=1e-5) for name in shipped.arrays if name.endswith(".scale"))


def test_rates_count_yes_and_no_apart_from_the_rest() -> None:
    pairs = [Pair("", "", 0), Pair("", "", 1), Pair("", "", 3)]
    assert rates(pairs, np.log([[0.5, 0.1, 0.1, 0.3], [0.6, 0.2, 0.1, 0.1], [0.1, 0.1, 0.1, 0.7]])) == {"yes or no": 0.5, "one of four": pytest.approx(2 / 3)}
