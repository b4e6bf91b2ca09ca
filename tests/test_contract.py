"""The public contract, to the letter: what ``from assistant import ask`` promises."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from pathlib import Path

import pytest

import assistant as package
from assistant import Answer, Assistant, Citation, Hit, Settings, Verdict, ask
from assistant.conversation import resolve
from assistant.datatypes import Report
from tests.conftest import NPS_QUESTION, ROOT

ANSWERED = [
    NPS_QUESTION,
    "What was DEVIDA's budget in 2014?",
    "Which institutions make up the national information system?",
    "Does Peru have a drug authority?",
]
SILENT = ["How tall is Machu Picchu?", "Does Uruguay have an early warning system?"]


def test_ask_answers_no_with_the_deciding_sentence_and_its_place(assistant: Assistant, peru: Report) -> None:
    answer = assistant.ask(NPS_QUESTION)
    assert answer.answered is True
    assert answer.verdict is Verdict.NO
    first = answer.citations[0]
    assert (first.number, first.report, first.area, first.section) == (1, "peru_2019", "Control Measures", "Objective 5")
    assert first.quote.startswith("Peru does not have an early warning system for identifying and tracing new psychoactive substances (NPS)")
    assert peru.text[first.start : first.end] == first.quote
    assert first.quote in first.passage
    assert isinstance(first.score, float)
    assert (answer.conflict, answer.summary, answer.language) == (None, None, "en")


def test_the_module_function_answers_as_the_class_does(assistant: Assistant) -> None:
    assert ask(NPS_QUESTION) == assistant.ask(NPS_QUESTION)


def test_the_budget_is_read_from_its_table(assistant: Assistant) -> None:
    answer = assistant.ask("What was DEVIDA's budget in 2014?")
    assert answer.verdict is None
    assert "88,943,007" in answer.text
    first = answer.citations[0]
    assert (first.area, first.section) == ("Institutional Strengthening", "Objective 1")
    assert first.quote.startswith("Annual budget amount (US dollars)\t\\$88,943,007")


@pytest.mark.parametrize("question", SILENT)
def test_what_the_report_does_not_say_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered is False
    assert answer.verdict is None
    assert answer.citations == ()
    assert answer.nearest
    assert answer.text


@pytest.mark.parametrize("question", ANSWERED + SILENT)
def test_every_answer_keeps_the_promises_of_its_fields(assistant: Assistant, peru: Report, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.question == question
    assert answer.answered == bool(answer.citations)
    assert answer.nearest == () or not answer.answered
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    markers = {int(m) for m in re.findall(r"\[(\d+)\]", answer.text)}
    assert markers <= {c.number for c in answer.citations}
    assert bool(markers) == answer.answered
    for c in (*answer.citations, *answer.nearest):
        assert peru.text[c.start : c.end] == c.quote
        assert peru.text[c.passage_start : c.passage_start + len(c.passage)] == c.passage
        section = next(s for s in peru.sections if (s.area, s.name) == (c.area, c.section))
        assert section.start <= c.passage_start <= c.start < c.end <= section.end
    assert dict(answer.sources).keys() == {c.report for c in (*answer.citations, *answer.nearest)}
    assert all(sha256 == peru.sha256 for _, sha256 in answer.sources)


def test_records_have_the_promised_fields_and_are_frozen(assistant: Assistant) -> None:
    promised = {"answered", "verdict", "text", "citations", "nearest", "conflict", "summary", "language"}
    assert promised <= {f.name for f in dataclasses.fields(Answer)}
    cited = {"number", "report", "area", "section", "quote", "start", "end", "passage", "score"}
    assert cited <= {f.name for f in dataclasses.fields(Citation)}
    assert {f.name for f in dataclasses.fields(Hit)} == {f.name for f in dataclasses.fields(Citation)} - {"number"}
    answer = assistant.ask(NPS_QUESTION)
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.text = "Yes."  # type: ignore[misc]
    assert isinstance(answer.citations, tuple)


def test_verdicts_are_texts() -> None:
    assert [v.value for v in Verdict] == ["yes", "no", "mixed"]
    assert Verdict.NO == "no"
    assert f"{Verdict.MIXED}" == "mixed"


def test_signatures_are_the_published_ones() -> None:
    def names(function: object, kind: inspect._ParameterKind) -> list[str]:
        return [p.name for p in inspect.signature(function).parameters.values() if p.kind is kind]  # type: ignore[arg-type]

    keywords = ["history", "reports", "areas", "max_citations", "summarize", "language"]
    assert names(ask, inspect.Parameter.KEYWORD_ONLY) == keywords
    assert names(Assistant.ask, inspect.Parameter.KEYWORD_ONLY) == keywords
    assert names(Assistant.search, inspect.Parameter.KEYWORD_ONLY) == ["top_k", "reports", "areas", "language"]
    defaults = {n: p.default for n, p in inspect.signature(ask).parameters.items()}
    assert defaults == {
        "question": inspect.Parameter.empty,
        "history": (),
        "reports": None,
        "areas": None,
        "max_citations": 3,
        "summarize": False,
        "language": None,
    }
    assert list(inspect.signature(Assistant).parameters)[:2] == ["corpus", "index"]


def test_search_returns_hits_best_first(assistant: Assistant, peru: Report) -> None:
    hits = assistant.search("money laundering", top_k=10)
    assert len(hits) == 10
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert all(peru.text[h.start : h.end] == h.quote for h in hits)
    assert "money laundering" in hits[0].quote
    assert len(assistant.search("money laundering", top_k=10_000)) > 100


def test_filters_keep_to_areas_and_reports(assistant: Assistant) -> None:
    hits = assistant.search("training", areas=["Demand Reduction"], reports=["peru_2019"])
    assert {h.area for h in hits} == {"Demand Reduction"}
    assert {h.area for h in assistant.search("training", areas=["demand reduction"])} == {"Demand Reduction"}
    answer = assistant.ask("Does Peru have training programs?", areas=["Control Measures"])
    assert {c.area for c in (*answer.citations, *answer.nearest)} == {"Control Measures"}


def test_max_citations_limits_them(assistant: Assistant) -> None:
    assert len(assistant.ask(NPS_QUESTION, max_citations=1).citations) == 1


def test_a_follow_up_is_read_with_its_history(assistant: Assistant) -> None:
    answer = assistant.ask("And in 2015?", history=["What was DEVIDA's budget in 2014?"])
    assert "109,354,044" in answer.text


def test_reports_tell_what_the_corpus_holds(assistant: Assistant) -> None:
    (report,) = assistant.reports
    assert (report.id, report.country, report.year) == ("peru_2019", "Peru", 2019)
    assert report.areas == assistant.areas
    assert "Control Measures" in assistant.areas


def test_an_answer_is_written_as_dict_json_and_markdown(assistant: Assistant) -> None:
    answer = assistant.ask(NPS_QUESTION)
    written = answer.to_dict()
    assert json.loads(answer.to_json()) == written
    assert written["verdict"] == "no"
    assert written["citations"][0]["quote"] == answer.citations[0].quote  # type: ignore[index]
    markdown = answer.to_markdown()
    assert "Control Measures › Objective 5" in markdown
    assert "Peru does not have an early warning system" in markdown


def test_markdown_holds_nothing_that_acts(assistant: Assistant) -> None:
    markdown = assistant.ask("<img src=x onerror=alert(1)> [does](javascript:x) *Peru* have an early warning system?").to_markdown()
    assert "<img" not in markdown
    assert "[does]" not in markdown.replace("\\[", "")


def test_both_folders_are_optional_and_may_be_texts(corpus: Path, tmp_path: Path) -> None:
    from tests.fakes import FakeEncoder

    own = Assistant(str(corpus), str(tmp_path / "index"), encoder=FakeEncoder())
    assert [r.id for r in own.reports] == ["san_lorenzo_2024"]
    assert own.report_text("san_lorenzo_2024").startswith("MULTILATERAL")


def test_the_shipped_corpus_and_the_checkouts_index_are_the_defaults() -> None:
    from assistant.settings import corpus_folder, index_folder

    assert corpus_folder(Settings()) == ROOT / "corpus"
    assert index_folder(Settings()) == ROOT / "index"


def test_public_names_are_sorted_and_exist() -> None:
    assert list(package.__all__) == sorted(package.__all__)
    for name in package.__all__:
        assert getattr(package, name).__module__.startswith("assistant")
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Is there data about labs that were found?", False),
        ("Is it true that the country has no observatory?", False),
        ("Was that study published?", True),
        ("Who funded that?", True),
    ],
)
def test_a_that_which_joins_a_clause_points_at_nothing_before(question: str, *, leans: bool) -> None:
    resolved = resolve(question, ["Did the chemical study run from July?"], lambda _: False)
    assert ("chemical" in resolved) is leans
