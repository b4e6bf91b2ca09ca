"""The fitted model of silence: what it weighs, how it is stored, and that damage is found."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import WeightsError
from assistant.support_model import RESOURCE, Features, SupportModel, load_support, write_support

NOTHING = Features(*(0.0 for _ in fields(Features)))
MODEL = SupportModel(Features(-2.0, 0.0, 0.0, 0.0, 0.0, 1.0), bias=0.5, threshold=0.4, kind=np.array([1.0, -3.0], np.float32), kind_offset=0.25, encoder="abc")


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_the_probability_weighs_features_and_the_kind_of_question() -> None:
    values = Features(0.5, 1.0, 1.0, 1.0, 1.0, 1.0)
    vector = np.array([0.6, 0.8], np.float32)
    assert MODEL.probability(values, vector) == pytest.approx(sigmoid(0.5 - 1.0 + 1.0 + 0.6 - 2.4 - 0.25))
    assert MODEL.probability(values) == pytest.approx(sigmoid(0.5))


def test_the_kind_counts_for_the_encoder_it_was_fitted_to_alone() -> None:
    vector = np.array([1.0, 0.0], np.float32)
    assert MODEL.for_encoder("abc") is MODEL
    assert MODEL.for_encoder("another").probability(NOTHING, vector) == pytest.approx(sigmoid(0.5))


def test_a_written_model_is_read_back_alike(tmp_path: Path) -> None:
    write_support(MODEL, tmp_path / "m.json")
    read = load_support(tmp_path / "m.json")
    assert (read.features, read.bias, read.threshold, read.kind_offset, read.encoder) == (MODEL.features, 0.5, 0.4, 0.25, "abc")
    assert read.kind is not None
    assert read.kind.tolist() == [1.0, -3.0]
    assert [p.name for p in tmp_path.iterdir()] == ["m.json"]


@pytest.mark.parametrize("damage", ["cut", "changed", "missing", "other"])
def test_a_damaged_model_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "m.json"
    write_support(MODEL, path)
    text = path.read_text(encoding="utf-8")
    match damage:
        case "cut":
            path.write_text(text[:60], encoding="utf-8")
        case "changed":
            path.write_text(text.replace('"threshold": 0.4', '"threshold": 0.1'), encoding="utf-8")
        case "missing":
            path.unlink()
        case _:
            path.write_text("[]", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"m\.json .*Install the package anew"):
        load_support(path)


def test_the_shipped_model_is_one_for_the_default_encoder() -> None:
    from assistant.encoder import DEFAULT_WEIGHTS_SHA256

    shipped = load_support()
    assert shipped.encoder == DEFAULT_WEIGHTS_SHA256
    assert shipped.kind is not None
    assert shipped.kind.shape == (384,)
    assert json.loads(RESOURCE.read_text(encoding="utf-8"))["threshold"] == shipped.threshold
