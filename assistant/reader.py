"""Question + ranked spans -> Answer: which spans answer, what they say, whether they agree, or that the reports do not say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from assistant import phrasing
from assistant.acronyms import asks_meaning, defines
from assistant.answer_set import answering_together, asks_one, asks_what_is_not, wants_several
from assistant.catalogue import say
from assistant.datatypes import Answer, Citation, Span, Verdict
from assistant.entailment import entailment_for
from assistant.finding_lists import Listing
from assistant.index import Index
from assistant.lexicon import fold
from assistant.listing import Lister
from assistant.lookup import Cells, asks_figure, is_keyed, read_cells
from assistant.membership import Membership, load_membership
from assistant.parts import Parts, rule_parts
from assistant.question import Question
from assistant.retriever import Candidates, Retriever
from assistant.rounds import is_dating
from assistant.ruling import Ruling
from assistant.second_reading import SecondReading
from assistant.silence import Silence, judge_support
from assistant.stance import MATCH, start_year
from assistant.support_model import SupportModel, load_support
from assistant.textual import clean
from assistant.traits import TRAITS
from assistant.verdict import VerdictReader

Mask = npt.NDArray[np.bool_]
LONGEST_LIST = 2000
"""Characters of the longest list that is quoted with what leads to it."""
UNSAID_OF_ROW = 0.4
"""A row of figures answers when it leaves at most this weighted share of the question's other words unsaid."""
DATED_DEPTH, AS_MUCH = 6, 0.85
"""Among so many best candidates one with a date stands before an undated best one when it says at least this share of what that one says."""
_SAID = re.compile(r"\bsaid (?!to\b|that\b)[a-z]+")
"""Points back to what the sentence before names ("MINSA is in charge of said supervision")."""
KEYED_DEPTH = 5
"""A keyed row among so many best candidates answers a question for an amount or a year."""


_SINCE = re.compile(
    r"\b(?:since|from|as of|starting) (?:when|(?:which|what) (?:year|date|round|time))\b|\bhow long (?:has|have)\b|\bwhen did\b.*\b(?:start|begin)\b"
)
FAR_BETTER = 1.0
"""Score, as log odds, by which a candidate outside of the chosen areas must lead to be what answers."""
_FOUND_BY_RANK = ("items", "rows")
"""Lists that hang on the best candidate; the others are asked for by name, of whatever part is chosen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before its citations are numbered: which spans, best first, and what is said of them."""

    spans: tuple[int, ...]
    text: str
    verdict: Verdict | None = None
    conflict: str | None = None


