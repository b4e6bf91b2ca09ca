"""Misspelt words become the reports' words or common ones; words that are only unknown stay as they are."""

from __future__ import annotations

import pytest

from assistant.spelling import by_first_letter, correct

REPORT = {"budget": 3, "customs": 2, "commission": 5}
COMMON = by_first_letter(["compared", "nobody", "kills", "headed", "receive", "view"])


def known(word: str) -> bool:
    return word in {"went", "heed", "compared", "kills", "poll"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("the budgit of the comission", "the budget of the commission"),
        ("went down comapred with", "went down compared with"),
        ("nobdy went", "nobody went"),
        ("recieve a veiw", "receive a view"),
        ("how many kilos", "how many kilos"),
        ("heeded and polled", "heeded and polled"),
        ("the Veiw hotel", "the Veiw hotel"),
    ],
)
def test_letters_dropped_doubled_or_swapped_are_mended(typed: str, meant: str) -> None:
    assert correct(typed, REPORT, known, lambda: COMMON) == meant


def test_without_common_words_only_the_reports_words_are_meant() -> None:
    assert correct("nobdy has a budgit", REPORT, known) == "nobdy has a budget"
