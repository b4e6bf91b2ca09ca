"""When an index is built, when it is only loaded, and what is said about it: all with the fake encoder."""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, IndexStoreError, Settings
from assistant.builder import OpenIndex, open_index
from assistant.index_store import CURRENT, FORMAT_VERSION, current_version
from assistant.quantized import QuantizedRows
from tests.fakes import FakeEncoder

QUESTION = "Does San Lorenzo have a national drug authority?"


def opened(corpus: Path, index: Path, encoder: FakeEncoder | None = None, *, rebuild: bool = False, **settings: int) -> OpenIndex:
    return open_index(replace(Settings(corpus, index), **settings), encoder=encoder or FakeEncoder(), rebuild=rebuild)  # type: ignore[arg-type]


def version(index: Path) -> Path:
    found = current_version(index)
    assert found is not None
    return found


@pytest.fixture
def index(corpus: Path, tmp_path: Path) -> Path:
    """A finished index of the synthetic report."""
    folder = tmp_path / "index"
    assert opened(corpus, folder).rebuilt
    return folder


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    caplog.set_level(logging.WARNING, logger="assistant")
    return lambda: [r.getMessage() for r in caplog.records if r.name.startswith("assistant")]


def arrays(value: object) -> tuple[object, ...]:
    """The arrays of a part of an index: its own, or those of the rows that it holds in bytes."""
    return (value.codes, value.scales) if isinstance(value, QuantizedRows) else (value,)


def test_what_is_loaded_equals_what_was_built(corpus: Path, tmp_path: Path) -> None:
    built = opened(corpus, tmp_path / "index")
    loaded = opened(corpus, tmp_path / "index")
    assert (built.rebuilt, loaded.rebuilt) == (True, False)
    assert loaded.texts == built.texts
    for name in ("reports", "passages", "spans", "acronyms", "words", "contradictions"):
        assert getattr(loaded.index, name) == getattr(built.index, name)
    for i in range(len(built.index.spans)):
        np.testing.assert_array_equal(loaded.index.in_context.reconstruct(i), built.index.in_context.reconstruct(i))
    for part in ("postings", "tokens", "word_vectors"):
        before, after = getattr(built.index, part), getattr(loaded.index, part)
        for name in type(before).__slots__:
            for found, expected in zip(arrays(getattr(after, name)), arrays(getattr(before, name)), strict=True):
                np.testing.assert_array_equal(found, expected)


def test_an_index_that_fits_is_not_built_again(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    encoder = FakeEncoder()
    files = {p: p.stat().st_mtime_ns for p in version(index).iterdir()}
    assert not opened(corpus, index, encoder).rebuilt
    assert encoder.encoded == []
    assert {p: p.stat().st_mtime_ns for p in version(index).iterdir()} == files
    assert said() == []


def test_rebuild_encodes_everything_again(corpus: Path, index: Path) -> None:
    before = version(index)
    encoder = FakeEncoder()
    assert opened(corpus, index, encoder, rebuild=True).rebuilt
    assert any("early warning system" in text for text in encoder.encoded)
    assert version(index) != before
    assert not before.exists()


def test_a_changed_report_makes_the_index_stale(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    path = corpus / "san_lorenzo_2024.txt"
    path.write_bytes(path.read_bytes().replace(b"meets monthly", b"meets each month"))
    encoder = FakeEncoder()
    fresh = opened(corpus, index, encoder)
    assert fresh.rebuilt
    assert any("meets each month" in s.text for s in fresh.index.spans)
    assert said() == [f"rebuilding the index in {index}: it was built from something else (changed: corpus)"]


def test_only_changed_texts_are_encoded_again(corpus: Path, index: Path) -> None:
    path = corpus / "san_lorenzo_2024.txt"
    path.write_bytes(path.read_bytes().replace(b"Nitazenes", b"Xylazine"))
    encoder = FakeEncoder()
    opened(corpus, index, encoder)
    assert {text for text in encoder.encoded if " " in text} == {"Control of Substances. The system covers: Substances covered. Xylazine: Covered: No"}
    assert {text for text in encoder.encoded if " " not in text} == {"xylazine"}


def test_taken_over_vectors_equal_fresh_ones(corpus: Path, index: Path, tmp_path: Path) -> None:
    path = corpus / "san_lorenzo_2024.txt"
    path.write_bytes(path.read_bytes().replace(b"Nitazenes", b"Xylazine"))
    taken_over = opened(corpus, index).index
    fresh = opened(corpus, tmp_path / "other").index
    assert taken_over.spans == fresh.spans
    np.testing.assert_allclose(taken_over.tokens.rows.restore(slice(None)), fresh.tokens.rows.restore(slice(None)), atol=1e-2)
    for i in range(len(fresh.spans)):
        np.testing.assert_allclose(taken_over.in_context.reconstruct(i), fresh.in_context.reconstruct(i), atol=1e-6)


def test_an_added_report_makes_the_index_stale(corpus: Path, index: Path) -> None:
    text = (corpus / "san_lorenzo_2024.txt").read_text(encoding="utf-8-sig")
    (corpus / "san_marcos_2024.txt").write_text(text.replace("San Lorenzo", "San Marcos").replace("SAN LORENZO", "SAN MARCOS"), encoding="utf-8")
    assert [r.id for r in opened(corpus, index).index.reports] == ["san_lorenzo_2024", "san_marcos_2024"]


def test_a_removed_report_is_gone_from_the_index(corpus: Path, index: Path) -> None:
    text = (corpus / "san_lorenzo_2024.txt").read_text(encoding="utf-8-sig")
    (corpus / "other_2024.txt").write_text(text, encoding="utf-8")
    opened(corpus, index)
    (corpus / "other_2024.txt").unlink()
    assert [r.id for r in opened(corpus, index).index.reports] == ["san_lorenzo_2024"]


def test_changed_metadata_makes_the_index_stale(corpus: Path, index: Path) -> None:
    manifest = corpus / "manifest.toml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"eighth"', '"ninth"'), encoding="utf-8")
    (report,) = opened(corpus, index).index.reports
    assert report.round == "ninth"


def test_another_encoder_makes_the_index_stale(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    encoder = FakeEncoder("another")
    assert opened(corpus, index, encoder).rebuilt
    assert any("early warning system" in text for text in encoder.encoded), "vectors of another model must not be taken over"
    assert said() == [f"rebuilding the index in {index}: it was built from something else (changed: encoder, weights sha256)"]


def test_another_passage_setting_makes_the_index_stale(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    encoder = FakeEncoder()
    assert opened(corpus, index, encoder, passage_chars=120).rebuilt
    assert said() == [f"rebuilding the index in {index}: it was built from something else (changed: passage chars)"]


def test_another_format_makes_the_index_stale(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    path = version(index) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["fingerprint"]["format_version"] = FORMAT_VERSION - 1
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert opened(corpus, index).rebuilt
    assert said() == [f"rebuilding the index in {index}: it was built from something else (changed: format version)"]


def files_of_an_index() -> list[str]:
    return [
        "manifest.json",
        "records.json",
        "in_context.faiss",
        "token_codes.npy",
        "word_vectors.npy",
        "postings_scores.npy",
    ]


@pytest.mark.parametrize("name", files_of_an_index())
@pytest.mark.parametrize("damage", ["flipped", "truncated", "empty", "missing"])
def test_a_damaged_file_is_said_in_one_line_and_rebuilt(corpus: Path, index: Path, name: str, damage: str, said: Callable[[], list[str]]) -> None:
    path = version(index) / name
    whole = path.read_bytes()
    middle = len(whole) // 2
    damaged = {"flipped": whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :], "truncated": whole[:middle], "empty": b""}
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(damaged[damage])
    assert opened(corpus, index).rebuilt
    (line,) = said()
    assert line.startswith(f"rebuilding the index in {index}: ")
    assert "\n" not in line
    assert not opened(corpus, index).rebuilt


@pytest.mark.parametrize("content", ["", "v-nothing-here\n", "../elsewhere", "v-../../etc", "\x00", "x" * 10_000])
def test_a_pointer_to_nowhere_is_rebuilt(corpus: Path, index: Path, content: str, said: Callable[[], list[str]]) -> None:
    (index / CURRENT).write_text(content, encoding="utf-8")
    assert opened(corpus, index).rebuilt
    assert len(said()) == 1
    assert not opened(corpus, index).rebuilt


def test_what_is_foreign_in_the_index_folder_stays(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "one.jpg").write_bytes(b"\xff\xd8")
    (folder / "README.md").write_text("mine", encoding="utf-8")
    opened(corpus, folder)
    opened(corpus, folder, rebuild=True)
    assert (folder / "photos" / "one.jpg").read_bytes() == b"\xff\xd8"
    assert (folder / "README.md").read_text(encoding="utf-8") == "mine"


def test_a_foreign_index_is_said_and_rebuilt(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    (version(index) / "manifest.json").write_text('{"name": "of another program", "files": []}', encoding="utf-8")
    assert opened(corpus, index).rebuilt
    (line,) = said()
    assert line.endswith("manifest.json is not an index manifest")


def test_a_manifest_that_names_files_outside_is_rebuilt(corpus: Path, index: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    path = version(index) / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"]["../../secret"] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert opened(corpus, index).rebuilt
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "s"


def test_an_index_path_that_is_a_file_is_an_error_and_the_file_stays(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("not a folder", encoding="utf-8")
    with pytest.raises(
        IndexStoreError, match=r"cannot write the index folder .*index: .*\. Free space, change its permissions, or name another with ASSISTANT_INDEX\."
    ):
        opened(corpus, path)
    assert path.read_text(encoding="utf-8") == "not a folder"


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc/version").exists(), reason="root may write anywhere here")
def test_an_index_folder_that_cannot_be_written_is_an_error(corpus: Path) -> None:
    unwritable = Path("/proc/report-assistant-index") if os.geteuid() == 0 else Path("/report-assistant-index")
    with pytest.raises(IndexStoreError, match=r"cannot write the index folder .*: .*\. Free space, change its permissions"):
        opened(corpus, unwritable)


def test_an_index_that_fits_needs_no_right_to_write(corpus: Path, index: Path) -> None:
    modes = {p: p.stat().st_mode for p in [index, *index.rglob("*")]}
    try:
        for path in modes:
            path.chmod(0o555 if path.is_dir() else 0o444)
        assert not opened(corpus, index).rebuilt
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def test_an_index_moved_to_another_folder_still_fits(corpus: Path, index: Path, tmp_path: Path) -> None:
    shutil.copytree(index, tmp_path / "elsewhere")
    assert not opened(corpus, tmp_path / "elsewhere").rebuilt


def test_builds_are_told_step_by_step(corpus: Path, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    Assistant(corpus, tmp_path / "index", encoder=FakeEncoder(), progress=lambda *step: steps.append(step)).load()
    assert steps[0][0] == "reading reports"
    assert any(what.startswith("encoding") for what, _, _ in steps)
    assert all(0 <= done <= total for _, done, total in steps)


def test_leftovers_of_a_crash_are_swept_by_the_next_build(corpus: Path, index: Path) -> None:
    (index / ".building-old").mkdir()
    (index / ".building-old" / "half").write_bytes(b"x" * 1000)
    opened(corpus, index, rebuild=True)
    assert sorted(p.name for p in index.iterdir() if p.name != ".lock") == sorted([CURRENT, version(index).name])


def test_answers_are_the_same_from_a_built_and_a_loaded_index(corpus: Path, tmp_path: Path) -> None:
    built = Assistant(corpus, tmp_path / "index", encoder=FakeEncoder()).ask(QUESTION)
    loaded = Assistant(corpus, tmp_path / "index", encoder=FakeEncoder()).ask(QUESTION)
    assert built.to_dict() == loaded.to_dict()


def test_an_index_replaced_while_it_is_opened_is_opened_all_the_same(corpus: Path, index: Path, said: Callable[[], list[str]]) -> None:
    building = threading.Thread(target=lambda: [opened(corpus, index, rebuild=True) for _ in range(6)])
    building.start()
    rebuilt = []
    while building.is_alive():
        rebuilt.append(opened(corpus, index).rebuilt)
    building.join()
    assert len(rebuilt) > 6
    assert not any(rebuilt)
    assert said() == []
