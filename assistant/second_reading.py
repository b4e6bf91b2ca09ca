"""A ruling -> the ruling after its deciding span was read a second time, as a whole, and the two readings were weighed against each other."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from assistant.continuation import asks_if_on, says_it_goes_on
from assistant.countries import own_countries
from assistant.datatypes import Span, Verdict
from assistant.entailment import LEARNED_COUNTRY, Entailed, Entailment, statement_of
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.outright import asked_of
from assistant.polarity import column_asked, row_affirmed, segments
from assistant.quantities import are_compared
from assistant.question import ORDER, Question
from assistant.question_form import is_bare
from assistant.retriever import Candidates
from assistant.rounds import read_rounds
from assistant.ruling import Ruling
from assistant.scope import asked_body, body_names, is_agent, is_had, only_target
from assistant.stance import SAID_ITSELF, asks_of_before, last_year_before, start_year, tells_of_before
from assistant.suppositions import LEANS_BACK
from assistant.time_adjuncts import holds_in_years, holds_then, without_time
from assistant.values import counts_the_same, counts_things, dates_its_law, ends_are_compared, happens, has_bound
from assistant.weighing import Weighing, load_weighing, weighed

_SUBJECT = re.compile(
    r"^(?!\W*(?:is|was) it (?:true|correct|right|false|fair|known|possible|clear|certain|allowed|permitted|necessary|compulsory|mandatory|the)\b)"
    r"(\W*(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should)) (?:it|they)\b",
    re.IGNORECASE,
)
"""A subject that the reading in English supplies where the other language leaves it out: mostly the country."""
_WHETHER = re.compile(r"^\W*(?:is it (?:true|correct|right) that|whether) (?=(?!there\b|is\b|are\b|was\b|were\b|has\b|have\b)\S)", re.IGNORECASE)
"""Stands there before a clause whose verb is not inflected ("is it true that DEVIDA report to …")."""
ENUMERATION, NAMED_SHARE = 5, 0.5
"""A statement of so many commas and semicolons enumerates; where it says so much of the question itself, the rules find the member."""
LEAVES_OPEN, SPEAKS = 0.2, -0.3
"""A span leaves a question open from here on; up to there it speaks about it."""
_NEGATED_CONDITION = re.compile(r"(?:^|, )(?:when|if|where|unless|until|once|as long as) [^,;.]*\b(?:not|no|never|cannot)\b[^,;.]*, ", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;]")
_EMPHASIS = re.compile(
    r",? without (?:any |a single )?(?:exceptions?|fail)\b"
    r"|,? \b(?:actually|really|truly|genuinely|indeed|in fact|(?<!\bto )(?<!\bby )(?<!\bof )(?<!\bin )(?<!\bon )(?<!\bfor )itself(?= \w))\b,?",
    re.IGNORECASE,
)
"""Only stresses; read as a part of what is asked, "without exception" turns the answer round, and "actually" sounds like a doubt."""
_IS_TRUE = re.compile(
    r"^\W*(?:(?:so|and|but|then) )?(?:is|isn't|was) (?:it|this) (?:really |indeed )?(?:true|correct|right|the case|a fact) that (?P<clause>.+)$",
    re.IGNORECASE,
)
"""Asks of a clause whether it is true."""
_NO_LONGER = re.compile(r"\bno longer\b", re.IGNORECASE)
_ABSENT = re.compile(r"(?<=\w )absent\b(?! (?:an?|the|any|such)\b)", re.IGNORECASE)
_ANY_MORE = re.compile(
    r",? (?:any ?more|any longer|nowadays|these days|(?<!or )(?<!year )(?<!years )(?<!month )(?<!months )(?:later(?: on)?|afterwards?|subsequently"
    r"|eventually))(?=\W*$|,| \()",
    re.IGNORECASE,
)
"""Hint at an earlier state, or at a later time, of which the statements that it learned from say nothing."""
WORD_FOR_WORD = 0.9
"""A span that says so much of a question itself answers it by the rules ..."""
UNDECIDED = -2.0
"""... as long as the second reading's log odds of a yes over a no are above this, or the question denies what the span denies."""
UNSURE = -1.0
"""Log odds from which a yes by the rules on a body that the span names stands: of another body the second reading is surer."""
_JOINS = re.compile(r"\b(?:and|or|both|as well as|only|all|every|each)\b")
_QUANTIFIES = re.compile(r"\b(?:both|only|all|every|each|alone|or|also|as well as)\b")
"""Asks for more than that a body does what is named."""


