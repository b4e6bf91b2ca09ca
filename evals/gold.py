"""Gold questions: JSON lines -> frozen records, checked against the reports they quote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.datatypes import Report, Verdict
from assistant.errors import EvaluationError

GOLD_FOLDER = Path(__file__).resolve().parent / "gold"
PRACTICE_FOLDER = Path(__file__).resolve().parent / "practice"
"""Questions with evidence that teach and measure nothing: their misses were looked at, as those of the dev split were."""
Split = Literal["dev", "test"]
_FIELDS = {"id", "question", "language", "type", "style", "history", "answerable", "verdict", "conflict", "require", "evidence", "must_contain", "note", "twin"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that supports the answer; ``start`` and ``end`` are its offsets in the report."""

    report: str
    area: str
    section: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its truth. ``require``: "any" one piece of evidence is enough, or "all" are needed.

    ``twin`` is the id of the English question that this one asks in another language.
    """

    id: str
    question: str
    language: str
    type: str
    style: str
    history: tuple[str, ...]
    answerable: bool
    verdict: Verdict | None
    conflict: bool
    require: Literal["any", "all"]
    evidence: tuple[Evidence, ...]
    must_contain: tuple[str, ...]
    twin: str | None = None

    @property
    def split(self) -> Split:
        """Return "dev" or "test", fixed by the id's SHA-256 alone, so that new questions never move old ones; twins stand together."""
        return "dev" if hashlib.sha256((self.twin or self.id).encode("utf-8")).digest()[0] % 2 == 0 else "test"


def load_gold(reports: Iterable[Report], folder: Path = GOLD_FOLDER) -> tuple[GoldQuestion, ...]:
    """Read and check every ``*.jsonl`` file of a folder.

    Raises:
        EvaluationError: there is no question, or one is malformed, repeated or quotes what its section does not say.
    """
    by_id = {r.id: r for r in reports}
    questions: dict[str, GoldQuestion] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            place = f"{path.name}:{number}"
            try:
                question = _parse(json.loads(line), by_id)
            except (ValueError, KeyError, TypeError) as error:
                raise EvaluationError(f"{place}: {error}. Correct the gold question.") from error
            if question.id in questions:
                raise EvaluationError(f"{place}: the id {question.id!r} is used twice. Give each gold question an id of its own.")
            questions[question.id] = question
    if not questions:
        raise EvaluationError(f"no gold question in {folder}. Expected *.jsonl files there.")
    return tuple(questions.values())


def load_learned(reports: Iterable[Report]) -> tuple[GoldQuestion, ...]:
    """Return the questions that weights may be fitted on: the dev split and the practice questions, the English ones of both.

    Raises:
        EvaluationError: as ``load_gold``.
    """
    known = tuple(reports)
    dev = (q for q in load_gold(known) if q.split == "dev")
    return tuple(q for q in (*dev, *load_gold(known, PRACTICE_FOLDER)) if q.language == "en")


def _parse(raw: dict[str, Any], reports: Mapping[str, Report]) -> GoldQuestion:
    if unknown := set(raw) - _FIELDS:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
    question = GoldQuestion(
        id=raw["id"],
        question=raw["question"],
        language=raw["language"],
        type=raw["type"],
        style=raw["style"],
        history=tuple(raw["history"]),
        answerable=raw["answerable"],
        verdict=None if raw["verdict"] is None else Verdict(raw["verdict"]),
        conflict=raw["conflict"],
        require=raw["require"],
        evidence=tuple(_locate(e, reports) for e in raw["evidence"]),
        must_contain=tuple(raw["must_contain"]),
        twin=raw.get("twin"),
    )
    if question.answerable != bool(question.evidence):
        raise ValueError(f"{question.id}: answerable is {question.answerable} with {len(question.evidence)} pieces of evidence")
    if not question.answerable and question.verdict is not None:
        raise ValueError(f"{question.id}: an unanswerable question has the verdict {question.verdict.value!r}")
    if question.require not in ("any", "all"):
        raise ValueError(f"{question.id}: require is {question.require!r}, expected 'any' or 'all'")
    return question


def _locate(raw: Mapping[str, str], reports: Mapping[str, Report]) -> Evidence:
    """Find a quote's offsets; it must stand in its section to the letter."""
    report = reports.get(raw["report"])
    if report is None:
        raise ValueError(f"unknown report {raw['report']!r}")
    section = next((s for s in report.sections if s.area == raw["area"] and s.name == raw["section"]), None)
    if section is None:
        raise ValueError(f"unknown section {raw['area']!r} › {raw['section']!r}")
    start = report.text.find(raw["quote"], section.start, section.end)
    if start < 0:
        raise ValueError(f"{raw['area']} › {raw['section']} does not say {raw['quote'][:60]!r}")
    return Evidence(report.id, raw["area"], raw["section"], raw["quote"], start, start + len(raw["quote"]))
