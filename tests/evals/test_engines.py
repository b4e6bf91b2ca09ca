"""The comparison of two engines, worked by hand."""

from evals.engines import Difference, compare, shown


def test_figures_are_laid_side_by_side_without_times():
    torch = {"dev": {"recall": 0.5, "latency_p50_ms": 3.0}, "test": {"recall": None, "latency_p50_ms": 3.0}}
    exported = {"dev": {"recall": 0.503, "latency_p50_ms": 1.0}, "test": {"recall": 0.5, "latency_p50_ms": 1.0}}
    first, second = compare(torch, exported)
    assert (first.split, first.name, round(first.points, 6)) == ("dev", "recall", 0.3)
    assert second == Difference("test", "recall", None, 0.5)
    assert second.points == float("inf")


def test_a_figure_that_neither_engine_has_does_not_differ():
    assert Difference("dev", "recall", None, None).points == 0


def test_shares_are_shown_as_percentages():
    assert (shown(0.1234), shown(None)) == ("12.34", "-")
