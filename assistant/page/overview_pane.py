"""The overview tab: figures to look at, the same counts as a table, and the findings behind a count, each a link into the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.overview import Counts, Finding, Tone, count_rounds, count_sections, find_findings, select
from assistant.page.library import Library
from assistant.page.links import place_link
from assistant.page.markup import Markup, join, tag
from assistant.page.overview_figures import TONE_KEYS, heat_figure, timeline_figure
from assistant.page.source_text import source_runs
from assistant.page.words import say

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Overview:
    """Counts a report's findings for the page."""

    def __init__(self, assistant: Assistant, library: Library) -> None:
        """Count what ``assistant`` holds; ``library`` has the texts."""
        self._assistant = assistant
        self._library = library

    def findings(self, report: str) -> tuple[Finding, ...]:
        """Return a report's findings."""
        index = self._assistant.load().index
        return find_findings(index.passages, (index.spans[i] for i in index.places.spans_of(report)), report)

    def show(self, report: str | None, language: str, dark: bool) -> tuple[Any, Any, Markup]:
        """Return heat map, timeline and table for a report (None: the first one)."""
        chosen = report or self._library.ids[0]
        found = self.findings(chosen)
        counts = count_sections(found)
        heat = heat_figure(chosen, counts, language, dark=dark)
        return heat, timeline_figure(chosen, count_rounds(found), language, dark=dark), table_html(chosen, counts, language)

    def lister(self) -> Callable[[list[str]], str]:
        """Return the function that ``overview_pane.js`` calls."""

        def list_findings(wanted: list[str]) -> str:
            """Return the findings behind a count as HTML; ``wanted`` is [language, report, area, section, tone, round]."""
            language, report, area, section, tone, number = (str(value) for value in wanted)
            if report not in self._library or tone not in tuple(Tone):
                return ""
            chosen = select(
                self.findings(report), Tone(tone), area=area or None, section=section or None, round_number=int(number) if number.isdigit() else None
            )
            where = f"{area} › {section}" if section else say(language, "round", round=number)
            return self._list_html(chosen, say(language, TONE_KEYS[Tone(tone)]), where, language)

        return list_findings

    def _list_html(self, findings: tuple[Finding, ...], kind: str, where: str, language: str) -> Markup:
        title = tag("h3", say(language, "findings_title", kind=kind, where=where, count=len(findings)), tabindex=-1, class_="findings-title")
        return join([title, tag("ol", [self._item(f) for f in findings], class_="findings")])

    def _item(self, finding: Finding) -> Markup:
        report = self._library.report(finding.report)
        link = tag("a", f"{finding.area} › {finding.section}", href=place_link(finding.report, finding.start, finding.end), class_="place")
        return tag("li", link, tag("blockquote", source_runs(report.text, finding.start, finding.end), lang=report.language), class_="finding")


def heat_intro(language: str) -> Markup:
    """Return what stands above the heat map."""
    title = tag("h2", say(language, "heat_title"), class_="figure-title")
    return join([tag("p", say(language, "overview_intro"), class_="overview-intro"), title])


def timeline_intro(language: str) -> Markup:
    """Return what stands above the timeline."""
    return join([tag("h2", say(language, "timeline_title"), class_="figure-title"), tag("p", say(language, "timeline_note"), class_="figure-note")])


def findings_scaffold(language: str) -> Markup:
    """Return the room for the findings behind a count."""
    hint = tag("p", say(language, "findings_hint"), class_="findings-hint", data_word="findings_hint")
    return tag(
        "div", hint, class_="findings-list", role="region", aria_label=say(language, "findings_region"), data_word_label="findings_region", aria_live="polite"
    )


def table_html(report: str, counts: Counts, language: str) -> Markup:
    """Return the counts as a table whose numbers are buttons, for the keyboard and for screen readers."""
    head = tag("tr", tag("th", say(language, "section"), scope="col"), [tag("th", say(language, TONE_KEYS[t]), scope="col") for t in Tone])
    rows: list[Markup] = []
    last = None
    for (area, section), tones in counts.items():
        if area != last:
            rows.append(tag("tr", tag("th", area, scope="rowgroup", colspan=4), class_="group"))
            last = area
        cells = [tag("td", _count((report, area, section, t.value), tones[t], f"{area} › {section}, {say(language, TONE_KEYS[t])}")) for t in Tone]
        rows.append(tag("tr", tag("th", section, scope="row"), cells))
    table = tag("table", tag("thead", head), tag("tbody", rows))
    return tag("details", tag("summary", say(language, "overview_table")), table, class_="overview-table")


def _count(place: tuple[str, str, str, str], number: int, name: str) -> Markup:
    """Return a number as a button that lists its findings; ``place`` is (report, area, section, tone)."""
    if not number:
        return Markup("0")
    report, area, section, tone = place
    data = {"data_report": report, "data_area": area, "data_section": section, "data_tone": tone}
    return tag("button", str(number), type="button", class_="count", aria_label=f"{name}: {number}", **data)
