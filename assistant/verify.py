"""Re-check a saved answer against the reports: every quote still stands there, to the letter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import AnswerFileError
from assistant.report import text_sha256

_CITATION_FIELDS: dict[str, type] = {"report": str, "quote": str, "start": int, "end": int}
_PASSAGE_FIELDS: dict[str, type] = {"passage": str, "passage_start": int}
"""May both be absent: a citation stripped to its quote can still be checked."""


def read_answers(path: Path) -> list[dict[str, Any]]:
    """Return the answers saved in a JSON file: one answer, or a conversation's list of them.

    Raises:
        AnswerFileError: the file is missing or holds no answer.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AnswerFileError(f"cannot read {path}: {error.strerror or error}. Name a file saved with: assistant ask … --json") from error
    except ValueError as error:
        raise AnswerFileError(f"{path} is not JSON ({error}). Name a file saved with: assistant ask … --json") from error
    answers = raw.get("answers", [raw]) if isinstance(raw, dict) else raw
    if not isinstance(answers, list) or not answers:
        raise AnswerFileError(f"{path} holds no answer. Name a file saved with: assistant ask … --json")
    for answer in answers:
        _check_shape(path, answer)
    return answers


def _check_shape(path: Path, answer: object) -> None:
    if not isinstance(answer, dict) or not (
        isinstance(answer.get("citations"), list) and isinstance(answer.get("nearest", []), list) and isinstance(answer.get("sources"), dict)
    ):
        raise AnswerFileError(
            f"{path} is not a saved answer: expected an object with 'citations' and 'sources'. Name a file saved with: assistant ask … --json"
        )
    for citation in [*answer["citations"], *answer.get("nearest", [])]:
        if not isinstance(citation, dict) or not _well_typed(citation):
            raise AnswerFileError(f"{path}: a citation lacks one of {', '.join(_CITATION_FIELDS)}, or it has another type than expected.")


def _well_typed(citation: Mapping[str, Any]) -> bool:
    """``type() is`` rather than isinstance: true and false are no offsets."""
    fields = _CITATION_FIELDS | (_PASSAGE_FIELDS if _PASSAGE_FIELDS.keys() & citation.keys() else {})
    return all(type(citation.get(name)) is kind for name, kind in fields.items())


def problems(answer: Mapping[str, Any], texts: Mapping[str, str]) -> list[str]:
    """Return why a saved answer no longer holds, one line a reason; empty where it does.

    Args:
        answer: a saved answer.
        texts: report id -> text, as the corpus holds it now.
    """
    found = []
    quoted = [*answer["citations"], *answer.get("nearest", [])]
    for report in dict.fromkeys(c["report"] for c in quoted):
        if report not in texts:
            found.append(f"the report {report!r} is not in the corpus (it holds: {', '.join(sorted(texts))})")
        elif report not in answer["sources"]:
            found.append(f"the answer does not record the hash of the report {report!r} that it quotes")
    for report, expected in answer["sources"].items():
        if report in texts and (now := text_sha256(texts[report])) != expected:
            found.append(f"the report {report!r} has changed: its sha256 is {now[:16]}…, the answer was given from {str(expected)[:16]}…")
    for citation in quoted:
        text = texts.get(citation["report"])
        if text is not None:
            found.extend(_citation_problems(citation, text))
    if answer.get("answered") and not answer["citations"]:
        found.append("the answer claims to be answered but cites nothing")
    return found


def _citation_problems(citation: Mapping[str, Any], text: str) -> list[str]:
    """Return what of one citation is not in its report's text."""
    found = []
    name = f"citation {citation.get('number', '?')}"
    start, end = citation["start"], citation["end"]
    if not _stands_at(text, citation["quote"], start, end):
        there = text[max(start, 0) : min(max(end, 0), max(start, 0) + 60)]
        found.append(f"{name}: {citation['report']} at {start}–{end} reads {there!r}…, not {citation['quote'][:60]!r}…")
    passage, begins = citation.get("passage"), citation.get("passage_start")
    if passage is not None and begins is not None and not _stands_at(text, passage, begins, begins + len(passage)):
        found.append(f"{name}: the passage around the quote is not what {citation['report']} says at {begins}")
    return found


def _stands_at(text: str, words: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text) and text[start:end] == words
