"""Questions in Spanish, Portuguese and French beside the English questions that they ask again: the same figures over the same pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.gold import GoldQuestion
from evals.metrics import Outcome, figures, percentile

SHOWN = ("section_recall@1", "quote_recall@1", "verdict_accuracy", "wrong_yes", "abstention_recall", "false_abstention", "lists_complete", "must_contain")


@dataclass(frozen=True, slots=True)
class Pairs:
    """The figures of one language's questions and of their English twins, over ``count`` pairs of one split."""

    language: str
    split: str
    count: int
    asked: dict[str, float | None]
    english: dict[str, float | None]
    latency_ms: tuple[float, float]


def compare(questions: Sequence[GoldQuestion], outcomes: Sequence[Outcome]) -> list[Pairs]:
    """Return the figures of each language and split beside its English twins'; languages without twins are left out.

    Args:
        questions: all gold questions.
        outcomes: their outcomes in one run.
    """
    by_id = {o.id: o for o in outcomes}
    result = []
    for language in dict.fromkeys(q.language for q in questions if q.twin):
        for split in ("dev", "test"):
            pairs = [(by_id[q.id], by_id[q.twin]) for q in questions if q.twin and q.language == language and q.split == split and q.twin in by_id]
            if pairs:
                asked, english = [a for a, _ in pairs], [e for _, e in pairs]
                medians = percentile([o.milliseconds for o in asked], 0.5), percentile([o.milliseconds for o in english], 0.5)
                result.append(Pairs(language, split, len(pairs), figures(asked), figures(english), medians))
    return result


def table(pairs: Sequence[Pairs]) -> str:
    """Return the comparison for a terminal: each figure as asked, with the English twins' in brackets."""
    if not pairs:
        return "no twins"
    lines = [f"{'as asked (English twin)':<24}" + "".join(f"{f'{p.language} {p.split} ({p.count})':>20}" for p in pairs)]
    for name in SHOWN:
        cells = [f"{_percent(p.asked[name])} ({_percent(p.english[name])})" for p in pairs]
        lines.append(f"{name.replace('_', ' '):<24}" + "".join(f"{cell:>20}" for cell in cells))
    medians = [f"{p.latency_ms[0]:.1f} ({p.latency_ms[1]:.1f})" for p in pairs]
    lines.append(f"{'latency p50 ms':<24}" + "".join(f"{m:>20}" for m in medians))
    return "\n".join(lines)


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f}%"
