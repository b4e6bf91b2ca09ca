"""The quality of answers does not fall: no figure of the test split is more than two points below the recorded one."""

from __future__ import annotations

import json

from assistant import Assistant
from evals.gold import load_gold
from evals.metrics import figures
from evals.run import LOWER_IS_BETTER, evaluate
from tests.conftest import ROOT

TOLERANCE = 0.02
RECORDED: dict[str, float] = json.loads((ROOT / "evals" / "recorded.json").read_text(encoding="utf-8"))


def test_no_figure_of_the_test_split_falls_by_more_than_two_points(assistant: Assistant, peru) -> None:
    questions = [q for q in load_gold([peru]) if q.split == "test" and q.language == "en"]
    assert len(questions) == 480
    found = figures(evaluate(assistant, questions))
    fallen = {
        name: (recorded, found[name])
        for name, recorded in RECORDED.items()
        if (found[name] - recorded) * (-1 if name in LOWER_IS_BETTER else 1) < -TOLERANCE  # type: ignore[operator]
    }
    assert fallen == {}


def test_every_recorded_figure_is_measured() -> None:
    assert set(RECORDED) <= set(figures([]))
