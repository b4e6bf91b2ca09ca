"""A conversation as the browser keeps it: turns of question, limits and answer, as plain JSON that survives a reload."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from assistant.datatypes import Answer, Citation, DroppedSentence, Summary, SummarySentence, Verdict

KEPT = 60
"""Turns kept in the browser; older ones go first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer and the limits that it was asked under."""

    id: str
    question: str
    answer: Answer
    reports: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    summarize: bool = False


def new_turn(question: str, answer: Answer, reports: Sequence[str], areas: Sequence[str], summarize: bool = False) -> Turn:
    """Return a turn with an id of its own."""
    return Turn(secrets.token_hex(4), question, answer, tuple(reports), tuple(areas), summarize)


def to_json(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """Return the latest turns as plain JSON types."""
    return [
        {"id": t.id, "question": t.question, "answer": t.answer.to_dict(), "reports": list(t.reports), "areas": list(t.areas), "summarize": t.summarize}
        for t in turns[-KEPT:]
    ]


def from_json(stored: object) -> tuple[Turn, ...]:
    """Read turns back; what is not one (an older version's, a damaged one) is left out."""
    turns = []
    for item in stored if isinstance(stored, list) else ():
        try:
            limits = _strings(item["reports"]), _strings(item["areas"])
            turns.append(Turn(_token(item["id"]), str(item["question"]), answer_from_dict(item["answer"]), *limits, bool(item.get("summarize"))))
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
    return tuple(turns)


def questions(turns: Sequence[Turn]) -> tuple[str, ...]:
    """Return the questions asked so far, oldest first."""
    return tuple(t.question for t in turns)


def _token(value: object) -> str:
    token = str(value)
    if not token.isalnum():
        raise ValueError(f"not a turn's id: {token!r}")
    return token


def _strings(value: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(v) for v in value)


def answer_from_dict(raw: dict[str, Any]) -> Answer:
    """Read an answer back from ``Answer.to_dict``.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is not one.
    """
    values = {f.name: raw[f.name] for f in fields(Answer)}
    values["verdict"] = Verdict(raw["verdict"]) if raw["verdict"] is not None else None
    for name in ("citations", "nearest"):
        values[name] = tuple(Citation(**{f.name: c[f.name] for f in fields(Citation)}) for c in raw[name])
    values["summary"] = _summary(raw["summary"]) if raw["summary"] is not None else None
    values["sources"] = tuple((str(k), str(v)) for k, v in raw["sources"].items())
    return Answer(**values)


def _summary(raw: dict[str, Any]) -> Summary:
    sentences = tuple(SummarySentence(str(s["text"]), tuple(int(n) for n in s["citations"]), float(s["support"])) for s in raw["sentences"])
    dropped = tuple(DroppedSentence(str(d["text"]), str(d["reason"])) for d in raw["dropped"])
    return Summary(sentences, str(raw["mode"]), raw["model"], dropped, raw["note"])
