"""Weighs the verdict of the rules against the second reading of the deciding span: a fitted regression, from ``data/weighing.json`` and ``.safetensors``.

A multinomial logistic regression gives the probabilities of yes, no and partly; the verdict is the one of least expected cost, where a
wrong yes costs more than another error (Elkan 2001, "The Foundations of Cost-Sensitive Learning"). It is fitted by
``python -m evals.fit_weighing --write`` on questions that the second reading did not learn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Verdict
from assistant.entailment import Entailed
from assistant.fitted import read_regression, write_fitted

RESOURCE = Path(__file__).resolve().parent / "data" / "weighing.json"
VERDICTS = (Verdict.YES, Verdict.NO, Verdict.MIXED)
NAMES = ("rules_yes", "rules_no", "rules_partly", "margin", "leaning", "left_open", "partly", "negated", "corrects")
"""What is weighed: what the rules say; the log odds of a yes over a no by the second reading, as they are and flattened; how surely it finds
the question open; the log probability of partly; whether the question is negated, and whether the rules found a false supposition."""
MOST_MARGIN, LEAST_PARTLY = 6.0, -8.0
"""Log odds and log probabilities beyond these make no difference."""
WRONG_YES = 2.5
"""What a yes costs where the truth is no; every other error costs 1."""
COSTS = np.array([[0.0, 1.0, 1.0], [WRONG_YES, 0.0, 1.0], [1.0, 1.0, 0.0]])
"""Cost of each verdict (columns) under each truth (rows), in the order of ``VERDICTS``."""
Float64 = npt.NDArray[np.float64]


def weighed(verdict: Verdict, entailed: Entailed, *, negated: bool, corrects: bool) -> list[float]:
    """Return what is weighed of one question, in the order of ``NAMES``.

    Args:
        verdict: what the rules say.
        entailed: what the deciding span answers by the second reading.
        negated: whether the question asks about a negative proposition.
        corrects: whether the rules found that it supposes what is not so.
    """
    margin = max(-MOST_MARGIN, min(MOST_MARGIN, entailed.margin))
    rules = [float(verdict is v) for v in VERDICTS]
    return [*rules, margin, float(np.tanh(margin)), entailed.left_open, max(LEAST_PARTLY, entailed.partly), float(negated), float(corrects)]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The fitted regression: ``weights`` (len(NAMES), 3) and ``bias`` (3,), a column for each of ``VERDICTS``."""

    weights: Float64
    bias: Float64

    def probabilities(self, features: Sequence[float]) -> Float64:
        """Return the probabilities of the verdicts, shape (3,)."""
        scores = np.asarray(features) @ self.weights + self.bias
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), dtype=np.float64)

    def verdict(self, features: Sequence[float], *, partly: bool = True) -> Verdict:
        """Return the verdict of least expected cost; ``partly``: whether that may be partly."""
        among = len(VERDICTS) if partly else VERDICTS.index(Verdict.MIXED)
        return VERDICTS[int((self.probabilities(features) @ COSTS)[:among].argmin())]


def write_weighing(weighing: Weighing, path: Path = RESOURCE) -> None:
    """Write a fitted regression."""
    write_fitted(path, {"names": list(NAMES)}, {"weights": weighing.weights, "bias": weighing.bias})


@cache
def load_weighing(path: Path = RESOURCE) -> Weighing:
    """Return the fitted regression of a file.

    Raises:
        WeightsError: a file is missing, damaged, has been changed by hand, or weighs other things.
    """
    mend = "Install the package anew, or fit it: python -m evals.fit_weighing --write"
    arrays = read_regression(path, NAMES, mend)
    return Weighing(np.asarray(arrays["weights"], dtype=np.float64), np.asarray(arrays["bias"], dtype=np.float64))
