"""Yes, no or partly: the spans that speak about what was asked, read together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.attitude import EVALUATORS, is_attitude
from assistant.catalogue import say
from assistant.conflicts import UP_TO_NOW, ConflictReader
from assistant.continuation import asks_if_on, is_of_continuation, says_it_goes_on, says_not
from assistant.datatypes import Verdict
from assistant.elsewhere import OWN_SHARE, ElsewhereReader
from assistant.index import Index
from assistant.lexicon import fold, term, words
from assistant.negation import is_negated
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.ruling import SETTLED, Ruling, verdict_of
from assistant.scope import (
    asks_both,
    asks_every,
    is_partial,
    on_two_sides,
)
from assistant.stance import MATCH, SAID_ITSELF, Reading, Stance, read_span, says_same, word_match
from assistant.suppositions import SuppositionReader
from assistant.thesaurus import Thesaurus, content_words
from assistant.traits import TRAITS

DEPTH = 6
"""Candidates read for a verdict."""
EXCEPTION_DEPTH = 2
"""Candidates behind the best one among which an exception to "every" is looked for."""
OWN_SHARE_BOTH = 0.08
"""The same where the question says "both"."""
SHARED_SHARE = 0.1
"""What the statements on both parts say is at least this share."""
LITERALLY = 0.95
"""From this likeness on, a statement says a word or a form of it ("outcome" is not "impact")."""
NAMED_APART = 2
"""Words of each part that only its statement says itself: one may be the doer's name."""
SHARED_ITSELF = 0.05
"""The same of what they say themselves."""
BULLET_DEPTH = 4
"""Among so many best candidates a sentence stands before an item of a list that says no more."""
VARIANT_WORDS = 3
"""Rows whose labels share more words than this are of one thing."""
CONTINUED_DEPTH, CONTINUED_SHARE = 4, 0.5
"""Among so many candidates a statement that something goes on, or does not, is looked for; it says at least this share of what is asked about."""
AS_MUCH = 0.8
"""An earlier state is of the same thing when it says this share of the words that the present one says."""
NO_WORSE = 0.05
"""A second place says a word of the question as well as the first one when its likeness is lower by no more than this."""
_CONDUCT = frozenset("discrimination discriminatory compliance interference intervention disclosure recognition observance payment".split())
"""What somebody does, so that "non-" before it says that it is not done; of a "non-profit" foundation it only tells the kind."""
_FREE_OF = re.compile(
    r"\b(?:free (?:of|from)|without|(?:protect(?:s|ed)?|shield(?:s|ed)?|safeguard(?:s|ed)?|guard(?:s|ed)?|safe|secured?) (?:from|against)"
    r"|spared?) (?:any )?\w+"
)
_HOWEVER = re.compile(r"(?:However|Nevertheless|Nonetheless|But|Yet|On the other hand)\b")
_NON = re.compile(r"\bnon-(\w+)")
_ACCORDING_TO_EVALUATORS = re.compile(
    rf"\b(?:according to|in the (?:view|eyes|opinion|judge?ment) of|as per) (?:the )?(?:{EVALUATORS}|evaluators|experts)\b"
    rf"|\b(?:does|did|do) (?:the )?(?:{EVALUATORS}|evaluators|experts) (?:say|state|hold|find|note|observe|consider|think|claim|write)\b",
    re.IGNORECASE,
)
"""Asks what the evaluators say, whatever the report says of the country elsewhere."""
_TODAY = re.compile(r"\b(?:does|do|is|are) not\b")
_ATTITUDE = {
    "concern": re.compile(r"\bwith concern\b|\bconcerned\b", re.IGNORECASE),
    "satisfaction": re.compile(
        r"\bwith (?:satisfaction|pleasure)\b|\bis (?:pleased|satisfied)\b|\b(?:commends|congratulates|recogni[sz]es (?:the country|[A-Z]\w+) for)\b",
        re.IGNORECASE,
    ),
}


