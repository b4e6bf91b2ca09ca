"""The adapter is fitted to what the other signals miss."""

from __future__ import annotations

import numpy as np
import torch

from assistant.adapter import Adapter
from assistant.corpus import load_corpus
from evals.fit_adapter import Pair, fit, recall, scores_of
from evals.invented_reports import MEASURING, TEACHING, invented


def pair(word: int, gold: int) -> Pair:
    """A question of one token that is none of a report's two, whose gold span holds the token ``gold``."""
    table = torch.eye(4)
    return Pair(
        tokens=table[word : word + 1],
        weights=torch.ones(1),
        scores=torch.tensor([0.1 * (gold == 1), 0.1 * (gold == 0)]),
        gold=torch.tensor([gold == 0, gold == 1]),
        rows=torch.tensor([0, 1]),
        owner=torch.tensor([0, 1]),
        discounts=torch.ones(2),
        table=table,
        source="a",
    )


def test_the_adapter_learns_which_word_of_the_report_an_everyday_word_means() -> None:
    pairs = [pair(2, 0), pair(3, 1)] * 40
    assert recall(pairs, None)[:, 0].mean() == 0.0
    adapter = fit(pairs, "x")
    assert adapter.encoder == "x"
    assert recall(pairs, adapter)[:, 0].mean() == 1.0


def test_without_effect_the_scores_stay() -> None:
    one = pair(2, 0)
    nothing = Adapter(np.zeros((4, 2), dtype=np.float32), np.zeros((2, 4), dtype=np.float32), "x")
    assert torch.allclose(scores_of(one, torch.tensor(nothing.down), torch.tensor(nothing.up)), one.scores)


def test_the_invented_reports_are_read_and_say_that_they_are_invented() -> None:
    for country in (*TEACHING, *MEASURING):
        with invented(country) as (assistant, questions):
            assert assistant.settings.corpus is not None
            (report,) = load_corpus(assistant.settings.corpus)
            assert report.country == country.capitalize()
            assert len(questions) >= 260
            assert "was invented for the tests" in report.text
