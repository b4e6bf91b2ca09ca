"""The calibrated model of whether the best span speaks about what was asked, read from ``data/support.json`` and ``data/support.safetensors``.

A support vector machine with a Gaussian kernel (Boser, Guyon and Vapnik 1992) weighs how well the span matches, what it would say, what
the question expects, and the question's own sentence vector: some kinds of questions ("how many people work at", "what did it cost")
are seldom answered by evaluation reports, whatever span stands nearest. Its decisions become probabilities by Platt's sigmoid (1999).
Where questions are encoded by another model, a logistic regression on the features alone stands in. ``python -m evals.fit --write``
fits both and writes the files.
"""

from __future__ import annotations

import math
from dataclasses import asdict, astuple, dataclass, field, fields, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.encoder import Float32
from assistant.errors import WeightsError
from assistant.fitted import read_fitted, write_fitted

RESOURCE = Path(__file__).resolve().parent / "data" / "support.json"
STEPS = 40.0
"""Stored vectors are whole numbers of fortieths; in two bytes neither a unit vector times ten nor a feature in deviations is cut off."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the support model sees of a question and its best span; each between 0 and 1 where nothing else is said.

    ``unmatched``: weighted share of the question's words that the span does not say; ``length``: how many content words there are,
    as a long question leaves more unsaid; ``weakest_in_place``: likeness of the least matched content word, read in its place, to a
    word piece of the span; ``dense``: the highest cosine in context of any candidate; ``late``: late interaction of the question, as the
    adapter reads it, with the span; ``left_open``: how surely the second reading finds that the span leaves the question open, from -1
    to 1; ``yes_no``: whether the question asks for yes or no; ``listing``: whether a whole list answers; ``yes``, ``no``, ``mixed``: the
    verdict that the spans would give; ``table_row`` and ``bullet``: what the best span is; ``negated`` and ``wants_all``: how the question
    is put; ``noun``: whether it asks "which X" where the best spans say nothing like X; the rest: what it expects.
    """

    unmatched: float = 0.0
    length: float = 0.0
    weakest_in_place: float = 0.0
    dense: float = 0.0
    late: float = 0.0
    left_open: float = 0.0
    yes_no: float = 0.0
    listing: float = 0.0
    yes: float = 0.0
    no: float = 0.0
    mixed: float = 0.0
    table_row: float = 0.0
    bullet: float = 0.0
    negated: float = 0.0
    wants_all: float = 0.0
    noun: float = 0.0
    number: float = 0.0
    money: float = 0.0
    date: float = 0.0
    body: float = 0.0
    law: float = 0.0
    reason: float = 0.0

    def vector(self) -> Float32:
        """Return the features in the order of the fields, shape (features,)."""
        return np.array(astuple(self), dtype=np.float32)


NAMES = tuple(f.name for f in fields(Features))
_SCALARS = ("vector_scale", "gamma", "bias", "slope", "offset", "encoder")


@dataclass(frozen=True, slots=True)
class Kernel:
    """A fitted support vector machine over features and the question's unit vector of ``encoder`` (SHA-256 of its weights).

    An input is the features times ``scales`` (f,), then the unit vector times ``vector_scale``; ``inputs`` (n, f + d) are the support
    vectors, in steps of 1 / ``STEPS``, ``coefficients`` (n,) their weights. ``slope`` and ``offset`` make a decision a log odds;
    ``norms`` (n,) are the squared lengths of the support vectors.
    """

    inputs: npt.NDArray[np.int16]
    coefficients: Float32
    scales: Float32
    vector_scale: float
    gamma: float
    bias: float
    slope: float
    offset: float
    encoder: str
    norms: Float32 = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Square the support vectors once, not for every question."""
        squares = np.einsum("nd,nd->n", self.inputs, self.inputs, dtype=np.float32)
        object.__setattr__(self, "norms", squares / np.float32(STEPS * STEPS))

    def log_odds(self, values: Features, vector: Float32) -> float:
        """Return the log odds that the best span speaks about what was asked; ``vector`` (d,) is the question's unit vector."""
        asked = np.concatenate([values.vector() * self.scales, vector * np.float32(self.vector_scale)])
        products = np.einsum("nd,d->n", self.inputs, asked) / np.float32(STEPS)  # as small whole numbers they take half the memory
        distances = self.norms - 2.0 * products + asked @ asked
        decision = float(self.coefficients @ np.exp(-self.gamma * distances)) + self.bias
        return self.slope * decision + self.offset


