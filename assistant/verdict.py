"""Yes, no or partly: the spans that speak about what was asked, read together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.catalogue import say
from assistant.contradictions import LAST_ROUND_START, Contradiction
from assistant.coordination import Kind
from assistant.datatypes import Verdict
from assistant.encoder import Float32
from assistant.index import Index
from assistant.lexicon import fold, term, words
from assistant.polarity import segments
from assistant.question import Question, is_attitude, is_dating, is_negated, years_of_rounds
from assistant.retriever import Candidates
from assistant.scope import (
    asked_body,
    asks_both,
    asks_every,
    is_had,
    is_partial,
    on_two_sides,
    other_body,
)
from assistant.stance import MATCH, Reading, Stance, read_span, start_year, word_match
from assistant.suppositions import AGENT_SHARE, SAID_SHARE, SuppositionReader
from assistant.thesaurus import Thesaurus, content_words
from assistant.traits import TRAITS

DEPTH = 6
"""Candidates read for a verdict."""
EXCEPTION_DEPTH = 2
"""Candidates behind the best one among which an exception to "every" is looked for."""
OWN_SHARE = 0.18
"""A coordinated part of a question is one that carries at least this share of its telling words."""
OWN_SHARE_BOTH = 0.08
"""The same where the question says "both"."""
SHARED_SHARE = 0.1
"""What the statements on both parts say is at least this share."""
BODY_MARGIN = 0.1
"""Another span decides on a body when it says so much more of the rest of the question, in likeness."""
SAID_ITSELF = 0.85
"""From this likeness on, a statement says a word itself, not only one near it."""
LOST_SHARE = 0.25
"""A denial names the group asked about when what it says less than an affirmed row is at most this share of what it says more."""
NEARLY = 0.85
"""A span that names another body decides where the best one names none, when it says so much of what that one says of the rest."""
ABOUT_SHARE = 0.3
"""A question is about a contradiction when the best candidate says at least this share of it."""
DATED_SHARE = 0.9
"""Two statements that date a beginning differently disagree when each says by itself at least this share of what the other says of the question."""
TOPIC_SHARE = 0.8
"""Two dated statements speak of the same thing when each says at least this share of what the other says of it."""
VARIANT_WORDS = 3
"""Rows whose labels share more words than this are of one thing."""
NO_WORSE = 0.05
"""A second place says a word of the question as well as the first one when its likeness is lower by no more than this."""
SUPPORT_SHARE = 0.85
"""A second place supports the first when it says at least this share of what the first says of the question."""
_PONDERS = re.compile(r"\b(?:consider\w*|think\w*|plan\w*|intend\w*|still|only|already|merely|just)\b")
_UP_TO_NOW = re.compile(r"\b(?:has|have|had)\b.*\b(?:been|\w+ed|made|done|held|set|kept|run|gone|put|shown|taken|given)\b|\bever\b|\bpast\b")
"""A question in the perfect tense asks of all the time up to now."""
_TODAY = re.compile(r"\b(?:does|do|is|are) not\b")
_LEANS_WHOLLY = re.compile(r"^(?:In addition, |However, )?(?:It|They|This|These|Those|Such)\b|\bsaid\b")
"""A sentence whose subject stands in the one before it."""
_POINTS_BACK = re.compile(r"\b(?:said|such|this|these) [a-z]+")
"""Points back to what the sentence before names."""
_ATTITUDE = {
    "concern": re.compile(r"\bwith concern\b|\bconcerned\b", re.IGNORECASE),
    "satisfaction": re.compile(
        r"\bwith (?:satisfaction|pleasure)\b|\bis (?:pleased|satisfied)\b|\b(?:commends|congratulates|recogni[sz]es (?:the country|[A-Z]\w+) for)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with the spans that decide it, those that say the same elsewhere, and why they disagree, where they do.

    ``corrects``: the deciding span says what is asked, but of another year, body or number, or of more than what is asked.
    ``left_open``: how surely the second reading finds that it leaves the question open, from -1 to 1; None where it was not asked.
    """

    verdict: Verdict
    deciding: tuple[int, ...]
    support: tuple[int, ...] = ()
    conflict: str | None = None
    corrects: bool = False
    left_open: float | None = None


