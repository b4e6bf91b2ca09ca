"""Story 1: a question, a verdict, citations, and the report opened at the quoted words."""

import re

from playwright.sync_api import expect

QUESTION = "does Peru have an NPS early warning system?"
DECIDING = "Peru does not have an early warning system for identifying and tracing new psychoactive substances (NPS)"


def test_the_answer_says_no_quotes_the_sentence_and_names_its_place(screen):
    answer = screen.ask(QUESTION)
    expect(answer.locator(".badge")).to_have_text("✕ No")
    citation = answer.locator(".citation").first
    expect(citation.locator(".place")).to_contain_text("Control Measures › Objective 5")
    expect(citation.locator("mark").first).to_contain_text(DECIDING)
    expect(answer.locator(".answer-text a.cite").first).to_have_text("[1]")


def test_the_report_opens_at_the_first_citation_with_the_quote_marked(screen):
    screen.ask(QUESTION)
    assert screen.cited().startswith(DECIDING)
    expect(screen.page.locator(".report-body mark.current").first).to_be_in_viewport()


def test_another_citation_moves_the_report_there(screen):
    answer = screen.ask(QUESTION)
    screen.cited()
    second = answer.locator(".citation").nth(1)
    quoted = second.locator("mark").first.inner_text()
    second.locator("a.place").click()
    expect(screen.page.locator(".report-body mark.current").first).to_contain_text(quoted[:60])
    expect(screen.page.locator(".report-body mark.current").first).to_be_in_viewport()
    expect(screen.page.locator(".report-body section:has(mark.current) h3")).to_have_text("Progress 1999-2018")


def test_a_figure_is_told_from_its_table_and_marked_in_it(screen):
    answer = screen.ask("What was DEVIDA's budget in 2014?")
    expect(answer.locator(".answer-text")).to_contain_text("88,943,007")
    expect(answer.locator(".citation table mark", has_text="88,943,007")).to_be_visible()
    screen.cited()
    expect(screen.page.locator(".report-body td:has(mark.current)", has_text="88,943,007")).to_be_in_viewport()


def test_the_report_has_its_tables_as_tables_and_its_goals_told_from_findings(screen):
    body = screen.page.locator(".report-body")
    expect(body.locator("h2")).to_have_text(
        ["Preface", "Institutional Strengthening", "Demand Reduction", "Supply Reduction", "Control Measures", "International Cooperation"]
    )
    studies = body.locator("table", has_text="National surveys of secondary school students")
    expect(studies.locator("thead th", has_text="Studies carried out and published")).to_have_attribute("colspan", "2")
    expect(body.locator(".statement")).to_have_count(29)
    expect(body.locator(".statement .statement-label").first).to_have_text("Objective – the goal set, not a finding")


def test_the_contents_lead_to_an_objective(screen):
    page = screen.page
    page.get_by_text("Contents", exact=True).click()
    page.locator(".contents li", has_text="Control Measures").get_by_role("link", name=re.compile("^Objective 5")).click()
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator(".report-body h3:focus, .report-body section:focus, .report-body [tabindex='-1']:focus").first).to_be_in_viewport()
    expect(page.locator(".report-body .statement", has_text="NEW PSYCHOACTIVE SUBSTANCES")).to_be_in_viewport()
