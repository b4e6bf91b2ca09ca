"""Questions that a whole report answers: the years of a round, where it contradicts itself, what it recommends, what it could not judge."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("When was the first round?", ["(1999-2000)"]),
        ("What years does the seventh round cover?", ["(2014-2018)"]),
        ("Which round was in 2005 and 2006?", ["(2005-2006)"]),
        ("Which round ran from 2013 to 2014?", ["(2013-2014)"]),
        ("When was the fifth round?", ["(2007-2018)", "(1999-2009)"]),
        ("How many rounds have there been?", ["(1999-2018)"]),
        ("¿En qué años fue la cuarta ronda?", ["(2005-2006)"]),
    ],
)
def test_a_round_is_dated_by_the_sentence_that_dates_it(assistant: Assistant, question: str, dates: list[str]) -> None:
    answer = assistant.ask(question)
    assert len(answer.citations) == len(dates)
    assert all(date in c.quote for date, c in zip(dates, answer.citations, strict=True))


def test_a_question_on_a_topic_in_a_round_asks_for_no_date(assistant: Assistant) -> None:
    assert len(assistant.ask("What happened in the fourth round?").citations) > 5


@pytest.mark.parametrize("question", ["Where does the report contradict itself?", "Are there any contradictions in the report?"])
def test_all_contradictions_are_listed_in_pairs(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is None
    assert answer.text.startswith("6 statements of the report contradict each other, the first the second,")
    quotes = [c.quote for c in answer.citations]
    assert quotes[2].startswith("Peru promotes and implements mechanisms for the identification of new psychoactive substances")
    assert "does not foster or implement mechanisms for identifying new psychoactive substances" in quotes[3]


@pytest.mark.parametrize("question", ["What does CICAD recommend to Peru?", "What does the report recommend?", "What is Peru encouraged to do?"])
def test_what_is_recommended_is_what_the_country_is_encouraged_to_do(assistant: Assistant, question: str) -> None:
    (citation,) = assistant.ask(question).citations
    assert "the country is encouraged to fully implement the Plan of Action (2016-2020)" in citation.quote


@pytest.mark.parametrize("question", ["What could CICAD not evaluate?", "What couldn't the evaluators assess?", "What was CICAD unable to assess?"])
def test_what_could_not_be_judged_is_no_question_about_the_preface(assistant: Assistant, question: str) -> None:
    quotes = [c.quote for c in assistant.ask(question).citations]
    assert len(quotes) == 2
    assert quotes[0].startswith("During the seventh evaluation round (2014-2018), Peru did not submit enough evidence")
    assert quotes[1].startswith("CICAD was unable to conduct an evaluation")


def test_what_got_worse_is_what_used_to_be_or_was_not_continued(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("What has gotten worse over the years?").citations]
    assert ["used to be covered" in quotes[0], "has not continued those efforts" in quotes[1], len(quotes)] == [True, True, 2]


def test_a_recommendation_on_a_topic_of_its_own_is_no_question_of_the_whole_report(assistant: Assistant) -> None:
    answer = assistant.ask("What do the FATF recommendations say about money laundering risks?")
    assert answer.citations[0].quote.startswith("The country has mechanisms for analyzing risks of money laundering, as per the recommendations")


@pytest.mark.parametrize("question", ["What has Peru failed to assess?", "What did Peru not evaluate?"])
def test_what_the_country_did_not_judge_is_another_question(assistant: Assistant, question: str) -> None:
    assert not any("CICAD was unable" in c.quote for c in assistant.ask(question).citations[:1])


def test_a_topic_over_the_rounds_is_told_in_their_order(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("How did extradition evolve across the rounds?").citations]
    assert quotes[0].startswith("CICAD ascertains that from the fourth round (2005-2006)")
    assert any("as of the sixth to the seventh rounds (2013-2018), Peru has had laws and regulations permitting extradition" in q for q in quotes)
