"""How a statement is read against a question: denied by a prefix, of groups that are not named, by the evaluators, of another kind, of other rounds."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.negation import is_negated
from assistant.polarity import segments
from assistant.second_reading import without_negated_condition


@pytest.mark.parametrize(
    ("question", "verdict", "evidence"),
    [
        ("Does Peru discriminate against people with drug problems in treatment?", Verdict.NO, "guaranteeing non-discrimination"),
        ("Are there prevention classes for preschoolers?", Verdict.NO, "pre-school, primary or university students"),
        ("Does anyone teach primary pupils to stay away from drugs?", Verdict.NO, "pre-school, primary or university students"),
        ("Are teenagers at secondary school covered by prevention?", Verdict.YES, "Junior high & high school (secondary school)"),
        ("Are families covered by prevention?", Verdict.YES, "Familias Fuertes Amor y Límites"),
        ("Does Peru have universal prevention programs?", Verdict.YES, "Universal"),
        ("According to CICAD, does Peru implement mechanisms to identify NPS?", Verdict.NO, "does not foster or implement mechanisms"),
        ("Is repression one of the three pillars of the adolescents plan?", Verdict.NO, "the three pillars of intervention of national policy"),
        ("Is prevention one of the three pillars of the adolescents plan?", Verdict.YES, "the three pillars of intervention of national policy"),
        ("Does the observatory break its data down by region?", Verdict.NO, "disaggregated by gender, age, socioeconomic and educational level"),
        ("Does the observatory break its data down by gender?", Verdict.YES, "disaggregated by gender, age, socioeconomic and educational level"),
        ("Is the data analyzed by the observatory?", Verdict.YES, "are analyzed and systematically disaggregated"),
        ("Is treatment free of discrimination?", Verdict.YES, "guaranteeing non-discrimination"),
        ("Did prevention programs used to cover more groups?", Verdict.YES, "they used to be covered from the first through the fifth rounds"),
        ("Is SIETID run by DEVIDA?", Verdict.NO, "through the Integrated System of Strategic Information"),
        ("Does Peru evaluate its drug treatment program nowadays?", Verdict.YES, "for the years 2014-2017"),
        ("Can a prison term be turned into a fine?", Verdict.YES, "a prison term of no more than two years may be turned into a fine"),
        ("Were environmental impact studies made in the sixth round?", Verdict.YES, "it conducted two studies in the sixth round"),
        ("Were crops measured in the sixth round?", Verdict.YES, "has measured the volume of illicit crops in all MEM rounds"),
        ("Does MINSA supervise the rehabilitation centres?", Verdict.YES, "MINSA is in charge of said supervision."),
        ("Does Peru know how many synthetic drug labs were dismantled?", Verdict.NO, "synthetic origin"),
        ("Is the PNP responsible for analyzing precursors and pharmaceutical products?", Verdict.YES, "is the institution in charge of analyzing"),
        ("Does DEVIDA have an independent annual budget?", Verdict.YES, "it has an independent annual budget"),
        ("Does Peru punish pharma firms that break the rules?", Verdict.YES, "criminal, civil and administrative penalties"),
    ],
)
def test_a_verdict_follows_what_the_statement_says_of_what_is_asked(assistant: Assistant, question: str, verdict: Verdict, evidence: str) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is verdict
    assert evidence in answer.citations[0].quote


@pytest.mark.parametrize("kind", ["selective", "indicated"])
def test_no_row_of_the_kind_asked_for_is_a_no_by_all_rows(assistant: Assistant, kind: str) -> None:
    answer = assistant.ask(f"Does Peru have {kind} prevention programs?")
    assert answer.verdict is Verdict.NO
    assert answer.text.startswith("No. This does not hold for 2 of 2 entries:")


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Who provides rehab in Peru?", "Ambulatory and inpatient services are provided by the public health system"),
        ("Who supervises the Addict Care Centers?", "MINSA is in charge of said supervision."),
        ("Under which legal instrument are DEVIDA's powers established?", "Its powers are established in Legislative Decree 824"),
    ],
)
def test_who_does_it_and_which_law_is_what_is_asked_for(assistant: Assistant, question: str, start: str) -> None:
    assert assistant.ask(question).citations[0].quote.startswith(start)


def test_with_whom_a_row_says_all_words_of_is_answered_by_it(assistant: Assistant) -> None:
    answer = assistant.ask("With whom did Peru share its value chain model?")
    assert answer.citations[0].quote.startswith("COPOLAD II Program member states")


def test_a_close_silence_shows_the_nearest_statement(assistant: Assistant) -> None:
    answer = assistant.ask("Does Peru train its treatment staff?")
    assert not answer.answered
    assert answer.text == f"The report does not say this outright. The nearest statement: “{answer.nearest[0].quote}”"


@pytest.mark.parametrize(
    ("statement", "polarities"),
    [
        ("It covers prevention and treatment, though not in social integration.", [True, False]),
        ("It covers prevention, although not for women.", [True, False]),
        ("The strategy expired in December 2017.", [False]),
        ("The licence expired in 2010 and was renewed in 2016.", [True]),
    ],
)
def test_an_afterthought_and_an_end_deny(statement: str, polarities: list[bool]) -> None:
    assert [s.affirmed for s in segments(statement)] == polarities


@pytest.mark.parametrize(("question", "negated"), [("Has the strategy expired?", True), ("Do they teach pupils to stay away from drugs?", False)])
def test_what_expires_is_negated_and_a_purpose_is_not(question: str, negated: bool) -> None:
    assert is_negated(question) is negated


def test_only_a_negated_condition_that_is_not_asked_about_is_left_out() -> None:
    statement = "In the case of adults, when a verdict is not admissible, a prison term may become a fine."
    assert without_negated_condition(statement, "Can a prison term become a fine?") == "In the case of adults, a prison term may become a fine."
    assert without_negated_condition(statement, "Is the verdict admissible?") == statement
    assert without_negated_condition("In 2018, when it was asked, it answered.", "Did it answer?") == "In 2018, when it was asked, it answered."


@pytest.mark.parametrize("question", ["Who detects new drugs?", "Who headed DEVIDA in 2018?", "Who carried out the study on adolescent offenders in 2016?"])
def test_where_nobody_is_named_the_report_does_not_say_who(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text == "The report does not say. It does not say who."


@pytest.mark.parametrize("question", ["And SUNAT's?", "And SUNAT?", "And Colombia's?", "What about Chile?"])
def test_the_like_of_what_was_asked_of_is_asked_the_same_not_looked_up(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, history=["What was DEVIDA's budget in 2014?"]).answered


def test_the_nearest_row_of_a_table_stands_in_no_quotation_marks(assistant: Assistant) -> None:
    text = assistant.ask("Who grows coca?").text
    assert text.startswith("The report does not say this outright. The nearest entry: Dependence on coca cultivation in families living in coca-growing areas")
    assert "“" not in text
