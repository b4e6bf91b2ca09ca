"""Which ranked spans belong to the answer of a question for several things: a fitted probability for each, and the set of most expected worth.

A logistic regression on how a candidate compares with the best one, from ``data/membership.json`` and ``.safetensors``, fitted by
``python -m evals.fit_membership --write``. From its probabilities the number of spans is chosen that makes the expected F-measure greatest
(van Rijsbergen 1979, ch. 7; Jansche 2007, "A Maximum Expected Utility Framework for Binary Sequence Labeling", here with the ratio of the
expectations), where a missing member counts more than one too many.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.fitted import read_regression, write_fitted
from assistant.index import Index
from assistant.retriever import SIGNALS, Candidates
from assistant.stance import MATCH
from assistant.traits import TRAITS

RESOURCE = Path(__file__).resolve().parent / "data" / "membership.json"
DEPTH = 40
"""Candidates that are looked at."""
MOST = 20
"""Spans of one answer."""
LEADING = 6
"""Candidates whose sections tell which one the question is about."""
BETA = 2.5
"""Recall counts so many times as much as precision: an analyst who asks for all of them can strike one out, but cannot see what is missing."""
COMPARED = (
    "late",
    "late_under_best",
    "score_under_best",
    "rank",
    "said_under_most",
    "said_as_best",
    "section_mass",
    "same_passage",
    "denies_as_asked",
    "wants_all",
    "similar",
    "under_previous",
    "above_next",
    "in_section",
    "in_section_under_best",
)
NAMES = (*SIGNALS, *COMPARED)
"""What is looked at of a candidate: how far each signal of the ranking lies under the best one's; its late interaction, as it is and under the best
one's; its score (log odds) under the best one's and its rank (log); the share of the question's words that it says, under the most that a candidate
says, and of those that the best one says; its section's share of the leading candidates' weight; whether it stands in the best one's passage, or denies
where the question does; whether all are asked for; its cosine with the best one; the steps of score around it; and whether its
section is the one of most weight, by itself and times the score under the best one's."""
Float64 = npt.NDArray[np.float64]


def features(index: Index, candidates: Candidates, *, negated: bool, wants_all: bool) -> Float64:
    """Return what is looked at of the first ``DEPTH`` candidates, shape (c, len(NAMES)).

    Args:
        index: where the candidates come from.
        candidates: the ranked spans, at least one.
        negated: whether the question asks about a negative proposition.
        wants_all: whether it asks for all in so many words.
    """
    spans = candidates.spans[:DEPTH]
    count = len(spans)
    scores, late = candidates.scores[:count].astype(np.float64), candidates.late[:count].astype(np.float64)
    weights = candidates.words.weights
    said = candidates.matched[:, :count] >= MATCH
    share = weights @ said / max(float(weights.sum()), 1e-6)
    as_best = weights @ (said & said[:, :1]) / max(float(weights @ said[:, 0]), 1e-6)
    sections = [index.section_of(int(i)) for i in spans]
    mass: dict[tuple[str, str, str], float] = defaultdict(float)
    for section, score in zip(sections[:LEADING], scores, strict=False):
        mass[section] += float(np.exp(score - scores[0]))
    about, whole = max(mass, key=lambda s: mass[s]), sum(mass.values())
    in_section = np.array([float(s == about) for s in sections])
    passage = index.spans[int(spans[0])].passage
    vectors = index.vectors[spans]
    traits = index.traits[spans]
    gap = scores[0] - scores
    steps = -np.diff(scores)
    columns = {
        "late": late,
        "late_under_best": late[0] - late,
        "score_under_best": gap,
        "rank": np.log1p(np.arange(count)),
        "said_under_most": share - share.max(),
        "said_as_best": as_best,
        "section_mass": np.array([mass[s] for s in sections]) / whole,
        "same_passage": np.array([float(index.spans[int(i)].passage == passage) for i in spans]),
        "denies_as_asked": traits[:, TRAITS.index("denied")] * float(negated),
        "wants_all": np.full(count, float(wants_all)),
        "similar": vectors @ vectors[0],
        "under_previous": np.concatenate([[0.0], steps]),
        "above_next": np.concatenate([steps, [0.0]]),
        "in_section": in_section,
        "in_section_under_best": in_section * gap,
    }
    signals = candidates.signals[0] - candidates.signals[:count]
    return np.column_stack([signals, *(columns[name] for name in COMPARED)]).astype(np.float64)


def expected_best(probabilities: Float64, beta: float = BETA) -> int:
    """Return how many of the likeliest members make the expected F-measure greatest, at least one and at most ``MOST``.

    Args:
        probabilities: of membership, the greatest first, shape (c,).
        beta: how much more recall counts than precision.
    """
    counts = np.arange(1, min(len(probabilities), MOST) + 1)
    found = np.cumsum(probabilities)[: len(counts)]
    return int(counts[((1 + beta**2) * found / (beta**2 * probabilities.sum() + counts)).argmax()])


def most_worth(probabilities: Float64) -> list[int]:
    """Return the ranks of the set of greatest expected F-measure, the likeliest first, of probabilities of membership (c,)."""
    order = np.argsort(-probabilities, kind="stable")
    return [int(k) for k in order[: expected_best(probabilities[order])]]


@dataclass(frozen=True, slots=True)
class Membership:
    """The fitted regression: ``weights`` (len(NAMES),) and ``bias`` for features as they are (not standardized)."""

    weights: Float64
    bias: float

    def probabilities(self, looked_at: Float64) -> Float64:
        """Return each candidate's probability, shape (c,), of features (c, len(NAMES))."""
        return np.asarray(1 / (1 + np.exp(-np.clip(looked_at @ self.weights + self.bias, -30, 30))), dtype=np.float64)

    def members(self, looked_at: Float64) -> list[int]:
        """Return the ranks of the candidates that answer together, the likeliest first."""
        return most_worth(self.probabilities(looked_at))


def write_membership(membership: Membership, path: Path = RESOURCE) -> None:
    """Write a fitted regression."""
    write_fitted(path, {"names": list(NAMES)}, {"weights": membership.weights, "bias": np.array([membership.bias])})


@cache
def load_membership(path: Path = RESOURCE) -> Membership:
    """Return the fitted regression of a file.

    Raises:
        WeightsError: a file is missing, damaged, has been changed by hand, or weighs other things.
    """
    mend = "Install the package anew, or fit it: python -m evals.fit_membership --write"
    arrays = read_regression(path, NAMES, mend)
    return Membership(np.asarray(arrays["weights"], dtype=np.float64), float(arrays["bias"][0]))
