"""Questions on invented reports, for weights that must not fit one report alone.

A model fitted on one report alone learns that report's answers by heart. ``evals/invented`` holds reports of other countries that were
written for this purpose, in the shape of the real ones; the questions on one of them teach, those on another one only measure.
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
TEACHING, MEASURING = "uruguay", "jamaica"
"""The invented report whose questions teach, and the one whose questions only measure."""
Assemble = Callable[..., Assistant]


@contextmanager
def invented(country: str, assemble: Assemble = Assistant) -> Iterator[tuple[Assistant, tuple[GoldQuestion, ...]]]:
    """Yield an assistant over an invented report, its index in a temporary folder, and the questions on that report.

    Args:
        country: ``TEACHING`` or ``MEASURING``.
        assemble: makes the assistant from ``corpus`` and ``index``.
    """
    corpus = INVENTED_FOLDER / country / "report"
    with tempfile.TemporaryDirectory() as index:
        yield assemble(corpus=corpus, index=index), load_gold(load_corpus(corpus), INVENTED_FOLDER / country / "questions")