class SecondReading:
    """Reads the deciding spans of one index a second time. Holds no state that a question changes."""

    def __init__(self, index: Index, entailment: Entailment | None, nli: Entailment | None = None, weighing: Weighing | None = None) -> None:
        """Prepare an index.

        Args:
            index: what the candidates come from.
            entailment: reads question and statement together, and says how open the one leaves the other; None: rulings stay as they are.
            nli: reads them where a verdict is weighed; None: ``entailment`` does.
            weighing: weighs it against the rules; None: the fitted one.
        """
        self._index = index
        self._entailment = entailment
        self._nli = nli
        self._weighing = weighing or load_weighing()
        self._countries = index.countries
        self._bodies = body_names(index.ministries, index.acronyms)

    def weigh(self, question: Question, candidates: Candidates, ruling: Ruling, *, partly: bool = True) -> Ruling:
        """Return a ruling with the verdict of least expected cost, and how open the second reading finds the question.

        Args:
            question: what was asked.
            candidates: the ranked spans, at least one.
            ruling: what the rules say; it stands where they have settled the question.
            partly: whether the verdict may be partly where the rules say yes or no.
        """
        entailed = self.read(question, candidates, ruling)
        if entailed is None:
            return ruling
        left_open = entailed.left_open if self._nli is None else self._left_open(question, self._index.spans[ruling.deciding[0]])
        if ruling.verdict is Verdict.YES and self._stands(question, candidates, ruling, entailed.margin):
            return replace(ruling, left_open=left_open)
        verdict = self._weighing.verdict(self.weighed(question, ruling, entailed), partly=partly or ruling.verdict is Verdict.MIXED)
        return replace(ruling, verdict=verdict, left_open=left_open)

    def speaks_better(self, question: Question, candidates: Candidates, ruling: Ruling) -> bool:
        """Return whether a ruling rests on a span that leaves open what is asked, while the best candidate, a sentence, speaks about it."""
        best = self._index.spans[int(candidates.spans[0])]
        entailed = self.read(question, candidates, ruling) if best.kind == "sentence" and best.id != ruling.deciding[0] else None
        if self._nli is None or entailed is None or entailed.left_open < LEAVES_OPEN:
            return False
        return self._entails(self._nli, _as_it_holds(question, best), best).left_open < SPEAKS

    def _stands(self, question: Question, candidates: Candidates, ruling: Ruling, margin: float) -> bool:
        """Return whether a yes by the rules stands whatever the second reading makes of it, whose log odds of a yes over a no are ``margin``.

        It does of one thing that the span says nearly word for word, unless the reading is set against it; and of what one body does, which the span
        names, where the reading is not unsure or the span says it all.
        """
        says_all = self._says_all(candidates, ruling)
        if says_all and (margin > UNDECIDED or question.is_negated) and not _JOINS.search(fold(question.focus)):
            return True
        rest = self._asked_of_agent(question, ruling)
        return rest is not None and ((margin > UNSURE and not _JOINS.search(rest)) or (says_all and not _QUANTIFIES.search(rest)))

    def _asked_of_agent(self, question: Question, ruling: Ruling) -> str | None:
        """Return what is asked, folded, beside the one body of which a question asks what it does, where the deciding span names that body; else None."""
        names = self._bodies
        body = asked_body(question.focus, names, "", self._index.acronyms)
        if body is None or is_had(question.focus, names[body]):
            return None
        subject = re.match(rf"\W*\w+ (?:the )?{re.escape(fold(body))}\b", fold(question.focus))
        if not subject and not is_agent(question.focus, names[body]):
            return None
        if asked_body(question.focus, names, self._index.spans[ruling.deciding[0]].text, self._index.acronyms) is not None:
            return None
        return fold(question.focus).replace(fold(body), " ")

    def _says_all(self, candidates: Candidates, ruling: Ruling) -> bool:
        """Return whether a deciding span of one side says nearly all words of a question itself."""
        span = self._index.spans[ruling.deciding[0]]
        return len({s.affirmed for s in segments(span.text)}) == 1 and _says_itself(candidates, span.id) >= WORD_FOR_WORD

    def weighed(self, question: Question, ruling: Ruling, entailed: Entailed) -> list[float]:
        """Return what is weighed (``weighing.NAMES``) of a question whose deciding span was read twice."""
        return weighed(ruling.verdict, entailed, negated=question.is_negated, corrects=ruling.corrects)

    def read(self, question: Question, candidates: Candidates, ruling: Ruling) -> Entailed | None:
        """Return what the deciding span answers, or None where the rules stand by themselves.

        They do where they have settled the question; about contradictions, about what evaluators feel, whether something goes on, and whether a
        year lies before another, an amount within a bound, a number of members, a period's end at a year or the year in which something happened,
        which are counted; where several spans decide; and where a long enumeration, or a row that a table marks, says half of the question's words: the
        rules look it up (docs/evaluation.md).
        """
        if (
            self._entailment is None
            or ruling.left_open is not None
            or ruling.conflict
            or len(ruling.deciding) > 1
            or question.attitude
            or ORDER.search(fold(question.focus))
        ):
            return None
        span = self._index.spans[ruling.deciding[0]]
        if asks_if_on(question.focus) is not None and says_it_goes_on(span.text) is not None:
            return None
        if are_compared(question.focus, span.text) or ends_are_compared(question.focus, span.text):
            return None
        if span.text.rstrip().endswith(":") or counts_the_same(question.focus, span.text):  # what leads to a list says nothing of its members
            return None
        if span.kind != "sentence" and has_bound(question.focus) and counts_things(question.focus):
            return None
        said = _says_itself(candidates, span.id)
        enumerates = len(_SEPARATOR.findall(span.text)) >= ENUMERATION and only_target(question.focus) is None
        if said >= NAMED_SHARE and (enumerates or self._is_marked(question, span) or column_asked(span.facts, question.focus)):
            return None
        if _tells_rounds_apart(question, span.text) or (asks_of_before(question.focus) and tells_of_before(span.text)):
            return None
        if happens(question.focus) and holds_in_years(question, span.text):
            return None
        if dates_its_law(question.focus, span.text) or (last_year_before(question.focus) is not None and start_year(span.text) is not None):
            return None
        return self._entails(self._nli or self._entailment, _as_it_holds(question, span), span)

    def _is_marked(self, question: Question, span: Span) -> bool:
        """Return whether a table marks a row with yes, or with no where one thing is asked about."""
        marked = row_affirmed(span.facts, question.focus)
        return bool(marked) or (marked is False and not _JOINS.search(fold(question.focus)))

    def left_open(self, question: Question, candidates: Candidates, ruling: Ruling | None = None) -> float:
        """Return how surely a span leaves a question open, from -1 to 1; 0 where nothing reads a second time.

        Args:
            question: what was asked.
            candidates: the ranked spans, at least one.
            ruling: its first deciding span is read; None: the best candidate is.
        """
        if ruling is not None and ruling.left_open is not None:
            return ruling.left_open
        if self._entailment is None:
            return 0.0
        span = ruling.deciding[0] if ruling else int(candidates.spans[0])
        left_open = self._entails(self._entailment, question, self._index.spans[span]).left_open
        return min(left_open, 0.0) if ruling and ruling.conflict else left_open  # two places that disagree both speak about it

    def _left_open(self, question: Question, span: Span) -> float:
        return self._entails(self._entailment, _as_it_holds(question, span), span).left_open if self._entailment else 0.0

    def _entails(self, entailment: Entailment, question: Question, span: Span) -> Entailed:
        """Return what a span answers; the report's own country goes by the name that the model learned, by another it would be taken for a foreign one."""
        own = own_countries(question.countries or self._countries)
        asked = own.neutral(as_read(question), LEARNED_COUNTRY)
        statement = own.neutral(without_negated_condition(statement_of(span), question.focus), LEARNED_COUNTRY)
        entailed = entailment.read(asked, statement)
        before = self._sentence_before(span) if entailment is self._nli and entailed.left_open > 0.0 else None
        return entailment.read(asked, f"{own.neutral(before, LEARNED_COUNTRY)} {statement}") if before else entailed

    def _sentence_before(self, span: Span) -> str | None:
        """Return the sentence before one that leans on it ("It … those programs"), else None."""
        spans = self._index.passages[span.passage].spans
        place = spans.index(span.id)
        before = self._index.spans[spans[place - 1]] if place else None
        return before.text if before and {before.kind, span.kind} == {"sentence"} and LEANS_BACK.search(span.text) else None


