"""Pieces of the page as pure functions: downloads, kept conversations, summaries, the start."""

import csv
import io
import json
import socket
from dataclasses import replace

import pytest

from app import is_free
from assistant.datatypes import Answer, Citation, DroppedSentence, Summary, SummarySentence, Verdict
from assistant.page.answer_card import badge, only_talks
from assistant.page.citation import lines_html
from assistant.page.conversation import Turn, from_json, to_json
from assistant.page.download import COLUMNS, conversation_file
from assistant.page.startup import Status, status_html
from assistant.page.summary_card import summary_html
from assistant.verify import read_answers

CITATION = Citation(1, "r", "Area", "Objective 1", 'It says "no".', 10, 23, 'It says "no".', 1.5, 10)
SUMMARY = Summary(
    (SummarySentence("It does not.", (1,), 0.9),), "local", "tiny", (DroppedSentence("It is <b>fine</b>.", "not in [1]"),), "the remote model is away"
)
ANSWER = Answer("Does it?", True, Verdict.NO, "No. [1]", (CITATION,), (), None, SUMMARY, "en", (("r", "ab" * 32),))
SILENT = Answer("=2+3", False, None, "The report does not say.", (), (CITATION,), None, None, "en", (("r", "ab" * 32),))
TURNS = (Turn("a1", "Does it?", ANSWER, ("r",), ("Area",), True), Turn("b2", "=2+3", SILENT))


def test_a_kept_conversation_is_read_back_whole():
    assert from_json(json.loads(json.dumps(to_json(TURNS)))) == TURNS


@pytest.mark.parametrize("damage", [{"id": "<script>"}, {"answer": None}, {"answer": {"verdict": "perhaps"}}, {"reports": 5}])
def test_a_damaged_turn_is_left_out(damage):
    stored = to_json(TURNS)
    stored[0] = {**stored[0], **damage}
    assert from_json(stored) == TURNS[1:]


@pytest.mark.parametrize("stored", [None, "text", {"a": 1}, [None, 3]])
def test_what_is_no_conversation_is_none(stored):
    assert from_json(stored) == ()


def test_json_holds_the_answers_and_their_limits_as_verify_reads_them(tmp_path):
    file = conversation_file(TURNS, "json")
    path = tmp_path / file["name"]
    path.write_text(file["text"], "utf-8")
    assert [a["limits"] for a in read_answers(path)] == [{"reports": ["r"], "areas": ["Area"]}, {"reports": [], "areas": []}]


def test_csv_tells_citations_from_nearest_passages_and_disarms_formulas():
    rows = list(csv.reader(io.StringIO(conversation_file(TURNS, "csv")["text"].removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1] == ["1", "Does it?", "True", "no", "No. [1]", "", "r; Area", "citation", "1", "r", "Area", "Objective 1", "10", "23", 'It says "no".']
    assert rows[2][:3] == ["2", "'=2+3", "False"]
    assert rows[2][7] == "nearest"
    assert len(rows) == 3


def test_markdown_separates_the_answers():
    text = conversation_file(TURNS, "md")["text"]
    assert text == ANSWER.to_markdown() + "\n---\n\n" + SILENT.to_markdown()


def test_a_summary_shows_its_sentences_its_source_and_what_was_left_out():
    html = summary_html(SUMMARY, (CITATION,), "en")
    assert '<a href="#at=r:10-23" class="cite" title="Area › Objective 1">[1]</a>' in html
    assert "Written on this machine by tiny; each sentence checked against its quotes" in html
    assert "the remote model is away" in html
    assert "Left out, because the quotes do not say it: 1" in html
    assert "It is &lt;b&gt;fine&lt;/b&gt;." in html


def test_the_items_of_a_list_answer_are_a_list_with_their_markers():
    html = lines_html("The report lists 2:\n- first [1]\n- <second> [2]\n", (CITATION,))
    link = '<a href="#at=r:10-23" class="cite" title="Area › Objective 1">[1]</a>'
    assert html == f'<div class="answer-text"><p>The report lists 2:</p><ul><li>first {link}</li><li>&lt;second&gt; [2]</li></ul></div>'


def test_a_summary_without_a_sentence_says_so():
    assert "the answer above stands alone" in summary_html(Summary((), "extractive", None), (), "en")


def test_the_start_tells_how_far_it_is_in_the_readers_language():
    html = status_html(Status("loading", "encoding", 30, 340), "es")
    assert "Creando el índice" in html
    assert "30 de 340" in html
    assert '<progress max="340" value="30"' in html


def test_a_failed_start_says_why_escaped():
    assert "no reports in &lt;here&gt;" in status_html(Status("failed", error="no reports in <here>"), "en")
    assert "(OSError: gone). The terminal says more." in status_html(Status("failed", unexpected="OSError: gone"), "en")


def test_nothing_is_said_once_the_index_is_ready():
    assert status_html(Status("ready"), "en") == ""


@pytest.mark.parametrize(
    ("areas", "word"),
    [((), "Not in the report"), (("Demand Reduction",), "Not in the chosen part")],
)
def test_silence_about_a_part_does_not_speak_for_the_report(areas, word):
    assert badge(SILENT, in_part=bool(areas)) == ("silent", "○", word)
    assert badge(ANSWER, in_part=bool(areas)) == ("no", "✕", "No")


def test_a_silence_that_is_nearly_an_answer_is_not_said_to_be_none():
    nearly = replace(SILENT, text="The report does not say this outright. The nearest statement: “It stands.”")
    assert badge(nearly) == ("silent", "○", "Not said outright")
    assert badge(nearly, in_part=True) == ("silent", "○", "Not in the chosen part")


@pytest.mark.parametrize(("question", "talk"), [("hello", True), ("what can you do?", True), ("Is there a coca tax?", False)])
def test_a_greeting_gets_no_badge_of_silence(question, talk):
    assert only_talks(replace(SILENT, question=question)) is talk


def test_a_port_that_is_taken_is_told_from_a_free_one():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert not is_free("127.0.0.1", port)
    assert is_free("127.0.0.1", port)
