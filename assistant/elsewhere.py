"""Rulings by a lower candidate than the best one, which cannot decide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from assistant.belonging import owner_told
from assistant.datatypes import Verdict
from assistant.entailment import statement_of
from assistant.groups import is_of_group, is_of_other_group
from assistant.index import Index
from assistant.lexicon import fold, term, words
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.rounds import ROUND_YEARS, read_rounds
from assistant.ruling import SETTLED, Ruling, verdict_of
from assistant.scope import (
    asked_body,
    asks_both,
    is_had,
    only_target,
    other_body,
)
from assistant.stance import MATCH, SAID_ITSELF, SPECIFIC, TOPIC_SHARE, Reading, Stance, says_same, start_year, word_match
from assistant.suppositions import AGENT_SHARE, SAID_SHARE, SuppositionReader
from assistant.thesaurus import PARAPHRASE, Thesaurus

OWN_SHARE = 0.18
"""A coordinated part of a question is one that carries at least this share of its telling words."""
_ROLE_WORDS = frozenset(
    "responsible responsibility charge charged run runs running handle handles manage manages oversee oversees head heads one member members part"
    " parts belong belongs included listed named".split()
)
"""Words that ask whether a body does something, whatever the statement calls that."""
BODY_MARGIN = 0.1
"""Another span decides on a body when it says so much more of the rest of the question, in likeness."""
LOST_SHARE = 0.25
"""A denial names the group asked about when what it says less than an affirmed row is at most this share of what it says more."""
GROUP_SHARE = 0.5
"""A span of the group asked about decides where it says so much of what the best one, of the opposite group, says of the question."""
FITS_SHARE = 0.5
"""Where a denial names no groups, a span affirms it of the one asked about when it says so much of the question."""
_NOW = re.compile(r"\b(?:now|currently|current|today|nowadays|at present|presently|at the moment|in force|in effect|these days)\b")
NOW_SHARE = 0.7
"""A span that speaks of the latest round decides what is so now where it says so much of what the best one, of earlier rounds, says."""
ENUMERATED = 5
"""A denial with so many commas or semicolons is one of an enumeration."""
_BORDER = re.compile(r"[,;]")
NEARLY = 0.85
"""A span that names another body decides where the best one names none, when it says so much of what that one says of the rest."""
_VAGUE = re.compile(r"\b(?:various|several|certain|some|other|many) (?:\w+ )?(?:populations?|groups?|sectors?|areas?|people|persons)\b", re.IGNORECASE)
"""Speaks of some groups without naming them."""
_LEANS_WHOLLY = re.compile(r"^(?:In addition, |However, )?(?:It|They|This|These|Those|Such)\b|\bsaid\b")
"""A sentence whose subject stands in the one before it."""
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_POINTS_BACK = re.compile(r"\b(?:said|such|this|these) [a-z]+")
"""Points back to what the sentence before names."""


class ElsewhereReader:
    """Rules by lower candidates of one index. Holds no state that a question changes."""

    def __init__(self, index: Index, thesaurus: Thesaurus, suppositions: SuppositionReader) -> None:
        """Prepare an index."""
        self._index = index
        self._thesaurus = thesaurus
        self._suppositions = suppositions

    def rule(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a ruling by a lower candidate where the best one cannot decide: it bears no date, or it merely names the body asked about.

        A dated question whose best span is undated is decided by the first that says the same with a beginning. A question whether a
        body does something, where another span says all the rest of it and gives another body or a list without it, is a no.
        """
        spans, weights = self._index.spans, candidates.words.weights
        dates = question.years or question.rounds - {max(ROUND_YEARS)}
        if dates and start_year(spans[ids[0]].text) is None and not self._index.years[ids[0]]:
            for k in range(1, len(ids)):
                same = says_same(weights, candidates.matched[:, 0], candidates.matched[:, k], TOPIC_SHARE)
                if same and start_year(spans[ids[k]].text) is not None:
                    return Ruling(verdict_of(question, readings[k]), (ids[k],), (ids[0],))
        told = self._owner(question, ids) or self._of_now(question, candidates, ids, readings)
        if told is not None:
            return told
        excluded = (
            self._of_its_country(question, ids, readings)
            or self._of_its_group(question, candidates, ids, readings)
            or self._excluded_group(question, candidates, ids, readings)
            or self._group_not_denied(question, candidates, ids, readings)
        )
        if excluded is not None:
            return excluded
        return self._of_its_body(question, candidates, ids, readings)

    def _of_its_body(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a ruling on what a body does, where the best span names none, or another one; None where it decides itself."""
        spans, weights = self._index.spans, candidates.words.weights
        names = self._suppositions.bodies_for(question)
        body = asked_body(question.focus, names, "", self._index.acronyms)
        if body is None or is_had(question.focus, names[body]):
            return None
        parts = names[body]
        rest = np.array([term(w) not in parts and w not in _ROLE_WORDS for w in candidates.words.words], dtype=np.float32) * weights
        if not rest.sum():
            return None
        likeness = rest @ candidates.matched[:, : len(ids)] / rest.sum()
        no = Verdict.YES if question.is_negated else Verdict.NO
        least = NEARLY * float(likeness.max())
        near = [i for k, i in enumerate(ids) if likeness[k] >= SAID_SHARE and (k == 0 or likeness[k] >= least)]
        named = self._in_charge(question, candidates, ids, body, likeness)
        if named is not None:
            return Ruling(verdict_of(question, readings[named]), (ids[named],))
        pair = None if asks_both(question.focus) else self._by_two_sentences(question, candidates, ids[0], body, rest, near)
        if pair is not None:
            return pair
        if likeness[0] >= MATCH and self._lists_bodies(ids[0], names) and not self._names(ids[0], body, names):
            return Ruling(no, (ids[0],), ())
        if spans[ids[0]].kind == "bullet" and parts <= {term(w) for w in words(spans[ids[0]].text)} and likeness[0] >= AGENT_SHARE:
            return None  # the body is a member of the list asked about
        stands = np.array([not _LEANS_WHOLLY.search(spans[i].text) or spans[i].kind != "sentence" for i in ids])
        others = [j for j in range(1, len(ids)) if stands[j] and not self._names(ids[j], body, names)]
        said = (rest > 0) & (candidates.matched[:, 0] >= SAID_ITSELF)
        others = [j for j in others if (candidates.matched[said, j] >= SAID_ITSELF).all() or spans[ids[j]].kind != "sentence"]  # speaks of the same
        k = max(others, key=lambda j: float(likeness[j]), default=0)
        says_more = k and likeness[k] >= max(likeness[0] + BODY_MARGIN, NEARLY * float(likeness.max()), SAID_SHARE)
        nameless = self._names(ids[0], body, names) and not parts <= {term(w) for w in words(spans[ids[0]].text)}
        if says_more or (k and nameless and likeness[k] >= max(NEARLY * float(likeness[0]), MATCH)):
            return Ruling(no, (ids[k],), ())
        return None

    def _owner(self, question: Question, ids: Sequence[int]) -> Ruling | None:
        """Return a ruling on whether a body is under another one by the first span that tells under which it is; None where none does."""
        for i in ids if not (question.years or question.rounds) else ():
            told = owner_told(question.focus, self._index.spans[i].text)
            if told is not None:
                return Ruling(Verdict.YES if told != question.is_negated else Verdict.NO, (i,), left_open=SETTLED)
        return None

    def _of_now(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a ruling on what is so now by the first span that says as much and speaks of the latest round, where the best one speaks of earlier ones."""
        latest = max(ROUND_YEARS)
        if not _NOW.search(fold(question.focus)) or question.years or question.rounds:
            return None
        of_rounds = [read_rounds(fold(self._index.spans[i].text)) for i in ids]
        if not of_rounds[0] or latest in of_rounds[0]:
            return None
        weights = candidates.words.weights
        alike = (k for k in range(1, len(ids)) if says_same(weights, candidates.matched[:, 0], candidates.matched[:, k], NOW_SHARE))
        k = next((k for k in alike if latest in of_rounds[k] or not of_rounds[k]), None)
        return None if k is None else Ruling(verdict_of(question, readings[k]), (ids[k],), (ids[0],))

    def _in_charge(self, question: Question, candidates: Candidates, ids: Sequence[int], body: str, likeness: npt.NDArray[np.float32]) -> int | None:
        """Return the rank of the first sentence that names the body asked about and says the rest as well as the best span, which names it not.

        Only where a question asks who is in charge, whatever the statement calls that, and not of a list of bodies, which is whole.
        """
        names = self._suppositions.bodies_for(question)
        asks_role = any(w in _ROLE_WORDS for w in candidates.words.words) and not asks_both(question.focus)
        if not asks_role or self._lists_bodies(ids[0], names) or self._names(ids[0], body, names):
            return None
        alike = (k for k in range(1, len(ids)) if likeness[k] >= max(float(likeness[0]), MATCH) and self._index.spans[ids[k]].kind == "sentence")
        return next((k for k in alike if names[body] <= {term(w) for w in words(self._index.spans[ids[k]].text)}), None)

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

    def _by_two_sentences(
        self, question: Question, candidates: Candidates, best: int, body: str, rest: npt.NDArray[np.float32], near: Sequence[int]
    ) -> Ruling | None:
        """Return a ruling by two sentences of which the second says who does what the first says; None where no two tell.

        The second reading is not asked where they name the body, and say by themselves what is asked of it; of "only" it is.
        """
        yes, no = (Verdict.NO, Verdict.YES) if question.is_negated else (Verdict.YES, Verdict.NO)
        names = self._suppositions.bodies_for(question)
        ahead = self._ahead_of_follower(best, body, names)
        told = (True, (best, ahead)) if ahead is not None else self._told_by_a_follower(body, names, near)
        if told is None:
            return None
        does, deciding = told
        said = word_match(candidates.words, self._thesaurus, " ".join(self._index.spans[i].text for i in deciding))
        if ahead is not None and (float(rest @ said) < SAID_SHARE * float(rest.sum()) or only_target(question.focus)):
            return None
        sure = float(rest[said >= SAID_ITSELF].sum()) >= TOPIC_SHARE * float(rest.sum()) and only_target(question.focus) is None
        return Ruling(yes if does else no, deciding, left_open=SETTLED if does and sure else None)

    def _ahead_of_follower(self, i: int, body: str, names: Mapping[str, frozenset[str]]) -> int | None:
        """Return the sentence ahead of a span that names a body for what that one says ("MINSA is in charge of *said* supervision"), or None."""
        here = self._index.passages[self._index.spans[i].passage].spans
        at = here.index(i)
        text = self._index.spans[i].text
        if not at or len(_ACRONYM.findall(text)) > 1 or not _POINTS_BACK.search(text) or asked_body(body, names, text, self._index.acronyms) is not None:
            return None
        return here[at - 1] if self._names_none(here[at - 1], body, names) else None

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
        return next((Ruling(verdict_of(question, readings[k]), (ids[k],)) for k in named), None)

    def _of_its_group(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a ruling by the first span that is of the group of people asked about, where the best one is of its opposite; None where none is."""
        if not is_of_other_group(question.focus, statement_of(self._index.spans[ids[0]])):
            return None
        weights = candidates.words.weights
        said = [float(weights @ (candidates.matched[:, k] >= MATCH)) for k in range(len(ids))]
        named = (k for k in range(1, len(ids)) if is_of_group(question.focus, self._index.spans[ids[k]].text) and said[k] >= GROUP_SHARE * said[0])
        return next((Ruling(verdict_of(question, readings[k]), (ids[k],)) for k in named), None)

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
            if ":" in spans[ids[k]].text:  # what leads to the groups names none
                this = np.minimum(this, word_match(candidates.words, self._thesaurus, spans[ids[k]].text.partition(":")[2]))
            gained = float(weights[(this >= SAID_ITSELF) & (own < this - SPECIFIC)].sum())
            lost = float(weights[(own >= SAID_ITSELF) & (this < MATCH)].sum())
            if gained >= OWN_SHARE * float(weights.sum()) and lost <= LOST_SHARE * gained:
                return Ruling(Verdict.YES if question.is_negated else Verdict.NO, (ids[k],), ())
        return None

    def _group_not_denied(self, question: Question, candidates: Candidates, ids: Sequence[int], readings: Sequence[Reading]) -> Ruling | None:
        """Return a yes where the best span denies it of groups, of which the one asked about is none, or is not named, and another span affirms it of that."""
        spans, weights = self._index.spans, candidates.words.weights
        text = spans[ids[0]].text
        enumerated = len(_BORDER.findall(text)) >= ENUMERATED
        if readings[0].stance is not Stance.DENIES or not (enumerated or _VAGUE.search(text)):
            return None
        first, total = candidates.matched[:, 0], float(weights.sum())
        of_groups = first
        if not enumerated or ":" in text:  # what leads to the groups names none
            denied = text.partition(":")[2] if enumerated else f"{spans[ids[0]].context} {_VAGUE.sub(' ', text)}"
            of_groups = np.minimum(first, word_match(candidates.words, self._thesaurus, denied))
        here = self._index.passages[spans[ids[0]].passage]
        for k in range(1, len(ids)):
            there, this = self._index.passages[spans[ids[k]].passage], candidates.matched[:, k]
            if readings[k].stance is not Stance.AFFIRMS or readings[k].corrects or (there.report, there.area) != (here.report, here.area):
                continue
            gained = float(weights[(this >= SAID_ITSELF) & ((first if enumerated else of_groups) < SAID_ITSELF)].sum())
            if enumerated:  # "preschoolers": the denial means them, "secondary school" only sounds like it
                fits = float(weights[(of_groups >= PARAPHRASE) & (this < PARAPHRASE)].sum()) <= LOST_SHARE * gained
            else:
                shared = float(weights[(first >= MATCH) & (this >= MATCH)].sum())
                fits = shared >= OWN_SHARE * total and float(weights[this >= MATCH].sum()) >= FITS_SHARE * total
            if gained >= OWN_SHARE * total and fits:
                return Ruling(Verdict.NO if question.is_negated else Verdict.YES, (ids[k],), ())
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
