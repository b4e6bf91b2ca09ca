"""The adapter that reads everyday words as the reports' own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapter import Adapter, adapter_for, load_adapter, write_adapter
from assistant.encoder import DEFAULT_WEIGHTS_SHA256
from assistant.errors import WeightsError


def small() -> Adapter:
    return Adapter(np.eye(3, 2, dtype=np.float32), np.zeros((2, 3), dtype=np.float32), "abc")


def test_an_adapter_without_effect_leaves_unit_vectors_as_they_are() -> None:
    tokens = np.array([[0.6, 0.8, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32)
    assert np.allclose(small().adapt(tokens), tokens)


def test_moved_vectors_have_unit_length() -> None:
    up = np.array([[0.0, 0.0, 2.0], [1.0, 0.0, 0.0]], dtype=np.float32)
    moved = Adapter(np.eye(3, 2, dtype=np.float32), up, "abc").adapt(np.array([[1.0, 0.0, 0.0]], dtype=np.float32))
    assert np.allclose(np.linalg.norm(moved, axis=1), 1.0)
    assert moved[0, 2] == pytest.approx(2 * np.tanh(1) / np.hypot(1, 2 * np.tanh(1)), abs=1e-6)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "adapter.json"
    write_adapter(small(), path)
    found = load_adapter(path)
    assert found.encoder == "abc"
    assert found.down.tolist() == small().down.tolist()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["adapter.json", "adapter.safetensors"]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "adapter.json"
    write_adapter(small(), path)
    path.write_text(path.read_text(encoding="utf-8").replace("abc", "abd"), encoding="utf-8")
    with pytest.raises(WeightsError, match="holds other numbers than were written"):
        load_adapter(path)


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"gone\.json cannot be read .*evals\.fit_adapter --write"):
        load_adapter(tmp_path / "gone.json")


def test_the_shipped_adapter_serves_the_encoder_it_was_fitted_to_and_no_other() -> None:
    found = adapter_for(DEFAULT_WEIGHTS_SHA256)
    assert found is not None
    assert found.down.shape == (384, 128)
    assert adapter_for("0" * 64) is None
