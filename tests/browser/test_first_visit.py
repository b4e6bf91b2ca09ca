"""Story 10: examples, progress while the index is built, and what to do where that fails."""

import shutil

import pytest
from playwright.sync_api import expect

EXAMPLES = {
    "Does Peru have an NPS early warning system?": "✕ No",
    "Is Peru a party to the Convention on Psychotropic Substances?": "✓ Yes",
    "Does Peru implement mechanisms for identifying new psychoactive substances?": "◐ Partly",
    "What was DEVIDA's budget in 2014?": "● In the report",
    "Which institutions make up the national information system on drug trafficking?": "● In the report",
    "How tall is Machu Picchu?": "○ Not in the report",
}
BUILD_MS = 300_000
"""Longest build of an index for one report on a busy machine."""


def test_each_example_has_an_answer_of_its_kind(screen):
    page = screen.page
    expect(page.locator("#chat .example")).to_have_count(6)
    for question, badge in EXAMPLES.items():
        page.locator("#chat .example", has_text=question).click()
        expect(page.locator(".answer .badge")).to_have_text(badge)
        page.get_by_role("button", name="Clear").click()
        expect(page.locator("#chat .example")).to_have_count(6)


@pytest.fixture
def start(tmp_path, own_server):
    """Start the app with folders of its own."""

    def begin(corpus):
        return own_server(ASSISTANT_INDEX=str(tmp_path / "index"), ASSISTANT_CORPUS=str(corpus), ASSISTANT_FEEDBACK=str(tmp_path / "feedback"))

    return begin


def test_a_first_visit_shows_the_build_and_then_answers_from_either_report(start, new_screen, tmp_path, root):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = (root / "corpus" / "peru_2019.txt").read_text("utf-8-sig")
    text = text[: text.index("OBJECTIVE 3")]
    (corpus / "peru_2019.txt").write_text(text, "utf-8")
    manifest = "".join(f'[[report]]\nid = "{name.lower()}_2019"\ntitle = "{name}: report of 2019"\n' for name in ("Peru", "Chile"))
    (corpus / "manifest.toml").write_text(manifest, "utf-8")
    (corpus / "chile_2019.txt").write_text(text.replace("Peru", "Chile").replace("PERU", "CHILE").replace("DEVIDA", "SENDA"), "utf-8")
    screen = new_screen(url=start(corpus).url)
    page = screen.page
    page.goto(screen.url)
    expect(page.locator("#startup")).to_contain_text("Building the index")
    expect(page.locator("#startup progress")).to_be_visible()
    expect(page.locator("#startup")).to_contain_text("This happens once")
    page.fill("#question textarea", "Which body is the national drug authority?")
    page.press("#question textarea", "Enter")
    expect(page.locator("#notice")).to_contain_text("The index is not ready yet")
    expect(page.locator("#question textarea")).to_have_value("Which body is the national drug authority?")
    page.wait_for_selector(".report-body article", timeout=BUILD_MS)
    expect(page.locator("#startup")).to_be_empty()

    page.get_by_label("Limit to reports").click()
    page.locator("li[role=option]", has_text="Chile: report of 2019").click()
    page.get_by_label("Limit to reports").press("Escape")
    answer = screen.ask("Which body is the national drug authority?")
    expect(answer.locator(".limit")).to_have_text("Limited to: Chile: report of 2019")
    expect(answer.locator(".citation").first).to_contain_text("SENDA")
    expect(page.locator(".report-title")).to_have_text("Chile: report of 2019")
    page.get_by_label("Report shown").select_option("peru_2019")
    expect(page.locator(".report-body h1")).to_have_text("Peru: report of 2019")
    assert screen.complaints == []


def test_an_index_that_cannot_be_built_says_what_to_do_and_is_tried_again(start, new_screen, tmp_path, root):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    screen = new_screen(url=start(corpus).url)
    page = screen.page
    page.goto(screen.url)
    alert = page.locator("#startup [role='alert']")
    expect(alert).to_contain_text("The reports cannot be searched yet.")
    expect(alert).to_contain_text(str(corpus))
    for path in (root / "corpus").iterdir():
        shutil.copy(path, corpus)
    shutil.copytree(root / "index", tmp_path / "index", dirs_exist_ok=True)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(".report-body article", timeout=BUILD_MS)
    expect(page.locator("#startup")).to_be_empty()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