class Reader:
    """Reads answers out of the spans of one index. Holds no state that a question changes."""

    def __init__(
        self,
        index: Index,
        texts: dict[str, str],
        retriever: Retriever,
        *,
        verdicts: VerdictReader | None = None,
        second: SecondReading | None = None,
        support: SupportModel | None = None,
        membership: Membership | None = None,
    ) -> None:
        """Prepare an index.

        Args:
            index: what the candidates come from.
            texts: report id -> text, for the quotes.
            retriever: shares its likeness of words.
            verdicts: what gives verdicts by rules; None: the standard reading.
            second: reads the deciding span again; None: the fitted reading, where it fits the index's encoder.
            support: what judges whether the reports speak about a question; None: the fitted model, as far as it is one for the index's encoder.
            membership: tells which ranked spans answer together; None: the fitted one.
        """
        self._index = index
        self._texts = texts
        self._membership = membership or load_membership()
        self._lister = Lister(index, retriever.thesaurus, self._membership)
        self.verdicts = verdicts or VerdictReader(index, retriever.thesaurus)
        self.second = second or SecondReading(index, entailment_for(retriever.encoder))
        self._support = support or load_support().for_encoder(retriever.encoder_sha256)

    def answer(
        self,
        question: Question,
        candidates: Candidates,
        *,
        max_citations: int,
        allowed: Mask | None = None,
        parts: Parts | None = None,
        narrowed: bool = False,
        whole: Candidates | None = None,
    ) -> Answer:
        """Answer a question from its candidates.

        Args:
            question: the analysed question; its ``text`` is what was typed.
            candidates: the ranked spans.
            max_citations: at most so many quotes where no list is asked for.
            allowed: the spans that the filters allow; None: all.
            parts: the two questions that it is made of, where it asks two things at once.
            narrowed: whether the filters leave a part of the reports only.
            whole: the candidates from all areas, where a filter leaves some of them.
        """
        listing, keyed = (None, None) if parts and parts.found.kind != "each" else self.whole_answers(question, candidates, allowed)
        if whole is not None and (listing is None or listing.kind in _FOUND_BY_RANK):
            area = self._area_that_answers(candidates, whole, allowed)
            if area is not None:
                text = say("The chosen areas do not say; {area} may.", question.language, area=area)
                return self._silent(question, candidates, text, max_citations)
        ruling = self.rule(question, candidates, parts, narrowed=narrowed) if question.is_yes_no and keyed is None and len(candidates.spans) else None
        silence = self.silence(question, candidates, listing, keyed, ruling, narrowed=narrowed)
        if silence is not None:
            text = silence.reason if silence.alone else f"{say('The report does not say.', question.language)} {silence.reason}".strip()
            return self._silent(question, candidates, text, max_citations)
        if keyed is not None:
            draft = self._from_cells(question, keyed)
        elif listing is not None and listing.spans:
            draft = self._from_listing(question, listing)
        elif ruling is not None:
            draft = self._from_ruling(question, ruling, max_citations)
        else:
            best = self._from_best(question, candidates, max_citations)
            if best is None:
                text = f"{say('The report does not say.', question.language)} {say('It names none of which it denies this.', question.language)}"
                return self._silent(question, candidates, text, max_citations)
            draft = best
        cited = self.citations(draft.spans, candidates)
        return Answer(question.text, True, draft.verdict, draft.text, cited, (), draft.conflict, None, question.language, self._sources(cited))

    def whole_answers(self, question: Question, candidates: Candidates, allowed: Mask | None) -> tuple[Listing | None, Cells | None]:
        """Return the list, or the table cells, that answer a question as a whole, where it asks for such."""
        keyed = self._keyed(question, candidates)
        return None if keyed else self._lister.find(question, candidates, allowed), keyed

    def silence(
        self, question: Question, candidates: Candidates, listing: Listing | None, cells: Cells | None, ruling: Ruling | None, *, narrowed: bool = False
    ) -> Silence | None:
        """Return why the reports do not answer a question, or None where they do.

        Args:
            question: what was asked.
            candidates: the ranked spans.
            listing: the whole list that would answer, if there is one.
            cells: the table cells that would answer, if there are any.
            ruling: what would be said to a yes/no question.
            narrowed: whether filters leave a part of the reports only.
        """
        verdict, corrects = (ruling.verdict, ruling.corrects) if ruling else (None, False)
        model = self._support.by_features() if narrowed else self._support
        return judge_support(
            self._index,
            question,
            candidates,
            listing=listing,
            cells=cells,
            verdict=verdict,
            corrects=corrects,
            left_open=lambda: self.left_open(question, candidates, ruling),
            model=model,
        )

    def left_open(self, question: Question, candidates: Candidates, ruling: Ruling | None) -> float:
        """Return how surely the second reading finds that the deciding span, else the best candidate, leaves a question open, from -1 to 1."""
        return self.second.left_open(question, candidates, ruling)

    def _keyed(self, question: Question, candidates: Candidates) -> Cells | None:
        """Return the cells of a keyed row that answer a question for an amount or a year, or None."""
        if not ({"money", "number", "date"} & question.expects or question.years):
            return None
        for k, i in enumerate(candidates.spans[:KEYED_DEPTH].tolist()):
            span = self._index.spans[i]
            if is_keyed(span):
                if not _is_about(question, candidates, k):
                    return None
                return read_cells(question, self._row_of(span))
        return None

    def _row_of(self, span: Span) -> list[Span]:
        """Return all columns of a keyed row, in order."""
        return [s for j in self._index.passages[span.passage].spans if (s := self._index.spans[j]).start == span.start and is_keyed(s)]

    def rule(self, question: Question, candidates: Candidates, parts: Parts | None, *, narrowed: bool = False) -> Ruling:
        """Answer a yes/no question as a whole, or part by part where the reports speak about each part; from its figures where they stand first."""
        best = self._index.spans[int(candidates.spans[0])]
        if is_keyed(best):
            cells = read_cells(question, self._row_of(best))
            if cells.verdict is not None:
                return Ruling(cells.verdict, tuple(s.id for s in cells.spans))
        whole = self.verdicts.rule(question, candidates)
        if parts is None:
            return self.second.weigh(question, candidates, whole)
        read = partial(self._read_part, narrowed=narrowed)
        return rule_parts(parts, candidates, whole, read=read, weigh=lambda: self.second.weigh(question, candidates, whole))

    def _read_part(self, question: Question, candidates: Candidates, *, narrowed: bool) -> Ruling | None:
        """Return the ruling on one part of a question, or None where the reports do not speak about it."""
        ruling = self.verdicts.rule(question, candidates)
        return None if self.silence(question, candidates, None, None, ruling, narrowed=narrowed) else ruling

    def _from_cells(self, question: Question, cells: Cells) -> Draft:
        told = "; ".join(s.text for s in cells.spans)
        lead = f"{phrasing.verdict_word(cells.verdict, question.language)} " if cells.verdict else ""
        return Draft((cells.spans[0].id,), f"{lead}{told} [1]", cells.verdict)

    def _from_listing(self, question: Question, listing: Listing) -> Draft:
        spans = self._distinct(listing.spans)
        items = "\n".join(f"- {self._index.spans[i].text} [{n}]" for n, i in enumerate(spans, start=1))
        return Draft(spans, f"{phrasing.counted(listing.kind, len(spans), question.language)}\n{items}")

    def _from_ruling(self, question: Question, ruling: Ruling, max_citations: int) -> Draft:
        shown = ruling.deciding if ruling.conflict or len(ruling.deciding) > 1 else ruling.deciding[:1]
        beside = self._beside(shown[0]) if len(shown) == 1 and max_citations > 1 else ()
        support = self._without_members(shown[0], ruling.support) if len(shown) == 1 else ruling.support
        spans = self._distinct((*ruling.deciding[:1], *beside, *ruling.deciding[1:], *support))[: max(max_citations, len(ruling.deciding))]
        numbers = {self._place(i): n for n, i in enumerate(spans, start=1)}
        statements = " ".join(self._stated(i, numbers[self._place(i)], question.language) for i in shown)
        statements += self._told_beside(shown[0], beside, question.language)
        return Draft(spans, f"{phrasing.verdict_word(ruling.verdict, question.language)} {statements}", ruling.verdict, ruling.conflict)

    def _beside(self, i: int) -> tuple[int, ...]:
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

    def _told_beside(self, i: int, beside: Sequence[int], language: str) -> str:
        """Return how what stands beside a sentence, cited second, is told behind it."""
        if not beside:
            return ""
        quote = clean(self._quote(self._index.spans[beside[0]]))
        return f" … “{quote}” [2]" if beside[0] > i else " " + say("Before it: “{quote}” [{number}]", language, quote=quote, number=2)

    def _stated(self, i: int, number: int, language: str) -> str:
        """Return what a span says: a row with its columns' names, as a bare mark tells nothing; else its quote, with who says it and the list it leads to."""
        span = self._index.spans[i]
        if span.kind == "table_row":
            return f"{span.text} [{number}]"
        members = self._led_to(span)
        if members and members[0].kind == "bullet":
            return phrasing.statement(clean(self._quote(span, members[-1].end)), number, language)
        said = phrasing.statement(clean(self._quote(span)), number, language)
        return " ".join([said, "; ".join(dict.fromkeys(m.text for m in members))]).strip()

    def _from_best(self, question: Question, candidates: Candidates, max_citations: int) -> Draft | None:
        """Return what the best candidates say, or None where the question asks of what something is denied, and none of them denies it."""
        ranked = tuple(int(i) for i in candidates.spans[: max_citations * 2])
        spans = self._distinct((*self._defining(question, candidates), *self._dated(question, candidates), *self._naming(question, candidates), *ranked))[
            :max_citations
        ]
        if wants_several(question) and not asks_one(question):
            together = self._distinct(answering_together(self._index, question, candidates, self._membership))
            if asks_what_is_not(question) and not together:
                return None
            if len(together) > 1:
                return self._from_listing(question, Listing("findings", together))
            spans = self._distinct((*together, *spans))[:max_citations]
        first = self._index.spans[spans[0]]
        beginnings = self._dated_otherwise(question, first.id)
        beside = self._beside(first.id) if max_citations > 1 and not beginnings else ()
        spans = self._distinct((first.id, *beside, *self._without_members(first.id, spans[1:])))[:max_citations]
        text = f"{first.text} [1]" if first.kind in ("table_row", "bullet") else self._stated(first.id, 1, question.language)
        text += self._told_beside(first.id, beside, question.language)
        conflict = None
        for other in beginnings:
            spans = self._distinct((first.id, other, *spans))[: max(max_citations, 2)]
            conflict = say("The report dates the beginning differently in two places: compare [1] and [2].", question.language)
            other_statement = phrasing.statement(clean(self._quote(self._index.spans[other])), 2, question.language)
            text = f"{text} {say('But:', question.language)} {other_statement}"
        return Draft(spans, text, None, conflict)

    def _dated_otherwise(self, question: Question, i: int) -> tuple[int, ...]:
        """Return the span that dates the beginning of the same thing otherwise, where a time is asked about; else nothing."""
        if not ("date" in question.expects or question.years or question.rounds):
            return ()
        found = [f for f in self.verdicts.contradictions.get(i, []) if f.kind == "beginning"]
        return tuple(f.second if f.first == i else f.first for f in found)[-1:]

    def _without_members(self, i: int, spans: Sequence[int]) -> tuple[int, ...]:
        """Return spans without the members of the list that a span leads to: they are quoted with it."""
        members = {m.id for m in self._led_to(self._index.spans[i])}
        return tuple(j for j in spans if j not in members)

    def _dated(self, question: Question, candidates: Candidates) -> tuple[int, ...]:
        """Return the best candidate with a date that says as much as the best one, where a date is asked for and that one bears none; else nothing.

        Asked since when, a date is the beginning of something, not that of a law which the sentence names as well.
        """
        if "date" not in question.expects or "body" in question.expects:
            return ()
        since = _SINCE.search(fold(question.focus))
        near = [self._index.spans[int(i)] for i in candidates.spans[:DATED_DEPTH]]
        begins = [start_year(s.text) is not None or (s.kind == "table_row" and self._has("date", s)) for s in near]
        return _first_that_gives(candidates, begins if since else [self._has("date", s) for s in near])

    def _naming(self, question: Question, candidates: Candidates) -> tuple[int, ...]:
        """Return the best candidate that names a body and says as much as the best one, where a body is asked for and that one names none; else nothing."""
        if question.expects != {"body"}:
            return ()
        near = [self._index.spans[int(i)] for i in candidates.spans[:DATED_DEPTH]]
        return _first_that_gives(candidates, [self._has("body", s) and not (k and self._has("denied", s)) for k, s in enumerate(near)])

    def _has(self, trait: str, span: Span) -> bool:
        return bool(self._index.traits[span.id, TRAITS.index(trait)])

    def _defining(self, question: Question, candidates: Candidates) -> tuple[int, ...]:
        """Return the best candidate that says what an acronym is or stands for, where that is asked; empty where none does."""
        asked = asks_meaning(fold(question.focus).strip(" ?¿."), self._index.acronyms)
        if asked is None:
            return ()
        acronym, letters = asked
        texts = ((int(i), fold(self._index.spans[int(i)].text)) for i in candidates.spans)
        defining = (i for i, text in texts if defines(text, fold(acronym), fold(self._index.acronyms[acronym]), letters=letters))
        return tuple(itertools.islice(defining, 1))

    def _area_that_answers(self, candidates: Candidates, whole: Candidates, allowed: Mask | None) -> str | None:
        """Return the area outside of the chosen ones where the far better candidate stands; None where the chosen ones hold as good a one."""
        if allowed is None or not len(whole.spans) or allowed[int(whole.spans[0])]:
            return None
        if len(candidates.spans) and float(whole.scores[0] - candidates.scores[0]) <= FAR_BETTER:
            return None
        return self._index.passages[self._index.spans[int(whole.spans[0])].passage].area

    def _silent(self, question: Question, candidates: Candidates, text: str, max_citations: int) -> Answer:
        nearest = self.citations(self._distinct(tuple(int(i) for i in candidates.spans[: max_citations * 2]))[:max_citations], candidates)
        return Answer(question.text, False, None, text, (), nearest, None, None, question.language, self._sources(nearest))

    def _distinct(self, spans: Sequence[int]) -> tuple[int, ...]:
        """Keep one span of each quote: columns of one printed row share theirs."""
        seen: set[tuple[str, int, int]] = set()
        kept = []
        for i in spans:
            if self._place(i) not in seen:
                seen.add(self._place(i))
                kept.append(i)
        return tuple(kept)

    def _place(self, i: int) -> tuple[str, int, int]:
        """Return where a span's quote stands: the columns of one row share theirs."""
        span = self._index.spans[i]
        return self._index.passages[span.passage].report, span.start, span.end

    def citations(self, spans: Sequence[int], candidates: Candidates) -> tuple[Citation, ...]:
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

    def _led_to(self, span: Span) -> list[Span]:
        """Return the members of the list or table that a sentence leads to ("The institutions are:"); none of a longer one, or where it leads to none."""
        if not self._has("lead_in", span):
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

    def _sources(self, cited: Sequence[Citation]) -> tuple[tuple[str, str], ...]:
        hashes = {r.id: r.sha256 for r in self._index.reports}
        return tuple((report, hashes[report]) for report in dict.fromkeys(c.report for c in cited))


def _first_that_gives(candidates: Candidates, gives: Sequence[bool]) -> tuple[int, ...]:
    """Return the first of the best candidates that gives what is asked for and says as much as the best one, where that does not give it; else nothing."""
    weights = candidates.words.weights
    said = candidates.matched[:, 0] >= MATCH
    least = AS_MUCH * float(weights[said].sum())
    if not any(gives) or gives[0] or not least:
        return ()
    as_much = (float(weights[said & (candidates.matched[:, k] >= MATCH)].sum()) >= least for k in range(len(gives)))
    return next(((int(candidates.spans[k]),) for k, fits in enumerate(as_much) if fits and gives[k]), ())


def _is_about(question: Question, candidates: Candidates, k: int) -> bool:
    """Return whether a row of figures says most of what a question says beside its years and the words that only ask for figures."""
    telling = np.array([not is_dating(w) and not asks_figure(w) for w in candidates.words.words], dtype=np.float32) * candidates.words.weights
    return float(telling[candidates.matched[:, k] < MATCH].sum()) <= UNSAID_OF_ROW * float(telling.sum())
