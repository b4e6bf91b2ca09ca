"""Measures of answers against gold questions; each is a pure function of one answer or a list of outcomes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.datatypes import Answer, Citation, Hit, Verdict
from assistant.textual import clean
from evals.gold import Evidence, GoldQuestion

MIN_OVERLAP = 0.5
"""A quote counts as the gold one when they share at least this part of the shorter one's characters."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer is worth. Ranks count from 1; None: not found, or not applicable to the question."""

    id: str
    type: str
    style: str
    split: str
    answerable: bool
    answered: bool
    gold_verdict: str | None
    verdict: str | None
    section_rank: int | None
    quote_rank: int | None
    ndcg: float | None
    contains: bool | None
    complete: bool | None
    conflict_gold: bool
    conflict_found: bool
    conflict_cited: bool
    citation_precision: float | None
    citation_recall: float | None
    verbatim: bool
    milliseconds: float


def matches(quote: Citation | Hit, evidence: Evidence) -> bool:
    """Return whether a quote is a piece of evidence."""
    return overlaps(quote.report, quote.start, quote.end, evidence)


def overlaps(report: str, start: int, end: int, evidence: Evidence) -> bool:
    """Return whether ``start:end`` of a report is a piece of evidence: the same report, and half of the shorter one shared."""
    if report != evidence.report:
        return False
    shared = min(end, evidence.end) - max(start, evidence.start)
    return shared > 0 and shared >= MIN_OVERLAP * min(end - start, evidence.end - evidence.start)


def first_rank(hits: Sequence[bool]) -> int | None:
    """Return the rank of the first True, from 1.

    >>> first_rank([False, True])
    2
    """
    return next((rank for rank, hit in enumerate(hits, start=1) if hit), None)


def ndcg(gains: Sequence[bool], relevant: int, cutoff: int = 10) -> float:
    """Return the normalised discounted cumulative gain at ``cutoff`` (Järvelin and Kekäläinen 2002), gains 0 or 1.

    One relevant item at rank 2 of two relevant ones in all: (1/log2(3)) / (1/log2(2) + 1/log2(3)) = 0.3869.
    """
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(relevant, cutoff) + 1))
    found = sum(1 / math.log2(rank + 1) for rank, gain in enumerate(gains[:cutoff], start=1) if gain)
    return found / ideal if ideal else 0.0


def judge(gold: GoldQuestion, answer: Answer, ranking: Sequence[Citation | Hit], texts: dict[str, str], milliseconds: float) -> Outcome:
    """Judge one answer.

    Args:
        gold: the question and its truth.
        answer: what was answered.
        ranking: the answer's quotes, followed by the search results that it does not cite: what a reader would look at in turn.
        texts: report id -> text, to check the quotes.
        milliseconds: how long the answer took.
    """
    hits = [any(matches(r, e) for e in gold.evidence) for r in ranking]
    places = {(e.report, e.area, e.section) for e in gold.evidence}
    sections = [(r.report, r.area, r.section) in places for r in ranking]
    cited = [any(matches(c, e) for e in gold.evidence) for c in answer.citations]
    found = [any(matches(c, e) for c in answer.citations) for e in gold.evidence]
    shown = " ".join([answer.text, *(c.quote for c in answer.citations[:3]), *(clean(c.quote) for c in answer.citations[:3])]).casefold()
    answerable = gold.answerable
    quoted = [*answer.citations, *answer.nearest]
    return Outcome(
        id=gold.id,
        type=gold.type,
        style=gold.style,
        split=gold.split,
        answerable=answerable,
        answered=answer.answered,
        gold_verdict=gold.verdict.value if gold.verdict else None,
        verdict=answer.verdict.value if answer.verdict else None,
        section_rank=first_rank(sections) if answerable else None,
        quote_rank=first_rank(hits) if answerable else None,
        ndcg=ndcg(hits, len(gold.evidence)) if answerable else None,
        contains=all(m.casefold() in shown for m in gold.must_contain) if answerable and gold.must_contain else None,
        complete=all(found) if answerable and gold.type == "list" and gold.require == "all" else None,
        conflict_gold=gold.conflict,
        conflict_found=answer.conflict is not None,
        conflict_cited=answer.conflict is not None and all(found),
        citation_precision=sum(cited) / len(cited) if answerable and cited else None,
        citation_recall=_recall(gold, found) if answerable and answer.answered else None,
        verbatim=all(texts[c.report][c.start : c.end] == c.quote for c in quoted),
        milliseconds=milliseconds,
    )


def _recall(gold: GoldQuestion, found: Sequence[bool]) -> float:
    return float(any(found)) if gold.require == "any" else sum(found) / len(found)


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or None of nothing: a figure that does not apply is no zero."""
    return sum(values) / len(values) if values else None


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Return the figures of a run over some questions, each between 0 and 1 but the milliseconds."""
    answerable = [o for o in outcomes if o.answerable]
    silent = [o for o in outcomes if not o.answerable]
    yes_no = [o for o in answerable if o.gold_verdict]
    truth_no = [o for o in yes_no if o.gold_verdict == Verdict.NO.value]
    conflicts = [o for o in outcomes if o.conflict_gold]
    consistent = [o for o in yes_no if not o.conflict_gold]
    abstained = [o for o in outcomes if not o.answered]

    def recall(name: str, k: int) -> float | None:
        ranks = [getattr(o, name) for o in answerable]
        return mean([float(r is not None and r <= k) for r in ranks])

    return {
        **{f"section_recall@{k}": recall("section_rank", k) for k in (1, 3, 5)},
        **{f"quote_recall@{k}": recall("quote_rank", k) for k in (1, 3, 5)},
        "quote_mrr": mean([1 / o.quote_rank if o.quote_rank else 0.0 for o in answerable]),
        "quote_ndcg@10": mean([o.ndcg for o in answerable if o.ndcg is not None]),
        "verdict_accuracy": mean([float(o.verdict == o.gold_verdict) for o in yes_no]),
        "wrong_yes": mean([float(o.verdict == Verdict.YES.value) for o in truth_no]),
        "abstention_recall": mean([float(not o.answered) for o in silent]),
        "abstention_precision": mean([float(not o.answerable) for o in abstained]),
        "false_abstention": mean([float(not o.answered) for o in answerable]),
        "must_contain": mean([float(o.contains) for o in answerable if o.contains is not None]),
        "lists_complete": mean([float(o.complete) for o in answerable if o.complete is not None]),
        "conflicts_surfaced": mean([float(o.conflict_cited) for o in conflicts]),
        "conflicts_invented": mean([float(o.conflict_found) for o in consistent]),
        "citation_precision": mean([o.citation_precision for o in answerable if o.citation_precision is not None]),
        "citation_recall": mean([o.citation_recall for o in answerable if o.citation_recall is not None]),
        "quotes_verbatim": mean([float(o.verbatim) for o in outcomes]),
        "latency_p50_ms": percentile([o.milliseconds for o in outcomes], 0.5) if outcomes else None,
        "latency_p95_ms": percentile([o.milliseconds for o in outcomes], 0.95) if outcomes else None,
    }
