"""Which ranked spans answer together: how many are worth giving, what is looked at of each, and how it is fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.answer_set import answering_together
from assistant.errors import WeightsError
from assistant.fitted import write_fitted
from assistant.membership import DEPTH, NAMES, Membership, expected_best, features, load_membership, write_membership
from evals.fit_membership import Gathered, fit, rates

QUESTION = "What training is there for the staff who handle seized assets?"


def by(name: str, weight: float, bias: float) -> Membership:
    """A regression that looks at one thing."""
    return Membership(np.array([weight if n == name else 0.0 for n in NAMES]), bias)


@pytest.mark.parametrize(
    ("probabilities", "beta", "count"),
    [
        ([0.9, 0.9, 0.1, 0.0], 1.0, 2),
        ([0.9, 0.4, 0.3, 0.3], 1.0, 2),  # 2 · 0.9 / 2.9, 2 · 1.3 / 3.9, 2 · 1.6 / 4.9, 2 · 1.9 / 5.9
        ([0.9, 0.4, 0.3, 0.3], 2.5, 4),
        ([0.0, 0.0], 2.5, 1),
        ([1.0] * 30, 1.0, 20),
    ],
)
def test_as_many_are_given_as_make_the_expected_f_measure_greatest(probabilities: list[float], beta: float, count: int) -> None:
    assert expected_best(np.array(probabilities), beta) == count


def test_a_candidate_is_compared_with_the_best_one(assistant: Assistant) -> None:
    seen = assistant.inspect(QUESTION)
    looked_at = features(seen.index, seen.candidates, negated=False, wants_all=True)
    assert looked_at.shape == (min(DEPTH, len(seen.candidates.spans)), len(NAMES))
    first = dict(zip(NAMES, looked_at[0], strict=True))
    assert {n: first[n] for n in ("score_under_best", "late_under_best", "rank", "said_as_best", "same_passage", "wants_all", "denies_as_asked")} == {
        "score_under_best": 0.0,
        "late_under_best": 0.0,
        "rank": 0.0,
        "said_as_best": pytest.approx(1.0),
        "same_passage": 1.0,
        "wants_all": 1.0,
        "denies_as_asked": 0.0,
    }
    assert np.all(np.diff(looked_at[:, NAMES.index("score_under_best")]) >= 0)


def test_the_likeliest_members_come_first_whatever_their_rank(assistant: Assistant) -> None:
    seen = assistant.inspect(QUESTION)
    later = by("rank", 9.0, -9.0 * np.log1p(36))  # only the last candidates are likely
    chosen = answering_together(seen.index, seen.question, seen.candidates, later)
    ranks = [seen.candidates.spans.tolist().index(i) for i in chosen.spans]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] == DEPTH - 1


def test_several_arrangements_are_counted_and_cited_one_by_one(assistant: Assistant) -> None:
    answer = assistant.ask("What alternatives to prison exist for minor drug offences?")
    assert answer.text.startswith("7 statements of the report bear on this:")
    assert "\n\n1 more may bear on it:\n- " in answer.text
    assert len(answer.citations) == 8
    assert answer.citations[0].quote == "In Peru, alternative measures to incarceration for low-level drug-related offenses are used."


def test_numbers_that_look_at_other_things_are_refused(tmp_path: Path) -> None:
    write_membership(by("late", 2.0, -1.0), tmp_path / "a.json")
    read = load_membership(tmp_path / "a.json")
    assert (read.weights.tolist(), read.bias) == (by("late", 2.0, -1.0).weights.tolist(), -1.0)
    write_fitted(tmp_path / "b.json", {"names": ["late"]}, {"weights": np.zeros(1), "bias": np.zeros(1)})
    with pytest.raises(WeightsError, match=r"b\.json weighs \['late'\], expected"):
        load_membership(tmp_path / "b.json")
    with pytest.raises(WeightsError, match=r"c\.json cannot be read .* python -m evals\.fit_membership --write"):
        load_membership(tmp_path / "c.json")


def test_the_fit_finds_what_tells_members_apart() -> None:
    column = NAMES.index("late")
    looked_at = np.zeros((6, len(NAMES)))
    looked_at[:3, column] = 1.0
    sample = Gathered("a", looked_at, np.array([[True, False], [False, True], [True, True], [False, False], [False, False], [False, False]]))
    membership = fit([sample] * 10)
    assert sorted(membership.members(looked_at)) == [0, 1, 2]
    assert rates([sample], membership) == (1.0, 1.0, 1.0)
