"""Story 6: an answer on the clipboard, and the conversation as a file that can be re-checked."""

import csv
import io
import json
import subprocess
import sys

from playwright.sync_api import expect

QUESTION = "does Peru have an NPS early warning system?"


def download(screen, form: str, path):
    with screen.page.expect_download() as waiting:
        screen.page.locator("#downloads").get_by_role("button", name=form).click()
    waiting.value.save_as(path)
    return waiting.value.suggested_filename


def test_one_click_copies_an_answer_with_its_citations(new_screen):
    screen = new_screen(permissions=["clipboard-read", "clipboard-write"]).open()
    answer = screen.ask(QUESTION)
    answer.get_by_role("button", name="Copy with citations").click()
    expect(answer.get_by_role("button", name="✓ Copied")).to_be_visible()
    copied = screen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"**{QUESTION}**\n\nNo. ")
    assert "1. “Peru does not have an early warning system for identifying and tracing new psychoactive substances (NPS)" in copied
    assert "Control Measures › Objective 5 (characters " in copied


def test_the_conversation_as_json_is_verified_by_the_command_line(screen, tmp_path, root):
    screen.ask(QUESTION)
    screen.ask("How tall is Machu Picchu?")
    saved = tmp_path / "conversation.json"
    assert download(screen, "JSON", saved) == "conversation.json"
    done = subprocess.run([sys.executable, "-m", "assistant", "verify", str(saved)], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "holds (2 answer(s)" in done.stdout
    answers = json.loads(saved.read_text("utf-8"))["answers"]
    assert [a["answered"] for a in answers] == [True, False]


def test_the_conversation_as_csv_has_a_row_for_each_citation(screen, tmp_path):
    answer = screen.ask(QUESTION)
    cited = answer.locator(".citation").count()
    saved = tmp_path / "conversation.csv"
    download(screen, "CSV", saved)
    rows = list(csv.DictReader(io.StringIO(saved.read_text("utf-8-sig"))))
    assert len(rows) == cited
    assert {row["verdict"] for row in rows} == {"no"}
    assert rows[0]["quote"].startswith("Peru does not have an early warning system")


def test_the_conversation_as_markdown_holds_every_answer(screen, tmp_path):
    screen.ask(QUESTION)
    screen.ask("What was DEVIDA's budget in 2014?")
    saved = tmp_path / "conversation.md"
    download(screen, "Markdown", saved)
    text = saved.read_text("utf-8")
    assert text.index(f"**{QUESTION}**") < text.index("\n---\n") < text.index("88,943,007")


def test_an_empty_conversation_is_not_saved_but_explained(screen):
    screen.page.locator("#downloads").get_by_role("button", name="JSON").click()
    expect(screen.page.locator("#notice")).to_contain_text("no answer to download yet")
