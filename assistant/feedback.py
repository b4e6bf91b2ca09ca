"""What readers thought of answers: JSON lines on this machine, and drafts of gold questions made from them. Nothing is sent anywhere."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.datatypes import Answer
from assistant.errors import FeedbackError
from assistant.settings import checkout_root

FEEDBACK_FORMAT = 1
"""Version of a line's layout."""
FILE_NAME = "feedback.jsonl"
MAX_NOTE_CHARS = 2000
"""Longest note that is kept, in characters."""
_WRITING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's word on one answer.

    ``turn`` names the answer in the page's conversation; a later line on the same turn replaces an earlier one. ``rating`` is
    "up" or "down"; ``answer`` is ``Answer.to_dict``; ``versions`` tells what gave it; ``time`` is in UTC, ISO 8601.
    """

    format: int
    time: str
    turn: str
    rating: str
    note: str
    question: str
    history: tuple[str, ...]
    reports: tuple[str, ...]
    areas: tuple[str, ...]
    answer: dict[str, Any]
    versions: dict[str, str]


def feedback_file(environ: Mapping[str, str] | None = None) -> Path:
    """Return where feedback is kept: in the folder that ``ASSISTANT_FEEDBACK`` names, else ``feedback/`` of the checkout or the user's data folder."""
    named = (os.environ if environ is None else environ).get("ASSISTANT_FEEDBACK", "").strip()
    if named:
        return Path(named).expanduser() / FILE_NAME
    root = checkout_root()
    if root:
        return root / "feedback" / FILE_NAME
    from platformdirs import user_data_path

    return user_data_path("report-assistant", appauthor=False) / FILE_NAME


def new_feedback(
    turn: str,
    rating: str,
    question: str,
    answer: Answer,
    *,
    history: Sequence[str] = (),
    reports: Sequence[str] = (),
    areas: Sequence[str] = (),
    note: str = "",
    model: str = "",
    now: datetime | None = None,
) -> Feedback:
    """Return a reader's word on an answer; ``now`` defaults to the clock, ``model`` names the encoder that found the answer."""
    time = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    versions = {"assistant": importlib.metadata.version("report-assistant"), "model": model}
    text = " ".join(note.split())[:MAX_NOTE_CHARS]
    return Feedback(FEEDBACK_FORMAT, time, turn, rating, text, question, tuple(history), tuple(reports), tuple(areas), answer.to_dict(), versions)


def write_feedback(feedback: Feedback, path: Path) -> None:
    """Append one line to a file; its folder is made where it is missing.

    Raises:
        FeedbackError: the file cannot be written.
    """
    line = json.dumps(asdict(feedback), ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _WRITING, path.open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        raise FeedbackError(f"cannot write {path}: {error.strerror or error}. Name a folder that can be written in ASSISTANT_FEEDBACK.") from error


def read_feedback(path: Path) -> tuple[Feedback, ...]:
    """Return the last word on each turn, in the order of the first ones.

    Raises:
        FeedbackError: the file is missing, or a line of it is no feedback.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise FeedbackError(f"cannot read {path}: {error.strerror or error}. Give a thumb down in the page first, or name another file.") from error
    latest: dict[str, Feedback] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = _parse(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise FeedbackError(f"{path}:{number} is no line of feedback ({error}). Remove the line.") from error
        latest[item.turn] = item
    return tuple(latest.values())


def _parse(raw: dict[str, Any]) -> Feedback:
    values = {name: tuple(str(v) for v in raw[name]) for name in ("history", "reports", "areas")}
    item = Feedback(**{**raw, **values})
    if item.format != FEEDBACK_FORMAT:
        raise ValueError(f"format {item.format}, expected {FEEDBACK_FORMAT}")
    return item


def draft_gold(feedback: Feedback) -> dict[str, Any]:
    """Return a draft of a gold question: the question, and as its truth what was answered, for a person to correct."""
    answer = feedback.answer
    said = answer["verdict"] or ("an answer" if answer["answered"] else "that the report does not say")
    complaint = f" The reader says: {feedback.note}" if feedback.note else ""
    evidence = [{name: c[name] for name in ("report", "area", "section", "quote")} for c in answer["citations"]]
    return {
        "id": f"fb-{hashlib.sha256(f'{feedback.turn} {feedback.question}'.encode()).hexdigest()[:10]}",
        "question": feedback.question,
        "language": answer["language"],
        "type": "feedback",
        "style": "plain",
        "history": list(feedback.history),
        "answerable": answer["answered"],
        "verdict": answer["verdict"],
        "conflict": answer["conflict"] is not None,
        "require": "any",
        "evidence": evidence,
        "must_contain": [],
        "note": f"DRAFT: the assistant gave {said}, and a reader called it wrong.{complaint} Correct answerable, verdict and evidence.",
    }
