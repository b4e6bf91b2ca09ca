"""What is wanting, by area and topic; rows by their group, their head noun, their year; bare topics; broad questions."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.framing import broadly


def quotes(assistant: Assistant, question: str) -> list[str]:
    return [c.quote for c in assistant.ask(question).citations]


def test_what_a_law_does_not_warrant_is_no_weakness(assistant: Assistant) -> None:
    found = quotes(assistant, "What are the weak points in institutional strengthening?")
    assert len(found) == 5
    assert not any("do not warrant" in q for q in found)


def test_the_findings_of_an_outcome_evaluation_are_not_those_of_the_report(assistant: Assistant) -> None:
    assert not assistant.ask("What were the findings of the outcome evaluation?").text.startswith("CICAD judges")
    assert assistant.ask("What are the main findings of the evaluation?").text.startswith("CICAD judges")


def test_of_drug_treatment_treatment_is_the_topic(assistant: Assistant) -> None:
    found = quotes(assistant, "What is missing in drug treatment?")
    assert "impact evaluations are not carried out" not in found[0]
    assert any("has not conducted an assessment to determine national care needs" in q for q in found)


def test_what_only_stands_in_the_context_of_a_weakness_may_bear_on_it(assistant: Assistant) -> None:
    assert "2 more may bear on it:" in assistant.ask("What is missing in drug treatment?").text


@pytest.mark.parametrize(
    ("question", "area", "count"),
    [
        ("What achievements does the report name for demand reduction over the rounds?", "Demand Reduction", 6),
        ("What achievements are named in international cooperation?", "International Cooperation", 5),
    ],
)
def test_achievements_are_what_is_noted_with_satisfaction(assistant: Assistant, question: str, area: str, count: int) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(f"CICAD voices satisfaction {count} times:")
    assert {c.area for c in answer.citations} == {area}


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Which protocols has Peru joined?", 3),
        ("How many protocols to the Transnational Organized Crime convention has Peru joined?", 3),
        ("Which UN conventions has Peru signed?", 6),
        ("What was the newest study on the demand side?", 1),
        ("Which study is the oldest?", 4),
        ("How many of the demand studies are from 2016?", 2),
    ],
)
def test_rows_are_chosen_by_group_head_noun_and_year(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question)
    assert f"The table has {count} such row" in answer.text
    assert len(answer.citations) == count


@pytest.mark.parametrize("question", ["Which studies were carried out in the last three years?", "Which studies were carried out since the last evaluation?"])
def test_the_last_years_are_not_the_newest(assistant: Assistant, question: str) -> None:
    assert len(quotes(assistant, question)) == 7


def test_what_is_denied_of_ministries_is_not_answered_by_their_list(assistant: Assistant) -> None:
    assert not assistant.ask("Which ministries were not involved in the drug strategy?").answered


def test_conventions_are_dated_by_their_names(assistant: Assistant) -> None:
    assert [q.partition("\t")[0] for q in quotes(assistant, "Which conventions date from before 1990?")] == [
        "The Single Convention on Narcotic Drugs, 1961",
        "Convention on Psychotropic Substances, 1971",
    ]


def test_the_sentence_that_enumerates_ministries_answers(assistant: Assistant) -> None:
    (found,) = quotes(assistant, "Which ministries took part in the drug strategy?")
    assert found.startswith("The relevant actors from priority areas involved in the formulation")


@pytest.mark.parametrize(("question", "count"), [("guns?", 7), ("human rights?", 9), ("prisons?", 3)])
def test_a_topic_alone_asks_for_its_places(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question)
    assert (answer.verdict, len(answer.citations)) == (None, count)


def test_two_nouns_that_few_places_put_together_ask_for_yes_or_no(assistant: Assistant) -> None:
    assert assistant.ask("drug courts?").verdict is Verdict.NO


@pytest.mark.parametrize(
    ("question", "broad"),
    [
        ("What is Peru doing about coca?", "What does the report say about coca?"),
        ("What happens to seized property in Peru?", "What does the report say about seized property?"),
        ("What does article 162 of the code say?", "What does the report say about article 162 of the code?"),
        ("What happens to people who have been convicted of selling very small amounts of drugs?", None),
        ("What is California doing about cocaine?", None),
        ("What happens to people in prison?", "What does the report say about people in prison?"),
        ("Who chairs it?", None),
    ],
)
def test_a_broad_question_is_one_for_all_that_is_said(question: str, broad: str | None) -> None:
    assert broadly(question, lambda name: name.lower() == "peru") == broad


def test_a_broad_question_that_nothing_answers_outright_gets_the_places(assistant: Assistant) -> None:
    coca = quotes(assistant, "What is Peru doing about coca?")
    assert len(coca) == 9
    assert all("coca" in q.casefold() for q in coca)
    assert "seized and forfeited assets" in quotes(assistant, "What happens to seized property?")[0]


@pytest.mark.parametrize(
    "question", ["What is Peru doing about fentanyl?", "What is Chile doing about coca?", "What is California doing about coca?", "What about informants?"]
)
def test_a_broad_question_on_what_is_not_spoken_of_is_left_open(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered
