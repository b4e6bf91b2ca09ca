"""Questions whose answer is a list: members of a list, rows with one mark, every concern or weakness of an area, every mention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.about_report import AboutReport
from assistant.answer_set import asks_arrangements, asks_one, enumerating, is_plural, wants_several
from assistant.countries import own_countries
from assistant.datatypes import Span
from assistant.finding_lists import FindingLists, Listing, asks_weaknesses
from assistant.index import Index
from assistant.lexicon import fold, initials
from assistant.membership import Membership
from assistant.mentions import SAID_BY_ITSELF, Mentions
from assistant.polarity import row_affirmed
from assistant.question import ORDER, Question
from assistant.question_form import is_bare
from assistant.report_wide import ReportWide
from assistant.retriever import Candidates
from assistant.rounds import ROUND_YEARS, read_years
from assistant.stance import MATCH, word_match
from assistant.thesaurus import QuestionWords, Thesaurus
from assistant.traits import TRAITS

_SHOW_PLACES = re.compile(r"\b(?:give|show|list|name|cite|quote|where|which)\b[^?]*\b(?:places?|mentions?|passages?)\b")
_BOUND = re.compile(
    r"\b(?P<year>(?:19|20)\d\d) (?:or|and) (?:(?P<later>later|after|newer|onwards?)|earlier|before|older)\b"
    r"|\b(?:(?P<since>since|(?<!date )(?<!dates )(?<!dated )(?<!dating )from|as of)|until|up to)"
    r" (?:the year )?(?P<bound>(?:19|20)\d\d)\b(?! ?(?:to|until|through|-|–))"
)
"""A bound of years that belongs to what it bounds ("2017 or later", "since 2015"); ``ORDER`` sets those that do not ("before 2016")."""
_FROM_YEAR = re.compile(r"\bfrom (?:the year )?((?:19|20)\d\d)\W*$")
"""Of that year, not since it."""
_NEWEST = re.compile(r"\b(?:newest|latest|most recent|most up-to-date)\b(?! (?:round|year)s?\b)|\bthe last (?:study|survey|assessment|one)\b")
_OLDEST = re.compile(r"\b(?:oldest|earliest|least recent)\b(?! (?:round|year)s?\b)")
_HEAD = re.compile(r"\b(?:which|what|how many) (?:of the )?(?:other |[a-z]+ed )?(?P<noun>[a-z-]+s)\b")
"""The noun that a question asks to be named or counted."""
_DEMAND = re.compile(r"\b(?:list|which|what|how many|name|enumerate|all|every(?:thing)?|each|give|show|tell|things?|where)\b")
LEADS = 3
"""Candidates among which one that leads to a list may stand for the best one ..."""
LEAD_SHARE = 0.85
"""... when it says at least this share of what that one says of the question."""
LISTED_LEADS, LISTED_SHARE = 12, 0.6
"""The same where the question says in so many words that it wants a list."""
_LISTED = re.compile(r"\b(?:(?:full|whole|complete|entire) )?lists?\b|\benumerate\b|\bone by one\b|\bname (?:them )?all\b")
LAST_YEAR, YEAR_DIGITS = 9999, 4
SHORT = 8
"""A question of at most so many words that is no sentence ("weak points in control measures") asks for all of them."""


KIND_WORDS = 3
"""A cell of so few words names a kind ("Universal and selective"), by which rows may be chosen."""
OWN_LABEL = 0.1
"""Rows are alike by words of their labels that carry at least this share of the question."""


def _demands(folded: str) -> bool:
    return bool(_DEMAND.search(folded)) or len(folded.split()) <= SHORT


def years_bounded(folded: str) -> tuple[int, int] | None:
    """Return the first and the last year that a question's bound leaves ("2017 or later", "before 2016"), or None where it sets none."""
    exactly = _FROM_YEAR.search(folded)
    if exactly:
        return int(exactly[1]), int(exactly[1])
    order, bound = ORDER.search(folded), _BOUND.search(folded)
    if bound:
        year = int(bound["year"] or bound["bound"])
        return (year, LAST_YEAR) if bound["later"] or bound["since"] else (0, year)
    if order:
        return (0, int(order["year"]) - 1) if order["before"] else (int(order["year"]) + 1, LAST_YEAR)
    return None


def _alternatives(focus: str) -> list[tuple[str, str]]:
    """Return the pairs of folded words that "or" or "and" joins ("charged or convicted")."""
    return [(m[1], m[2]) for m in re.finditer(r"\b([a-z]+) (?:or|and|and/or) ([a-z]+)\b", fold(focus))]


def _says_all(said: np.ndarray, wanted: np.ndarray, pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether all wanted words are said, (words,); of a pair of alternatives one is enough."""
    said = said.copy()
    for a, b in pairs:
        if wanted[a] or wanted[b]:
            said[[a, b]] = said[a] or said[b]
    return bool(said[wanted].all())


class Lister:
    """Finds whole lists in one index."""

    def __init__(self, index: Index, thesaurus: Thesaurus, membership: Membership) -> None:
        """Prepare an index; ``membership`` tells which ranked spans answer together."""
        self._index = index
        self._thesaurus = thesaurus
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}
        self._findings = FindingLists(index, thesaurus)
        self._about = AboutReport(index, self._findings.topics, thesaurus)
        self._mentions = Mentions(index, membership)
        self._wide = ReportWide(index, self._findings.topics)
        self._countries = index.countries

    def find(self, question: Question, candidates: Candidates, allowed: np.ndarray | None) -> Listing | None:
        """Return the whole list that a question asks for, or None where it asks for one thing."""
        asked = question.text if question.language == "en" and self._findings.topics.names_area_aside(question) else question.focus
        question = replace(question, focus=own_countries(question.countries or self._countries).neutral(asked))
        folded = fold(question.focus)
        usable = np.ones(len(self._index.spans), dtype=np.bool_) if allowed is None else allowed
        wide = self._wide.find(question, usable)
        if wide is not None:
            return wide
        judged = self._about.judged(question, usable)
        if judged:
            return Listing("judgments", judged)
        if question.is_yes_no and not is_bare(question.focus) and not _SHOW_PLACES.search(folded):
            return None
        itself = self._of_report(question, usable)
        if itself is not None:
            return itself
        whole = self._findings.section(question, candidates, usable, several=wants_several(question)) or self._findings.laws(question, usable)
        if whole is None and asks_arrangements(question):
            whole = self._findings.of_goal(question, candidates, usable)
        if whole is not None:
            return whole
        if self._mentions.asked(question, usable):
            mentioned = self._mentions.find(question, candidates, usable)
            if (mentioned and mentioned.spans) or not asks_weaknesses(folded):
                return mentioned
        if not _demands(folded):
            return self._members(question, candidates)
        if question.attitude:
            return self._findings.attitudes(question, candidates, usable)
        return (
            self._findings.weaknesses(question, candidates, usable)
            or self._findings.rounds(question, usable)
            or self._findings.dated(question, usable)
            or self._members(question, candidates)
            or self._enumeration(question, candidates)
            or (self._findings.denials(question, candidates, usable) if wants_several(question) else None)
        )

    def _of_report(self, question: Question, usable: np.ndarray) -> Listing | None:
        """Return what answers a question about the report itself, or None where it is about anything else."""
        if question.rounds and max(ROUND_YEARS) not in question.rounds:
            return None  # it asks for what held in earlier rounds
        judged = self._about.judgments(question, usable)
        if judged:
            return Listing("judgments", judged)
        described = self._about.description(question, usable)
        return Listing("itself", described) if described else None

    def _members(self, question: Question, candidates: Candidates) -> Listing | None:
        """Return the members of the list or table that the best candidate leads to or belongs to, where the whole is asked for."""
        best = self._leading(question, candidates)
        items = [self._index.spans[i] for i in self._index.passages[best.passage].spans]
        members = [s for s in items if s.kind in ("bullet", "table_row")]
        if not members or asks_one(question):
            return None
        if best.kind in ("bullet", "table_row"):
            alike = self._rows_alike(question, candidates.words, best)
            if alike is not None:
                return alike
            if not self._asks_for_whole(question, candidates.words, best) and not self._several_answer(question, candidates, best):
                return None
        elif not best.text.rstrip().endswith(":"):
            return None
        if question.expects == {"body"} and not self._flag["body"][[s.id for s in members]].any():
            return None  # a list of things does not say who
        if members[0].kind == "bullet":
            return Listing("items", tuple(s.id for s in members if s.kind == "bullet"))
        return self._rows(question, candidates.words, members)

    def _enumeration(self, question: Question, candidates: Candidates) -> Listing | None:
        """Return the sentence that enumerates things of the kind asked for ("which ministries took part?"), where one of the best does."""
        found = enumerating(self._index, question, candidates)
        return None if found is None else Listing("answers", (found,))

    def _leading(self, question: Question, candidates: Candidates) -> Span:
        """Return the best candidate, or where several things are asked for the first that leads to a list or a table, if it says as much."""
        best = self._index.spans[int(candidates.spans[0])]
        if best.kind != "sentence" or best.text.rstrip().endswith(":") or not wants_several(question):
            return best
        weights = candidates.words.weights
        said = weights @ (candidates.matched >= MATCH)
        depth, share = (LISTED_LEADS, LISTED_SHARE) if _LISTED.search(fold(question.focus)) else (LEADS, LEAD_SHARE)
        for k in range(min(depth, len(candidates.spans))):
            span = self._index.spans[int(candidates.spans[k])]
            if said[k] >= share * said[0] and (span.kind == "table_row" or span.text.rstrip().endswith(":")):
                return span
        return best

    def _asks_for_whole(self, question: Question, asked: QuestionWords, member: Span) -> bool:
        """Return whether a question names the list rather than this member: its words match the lead-in, not the member."""
        if len({(s.start, s.end) for s in self._members_of(member)}) < 2:
            return False
        own = word_match(asked, self._thesaurus, member.label or member.text)
        lead = word_match(asked, self._thesaurus, " ".join([member.context, *(c for c, _ in member.facts)]))
        total = float(asked.weights.sum()) or 1.0
        own_only = float(asked.weights[(own >= 0.6) & (own > lead + 0.2)].sum()) / total
        return own_only < 0.15 and float((asked.weights * (lead >= 0.6)).sum()) / total >= 0.3

    def _rows_alike(self, question: Question, asked: QuestionWords, best: Span) -> Listing | None:
        """Return the rows that answer a question for several things as well as the best one: their labels say all that its label says."""
        if best.kind != "table_row" or question.years or not (question.wants_all or is_plural(question) or "number" in question.expects):
            return None
        rows = self._members_of(best)
        own = (word_match(asked, self._thesaurus, best.label) >= SAID_BY_ITSELF) & ~self._said_by_lead(asked, [best])
        said = {s.id: word_match(asked, self._thesaurus, s.label) >= SAID_BY_ITSELF for s in rows}
        if float(asked.weights[own].sum()) < OWN_LABEL * float(asked.weights.sum()):
            return None
        pairs = [(asked.words.index(a), asked.words.index(b)) for a, b in _alternatives(question.focus) if a in asked.words and b in asked.words]
        alike = [s for s in rows if own.any() and _says_all(said[s.id], own, pairs)]
        marks = {s.id: row_affirmed(s.facts) for s in alike}
        if None not in marks.values():
            alike = [s for s in alike if marks[s.id] != question.is_negated]
        return Listing("rows", tuple(s.id for s in alike)) if 1 < len({(s.start, s.end) for s in alike}) < len({(s.start, s.end) for s in rows}) else None

    def _several_answer(self, question: Question, candidates: Candidates, best: Span) -> bool:
        """Return whether a question asks for several things and the two best candidates are two bullets of one list."""
        if not wants_several(question) or best.kind != "bullet" or len(candidates.spans) < 2:
            return False
        second = self._index.spans[int(candidates.spans[1])]
        return second.kind == "bullet" and second.passage == best.passage

    def _members_of(self, member: Span) -> list[Span]:
        return [s for i in self._index.passages[member.passage].spans if (s := self._index.spans[i]).kind == member.kind]

    def _rows(self, question: Question, asked: QuestionWords, members: list[Span]) -> Listing | None:
        """Return the rows that carry the mark, the year or the column that a question asks for; of these the newest or the oldest where it asks for that."""
        listed = self._rows_asked(question, asked, members)
        return _of_extreme_year(listed, self._index.spans, fold(question.focus)) if listed else None

    def _rows_asked(self, question: Question, asked: QuestionWords, members: list[Span]) -> Listing | None:
        rows = [s for s in members if s.kind == "table_row"]
        if len({(s.start, s.end) for s in rows}) < 2:
            return None
        if question.years:
            first, last = years_bounded(fold(question.focus)) or (LAST_YEAR, 0)
            years = {s.id: _years_of(s) for s in rows}
            dated = [s for s in rows if any(y in question.years or first <= y <= last for y in years[s.id])]
            if first <= last:
                dated = [s for s in dated if all(first <= y <= last for y in years[s.id])]
            if dated:
                return Listing("rows", tuple(s.id for s in dated))
        named = self._with_label(asked, rows, fold(question.focus))
        marks = {s.id: row_affirmed(s.facts) for s in rows}
        if any(marks[s.id] not in (None, question.is_negated) for s in named):
            rows = named
        marks = {s.id: marks[s.id] for s in rows}
        if None not in marks.values() and len(set(marks.values())) > 1:
            return Listing("rows", tuple(i for i, affirmed in marks.items() if affirmed != question.is_negated))
        if None not in marks.values() and question.is_negated == (True not in marks.values()):
            return Listing("rows", tuple(s.id for s in rows))
        if question.is_negated and None not in marks.values():
            return None  # every row is marked, and those without a mark are asked for
        unsaid = ~self._said_by_lead(asked, rows)
        cells = Counter(v for s in rows for _, v in s.facts)
        kinds = {v for v, count in cells.items() if count > 1 or len(v.split()) <= KIND_WORDS}  # a longer cell of its own describes, it sorts nothing
        columns = [
            s
            for s in rows
            if any(np.any((word_match(asked, self._thesaurus, v) >= 0.95) & unsaid) or self._asked_whole(asked, v) for _, v in s.facts if v in kinds)
        ]
        if question.is_negated and not columns and None in marks.values():  # who gets *no* programme is none of those listed
            return None
        return Listing("rows", tuple(s.id for s in (columns if 0 < len(columns) < len(rows) else rows)))

    def _asked_whole(self, asked: QuestionWords, value: str) -> bool:
        """Return whether a question says every content word of a cell ("outcome")."""
        ids = self._thesaurus.word_ids(value)
        return bool(ids) and len(ids) <= 2 and bool((asked.likeness[:, ids].max(axis=0) >= 0.95).all())

    def _with_label(self, asked: QuestionWords, rows: list[Span], folded: str) -> list[Span]:
        """Return the rows whose labels say the words of the question that some labels of the table say and others do not."""
        said = np.array([word_match(asked, self._thesaurus, s.label) >= SAID_BY_ITSELF for s in rows])
        short = np.array([[len(w) > 1 and w in letters for w in asked.words] for letters in (initials(s.label) for s in rows)], dtype=np.bool_)  # "UN"
        said |= short
        weighty = asked.weights >= OWN_LABEL * float(asked.weights.sum())
        noun = _HEAD.search(folded)
        is_head = np.array([noun is not None and w == noun["noun"] for w in asked.words], dtype=np.bool_) & ~self._said_by_columns(asked, rows)
        telling = said.any(axis=0) & ~said.all(axis=0) & (~self._said_by_lead(asked, rows) | is_head | short.any(axis=0)) & weighty
        kept = [s for s, own in zip(rows, said[:, telling], strict=True) if own.all()]
        return kept if len({(s.start, s.end) for s in kept}) > 1 else rows

    def _said_by_columns(self, asked: QuestionWords, rows: Sequence[Span]) -> np.ndarray:
        """Return which words of a question the names of the columns say, (words,)."""
        return np.asarray(word_match(asked, self._thesaurus, " ".join(c for s in rows for c, _ in s.facts)) >= SAID_BY_ITSELF)

    def _said_by_lead(self, asked: QuestionWords, rows: Sequence[Span]) -> np.ndarray:
        """Return which words of a question the table's heading or its columns say, (words,): they tell none of its rows apart."""
        return np.asarray(word_match(asked, self._thesaurus, " ".join([rows[0].context, *(c for s in rows for c, _ in s.facts)])) >= SAID_BY_ITSELF)


def _of_extreme_year(listed: Listing, spans: Sequence[Span], folded: str) -> Listing:
    """Return of a list of rows those with the latest or the earliest year in a cell, where a question asks for the newest or the oldest; else the list."""
    newest = bool(_NEWEST.search(folded))
    dated = {i: max(years) for i in listed.spans if (years := _years_in_cells(spans[i]))}
    if newest == bool(_OLDEST.search(folded)) or not dated:
        return listed
    year = max(dated.values()) if newest else min(dated.values())
    return Listing(listed.kind, tuple(i for i in listed.spans if dated.get(i) == year))


def _years_of(row: Span) -> frozenset[int]:
    """Return the years in a row's cells, else those in its name ("Convention on Psychotropic Substances, 1971")."""
    return _years_in_cells(row) or read_years(fold(row.label.rpartition(" – ")[2]))


def _years_in_cells(row: Span) -> frozenset[int]:
    return frozenset(int(v) for _, v in row.facts if v.isdigit() and len(v) == YEAR_DIGITS)
