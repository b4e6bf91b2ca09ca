"""The calibrated model of whether the best span speaks about what was asked: a logistic regression, read from ``data/support.json``.

It weighs a few features of how well the span matches, and the question's own sentence vector: some kinds of questions ("how many
people work at", "what did it cost") are seldom answered by such reports, whatever span stands nearest. ``python -m evals.fit --write``
fits it and writes the file.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import numpy as np

from assistant.encoder import Float32
from assistant.errors import WeightsError

RESOURCE = Path(__file__).resolve().parent / "data" / "support.json"


@dataclass(frozen=True, slots=True)
class Features:
    """What the support model sees of a question and its best span; each between 0 and 1.

    ``unmatched``: weighted share of the question's words that the span does not say; ``length``: how many content words there are,
    as a long question leaves more unsaid; ``weakest_in_place``: likeness of the least matched content word, read in its place, to a
    word piece of the span; ``dense``: the highest cosine in context of any candidate; ``yes_no``: whether the question asks for yes or
    no; ``listing``: whether a whole list answers.
    """

    unmatched: float
    length: float
    weakest_in_place: float
    dense: float
    yes_no: float
    listing: float


@dataclass(frozen=True, slots=True)
class SupportModel:
    """A fitted logistic regression; below ``threshold`` the reports do not say.

    ``features`` holds one weight a feature; ``kind`` (d,) the weights of the question's unit vector, shifted by ``kind_offset`` so that
    an average question adds nothing, or None where questions are encoded by another model than ``encoder`` (the SHA-256 of its weights).
    """

    features: Features
    bias: float
    threshold: float
    kind: Float32 | None = None
    kind_offset: float = 0.0
    encoder: str = ""

    def probability(self, values: Features, vector: Float32 | None = None) -> float:
        """Return the probability that the best span speaks about what was asked.

        Args:
            values: the features of the question and its best span.
            vector: the question's unit vector, shape (d,); None: leave its kind out of account.
        """
        total = self.bias + sum(getattr(self.features, f.name) * getattr(values, f.name) for f in fields(values))
        if self.kind is not None and vector is not None:
            total += float(self.kind @ vector) - self.kind_offset
        return 1 / (1 + math.exp(-total))

    def for_encoder(self, weights_sha256: str) -> SupportModel:
        """Return this model for an encoder's vectors: without the question's kind where that was fitted to another encoder's."""
        return self if weights_sha256 == self.encoder else replace(self, kind=None)


def write_support(model: SupportModel, path: Path = RESOURCE) -> None:
    """Write a model as JSON with a digest of its numbers, aside and then in one step."""
    numbers = {
        "encoder": model.encoder,
        "features": {f.name: getattr(model.features, f.name) for f in fields(Features)},
        "bias": model.bias,
        "threshold": model.threshold,
        "kind_offset": model.kind_offset,
        "kind": [] if model.kind is None else [round(float(w), 3) for w in model.kind],
    }
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps({"sha256": _digest(numbers), **numbers}, indent=None) + "\n", encoding="utf-8")
    aside.replace(path)


@cache
def load_support(path: Path = RESOURCE) -> SupportModel:
    """Return the fitted model of a file.

    Raises:
        WeightsError: the file is missing, damaged or has been changed by hand.
    """
    try:
        numbers = json.loads(path.read_text(encoding="utf-8"))
        recorded = numbers.pop("sha256")
        if recorded != _digest(numbers):
            raise WeightsError(f"{path.name} holds other numbers than were written. Install the package anew, or fit it: python -m evals.fit --write")
        kind = np.array(numbers["kind"], dtype=np.float32) if numbers["kind"] else None
        return SupportModel(Features(**numbers["features"]), numbers["bias"], numbers["threshold"], kind, numbers["kind_offset"], numbers["encoder"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(f"{path.name} cannot be read ({error}), expected the fitted support model. Install the package anew.") from error


def _digest(numbers: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(numbers, sort_keys=True).encode()).hexdigest()