@dataclass(frozen=True, slots=True)
class SupportModel:
    """What tells whether the reports speak about a question: below ``threshold`` they do not.

    ``weights`` and ``bias`` are a logistic regression on the features, with its own ``plain_threshold``; it serves where there is no ``kernel``.
    """

    weights: Features
    bias: float
    plain_threshold: float
    kernel: Kernel | None = None
    kernel_threshold: float = 0.0

    @property
    def threshold(self) -> float:
        """The probability below which a question is left unanswered."""
        return self.plain_threshold if self.kernel is None else self.kernel_threshold

    def probability(self, values: Features, vector: Float32) -> float:
        """Return the probability that the best span speaks about what was asked.

        Args:
            values: the features of the question and its best span.
            vector: the question's unit vector, shape (d,).
        """
        plain = self.bias + float(self.weights.vector() @ values.vector())
        total = plain if self.kernel is None else self.kernel.log_odds(values, vector)
        return 1 / (1 + math.exp(-total))

    def by_features(self) -> SupportModel:
        """Return this model without the kernel, for a part of the reports: what is asked of the whole may well be answered outside of it."""
        return replace(self, kernel=None)

    def for_encoder(self, weights_sha256: str) -> SupportModel:
        """Return this model for an encoder's questions: without the kernel where that was fitted to another encoder's vectors."""
        return self if self.kernel is None or self.kernel.encoder == weights_sha256 else replace(self, kernel=None)


def in_steps(inputs: Float32) -> npt.NDArray[np.int16]:
    """Return inputs as a kernel holds them: the nearest whole numbers of steps."""
    return np.asarray(np.clip(np.rint(inputs * np.float32(STEPS)), -32767, 32767), dtype=np.int16)


def write_support(model: SupportModel, path: Path = RESOURCE) -> None:
    """Write a model.

    Raises:
        ValueError: the model has no kernel.
    """
    kernel = model.kernel
    if kernel is None:
        raise ValueError("a support model without its kernel is not for shipping; fit it with evals.fit")
    numbers = {
        "plain": {"weights": asdict(model.weights), "bias": model.bias, "threshold": model.plain_threshold},
        "kernel": {
            **{name: getattr(kernel, name) for name in _SCALARS},
            "scales": dict(zip(NAMES, (round(float(s), 4) for s in kernel.scales), strict=True)),
            "threshold": model.kernel_threshold,
        },
    }
    write_fitted(path, numbers, {"inputs": kernel.inputs, "coefficients": kernel.coefficients.astype(np.float32)})


@cache
def load_support(path: Path = RESOURCE) -> SupportModel:
    """Return the fitted model of a file.

    Raises:
        WeightsError: a file is missing, damaged or has been changed by hand.
    """
    mend = "Install the package anew, or fit the model: python -m evals.fit --write"
    numbers, arrays = read_fitted(path, mend)
    try:
        plain, kernel = numbers["plain"], numbers["kernel"]
        scales = np.array([kernel["scales"][name] for name in NAMES], dtype=np.float32)
        machine = Kernel(arrays["inputs"], arrays["coefficients"], scales, *(kernel[name] for name in _SCALARS))
        return SupportModel(Features(**plain["weights"]), plain["bias"], plain["threshold"], machine, kernel["threshold"])
    except (KeyError, TypeError) as error:
        raise WeightsError(f"{path.name} is of another version of the support model ({error}). {mend}") from error
