"""Spans -> what is shown of them: numbered citations, with what a sentence cannot be read without, and how each is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant import phrasing
from assistant.catalogue import say
from assistant.datatypes import Citation, Span
from assistant.index import Index
from assistant.retriever import Candidates
from assistant.textual import clean
from assistant.traits import has_trait

LONGEST_LIST = 2000
"""Characters of the longest list that is quoted with what leads to it."""
_SAID = re.compile(r"\bsaid (?!to\b|that\b)[a-z]+")
"""Points back to what the sentence before names ("MINSA is in charge of said supervision")."""


class Citer:
    """Quotes spans of one index. Holds no state that a question changes."""

    def __init__(self, index: Index, texts: Mapping[str, str]) -> None:
        """Prepare an index.

        Args:
            index: what the spans stand in.
            texts: report id -> text, for the quotes.
        """
        self._index = index
        self._texts = texts
        self._hashes = {r.id: r.sha256 for r in index.reports}

    def cite(self, spans: Sequence[int], candidates: Candidates) -> tuple[Citation, ...]:
        """Quote spans, numbered in the given order; a span that is no candidate gets the lowest candidate's score.

        What leads to a list is quoted with the list, unless a member of that is quoted as well.
        """
        scores = {int(i): float(s) for i, s in zip(candidates.spans, candidates.scores, strict=True)}
        floor = min(scores.values(), default=0.0)
        quoted = set(spans)
        cited = []
        for n, i in enumerate(spans, start=1):
            span = self._index.spans[i]
            members = self._led_to(span)
            if quoted & {m.id for m in members}:
                members = []
            cited.append(self._citation(n, span, members[-1].end if members else span.end, scores.get(i, floor)))
        return tuple(cited)

    def sources(self, cited: Sequence[Citation]) -> tuple[tuple[str, str], ...]:
        """Return the reports that citations come from, with the hashes of their texts."""
        return tuple((report, self._hashes[report]) for report in dict.fromkeys(c.report for c in cited))

    def stated(self, i: int, number: int, language: str) -> str:
        """Return what a span says: a row with its columns' names, as a bare mark tells nothing; else its quote, with who says it and the list it leads to."""
        span = self._index.spans[i]
        if span.kind == "table_row":
            return f"{span.text} [{number}]"
        members = self._led_to(span)
        if members and members[0].kind == "bullet":
            return phrasing.statement(clean(self._quote(span, members[-1].end)), number, language)
        said = phrasing.statement(clean(self._quote(span)), number, language)
        return " ".join([said, "; ".join(dict.fromkeys(m.text for m in members))]).strip()

    def quoted(self, i: int, number: int, language: str) -> str:
        """Return a span's own words, with who says them."""
        return phrasing.statement(clean(self._quote(self._index.spans[i])), number, language)

    def beside(self, i: int) -> tuple[int, ...]:
        """Return what a sentence cannot be read without: its other half, where a footnote parts it, or the one before it that it points back to."""
        span = self._index.spans[i]
        here = self._index.passages[span.passage].spans
        if span.kind != "sentence":
            return ()
        at = here.index(i)
        halves = [j for j in here[max(at - 1, 0) : at + 2] if j != i and self._index.spans[j].text == span.text]  # each is read as the whole
        if halves:
            return (halves[-1],)
        return (here[at - 1],) if at and _SAID.search(span.text) else ()

    def told_beside(self, i: int, beside: Sequence[int], language: str) -> str:
        """Return how what stands beside a sentence, cited second, is told behind it."""
        if not beside:
            return ""
        quote = clean(self._quote(self._index.spans[beside[0]]))
        return f" … “{quote}” [2]" if beside[0] > i else " " + say("Before it: “{quote}” [{number}]", language, quote=quote, number=2)

    def without_members(self, i: int, spans: Sequence[int]) -> tuple[int, ...]:
        """Return spans without the members of the list that a span leads to: they are quoted with it."""
        members = {m.id for m in self._led_to(self._index.spans[i])}
        return tuple(j for j in spans if j not in members)

    def distinct(self, spans: Sequence[int]) -> tuple[int, ...]:
        """Keep one span of each quote: columns of one printed row share theirs."""
        seen: set[tuple[str, int, int]] = set()
        kept = []
        for i in spans:
            if self.place(i) not in seen:
                seen.add(self.place(i))
                kept.append(i)
        return tuple(kept)

    def place(self, i: int) -> tuple[str, int, int]:
        """Return where a span's quote stands: the columns of one row share theirs."""
        span = self._index.spans[i]
        return self._index.passages[span.passage].report, span.start, span.end

    def _led_to(self, span: Span) -> list[Span]:
        """Return the members of the list or table that a sentence leads to ("The institutions are:"); none of a longer one, or where it leads to none."""
        if not has_trait(self._index.traits, span.id, "lead_in"):
            return []
        here = (self._index.spans[i] for i in self._index.passages[span.passage].spans)
        members = [s for s in here if s.kind in ("bullet", "table_row") and s.start >= span.end]
        return members if members and members[-1].end - span.start <= LONGEST_LIST else []

    def _citation(self, number: int, span: Span, end: int, score: float) -> Citation:
        passage = self._index.passages[span.passage]
        return Citation(number, passage.report, passage.area, passage.section, self._quote(span, end), span.start, end, passage.text, score, passage.start)

    def _quote(self, span: Span, end: int | None = None) -> str:
        """Return what a span says to the letter, up to ``end`` where that is given."""
        return self._texts[self._index.passages[span.passage].report][span.start : span.end if end is None else end]