def _as_it_holds(question: Question, span: Span) -> Question:
    """Return a question without the rounds in which a span holds as a whole: the second reading reads, it does not count."""
    return replace(question, focus=without_time(question.focus)) if holds_then(question, span.text) else question


def _tells_rounds_apart(question: Question, statement: str) -> bool:
    """Return whether a statement affirms one thing of the rounds that a question names and denies it of others: the rules tell the clauses by their dates."""
    parts = [(s.affirmed, read_rounds(fold(s.text))) for s in segments(statement)]
    asked = {affirmed for affirmed, rounds in parts if rounds and rounds & question.rounds}
    others = {affirmed for affirmed, rounds in parts if rounds and not rounds & question.rounds}
    return bool(question.rounds) and not _JOINS.search(fold(question.focus)) and len(asked) == 1 and bool(others - asked)


def without_negated_condition(statement: str, focus: str) -> str:
    """Return a statement without a condition that denies something ("when a sentence is not admissible, …"), of which a question says nothing."""
    condition = _NEGATED_CONDITION.search(statement)
    if not condition:
        return statement
    said = {term(w) for w in words(condition[0]) if w not in FUNCTION_WORDS}
    asked = {term(w) for w in words(focus) if w not in FUNCTION_WORDS}
    return statement if said & asked else f"{statement[: condition.start()]}, {statement[condition.end() :]}".lstrip(", ")


