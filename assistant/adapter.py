"""Everyday words read as the reports' own: a fitted low-rank map on a question's token vectors, from ``data/adapter.json`` and ``data/adapter.safetensors``.

The encoder was trained on the web; in its space "spared jail" lies nearer to prison registers than to "alternatives to incarceration".
A residual adapter (Houlsby et al. 2019, "Parameter-Efficient Transfer Learning"; here on the encoder's output, as its weights stay as
they are) moves each token vector of a question before late interaction. It is fitted on practice questions by
``python -m evals.fit_adapter --write``, which also says what it gives for authors and for a report that it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.encoder import Float32
from assistant.fitted import read_fitted, write_fitted

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
    """Write an adapter, its matrices in half precision."""
    write_fitted(path, {"encoder": adapter.encoder}, {"down": adapter.down.astype(np.float16), "up": adapter.up.astype(np.float16)})


@cache
def load_adapter(path: Path = RESOURCE) -> Adapter:
    """Return the fitted adapter of a file.

    Raises:
        WeightsError: a file is missing, damaged or has been changed by hand.
    """
    numbers, arrays = read_fitted(path, "Install the package anew, or fit the adapter: python -m evals.fit_adapter --write")
    return Adapter(arrays["down"].astype(np.float32), arrays["up"].astype(np.float32), numbers["encoder"])


def adapter_for(weights_sha256: str) -> Adapter | None:
    """Return the adapter for an encoder's token vectors, or None where it was fitted to another encoder's."""
    adapter = load_adapter()
    return adapter if adapter.encoder == weights_sha256 else None
