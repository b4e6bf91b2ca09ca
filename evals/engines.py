"""Compare the figures of the exported model in onnxruntime with those of sentence-transformers on torch: ``python -m evals.engines``.

Each engine builds an index of its own and answers all English gold questions. Exits with 1 where a figure differs by more than
``TOLERANCE`` points.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, Encoder, SentenceTransformerEncoder, check_weights, default_model_folder
from assistant.settings import Settings, corpus_folder
from evals.gold import GoldQuestion, load_gold
from evals.metrics import Outcome, figures
from evals.run import evaluate

TOLERANCE = 0.2
"""Points of a percentage."""
SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of one split by both engines, shares between 0 and 1; None where nothing can be counted."""

    split: str
    name: str
    torch: float | None
    exported: float | None

    @property
    def points(self) -> float:
        """By how many points the exported model's figure is higher; infinite where only one engine has the figure."""
        if self.torch is None or self.exported is None:
            return 0.0 if self.torch is self.exported else float("inf")
        return 100 * (self.exported - self.torch)


def answer_all(encoder: Encoder | None, questions: Sequence[GoldQuestion]) -> list[Outcome]:
    """Build a fresh index with an encoder (None: the exported default model) and judge its answers."""
    with tempfile.TemporaryDirectory() as index:
        assistant = Assistant(index=Path(index), encoder=encoder)
        assistant.load()
        return evaluate(assistant, questions, lambda what, done, total: print(f"\r{what}: {done}/{total}", end="", file=sys.stderr))


def compare(torch: Mapping[str, Mapping[str, float | None]], exported: Mapping[str, Mapping[str, float | None]]) -> list[Difference]:
    """Lay the figures of both engines side by side, split by split; times are left out."""
    return [Difference(split, name, value, exported[split][name]) for split in torch for name, value in torch[split].items() if not name.endswith("_ms")]


def by_split(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float | None]]:
    """Return the figures of each split."""
    return {split: figures([o for o in outcomes if o.split == split]) for split in SPLITS}


def shown(share: float | None) -> str:
    """Return a share as a percentage."""
    return "-" if share is None else f"{100 * share:.2f}"


def main() -> int:
    """Answer with both engines, print both figures and their difference; return the exit status."""
    import torch

    torch.set_num_threads(1)  # where other programs run, two threads that wait for each other take twenty times as long
    questions = [q for q in load_gold(load_corpus(corpus_folder(Settings.from_environment()))) if q.language == "en"]
    folder = default_model_folder()
    outcomes = [answer_all(encoder, questions) for encoder in (SentenceTransformerEncoder(str(folder), check_weights(folder, DEFAULT_WEIGHTS_SHA256)), None)]
    differences = compare(*(by_split(o) for o in outcomes))
    print(f"\n{'':<6}{'':<24}{'torch %':>10}{'onnx %':>10}{'points':>9}")
    for d in differences:
        print(f"{d.split:<6}{d.name.replace('_', ' '):<24}{shown(d.torch):>10}{shown(d.exported):>10}{d.points:>+9.2f}")
    unlike = sum((a.verdict, a.answered, a.quote_rank) != (b.verdict, b.answered, b.quote_rank) for a, b in zip(*outcomes, strict=True))
    largest = max(abs(d.points) for d in differences)
    print(f"{len(questions)} questions, {unlike} with another verdict, silence or rank of the evidence; largest difference {largest:.2f} points")
    return int(largest > TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
