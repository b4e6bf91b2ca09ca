"""The report beside the chat: the whole text, with its contents, where citations are shown in place.

The scaffold is static; ``report_view.js`` fetches a report once (``report_html``) and marks quotes by their offsets in the browser, so
that going to a citation costs no request.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.datatypes import Report, Section
from assistant.page.blocks import block_html
from assistant.page.library import Library
from assistant.page.links import place_link
from assistant.page.markup import Markup, join, tag
from assistant.page.source_text import source_runs
from assistant.page.words import say


def scaffold(language: str) -> Markup:
    """Return the empty report pane: a bar with title, contents and way back, and room for the report.

    ``data-word`` and ``data-word-label`` name the words that ``frame.js`` exchanges when the language is switched.
    """
    contents = tag(
        "details",
        tag("summary", say(language, "contents"), data_word="contents"),
        tag("nav", class_="contents", aria_label=say(language, "contents_label"), data_word_label="contents_label"),
        class_="contents-menu",
    )
    bar = tag(
        "div",
        tag("button", say(language, "back_to_answer"), type="button", class_="back-to-answer", data_word="back_to_answer"),
        tag("div", class_="report-title"),
        tag("select", class_="report-choice", aria_label=say(language, "report_shown"), data_word_label="report_shown", hidden=True),
        contents,
        class_="report-bar",
    )
    empty = tag("p", say(language, "report_empty"), class_="report-empty", data_word="report_empty")
    body = tag("div", empty, class_="report-body", tabindex=0, role="region", aria_label=say(language, "report_body"), data_word_label="report_body")
    return tag("div", bar, body, class_="report-view")


def fetcher(library: Library) -> Callable[[list[str]], dict[str, str]]:
    """Return the function that ``report_view.js`` calls."""

    def report_payload(wanted: list[str]) -> dict[str, str]:
        """Return what the browser needs to show a report, ``wanted`` being [its id, the page's language]: title, contents and body."""
        report_id, language = (str(value) for value in wanted)
        try:
            report = library.report(report_id)
        except KeyError:
            missing = tag("p", say(language, "report_missing_why", report=report_id), class_="report-empty")
            return {"title": say(language, "report_missing"), "contents": "", "body": missing}
        return {"title": report.title or report.id, "contents": contents_html(report), "body": report_html(report, language)}

    return report_payload


def report_html(report: Report, language: str) -> Markup:
    """Return the whole report, area by area."""
    parts: list[Markup] = []
    area = ""
    for section in report.sections:
        if section.area != area:
            area = section.area
            parts.append(tag("h2", area))
        parts.append(section_html(report, section, language))
    return tag("article", tag("h1", report.title or report.id), parts, lang=report.language)


def section_html(report: Report, section: Section, language: str) -> Markup:
    """Return one section: heading, the objective told apart from the findings, then its blocks."""
    heading = tag("h3", section.name, data_start=section.start) if section.name != section.area else ""
    statement = ""
    if section.statement:
        label = tag("span", say(language, "statement_label"), class_="statement-label", data_word="statement_label", lang=language)
        statement = tag("p", label, tag("span", source_runs(report.text, *section.statement), class_="statement-text"), class_="statement")
    blocks = [block_html(report.text, block) for block in section.blocks]
    return tag("section", heading, statement, blocks, data_start=section.start, data_end=section.end, class_=f"section {section.kind}")


def contents_html(report: Report) -> Markup:
    """Return the table of contents: areas with their sections; each entry is a link to its place."""
    items: list[Markup] = []
    for area in dict.fromkeys(s.area for s in report.sections):
        sections = [s for s in report.sections if s.area == area]
        links = [tag("li", _entry(report, s)) for s in sections]
        items.append(tag("li", tag("span", area, class_="contents-area"), tag("ul", links)))
    return tag("ul", items)


def _entry(report: Report, section: Section) -> Markup:
    link = place_link(report.id, section.start, section.start)
    if section.statement:
        goal = join([source_runs(report.text, *section.statement)])
        return tag("a", tag("b", section.name), " ", tag("span", goal, class_="contents-goal"), href=link)
    return tag("a", tag("b", section.name), href=link)
