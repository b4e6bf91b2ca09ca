"""Mistyped question words, wants behind the thing, asides between dashes, and questions which of two."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.english_words import is_english
from assistant.normalization import normalize
from assistant.question_form import attribute_asked, find_focus, is_yes_no
from assistant.spelling import correct


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wich contries have a treaty?", "which contries have a treaty?"),
        ("wat dose the report say?", "what does the report say?"),
        ("dose chile have courts?", "does chile have courts?"),
        ("Dose of methadone?", "Dose of methadone?"),
        ("What dose of methadone is given?", "What dose of methadone is given?"),
        ("whats the budget", "what's the budget"),
        ("were do they look", "where do they look"),
        ("were they trained?", "were they trained?"),
        ("hwo many bodies", "how many bodies"),
    ],
)
def test_mistyped_question_words_are_spelt_right(typed: str, meant: str) -> None:
    assert normalize(typed) == meant


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Latest household survey, year?", "in which year is Latest household survey?"),
        ("CIFTA - year?", "in which year is CIFTA?"),
        ("Drug courts, law?", "which law is Drug courts?"),
        ("Is it in force this year?", "Is it in force this year?"),
        ("inter-agency", "inter-agency"),
        ("Thanks, law", "Thanks, law"),
        ("Who wrote it, which year?", "Who wrote it, which year?"),
    ],
)
def test_what_is_wanted_of_a_thing_stands_behind_it(typed: str, asked: str) -> None:
    assert attribute_asked(typed) == asked


def test_an_aside_between_dashes_does_not_part_a_question() -> None:
    assert find_focus("By which ways - road, river, and so on - do they look for drugs?") == "By which ways do they look for drugs?"


@pytest.mark.parametrize(
    "question",
    ["Did it go up or down between 2017 and 2018?", "Was the last household survey in 2015 or in 2017?", "Levels of certification, treatment staff?"],
)
def test_which_of_two_is_no_question_for_yes_or_no(question: str) -> None:
    assert not is_yes_no(question)


def test_both_years_are_shown_where_it_is_asked_which_way(assistant: Assistant) -> None:
    answer = assistant.ask("Did DEVIDA's budget go up or down between 2017 and 2018?")
    assert answer.verdict is None
    assert "$102,223,807" in answer.text
    assert "$77,507,303" in answer.text


@pytest.mark.parametrize("word", ["dope", "tackling", "contradict", "intercepting", "handlers"])
def test_english_words_are_words(word: str) -> None:
    assert is_english(word)


def test_whether_there_is_any_in_one_of_two_years_is_asked_for_yes_or_no() -> None:
    assert is_yes_no("Were there any surveys in 2016 or 2017?")


@pytest.mark.parametrize("word", ["wich", "developement", "budjet"])
def test_misspelt_words_are_none(word: str) -> None:
    assert not is_english(word)


def test_clipped_words_and_endings_as_they_are_heard_are_mended() -> None:
    vocabulary = {"pharmaceuticals": 3, "resolution": 2, "pharmacies": 1}
    assert correct("the resolushun on pharma", vocabulary, lambda word: word in ("the", "on")) == "the resolution on pharmaceuticals"


def test_a_word_that_is_spelt_right_is_not_made_another(assistant: Assistant) -> None:
    assert assistant.stages()[1].correct("who sells dope, tackling profiling") == "who sells dope, tackling profiling"
