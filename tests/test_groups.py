"""What a report says of adolescents it says of no adults."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.groups import group_asked, is_of_group, is_of_other_group


@pytest.mark.parametrize(
    ("question", "group"),
    [("And adults?", "adults"), ("Is it for teenagers?", "teenagers"), ("Is it for adults and adolescents?", None), ("Is there a court?", None)],
)
def test_one_group_is_asked_about(question: str, group: str | None) -> None:
    assert group_asked(question) == group


def test_a_statement_on_the_opposite_group_alone_is_of_the_other_one() -> None:
    assert is_of_other_group("Is it for adults?", "Measures for adolescents are used.")
    assert not is_of_other_group("Is it for adults?", "Measures for adults and adolescents are used.")
    assert not is_of_other_group("Is it used?", "Measures for adolescents are used.")
    assert is_of_group("Is it for adults?", "In the case of adults, it is.")


def test_what_is_said_of_adolescents_alone_is_silence_on_adults(assistant: Assistant) -> None:
    answer = assistant.ask("Do the alternatives for adults take gender into account?")
    assert not answer.answered
    assert answer.text == "The report does not say. It does not say this of adults."
    assert answer.nearest[0].quote == "Alternative measures for adolescents take gender differences into account."


def test_the_statement_of_the_group_asked_about_answers(assistant: Assistant) -> None:
    answer = assistant.ask("Are there alternatives to prison for adults?")
    assert answer.verdict is Verdict.YES
    assert answer.citations[0].quote.startswith("In the case of adults, ")
    assert assistant.ask("What alternatives to prison are there for adults?").citations[0].quote.startswith("In the case of adults, ")
