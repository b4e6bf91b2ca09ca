"""A question that asks two things at once is taken apart into the two."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.coordination import Coordination, coordination
from assistant.datatypes import Verdict


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (
            "Does the agency coordinate both training and control measures?",
            Coordination("both", "Does the agency coordinate training?", "Does the agency coordinate control measures?", "training", "control measures"),
        ),
        (
            "Do the Single Convention and the Convention against Corruption both date from 1961?",
            Coordination(
                "both",
                "does the Single Convention date from 1961?",
                "does the Convention against Corruption date from 1961?",
                "the Single Convention",
                "the Convention against Corruption",
            ),
        ),
        (
            "Do guidelines underlie the prevention as well as the social integration programmes?",
            Coordination(
                "both",
                "Do guidelines underlie the prevention?",
                "Do guidelines underlie the social integration programmes?",
                "prevention",
                "social integration programmes",
            ),
        ),
        (
            "Did it make plans in both the sixth and the seventh rounds?",
            Coordination(
                "both",
                "Did it make plans in the sixth round?",
                "Did it make plans in the seventh round?",
                "the sixth round",
                "the seventh round",
            ),
        ),
        (
            "Does it hold figures both for the amounts seized and for retail prices?",
            Coordination(
                "both", "Does it hold figures for the amounts seized?", "Does it hold figures for retail prices?", "for the amounts seized", "for retail prices"
            ),
        ),
        (
            "Have surveys been made of households as well as of schools?",
            Coordination("both", "Have surveys been made of households?", "Have surveys been made of schools?", "of households", "of schools"),
        ),
        (
            "Does the agency collect data and carry out surveys of users?",
            Coordination(
                "both",
                "Does the agency collect data?",
                "Does the agency carry out surveys of users?",
                "collect data",
                "carry out surveys of users",
            ),
        ),
        (
            "Do the country's programs coordinate and evaluate the work of schools?",
            Coordination(
                "both",
                "Do the country's programs coordinate the work of schools?",
                "Do the country's programs evaluate the work of schools?",
                "coordinate the work of schools",
                "evaluate the work of schools",
            ),
        ),
        (
            "Are nurses as well as judges covered by it?",
            Coordination("both", "Are nurses by it?", "Are judges covered by it?", "nurses", "judges covered"),
        ),
        (
            "Was it measured in the sixth round and again in the seventh?",
            Coordination("both", "Was it measured in the sixth round?", "Was it measured in the seventh round?", "in the sixth round", "in the seventh round"),
        ),
        (
            "Are the rules applied in treatment yet not in social integration?",
            Coordination(
                "contrast", "Are the rules applied in treatment?", "Are the rules applied in social integration?", "in treatment", "in social integration"
            ),
        ),
        (
            "Are there ways out for adults and for minors alike?",
            Coordination("both", "Are there ways out for adults?", "Are there ways out for minors?", "for adults", "for minors"),
        ),
        (
            "Are there rules for treatment and rehabilitation centers?",
            Coordination("each", "Are there rules for treatment?", "Are there rules for rehabilitation centers?", "treatment", "rehabilitation centers"),
        ),
    ],
)
def test_a_coordinated_question_becomes_two(focus: str, expected: Coordination) -> None:
    assert coordination(focus) == expected


@pytest.mark.parametrize(
    "focus",
    [
        "Does Peru have an early warning system?",
        "Is it recognised only in treaties and not in domestic law?",
        "Are both of them covered?",
        "",
    ],
)
def test_a_question_of_one_thing_stays_whole(focus: str) -> None:
    assert coordination(focus) is None


def test_both_is_answered_partly_where_only_one_part_holds(assistant: Assistant) -> None:
    answer = assistant.ask("Does Peru have figures both for the quantities of drugs seized and for the sale price of drugs?")

    assert answer.verdict is Verdict.MIXED
    assert len(answer.citations) >= 2


def test_what_one_statement_says_of_both_is_read_as_a_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Do international guidelines underlie the prevention as well as the social integration programmes?")
    assert answer.verdict is Verdict.MIXED
    assert "but not social integration programs" in answer.citations[0].quote


def test_this_but_not_that_is_a_yes_where_the_report_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Are the recommendations of international organizations taken into account in treatment but not in social integration?")

    assert answer.verdict is Verdict.YES


def test_a_plain_and_is_partly_only_where_the_report_speaks_of_each_apart(assistant: Assistant) -> None:
    apart = assistant.ask("Has Peru published studies on drug-related mortality and morbidity?")
    together = assistant.ask("Does Peru have a financial intelligence unit and a national drug authority?")

    assert apart.verdict is Verdict.MIXED
    assert together.verdict is Verdict.YES


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Is it the Ministry of the Interior rather than DEVIDA that coordinates control measures?",
            "Is it the Ministry of the Interior that coordinates control measures?",
            "Is it DEVIDA that coordinates control measures?",
        ),
        (
            "Did Peru carry out an outcome evaluation rather than an impact evaluation of its program?",
            "Did Peru carry out an outcome evaluation of its program?",
            "Did Peru carry out an impact evaluation of its program?",
        ),
    ],
)
def test_one_thing_set_against_another_is_asked_of_each(question: str, first: str, second: str) -> None:
    found = coordination(question)
    assert found is not None
    assert (found.kind, found.first, found.second) == ("contrast", first, second)


@pytest.mark.parametrize("question", ["Was it approved, as opposed to just drafted?", "Are users treated rather than being punished?"])
def test_a_way_of_doing_it_is_not_set_against_another(question: str) -> None:
    assert coordination(question) is None
