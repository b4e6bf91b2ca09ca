"""Re-check a saved answer against the reports: every quote still stands there, to the letter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import AnswerFileError
from assistant.report import text_sha256

_CITATION_FIELDS = ("report", "quote", "start", "end")


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
    if not isinstance(answer, dict) or not isinstance(answer.get("citations"), list) or not isinstance(answer.get("sources"), dict):
        raise AnswerFileError(
            f"{path} is not a saved answer: expected an object with 'citations' and 'sources'. Name a file saved with: assistant ask … --json"
        )
    for citation in [*answer["citations"], *answer.get("nearest", [])]:
        if not isinstance(citation, dict) or any(not isinstance(citation.get(f), int if f in ("start", "end") else str) for f in _CITATION_FIELDS):
            raise AnswerFileError(f"{path}: a citation lacks one of {', '.join(_CITATION_FIELDS)}, or it has another type than expected.")


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
        start, end = citation["start"], citation["end"]
        if text is not None and (not 0 <= start <= end <= len(text) or text[start:end] != citation["quote"]):
            there = text[max(start, 0) : min(max(end, 0), max(start, 0) + 60)]
            found.append(f"citation {citation.get('number', '?')}: {citation['report']} at {start}–{end} reads {there!r}…, not {citation['quote'][:60]!r}…")
    if answer.get("answered") and not answer["citations"]:
        found.append("the answer claims to be answered but cites nothing")
    return found
