"""Question + ranked spans -> Answer: evidence, polarity, verdict, abstention."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.datatypes import Answer, Citation, Passage, Span, Verdict
from assistant.index import Index
from assistant.polarity import row_affirmed, segments
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.textual import clean

MIN_COVERAGE = 0.35
MIN_LATE = 0.42


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answers out of the spans of one index; ``texts`` are the reports' texts by id."""

    index: Index
    texts: dict[str, str]

    def answer(self, question: Question, candidates: Candidates, *, max_citations: int) -> Answer:
        """Answer a question from its candidates."""
        best = [int(i) for i in candidates.spans[:max_citations]]
        cited = self.citations(best, [float(s) for s in candidates.scores[:max_citations]])
        if candidates.late[0] < MIN_LATE or candidates.likeness[0] < MIN_COVERAGE:
            return self.silent(question, cited)
        span = self.index.spans[best[0]]
        verdict = verdict_of(question, span) if question.is_yes_no else None
        lead = {Verdict.YES: "Yes. ", Verdict.NO: "No. ", Verdict.MIXED: "Partly. ", None: ""}[verdict]
        text = f"{lead}The report says: “{clean(cited[0].quote)}” [1]"
        return Answer(question.text, True, verdict, text, cited, (), None, None, question.language, self.sources(cited))

    def silent(self, question: Question, nearest: tuple[Citation, ...]) -> Answer:
        """Return the answer that the reports do not say."""
        return Answer(question.text, False, None, "The report does not say.", (), nearest, None, None, question.language, self.sources(nearest))

    def citations(self, spans: list[int], scores: list[float]) -> tuple[Citation, ...]:
        """Turn spans into numbered citations, in the given order."""
        return tuple(self.citation(n, self.index.spans[i], score) for n, (i, score) in enumerate(zip(spans, scores, strict=True), start=1))

    def citation(self, number: int, span: Span, score: float) -> Citation:
        """Quote one span."""
        passage: Passage = self.index.passages[span.passage]
        quote = self.texts[passage.report][span.start : span.end]
        return Citation(number, passage.report, passage.area, passage.section, quote, span.start, span.end, passage.text, score, passage.start)

    def sources(self, cited: tuple[Citation, ...]) -> tuple[tuple[str, str], ...]:
        """Pair each cited report with its text's hash."""
        hashes = {r.id: r.sha256 for r in self.index.reports}
        return tuple((report, hashes[report]) for report in dict.fromkeys(c.report for c in cited))


def verdict_of(question: Question, span: Span) -> Verdict:
    """Compare the polarity of the deciding span with that of the question."""
    marked = row_affirmed(span.facts)
    affirmed = marked if marked is not None else segments(span.text)[-1].affirmed
    return Verdict.YES if affirmed != question.is_negated else Verdict.NO
