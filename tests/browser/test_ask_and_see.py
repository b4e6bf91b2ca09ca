"""Story 1: a question, a verdict, citations, and the report opened at the quoted words."""

from playwright.sync_api import expect

QUESTION = "does Peru have an NPS early warning system?"
DECIDING = "Peru does not have an early warning system for identifying and tracing new psychoactive substances (NPS)"


def test_the_answer_says_no_quotes_the_sentence_and_names_its_place(screen):
    answer = screen.ask(QUESTION)
    expect(answer.locator(".badge")).to_have_text("✕ No")
    citation = answer.locator(".citation").first
    expect(citation.locator(".place")).to_contain_text("Control Measures › Objective 5")
    expect(citation.locator("mark").first).to_contain_text(DECIDING)


def test_the_report_opens_at_the_first_citation_with_the_quote_marked(screen):
    screen.ask(QUESTION)
    assert screen.cited().startswith(DECIDING)
    expect(screen.page.locator(".report-body mark.current").first).to_be_in_viewport()
