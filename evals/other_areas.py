"""Ask dev questions of the area that answers them, and of the next one: ``python -m evals.other_areas`` prints how often each is silent.

What another area answers must be silence in the chosen one, and what the chosen area answers must not be.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.gold import GoldQuestion, load_gold


def silent_shares(assistant: Assistant, questions: Iterable[GoldQuestion]) -> tuple[int, float, float]:
    """Return how many questions have their evidence in one area, and which share of them is silent in that area, and in the one behind it."""
    areas = list(assistant.load().index.places.areas)
    own = other = asked = 0
    for question in questions:
        where = {e.area for e in question.evidence} & set(areas)
        if not question.answerable or question.history or question.language != "en" or len(where) != 1:
            continue
        area = where.pop()
        asked += 1
        own += not assistant.ask(question.question, areas=[area]).answered
        other += not assistant.ask(question.question, areas=[areas[(areas.index(area) + 1) % len(areas)]]).answered
    return asked, own / max(asked, 1), other / max(asked, 1)


def main() -> None:
    """Print the shares for the dev split."""
    assistant = Assistant()
    reports = load_corpus(corpus_folder(assistant.settings))
    asked, own, other = silent_shares(assistant, [q for q in load_gold(reports) if q.split == "dev"])
    print(f"{asked} questions: silent {own:.1%} in the area that answers them, {other:.1%} in the next one")


if __name__ == "__main__":
    main()
