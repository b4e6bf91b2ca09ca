"""A question of all, most, less than half or so many of a table's rows (or a list's members) -> counted, and ruled on by the count."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.datatypes import Span, Verdict
from assistant.index import Index
from assistant.lexicon import NUMERALS, fold, term
from assistant.listing import years_bounded
from assistant.polarity import row_affirmed
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.rounds import is_dating, read_years
from assistant.ruling import Counted, Ruling
from assistant.stance import MATCH, word_match
from assistant.thesaurus import QuestionWords, Thesaurus
from assistant.values import other_kind

DEPTH = 3
"""A table among so many best candidates is counted where the question names a table; else only that of the best one."""
SAID_BY_ITSELF = 0.85
"""From this likeness on a label says a word of the question itself."""
SAID_EXACTLY = 0.95
"""From this likeness on a question names a cell."""
UNSAID = 0.4
"""Share of a question's words that a table may leave unsaid for its marks to answer it."""
WEIGHTY = 0.1
"""Share of a question's words from which a word of some labels picks these rows."""
KIND_WORDS = 3
"""A cell of so few words sorts the rows."""
FEWEST, MOST = 2, 25
"""Rows that are worth counting, and that can still be shown."""
_EVERY = re.compile(
    r"(?<!\bat )(?<!\bafter )(?<!\babove )\b(?:all|every|each|any and all|everything|entirely)\b"
    r"(?! (?:over|along|right|in all|seven|year|years|round|rounds|time|day|month|countries|of (?:peru|the country)|single year)\b)"
)
_OF_SEVERAL = re.compile(r"(?:,|\band\b)[^,]* (?:all|each)\b")
"""Sums up what the question names one by one ("pupils, students and patients all")."""
_BUT_SOME = re.compile(r"\b(?:except\w*|excluding|but (?:one|two|for)|apart from|other than|save for|nearly|almost|the most (?!of\b)\w+)\b")
"""Leaves some out, or compares them."""
_NOT_EVERY = re.compile(r"\bnot (?:all|every|each|everything)\b")
_MOST = re.compile(
    r"(?<!\bat )\bmost\b(?! (?:recent|recently|important|of the (?:time|country)|advanced|common)\b)|\bmajority\b|\b(?:more than|over) half\b|\bmostly\b"
)
_LESS = re.compile(r"\b(?:less|fewer) than half\b|\bunder half\b|\bminority\b")
_EXACTLY = re.compile(rf"\b(?:only|just|exactly) (?P<number>\d{{1,2}}|{'|'.join(NUMERALS)})\b")
_FRAME = frozenset("less fewer more half most majority minority part table tables listed list lists side row rows entry entries single one".split())
"""Words that ask for a share of a table, not what of."""
_BOTH = re.compile(r"\w (?:and|or) \w")
_TABLE = re.compile(r"\btables?\b|\blisted\b|\blists?\b")
_TESTS: tuple[tuple[re.Pattern[str], Callable[[int, int], bool]], ...] = (
    (_LESS, lambda count, total: 2 * count < total),
    (_MOST, lambda count, total: 2 * count > total),
    (_EVERY, lambda count, total: count == total),
)


@dataclass(frozen=True, slots=True)
class _Share:
    """The rows that are asked about, by whether what is asked holds of them."""

    holding: tuple[Span, ...]
    failing: tuple[Span, ...]


