"""The summary below an answer: sentences with their markers, who wrote them, and what was left out because the quotes do not say it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.datatypes import Citation, Summary
from assistant.page.citation import marker_html, text_html
from assistant.page.markup import Markup, join, tag
from assistant.page.words import say


def summary_html(summary: Summary, citations: Sequence[Citation], language: str) -> Markup:
    """Return a summary; its markers are links into the report like those of the answer."""
    known = {c.number: c for c in citations}
    sentences = [
        tag("span", text_html(s.text, citations), " ", join([marker_html(known[n]) for n in s.citations if n in known and f"[{n}]" not in s.text]), " ")
        for s in summary.sentences
    ]
    body = tag("p", sentences, class_="summary-text") if sentences else tag("p", say(language, "summary_empty"), class_="summary-text")
    key = f"summary_{summary.mode}" if summary.mode in ("extractive", "local", "remote") else "summary_local"
    source = tag("p", say(language, key, model=summary.model or ""), class_="summary-source")
    note = tag("p", summary.note, class_="summary-note") if summary.note else ""
    dropped: str = ""
    if summary.dropped:
        label = tag("summary", say(language, "summary_dropped", count=len(summary.dropped)))
        dropped = tag("details", label, tag("ul", [tag("li", tag("q", d.text), " – ", d.reason) for d in summary.dropped]), class_="summary-dropped")
    return tag("section", tag("h4", say(language, "summary")), body, source, note, dropped, class_="summary", aria_label=say(language, "summary"))
