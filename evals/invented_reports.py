"""Questions on invented reports, for weights that must not fit one report alone; ``python -m evals.invented_reports`` measures on some of them.

A model fitted on one report alone learns that report's answers by heart. ``evals/invented`` holds reports of other countries that were
written for this purpose, in the shape of the real ones; the questions on some of them teach, those on the others only measure.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from evals.gold import GoldQuestion, load_gold

INVENTED_FOLDER = Path(__file__).resolve().parent / "invented"
TEACHING, MEASURING = ("uruguay", "ecuador", "barbados", "chile"), ("jamaica", "guatemala")
"""The invented reports whose questions teach, and those whose questions only measure."""
Assemble = Callable[..., Assistant]


@contextmanager
def invented(country: str, assemble: Assemble = Assistant) -> Iterator[tuple[Assistant, tuple[GoldQuestion, ...]]]:
    """Yield an assistant over an invented report, its index in a temporary folder, and the questions on that report.

    Args:
        country: one of ``TEACHING`` or ``MEASURING``.
        assemble: makes the assistant from ``corpus`` and ``index``.
    """
    corpus = INVENTED_FOLDER / country / "report"
    with tempfile.TemporaryDirectory() as index:
        yield assemble(corpus=corpus, index=index), load_gold(load_corpus(corpus), INVENTED_FOLDER / country / "questions")


def main() -> None:
    """Print the figures on the reports that only measure, one table for each file of questions; never a miss."""
    from evals.blind_questions import table
    from evals.run import evaluate

    for country in MEASURING:
        with invented(country) as (assistant, questions):
            for source in dict.fromkeys(q.id.split("-")[1] for q in questions):
                print(country, source, table(evaluate(assistant, [q for q in questions if q.id.split("-")[1] == source])), sep="\n", flush=True)


if __name__ == "__main__":
    main()
