"""Several reports: each country is answered from its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.by_country import together
from assistant.countries import own_countries
from assistant.datatypes import Answer, Citation, ReportInfo, Verdict
from assistant.question import analyse
from assistant.reports_asked import countries_named, reports_asked
from assistant.settings import index_folder
from tests.conftest import SHIPPED

COUNTRIES = ("Barbados", "Chile", "Ecuador", "Peru")


ABSENT = (
    "Peru does not have an early warning system for identifying and tracing new psychoactive substances (NPS) or amphetamine-type stimulants, "
    "nor the other substances subject to international control."
)
PRESENT = "Peru has an early warning system for identifying and tracing new psychoactive substances (NPS)."
LATER = "observes with concern that Peru does not have an early warning system"
LATER_PRESENT = "observes with satisfaction that Peru has an early warning system"
METHADONE = "Methadone maintenance has been offered since 2018 in three public hospitals."
CLINICS = "The country has 14 mobile clinics for drug users."


def write_report(folder: Path, country: str, year: int, *, warned: bool, more: str = "") -> None:
    """Write a report in the words of the shipped one, of which the index knows the vectors; with an early warning system or without."""
    text = (SHIPPED / "peru_2019.txt").read_text(encoding="utf-8")
    assert text.count(ABSENT) == text.count(LATER) == 1
    if warned:
        text = text.replace(ABSENT, PRESENT).replace(LATER, LATER_PRESENT)
    if more:
        text = text.replace("Ambulatory and inpatient services", f"{more} Ambulatory and inpatient services", 1)
        assert more in text
    text = text.replace("\n2019\n", f"\n{year}\n", 1).replace("Peru", country).replace("PERU", country.upper())
    (folder / f"{country.lower()}_{year}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def several(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over reports on three countries, one of which has an older one; what the shipped index knows is taken over."""
    corpus = tmp_path_factory.mktemp("several")
    write_report(corpus, "Peru", 2019, warned=False)
    write_report(corpus, "Peru", 2014, warned=True, more=CLINICS)
    write_report(corpus, "Ecuador", 2019, warned=True, more=METHADONE)
    write_report(corpus, "Chile", 2019, warned=True)
    index = tmp_path_factory.mktemp("index") / "index"
    shutil.copytree(index_folder(assistant.settings), index)
    return Assistant(corpus, index)


def info(country: str, year: int) -> ReportInfo:
    return ReportInfo(f"{country.lower()}_{year}", "", country, year, None, "en", "", "", ())


def reports_of(answer: Answer) -> set[str]:
    return {c.report for c in answer.citations}


@pytest.mark.parametrize(
    ("country", "verdict"),
    [("Peru", Verdict.NO), ("Ecuador", Verdict.YES), ("Chile", Verdict.YES)],
)
def test_a_country_that_is_named_is_answered_from_its_own_report(several: Assistant, country: str, verdict: Verdict) -> None:
    answer = several.ask(f"Does {country} have an early warning system for NPS?")
    assert answer.verdict is verdict
    assert reports_of(answer) == {f"{country.lower()}_2019"}


def test_what_another_country_does_is_no_yes(several: Assistant) -> None:
    assert several.ask("Is methadone maintenance offered in Ecuador?").verdict is Verdict.YES
    silent = several.ask("Is methadone maintenance offered in Peru?")
    assert not silent.answered
    assert {c.report for c in silent.nearest} == {"peru_2019"}


def test_where_no_country_is_named_each_answers_by_itself(several: Assistant) -> None:
    answer = several.ask("Is there an early warning system for NPS?")
    assert answer.verdict is Verdict.MIXED
    lines = answer.text.split("\n")
    assert [line.split(".")[0] for line in lines] == ["- Chile: Yes", "- Ecuador: Yes", "- Peru: No"]
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    peru = next(c for c in answer.citations if c.report == "peru_2019")
    assert f"[{peru.number}]" in lines[2]
    assert {name for name, _ in answer.sources} == reports_of(answer)


def test_a_question_for_countries_asks_each_of_them(several: Assistant) -> None:
    answer = several.ask("Which countries have an early warning system for NPS?")
    assert answer.verdict is None
    assert [line.split(".")[0] for line in answer.text.split("\n")] == ["- Chile: Yes", "- Ecuador: Yes", "- Peru: No"]


def test_countries_joined_by_and_are_compared(several: Assistant) -> None:
    answer = several.ask("Do Peru and Ecuador both have an early warning system for NPS?")
    assert answer.verdict is Verdict.MIXED
    assert {line.split(":")[0] for line in answer.text.split("\n")} == {"- Peru", "- Ecuador"}


def test_a_country_alone_asks_nothing(several: Assistant) -> None:
    assert not several.ask("And in Chile?").answered
    assert several.ask("And in Chile?", history=["Does Peru have an early warning system for NPS?"]).verdict is Verdict.YES


def test_a_country_without_a_report_is_told_once(several: Assistant) -> None:
    answer = several.ask("Does Bolivia have an early warning system?")
    assert not answer.answered
    assert answer.text == "The report does not say. It is about Chile, Ecuador, Peru; it does not say this of Bolivia."


