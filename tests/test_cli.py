"""The ``assistant`` command: what it prints where, and with which exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.cli import main, show_progress
from assistant.datatypes import Report
from tests.conftest import NPS_QUESTION, ROOT, SHIPPED

Captured = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("assistant")  # the index is built before any command is timed or its output read


@pytest.fixture
def saved(capsys: Captured, tmp_path: Path) -> Path:
    """An answer saved as a user saves one: ``assistant ask … --json > answer.json``."""
    assert main(["ask", NPS_QUESTION, "--json"]) == 0
    path = tmp_path / "answer.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


def test_ask_prints_the_verdict_the_quote_and_its_place(capsys: Captured) -> None:
    assert main(["ask", NPS_QUESTION]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("No. ")
    assert "“Peru does not have an early warning system for identifying and tracing" in printed.out
    assert "[1] peru_2019, Control Measures › Objective 5 (characters 41862–42057)" in printed.out
    assert printed.err == ""


def test_ask_prints_json_on_demand(capsys: Captured, peru: Report) -> None:
    assert main(["ask", NPS_QUESTION, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["answered"], answer["verdict"]) == (True, "no")
    first = answer["citations"][0]
    assert (first["area"], first["section"]) == ("Control Measures", "Objective 5")
    assert peru.text[first["start"] : first["end"]] == first["quote"]


def test_ask_prints_markdown_on_demand(capsys: Captured) -> None:
    assert main(["ask", NPS_QUESTION, "--markdown"]) == 0
    assert capsys.readouterr().out.startswith(f"**{NPS_QUESTION}**\n")


def test_ask_says_that_the_report_does_not_say(capsys: Captured) -> None:
    assert main(["ask", "How tall is Machu Picchu?"]) == 0
    out = capsys.readouterr().out
    assert "Nearest passages, which do not answer it:" in out


def test_ask_knows_history_filters_and_limits(capsys: Captured) -> None:
    assert main(["ask", "And in 2015?", "--history", "What was DEVIDA's budget in 2014?", "--max-citations", "1"]) == 0
    assert "109,354,044" in capsys.readouterr().out
    assert main(["ask", "Are there training programs?", "--area", "Control Measures", "--report", "peru_2019", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {c["area"] for c in answer["citations"] + answer["nearest"]} == {"Control Measures"}


def test_search_lists_the_nearest_quotes(capsys: Captured) -> None:
    assert main(["search", "money laundering", "--top-k", "10"]) == 0
    out = capsys.readouterr().out
    assert out.count("score ") == 10
    assert "Control Measures › Objective 6" in out


def test_search_prints_json_on_demand(capsys: Captured) -> None:
    assert main(["search", "money laundering", "--top-k", "2", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert len(hits) == 2
    assert {"report", "area", "section", "quote", "start", "end", "passage", "score"} <= set(hits[0])


def test_index_says_what_it_holds(capsys: Captured) -> None:
    assert main(["index"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("index up to date: 1 report(s), ")
    assert out.rstrip().endswith(str(ROOT / "index"))


def test_verify_accepts_what_was_saved(capsys: Captured, saved: Path) -> None:
    assert main(["verify", str(saved)]) == 0
    quotes = len(json.loads(saved.read_text())["citations"])
    counted = f"1 answer(s), {quotes} quote(s) checked; verdict and wording are not judged again"
    assert capsys.readouterr().out == f"{saved}: holds ({counted})\n"


def test_a_question_needs_no_quotation_marks(capsys: Captured) -> None:
    assert main(["ask", "does", "Peru", "have", "a", "national", "drug", "authority"]) == 0
    assert capsys.readouterr().out.startswith("Yes. ")


def test_verify_refuses_one_changed_character_of_the_quote(capsys: Captured, saved: Path) -> None:
    text = saved.read_text(encoding="utf-8")
    saved.write_text(text.replace('"quote": "Peru does not', '"quote": "Peru does now', 1), encoding="utf-8")
    assert main(["verify", str(saved)]) == 1
    printed = capsys.readouterr()
    assert "does not hold" in printed.out
    assert "assistant: citation 1: peru_2019 at " in printed.err


def test_verify_refuses_one_changed_character_of_the_corpus(capsys: Captured, saved: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = (SHIPPED / "peru_2019.txt").read_bytes()
    (corpus / "peru_2019.txt").write_bytes(text.replace(b"established in 2002", b"established in 2003"))
    assert main(["verify", str(saved), "--corpus", str(corpus)]) == 1
    assert "assistant: the report 'peru_2019' has changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "assistant: the question is empty."),
        (["ask", "a" * 2001], "assistant: the question has 2,001 characters"),
        (["ask", "Is there a law?", "--area", "Supply"], "assistant: unknown area 'Supply'. Known areas: Preface, "),
        (["ask", "Is there a law?", "--report", "chile"], "assistant: unknown report 'chile'. Known reports: peru_2019."),
        (["ask", "Is there a law?", "--max-citations", "0"], "assistant: max_citations is 0, expected at least 1."),
        (["search", "law", "--top-k", "0"], "assistant: top_k is 0, expected at least 1."),
        (["ask", "Is there a law?", "--corpus", "/nowhere"], "assistant: no corpus folder at /nowhere."),
        (["verify", "/nowhere.json"], "assistant: cannot read /nowhere.json"),
    ],
)
def test_errors_are_one_line_on_the_error_stream(capsys: Captured, arguments: list[str], message: str) -> None:
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(message)
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["fly"], ["ask"], ["ask", "x", "--json", "--markdown"], ["search", "x", "--top-k", "many"]])
def test_a_wrong_command_line_is_exit_status_2(capsys: Captured, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: assistant" in capsys.readouterr().err


def test_every_command_has_help(capsys: Captured) -> None:
    for command in ([], ["ask"], ["search"], ["index"], ["eval"], ["verify"]):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--help"])
        assert ended.value.code == 0
        assert "usage: assistant" in capsys.readouterr().out


def test_eval_measures_and_writes_its_figures(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of questions: that it runs and writes; the figures themselves are ``make eval``."""
    from evals import run

    lines = (ROOT / "evals" / "gold" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()[:6]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "few.jsonl").write_text("\n".join(lines), encoding="utf-8")
    measure = run.measure
    monkeypatch.setattr(run, "measure", lambda assistant, **given: measure(assistant, gold_folder=tmp_path / "gold", **given))
    assert main(["eval", "--output", str(tmp_path / "out" / "latest.json")]) == 0
    out = capsys.readouterr().out
    assert "verdict accuracy" in out
    assert "tutorial baseline" in out
    figures = json.loads((tmp_path / "out" / "latest.json").read_text(encoding="utf-8"))
    assert sum(figures["questions"].values()) == 6
    assert figures["assistant"]["test"].keys() == figures["baseline"]["test"].keys()


def test_the_command_runs_as_a_module_and_survives_a_closed_pipe() -> None:
    run = subprocess.run(
        f"{sys.executable} -m assistant search 'drugs' --top-k 300 | head -1", shell=True, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.startswith("  1. peru_2019, ")
    assert "Traceback" not in run.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal_and_a_line_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        monkeypatch.setattr(sys, "stderr", stream)
        show_progress("encoding", 1, 2)
        show_progress("encoding", 2, 2)
    assert "[###############...............] 1/2" in terminal.getvalue()
    assert terminal.getvalue().endswith("2/2\n")
    assert file.getvalue() == "encoding: 2/2\n"


def test_the_answer_on_a_terminal_is_the_answer_of_the_function(capsys: Captured, assistant: Assistant) -> None:
    main(["ask", NPS_QUESTION])
    assert capsys.readouterr().out.splitlines()[0] == assistant.ask(NPS_QUESTION).text.splitlines()[0]
