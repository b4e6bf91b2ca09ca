"""Answers as JSON and Markdown, and back."""

from __future__ import annotations

import json
from dataclasses import asdict

from assistant.catalogue import marked, say
from assistant.datatypes import Answer, Citation, Summary
from assistant.textual import clean

ANSWER_FORMAT = 1
"""Version of the saved answer's layout."""


AREAS = (
    marked("Institutional Strengthening"),
    marked("Demand Reduction"),
    marked("Supply Reduction"),
    marked("Control Measures"),
    marked("International Cooperation"),
    marked("Preface"),
)
"""The areas of the evaluation mechanism; an area of another name is shown as the report writes it."""


def area_name(area: str, language: str = "en") -> str:
    """Return an area's name for readers of a language."""
    return say(area, language)


def section_name(section: str, language: str = "en") -> str:
    """Return a section's name for readers of a language: ``Objetivo 5``, ``Progreso 1999-2018``."""
    kind, _, rest = section.partition(" ")
    if kind == "Objective" and rest.isdigit():
        return say("Objective {number}", language, number=rest)
    if kind == "Progress" and rest:
        return say("Progress {years}", language, years=rest)
    return say(section, language)


def place(citation: Citation, language: str = "en") -> str:
    """Return where a citation stands, for people: ``peru_2019, Control Measures › Objective 5``."""
    section = section_name(citation.section, language)
    where = section if citation.area == citation.section else f"{area_name(citation.area, language)} › {section}"
    return f"{citation.report}, {where}"


def summary_text(summary: Summary) -> str:
    """Return a summary as running text, each sentence followed by its markers."""
    return " ".join(f"{s.text} {''.join(f'[{n}]' for n in s.citations)}".rstrip() for s in summary.sentences)


def summary_label(summary: Summary, language: str = "en") -> str:
    """Return what stands before a summary: whose words it is in, the report's or a language model's."""
    own = say("Summary (the report's own words):", language)
    return say("Summary (by {model}, checked):", language, model=summary.model) if summary.model else own


def answer_to_dict(answer: Answer) -> dict[str, object]:
    """Return an answer as plain JSON types; ``sources`` maps each cited report to the SHA-256 of its text."""
    return {
        "format": ANSWER_FORMAT,
        "question": answer.question,
        "answered": answer.answered,
        "verdict": answer.verdict.value if answer.verdict else None,
        "text": answer.text,
        "citations": [asdict(c) for c in answer.citations],
        "nearest": [asdict(c) for c in answer.nearest],
        "conflict": answer.conflict,
        "summary": asdict(answer.summary) if answer.summary else None,
        "language": answer.language,
        "sources": dict(answer.sources),
    }


def answer_to_json(answer: Answer) -> str:
    """Return an answer as indented JSON."""
    return json.dumps(answer_to_dict(answer), ensure_ascii=False, indent=2)


def characters(citation: Citation, language: str = "en") -> str:
    """Return a citation's offsets, for people."""
    return say("characters {start}–{end}", language, start=citation.start, end=citation.end)


def markdown_escape(text: str) -> str:
    """Return report text with the characters that Markdown or HTML would act on made harmless."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_[]#|~$" else c for c in escaped)


def answer_to_markdown(answer: Answer) -> str:
    """Return an answer as Markdown: question, text, then the quotes with their places."""
    lines = [f"**{markdown_escape(' '.join(answer.question.split()))}**", "", markdown_escape(answer.text), ""]
    if answer.summary:
        lines += [f"*{markdown_escape(summary_label(answer.summary, answer.language))}* {markdown_escape(summary_text(answer.summary))}", ""]
        lines += [f"*{markdown_escape(answer.summary.note)}*", ""] if answer.summary.note else []
    if answer.conflict:
        lines += [f"*{markdown_escape(answer.conflict)}*", ""]
    shown = answer.citations or answer.nearest
    if shown and not answer.citations:
        lines += [say("Nearest passages, which do not answer it:", answer.language), ""]
    for citation in shown:
        lines += [
            f"{citation.number}. “{markdown_escape(clean(citation.quote))}”  ",
            f"   — {markdown_escape(place(citation, answer.language))} ({characters(citation, answer.language)})",
        ]
    return "\n".join(lines).rstrip() + "\n"
