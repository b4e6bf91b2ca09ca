"""Readers' feedback: lines on this machine, read back, and drafts of gold questions."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.datatypes import Answer, Citation, Verdict
from assistant.errors import FeedbackError
from assistant.feedback import MAX_NOTE_CHARS, draft_gold, feedback_file, new_feedback, read_feedback, write_feedback

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
CITATION = Citation(1, "peru_2019", "Control Measures", "Objective 5", "Peru does not.", 10, 24, "Peru does not.", 1.5, 10)
ANSWER = Answer("Does Peru?", True, Verdict.NO, "No. [1]", (CITATION,), (), None, None, "en", (("peru_2019", "ab" * 32),))


def feedback(turn="t1", rating="down", **more):
    return new_feedback(turn, rating, "Does Peru?", ANSWER, now=NOON, model="m", **more)


def test_a_line_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "new" / "feedback.jsonl"
    written = feedback(history=("Before?",), reports=("peru_2019",), areas=("Control Measures",), note="  wrong\nround ")
    write_feedback(written, path)
    assert read_feedback(path) == (written,)
    assert (written.time, written.note) == ("2026-01-02T12:00:00+00:00", "wrong round")


def test_the_last_word_on_an_answer_counts(tmp_path):
    path = tmp_path / "feedback.jsonl"
    for item in (feedback("a"), feedback("b", "up"), feedback("a", note="see Objective 5"), feedback("b", "down")):
        write_feedback(item, path)
    assert [(f.turn, f.rating, f.note) for f in read_feedback(path)] == [("a", "down", "see Objective 5"), ("b", "down", "")]


def test_a_long_note_is_cut():
    assert len(feedback(note="x" * (MAX_NOTE_CHARS + 1)).note) == MAX_NOTE_CHARS


def test_a_draft_holds_the_question_and_what_was_answered():
    assert draft_gold(feedback(history=("Before?",), note="it is yes")) | {"id": ""} == {
        "id": "",
        "question": "Does Peru?",
        "language": "en",
        "type": "feedback",
        "style": "plain",
        "history": ["Before?"],
        "answerable": True,
        "verdict": "no",
        "conflict": False,
        "require": "any",
        "evidence": [{"report": "peru_2019", "area": "Control Measures", "section": "Objective 5", "quote": "Peru does not."}],
        "must_contain": [],
        "note": "DRAFT: the assistant gave no, and a reader called it wrong. The reader says: it is yes Correct answerable, verdict and evidence.",
    }


def test_drafts_are_proposed_for_thumbs_down_alone(tmp_path, capsys):
    path = tmp_path / "feedback.jsonl"
    write_feedback(feedback("a"), path)
    write_feedback(feedback("b", "up"), path)
    assert main(["gold", "propose", "--feedback", str(path)]) == 0
    output = capsys.readouterr()
    assert [json.loads(line)["question"] for line in output.out.splitlines()] == ["Does Peru?"]
    assert output.err.startswith(f"1 draft(s) from {path}")


def test_missing_feedback_is_an_error_that_says_what_to_do(tmp_path, capsys):
    assert main(["gold", "propose", "--feedback", str(tmp_path / "none.jsonl")]) == 1
    assert "Give a thumb down in the page first" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["{", "[]", '{"format": 1}', '{"format": 99, "history": [], "reports": [], "areas": []}'])
def test_a_damaged_line_is_named_by_its_number(tmp_path, line):
    path = tmp_path / "feedback.jsonl"
    write_feedback(feedback(), path)
    with path.open("a") as file:
        file.write(line + "\n")
    with pytest.raises(FeedbackError, match=r"feedback\.jsonl:2 is no line of feedback"):
        read_feedback(path)


def test_a_folder_that_cannot_be_written_is_an_error_that_names_the_setting(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(FeedbackError, match="ASSISTANT_FEEDBACK"):
        write_feedback(feedback(), tmp_path / "taken" / "feedback.jsonl")


def test_the_environment_names_the_folder():
    assert feedback_file({"ASSISTANT_FEEDBACK": "/elsewhere"}) == Path("/elsewhere/feedback.jsonl")
    assert feedback_file({"ASSISTANT_FEEDBACK": " "}).name == "feedback.jsonl"
