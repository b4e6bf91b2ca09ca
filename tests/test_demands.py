"""What a question demands: a kind of answer that the report lacks, or gives; all that is said of a body or a round; years counted on."""

from __future__ import annotations

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Did the plan for adolescents succeed?", "It does not give the results asked for."),
        ("I'd like to know the address of the Crime Analysis Office", "It does not give the address asked for."),
        ("Does PRONABI administer the seized assets?", "It does not say this of PRONABI."),
        ("Has Peru signed the 1988 UN convention?", "It does not say this of the 1988 convention."),
    ],
)
def test_what_a_question_demands_is_missing(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.text == f"The report does not say. {reason}"
    assert answer.nearest


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("When can a Peruvian citizen be sent abroad to stand trial for trafficking?", "Likewise, Peruvian law permits extradition of nationals"),
        ("How do they track down and shut cocaine kitchens?", "Peru has protocols or procedures to detect"),
        ("In 2017 the Crime Analysis Office was inaugurated with the support of which countries?", "The country exchanges technologies"),
    ],
)
def test_the_form_of_a_question_tells_what_is_wanted(assistant: Assistant, question: str, start: str) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is None
    assert answer.citations[0].quote.startswith(start)


def test_what_a_body_does_is_all_that_is_said_of_it(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("What does DEVIDA do?").citations]
    assert any(q.startswith("DEVIDA coordinates and organizes") for q in quotes)
    assert any(q.startswith("DEVIDA is the national entity that coordinates and evaluates") for q in quotes)


def test_what_is_said_of_an_earlier_round_names_that_round(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("What does the report say about the sixth round?").citations]
    assert quotes
    assert all("sixth" in q or "rounds" in q for q in quotes)


@pytest.mark.parametrize(
    ("turn", "history", "start"),
    [
        ("and two years later?", ["How much money did DEVIDA have in 2016?"], "Annual budget amount (US dollars), 2018: $77,507,303"),
        ("how was it two years earlier?", ["How much money did DEVIDA have in 2016?"], "Annual budget amount (US dollars), 2014: $88,943,007"),
        ("And the following year?", ["How much money did DEVIDA have in 2016?"], "Annual budget amount (US dollars), 2017: $102,223,807"),
        ("and how much in 2017?", ["What was DEVIDA's annual budget from 2014 to 2018?"], "Annual budget amount (US dollars), 2017: $102,223,807"),
    ],
)
def test_years_are_counted_from_the_turn_before(assistant: Assistant, turn: str, history: list[str], start: str) -> None:
    assert assistant.ask(turn, history=history).text.startswith(start)


@pytest.mark.parametrize(
    ("turn", "history", "told"),
    [
        ("and two years later?", ["What does SUNAT do?"], "It is not clear from which year to count."),
        ("And the following year?", ["Does Peru have a drug observatory?"], "It is not clear from which year to count."),
        ("how was it the year before?", ["What was DEVIDA's budget in 2015 and 2016?"], "It is not clear from which year to count."),
        ("¿y dos años después?", ["¿Qué hace la SUNAT?"], "No queda claro desde qué año se cuenta."),
    ],
)
def test_a_year_counted_from_none_is_not_searched_for(assistant: Assistant, turn: str, history: list[str], told: str) -> None:
    answer = assistant.ask(turn, history=history)
    assert (answer.answered, answer.text, answer.citations) == (False, told, ())


def test_a_foreign_country_is_left_with_its_topic(assistant: Assistant) -> None:
    history = ["Do they have a treaty with Spain?"]
    assert "Spain" in assistant.ask("And since when?", history=history).text
    assert "Spain" not in assistant.ask("Different thing: seized houses and cars, who manages them?", history=history).text
    assert "Spain" not in assistant.ask("What about DEVIDA's budget?", history=history).text


def test_a_name_that_is_asked_for_must_be_given(assistant: Assistant) -> None:
    history = ["Can Peru hand over its own citizens to another country for drug dealing?"]
    answer = assistant.ask("whats the name of the office that handles the requests", history=history)
    assert (answer.answered, answer.text) == (False, "The report does not say. It does not give the name asked for.")
    assert assistant.ask("What is the drug observatory called?").citations[0].quote.startswith("The Peruvian Observatory on Drugs")
