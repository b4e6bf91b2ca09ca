"""Questions about a report itself."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant

COVERS = "The GEG analyzed the following areas: institutional strengthening, demand reduction"


@pytest.mark.parametrize(
    "question",
    [
        "What is this report about?",
        "What areas does the report cover?",
        "How many objectives are there?",
        "Which areas did the GEG analyze?",
        "¿De qué trata este informe?",
        "Do que trata este relatório?",
        "De quoi parle ce rapport ?",
    ],
)
def test_what_a_report_covers_is_told_by_its_preface(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.citations[0].quote.startswith(COVERS)
    assert {c.section for c in answer.citations} == {"Preface"}


@pytest.mark.parametrize("question", ["Who wrote this report?", "Who conducted the evaluation?", "¿Quién elaboró el informe?"])
def test_who_made_a_report_is_told_by_its_preface(assistant: Assistant, question: str) -> None:
    assert "composed of experts from OAS countries" in assistant.ask(question).citations[0].quote


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Give me an overview of the report", 33),
        ("What are the main findings?", 33),
        ("Summarise the report", 33),
        ("What are the key findings on demand reduction?", 8),
        ("What are Peru's strengths and weaknesses?", 33),
        ("Quais são as principais conclusões do relatório?", 33),
    ],
)
def test_what_a_report_finds_on_the_whole_is_all_that_the_evaluators_judge(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question)
    assert len(answer.citations) == count
    assert f"CICAD judges {count} points" in answer.text or f"CICAD avalia {count} pontos" in answer.text


@pytest.mark.parametrize(
    "question", ["What areas does DEVIDA cover?", "Who conducted the evaluation of prevention programs?", "What sections are there on treatment?"]
)
def test_a_topic_makes_it_another_question(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert "says of itself" not in text
    assert "CICAD judges" not in text


@pytest.mark.parametrize("question", ["help", "What can you do?", "hello", "What can I ask?"])
def test_who_wants_help_is_told_the_areas(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text.endswith(
        "Ask about what the report covers: Institutional Strengthening, Demand Reduction, Supply Reduction, Control Measures, International Cooperation."
    )


def test_the_body_that_a_sentence_names_itself_is_not_replaced_by_another_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("Is the drug observatory run by the Ministry of Health?")
    assert answer.verdict is not None
    assert answer.verdict.value == "no"
    assert answer.citations[0].quote.startswith("The Peruvian Observatory on Drugs, under DEVIDA's Technical Affairs Directorate")


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        (
            "ok so in short is peru doing well on institutions?",
            "CICAD notes with satisfaction that in the seven rounds (1999-2018), Peru has had a national drug authority.",
            3,
        ),
        ("What is the report's verdict on money laundering?", "CICAD recognizes that from the second to the seventh rounds (2001-2018), Peru has had legal", 4),
        ("How does the report judge treatment in Peru?", "CICAD recognizes with satisfaction that in the seventh round (2014-2018), Peru has demand", 5),
    ],
)
def test_what_the_evaluators_think_of_a_topic_is_all_that_they_judge_of_it(assistant: Assistant, question: str, first: str, count: int) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is None
    assert answer.text.startswith(f"CICAD judges {count} points")
    assert answer.citations[0].quote.startswith(first)


@pytest.mark.parametrize(("question", "count"), [("SUSALUD role", 1), ("What role does MINSA play?", 5), ("What are the functions of CONTRALAFI?", 1)])
def test_the_role_of_a_body_is_all_that_is_said_of_it(assistant: Assistant, question: str, count: int) -> None:
    assert len(assistant.ask(question).citations) == count


@pytest.mark.parametrize("question", ["hi! im preparing a briefing on drug policy, can you help?", "hello", "hola, can i ask in english? its about coca"])
def test_who_asks_nothing_is_not_told_that_the_report_is_silent(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert answer.text.startswith("Ask about what the report covers: Institutional Strengthening")


def test_whether_the_report_mentions_any_asks_whether_there_is_one(assistant: Assistant) -> None:
    answer = assistant.ask("we work with primary school kids. does the report mention any prevention program for them?")
    assert answer.verdict is not None
    assert answer.verdict.value == "no"
    assert "does not implement prevention programs targeting" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["Where can I download this report?", "Where can I get hold of the reports on the other countries?"])
def test_where_reports_can_be_had_is_an_address(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).citations[0].quote.startswith("This report and all other MEM seventh round evaluation reports are available at")


def test_whether_something_is_good_is_told_by_all_that_is_judged_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("Is treatment good?")
    assert answer.verdict is None
    assert answer.text.startswith("CICAD judges 5 points, with satisfaction or with concern:")


@pytest.mark.parametrize("question", ["Is DEVIDA good?", "How can we see that the report is fair?", "Where is the observatory's report published?"])
def test_what_is_no_topic_and_what_is_no_report_of_this_kind_is_left_to_the_rest(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.text.startswith("CICAD judges")
    assert not answer.text.startswith("The report says of itself")
