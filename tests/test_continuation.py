"""What goes on and what has stopped."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.continuation import asks_if_on, says_it_goes_on
from assistant.datatypes import Verdict


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("Has Peru continued its studies?", True),
        ("Did it keep that up in the seventh round?", True),
        ("Did Peru stop studying soil damage?", False),
        ("Were the plans discontinued?", False),
        ("Does Peru have programs to stop drug trafficking?", None),
        ("Does Peru have continuing training programs?", None),
        ("Does Peru have continued education?", None),
        ("Is there a drop in use?", None),
        ("Do police stop vehicles?", None),
    ],
)
def test_a_question_asks_whether_something_goes_on(question: str, on: bool | None) -> None:
    assert asks_if_on(question) is on


@pytest.mark.parametrize(
    ("statement", "on"),
    [
        ("Peru has not continued those efforts in the seventh round.", False),
        ("The country continues to offer training.", True),
        ("The registry is no longer kept.", False),
        ("CICAD recognizes Peru for its continued participation.", None),
    ],
)
def test_a_statement_says_whether_something_goes_on(statement: str, on: bool | None) -> None:
    assert says_it_goes_on(statement) is on


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Has Peru continued environmental studies since the sixth round?", Verdict.NO),
        ("Has Peru not continued its environmental studies?", Verdict.YES),
        ("Doesn't Peru continue its studies on the environmental impact of illicit crops?", Verdict.NO),
        ("Did Peru stop studying environmental impact after the sixth round?", Verdict.YES),
        ("Were the plans to reduce environmental impact discontinued?", Verdict.YES),
        ("Has Peru abandoned plans to reduce environmental impact?", Verdict.YES),
    ],
)
def test_what_was_not_continued_has_stopped(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


def test_what_held_through_the_last_round_goes_on() -> None:
    assert says_it_goes_on("Peru has eradicated crops from the first through the seventh rounds (1999-2018).") is True
    assert says_it_goes_on("Peru has eradicated crops from the first through the sixth rounds (1999-2014).") is None
    assert asks_if_on("Do they still eradicate?") is True
    assert asks_if_on("Does Peru still lack a law?") is None


def test_what_held_through_the_last_round_is_still_done(assistant: Assistant) -> None:
    assert assistant.ask("Does Peru still eradicate illicit crops?").verdict is Verdict.YES
