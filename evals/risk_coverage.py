"""Risk and coverage of abstention over the English gold questions: ``python -m evals.risk_coverage``.

As the threshold on the support model's probability falls, more questions are answered (coverage) and more of the answers are wrong
(risk; Geifman and El-Yaniv 2017, "Selective Classification for Deep Neural Networks"). An answer is wrong where the report gives
none, where the verdict is another one, or where none of the first three quotes is a gold one. Questions that a rule silences stay
silent at every threshold, so that the curve ends before all questions are answered. Prints the figures and draws
``docs/risk_coverage.svg``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from assistant.support_model import SupportModel, load_support
from evals.fit import Asked, Sample, look_at
from evals.gold import Split, load_gold
from evals.metrics import Outcome
from evals.risk_coverage_figure import draw
from evals.run import evaluate
from evals.without import standard

FIGURE = Path(__file__).resolve().parents[1] / "docs" / "risk_coverage.svg"
CITED = 3
"""A gold quote among so many first ones makes an answer right."""
SHOWN_COVERAGES = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure the assistant is of an answer (None: a rule forbids it), and whether the answer is wrong."""

    confidence: float | None
    wrong: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Share of all questions answered at a threshold, and share of the answered ones that are wrong."""

    threshold: float
    coverage: float
    risk: float


def is_wrong(outcome: Outcome) -> bool:
    """Return whether an answer, once given, is wrong."""
    if not outcome.answerable:
        return True
    if outcome.gold_verdict and outcome.verdict != outcome.gold_verdict:
        return True
    return outcome.quote_rank is None or outcome.quote_rank > CITED


def curve(judged: Sequence[Judged]) -> list[Point]:
    """Return the points at which the coverage changes, from the highest threshold down; questions alike in confidence come together."""
    ranked = sorted((j for j in judged if j.confidence is not None), key=lambda j: -(j.confidence or 0.0))
    points, answered, wrong = [], 0, 0
    for confidence, group in groupby(ranked, key=lambda j: j.confidence):
        together = list(group)
        answered += len(together)
        wrong += sum(j.wrong for j in together)
        points.append(Point(confidence or 0.0, answered / len(judged), wrong / answered))
    return points


def area(judged: Sequence[Judged]) -> float | None:
    """Return the area under the curve: the mean risk over all numbers of answered questions, those alike in confidence in random order.

    None where nothing is ever answered.
    """
    ranked = sorted((j for j in judged if j.confidence is not None), key=lambda j: -(j.confidence or 0.0))
    risks: list[float] = []
    wrong = 0.0
    for _, group in groupby(ranked, key=lambda j: j.confidence):
        together = list(group)
        share = sum(j.wrong for j in together) / len(together)
        for _ in together:
            wrong += share
            risks.append(wrong / (len(risks) + 1))
    return sum(risks) / len(risks) if risks else None


def at(points: Sequence[Point], threshold: float) -> Point:
    """Return the point of a threshold: the last that lies at or above it; nothing answered, nothing wrong where none does."""
    return next((p for p in reversed(points) if p.threshold >= threshold), Point(threshold, 0.0, 0.0))


def judge(assistant: Assistant, split: Split) -> list[Judged]:
    """Return the English questions of a split, judged as answered: by the assistant where it answers, else as it would have.

    Args:
        assistant: the assistant as it stands.
        split: which questions.
    """
    model = load_support().for_encoder(assistant.stages()[0].encoder.weights_sha256)
    forced = Assistant(settings=assistant.settings, assemble=lambda opened: standard(opened, replace(model, plain_threshold=0.0, kernel_threshold=0.0)))
    questions = [q for q in load_gold(load_corpus(corpus_folder(assistant.settings))) if q.split == split and q.language == "en"]
    outcomes = {o.id: o for o in evaluate(assistant, questions)}
    silent = [q for q in questions if not outcomes[q.id].answered]
    outcomes.update({o.id: o for o in evaluate(forced, silent)})
    samples = look_at(assistant, [Asked(q.question, q.history, q.answerable) for q in questions])
    return [Judged(confidence(s, model), is_wrong(outcomes[q.id])) for q, s in zip(questions, samples, strict=True)]


def confidence(sample: Sample, model: SupportModel) -> float | None:
    """Return the model's probability that a question is answered; 1 where a rule says so, None where a rule says not."""
    if sample.silenced is None:
        return model.probability(sample.features, sample.vector)
    return None if sample.silenced else 1.0


def row(split: str, judged: Sequence[Judged], threshold: float) -> str:
    """Return one split's line of the Markdown table."""
    points = curve(judged)
    chosen, last, total = at(points, threshold), points[-1], area(judged)
    partway = [next(p for p in points if p.coverage >= c) if last.coverage >= c else None for c in SHOWN_COVERAGES]
    cells = [
        f"{split} ({len(judged)})",
        f"{total:.3f}" if total is not None else "-",
        f"{100 * chosen.coverage:.1f} % / {100 * chosen.risk:.1f} %",
        *("-" if p is None else f"{100 * p.risk:.1f} %" for p in partway),
        f"{100 * last.coverage:.1f} % / {100 * last.risk:.1f} %",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure both splits, print the table and draw the curve."""
    parser = argparse.ArgumentParser(prog="python -m evals.risk_coverage", description="Risk and coverage of abstention.")
    parser.add_argument("--output", type=Path, default=FIGURE, help=f"where to draw (default: {FIGURE.name} in docs/)")
    output = parser.parse_args().output
    assistant, threshold = Assistant(), load_support().kernel_threshold
    judged = {split: judge(assistant, split) for split in ("test", "dev")}
    head = ["", "area", f"at the threshold {threshold}", *(f"risk at {100 * c:.0f} %" for c in SHOWN_COVERAGES), "no threshold"]
    print(f"| {' | '.join(head)} |\n{'|---' * len(head)}|")
    for split, found in judged.items():
        print(row(split, found, threshold))
    curves = {split: [(p.coverage, p.risk) for p in curve(found)] for split, found in judged.items()}
    marks = {split: (p.coverage, p.risk) for split, found in judged.items() for p in [at(curve(found), threshold)]}
    output.write_text(draw(curves, marks), encoding="utf-8")
    print(f"\ndrawn in {output}")


if __name__ == "__main__":
    main()
