"""Question + ranked spans -> Answer: which spans answer, what they say, whether they agree, or that the reports do not say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from assistant import phrasing
from assistant.answer_set import answering_together, asks_one, asks_what_is_not, wants_several
from assistant.answer_type import of_the_type
from assistant.catalogue import say
from assistant.citing import Citer
from assistant.datatypes import Answer, Span, Verdict
from assistant.entailment import entailment_for
from assistant.finding_lists import Listing
from assistant.index import Index
from assistant.listing import Lister
from assistant.lookup import Cells, asks_figure, is_keyed, read_cells
from assistant.membership import Membership, load_membership
from assistant.missing import counts_people
from assistant.nli import nli_for
from assistant.parts import Parts, rule_parts
from assistant.question import Question
from assistant.retriever import Candidates, Retriever
from assistant.rounds import is_dating
from assistant.row_shares import RowShares
from assistant.ruling import Counted, Ruling
from assistant.second_reading import SecondReading
from assistant.silence import Silence, judge_support
from assistant.stance import MATCH
from assistant.support_model import SupportModel, load_support
from assistant.traits import has_trait
from assistant.verdict import VerdictReader

Mask = npt.NDArray[np.bool_]
UNSAID_OF_ROW = 0.4
"""A row of figures answers when it leaves at most this weighted share of the question's other words unsaid."""
KEYED_DEPTH = 5
"""A keyed row among so many best candidates answers a question for an amount or a year."""
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
        self.citer = Citer(index, texts)
        self._membership = membership or load_membership()
        self._lister = Lister(index, retriever.thesaurus, self._membership)
        self.verdicts = verdicts or VerdictReader(index, retriever.thesaurus)
        self._shares = RowShares(index, retriever.thesaurus)
        self.second = second or SecondReading(index, entailment_for(retriever.encoder), nli_for(retriever.encoder))
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
            return self._silent(question, candidates, self._told_silence(question, candidates, silence), max_citations)
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
        cited = self.citer.cite(draft.spans, candidates)
        return Answer(question.text, True, draft.verdict, draft.text, cited, (), draft.conflict, None, question.language, self.citer.sources(cited))

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
        if not ({"money", "number", "date"} & question.expects or question.years) or counts_people(question.focus):
            return None
        for k, i in enumerate(candidates.spans[:KEYED_DEPTH].tolist()):
            span = self._index.spans[i]
            if is_keyed(span):
                if not _is_about(question, candidates, k) or (k and (self._says_when(question, candidates, k) or self._says_outright(question, candidates))):
                    return None
                return read_cells(question, self._row_of(span))
        return None

    def _says_when(self, question: Question, candidates: Candidates, k: int) -> bool:
        """Return whether the best candidate is a dated sentence that says all of a question for a date, of which the row of rank ``k`` leaves a part unsaid."""
        if question.expects & {"money", "number"} or "date" not in question.expects or self._index.spans[int(candidates.spans[0])].kind != "sentence":
            return False
        said = candidates.matched[:, [0, k]] >= MATCH
        return bool(said[:, 0].all()) and not said[:, 1].all() and has_trait(self._index.traits, int(candidates.spans[0]), "date")

    def _says_outright(self, question: Question, candidates: Candidates) -> bool:
        """Return whether the best candidate is a sentence that says all of a question for yes or no that names no year."""
        best = self._index.spans[int(candidates.spans[0])]
        return question.is_yes_no and not question.years and best.kind == "sentence" and bool((candidates.matched[:, 0] >= MATCH).all())

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
        counted = self._shares.rule(question, candidates)
        if counted is not None:
            return counted
        whole = self.verdicts.rule(question, candidates)
        if self.second.speaks_better(question, candidates, whole):
            whole = self.verdicts.rule_by_best(question, candidates)
        span = self._index.spans[whole.deciding[0]]
        may_be_partly = span.kind == "sentence" or (parts is not None and parts.found.kind == "both")  # one row is not partly so
        weigh = partial(self.second.weigh, question, candidates, whole)
        ruling = (
            weigh()
            if parts is None
            else rule_parts(parts, candidates, whole, read=partial(self._read_part, narrowed=narrowed), weigh=weigh, by_sentence=span.kind == "sentence")
        )
        partly_by_one = ruling.verdict is Verdict.MIXED and len(ruling.deciding) == 1
        return weigh(partly=False) if partly_by_one and not may_be_partly else ruling

    def _read_part(self, question: Question, candidates: Candidates, *, narrowed: bool) -> Ruling | None:
        """Return the ruling on one part of a question, or None where the reports do not speak about it."""
        ruling = self.verdicts.rule(question, candidates)
        if self._index.spans[ruling.deciding[0]].kind == "sentence":  # rows and members of a list are looked up
            ruling = self.second.weigh(question, candidates, ruling, partly=False)
        return None if self.silence(question, candidates, None, None, ruling, narrowed=narrowed) else ruling

    def _from_cells(self, question: Question, cells: Cells) -> Draft:
        told = "; ".join(s.text for s in cells.spans)
        lead = f"{phrasing.verdict_word(cells.verdict, question.language)} " if cells.verdict else ""
        return Draft((cells.spans[0].id,), f"{lead}{told} [1]", cells.verdict)

    def _from_listing(self, question: Question, listing: Listing) -> Draft:
        spans = self.citer.distinct(listing.spans)
        numbers: dict[tuple[int, str], list[int]] = {}  # the halves of a sentence that a footnote parts are one item
        for n, i in enumerate(spans, start=1):
            numbers.setdefault((self._index.spans[i].passage, self._index.spans[i].text), []).append(n)
        items = [f"- {text} {''.join(f'[{n}]' for n in of_item)}" for (_, text), of_item in numbers.items()]
        sure = sum(of_item[0] <= len(spans) - listing.doubtful for of_item in numbers.values())
        lines = [phrasing.counted(listing.kind, sure, question.language), *items[:sure]]
        if items[sure:]:
            lines += ["", phrasing.doubtful(len(items) - sure, question.language), *items[sure:]]
        return Draft(spans, "\n".join(lines))

    def _from_count(self, question: Question, ruling: Ruling, counted: Counted) -> Draft:
        lead = phrasing.share(counted.shown, counted.total, question.language, holds=counted.holds)
        items = "\n".join(f"- {self._index.spans[i].text} [{n}]" for n, i in enumerate(ruling.deciding, start=1))
        return Draft(ruling.deciding, f"{phrasing.verdict_word(ruling.verdict, question.language)} {lead}\n{items}", ruling.verdict)

    def _from_ruling(self, question: Question, ruling: Ruling, max_citations: int) -> Draft:
        if ruling.counted is not None:
            return self._from_count(question, ruling, ruling.counted)
        shown = ruling.deciding if ruling.conflict or len(ruling.deciding) > 1 else ruling.deciding[:1]
        beside = self.citer.beside(shown[0]) if len(shown) == 1 and max_citations > 1 else ()
        support = self.citer.without_members(shown[0], ruling.support) if len(shown) == 1 else ruling.support
        spans = self.citer.distinct((*ruling.deciding[:1], *beside, *ruling.deciding[1:], *support))[: max(max_citations, len(ruling.deciding))]
        numbers = {self.citer.place(i): n for n, i in enumerate(spans, start=1)}
        statements = " ".join(self.citer.stated(i, numbers[self.citer.place(i)], question.language) for i in shown)
        statements += self.citer.told_beside(shown[0], beside, question.language)
        return Draft(spans, f"{phrasing.verdict_word(ruling.verdict, question.language)} {statements}", ruling.verdict, ruling.conflict)

    def _from_best(self, question: Question, candidates: Candidates, max_citations: int) -> Draft | None:
        """Return what the best candidates say, or None where the question asks of what something is denied, and none of them denies it."""
        ranked = tuple(int(i) for i in candidates.spans[: max_citations * 2])
        spans = self.citer.distinct((*of_the_type(self._index, question, candidates), *ranked))[:max_citations]
        if wants_several(question) and not asks_one(question):
            found = answering_together(self._index, question, candidates, self._membership)
            together = self.citer.distinct(found.spans)
            if asks_what_is_not(question) and not together:
                return None
            if len({self._index.spans[i].text for i in together}) > 1:
                return self._from_listing(question, Listing("findings", together, len(set(together) - set(found.spans[: found.likely]))))
            spans = self.citer.distinct((*together, *spans))[:max_citations]
        first = self._index.spans[spans[0]]
        beginnings = self._dated_otherwise(question, first.id)
        beside = self.citer.beside(first.id) if max_citations > 1 and not beginnings else ()
        spans = self.citer.distinct((first.id, *beside, *self.citer.without_members(first.id, spans[1:])))[:max_citations]
        text = f"{first.text} [1]" if first.kind in ("table_row", "bullet") else self.citer.stated(first.id, 1, question.language)
        text += self.citer.told_beside(first.id, beside, question.language)
        conflict = None
        for other in beginnings:
            spans = self.citer.distinct((first.id, other, *spans))[: max(max_citations, 2)]
            conflict = say("The report dates the beginning differently in two places: compare [1] and [2].", question.language)
            other_statement = self.citer.quoted(other, 2, question.language)
            text = f"{text} {say('But:', question.language)} {other_statement}"
        return Draft(spans, text, None, conflict)

    def _dated_otherwise(self, question: Question, i: int) -> tuple[int, ...]:
        """Return the span that dates the beginning of the same thing otherwise, where a time is asked about; else nothing."""
        if not ("date" in question.expects or question.years or question.rounds):
            return ()
        found = [f for f in self.verdicts.contradictions.get(i, []) if f.kind == "beginning"]
        return tuple(f.second if f.first == i else f.first for f in found)[-1:]

    def _area_that_answers(self, candidates: Candidates, whole: Candidates, allowed: Mask | None) -> str | None:
        """Return the area outside of the chosen ones where the far better candidate stands; None where the chosen ones hold as good a one."""
        if allowed is None or not len(whole.spans) or allowed[int(whole.spans[0])]:
            return None
        if len(candidates.spans) and float(whole.scores[0] - candidates.scores[0]) <= FAR_BETTER:
            return None
        return self._index.passages[self._index.spans[int(whole.spans[0])].passage].area

    def _told_silence(self, question: Question, candidates: Candidates, silence: Silence) -> str:
        """Return how a silence is told: with what comes closest where it is a close one, else with why."""
        if silence.alone:
            return silence.reason
        if silence.close and len(candidates.spans):
            return phrasing.close_silence(self._index.spans[int(candidates.spans[0])], question.language)
        return f"{say('The report does not say.', question.language)} {silence.reason}".strip()

    def _silent(self, question: Question, candidates: Candidates, text: str, max_citations: int) -> Answer:
        nearest = self.citer.cite(self.citer.distinct(tuple(int(i) for i in candidates.spans[: max_citations * 2]))[:max_citations], candidates)
        return Answer(question.text, False, None, text, (), nearest, None, None, question.language, self.citer.sources(nearest))


def _is_about(question: Question, candidates: Candidates, k: int) -> bool:
    """Return whether a row of figures says most of what a question says beside its years and the words that only ask for figures."""
    telling = np.array([not is_dating(w) and not asks_figure(w) for w in candidates.words.words], dtype=np.float32) * candidates.words.weights
    return float(telling[candidates.matched[:, k] < MATCH].sum()) <= UNSAID_OF_ROW * float(telling.sum())
