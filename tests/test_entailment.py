"""A second reading of a statement: what it answers, when it overrules, and that nothing but the fitted layers is run."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from assistant import Assistant
from assistant.datatypes import Span, Verdict
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, default_model_folder
from assistant.entailment import (
    GRAPH,
    LABELS,
    Entailed,
    EntailmentWeights,
    OnnxEntailment,
    entailment_for,
    in_eight_bits,
    load_entailment,
    statement_of,
    write_entailment,
)
from assistant.entailment_graph import write_entailment_graph
from assistant.errors import EncoderError, WeightsError
from assistant.fitted import write_fitted
from assistant.onnx_encoder import OnnxEncoder
from assistant.onnx_export import export_graph
from tests.fakes import FakeEncoder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    folder = tmp_path_factory.mktemp("model")
    export_graph(default_model_folder(), folder / "model.onnx")
    (folder / "tokenizer.json").write_bytes((default_model_folder() / "tokenizer.json").read_bytes())
    write_entailment_graph(load_entailment(), folder / "model.onnx", DEFAULT_WEIGHTS_SHA256)
    return OnnxEncoder(folder, DEFAULT_WEIGHTS_SHA256)


def best(entailed: Entailed) -> str:
    values = (entailed.yes, entailed.no, entailed.partly, entailed.unsaid)
    return LABELS[values.index(max(values))]


@pytest.mark.parametrize(
    ("question", "statement", "answer"),
    [
        ("Does the country have a drug observatory?", "The country has a national drug observatory.", "yes"),
        ("Does the country have a drug observatory?", "The country does not have a national drug observatory.", "no"),
        ("Is it true that there is no drug observatory?", "The country has a national drug observatory.", "no"),
        ("Has the register been kept up to date?", "The register was last updated in 2009.", "no"),
        ("Does the observatory have its own budget?", "The country has a national drug observatory.", "unsaid"),
    ],
)
def test_a_statement_answers_by_what_it_says(encoder: OnnxEncoder, question: str, statement: str, answer: str) -> None:
    reading = entailment_for(encoder)
    assert reading is not None
    assert best(reading.read(question, statement)) == answer


def test_the_four_probabilities_sum_to_one(encoder: OnnxEncoder) -> None:
    found = OnnxEntailment(encoder.folder, encoder).read("Is there a law?", "There is a law of 2009. " * 200)
    assert math.exp(found.yes) + math.exp(found.no) + math.exp(found.partly) + math.exp(found.unsaid) == pytest.approx(1.0, abs=1e-5)


def test_a_list_item_and_a_row_are_read_with_what_leads_to_them() -> None:
    item = Span(id=0, passage=0, kind="bullet", start=0, end=6, text="Prisons", context="There are no programs in:", label="", facts=())
    assert statement_of(item) == "There are no programs in: Prisons"


def test_a_question_is_left_open_by_degrees_that_end() -> None:
    assert Entailed(yes=-9.0, no=-9.0, partly=-9.0, unsaid=-1e-9).left_open == 1.0
    assert Entailed(yes=-0.001, no=-9.0, partly=-9.0, unsaid=-20.0).left_open == -1.0
    assert Entailed(yes=math.log(0.5), no=-20.0, partly=-20.0, unsaid=math.log(0.5)).left_open == pytest.approx(0.0, abs=1e-6)


def test_another_encoder_has_no_second_reading(encoder: OnnxEncoder, tmp_path: Path) -> None:
    assert entailment_for(FakeEncoder()) is None
    assert isinstance(entailment_for(encoder), OnnxEntailment)
    assert Assistant(encoder=FakeEncoder(), index=tmp_path).ask("Does Peru have a national drug authority?").verdict is Verdict.YES


def test_eight_bits_lose_at_most_half_a_step() -> None:
    matrix = np.random.default_rng(2019).normal(size=(40, 7)).astype(np.float32)
    steps, scale = in_eight_bits(matrix)
    assert steps.dtype == np.int8
    assert float(np.abs(steps * scale - matrix).max()) <= float(scale.max()) / 2 + 1e-6


def test_layers_of_other_labels_are_refused(tmp_path: Path) -> None:
    write_entailment(load_entailment(), tmp_path / "a.json")
    assert load_entailment(tmp_path / "a.json").encoder == DEFAULT_WEIGHTS_SHA256
    write_fitted(tmp_path / "b.json", {"encoder": "x", "labels": ["yes", "no"]}, {"head": np.zeros(2, dtype=np.float32)})
    with pytest.raises(WeightsError, match=r"another version of the model \(labels \['yes', 'no'\]\)"):
        load_entailment(tmp_path / "b.json")


def test_a_graph_of_another_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"")
    with pytest.raises(EncoderError, match="cannot lay out the entailment model"):
        write_entailment_graph(EntailmentWeights({}, "x"), tmp_path / "model.onnx", "x")
    with pytest.raises(WeightsError, match="fitted on an encoder with sha256 x, found y"):
        write_entailment_graph(EntailmentWeights({}, "x"), tmp_path / "model.onnx", "y")


def test_a_graph_that_is_damaged_is_refused(encoder: OnnxEncoder, tmp_path: Path) -> None:
    (tmp_path / GRAPH).write_bytes(b"no graph")
    with pytest.raises(EncoderError, match="Rebuild the index"):
        OnnxEntailment(tmp_path, encoder).read("Is there?", "There is.")


def test_eight_bit_products_do_not_overflow_on_any_processor(encoder: OnnxEncoder, tmp_path: Path) -> None:
    length = 64
    largest = {"w": np.full((length, 16), 127, dtype=np.int8), "one": np.float32(1.0), "zero": np.uint8(0)}
    shape = {"x": helper.make_tensor_value_info("x", TensorProto.UINT8, [1, length]), "y": helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 16])}
    node = helper.make_node("MatMulIntegerToFloat", ["x", "w", "one", "one", "zero"], ["y"], domain="com.microsoft")
    graph = helper.make_graph([node], "largest", [shape["x"]], [shape["y"]], [numpy_helper.from_array(np.asarray(a), n) for n, a in largest.items()])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), str(tmp_path / "largest.onnx"))
    session = encoder.open_session(tmp_path / "largest.onnx")
    products = session.run(None, {"x": np.full((1, length), 255, dtype=np.uint8)})[0]
    assert products.tolist() == [[255.0 * 127 * length] * 16]
