"""Statements of made-up reports with yes/no questions on each: what the model that reads them is fitted on.

``evals/statements/*.jsonl`` was written for this purpose, by annotators who saw neither the program nor a report; nothing in it is a fact. A line
is one statement: its kind (sentence, bullet or table row), what leads to it, its text, and questions with what it answers to each (yes, no,
partly, or unsaid: near misses that it leaves open). Statements are in English; a line names the ``language`` of its questions where that is another one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.entailment import LABELS
from assistant.errors import EvaluationError

FOLDER = Path(__file__).resolve().parent / "statements"
HELD_OUT = ("v3", "v7", "z8", "es4")
"""Files that never teach: statements that affirm one thing and deny another, money laundering and treaties, rumours and tags, Spanish questions."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a statement with what leads to it, and which of ``LABELS`` the one answers to the other.

    ``weight`` is its share in a fit, ``language`` that of the question ("en", "es", "pt" or "fr").
    """

    question: str
    statement: str
    label: int
    weight: float = 1.0
    language: str = "en"


def read_statements(names: Sequence[str] | None = None, folder: Path = FOLDER) -> list[Pair]:
    """Return the questions of some files of statements, in order.

    Args:
        names: the files, without their ending; None: all but ``HELD_OUT``.
        folder: where they are.

    Raises:
        EvaluationError: a line is not as described above.
    """
    paths = sorted(p for p in folder.glob("*.jsonl") if p.stem not in HELD_OUT) if names is None else [folder / f"{name}.jsonl" for name in names]
    return [pair for path in paths for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1) for pair in _pairs(path, number, line)]


def _pairs(path: Path, number: int, line: str) -> list[Pair]:
    try:
        record = json.loads(line)
        statement = f"{record['context']} {record['statement']}".strip()
        language = record.get("language", "en")
        return [Pair(question, statement, LABELS.index(answer), language=language) for question, answer in record["questions"]]
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(
            f"{path.name}:{number}: found {line[:60]!r} ({error}), expected a JSON object with context, statement and questions, each question with one of "
            f"{', '.join(LABELS)}. Correct the line."
        ) from error