class VerdictReader:
    """Gives verdicts from one index by rules. Holds no state that a question changes."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index: its institutions and its contradictions by span."""
        self._index = index
        self._thesaurus = thesaurus
        self._suppositions = SuppositionReader(index, thesaurus)
        self._conflicts = ConflictReader(index, thesaurus)
        self._elsewhere = ElsewhereReader(index, thesaurus, self._suppositions)
        self.contradictions = self._conflicts.contradictions

    def rule(self, question: Question, candidates: Candidates) -> Ruling:
        """Answer a yes/no question from its best candidates.

        Args:
            question: what was asked.
            candidates: the ranked spans, at least one.
        """
        if question.attitude:
            return _rule_attitude(question, candidates, self._index)
        candidates = self._sentence_first(candidates)
        ids = [int(i) for i in candidates.spans[:DEPTH]]
        told = self._by_evaluators(question, candidates, ids) or self._contradicted(question, candidates, ids) or self._continued(question, candidates, ids)
        if told is not None:
            return told
        readings = [self._read(question, candidates, i) for i in ids]
        elsewhere = self._elsewhere.rule(question, candidates, ids, readings)
        if elsewhere is not None:
            return elsewhere
        if _denied_by_prefix(question, self._index.spans[ids[0]].text):
            negated = question.is_negated or _FREE_OF.search(fold(question.focus)) is not None
            return Ruling(Verdict.YES if negated else Verdict.NO, (ids[0],), left_open=SETTLED)
        first, support = readings[0], []
        for k in range(1, len(ids)):
            if self._index.spans[ids[k]].start == self._index.spans[ids[0]].start:
                continue
            if _opposed(first, readings[k]) and (not readings[k].corrects or self._index.spans[ids[k]].kind == "table_row"):
                both = self._both_hold(question, candidates, first, readings[k], k)
                if both is not None:
                    return Ruling(both, (ids[0], ids[k]) if both is Verdict.MIXED else (ids[k], ids[0]))
            dated = self._conflicts.of_beginnings(question, candidates, ids[0], ids[k])
            if dated:
                return Ruling(Verdict.MIXED, (ids[0], ids[k]), (), dated)
            if readings[k].stance == first.stance and says_same(candidates.words.weights, candidates.matched[:, 0], candidates.matched[:, k]):
                support.append(ids[k])
        return Ruling(verdict_of(_negation_read(question, self._index.spans[ids[0]].text), first), (ids[0],), tuple(support), corrects=first.corrects)

    def rule_by_best(self, question: Question, candidates: Candidates) -> Ruling:
        """Answer a yes/no question from the best candidate alone."""
        i = int(candidates.spans[0])
        reading = self._read(question, candidates, i)
        return Ruling(verdict_of(_negation_read(question, self._index.spans[i].text), reading), (i,), corrects=reading.corrects)

    def _contradicted(self, question: Question, candidates: Candidates, ids: Sequence[int]) -> Ruling | None:
        """Return "partly" by both places of a known contradiction of the report on what is asked; None where there is none."""
        conflict = self._conflicts.known(question, candidates, ids)
        if not conflict:
            return None
        return Ruling(Verdict.MIXED, conflict, (), say("The report contradicts itself on this: compare [1] and [2].", question.language))

    def _sentence_first(self, candidates: Candidates) -> Candidates:
        """Return the candidates with a sentence first that says as much of the question as a list's item which stands first by its own words alone."""
        best = self._index.spans[int(candidates.spans[0])]
        if best.kind != "bullet":
            return candidates
        weights, own = candidates.words.weights, word_match(candidates.words, self._thesaurus, best.text) >= MATCH
        said = weights @ (candidates.matched[:, :BULLET_DEPTH] >= MATCH)
        if float(weights[own].sum()) < float(said[0]):
            return candidates  # what leads to the list is asked about as well
        k = next((k for k in range(1, len(said)) if self._index.spans[int(candidates.spans[k])].kind == "sentence" and said[k] >= said[0]), 0)
        return candidates.led_by(k) if k else candidates

    def _by_evaluators(self, question: Question, candidates: Candidates, ids: Sequence[int]) -> Ruling | None:
        """Return a ruling by the first of the evaluators' own statements that says as much as the best span, where a question asks what they say."""
        if not _ACCORDING_TO_EVALUATORS.search(question.focus):
            return None
        weights = candidates.words.weights
        said = weights @ (candidates.matched >= MATCH)
        theirs = (
            k
            for k, i in enumerate(ids)
            if self._index.traits[i, TRAITS.index("progress")] and said[k] >= AS_MUCH * said[0] and "CICAD" in self._index.spans[i].text
        )
        return next((Ruling(verdict_of(question, self._read(question, candidates, ids[k])), (ids[k],)) for k in theirs), None)

    def _continued(self, question: Question, candidates: Candidates, ids: Sequence[int]) -> Ruling | None:
        """Return a ruling on whether something goes on, or has stopped, by the first statement on it that says so; None where none of the best does."""
        asked = asks_if_on(question.focus)
        if asked is None:
            return None
        weights = candidates.words.weights * np.array([not is_of_continuation(w) for w in candidates.words.words], dtype=np.float32)
        for k, i in enumerate(ids[:CONTINUED_DEPTH]):
            on = says_it_goes_on(self._index.spans[i].text)
            if on is not None and float(weights @ (candidates.matched[:, k] >= MATCH)) >= CONTINUED_SHARE * float(weights.sum()):
                return Ruling(Verdict.YES if (on == asked) != says_not(question.focus) else Verdict.NO, (i,))
        return None

    def _both_hold(self, question: Question, candidates: Candidates, first: Reading, other: Reading, k: int) -> Verdict | None:
        """Return the verdict where the best candidate and the one of rank ``k``, of opposite stance, both bear on what is asked."""
        if self._are_variants(candidates, k) or self._was_done_before(question, candidates, first, k) or _are_parts(question, candidates, k):
            return Verdict.MIXED
        if self._are_set_against(candidates, k):
            return Verdict.MIXED
        is_exception = k <= EXCEPTION_DEPTH and other.stance is Stance.DENIES and asks_every(question.focus)
        if is_exception and is_partial(self._index.spans[int(candidates.spans[k])].text):
            return Verdict.YES if question.is_negated else Verdict.NO
        return None

    def _are_set_against(self, candidates: Candidates, k: int) -> bool:
        """Return whether the best candidate and the one of rank ``k`` are a sentence and a "However, …" right behind it, and say as much of the question.

        "It has conducted an outcome evaluation. However, impact evaluations are not carried out": asked about evaluations, both answer.
        """
        spans = sorted((int(candidates.spans[0]), int(candidates.spans[k])))
        here = self._index.passages[self._index.spans[spans[0]].passage].spans
        behind = here.index(spans[0]) + 1
        if behind >= len(here) or here[behind] != spans[1] or not _HOWEVER.match(self._index.spans[spans[1]].text):
            return False
        first, other = (word_match(candidates.words, self._thesaurus, self._index.spans[i].text) >= LITERALLY for i in spans)
        said = float(candidates.words.weights[first & other].sum())
        return bool((first == other).all()) and said >= AS_MUCH * float(candidates.words.weights.sum())

    def _was_done_before(self, question: Question, candidates: Candidates, first: Reading, k: int) -> bool:
        """Return whether the best candidate denies of today what the one of rank ``k`` affirms of a past time, where both are asked about.

        "Has it ever studied this?": it does not, but in the sixth round it did.
        """
        ids = [int(candidates.spans[j]) for j in (0, k)]
        if first.stance is not Stance.DENIES or first.corrects or not UP_TO_NOW.search(fold(question.focus)):
            return False
        if self._index.years[ids[0]] or not self._index.years[ids[1]] or not _TODAY.search(self._index.spans[ids[0]].text):
            return False
        best, this = candidates.matched[:, 0], candidates.matched[:, k]
        weights = candidates.words.weights * (best >= MATCH)
        return float(weights[this >= best - NO_WORSE].sum()) >= AS_MUCH * float(weights.sum()) > 0.0

    def _are_variants(self, candidates: Candidates, k: int) -> bool:
        """Return whether the best candidate and the one of rank ``k`` are rows of one table that say the same of the question.

        The question then asks of both ("drug laboratories": the plant-based and the synthetic ones).
        """
        first, second = (self._index.spans[int(candidates.spans[j])] for j in (0, k))
        if first.kind != "table_row" or second.kind != "table_row" or first.passage != second.passage or first.context != second.context:
            return False
        said, other = candidates.matched[:, 0] >= MATCH, candidates.matched[:, k] >= MATCH
        labels = [dict.fromkeys(content_words(s.label)) for s in (first, second)]
        own = [w for a, b in (labels, labels[::-1]) for w in a if term(w) not in {term(o) for o in b}]
        names_one = any(self._thesaurus.alike(w, o) >= MATCH for w in candidates.words.words for o in own)
        return bool((said == other).all() and said.any()) and not names_one and len(labels[0]) - len(own) / 2 > VARIANT_WORDS

    def _read(self, question: Question, candidates: Candidates, i: int) -> Reading:
        """Read a span, then hold one that says what is asked against how far the question reaches."""
        span = self._index.spans[i]
        reading = read_span(question, candidates.words, self._thesaurus, span)
        if reading.stance is Stance.AFFIRMS and self._suppositions.fails(question, candidates, span):
            return Reading(Stance.DENIES, reading.deciding, corrects=True)
        if reading.stance is Stance.DENIES and question.is_negated and self._suppositions.is_one_of_several(question, candidates, span):
            return Reading(Stance.AFFIRMS, reading.deciding, corrects=True)  # "the only group without …": one of several such
        return reading


