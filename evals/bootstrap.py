"""Bootstrap intervals of the figures: how far they would move with other questions of the same kind."""

from __future__ import annotations

import random
from collections.abc import Sequence

from evals.metrics import Outcome, figures, percentile

RESAMPLES = 500
SEED = 2019


def interval(outcomes: Sequence[Outcome], resamples: int = RESAMPLES, seed: int = SEED) -> dict[str, tuple[float | None, float | None]]:
    """Return the 95 % percentile interval of each figure (Efron 1979), by drawing questions with replacement.

    Args:
        outcomes: one a question.
        resamples: how many times to draw.
        seed: makes the draws repeatable.
    """
    draw = random.Random(seed)
    samples = [figures(draw.choices(outcomes, k=len(outcomes))) for _ in range(resamples)] if outcomes else []
    result: dict[str, tuple[float | None, float | None]] = {}
    for name in samples[0] if samples else ():
        values = [s[name] for s in samples]
        known = [v for v in values if v is not None]
        result[name] = (percentile(known, 0.025), percentile(known, 0.975)) if known else (None, None)
    return result
