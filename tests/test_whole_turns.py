"""Follow-ups that ask something of the turn before as a whole."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.turns import topic
from assistant.whole_turns import asked_of_whole

STUDIES = "Were environmental studies conducted in the sixth round?"
WEAKNESSES = "What are the main weaknesses in control measures?"


@pytest.mark.parametrize(
    ("turn", "previous", "asked"),
    [
        ("is that still so", STUDIES, "Were environmental studies conducted in the seventh round?"),
        ("is that still so", "Did the budget increase in 2017?", "Did the budget increase in the seventh round?"),
        ("what came before it", "Is there a drug strategy?", "What does the report say about drug strategy in earlier rounds?"),
        ("does it remain still like that", STUDIES, "Were environmental studies conducted in the seventh round?"),
        ("has it always been like this", "Are there programs for prisoners?", "What does the report say about programs for prisoners in earlier rounds?"),
        ("was it different before", "Are there programs for prisoners?", "What does the report say about programs for prisoners in earlier rounds?"),
        ("list the strengths too", WEAKNESSES, "What are the main strengths in control measures?"),
        ("only the weaknesses, please", "Tell me about new psychoactive substances", "What are the weaknesses in new psychoactive substances?"),
        ("never", "has Peru studied the damage?", "What does the report say about studied the damage in earlier rounds?"),
        ("was there one before that too", "is there a drug strategy?", "What does the report say about drug strategy in earlier rounds?"),
        ("was that in 2015", "Does Peru have a mortality study?", None),
        ("that was in 2015, right", "Who helped with the crime analysis office?", "Was it in 2015 (helped with the crime analysis office)?"),
        ("was that in 2015", "When was the office opened in 2017?", "Was it in 2015 (office opened)?"),
        ("was that in 2015 or 2016 for women", "When was the office opened?", None),
        ("is that a problem", "Are there drug courts?", "What do the evaluators think about drug courts?"),
        ("is that a problem for women", "Are there drug courts?", None),
        ("is it still needed for women", STUDIES, None),
        ("list the ministries", WEAKNESSES, None),
        ("since when", STUDIES, None),
    ],
)
def test_what_is_asked_of_the_turn_before(turn: str, previous: str, asked: str | None) -> None:
    assert asked_of_whole(turn, previous, topic, lambda name: name == "peru") == asked


def test_a_change_of_area_keeps_asking_for_weaknesses(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("And in demand reduction?", history=[WEAKNESSES]).citations]
    assert len(quotes) >= 10
    assert any("does not implement prevention programs targeting" in q for q in quotes)
    assert any("has not conducted an assessment to determine national care needs" in q for q in quotes)


def test_the_strengths_are_those_of_the_area_before(assistant: Assistant) -> None:
    answer = assistant.ask("List the strengths too.", history=[WEAKNESSES])
    assert {c.area for c in answer.citations} == {"Control Measures"}


def test_whether_it_is_still_so_is_asked_of_the_last_round(assistant: Assistant) -> None:
    history = ["Has Peru studied the environmental impact of illicit crops?", "And in the sixth round?"]
    assert assistant.ask(history[1], history=history[:1]).verdict is Verdict.YES
    assert assistant.ask("Is that still so?", history=history).verdict is Verdict.NO


def test_another_convention_is_named_by_its_year(assistant: Assistant) -> None:
    answer = assistant.ask("And the 1971 one?", history=["Has Peru ratified the 1961 Single Convention?"])
    assert answer.verdict is Verdict.YES
    assert answer.citations[0].quote.startswith("Convention on Psychotropic Substances, 1971")


def test_it_as_well_is_the_body_before(assistant: Assistant) -> None:
    answer = assistant.ask("Does it also coordinate control measures?", history=["Does DEVIDA coordinate drug policy?"])
    assert answer.verdict is Verdict.NO
    assert answer.citations[0].quote.startswith("The Ministry of the Interior coordinates and organizes control measures")


@pytest.mark.parametrize(
    ("turn", "history", "start"),
    [
        ("I meant the \\police", ["Do they train people?"], None),
        ("And households?", ["Does Peru survey secondary school pupils?"], "Epidemiology of Drugs among the Peruvian Urban Population 2017: Household survey"),
        ("Is that transparent?", ["What happens to seized assets?"], "Peru has provisions that facilitate accountability and transparency"),
        ("And who is left out?", ["Which groups get drug prevention programmes?"], "However, the country does not implement prevention programs targeting"),
        ("Thanks, that's really helpful!", ["Are there drug courts?"], None),
        ("With what result?", ["Was Peru evaluated by GAFILAT?"], None),
    ],
)
def test_a_turn_is_answered_by_what_says_its_own_words(assistant: Assistant, turn: str, history: list[str], start: str | None) -> None:
    answer = assistant.ask(turn, history=history)
    if start is None:
        assert not answer.answered
    else:
        assert answer.citations[0].quote.startswith(start)


def test_a_topic_alone_gets_no_verdict_word(assistant: Assistant) -> None:
    history = ["I'm writing an essay on alternatives to prison. Does Peru use them?", "For teenagers too?"]
    answer = assistant.ask("What about grown-ups?", history=history)
    assert answer.verdict is None
    assert answer.citations[0].quote.startswith("In the case of adults")


@pytest.mark.parametrize("when", ["in the first and second rounds", "from the first to the third rounds", "between 2014 and 2016", "in 2014 and in 2016"])
def test_whether_it_is_still_so_asks_of_the_latest_round_alone(when: str) -> None:
    asked = asked_of_whole("is that still so", f"Did Peru measure crops {when}?", lambda text: text, lambda _: False)
    assert asked == "Did Peru measure crops in the seventh round?"


def test_one_side_takes_the_place_of_both() -> None:
    asked = asked_of_whole("only the gaps", "What are the strengths and weaknesses of control?", lambda text: text, lambda _: False)
    assert asked == "What are the weaknesses of control?"
