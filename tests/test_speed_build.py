"""What a later index build encodes: only what changed."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.settings import Settings, corpus_folder


class Counting:
    """An encoder that keeps the texts it is given."""

    def __init__(self, encoder):
        self._encoder = encoder
        self.texts = []

    def __getattr__(self, name):
        return getattr(self._encoder, name)

    def encode(self, texts, progress=None):
        self.texts.extend(texts)
        return self._encoder.encode(texts, progress)


@pytest.fixture(scope="module")
def encoder():
    return Assistant().load().encoder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = (corpus_folder(Settings()) / "peru_2019.txt").read_text(encoding="utf-8")
    (folder / "peru_2019.txt").write_text(text[: len(text) // 3], encoding="utf-8")
    return folder


def test_editing_one_sentence_encodes_its_spans_and_new_words_only(corpus, tmp_path, encoder):
    first = Counting(encoder)
    before = Assistant(corpus, tmp_path / "index", encoder=first).load().index
    assert len(first.texts) > 100
    path = corpus / "peru_2019.txt"
    text = path.read_text(encoding="utf-8")
    span = next(s for s in before.spans if s.kind == "sentence" and text.count(s.text) == 1 and before.passages[s.passage].kind == "objective")
    path.write_text(text.replace(span.text, f"{span.text[:-1]} nowadays."), encoding="utf-8")
    second = Counting(encoder)
    opened = Assistant(corpus, tmp_path / "index", encoder=second).load()
    assert opened.rebuilt
    assert 0 < len(second.texts) <= len(before.passages[span.passage].spans) + 1
    assert any("nowadays" in t for t in second.texts)


def test_taken_over_vectors_are_the_ones_that_were_stored(corpus, tmp_path, encoder):
    before = Assistant(corpus, tmp_path / "index", encoder=encoder).load().index
    with (corpus / "peru_2019.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    second = Counting(encoder)
    after = Assistant(corpus, tmp_path / "index", encoder=second).load().index
    assert second.texts == []
    assert np.array_equal(before.tokens.rows.codes, after.tokens.rows.codes)
    assert np.array_equal(before.vectors, after.vectors)
    assert np.abs(before.word_vectors.vectors - after.word_vectors.vectors).max() == 0


def test_the_model_is_not_exported_again(tmp_path):
    source = Assistant()
    source.load()
    stored = tmp_path / "index"
    shutil.copytree(Path(source.settings.index or corpus_folder(source.settings).parent / "index"), stored)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = (corpus_folder(Settings()) / "peru_2019.txt").read_text(encoding="utf-8")
    (corpus / "peru_2019.txt").write_text(f"{text}\n", encoding="utf-8")
    told = []
    opened = Assistant(corpus, stored, progress=lambda what, done, total: told.append(what)).load()
    assert opened.rebuilt
    assert "exporting the model" not in told
    assert "encoding common words" not in told
