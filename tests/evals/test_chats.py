"""Conversations stay together in a split, and a turn is right by what it was asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from assistant.datatypes import Report
from evals.chats import CHATS_FOLDER, is_right, share_right, split_of
from evals.gold import load_gold
from evals.metrics import Outcome

VERDICT = Outcome("c1-01-2", "followup", "plain", "dev", True, True, "yes", "yes", 1, 5, 1.0, None, None, False, False, False, 1.0, 1.0, True, 10.0)
OPEN = replace(VERDICT, gold_verdict=None, verdict=None, quote_rank=3)
SILENT = replace(VERDICT, answerable=False, answered=False, gold_verdict=None, verdict=None, section_rank=None, quote_rank=None)


def test_each_turn_comes_with_the_turns_before_it(peru: Report) -> None:
    turns = load_gold([peru], CHATS_FOLDER)
    asked = {t.id: t for t in turns}
    assert len(turns) == 832
    for turn in turns:
        conversation, _, number = turn.id.rpartition("-")
        assert turn.history == tuple(asked[f"{conversation}-{i}"].question for i in range(1, int(number)))


def test_a_conversation_lies_in_one_split(peru: Report) -> None:
    assert Counter(split_of(t.id) for t in load_gold([peru], CHATS_FOLDER)) == {"dev": 440, "test": 392}
    assert split_of("c1-01-1") == split_of("c1-01-8")


@pytest.mark.parametrize(
    ("outcome", "right"),
    [
        (VERDICT, True),
        (replace(VERDICT, verdict="no"), False),
        (replace(VERDICT, answered=False, verdict=None), False),
        (OPEN, True),
        (replace(OPEN, quote_rank=4), False),
        (replace(OPEN, quote_rank=None), False),
        (SILENT, True),
        (replace(SILENT, answered=True), False),
    ],
)
def test_a_turn_is_right_by_its_verdict_its_quote_or_its_silence(outcome: Outcome, right: bool) -> None:
    assert is_right(outcome) is right


def test_the_share_is_told_with_its_numbers() -> None:
    assert share_right([VERDICT, replace(VERDICT, verdict="no")]) == "1 of 2 turns right (50.0%)"
