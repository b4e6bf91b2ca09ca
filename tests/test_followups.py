"""Follow-ups that name a round by its place beside the one before, or ask the same of another time."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.conversation import resolve
from assistant.datatypes import Verdict

SEVENTH = "Did Peru study soil damage in the seventh round?"


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("And did it do so in the previous round?", "Did Peru study soil damage in the sixth round?"),
        ("did it in the sixth round?", "Did Peru study soil damage in the sixth round?"),
        ("Which laboratories were found in the previous round?", "Which laboratories were found in the sixth round?"),
        ("And in the next round?", "Did Peru study soil damage in the next round?"),
    ],
)
def test_a_round_is_named_by_its_place_beside_the_one_before(question: str, complete: str) -> None:
    assert resolve(question, [SEVENTH], lambda name: False) == complete


def test_a_previous_round_without_an_earlier_question_on_one_stays_as_it_is() -> None:
    assert resolve("Did it do so in the previous round?", ["Does Peru have a budget?"], lambda name: False).startswith("Did it do so in the previous round")


def test_the_same_of_another_round_is_answered_as_if_asked_outright(assistant: Assistant) -> None:
    history = ["Did Peru study the environmental impact of illicit crops in the seventh round?"]
    assert assistant.ask("And did it do so in the previous round?", history=history).verdict is Verdict.YES
