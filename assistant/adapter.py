"""Everyday words read as the reports' own: a fitted low-rank map on a question's token vectors, from ``data/adapter.json`` and ``data/adapter.safetensors``.

The encoder was trained on the web; in its space "spared jail" lies nearer to prison registers than to "alternatives to incarceration".
A residual adapter (Houlsby et al. 2019, "Parameter-Efficient Transfer Learning"; here on the encoder's output, as its weights stay as
they are) moves each token vector of a question before late interaction. It is fitted on practice questions by
``python -m evals.fit_adapter --write``, which also says what it gives for authors and for a report that it has not seen.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.encoder import Float32, file_sha256
from assistant.errors import WeightsError

RESOURCE = Path(__file__).resolve().parent / "data" / "adapter.json"


@dataclass(frozen=True, slots=True)
class Adapter:
    """``t + tanh(t @ down) @ up``, made a unit vector, for token vectors of the encoder whose weights have the SHA-256 ``encoder``.

    ``down`` (d, r) and ``up`` (r, d).
    """

    down: Float32
    up: Float32
    encoder: str

    def adapt(self, tokens: Float32) -> Float32:
        """Return moved token vectors, unit length, shape (n, d) as they came."""
        moved = tokens + np.tanh(tokens @ self.down) @ self.up
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def write_adapter(adapter: Adapter, path: Path = RESOURCE) -> None:
    """Write an adapter: its matrices in half precision, what they are for as JSON beside them; each aside first, then in one step."""
    from safetensors.numpy import save

    matrices = path.with_suffix(".safetensors")
    aside = matrices.with_suffix(".new")
    aside.write_bytes(save({"down": adapter.down.astype(np.float16), "up": adapter.up.astype(np.float16)}))
    numbers = {"encoder": adapter.encoder, "matrices_sha256": file_sha256(aside)}
    described = path.with_suffix(".json.new")
    described.write_text(json.dumps({"sha256": _digest(numbers), **numbers}, indent=1) + "\n", encoding="utf-8")
    os.replace(aside, matrices)
    os.replace(described, path)


@cache
def load_adapter(path: Path = RESOURCE) -> Adapter:
    """Return the fitted adapter of a file.

    Raises:
        WeightsError: a file is missing, damaged or has been changed by hand.
    """
    from safetensors.numpy import load_file

    mend = "Install the package anew, or fit the adapter: python -m evals.fit_adapter --write"
    matrices = path.with_suffix(".safetensors")
    try:
        numbers = json.loads(path.read_text(encoding="utf-8"))
        if numbers.pop("sha256") != _digest(numbers) or file_sha256(matrices) != numbers["matrices_sha256"]:
            raise WeightsError(f"{path.name} or {matrices.name} holds other numbers than were written. {mend}")
        arrays = load_file(matrices)
        return Adapter(arrays["down"].astype(np.float32), arrays["up"].astype(np.float32), numbers["encoder"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(f"{path.name} cannot be read ({error}), expected the fitted adapter. {mend}") from error


def adapter_for(weights_sha256: str) -> Adapter | None:
    """Return the adapter for an encoder's token vectors, or None where it was fitted to another encoder's."""
    adapter = load_adapter()
    return adapter if adapter.encoder == weights_sha256 else None


def _digest(numbers: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()
