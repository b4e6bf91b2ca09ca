"""Story 9: a thumb down stays on this machine and becomes a draft of a gold question."""

import json
import subprocess
import sys

from playwright.sync_api import expect


def lines(folder) -> list[dict]:
    return [json.loads(line) for line in (folder / "feedback.jsonl").read_text("utf-8").splitlines()]


def test_a_thumb_down_with_a_note_becomes_a_draft_of_a_gold_question(screen, server, root):
    answer = screen.ask("Does Peru have an early warning system for NPS?")
    turn = answer.get_attribute("id").removeprefix("answer-")
    page = screen.page
    page.get_by_role("button", name="Dislike").click()
    expect(page.locator("#feedback")).to_contain_text("Noted on this machine; nothing is sent anywhere.")
    assert [(x["turn"], x["rating"], x["note"]) for x in lines(server.feedback) if x["turn"] == turn] == [(turn, "down", "")]
    page.get_by_label("What was wrong?").fill("see Objective 5")
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("#feedback")).to_be_hidden()

    last = lines(server.feedback)[-1]
    assert (last["turn"], last["rating"], last["note"]) == (turn, "down", "see Objective 5")
    assert last["question"] == "Does Peru have an early warning system for NPS?"
    assert last["answer"]["verdict"] == "no"
    assert set(last["answer"]["sources"]) == {"peru_2019"}
    assert last["versions"]["model"]

    done = subprocess.run(
        [sys.executable, "-m", "assistant", "gold", "propose", "--feedback", str(server.feedback / "feedback.jsonl")],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    drafts = [json.loads(line) for line in done.stdout.splitlines()]
    draft = next(d for d in drafts if "see Objective 5" in d["note"])
    assert draft["question"] == last["question"]
    assert draft["verdict"] == "no"
    assert draft["evidence"][0]["section"] == "Objective 5"


def test_a_thumb_up_is_noted_without_a_question(screen, server):
    answer = screen.ask("What was DEVIDA's budget in 2014?")
    turn = answer.get_attribute("id").removeprefix("answer-")
    screen.page.get_by_role("button", name="Like", exact=True).click()
    screen.until(lambda: (server.feedback / "feedback.jsonl").exists() and any(x["turn"] == turn for x in lines(server.feedback)))
    assert [x["rating"] for x in lines(server.feedback) if x["turn"] == turn] == ["up"]
    expect(screen.page.locator("#feedback")).to_be_hidden()