class RowShares:
    """Counts rows of one index. Holds no state that a question changes."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index."""
        self._index = index
        self._thesaurus = thesaurus

    def rule(self, question: Question, candidates: Candidates) -> Ruling | None:
        """Return a ruling on a yes/no question of a share of a table's rows; None where it asks of no share, or what it asks of them cannot be told.

        The deciding spans are the rows of which what is asked holds; where it is said of all and does not hold, those of which it does not.
        """
        folded = fold(question.focus)
        of_another = self._all_of_another_kind(question, candidates)
        if of_another:
            return Ruling(Verdict.NO, tuple(s.id for s in of_another), counted=Counted(len(of_another), len(of_another), holds=False))
        test = share_asked(folded)
        rows = self._rows(folded, candidates) if test and not _OF_SEVERAL.search(folded) else []
        if test is None or _BUT_SOME.search(folded) or not FEWEST <= len(rows) <= MOST:
            return None
        negated = question.is_negated and not _NOT_EVERY.search(folded)
        share = self._share(question, candidates.words, self._named(question.focus, candidates.words, rows), negated=negated)
        if share is None or len(share.holding) + len(share.failing) < FEWEST:
            return None
        total = len(share.holding) + len(share.failing)
        true = test(len(share.holding), total)
        against = bool(_EVERY.search(folded)) and not true and bool(share.failing)
        shown = share.failing if against else share.holding or share.failing
        holds = shown is share.holding
        verdict = Verdict.YES if true != bool(_NOT_EVERY.search(folded)) else Verdict.NO
        return Ruling(verdict, tuple(s.id for s in shown), counted=Counted(len(shown), total, holds))

    def _all_of_another_kind(self, question: Question, candidates: Candidates) -> list[Span]:
        """Return the rows of a table where a question asks whether there is one of a kind, and each is of a kind that excludes it; else nothing."""
        if question.is_negated:
            return []
        rows = self._rows(fold(question.focus), candidates, DEPTH)
        if not FEWEST <= len(rows) <= MOST or rows[0].kind != "table_row":
            return []
        said = np.array([word_match(candidates.words, self._thesaurus, s.text) >= SAID_BY_ITSELF for s in rows])
        weighty = candidates.words.weights >= WEIGHTY * float(candidates.words.weights.sum())
        if (said.any(axis=0) & ~said.all(axis=0) & ~self._said_by_heading(candidates.words, rows) & weighty).any():
            return []  # asks of one of them
        excluded = [other_kind(question.focus, " ".join(v for _, v in s.facts)) for s in rows]
        kind = frozenset.intersection(*excluded)
        rest = candidates.words.weights * np.array([term(w) not in kind for w in candidates.words.words], dtype=np.float32)
        told = word_match(candidates.words, self._thesaurus, " ".join([rows[0].context, *(f"{s.label} {s.text}" for s in rows)])) >= MATCH
        return rows if kind and float(rest[told].sum()) >= (1 - UNSAID) * float(rest.sum()) > 0 else []

    def _rows(self, folded: str, candidates: Candidates, depth: int | None = None) -> list[Span]:
        """Return the rows of the table, or members of the list, that the best candidate belongs or leads to, each printed row once."""
        depth = depth or (DEPTH if _TABLE.search(folded) else 1)
        for i in candidates.spans[:depth].tolist():
            span = self._index.spans[i]
            here = [self._index.spans[j] for j in self._index.passages[span.passage].spans]
            if span.kind == "sentence" and not span.text.rstrip().endswith(":"):
                continue
            kind = span.kind if span.kind in ("table_row", "bullet") else next((s.kind for s in here if s.kind in ("table_row", "bullet")), None)
            if kind is not None:
                return list({(s.start, s.end): s for s in here if s.kind == kind}.values())
        return []

    def _named(self, focus: str, asked: QuestionWords, rows: Sequence[Span]) -> list[Span]:
        """Return the rows whose labels say the words of a question that some labels say and others do not, of one or the other of two things; else all."""
        said = np.array([word_match(asked, self._thesaurus, s.label or s.text) >= SAID_BY_ITSELF for s in rows])
        telling = said.any(axis=0) & ~said.all(axis=0) & ~self._said_by_heading(asked, rows) & (asked.weights >= WEIGHTY * float(asked.weights.sum()))
        telling &= np.array([not is_dating(w) for w in asked.words], dtype=np.bool_)
        kept = [s for s, own in zip(rows, said[:, telling], strict=True) if own.all()]
        each = [s for s, own in zip(rows, said[:, telling], strict=True) if own.any()]  # "money laundering and firearms": rows of either
        return kept or (each if _BOTH.search(fold(focus)) else list(rows))

    def _share(self, question: Question, asked: QuestionWords, rows: Sequence[Span], *, negated: bool) -> _Share | None:
        """Part rows by the year, the cell or the mark that a question asks of them; None where it asks none of these."""
        if question.years:
            dated = [(s, years) for s in rows if (years := _years(s))]
            first, last = years_bounded(fold(question.focus)) or (min(question.years), max(question.years))
            return _parted([s for s, _ in dated], [any(first <= y <= last for y in years) for _, years in dated], negated=negated)
        if rows[0].kind != "table_row":
            return None
        cells = {v for s in rows for _, v in s.facts if len(v.split()) <= KIND_WORDS and not v.isdigit()}
        named = {v for v in cells if self._says_whole(asked, v)}
        if named:
            return _parted(rows, [any(v in named for _, v in s.facts) for s in rows], negated=negated)
        marks = [row_affirmed(s.facts) for s in rows]
        told = word_match(asked, self._thesaurus, " ".join([rows[0].context, *(f"{s.label} {c} {v}" for s in rows for c, v in s.facts)])) >= MATCH
        weights = asked.weights * np.array([w not in _FRAME for w in asked.words], dtype=np.float32)
        if float(weights[~told].sum()) > UNSAID * float(weights.sum()):
            return None  # asks of the rows what their marks do not tell
        return None if None in marks else _parted(rows, [bool(m) for m in marks], negated=negated)

    def _says_whole(self, asked: QuestionWords, value: str) -> bool:
        """Return whether a question says every content word of a cell ("outcome")."""
        ids = self._thesaurus.word_ids(value)
        return bool(ids) and bool((asked.likeness[:, ids].max(axis=0) >= SAID_EXACTLY).all())

    def _said_by_heading(self, asked: QuestionWords, rows: Sequence[Span]) -> np.ndarray:
        """Return which words of a question the heading or the columns say, shape (words,): they tell none of the rows apart."""
        heading = " ".join([rows[0].context, *(c for s in rows for c, _ in s.facts)])
        return np.asarray(word_match(asked, self._thesaurus, heading) >= SAID_BY_ITSELF)


def share_asked(folded: str) -> Callable[[int, int], bool] | None:
    """Return what a count of rows, of how many, must fulfil; None where a question asks of no share."""
    exactly = _EXACTLY.search(folded)
    if exactly:
        word = exactly["number"] or "one"
        number = int(word) if word.isdigit() else NUMERALS[word]
        return lambda count, total: count == number
    return next((test for pattern, test in _TESTS if pattern.search(folded)), None)


def _years(row: Span) -> frozenset[int]:
    """Return the years in a row's cells, or in a member's text."""
    if row.kind == "table_row":
        return frozenset(int(v) for _, v in row.facts if v.isdigit() and len(v) == 4)
    return read_years(fold(row.text))


def _parted(rows: Sequence[Span], holds: Sequence[bool], *, negated: bool) -> _Share:
    return _Share(
        tuple(s for s, yes in zip(rows, holds, strict=True) if yes != negated),
        tuple(s for s, yes in zip(rows, holds, strict=True) if yes == negated),
    )
