"""Verdicts by hand on the generated sentences of a fixed sample of answers: read with their quotes, recorded in ``hand.jsonl``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EvaluationError
from evals.summaries.labels import FOLDER
from evals.summaries.measure import SummaryOutcome

HandLabels = dict[tuple[str, str], bool]
"""(gold question's id, sentence) -> whether the answer's quotes say it."""


@dataclass(frozen=True, slots=True)
class HandFigures:
    """How many sentences of a run carry a label, and how many of those are unsupported."""

    labelled: int
    unlabelled: int
    unsupported: int
    unsupported_share: float | None


def load_hand_labels(path: Path = FOLDER / "hand.jsonl") -> HandLabels:
    """Read the labels; a missing file holds none.

    Raises:
        EvaluationError: a line is malformed.
    """
    labels: HandLabels = {}
    if not path.is_file():
        return labels
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            raw = json.loads(line)
            labels[raw["id"], raw["sentence"]] = bool(raw["supported"])
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path.name}:{number}: {error}. Correct the label.") from error
    return labels


def hand_figures(outcomes: Sequence[SummaryOutcome], labels: HandLabels) -> HandFigures:
    """Count what is unsupported among the sentences that carry a label; a sentence never seen before counts as unlabelled."""
    found = [labels.get((o.id, s)) for o in outcomes for s in o.sentences]
    known = [f for f in found if f is not None]
    wrong = sum(not k for k in known)
    return HandFigures(len(known), len(found) - len(known), wrong, wrong / len(known) if known else None)
