"""Story 8: findings to look at, and a click that lists them with their quotes and opens the report there."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def overview(screen):
    screen.page.get_by_role("tab", name="Overview").click()
    screen.page.wait_for_selector("#heat .js-plotly-plot[data-listens]")
    screen.page.wait_for_selector("#timeline .js-plotly-plot[data-listens]")
    return screen


def open_table(page) -> None:
    page.get_by_text("The same counts as a table").click()


def test_the_overview_counts_findings_by_section_and_tone(overview):
    open_table(overview.page)
    table = overview.page.locator(".overview-table table")
    expect(table.locator("thead th")).to_have_text(["Section", "Positive", "Negative", "Mixed"])
    expect(table.locator("tbody tr.group")).to_have_text(
        ["Institutional Strengthening", "Demand Reduction", "Supply Reduction", "Control Measures", "International Cooperation"]
    )
    expect(table.locator("tbody tr:not(.group)")).to_have_count(34)
    expect(table.get_by_role("button", name="Control Measures › Objective 5, Negative: 2")).to_be_visible()


def test_a_count_lists_its_findings_and_a_finding_opens_the_report(overview):
    page = overview.page
    open_table(page)
    page.get_by_role("button", name="Control Measures › Objective 5, Negative: 2").click()
    expect(page.locator(".findings-title")).to_have_text("Negative: Control Measures › Objective 5 (2)")
    expect(page.locator(".finding")).to_have_count(2)
    expect(page.locator(".finding blockquote").first).to_contain_text("Peru does not have an early warning system")
    page.locator(".finding a.place").first.click()
    expect(page.locator("#report")).to_be_visible()
    assert overview.cited().startswith("Peru does not have an early warning system")
    page.get_by_role("button", name="Back to the answer").click()
    expect(page.locator(".finding a.place").first).to_be_focused()


def test_a_click_on_the_heat_map_lists_the_cell(overview):
    page = overview.page
    label = page.locator("#heat .ytick text", has_text="Objective 6").first.bounding_box()
    column = page.locator("#heat .xtick text", has_text="Negative").bounding_box()
    page.mouse.click(column["x"] + column["width"] / 2, label["y"] + label["height"] / 2)
    expect(page.locator(".findings-title")).to_have_text("Negative: Institutional Strengthening › Objective 6 (1)")
    expect(page.locator(".finding blockquote")).to_contain_text("did not submit enough evidence")


def test_a_click_on_the_timeline_lists_the_round(overview):
    page = overview.page
    bar = page.locator("#timeline .trace.bars").nth(1).locator(".point").nth(6)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".findings-title")).to_contain_text("Negative: Round 7")
    for place in page.locator(".finding a.place").all_inner_texts():
        assert place.endswith("Progress 1999-2018")
