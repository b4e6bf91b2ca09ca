"""What a question supposes (only, every, how many, where, when, whose) is held against what the report says."""

from __future__ import annotations

import pytest

from assistant import Assistant, Verdict
from assistant.question import is_bare, is_negated
from assistant.scope import is_inside_out, only_target, says_only
from assistant.values import other_count, other_law, other_number_of_members, out_of_order


@pytest.mark.parametrize(
    ("focus", "target"),
    [
        ("Are shipments checked only on land?", "on land"),
        ("Do the offices work with public bodies only?", "public bodies"),
        ("Is prevention the only pillar?", "prevention"),
        ("Are nurses taught how it should reach only those in need?", None),
        ("Are shipments checked?", None),
    ],
)
def test_what_is_asked_to_be_the_only_one(focus: str, target: str | None) -> None:
    assert only_target(focus) == target


def test_under_is_not_outside() -> None:
    assert is_inside_out("Does the observatory stand outside DEVIDA?", "The observatory, under DEVIDA's directorate, has resources.")
    assert not is_inside_out("Is the observatory part of DEVIDA?", "The observatory, under DEVIDA's directorate, has resources.")


def test_a_bound_allows_what_lies_below_it() -> None:
    assert other_count("Can a five-year term be swapped?", "a term of no more than four years may be swapped")
    assert not other_count("Can a three-year term be swapped?", "a term of no more than four years may be swapped")


def test_a_law_that_the_statement_lacks_is_another_one() -> None:
    assert other_law("Was Law 27693 amended by Law 29009?", "Law 27693, amended by Law 28306")
    assert not other_law("Was Law 27693 amended by Law 28306?", "Law 27693, amended by Laws 28009 and 28306")


def test_an_event_lies_before_or_after_a_year() -> None:
    assert out_of_order("Was it established before 2001?", "It was established in 2002.")
    assert not out_of_order("Was it established before 2010?", "It was established in 2002.")
    assert out_of_order("Was it established after 2005?", "It was established in 2002.")


def test_a_list_has_as_many_members_as_it_has() -> None:
    assert other_number_of_members("Does it have six instruments?", 4)
    assert not other_number_of_members("Does it have four instruments?", 4)
    assert not other_number_of_members("Does it have instruments?", 4)


def test_only_some_is_not_every() -> None:
    assert says_only("It only had results for two areas.")
    assert not says_only("It had results for two areas.")


@pytest.mark.parametrize(
    ("focus", "negated"),
    [
        ("Are addicts treated without staying overnight?", False),
        ("Has Peru ever been without a strategy?", True),
        ("Does Peru leave native communities out of it?", True),
        ("Is the unit still only planned?", True),
        ("List the surveys (not the studies) not carried out.", True),
    ],
)
def test_what_negates_a_question(focus: str, negated: bool) -> None:
    assert is_negated(focus) is negated


def test_bare_keywords_may_ask_for_a_list() -> None:
    assert is_bare("signatory treaties?")
    assert not is_bare("Does Peru have treaties?")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was DEVIDA established before 2010?", Verdict.YES),
        ("Does the ENLCD have five key areas?", Verdict.NO),
        ("Is the drug observatory independent of DEVIDA?", Verdict.NO),
        ("Does the Ministry of Justice supervise therapeutic communities?", Verdict.NO),
        ("Does the Ministry of Health run the Peruvian Observatory on Drugs?", Verdict.NO),
        ("Is the Ministry of Foreign Affairs one of the institutions that make up the national information system on drug trafficking?", Verdict.NO),
        ("Has Peru fully implemented the Plan of Action 2016-2020?", Verdict.NO),
        ("Is Peru outside the 1961 Single Convention?", Verdict.NO),
    ],
)
def test_a_supposition_that_the_report_contradicts_is_a_no(assistant: Assistant, question: str, verdict: Verdict) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is verdict, answer.text


def test_a_list_named_by_its_heading_is_given_whole(assistant: Assistant) -> None:
    answer = assistant.ask("which people get prevention programmes")
    assert len(answer.citations) == 2


def test_rows_are_told_apart_by_their_category(assistant: Assistant) -> None:
    answer = assistant.ask("Which alternative development indicator is of the outcome type?")
    assert [c.quote.split("\t")[0] for c in answer.citations] == ["Dependence on coca cultivation in families living in coca-growing areas (has./family)"]
