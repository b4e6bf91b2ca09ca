"""The conversation as a file: Markdown to read, JSON to re-check with ``assistant verify``, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from assistant.datatypes import Citation
from assistant.page.conversation import Turn

CONVERSATION_FORMAT = 1
"""Version of the saved conversation's layout."""
COLUMNS = (
    "turn", "question", "answered", "verdict", "answer", "conflict", "limits",
    "role", "number", "report", "area", "section", "start", "end", "quote",
)  # fmt: skip
"""Columns of the CSV file: one row a citation; ``role`` tells a citation from a nearest passage, which is no answer."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def conversation_file(turns: Sequence[Turn], form: str) -> dict[str, str]:
    """Return a conversation as a file for the browser to save: ``name``, media ``type`` and ``text``.

    Args:
        turns: the conversation, oldest first.
        form: "md", "json" or "csv".
    """
    make, media = {"md": (to_markdown, "text/markdown"), "json": (to_json_text, "application/json"), "csv": (to_csv, "text/csv")}[form]
    return {"name": f"conversation.{form}", "type": f"{media};charset=utf-8", "text": make(turns)}


def to_markdown(turns: Sequence[Turn]) -> str:
    """Return the answers with their quotes and places, one below the other."""
    return "\n---\n\n".join(turn.answer.to_markdown() for turn in turns)


def to_json_text(turns: Sequence[Turn]) -> str:
    """Return the answers as JSON that ``assistant verify`` reads, each with the limits it was given under."""
    answers = [{**turn.answer.to_dict(), "limits": {"reports": list(turn.reports), "areas": list(turn.areas)}} for turn in turns]
    return json.dumps({"format": CONVERSATION_FORMAT, "answers": answers}, ensure_ascii=False, indent=2) + "\n"


def to_csv(turns: Sequence[Turn]) -> str:
    """Return one row a citation; text that a spreadsheet would run as a formula is led by an apostrophe.

    The byte-order mark at its head lets spreadsheets read the accents.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, turn in enumerate(turns, start=1):
        answer = turn.answer
        verdict = answer.verdict.value if answer.verdict else ""
        head = [number, turn.question, answer.answered, verdict, answer.text, answer.conflict or "", "; ".join([*turn.reports, *turn.areas])]
        quoted: list[tuple[str, Citation | None]] = [*(("citation", c) for c in answer.citations), *(("nearest", c) for c in answer.nearest)]
        for role, citation in quoted or [("", None)]:
            writer.writerow([_harmless(cell) for cell in (*head, role, *_cells(citation))])
    return "\ufeff" + out.getvalue()


def _cells(citation: Citation | None) -> list[object]:
    if citation is None:
        return [""] * 7
    return [citation.number, citation.report, citation.area, citation.section, citation.start, citation.end, citation.quote]


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
