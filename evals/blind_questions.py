"""Questions that nothing was fitted on or mended by: ``python -m evals.blind_questions`` asks them and prints the figures, never the misses.

``evals/blind/*.jsonl`` are written by annotators who saw the report and no code. A file belongs here as long as nobody has read what
goes wrong with it; after that it moves to ``evals/practice``, and another one is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.bootstrap import interval
from evals.gold import load_gold
from evals.metrics import Outcome, figures
from evals.run import evaluate

BLIND_FOLDER = Path(__file__).resolve().parent / "blind"
SHOWN = ("section_recall@1", "quote_recall@1", "quote_recall@3", "verdict_accuracy", "wrong_yes", "abstention_recall", "false_abstention", "lists_complete")


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the figures of the outcomes for a terminal, each with its 95 % bootstrap interval."""
    lines = [f"{len(outcomes)} questions"]
    found, intervals = figures(outcomes), interval(outcomes)
    for name in SHOWN:
        value, (low, high) = found[name], intervals[name]
        if value is None or low is None or high is None:
            continue
        lines.append(f"{name.replace('_', ' '):<20}{100 * value:>7.1f}%   {100 * low:.1f}% to {100 * high:.1f}%")
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    assistant = Assistant()
    questions = load_gold(load_corpus(corpus_folder(assistant.settings)), BLIND_FOLDER)
    print(table(evaluate(assistant, questions)))


if __name__ == "__main__":
    main()
