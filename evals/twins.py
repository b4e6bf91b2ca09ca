"""Questions in Spanish, Portuguese and French beside the English questions that they ask again: the same figures over the same pairs.

``python -m evals.twins`` prints them for the practice questions (``evals/practice/translated.jsonl``), whose misses may be looked at;
``--misses`` lists what such a question gets wrong that its English twin gets right, with its English reading.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.gold import PRACTICE_FOLDER, GoldQuestion, load_gold
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
        for split in sorted({o.split for o in outcomes}):
            pairs = [(by_id[q.id], by_id[q.twin]) for q in questions if q.twin and q.language == language and q.twin in by_id]
            pairs = [(a, e) for a, e in pairs if a.split == split]
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


def is_right(outcome: Outcome) -> bool:
    """Return whether an answer is what it should be: silent or not, its verdict, its first quote's section."""
    if not outcome.answerable or not outcome.answered:
        return not outcome.answerable and not outcome.answered
    return outcome.section_rank == 1 and (outcome.gold_verdict is None or outcome.verdict == outcome.gold_verdict)


def practice(assistant: Assistant) -> tuple[list[GoldQuestion], list[Outcome]]:
    """Return the practice questions in other languages and their English twins, of practice or of the dev split, and what came of each."""
    from evals.run import evaluate

    reports = load_corpus(corpus_folder(assistant.settings))
    dev = [q for q in load_gold(reports) if q.split == "dev" and q.language == "en"]
    known = [*dev, *load_gold(reports, PRACTICE_FOLDER)]
    english = {q.twin for q in known}
    questions = [q for q in known if q.twin or q.id in english]
    return questions, evaluate(assistant, questions)


def misses(assistant: Assistant, questions: Sequence[GoldQuestion], outcomes: Sequence[Outcome]) -> str:
    """Return the questions that are answered wrong where their English twin is answered right, each with its English reading."""
    by_id = {o.id: o for o in outcomes}
    lines = []
    for q in questions:
        if q.twin and is_right(by_id[q.twin]) and not is_right(by_id[q.id]):
            o = by_id[q.id]
            said = f"{'answered' if o.answered else 'silent'}, verdict {o.verdict} (truth {o.gold_verdict}), section rank {o.section_rank}"
            lines.append(f"{q.id}: {q.question}\n    read as: {assistant.inspect(q.question, history=q.history).question.focus}\n    {said}")
    return "\n".join(lines)


def main() -> None:
    """Print the practice figures, and with ``--misses`` what went wrong."""
    assistant = Assistant()
    questions, outcomes = practice(assistant)
    pairs = compare(questions, [replace(o, split="practice") for o in outcomes])
    print(table(pairs))
    if "--misses" in sys.argv[1:]:
        print(misses(assistant, questions, outcomes))


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f}%"


if __name__ == "__main__":
    main()
