"""Risk and coverage, worked by hand in comments."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from evals.metrics import Outcome
from evals.risk_coverage import Judged, Point, area, at, curve, is_wrong, row
from evals.risk_coverage_figure import draw

RIGHT = Outcome("a", "yesno", "plain", "test", True, True, "yes", "yes", 1, 3, 1.0, None, None, False, False, False, 1.0, 1.0, True, 10.0)
FOUR = [Judged(0.9, False), Judged(0.5, True), Judged(0.5, False), Judged(None, True)]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, False),
        ({"answerable": False, "quote_rank": None, "gold_verdict": None}, True),
        ({"verdict": "no"}, True),
        ({"gold_verdict": None, "verdict": None}, False),
        ({"quote_rank": 4}, True),
        ({"quote_rank": None}, True),
    ],
)
def test_an_answer_is_wrong_where_there_is_none_or_another_verdict_or_no_gold_quote_among_three(changed: dict[str, object], wrong: bool) -> None:
    assert is_wrong(replace(RIGHT, **changed)) is wrong  # type: ignore[arg-type]


def test_the_curve_answers_questions_alike_in_confidence_together_and_never_those_that_a_rule_forbids() -> None:
    # 1 of 4 answered, none wrong; then 3 of 4 answered, 1 of them wrong
    assert curve(FOUR) == [Point(0.9, 0.25, 0.0), Point(0.5, 0.75, 1 / 3)]


def test_the_area_is_the_mean_risk_over_the_answered_questions() -> None:
    # risks 0/1, then half a wrong one for each of the two alike: 0.5/2, 1/3; their mean is 7/36
    assert area(FOUR) == pytest.approx(7 / 36)
    assert area([Judged(None, True)]) is None


def test_a_threshold_answers_what_lies_at_or_above_it() -> None:
    points = curve(FOUR)
    assert at(points, 0.95) == Point(0.95, 0.0, 0.0)
    assert at(points, 0.9) == points[0]
    assert at(points, 0.6) == points[0]
    assert at(points, 0.1) == points[1]


def test_a_row_tells_area_choice_and_end() -> None:
    assert row("test", FOUR, 0.6) == "| test (4) | 0.194 | 25.0 % / 0.0 % | 0.0 % | 33.3 % | 33.3 % | - | 75.0 % / 33.3 % |"


def test_the_figure_is_svg_with_a_line_and_a_mark_for_each_curve() -> None:
    figure = ElementTree.fromstring(draw({"test": [(0.25, 0.0), (0.75, 1 / 3)], "<dev>": [(0.5, 0.1)]}, {"test": (0.25, 0.0), "<dev>": (0.5, 0.1)}))
    svg = "{http://www.w3.org/2000/svg}"
    assert [line.get("points") for line in figure.iter(f"{svg}polyline")] == ["187.0,344.0 433.0,77.3", "310.0,264.0"]
    assert [mark.findtext(f"{svg}title") for mark in figure.iter(f"{svg}circle")] == [
        "test, threshold chosen: 25.0 % answered, 0.0 % of the answers wrong",
        "<dev>, threshold chosen: 50.0 % answered, 10.0 % of the answers wrong",
    ]
    assert {"test", "<dev>"} <= {text.text for text in figure.iter(f"{svg}text")}
