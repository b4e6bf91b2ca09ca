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
        ("Give me an overview of the report", 34),
        ("What are the main findings?", 34),
        ("Summarise the report", 34),
        ("What are the key findings on demand reduction?", 8),
        ("What are Peru's strengths and weaknesses?", 34),
        ("Quais são as principais conclusões do relatório?", 34),
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
