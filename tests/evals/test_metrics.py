"""Measures, each worked by hand in a comment."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.datatypes import Answer, Citation, Verdict
from evals.bootstrap import interval
from evals.gold import Evidence, GoldQuestion
from evals.metrics import Outcome, figures, first_rank, judge, mean, ndcg, overlaps, percentile

TEXT = "Peru has a law. Peru has no tribunal. It plans one."
LAW = Evidence("peru", "Area", "Objective 1", "Peru has a law.", 0, 15)
TRIBUNAL = Evidence("peru", "Area", "Objective 1", "Peru has no tribunal.", 16, 37)


def citation(number: int, start: int, end: int, section: str = "Objective 1") -> Citation:
    return Citation(number, "peru", "Area", section, TEXT[start:end], start, end, TEXT, 1.0, 0)


def gold(*evidence: Evidence, verdict: Verdict | None = None, **changed: object) -> GoldQuestion:
    question = GoldQuestion("q", "?", "en", "yesno", "plain", (), bool(evidence), verdict, False, "any", evidence, ())
    return replace(question, **changed)  # type: ignore[arg-type]


def answer(*citations: Citation, verdict: Verdict | None = None, text: str = "", nearest: tuple[Citation, ...] = (), conflict: str | None = None) -> Answer:
    return Answer("?", bool(citations), verdict, text, citations, nearest, conflict, None, "en", ())


def outcome(question: GoldQuestion, given: Answer, *further: Citation) -> Outcome:
    return judge(question, given, [*given.citations, *given.nearest, *further], {"peru": TEXT}, 10.0)


def test_a_quote_counts_from_half_of_the_shorter_one() -> None:
    # evidence 0:15 is 15 characters long; 0:8 shares 8 of the shorter one's 8; 8:37 shares 7 of 15, less than half; 7:37 shares 8 of 15
    assert overlaps("peru", 0, 8, LAW)
    assert not overlaps("peru", 8, 37, LAW)
    assert overlaps("peru", 7, 37, LAW)
    assert not overlaps("peru", 15, 20, LAW)
    assert not overlaps("chile", 0, 15, LAW)


def test_first_rank_counts_from_one() -> None:
    assert first_rank([False, True, True]) == 2
    assert first_rank([False]) is None
    assert first_rank([]) is None


def test_ndcg_by_hand() -> None:
    # two relevant in all, found at ranks 1 and 3: (1/log2(2) + 1/log2(4)) / (1/log2(2) + 1/log2(3)) = 1.5 / 1.63093
    assert ndcg([True, False, True], 2) == pytest.approx(1.5 / (1 + 1 / math.log2(3)))
    assert ndcg([True, True], 2) == 1.0
    assert ndcg([False] * 10 + [True], 1) == 0.0, "rank 11 lies beyond the cutoff"
    assert ndcg([], 0) == 0.0


def test_percentile_is_the_nearest_rank() -> None:
    # 95 % of 20 values: the 19th; half of 4: the 2nd
    assert percentile(list(range(1, 21)), 0.95) == 19
    assert percentile([4, 1, 3, 2], 0.5) == 2
    assert percentile([7], 0.0) == 7


def test_the_mean_of_nothing_is_no_figure() -> None:
    assert mean([]) is None
    assert mean([1.0, 0.0]) == 0.5


def test_an_outcome_by_hand() -> None:
    # cited: the plan (38:51, wrong), then the law (right). The law is the second quote; all stand in the right section.
    judged = outcome(gold(LAW, TRIBUNAL, verdict=Verdict.YES), answer(citation(1, 38, 51), citation(2, 0, 15), verdict=Verdict.NO))
    assert (judged.section_rank, judged.quote_rank) == (1, 2)
    assert judged.citation_precision == 0.5
    assert judged.citation_recall == 1.0, "any one piece of evidence is enough"
    assert judged.ndcg == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))
    assert judged.verbatim


def test_recall_needs_every_piece_where_all_are_required() -> None:
    question = gold(LAW, TRIBUNAL, require="all", type="list")
    judged = outcome(question, answer(citation(1, 0, 15)))
    assert (judged.citation_recall, judged.complete) == (0.5, False)
    assert outcome(question, answer(citation(1, 0, 15), citation(2, 16, 37))).complete is True


def test_an_unanswerable_question_has_no_ranks() -> None:
    judged = outcome(gold(), answer(nearest=(citation(1, 0, 15),)))
    assert (judged.section_rank, judged.quote_rank, judged.ndcg, judged.citation_precision) == (None, None, None, None)
    assert not judged.answered


def test_a_quote_in_another_section_is_no_right_section() -> None:
    judged = outcome(gold(LAW), answer(citation(1, 38, 51, "Objective 2"), citation(2, 0, 15)))
    assert (judged.section_rank, judged.quote_rank) == (2, 2)


def test_words_that_must_be_shown_are_looked_for_in_text_and_quotes() -> None:
    question = gold(LAW, must_contain=("LAW", "one"))
    assert outcome(question, answer(citation(1, 0, 15))).contains is False
    assert outcome(question, answer(citation(1, 0, 15), text="It plans one.")).contains is True
    assert outcome(gold(LAW), answer(citation(1, 0, 15))).contains is None


def test_a_quote_that_is_not_verbatim_is_found() -> None:
    wrong = replace(citation(1, 0, 15), quote="Peru has no law")
    assert not outcome(gold(LAW), answer(wrong)).verbatim


def test_a_conflict_counts_only_with_both_quotes() -> None:
    question = gold(LAW, TRIBUNAL, conflict=True)
    assert outcome(question, answer(citation(1, 0, 15), citation(2, 16, 37), conflict="They disagree.")).conflict_cited
    assert not outcome(question, answer(citation(1, 0, 15), conflict="They disagree.")).conflict_cited


def outcomes() -> list[Outcome]:
    """Four questions: right no; wrong yes; false silence; right silence."""
    no = gold(TRIBUNAL, verdict=Verdict.NO)
    return [
        outcome(no, answer(citation(1, 16, 37), verdict=Verdict.NO)),
        outcome(no, answer(citation(1, 0, 15), verdict=Verdict.YES), citation(2, 16, 37)),
        outcome(no, answer(nearest=(citation(1, 38, 51), citation(2, 0, 15), citation(3, 16, 37)))),
        outcome(gold(), answer(nearest=(citation(1, 0, 15),))),
    ]


def test_figures_by_hand() -> None:
    measured = figures(outcomes())
    # quote ranks of the three answerable ones: 1, 2, 3
    assert measured["quote_recall@1"] == pytest.approx(1 / 3)
    assert measured["quote_recall@3"] == 1.0
    assert measured["quote_mrr"] == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    # verdicts: right, wrong, none
    assert measured["verdict_accuracy"] == pytest.approx(1 / 3)
    assert measured["wrong_yes"] == pytest.approx(1 / 3)
    # silent twice, once rightly; the one unanswerable question was left unanswered
    assert measured["abstention_precision"] == 0.5
    assert measured["abstention_recall"] == 1.0
    assert measured["false_abstention"] == pytest.approx(1 / 3)
    # the right no cites the right quote, the wrong yes a wrong one; the silent one cites nothing and has no precision
    assert measured["citation_precision"] == 0.5
    assert measured["citation_recall"] == 0.5
    assert measured["quotes_verbatim"] == 1.0
    assert (measured["latency_p50_ms"], measured["latency_p95_ms"]) == (10.0, 10.0)


def test_what_does_not_apply_has_no_figure() -> None:
    measured = figures(outcomes())
    assert (measured["must_contain"], measured["lists_complete"], measured["conflicts_surfaced"]) == (None, None, None)
    assert set(figures([]).values()) == {None}


def test_intervals_hold_the_figure_and_repeat() -> None:
    many = outcomes() * 10
    between = interval(many, resamples=100)
    low, high = between["false_abstention"]
    assert low is not None
    assert high is not None
    assert 0 < low < 1 / 3 < high < 1
    assert interval(many, resamples=100) == between
    assert between["must_contain"] == (None, None)
    assert interval([]) == {}
