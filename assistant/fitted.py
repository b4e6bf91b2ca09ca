"""Fitted numbers on disk: a JSON file that describes them, and arrays beside it (safetensors), both with their SHA-256.

A file that was changed, damaged or mixed with another's is refused when it is read. No pickle.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.encoder import file_sha256
from assistant.errors import WeightsError

Arrays = Mapping[str, npt.NDArray[Any]]


def write_fitted(path: Path, numbers: Mapping[str, Any], arrays: Arrays) -> None:
    """Write numbers to ``path`` and arrays beside it, each aside first; a crash between the two is found by the hash when they are read."""
    from safetensors.numpy import save

    beside = path.with_suffix(".safetensors")
    aside, described = beside.with_suffix(".new"), path.with_suffix(".json.new")
    aside.write_bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))
    content = {**numbers, "arrays_sha256": file_sha256(aside)}
    described.write_text(json.dumps({"sha256": _digest(content), **content}, indent=1) + "\n", encoding="utf-8")
    os.replace(aside, beside)
    os.replace(described, path)


def read_fitted(path: Path, mend: str) -> tuple[dict[str, Any], Arrays]:
    """Return the numbers and the arrays of a file.

    Args:
        path: the JSON file.
        mend: what to do where it cannot be used.

    Raises:
        WeightsError: a file is missing, damaged or has been changed by hand.
    """
    from safetensors.numpy import load_file

    beside = path.with_suffix(".safetensors")
    try:
        numbers = json.loads(path.read_text(encoding="utf-8"))
        if numbers.pop("sha256") != _digest(numbers) or file_sha256(beside) != numbers.pop("arrays_sha256"):
            raise WeightsError(f"{path.name} or {beside.name} holds other numbers than were written. {mend}")
        return numbers, load_file(beside)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(f"{path.name} cannot be read ({error}). {mend}") from error


def read_regression(path: Path, names: Sequence[str], mend: str) -> Arrays:
    """Return the arrays of a fitted regression that weighs ``names``, in this order.

    Raises:
        WeightsError: as ``read_fitted``, or it weighs other things.
    """
    numbers, arrays = read_fitted(path, mend)
    if numbers.get("names") != list(names):
        raise WeightsError(f"{path.name} weighs {numbers.get('names')}, expected {list(names)}. {mend}")
    return arrays


def _digest(numbers: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()
