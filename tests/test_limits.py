"""Exceptions, limits, duties and dates of laws, held against what a question supposes; clauses that lean on the one before."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.conversation import resolve
from assistant.countries import capitals_as_countries, without_own_country
from assistant.datatypes import Verdict
from assistant.negation import is_negated
from assistant.polarity import segments
from assistant.question import analyse
from assistant.question_form import is_yes_no
from assistant.scope import cleft_focus, goes_beyond, is_had, is_local, leaves_some_out, target_is_universal
from assistant.values import law_of_other_time, only_allows, other_count


@pytest.mark.parametrize(
    ("statement", "some_out"),
    [
        ("They operate in seventeen departments, all but Flores.", True),
        ("The ministry supervises the establishments, religious communities excepted.", True),
        ("29 of the 42 facilities held a valid license.", True),
        ("42 of the 42 facilities held a valid license.", False),
        ("The ministry supervises the establishments.", False),
    ],
)
def test_an_exception_or_a_counted_part_leaves_some_out(statement: str, some_out: bool) -> None:
    assert leaves_some_out(statement) is some_out


def test_a_pilot_is_not_the_whole_country() -> None:
    assert is_local("Does the court work across the whole country?", "A court has operated as a pilot in Montevideo.")
    assert not is_local("Does the court work?", "A court has operated as a pilot in Montevideo.")


def test_only_with_some_excludes_others() -> None:
    assert goes_beyond("Did it swap tips with faraway nations too?", "It exchanged information only with its neighbors.")
    assert not goes_beyond("Did it swap tips with neighbors too?", "It exchanged information only with its neighbors.")


@pytest.mark.parametrize(
    ("focus", "differs"),
    [
        ("Was Resolution 574 issued before 2015?", True),
        ("Was Resolution 574 issued after 2015?", False),
        ("Was Resolution 574 there in the sixth round?", True),
        ("Was Resolution 574 there in the seventh round?", False),
    ],
)
def test_a_law_is_dated_by_its_own_number(focus: str, differs: bool) -> None:
    assert law_of_other_time(focus, "pursuant to Ministerial Resolution 574 of 2017 and Law 29889 of 2012") is differs


def test_what_may_be_done_is_no_duty() -> None:
    assert only_allows("Must a judge swap jail for a fine?", "A prison term may be turned into a fine.")
    assert not only_allows("Can a judge swap jail for a fine?", "A prison term may be turned into a fine.")


def test_parts_of_a_plan_are_counted_whatever_they_are_called() -> None:
    assert other_count("Is the plan built on six pillars?", "The strategy targets four key areas: supply and demand.")
    assert not other_count("Is the plan built on four pillars?", "The strategy targets four key areas: supply and demand.")


def test_what_is_universal_is_not_for_some_only() -> None:
    assert target_is_universal("Is it only for homes already in trouble?", "Type of program: Universal")
    assert not target_is_universal("Is it for homes in trouble?", "Type of program: Universal")


@pytest.mark.parametrize(
    ("focus", "doer"), [("Is it the mayor who watches?", "the mayor"), ("Is it true that it is so?", None), ("Does the mayor watch?", None)]
)
def test_a_cleft_asks_who_does_it(focus: str, doer: str | None) -> None:
    assert cleft_focus(focus) == doer


def test_whether_there_is_a_body_is_not_what_it_does() -> None:
    unit = frozenset({"financi", "intellig", "unit"})
    assert is_had("Does Peru have a financial intelligence unit and an authority?", unit | {"intelligens"})
    assert not is_had("Does the financial intelligence unit gather data?", unit | {"intelligens"})


def test_a_clause_without_a_subject_is_denied_by_none() -> None:
    assert [s.affirmed for s in segments("Joint teams are foreseen in the agreement, but none has been formed.")] == [True, False]


def test_coordinate_clauses_keep_their_own_polarity() -> None:
    said = segments("The law lowered the minimum penalty, and possession for personal use is not punishable.")
    assert [s.affirmed for s in said] == [True, False]


def test_all_but_some_denies_these() -> None:
    main, exception = segments("The boards operate in seventeen departments, all but Flores and Treinta y Tres.")
    assert (main.affirmed, exception.affirmed, exception.text) == (True, False, "Flores and Treinta y Tres.")


def test_an_excepted_thing_is_denied() -> None:
    main, exception = segments("The ministry supervises the establishments, religious communities excepted.")
    assert main.affirmed
    assert (exception.text.rstrip("."), exception.affirmed) == ("religious communities", False)


@pytest.mark.parametrize(
    ("focus", "negated"),
    [
        ("Are farmers helped to switch from forbidden plants to legal ones?", False),
        ("Absent a treaty, may it help a third State?", False),
        ("Are there rules so that mansions don't quietly vanish?", False),
        ("Does anyone check no-jail schemes?", False),
        ("Is the code merely proposed?", True),
        ("Is the system only on the drawing board?", True),
        ("Does the plan turn a blind eye to the goals?", True),
    ],
)
def test_what_stands_beside_the_proposition_does_not_negate_it(focus: str, negated: bool) -> None:
    assert is_negated(focus) is negated


def test_a_clause_ahead_of_the_question_leaves_it_a_yes_no_question() -> None:
    assert is_yes_no("When teens are spared a cell, are girls handled differently from boys?")
    assert not is_yes_no("When did Peru join the network?")


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Has Lima signed it?", "Has Peru signed it?"),
        ("Does lima's plan say so?", "Does Peru's plan say so?"),
        ("Are there clinics in Lima?", "Are there clinics in Lima?"),
        ("Has Montevideo signed it?", "Has Montevideo signed it?"),
    ],
)
def test_a_capital_stands_for_its_country_but_behind_a_preposition_of_place(question: str, read: str) -> None:
    assert capitals_as_countries(question, ["Peru"]) == read


@pytest.mark.parametrize("question", ["Is there rehab in jail?", "How many beds for addicts are there in Cusco?"])
def test_a_there_that_says_that_something_is_points_at_nothing_before(question: str) -> None:
    assert resolve(question, ["Does the unit that gets tip-offs belong to the police?"], lambda name: False) == question


def test_a_question_on_a_foreign_country_is_answered_by_what_names_it(assistant: Assistant) -> None:
    answer = assistant.ask("Did Peru share know-how with Bolivia?")
    assert answer.verdict is Verdict.YES
    assert "Bolivia" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does the national drug authority answer to the Interior Minister?", Verdict.NO),
        ("Was Ministerial Resolution 574 issued before 2015?", Verdict.NO),
        ("Is the RRAG a network of INTERPOL?", Verdict.NO),
        ("Does Peru have a financial intelligence unit and a national drug authority?", Verdict.YES),
        ("Is an accreditation process for treatment centers only on the drawing board?", Verdict.NO),
        ("Has Lima ratified the UN conventions?", Verdict.YES),
        ("Is it the mayor who supervises the accreditation of treatment centers?", Verdict.NO),
        ("Is the family program only for homes already in trouble?", Verdict.NO),
    ],
)
def test_the_assistant_reads_them_in_the_report(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("Was CICAD unable to evaluate it because Peru sent too little evidence?", True),
        ("Was it for lack of information that CICAD could not evaluate it?", True),
        ("Was a lack of information the reason why it went unassessed?", True),
        ("Did insufficient documentation prevent CICAD from assessing it?", True),
        ("Was it evaluated because of a lack of trust?", False),
        ("Is there a lack of an early warning system?", True),
        ("Does it prevent people from using drugs?", False),
    ],
)
def test_a_cause_that_is_a_want_denies_nothing_of_what_follows(question: str, negated: bool) -> None:
    assert analyse(question).is_negated is negated


@pytest.mark.parametrize(
    ("question", "countries", "bare"),
    [
        ("Is there any harm reduction in Peru?", ["Peru"], "Is there any harm reduction?"),
        ("Is there any harm reduction in the country?", ["Peru"], "Is there any harm reduction?"),
        ("Is there any harm reduction in Chile?", ["Peru"], "Is there any harm reduction in Chile?"),
        ("Is there any harm reduction in Peru?", ["Peru", "Chile"], "Is there any harm reduction in Peru?"),
        ("Drugs in Peru", ["Peru"], "Drugs in Peru"),
        ("Does the law in Peru allow it?", ["Peru"], "Does the law in Peru allow it?"),
    ],
)
def test_the_one_country_of_the_reports_tells_nothing_at_the_end_of_a_question(question: str, countries: list[str], bare: str) -> None:
    assert without_own_country(question, countries) == bare