def test_a_country_asked_about_beside_another_is_none_of_the_reports_own(several: Assistant) -> None:
    answer = several.ask("Does Peru have a cooperation agreement with Ecuador?")
    assert not answer.answered or all("Ecuador" in c.passage_text for c in answer.citations)


def test_a_search_that_names_a_country_stays_in_its_reports(several: Assistant) -> None:
    assert {h.report for h in several.search("early warning system in Chile")} == {"chile_2019"}
    assert len({h.report for h in several.search("early warning system")}) > 1


def test_chosen_reports_alone_answer(several: Assistant) -> None:
    answer = several.ask("Is there an early warning system for NPS?", reports=["PERU_2019"])
    assert answer.verdict is Verdict.NO
    assert reports_of(answer) == {"peru_2019"}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Does Peru train judges?", ("Peru",)),
        ("Do Chilean prisons offer treatment?", ("Chile",)),
        ("Do Peru, Chile and Ecuador train judges?", ("Peru", "Chile", "Ecuador")),
        ("Is it true in Chile as well as in Peru?", ("Chile", "Peru")),
        ("Does Peru exchange information with Chile?", ("Peru",)),
        ("With Chile, does Peru exchange information?", ("Peru",)),
        ("Is there a treaty?", ()),
        ("Does Bolivia train judges?", ()),
    ],
)
def test_the_countries_that_a_question_is_about(question: str, named: tuple[str, ...]) -> None:
    assert countries_named(question, COUNTRIES) == named


def test_a_country_named_ahead_of_what_asks_is_asked_about() -> None:
    asked = reports_asked(analyse("Chilean farmers: do they get a part of their own in the plan?"), [info("Peru", 2019), info("Chile", 2019)])
    assert [a.country for a in asked] == ["Chile"]


def test_of_several_countries_each_is_asked_its_own_question() -> None:
    asked = reports_asked(analyse("Do Peru and Chile both train judges?"), [info("Peru", 2019), info("Chile", 2019)])
    assert [(a.country, a.question.focus, a.question.countries) for a in asked] == [
        ("Peru", "Do Peru train judges?", ("Peru",)),
        ("Chile", "Do Chile train judges?", ("Chile",)),
    ]


def test_the_newest_report_of_a_country_comes_first_unless_another_year_is_named() -> None:
    reports = [info("Peru", 2014), info("Peru", 2019)]
    assert [a.reports for a in reports_asked(analyse("Does Peru train judges?"), reports)] == [("peru_2019", "peru_2014")]
    assert [a.reports for a in reports_asked(analyse("Does Peru train judges, by the 2014 report?"), reports)] == [("peru_2014",)]
    assert [a.reports for a in reports_asked(analyse("Does Peru train judges, by the report of 2001?"), reports)] == [("peru_2019", "peru_2014")]


def test_an_older_report_answers_where_the_newest_is_silent(several: Assistant) -> None:
    assert reports_of(several.ask("How many mobile clinics for drug users does Peru have?")) == {"peru_2014"}
    assert several.ask("Does Peru have an early warning system for NPS, by the 2014 report?").verdict is Verdict.YES


def answer_of(verdict: Verdict | None, text: str, *quotes: str) -> Answer:
    cited = tuple(Citation(n, "r", "A", "Objective 1", q, 0, len(q), q, 1.0, 0) for n, q in enumerate(quotes, start=1))
    return Answer("q", bool(quotes), verdict, text, cited, (), None, None, "en", (("r", "x"),) if quotes else ())


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((Verdict.YES, Verdict.YES), Verdict.YES),
        ((Verdict.YES, Verdict.NO), Verdict.MIXED),
        ((Verdict.YES, None), None),
        ((Verdict.YES, Verdict.NO, None), Verdict.MIXED),
        ((None, None), None),
    ],
)
def test_one_verdict_stands_for_several_countries_only_where_all_give_it(verdicts: tuple[Verdict | None, ...], expected: Verdict | None) -> None:
    answers = [(c, answer_of(v, "said [1]", "said") if v else answer_of(None, "The report does not say.")) for c, v in zip(COUNTRIES, verdicts, strict=False)]
    assert together("q", answers).verdict is expected


def test_markers_go_on_from_country_to_country() -> None:
    answers = [("Peru", answer_of(Verdict.YES, "a [1] b [2].", "a", "b")), ("Chile", answer_of(Verdict.YES, "c [1]", "c"))]
    answer = together("q", answers, unasked=3)
    assert answer.text == "- Peru: a [1] b [2].\n- Chile: c [3]\nThere are reports on 3 further countries. Name one to ask of it."
    assert [(c.number, c.quote) for c in answer.citations] == [(1, "a"), (2, "b"), (3, "c")]


def test_a_report_s_own_country_is_read_as_the_country() -> None:
    own = own_countries(("Peru", "Trinidad and Tobago"))
    assert own.neutral("Does Peru, as Chile, have it?") == "Does the country, as Chile, have it?"
    assert own.neutral("Trinidad and Tobago's law") == "the country's law"
