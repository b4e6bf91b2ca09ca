from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import DEFAULT_MODEL, Settings, corpus_folder, index_folder


def test_settings_are_read_from_the_environment() -> None:
    environment = {"ASSISTANT_CORPUS": "/reports", "ASSISTANT_INDEX": "/tmp/index", "ASSISTANT_MODEL": "some/model"}
    settings = Settings.from_environment(environment)
    assert (settings.corpus, settings.index, settings.model) == (Path("/reports"), Path("/tmp/index"), "some/model")


def test_blank_settings_keep_their_defaults() -> None:
    settings = Settings.from_environment({"ASSISTANT_CORPUS": " ", "ASSISTANT_INDEX": "", "ASSISTANT_MODEL": "  "})
    assert settings == Settings()
    assert settings.model == DEFAULT_MODEL


def test_a_home_folder_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ana")
    assert Settings.from_environment({"ASSISTANT_CORPUS": "~/reports"}).corpus == Path("/home/ana/reports")


def test_each_corpus_of_ones_own_has_an_index_of_its_own(tmp_path: Path) -> None:
    one, other = (index_folder(Settings(corpus=tmp_path / name)) for name in ("one", "other"))
    assert one != other
    assert one == index_folder(Settings(corpus=tmp_path / "other" / ".." / "one"))
    assert one.parent.name == "report-assistant"


def test_a_named_index_folder_is_used(tmp_path: Path) -> None:
    assert index_folder(Settings(corpus=tmp_path, index=tmp_path / "index")) == tmp_path / "index"
    assert corpus_folder(Settings(corpus=tmp_path)) == tmp_path
