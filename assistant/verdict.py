"""Yes, no or partly: the spans that speak about what was asked, read together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.contradictions import Contradiction
from assistant.datatypes import Span, Verdict
from assistant.encoder import Float32
from assistant.index import Index
from assistant.lexicon import fold
from assistant.question import Question, years_of_rounds
from assistant.retriever import Candidates
from assistant.stance import MATCH, Reading, Stance, read_span, start_year
from assistant.thesaurus import Thesaurus
from assistant.traits import TRAITS

DEPTH = 6
"""Candidates read for a verdict."""
OWN_SHARE = 0.18
"""A coordinated part of a question is one that carries at least this share of its telling words."""
SUPPORT_SHARE = 0.85
"""A second place supports the first when it says at least this share of what the first says of the question."""
_COORDINATED = re.compile(r"\b(?:and|or|as well as|both|but|nor|plus|also|versus|while)\b|,|/")
_PONDERS = re.compile(r"\b(?:consider\w*|think\w*|plan\w*|intend\w*|still|only|already|merely|just)\b")
_ATTITUDE = {
    "concern": re.compile(r"\bwith concern\b|\bconcerned\b", re.IGNORECASE),
    "satisfaction": re.compile(r"\bwith (?:satisfaction|pleasure)\b|\bis (?:pleased|satisfied)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the spans that decide it, those that say the same elsewhere, and why they disagree, where they do."""

    verdict: Verdict
    deciding: tuple[int, ...]
    support: tuple[int, ...] = ()
    conflict: str | None = None


def rule(question: Question, candidates: Candidates, index: Index, thesaurus: Thesaurus, contradictions: Mapping[int, Sequence[Contradiction]]) -> Ruling:
    """Answer a yes/no question from its best candidates.

    Args:
        question: what was asked.
        candidates: the ranked spans, at least one.
        index: where they come from.
        thesaurus: likeness of words.
        contradictions: the report's contradictions by span id.
    """
    if question.attitude:
        return _rule_attitude(question, candidates, index)
    ids = [int(i) for i in candidates.spans[:DEPTH]]
    readings = [read_span(question, candidates.words, thesaurus, index.spans[i]) for i in ids]
    conflict = _known_contradiction(question, ids, contradictions)
    if conflict:
        return Ruling(Verdict.MIXED, conflict, (), "The report contradicts itself on this: compare [1] and [2].")
    first = readings[0]
    support = []
    for k in range(1, len(ids)):
        if index.spans[ids[k]].start == index.spans[ids[0]].start:
            continue
        relation = _relation(candidates.words.weights, candidates.matched[:, 0], candidates.matched[:, k])
        if relation == "parts" and _COORDINATED.search(fold(question.focus)) and _opposed(first, readings[k]):
            return Ruling(Verdict.MIXED, (ids[0], ids[k]))
        if relation == "same":
            dated = _dated_conflict(question, index.spans[ids[0]], index.spans[ids[k]])
            if dated:
                return Ruling(Verdict.MIXED, (ids[0], ids[k]), (), dated)
            if readings[k].stance == first.stance:
                support.append(ids[k])
    return Ruling(_verdict(question, first), (ids[0],), tuple(support))


def _verdict(question: Question, reading: Reading) -> Verdict:
    if reading.stance is Stance.SPLIT:
        return Verdict.MIXED
    return Verdict.YES if (reading.stance is Stance.AFFIRMS) != question.is_negated else Verdict.NO


def _opposed(first: Reading, second: Reading) -> bool:
    return {first.stance, second.stance} == {Stance.AFFIRMS, Stance.DENIES}


def _relation(weights: Float32, first: Float32, second: Float32) -> str:
    """Compare which of the question's words two spans say: the "same", different "parts", or the second "less"."""
    total = float(weights.sum()) or 1.0
    said_first, said_second = first >= MATCH, second >= MATCH
    own_first = float(weights[said_first & (second < MATCH)].sum()) / total
    own_second = float(weights[said_second & (first < MATCH)].sum()) / total
    common = float(weights[said_first & said_second].sum())
    if own_first >= OWN_SHARE and own_second >= OWN_SHARE and common > 0:
        return "parts"
    everything = float(weights[said_first].sum())
    return "same" if everything and common >= SUPPORT_SHARE * everything else "less"


def _known_contradiction(question: Question, ids: Sequence[int], contradictions: Mapping[int, Sequence[Contradiction]]) -> tuple[int, int] | None:
    """Return a contradiction of the report that the best candidate is part of and that the question is about."""
    for found in contradictions.get(ids[0], ()):
        other = found.second if found.first == ids[0] else found.first
        if found.kind == "polarity" and other in ids:
            return ids[0], other
        if found.kind == "status" and _PONDERS.search(fold(question.focus)):
            return ids[0], other
        if found.kind == "beginning" and (question.years or question.rounds):
            return ids[0], other
    return None


def _dated_conflict(question: Question, first: Span, second: Span) -> str | None:
    """Return why two spans disagree on a dated question: one says that it held by then, the other that it began later."""
    wanted = question.years | years_of_rounds(question.rounds)
    began = start_year(first.text), start_year(second.text)
    if not wanted or None in began or began[0] == began[1]:
        return None
    held = [min(wanted) >= b - 1 for b in began if b is not None]
    return "The report dates the beginning differently in two places: compare [1] and [2]." if held[0] != held[1] else None


def _rule_attitude(question: Question, candidates: Candidates, index: Index) -> Ruling:
    """Answer whether the evaluators see something with concern or satisfaction: the statement nearest in topic shows it or does not."""
    progress = index.traits[:, TRAITS.index("progress")]
    spoken = [k for k, i in enumerate(candidates.spans) if progress[int(i)]] or list(range(len(candidates.spans)))
    topic = [w not in _ATTITUDE_WORDS for w in candidates.words.words]
    weights = candidates.words.weights * np.array(topic, dtype=np.float32)
    likeness = weights @ candidates.matched / max(float(weights.sum()), 1e-6)
    best = max(spoken, key=lambda k: float(likeness[k]) + 0.05 * float(candidates.scores[k] - candidates.scores[0]))
    i = int(candidates.spans[best])
    shows = bool(_ATTITUDE[question.attitude or "concern"].search(index.spans[i].text))
    return Ruling(Verdict.YES if shows else Verdict.NO, (i,), tuple(int(j) for j in candidates.spans[:2] if int(j) != i))


_ATTITUDE_WORDS = frozenset(
    "cicad concern concerned concerns worry worried satisfied satisfaction pleased pleasure note notes observe observes view "
    "views say says state states happy express expresses evaluators".split()
)
