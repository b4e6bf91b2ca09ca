"""Figures by year: amounts that hold in some, several or all years."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict

ABOVE_100_MILLION = "Annual budget amount (US dollars), 2015: $109,354,044; Annual budget amount (US dollars), 2017: $102,223,807 [1]"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did the budget ever exceed 100 million?", Verdict.YES),
        ("Did the budget never exceed 100 million?", Verdict.NO),
        ("Was the budget above 100 million in any year?", Verdict.YES),
        ("Did DEVIDA's budget exceed 100 million dollars in more than one year?", Verdict.YES),
        ("Was the budget above 100 million in at least three years?", Verdict.NO),
        ("Was the budget below 80 million in two years?", Verdict.YES),
        ("Was the budget above 100 million dollars every year?", Verdict.NO),
        ("Was the budget above 100 million in zero years?", Verdict.NO),
        ("Was the budget over 100 million in only one year?", Verdict.NO),
        ("Was the budget over 100 million in no more than one year?", Verdict.NO),
        ("Was the budget over 100 million in exactly two years?", Verdict.YES),
        ("Was the budget above 105 million more than once?", Verdict.NO),
        ("Was the budget over 100 million dollars a year?", Verdict.MIXED),
        ("Was the budget always above 75 million?", Verdict.YES),
        ("Did the budget exceed 100 million dollars?", Verdict.MIXED),
        ("Did the budget exceed 70 million dollars?", Verdict.YES),
    ],
)
def test_an_amount_holds_in_as_many_years_as_a_question_says(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


@pytest.mark.parametrize("question", ["In how many years was the budget above 100 million dollars?", "In which years was the budget over 100 million?"])
def test_only_the_years_within_a_bound_are_given(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text == ABOVE_100_MILLION
