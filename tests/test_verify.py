"""A saved answer holds as long as every quote stands where it stood, to the letter, in the same report."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.datatypes import Report
from assistant.errors import AnswerFileError
from assistant.verify import problems, read_answers
from tests.conftest import NPS_QUESTION


@pytest.fixture(scope="module")
def saved(assistant: Assistant) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(assistant.ask(NPS_QUESTION).to_json())
    return answer


@pytest.fixture
def answer(saved: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(saved)


def test_a_fresh_answer_holds(answer: dict[str, Any], peru: Report) -> None:
    assert problems(answer, {"peru_2019": peru.text}) == []


def test_an_answer_that_found_nothing_holds_too(assistant: Assistant, peru: Report) -> None:
    silent = json.loads(assistant.ask("How tall is Machu Picchu?").to_json())
    assert silent["nearest"]
    assert problems(silent, {"peru_2019": peru.text}) == []


@pytest.mark.parametrize("position", [0, 50, -1])
def test_one_changed_character_of_a_quote_is_found(answer: dict[str, Any], peru: Report, position: int) -> None:
    quote = answer["citations"][0]["quote"]
    position %= len(quote)
    answer["citations"][0]["quote"] = quote[:position] + "#" + quote[position + 1 :]
    (problem,) = problems(answer, {"peru_2019": peru.text})
    assert problem.startswith("citation 1: peru_2019 at ")


def test_a_dropped_not_is_found(answer: dict[str, Any], peru: Report) -> None:
    answer["citations"][0]["quote"] = answer["citations"][0]["quote"].replace("does not have", "does have")
    assert len(problems(answer, {"peru_2019": peru.text})) == 1


@pytest.mark.parametrize(("start", "end"), [(1, 0), (0, 1), (0, -1), (-1, 0)])
def test_shifted_offsets_are_found(answer: dict[str, Any], peru: Report, start: int, end: int) -> None:
    answer["citations"][0]["start"] += start
    answer["citations"][0]["end"] += end
    assert len(problems(answer, {"peru_2019": peru.text})) == 1


@pytest.mark.parametrize(("start", "end"), [(-10, 5), (10, 5), (0, 10**9), (10**9, 10**9)])
def test_impossible_offsets_are_found(answer: dict[str, Any], peru: Report, start: int, end: int) -> None:
    answer["citations"][0].update(start=start, end=end)
    assert len(problems(answer, {"peru_2019": peru.text})) == 1


def test_one_changed_character_of_the_report_is_found_even_outside_the_quotes(answer: dict[str, Any], peru: Report) -> None:
    changed = peru.text.replace("established in 2002", "established in 2003")
    (problem,) = problems(answer, {"peru_2019": changed})
    assert problem.startswith("the report 'peru_2019' has changed: its sha256 is ")


def test_a_report_that_is_gone_is_found(answer: dict[str, Any]) -> None:
    assert problems(answer, {"chile_2019": "text"}) == ["the report 'peru_2019' is not in the corpus (it holds: chile_2019)"]


def test_a_hash_left_out_is_found(answer: dict[str, Any], peru: Report) -> None:
    answer["sources"] = {}
    assert problems(answer, {"peru_2019": peru.text}) == ["the answer does not record the hash of the report 'peru_2019' that it quotes"]


def test_an_answer_without_citations_is_found(answer: dict[str, Any], peru: Report) -> None:
    answer["citations"] = []
    assert "the answer claims to be answered but cites nothing" in problems(answer, {"peru_2019": peru.text})


def test_a_changed_passage_is_found(answer: dict[str, Any], peru: Report) -> None:
    answer["citations"][0]["passage"] = answer["citations"][0]["passage"].replace("Peru", "Chile")
    (problem,) = problems(answer, {"peru_2019": peru.text})
    assert problem.startswith("citation 1: the passage around the quote")


def test_a_conversation_is_checked_answer_by_answer(answer: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "conversation.json"
    path.write_text(json.dumps({"answers": [answer, answer]}), encoding="utf-8")
    assert len(read_answers(path)) == 2
    path.write_text(json.dumps([answer]), encoding="utf-8")
    assert len(read_answers(path)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "holds no answer"),
        ("7", "holds no answer"),
        ('{"question": "?"}', "is not a saved answer"),
        ('{"citations": [], "sources": []}', "is not a saved answer"),
        ('{"citations": [1], "sources": {}}', "a citation lacks one of report, quote, start, end"),
        ('{"citations": [{"report": "p", "quote": "q", "start": "0", "end": 1}], "sources": {}}', "a citation lacks one of"),
        ('{"citations": [{"report": "p", "quote": "q", "start": true, "end": 1}], "sources": {}}', "a citation lacks one of"),
        ('{"citations": [], "nearest": 3, "sources": {}}', "is not a saved answer"),
        ('{"citations": [{"report": "p", "quote": "q", "start": 0, "end": 1, "passage": 1, "passage_start": 0}], "sources": {}}', "a citation lacks one of"),
    ],
)
def test_a_file_that_is_no_answer_is_said(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AnswerFileError, match=message):
        read_answers(path)


def test_a_file_that_is_missing_or_no_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(AnswerFileError, match=r"cannot read .*: No such file or directory"):
        read_answers(tmp_path / "nothing.json")
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AnswerFileError, match="is not JSON"):
        read_answers(tmp_path / "binary.json")
