"""Messages that ask several questions."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.question_form import find_focus
from assistant.several_questions import questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Does it have a budget? And who runs it?", ("Does it have a budget?", "And who runs it?")),
        ("What is it? Since when does it exist? Is it paid for?", ("What is it?", "Since when does it exist?", "Is it paid for?")),
        ("I read a lot. Who runs it? Thanks! Is it new?", ("I read a lot. Who runs it?", "Is it new?")),
        ("Does Peru have drug courts? Is that right?", ("Does Peru have drug courts? Is that right?",)),
        ("Does Peru have drug courts? Where does it say so?", ("Does Peru have drug courts? Where does it say so?",)),
        ("What about prisons? Are inmates covered?", ("What about prisons? Are inmates covered?",)),
        ("Which laws are there? List them all.", ("Which laws are there? List them all.",)),
        ("when was it set up, and who chairs CONTRALAFI?", ("when was it set up?", "who chairs CONTRALAFI?")),
        ("who is DEVIDA and what was its budget in 2016?", ("who is DEVIDA?", "what was its budget in 2016?")),
        ("hi, who is DEVIDA and what was its budget in 2016?", ("who is DEVIDA?", "what was its budget in 2016?")),
        ("¿De qué trata y quién lo hizo todo?", ("¿De qué trata?", "quién lo hizo todo?")),
        ("Do they apply the UNODC and WHO standards?", ("Do they apply the UNODC and WHO standards?",)),
        ("Can it describe dealing and what it does to people?", ("Can it describe dealing and what it does to people?",)),
        ("Do they know how often it fails and who is fined?", ("Do they know how often it fails and who is fined?",)),
        ("How many are there and which are they?", ("How many are there and which are they?",)),
        ("¿Hay tribunales de drogas? ¿Quién los dirige?", ("¿Hay tribunales de drogas?", "¿Quién los dirige?")),
        ("Is A one? Is B two? Is C three? Is D four? Is E five?", ("Is A one? Is B two? Is C three? Is D four? Is E five?",)),
    ],
)
def test_the_questions_of_a_message(text: str, questions: tuple[str, ...]) -> None:
    assert questions_in(text) == questions


def test_each_question_of_a_message_is_answered_after_the_one_before(assistant: Assistant) -> None:
    answer = assistant.ask("Who is the national drug authority? Since when does it exist?")
    first, second = answer.text.split("\n")
    assert first.startswith("- Who is the national drug authority? The report states: “The National Commission for Development and Life without Drugs")
    assert second.startswith("- Since when does it exist? The report states:")
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.verdict is None
    assert answer.question == "Who is the national drug authority? Since when does it exist?"


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("There are no drug courts in Peru. Is that true?", "Is it true that there are no drug courts in Peru?"),
        ("DEVIDA was founded in 2005. Correct?", "Was DEVIDA founded in 2005?"),
    ],
)
def test_what_is_told_and_then_doubted_is_asked(text: str, focus: str) -> None:
    assert find_focus(text) == focus


def test_a_doubted_statement_gets_a_verdict(assistant: Assistant) -> None:
    verdict = assistant.ask("DEVIDA was founded in 2005. Is that correct?").verdict
    assert verdict is not None
    assert verdict.value == "no"


def test_the_reason_is_asked_for_apart() -> None:
    assert questions_in("Which programs are not evaluated, and why?") == ("Which programs are not evaluated?", "why is that so?")