def asked_outright(focus: str) -> str:
    """Return what is asked of an affirmed clause ("is it true that Peru has signed …") with the verb first ("Has Peru signed …?"), else the question.

    Asked whether a clause is true, the second reading doubts it: of 321 questions so framed 13 went from yes to no, of which 10 wrongly.
    """
    framed = _IS_TRUE.match(focus)
    return (asked_of(framed["clause"]) if framed else None) or focus


def as_read(question: Question) -> str:
    """Return what asks, in English, as a sentence and without mere emphasis; of another language put closer to how statements are asked about."""
    focus = asked_outright(_ANY_MORE.sub("", _NO_LONGER.sub("not", _ABSENT.sub("missing", _EMPHASIS.sub("", question.focus)))))
    if question.language == "en" and is_bare(focus):
        return f"Is there {focus[:1].lower() if not focus[1:2].isupper() else focus[:1]}{focus[1:]}"
    return focus if question.language == "en" else _WHETHER.sub("Does ", _SUBJECT.sub(r"\1 the country", focus))


def _says_itself(candidates: Candidates, i: int) -> float:
    """Return the weighted share of a question's words that a candidate says itself; 0 for a span that is none."""
    columns = np.flatnonzero(candidates.spans == i)
    weights = candidates.words.weights
    return float(weights[candidates.matched[:, columns[0]] >= SAID_ITSELF].sum() / max(float(weights.sum()), 1e-6)) if len(columns) else 0.0