def _negation_read(question: Question, statement: str) -> Question:
    """Return a question whose only negation is a word that the statement says as well ("non-discrimination") as one without."""
    if not question.is_negated:
        return question
    folded, said = fold(question.focus), fold(statement)
    shared = [w for w in re.findall(r"\bnon-?\w+|\bun\w+(?:ed|able|ible)\b", folded) if w in said]
    for w in shared:
        folded = folded.replace(w, " ")
    return replace(question, is_negated=is_negated(folded)) if shared else question


def _denied_by_prefix(question: Question, statement: str) -> bool:
    """Return whether a statement says a word of the question with "non-" before it and nowhere without ("guaranteeing non-discrimination")."""
    denied = {term(m[1]) for m in _NON.finditer(fold(statement)) if m[1] in _CONDUCT}
    if not denied:
        return False
    plain = {term(w) for w in words(_NON.sub(" ", fold(statement)))}
    asked = {term(w) for w in words(_NON.sub(" ", fold(question.focus)))}
    return bool(denied & asked - plain) and not _NON.search(fold(question.focus))


def _opposed(first: Reading, second: Reading) -> bool:
    return {first.stance, second.stance} == {Stance.AFFIRMS, Stance.DENIES}


def _are_parts(question: Question, candidates: Candidates, k: int) -> bool:
    """Return whether the best candidate and the one of rank ``k`` each answer a part of a coordinated question.

    Each says words of the question that the other does not, or does not itself, and a coordinator of the question stands between them.
    """
    return any(_say_parts(question, candidates, k, said, shared) for said, shared in ((MATCH, SHARED_SHARE), (SAID_ITSELF, SHARED_ITSELF)))


