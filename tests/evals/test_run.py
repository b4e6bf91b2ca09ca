"""The tables of a run."""

from __future__ import annotations

from evals.metrics import Outcome, figures
from evals.run import type_table


def test_figures_are_told_by_type_with_how_many_questions_and_a_dash_where_one_does_not_apply() -> None:
    right = Outcome("a", "yesno", "plain", "test", True, True, "yes", "yes", 1, 1, 1.0, None, None, False, False, False, 1.0, 1.0, True, 10.0)
    silent = Outcome("b", "nearmiss", "plain", "test", False, False, None, None, None, None, None, None, None, False, False, False, None, None, True, 10.0)
    told = type_table({"type_counts": {"nearmiss": 1, "yesno": 1}, "by_type": {"nearmiss": figures([silent]), "yesno": figures([right])}})
    assert [line.split() for line in told.splitlines()[1:]] == [
        ["nearmiss", "(1)", "-", "-", "-", "-", "-", "100.0%", "-", "-"],
        ["yesno", "(1)", "100.0%", "100.0%", "100.0%", "100.0%", "-", "-", "0.0%", "-"],
    ]
