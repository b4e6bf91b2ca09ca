"""The exported encoder: same vectors as sentence-transformers, and what it knows beforehand."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.corpus import load_corpus
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, SentenceTransformerEncoder, default_model_folder
from assistant.errors import EncoderError
from assistant.onnx_encoder import COMMON_IDS, COMMON_VECTORS, OnnxEncoder
from assistant.onnx_export import MIN_COSINE, REFERENCE, check_export, export_graph
from assistant.passages import split_reports
from assistant.settings import PASSAGE_CHARS, Settings, corpus_folder

WORDS = ["prison", "police", "tobacco", "airport"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("model")
    model = default_model_folder()
    export_graph(model, target / "model.onnx")
    (target / "tokenizer.json").write_bytes((model / "tokenizer.json").read_bytes())
    return target


@pytest.fixture(scope="module")
def encoder(folder: Path) -> OnnxEncoder:
    return OnnxEncoder(folder, DEFAULT_WEIGHTS_SHA256)


def test_the_export_agrees_with_the_recorded_vectors(encoder):
    assert check_export(encoder) > 0.99999


def test_the_export_agrees_with_sentence_transformers_on_500_texts(encoder):
    reports = load_corpus(corpus_folder(Settings()))
    passages, spans = split_reports(reports, PASSAGE_CHARS)
    texts = list(dict.fromkeys([s.text for s in spans] + [w for p in passages for w in p.text.split()]))[:500]
    assert len(texts) == 500
    original = SentenceTransformerEncoder(str(default_model_folder()), DEFAULT_WEIGHTS_SHA256)
    cosines, token_cosines = [], []
    for ours, theirs in zip(encoder.encode(texts), original.encode(texts), strict=True):
        assert ours.token_ids.tolist() == theirs.token_ids.tolist()
        cosines.append(float(ours.vector @ theirs.vector))
        token_cosines.extend((ours.tokens * theirs.tokens).sum(axis=1).tolist())
    assert min(cosines) >= MIN_COSINE
    assert min(token_cosines) >= MIN_COSINE


def test_an_export_of_other_weights_is_refused(encoder):
    class Shifted:
        def encode(self, texts):
            return encoder.encode([f"{text} no" for text in texts])

    with pytest.raises(EncoderError, match=r"lowest cosine 0\.\d{6}, expected at least 0\.9999\. The export is refused"):
        check_export(Shifted())


def test_a_model_of_another_kind_is_refused(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "mpnet", "hidden_act": "gelu", "position_embedding_type": "relative"}))
    (tmp_path / "model.safetensors").write_bytes((8).to_bytes(8, "little") + b"{}      ")
    with pytest.raises(EncoderError, match="mpnet"):
        export_graph(tmp_path, tmp_path / "model.onnx")


def test_reference_texts_cover_short_long_and_empty():
    texts = json.loads(REFERENCE.read_text(encoding="utf-8"))["texts"]
    assert "" in texts
    assert max(len(t) for t in texts) > 2000


def test_a_batch_gives_the_vectors_of_single_texts(encoder):
    texts = ["prison", "", "a much longer text about the prisons of a country " * 5, "two words"]
    together = encoder.encode(texts)
    for text, encoding in zip(texts, together, strict=True):
        alone = encoder.encode([text])[0]
        assert encoding.vector == pytest.approx(alone.vector, abs=1e-5)
        assert encoding.token_ids.tolist() == alone.token_ids.tolist()
        assert encoding.tokens == pytest.approx(alone.tokens, abs=1e-5)


def test_an_empty_text_has_a_unit_vector_and_no_tokens(encoder):
    encoding = encoder.encode([""])[0]
    assert float(np.linalg.norm(encoding.vector)) == pytest.approx(1.0, abs=1e-5)
    assert encoding.tokens.shape == (0, 384)


def test_encode_words_is_encode_word_by_word(encoder):
    assert encoder.encode_words(WORDS) == pytest.approx(np.stack([e.vector for e in encoder.encode(WORDS)]), abs=1e-5)
    assert encoder.encode_words([]).shape == (0, 0)


def test_common_words_are_looked_up(folder, encoder, tmp_path):
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    ids = np.array([encoder.piece_id("police")], dtype=np.int32)
    marked = np.zeros((1, 384), dtype=np.float16)
    marked[0, 0] = 1
    np.save(tmp_path / COMMON_IDS, ids)
    np.save(tmp_path / COMMON_VECTORS, marked)
    found = OnnxEncoder(tmp_path, DEFAULT_WEIGHTS_SHA256).encode_words(["prison", "police"])
    assert found[0] == pytest.approx(encoder.encode(["prison"])[0].vector, abs=1e-5)
    assert found[1].tolist() == marked[0].tolist()


def test_a_missing_graph_names_the_rebuild(tmp_path):
    with pytest.raises(EncoderError, match="assistant index --rebuild"):
        OnnxEncoder(tmp_path, DEFAULT_WEIGHTS_SHA256)