def _say_parts(question: Question, candidates: Candidates, k: int, said: float, least_shared: float) -> bool:
    """Return whether the best candidate and the one of rank ``k`` each answer a part, where words count as said from this likeness on."""
    weights, asked = candidates.words.weights, candidates.words.words
    first, second = candidates.matched[:, 0] >= said, candidates.matched[:, k] >= said
    own_first, own_second = first & ~second, second & ~first
    least = (OWN_SHARE_BOTH if asks_both(question.focus) else OWN_SHARE) * float(weights.sum())
    shared = float(weights[first & second].sum())
    if min(float(weights[own_first].sum()), float(weights[own_second].sum())) < least or shared < least_shared * float(weights.sum()):
        return False
    if said > MATCH and min(int(own_first.sum()), int(own_second.sum())) < NAMED_APART:
        return False
    return on_two_sides(
        question.focus, [w for w, own in zip(asked, own_first, strict=True) if own], [w for w, own in zip(asked, own_second, strict=True) if own]
    )


def _rule_attitude(question: Question, candidates: Candidates, index: Index) -> Ruling:
    """Answer whether the evaluators see something with concern or satisfaction: the statement nearest in topic shows it or does not."""
    progress = index.traits[:, TRAITS.index("progress")]
    spoken = [k for k, i in enumerate(candidates.spans) if progress[int(i)]] or list(range(len(candidates.spans)))
    topic = [w not in _ATTITUDE_WORDS and not is_attitude(w) for w in candidates.words.words]
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
