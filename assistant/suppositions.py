"""What a question supposes, held against a statement that affirms the rest of it: only this, every one, this year, law, number, body or place.

"Was it set up with help from Spain?" and "… with the support of Colombia, Mexico and Chile": the statement says what is asked, but of another
thing than the question supposes, so the answer is no, by that very statement.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from assistant.belonging import belongs_elsewhere
from assistant.countries import codes_of, find_countries
from assistant.datatypes import Span
from assistant.index import Index
from assistant.lexicon import fold, term, words
from assistant.quantities import is_quantity_word, other_quantity
from assistant.question import Question, asked_years
from assistant.retriever import Candidates
from assistant.rounds import ROUND_YEARS
from assistant.scope import (
    among_target,
    asked_aim,
    asked_body,
    asks_every,
    body_names,
    cleft_focus,
    enumerates,
    goes_beyond,
    is_agent,
    is_among_both,
    is_inside_out,
    is_listed,
    is_local,
    leaves_some_out,
    only_target,
    other_body,
    question_bodies,
    rather_than,
    says_only,
    target_is_universal,
    told_aim,
)
from assistant.stance import MATCH, part_asked, start_year, word_match
from assistant.thesaurus import QuestionWords, Thesaurus, content_words
from assistant.traits import TRAITS
from assistant.values import (
    counts_things,
    has_bound,
    law_of_other_time,
    names_number,
    only_allows,
    other_cell,
    other_count,
    other_country,
    other_kind,
    other_law,
    other_months,
    other_number_of_members,
    other_place,
    other_years,
    out_of_order,
    says_none_else,
)

SAID_SHARE = 0.5
"""Another body does what is asked when its span says at least this share of the question beside the body's name."""
AGENT_SHARE = 0.35
"""The same where the body is asked about as the one who does it, which leaves less room for another topic."""
KIND_WORDS = 2
"""A cell of so few words sorts the rows of a table."""
BEST_DISCOUNT = 0.6
"""The best span need say only so much of either share: it was found by more than single words."""
_INTENDED = re.compile(
    r"\b(?:is|are) (?:encouraged|urged|invited|advised) to\b|\b(?:considers?|is considering) \w+ing\b"
    r"|\b(?:country|government|it|also|[A-Z]\w+) (?:plans|intends|is planning) to\b"
    r"|\b(?:[Bb]ill|[Dd]raft|[Pp]roposal)\b[^.;]*\b(?:tabled|pending|remains? before|before (?:the )?(?:Congress|Senate|Parliament|Cabinet|Chamber)|await\w*"
    r"|under (?:discussion|review|preparation|study|consideration))\b"
    r"|\b(?:is|are) (?:to be [a-z]+ed|to open|to start|to begin|to enter into force|being drafted|being drawn up|being prepared|being negotiated)\b"
)
_ASKS_INTENT = re.compile(
    r"\b(?:consider\w*|think\w*|plan(?:s|ned|ning)? to|intend\w*|intention\w*|encourag\w*|urg\w+|recommend\w*|invit\w*|advi[sc]\w*|suggest\w*"
    r"|draft\w*|bills?|prepar\w*|pending|await\w*|under (?:discussion|review|preparation|way)|working on|talks|negotiat\w*|going to|soon"
    r"|upcoming|forthcoming|tabled|is to|are to|set to|due to|put(?:ting)? together|should"
    r"|ask(?:ed|s)? to|call\w* on|toying|mull\w*|propos\w*|contemplat\w*|weigh\w*|want\w*)\b"
)
_FIRST_SEEN = re.compile(
    r"\b(?:only|the first (?:year|time|round))\b|\bfirst (?:turn|appear|c[oa]me|g[eo]t|beg[aiu]n|start|set|introduc|seen|creat|establish)\w*"
)
"""What a question supposes to have begun no earlier."""
_WITHOUT = re.compile(r"\bwithout (?P<what>[^,;?]+)")
_WITH = re.compile(r"\bwith (?P<what>[^,;.]+)")
_RELATIVE = re.compile(r"\W*(?:which|that|who|whose)\b")
"""A clause that says something of what stands before it."""
LAST_WORDS = 2
"""What is set against another thing is named by so many words right before ("community service instead of prison")."""
_REPLACES = re.compile(
    r"\b(?:alternatives? (?:\w+ ){0,2}to|instead of|in lieu of|rather than|in place of|turned into|may become|converted into|replac\w+|substitut\w+)\b"
)
"""Sets a thing against another itself: that it names the other one does not tell against what is asked."""
_IN_FORCE = re.compile(r"\b(?:in force|in effect|still valid|currently valid)\b")
_ELSE_IN_FORCE = re.compile(r"\bin force\b|\bin effect\b|\bsince\b|\bextended\b|\brenewed\b", re.IGNORECASE)
_FOR_PERIOD = re.compile(r"\b(?:for|covering|from) (?:the )?(?:period|years)(?: from)? (?:19|20)\d\d\s*(?:-|–|to|through)\s*(?P<last>(?:19|20)\d\d)")
"""Tells until when something holds."""
LAST_YEAR_SEEN = ROUND_YEARS[max(ROUND_YEARS)][1]
_SORTED_BY = re.compile(r"\b(?:broken|break|breaks|split|splits|disaggregat\w+|sort\w*|group\w*|classif\w+|separat\w+)\b[^?]*?\bby (?P<what>[^,?]+?)\W*$")
_SORTS = re.compile(r"\b(?:disaggregated|broken down|sorted|grouped|classified|separated)\b[^.;]*?\bby (?P<by>[^.;]+, [^.;]+)")
"""Tells by what figures are sorted, one thing after another."""
LEANS_BACK = re.compile(r"\b(?:said|such|this|these|those|it|its|they|their)\b", re.IGNORECASE)
"""A sentence that leans on the one before it."""
_LASTING = frozenset("span spans run runs ran cover covers covering last lasts force current currently date dates dated stretch period now year".split())
"""Words of a question that only say how a time is meant."""


