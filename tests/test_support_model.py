"""The fitted model of silence: what it weighs, how it is stored, and that damage is found."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.encoder import DEFAULT_WEIGHTS_SHA256
from assistant.errors import WeightsError
from assistant.support_model import NAMES, Features, Kernel, SupportModel, in_steps, load_support, write_support

UNIT = np.array([0.6, 0.8], np.float32)
KERNEL = Kernel(
    inputs=in_steps(np.array([[0.5] + [0.0] * (len(NAMES) - 1) + [0.6, 0.8], [0.0] * len(NAMES) + [-0.6, -0.8]], np.float32)),
    coefficients=np.array([2.0, -1.0], np.float32),
    scales=np.ones(len(NAMES), np.float32),
    vector_scale=1.0,
    gamma=0.5,
    bias=0.25,
    slope=2.0,
    offset=-1.0,
    encoder="abc",
)
MODEL = SupportModel(Features(unmatched=-2.0, listing=1.0), bias=0.5, plain_threshold=0.4, kernel=KERNEL, kernel_threshold=0.3)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_the_kernel_weighs_how_near_a_question_is_to_each_support_vector() -> None:
    # at the first support vector; the second is 0.25 + 4 away in squared distance
    decision = 2.0 - math.exp(-0.5 * 4.25) + 0.25
    assert MODEL.probability(Features(unmatched=0.5), UNIT) == pytest.approx(sigmoid(2.0 * decision - 1.0))
    assert MODEL.threshold == 0.3


def test_features_alone_judge_questions_of_another_encoder() -> None:
    assert MODEL.for_encoder("abc") is MODEL
    plain = MODEL.for_encoder("another")
    assert plain.probability(Features(unmatched=0.5, listing=1.0), np.zeros(7, np.float32)) == pytest.approx(sigmoid(0.5 - 1.0 + 1.0))
    assert plain.threshold == 0.4


def test_a_written_model_is_read_back_alike(tmp_path: Path) -> None:
    write_support(MODEL, tmp_path / "m.json")
    read = load_support(tmp_path / "m.json")
    assert read.kernel is not None
    assert read.kernel.inputs.tolist() == KERNEL.inputs.tolist()
    assert read.kernel.coefficients.tolist() == [2.0, -1.0]
    assert replace(read, kernel=None) == replace(MODEL, kernel=None)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.json", "m.safetensors"]


def test_a_model_without_its_kernel_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without its kernel"):
        write_support(replace(MODEL, kernel=None), tmp_path / "m.json")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", ["cut", "changed", "missing", "other", "vectors"])
def test_a_damaged_model_is_named(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "m.json"
    write_support(MODEL, path)
    text = path.read_text(encoding="utf-8")
    match damage:
        case "cut":
            path.write_text(text[:60], encoding="utf-8")
        case "changed":
            path.write_text(text.replace('"threshold": 0.3', '"threshold": 0.1'), encoding="utf-8")
        case "missing":
            path.unlink()
        case "vectors":
            vectors = path.with_suffix(".safetensors")
            vectors.write_bytes(vectors.read_bytes()[:-1] + b"?")
        case _:
            path.write_text("[]", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"m\.json .*Install the package anew"):
        load_support(path)


def test_the_shipped_model_is_one_for_the_default_encoder() -> None:
    shipped = load_support()
    assert shipped.kernel is not None
    assert shipped.kernel.encoder == DEFAULT_WEIGHTS_SHA256
    assert shipped.kernel.inputs.shape[1] == len(NAMES) + 384
