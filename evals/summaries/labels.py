"""Labelled sentences -> records, checked against the reports they quote, and the score of the support check on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.datatypes import Report
from assistant.errors import EvaluationError
from assistant.evidence import Evidence, row_evidence, sentence_evidence
from assistant.support import Support, SupportChecker

FOLDER = Path(__file__).resolve().parent
Split = Literal["dev", "held-out"]


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence, the quotes it should rest on, and whether they say it. ``corruption`` names what was changed in an unsupported one."""

    id: str
    group: str
    sentence: str
    supported: bool
    corruption: str | None
    evidence: tuple[Evidence, ...]

    @property
    def split(self) -> Split:
        """Return the half that it belongs to, fixed by its group's SHA-256: sentences over the same quotes stay together."""
        return "dev" if hashlib.sha256(self.group.encode("utf-8")).digest()[0] % 2 == 0 else "held-out"


@dataclass(frozen=True, slots=True)
class CheckScore:
    """The support check as a classifier of *unsupported* sentences; ``missed`` counts them by kind of corruption."""

    sentences: int
    unsupported: int
    recall: float
    precision: float
    missed: dict[str, int]


def load_sentences(reports: Iterable[Report], path: Path = FOLDER / "support.jsonl") -> tuple[LabelledSentence, ...]:
    """Read the labelled sentences; each quote must stand in its report to the letter.

    Raises:
        EvaluationError: a line is malformed or quotes what its report does not say.
    """
    texts = {r.id: r.text for r in reports}
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            raw = json.loads(line)
            for quoted in raw["evidence"]:
                if quoted["quote"] not in texts[quoted["report"]]:
                    raise ValueError(f"{quoted['report']} does not say {quoted['quote'][:60]!r}")
            evidence = tuple(
                row_evidence(n, e["reading"], e["context"]) if e["reading"] else sentence_evidence(n, e["quote"], e["context"])
                for n, e in enumerate(raw["evidence"], start=1)
            )
            found.append(LabelledSentence(raw["id"], raw["group"], raw["sentence"], raw["supported"], raw["corruption"], evidence))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path.name}:{number}: {error}. Correct the labelled sentence.") from error
    return tuple(found)


def judge_all(checker: SupportChecker, sentences: Sequence[LabelledSentence]) -> list[tuple[LabelledSentence, Support]]:
    """Return each sentence with what the check says of it."""
    return [(s, checker.check(s.sentence, s.evidence)) for s in sentences]


def score(judged: Sequence[tuple[LabelledSentence, Support]]) -> CheckScore:
    """Return recall and precision of "unsupported".

    Two of three unsupported sentences flagged, and one supported one: recall 2/3, precision 2/3.
    """
    flagged = [s for s, found in judged if not found.supported]
    unsupported = [s for s, _ in judged if not s.supported]
    right = sum(not s.supported for s in flagged)
    missed: dict[str, int] = {}
    for s, found in judged:
        if not s.supported and found.supported:
            missed[s.corruption or "other"] = missed.get(s.corruption or "other", 0) + 1
    return CheckScore(len(judged), len(unsupported), right / len(unsupported) if unsupported else 0.0, right / len(flagged) if flagged else 0.0, missed)