class VerdictReader:
    """Gives verdicts from one index by rules. Holds no state that a question changes."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index: its institutions and its contradictions by span."""
        self._index = index
        self._thesaurus = thesaurus
        self._suppositions = SuppositionReader(index, thesaurus)
        self.contradictions: dict[int, list[Contradiction]] = {}
        for found in index.contradictions:
            for i in (found.first, found.second):
                self.contradictions.setdefault(i, []).append(found)

    def rule(self, question: Question, candidates: Candidates) -> Ruling:
        """Answer a yes/no question from its best candidates.

        Args:
            question: what was asked.
            candidates: the ranked spans, at least one.
        """
        if question.attitude:
            return _rule_attitude(question, candidates, self._index)
        ids = [int(i) for i in candidates.spans[:DEPTH]]
        conflict = self._known_contradiction(question, candidates, ids)
        if conflict:
            return Ruling(Verdict.MIXED, conflict, (), say("The report contradicts itself on this: compare [1] and [2].", question.language))
        readings = [self._read(question, candidates, i) for i in ids]
        elsewhere = self._decided_elsewhere(question, candidates, ids, readings)
        if elsewhere is not None:
            return elsewhere
        first, support = readings[0], []
        for k in range(1, len(ids)):
            if self._index.spans[ids[k]].start == self._index.spans[ids[0]].start:
                continue
            if _opposed(first, readings[k]) and (not readings[k].corrects or self._index.spans[ids[k]].kind == "table_row"):
                both = self._both_hold(question, candidates, first, readings[k], k)
                if both is not None:
                    return Ruling(both, (ids[0], ids[k]) if both is Verdict.MIXED else (ids[k], ids[0]))
            dated = self._dated_conflict(question, candidates, ids[0], ids[k])
            if dated:
                return Ruling(Verdict.MIXED, (ids[0], ids[k]), (), dated)
            if readings[k].stance == first.stance and _says_same(candidates.words.weights, candidates.matched[:, 0], candidates.matched[:, k]):
                support.append(ids[k])
        return Ruling(_verdict(_negation_read(question, self._index.spans[ids[0]].text), first), (ids[0],), tuple(support), corrects=first.corrects)

    def _both_hold(self, question: Question, candidates: Candidates, first: Reading, other: Reading, k: int) -> Verdict | None:
        """Return the verdict where the best candidate and the one of rank ``k``, of opposite stance, both bear on what is asked."""
        if self._are_variants(candidates, k) or self._was_done_before(question, candidates, first, k) or _are_parts(question, candidates, k):
            return Verdict.MIXED
        is_exception = k <= EXCEPTION_DEPTH and other.stance is Stance.DENIES and asks_every(question.focus)
        if is_exception and is_partial(self._index.spans[int(candidates.spans[k])].text):
            return Verdict.YES if question.is_negated else Verdict.NO
        return None

    def _was_done_before(self, question: Question, candidates: Candidates, first: Reading, k: int) -> bool:
        """Return whether the best candidate denies of today what the one of rank ``k`` affirms of a past time, where both are asked about.

        "Has it ever studied this?": it does not, but in the sixth round it did.
        """
        ids = [int(candidates.spans[j]) for j in (0, k)]
        if first.stance is not Stance.DENIES or first.corrects or not _UP_TO_NOW.search(fold(question.focus)):
            return False
        if self._index.years[ids[0]] or not self._index.years[ids[1]] or not _TODAY.search(self._index.spans[ids[0]].text):
            return False
        best, this = candidates.matched[:, 0], candidates.matched[:, k]
        said = best >= MATCH
        return bool((this[said] >= best[said] - NO_WORSE).all())

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

    def _decided_elsewhere(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a ruling by a lower candidate where the best one cannot decide: it bears no date, or it merely names the body asked about.

        A dated question whose best span is undated is decided by the first that says the same with a beginning. A question whether a
        body does something, where another span says all the rest of it and gives another body or a list without it, is a no.
        """
        spans, weights = self._index.spans, candidates.words.weights
        if question.years and start_year(spans[ids[0]].text) is None and not self._index.years[ids[0]]:
            for k in range(1, len(ids)):
                same = _says_same(weights, candidates.matched[:, 0], candidates.matched[:, k], TOPIC_SHARE)
                if same and start_year(spans[ids[k]].text) is not None:
                    return Ruling(_verdict(question, readings[k]), (ids[k],), (ids[0],))
        excluded = self._of_its_country(question, ids, readings) or self._excluded_group(question, candidates, ids, readings)
        if excluded is not None:
            return excluded
        names = self._suppositions.bodies_for(question)
        body = asked_body(question.focus, names, "", self._index.acronyms)
        if body is None or is_had(question.focus, names[body]):
            return None
        parts = names[body]
        rest = np.array([term(w) not in parts for w in candidates.words.words], dtype=np.float32) * weights
        if not rest.sum():
            return None
        likeness = rest @ candidates.matched[:, : len(ids)] / rest.sum()
        no = Verdict.YES if question.is_negated else Verdict.NO
        least = NEARLY * float(likeness.max())
        near = [i for k, i in enumerate(ids) if likeness[k] >= SAID_SHARE and (k == 0 or likeness[k] >= least)]
        told = self._told_by_a_follower(body, names, near)
        if told is not None:
            does, deciding = told
            return Ruling(no if not does else Verdict.NO if question.is_negated else Verdict.YES, deciding)
        if likeness[0] >= MATCH and self._lists_bodies(ids[0], names) and not self._names(ids[0], body, names):
            return Ruling(no, (ids[0],), ())
        if spans[ids[0]].kind == "bullet" and parts <= {term(w) for w in words(spans[ids[0]].text)} and likeness[0] >= AGENT_SHARE:
            return None  # the body is a member of the list asked about
        stands = np.array([not _LEANS_WHOLLY.search(spans[i].text) or spans[i].kind != "sentence" for i in ids])
        others = [j for j in range(1, len(ids)) if stands[j] and not self._names(ids[j], body, names)]
        k = max(others, key=lambda j: float(likeness[j]), default=0)
        says_more = k and likeness[k] >= max(likeness[0] + BODY_MARGIN, NEARLY * float(likeness.max()), SAID_SHARE)
        nameless = self._names(ids[0], body, names) and not parts <= {term(w) for w in words(spans[ids[0]].text)}
        if says_more or (k and nameless and likeness[k] >= max(NEARLY * float(likeness[0]), MATCH)):
            return Ruling(no, (ids[k],), ())
        return None

    def _told_by_a_follower(self, body: str, names: Mapping[str, frozenset[str]], ids: Sequence[int]) -> tuple[bool, tuple[int, int]] | None:
        """Return whether a body does what some spans say without naming who, by the sentence behind one of them, and both; None where none tells."""
        found: tuple[bool, tuple[int, int]] | None = None
        for i in ids:
            follower = self._leaning_behind(i)
            if follower is None or not self._names_none(i, body, names) or self._names_none(follower, body, names):
                continue
            if asked_body(body, names, self._index.spans[follower].text, self._index.acronyms) is None:
                return True, (follower, i)
            found = found or ((False, (follower, i)) if i == ids[0] else None)
        return found

    def _leaning_behind(self, i: int) -> int | None:
        """Return the sentence right behind a span that says more of the same ("MINSA is in charge of *said* supervision"), or None."""
        here = self._index.passages[self._index.spans[i].passage].spans
        behind = here.index(i) + 1
        if behind >= len(here) or not _POINTS_BACK.search(self._index.spans[here[behind]].text):
            return None
        return here[behind]

    def _names_none(self, i: int, body: str, names: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a span names neither a body nor another in its stead."""
        text = self._index.spans[i].text
        return asked_body(body, names, text, self._index.acronyms) is not None and other_body(text, body, names, self._index.acronyms) is None

    def _of_its_country(self, question: Question, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a ruling by the first span that names the foreign country asked about, where the best one does not; None where none does."""
        foreign = self._suppositions.countries_of(question)
        if not foreign or foreign & self._suppositions.countries_in(self._index.spans[ids[0]]):
            return None
        named = (k for k in range(1, len(ids)) if foreign <= self._suppositions.countries_in(self._index.spans[ids[k]]) and not readings[k].corrects)
        return next((Ruling(_verdict(question, readings[k]), (ids[k],)) for k in named), None)

    def _excluded_group(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a no where a row or a bullet affirms it of others, and a denial in the same section names the group that is asked about."""
        spans, weights = self._index.spans, candidates.words.weights
        first = spans[ids[0]]
        if first.kind not in ("table_row", "bullet") or readings[0].stance is not Stance.AFFIRMS:
            return None
        label = first.label.split(" – ")[-1] or first.text  # without the heading, which the whole table shares
        own = word_match(candidates.words, self._thesaurus, " ".join([label, *(v for _, v in first.facts)]))
        here = self._index.passages[first.passage]
        for k in range(1, len(ids)):
            there = self._index.passages[spans[ids[k]].passage]
            if spans[ids[k]].kind != "sentence" or readings[k].stance is not Stance.DENIES:
                continue
            if (there.report, there.area, there.section) != (here.report, here.area, here.section):
                continue
            this = candidates.matched[:, k]
            gained = float(weights[(this >= SAID_ITSELF) & (own < MATCH)].sum())
            lost = float(weights[(own >= SAID_ITSELF) & (this < MATCH)].sum())
            if gained >= OWN_SHARE * float(weights.sum()) and lost <= LOST_SHARE * gained:
                return Ruling(Verdict.YES if question.is_negated else Verdict.NO, (ids[k],), ())
        return None

    def _lists_bodies(self, i: int, names: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a span leads to a list of institutions or belongs to one."""
        span = self._index.spans[i]
        members = [s for j in self._index.passages[span.passage].spans if (s := self._index.spans[j]).kind == "bullet"]
        named = sum(any(parts <= {term(w) for w in words(s.text)} for parts in names.values()) for s in members)
        return named >= 2

    def _names(self, i: int, body: str, names: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a span, or a member of the list that it leads to or belongs to, names a body, or whether it gives none instead."""
        span = self._index.spans[i]
        members = [s for j in self._index.passages[span.passage].spans if (s := self._index.spans[j]).kind == "bullet"]
        texts = [span.text, *(s.text for s in members)]
        if any(asked_body(body, names, t, self._index.acronyms) is None for t in texts):
            return True
        return not members and other_body(span.text, body, names, self._index.acronyms) is None

    def _read(self, question: Question, candidates: Candidates, i: int) -> Reading:
        """Read a span, then hold one that says what is asked against how far the question reaches."""
        span = self._index.spans[i]
        reading = read_span(question, candidates.words, self._thesaurus, span)
        if reading.stance is Stance.AFFIRMS and self._suppositions.fails(question, candidates, span):
            return Reading(Stance.DENIES, reading.deciding, corrects=True)
        if reading.stance is Stance.DENIES and question.is_negated and self._suppositions.is_one_of_several(question, candidates, span):
            return Reading(Stance.AFFIRMS, reading.deciding, corrects=True)  # "the only group without …": one of several such
        return reading

    def _known_contradiction(self, question: Question, candidates: Candidates, ids: Sequence[int]) -> tuple[int, int] | None:
        """Return a contradiction of the report that the best candidate is part of and that the question is about."""
        weights, matched = candidates.words.weights, candidates.matched[:, 0]
        said = float(weights[matched >= MATCH].sum())
        about = said >= ABOUT_SHARE * float(weights.sum())
        for found in self.contradictions.get(ids[0], ()) if about else ():
            other = found.second if found.first == ids[0] else found.first
            if found.kind == "polarity" and other in ids:
                return ids[0], other
            whole = said >= TOPIC_SHARE * float(weights.sum()) and _UP_TO_NOW.search(fold(question.focus))
            intended = self._index.traits[ids[0], TRAITS.index("planned")] and said >= TOPIC_SHARE * float(weights.sum()) and other in ids
            if found.kind == "status" and (whole or intended or _PONDERS.search(fold(question.focus))):
                return ids[0], other
            wanted = question.years | years_of_rounds(question.rounds)
            if found.kind == "beginning" and wanted and min(wanted) <= max(start_year(self._index.spans[i].text) or LAST_ROUND_START for i in (ids[0], other)):
                return ids[0], other
        return None

    def _said_by_a_clause(self, candidates: Candidates, i: int) -> Float32:
        """Return which words of the question the clause of a span that says most of them says itself, 1 or 0, shape (words,)."""
        clauses = (word_match(candidates.words, self._thesaurus, s.text) >= SAID_ITSELF for s in segments(self._index.spans[i].text))
        return max(clauses, key=lambda said: float(candidates.words.weights @ said)).astype(np.float32)

    def _dated_conflict(self, question: Question, candidates: Candidates, first: int, second: int) -> str | None:
        """Return why two spans disagree on a dated question: one says that it held by then, the other that it began later.

        Words that only date the question are left aside: what counts is that both speak of the same thing.
        """
        wanted = question.years | years_of_rounds(question.rounds)
        began = start_year(self._index.spans[first].text), start_year(self._index.spans[second].text)
        if not wanted or None in began or began[0] == began[1] or max(b for b in began if b is not None) >= LAST_ROUND_START:
            return None  # "as of the seventh round" tells when something was seen
        held = [min(wanted) >= b - 1 for b in began if b is not None]
        weights = candidates.words.weights * np.array([not is_dating(w) for w in candidates.words.words], dtype=np.float32)
        best, this = (self._said_by_a_clause(candidates, i) for i in (first, second))
        alike = _says_same(weights, best, this, DATED_SHARE) and _says_same(weights, this, best, DATED_SHARE)
        if held[0] == held[1] or not alike:
            return None
        return say("The report dates the beginning differently in two places: compare [1] and [2].", question.language)


def combine(kind: Kind, first: Ruling, second: Ruling) -> Ruling:
    """Put the rulings of the two parts of a question together.

    "Both": what they agree on, else partly. "Contrast" ("this but not that"): yes where the first is a yes and the second a no, else no.
    """
    agree = first.verdict == second.verdict
    if kind == "contrast":
        verdict = Verdict.YES if first.verdict is Verdict.YES and second.verdict is Verdict.NO else Verdict.NO
    else:
        verdict = first.verdict if agree else Verdict.MIXED
    deciding = tuple(dict.fromkeys((*first.deciding, *second.deciding)))
    support = tuple(i for i in (*first.support, *second.support) if i not in deciding)
    conflicting = first if first.conflict else second if second.conflict else None
    if conflicting is not None:
        return Ruling(Verdict.MIXED, tuple(dict.fromkeys((*conflicting.deciding, *deciding))), support, conflicting.conflict)
    return Ruling(verdict, deciding, support)


def _verdict(question: Question, reading: Reading) -> Verdict:
    if reading.stance is Stance.SPLIT:
        return Verdict.MIXED
    return Verdict.YES if (reading.stance is Stance.AFFIRMS) != question.is_negated else Verdict.NO


def _negation_read(question: Question, statement: str) -> Question:
    """Return a question whose only negation is a word that the statement says as well ("non-discrimination") as one without."""
    if not question.is_negated:
        return question
    folded, said = fold(question.focus), fold(statement)
    shared = [w for w in re.findall(r"\bnon-?\w+|\bun\w+(?:ed|able|ible)\b", folded) if w in said]
    for w in shared:
        folded = folded.replace(w, " ")
    return replace(question, is_negated=is_negated(folded)) if shared else question


def _opposed(first: Reading, second: Reading) -> bool:
    return {first.stance, second.stance} == {Stance.AFFIRMS, Stance.DENIES}


def _are_parts(question: Question, candidates: Candidates, k: int) -> bool:
    """Return whether the best candidate and the one of rank ``k`` each answer a part of a coordinated question.

    Each says words of the question that the other does not, and a coordinator of the question stands between them.
    """
    weights, asked = candidates.words.weights, candidates.words.words
    first, second = candidates.matched[:, 0] >= MATCH, candidates.matched[:, k] >= MATCH
    own_first, own_second = first & ~second, second & ~first
    least = (OWN_SHARE_BOTH if asks_both(question.focus) else OWN_SHARE) * float(weights.sum())
    shared = float(weights[first & second].sum())
    if float(weights[own_first].sum()) < least or float(weights[own_second].sum()) < least or shared < SHARED_SHARE * float(weights.sum()):
        return False
    return on_two_sides(
        question.focus, [w for w, own in zip(asked, own_first, strict=True) if own], [w for w, own in zip(asked, own_second, strict=True) if own]
    )


def _says_same(weights: Float32, first: Float32, second: Float32, share: float = SUPPORT_SHARE) -> bool:
    """Return whether the second span says at least ``share`` of what the first one says of the question."""
    said = first >= MATCH
    everything = float(weights[said].sum())
    return everything > 0 and float(weights[said & (second >= MATCH)].sum()) >= share * everything


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
