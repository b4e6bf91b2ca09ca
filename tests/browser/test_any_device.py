"""Story 11: phone, tablet, desktop; light and dark; the keyboard alone; screen readers."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

QUESTION = "does Peru have an NPS early warning system?"
SCREENS = [(1440, 900), (820, 1180), (390, 844)]


def serious(page) -> list[str]:
    """Return what axe-core finds serious, as "rule: element"."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).response["violations"]
    return [f"{v['id']}: {n['target']} {n['html'][:120]}" for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"]]


def overflowing(page) -> list[str]:
    """Return the parts of the page that stick out of it sideways, those aside that scroll on their own."""
    return page.evaluate("""() => [...document.querySelectorAll('body *')].filter((e) => {
        const box = e.getBoundingClientRect();
        const scrolls = e.closest('.table-scroll, .overflow-menu, .visually-hidden, .sr-only, svg, [role=listbox]');
        return e.checkVisibility() && !scrolls && box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1);
    }).map((e) => e.tagName + '.' + e.className).slice(0, 5)""")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SCREENS, ids=["desktop", "tablet", "phone"])
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(new_screen, width, height, dark):
    screen = new_screen(width=width, height=height, dark=dark).open()
    page = screen.page
    assert serious(page) == []
    screen.ask(QUESTION)
    assert overflowing(page) == []
    assert serious(page) == []
    if width < 760:
        page.get_by_role("button", name="Report", exact=True).click()
    expect(page.locator(".report-body mark.current").first).to_be_in_viewport()
    assert overflowing(page) == []
    page.get_by_role("tab", name="Overview").click()
    page.wait_for_selector("#timeline .js-plotly-plot[data-listens]")
    page.get_by_text("The same counts as a table").click()
    assert overflowing(page) == []
    assert serious(page) == []


@pytest.mark.parametrize("locale", ["en", "es", "pt", "fr"])
def test_nothing_overlaps_in_the_head_of_a_phone_in_any_language(new_screen, locale):
    page = new_screen(width=390, height=844, locale=locale).open().page
    expect(page.locator("html")).to_have_attribute("lang", locale)
    parts = [page.locator(selector).bounding_box() for selector in (".pane-switch", "#language")]
    assert parts[0]["x"] >= 0
    assert parts[0]["x"] + parts[0]["width"] <= parts[1]["x"]
    assert parts[1]["x"] + parts[1]["width"] <= 390
    assert overflowing(page) == []


def test_on_a_phone_a_citation_opens_the_report_and_back_returns_to_it(new_screen):
    screen = new_screen(width=390, height=844, has_touch=True, is_mobile=True).open()
    page = screen.page
    answer = screen.ask(QUESTION)
    expect(page.locator("#report")).to_be_hidden()
    link = answer.locator(".citation a.place").first
    link.tap()
    expect(page.locator(".report-body mark.current").first).to_be_in_viewport()
    expect(answer).to_be_hidden()
    page.get_by_role("button", name="Back to the answer").tap()
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()


def test_the_keyboard_alone_goes_from_the_question_to_the_citation_and_back(screen):
    page = screen.page
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    link = page.locator(".answer .citation a.place").first
    link.wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if link.evaluate("(e) => e === document.activeElement"):
            break
    expect(link).to_be_focused()
    assert link.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".report-body mark.current").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_screen_readers_get_names_for_what_stands_on_the_page(screen):
    page = screen.page
    screen.ask(QUESTION)
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    expect(page.get_by_role("region", name="Report text")).to_be_visible()
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("group", name="Answer")).to_contain_text("Peru does not have an early warning system")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name=re.compile("^(Retry|Undo|Edit|Clear)$"))).to_have_count(4)