class SuppositionReader:
    """Holds questions against the statements of one index. Holds no state that a question changes."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index: its institutions and its countries."""
        self._index = index
        self._thesaurus = thesaurus
        self._bodies = body_names(index.ministries, index.acronyms)
        self._countries = index.countries

    def fails(self, question: Question, candidates: Candidates, span: Span) -> bool:
        """Return whether an affirming span only intends what is asked, or says it of another thing, or of more, than the question supposes.

        Args:
            question: what was asked.
            candidates: give the question's words and their weights.
            span: what affirms the rest of the question.
        """
        return is_only_intended(question, span) or self._reaches_further(question, candidates, span)

    def is_one_of_several(self, question: Question, candidates: Candidates, span: Span) -> bool:
        """Return whether a span names what a question asks to be the only one beside others."""
        target = only_target(question.focus)
        if target is None:
            return False
        return is_among_both(span.text, target) or is_listed(span.text, target, lambda asked, said: self._is_same(candidates.words, asked, said))

    def countries_of(self, question: Question) -> frozenset[str]:
        """Return the foreign countries that a question names."""
        return find_countries(question.focus) - self._own(question)

    def _own(self, question: Question) -> frozenset[str]:
        """Return the ISO codes of the countries whose reports are to answer."""
        return codes_of(question.countries or self._countries)

    def countries_in(self, span: Span) -> frozenset[str]:
        """Return the countries that a span or what leads to it names."""
        return find_countries(f"{span.context} {span.text}")

    def bodies_for(self, question: Question) -> dict[str, frozenset[str]]:
        """Return the institutions of the reports and those that a question names in its own words."""
        known = set(self._bodies.values())
        return {**self._bodies, **{name: parts for name, parts in question_bodies(question.focus).items() if parts not in known}}

    def _reaches_further(self, question: Question, candidates: Candidates, span: Span) -> bool:
        """Return whether an affirming span tells that what is asked is not the only one, is the other one, or is another body's."""
        if asks_every(question.focus) and (says_only(span.text) or leaves_some_out(span.text) or self._rows_differ(span)):
            return True
        at_first = only_target(question.focus) or _FIRST_SEEN.search(fold(question.focus))
        if at_first and (question.rounds or question.years) and start_year(span.text) is not None and self._began_before(question, span):
            return True
        if self.counts_members(question, span) and other_number_of_members(question.focus, self._members(question, span)):
            return True
        if belongs_elsewhere(question.focus, span.text) or is_local(question.focus, span.text) or goes_beyond(question.focus, span.text):
            return True
        if target_is_universal(question.focus, span.text) or self._is_another_doer(question, candidates, span):
            return True
        if only_allows(question.focus, span.text) or has_ended(question, span.text):
            return True
        if self.is_one_of_several(question, candidates, span) or self._is_no_member(question, span) or self._is_done_with_it(question, span):
            return True
        if self._is_another_aim(question, span):
            return True
        if is_inside_out(question.focus, span.text) or says_none_else(question.focus, span.text):
            return True
        pair = rather_than(question.focus)
        if pair and not _REPLACES.search(span.text):
            asked, other = self._best_match(" ".join(content_words(pair[0])[-LAST_WORDS:]), span.text), self._best_match(pair[1], span.text)
            if other >= MATCH > asked:
                return True
        return self._gives_another_value(question, candidates, span)

    def _is_done_with_it(self, question: Question, span: Span) -> bool:
        """Return whether a question supposes that it was done without something with which a span says that it was."""
        without = None if question.is_negated else _WITHOUT.search(fold(question.focus))
        if without is None:
            return False
        asked = self._thesaurus.read(content_words(without["what"]))
        return bool(asked.words) and any((word_match(asked, self._thesaurus, m["what"]) >= MATCH).any() for m in _WITH.finditer(span.text))

    def _is_another_aim(self, question: Question, span: Span) -> bool:
        """Return whether a span gives another aim of something than the question supposes."""
        asked, told = asked_aim(question.focus), told_aim(span.text)
        if asked is None or told is None:
            return False
        named = content_words(asked)
        wanted = self._thesaurus.read([w for w in named if not w.endswith("ing")] or named)  # what is reduced tells aims apart, not that it is
        said = word_match(wanted, self._thesaurus, told) >= MATCH
        return bool(wanted.words) and float(wanted.weights[said].sum()) < SAID_SHARE * float(wanted.weights.sum())

    def _is_no_member(self, question: Question, span: Span) -> bool:
        """Return whether a span gives all members of what a question asks a thing to be among, and says nothing like that thing."""
        by, listed = _SORTED_BY.search(fold(question.focus)), _SORTS.search(fold(span.text))
        if by and listed:
            wanted = self._thesaurus.read(content_words(by["what"]))
            return bool(wanted.words) and bool((word_match(wanted, self._thesaurus, listed["by"]) < MATCH).all())
        target = among_target(question.focus)
        asked = self._thesaurus.read(content_words(target)) if target and enumerates(span.text) else None
        return asked is not None and bool(asked.words) and bool((word_match(asked, self._thesaurus, span.text.rpartition(":")[2]) < MATCH).any())

    def _is_another_doer(self, question: Question, candidates: Candidates, span: Span) -> bool:
        """Return whether a question asks if it is *X* that does something, and the best span names a body for it and nothing like X."""
        doer = cleft_focus(question.focus)
        if doer is None or span.id != int(candidates.spans[0]) or not self._index.traits[span.id, TRAITS.index("body")]:
            return False
        asked = self._thesaurus.read(content_words(doer))
        return bool(asked.words) and bool((word_match(asked, self._thesaurus, f"{span.context} {span.text}") < MATCH).all())

    def _rows_differ(self, span: Span) -> bool:
        """Return whether rows of a span's table carry another mark or category than this one, which does not say of itself that it is of all."""
        if span.kind != "table_row" or asks_every(span.text):
            return False
        rows = [s for i in self._index.passages[span.passage].spans if (s := self._index.spans[i]).kind == "table_row"]
        mine = dict(span.facts)
        return any(mine.get(c, v) != v and len(words(v)) <= 2 and not v[0].isdigit() for s in rows for c, v in s.facts if v)

    def _began_before(self, question: Question, span: Span) -> bool:
        began = start_year(span.text)
        return began is not None and began < min(asked_years(question)) - 1

    def counts_members(self, question: Question, span: Span) -> bool:
        """Return whether a question counts things, and a span leads to a list of them."""
        listed = span.text.rstrip().endswith(":") or (span.kind != "sentence" and has_bound(question.focus))
        return listed and counts_things(question.focus) and self._members(question, span) > 0

    def _members(self, question: Question, span: Span) -> int:
        """Return how many members the list has that a span leads to; of a table the rows of the kind that the question names, where it names one."""
        listed = [s for i in self._index.passages[span.passage].spans if (s := self._index.spans[i]).kind in ("bullet", "table_row")]
        asked = {term(w) for w in words(question.focus)}
        kinds = {v for s in listed for c, v in s.facts if len(words(v)) <= KIND_WORDS and {term(w) for w in words(v)} & asked}
        named = [s for s in listed if any(v in kinds for _, v in s.facts)]
        return len({(s.start, s.end) for s in named or listed})

    def _gives_another_value(self, question: Question, candidates: Candidates, span: Span) -> bool:
        """Return whether a span says what is asked, but of another year, number, law, cell or body than the question supposes."""
        focus = question.focus
        rows = [self._index.spans[i] for i in self._index.passages[span.passage].spans] if span.kind == "table_row" else []
        differs: frozenset[str] | None = None
        least = SAID_SHARE
        apart = span.kind == "sentence" and names_number(focus)
        part = part_asked(candidates.words, self._thesaurus, span.text) if apart else None
        held = [span, *([replace(span, text=part)] if part and not _RELATIVE.match(part) else [])]
        excluded = other_kind(focus, span.text)
        if (
            any(other_years(focus, s) or other_law(focus, s.text) or other_count(focus, s.text) for s in held)
            or any(out_of_order(focus, s.text) for s in held)
            or other_months(focus, span.text)
            or any(other_quantity(focus, s.text) for s in held)
            or law_of_other_time(focus, span.text)
            or other_cell(focus, span, rows)
        ):
            differs = frozenset(term(w) for w in words(focus) if w[0].isdigit() or w in _LASTING or is_quantity_word(w))
        elif excluded:
            differs = excluded
        elif elsewhere := other_country(focus, f"{span.context} {span.text}", self._own(question)) or other_place(focus, span.text, self._own(question)):
            differs = elsewhere
        else:
            names = self.bodies_for(question)
            told = f"{span.context} {span.text}" if span.kind != "sentence" or self._leans_back(span.text, names) else span.text
            body = asked_body(focus, names, told, self._index.acronyms)
            if body and other_body(span.text, body, names, self._index.acronyms):
                differs = names[body]
                least = AGENT_SHARE if is_agent(focus, differs) else SAID_SHARE
        if differs is None:
            return False
        rest = np.array([term(w) not in differs for w in candidates.words.words], dtype=np.float32) * candidates.words.weights
        leans = span.kind in ("bullet", "table_row") or bool(LEANS_BACK.search(span.text))
        said = word_match(candidates.words, self._thesaurus, f"{span.context} {span.text}" if leans else span.text) >= MATCH
        if span.id == int(candidates.spans[0]):
            least *= BEST_DISCOUNT
        return bool(rest.sum() and (rest * said).sum() >= least * rest.sum())

    def _leans_back(self, text: str, names: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a sentence's pronoun refers to the sentence before it: no institution is named ahead of the pronoun."""
        pronoun = LEANS_BACK.search(text)
        ahead = {term(w) for w in words(text[: pronoun.start()])} if pronoun else set()
        return pronoun is not None and not any(parts <= ahead for parts in names.values())

    def _is_same(self, asked: QuestionWords, word: str, said: str) -> bool:
        """Return whether a word of the question and one of a report mean the same."""
        if self._thesaurus.alike(word, said) >= MATCH:
            return True
        ids = self._thesaurus.word_ids(said)
        return word in asked.words and float(asked.match(ids)[asked.words.index(word)]) >= MATCH

    def _best_match(self, part: str, text: str) -> float:
        """Return how near the nearest content word of a part of the question comes to a word of a text, words of both parts aside."""
        asked = self._thesaurus.read(content_words(part))
        return float(word_match(asked, self._thesaurus, text).min()) if asked.words else 0.0


def has_ended(question: Question, statement: str) -> bool:
    """Return whether a question asks if something is in force, and a statement gives a period for it that ended before the last year that reports see."""
    period = _FOR_PERIOD.search(statement)
    if period is None or question.years or not _IN_FORCE.search(fold(question.focus)):
        return False
    return int(period["last"]) < LAST_YEAR_SEEN and not _ELSE_IN_FORCE.search(statement)


def is_only_intended(question: Question, span: Span) -> bool:
    """Return whether a statement says that something is considered or urged, where the question asks whether it is done."""
    return span.kind == "sentence" and bool(_INTENDED.search(span.text)) and not _ASKS_INTENT.search(fold(question.focus))
