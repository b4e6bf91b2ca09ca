"""Turns of a conversation that ask nothing of the reports."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.normalization import normalize
from assistant.question import analyse
from assistant.several_questions import questions_in
from assistant.small_talk import asks_nothing, substance, wants_help, wish

DEVIDA = "The National Commission for Development and Life without Drugs (DEVIDA) is the national drug authority in Peru"


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Hi there!",
        "thanks, very helpful",
        "ok thanks bye",
        "¡Hola, buenos días!",
        "muchas gracias",
        "Bonjour",
        "this is useless",
        "how are you today?",
        "who made you?",
        "Oi, tudo bem?",
        "Hola, ¿qué tal?",
    ],
)
def test_what_asks_nothing(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize("text", ["hi, who is DEVIDA?", "ok, and in 2016?", "is that good or bad?", "Hello Peru treaties", "thanks to which law is it legal?"])
def test_what_asks_something(text: str) -> None:
    assert not asks_nothing(text)
    assert wish(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("are you sure?", "again"),
        ("Where does it say that?", "again"),
        ("source please", "again"),
        ("¿Estás seguro?", "again"),
        ("shorter please", "shorter"),
        ("más corto por favor", "shorter"),
        ("can you give me more details?", "more"),
        ("tell me more", "more"),
        ("where does it say that Peru has drug courts?", None),
        ("tell me more about treatment", None),
    ],
)
def test_what_is_wanted_of_the_answer_before(text: str, wanted: str | None) -> None:
    assert wish(text) == wanted


def test_help_is_asked_for_in_four_languages() -> None:
    assert all(wants_help(t) for t in ("help", "What can you do?", "Hola, buenos días. ¿Qué puedes hacer?", "ajuda", "Que pouvez-vous faire ?"))
    assert not wants_help("help me find the treaties that are not ratified")
    assert not wants_help("Can I ask something: does Peru have a national drug strategy?")
    assert not wants_help("Does Peru treat minors; can you help me with that?")


def test_only_turns_of_substance_stay_in_the_history() -> None:
    assert substance(["hello", "what can you do?", "who is DEVIDA?", "are you sure?", "thanks"]) == ("who is DEVIDA?",)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("hi, who is DEVIDA?", "who is DEVIDA?"),
        ("Hola, buenos días. ¿Quién preside DEVIDA?", "¿Quién preside DEVIDA?"),
        ("ok. give me an overview", "give me an overview"),
        ('"Does Peru have drug courts?!"', "Does Peru have drug courts?"),
        ("DOES PERU HAVE DRUG COURTS?", "does peru have drug courts?"),
        ("CIFTA RATIFIED?", "CIFTA RATIFIED?"),
        ("hello", "hello"),
        ("Hi-tech labs dismantled?", "Hi-tech labs dismantled?"),
        ("High seas boarding?", "High seas boarding?"),
    ],
)
def test_typed_text_is_read_without_greeting_quotation_marks_and_shouting(text: str, plain: str) -> None:
    assert normalize(text) == plain


def test_who_doubts_an_answer_gets_it_again_with_its_question(assistant: Assistant) -> None:
    answer = assistant.ask("are you sure?", history=["hello", "who is DEVIDA?"])
    assert answer.text.startswith(f"Once more, “who is DEVIDA?”: The report states: “{DEVIDA}")
    assert answer.verdict is None
    assert answer.question == "are you sure?"


def test_shorter_leaves_one_citation(assistant: Assistant) -> None:
    assert len(assistant.ask("shorter please", history=["who is DEVIDA?"]).citations) == 1


def test_small_talk_before_a_question_changes_nothing(assistant: Assistant) -> None:
    history = ["hello", "what can you do?", "who is DEVIDA?", "thanks"]
    assert assistant.ask("what was its budget in 2016?", history=history).text == "Annual budget amount (US dollars), 2016: $78,890,928 [1]"
    assert assistant.ask("who made it?", history=["hello", "what is this report?"]).text.startswith("The report says of itself")


def test_this_report_points_at_nothing_that_was_said(assistant: Assistant) -> None:
    history = ["hi, who is DEVIDA and what was its budget in 2016?", "are you sure?"]
    assert assistant.ask("What is this report about?", history=history).text.startswith("The report says of itself")


def test_a_question_that_begins_with_ok_is_a_question(assistant: Assistant) -> None:
    verdict = assistant.ask("ok so does Peru have drug courts?").verdict
    assert verdict is not None
    assert verdict.value == "no"


def test_who_in_small_letters_is_no_organization(assistant: Assistant) -> None:
    assert "WHO" not in assistant.ask("tell me who DEVIDA is and the budget it had in 2016").text


def test_it_is_the_country_where_the_country_was_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("and does it have a drug observatory?", history=["does peru have special courts for drug offences?"])
    assert answer.verdict is not None
    assert answer.verdict.value == "yes"


def test_a_correction_puts_one_thing_in_the_place_of_another(assistant: Assistant) -> None:
    answer = assistant.ask("no, I meant treatment", history=["Does Peru certify staff who work in prevention?"])
    assert "prevention and treatment" in answer.citations[0].quote


@pytest.mark.parametrize(
    "text", ["thank you " * 190 + "x", "very good " * 190 + "x", "- " * 900 + "?", "a: " * 600 + "?", "hi, " * 490 + "x?", "who is it and " * 140 + "?"]
)
def test_a_text_of_repetitions_is_read_to_its_end(text: str) -> None:
    assert not asks_nothing(text)  # a nested repetition that backtracks never comes back
    assert wish(text) is None
    assert len(questions_in(text)) == 1
    assert analyse(normalize(text)).focus


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<img src=x onerror=alert(1)> Does Peru have a drug observatory?", "Does Peru have a drug observatory?"),
        ("Is it <b>true</b>?", "Is it  true ?"),
        ("Was it < 100 and > 50 million?", "Was it < 100 and > 50 million?"),
        ("<script>", "<script>"),
    ],
)
def test_markup_asks_nothing(text: str, plain: str) -> None:
    assert normalize(text).strip() == plain


def test_markup_before_a_question_changes_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("<img src=x onerror=alert(1)> Does Peru have a drug observatory?")
    assert answer.verdict is not None
    assert answer.verdict.value == "yes"
