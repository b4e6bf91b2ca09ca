"""Turns of conversations with their truth: ``python -m evals.chats`` asks each with the turns before it, and prints the figures.

``evals/chats/*.jsonl`` are 104 conversations of eight turns, written by annotators who saw the report and no code. A conversation belongs to *dev* or
*test* by the first byte of its id's SHA-256 (even: dev): what goes wrong on dev was looked at (``--misses`` prints it), on test never.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.blind_questions import table
from evals.gold import Split, load_gold
from evals.metrics import Outcome
from evals.run import evaluate

CHATS_FOLDER = Path(__file__).resolve().parent / "chats"


def split_of(turn_id: str) -> Split:
    """Return the split of a turn's conversation; the id is the conversation's, then the turn's number."""
    conversation = turn_id.rpartition("-")[0]
    return "dev" if hashlib.sha256(conversation.encode("utf-8")).digest()[0] % 2 == 0 else "test"


def is_right(outcome: Outcome) -> bool:
    """Return whether a turn was answered rightly: left unanswered where the report does not say, else the verdict asked for, or a gold quote among three."""
    if not outcome.answerable or not outcome.answered:
        return not outcome.answerable and not outcome.answered
    return outcome.verdict == outcome.gold_verdict if outcome.gold_verdict else outcome.quote_rank is not None and outcome.quote_rank <= 3


def share_right(outcomes: Sequence[Outcome]) -> str:
    """Return how many turns of some were answered rightly, as text."""
    right = sum(is_right(o) for o in outcomes)
    return f"{right} of {len(outcomes)} turns right ({right / max(len(outcomes), 1):.1%})"


def main() -> None:
    """Print the figures by split, and the dev misses where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.chats", description="Measure turns of conversations.")
    parser.add_argument("--misses", action="store_true", help="also print the dev turns that went wrong")
    wanted = parser.parse_args()
    assistant = Assistant()
    turns = {q.id: q for q in load_gold(load_corpus(corpus_folder(assistant.settings)), CHATS_FOLDER)}
    outcomes = evaluate(assistant, tuple(turns.values()))
    for split in ("dev", "test"):
        of_split = [o for o in outcomes if split_of(o.id) == split]
        print(f"{split}: {share_right(of_split)}\n{table(of_split)}\n")
    for outcome in outcomes if wanted.misses else ():
        if split_of(outcome.id) == "dev" and not is_right(outcome):
            turn = turns[outcome.id]
            told = assistant.ask(turn.question, history=turn.history).text
            print(f"{turn.id}: {' || '.join((*turn.history, turn.question))}\n  {told[:200]}")


if __name__ == "__main__":
    main()
