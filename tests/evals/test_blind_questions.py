"""The blind questions are apart from everything that is learned from, and their table shows figures only."""

from __future__ import annotations

from dataclasses import replace

from assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.blind_questions import BLIND_FOLDER, table
from evals.gold import load_gold, load_learned
from evals.metrics import Outcome

RIGHT = Outcome("a", "yesno", "plain", "test", True, True, "yes", "yes", 1, 1, 1.0, None, None, False, False, False, 1.0, 1.0, True, 10.0)
SILENT = replace(RIGHT, id="b", answerable=False, answered=False, gold_verdict=None, verdict=None, section_rank=None, quote_rank=None)


def test_nothing_learns_from_blind_questions(assistant: Assistant) -> None:
    reports = load_corpus(corpus_folder(assistant.settings))
    blind = {q.question for q in load_gold(reports, BLIND_FOLDER)}
    assert len(blind) >= 100
    assert not blind & {q.question for q in load_learned(reports)}


def test_the_table_gives_figures_with_their_intervals() -> None:
    assert table([RIGHT, SILENT]).splitlines() == [
        "2 questions",
        "section recall@1      100.0%   100.0% to 100.0%",
        "quote recall@1        100.0%   100.0% to 100.0%",
        "quote recall@3        100.0%   100.0% to 100.0%",
        "verdict accuracy      100.0%   100.0% to 100.0%",
        "abstention recall     100.0%   100.0% to 100.0%",
        "false abstention        0.0%   0.0% to 0.0%",
    ]
