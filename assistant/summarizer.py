"""Summaries: an answer -> a few sentences that say no more than its citations.

For a page that shows the summary as it comes, ``Summarizer.stream(answer)`` (or ``Assistant.stream_summary(answer)``) yields growing
``Summary`` records, each with one more *checked* sentence; no unchecked word ever leaves this module. Paint the answer first, then each
record in place of the one before; the last one is the whole summary, with what was dropped and, where the language model failed, a
``note``::

    answer = assistant.ask(question)
    for summary in assistant.stream_summary(answer):
        paint(replace(answer, summary=summary))

An answer that is a silence has no summary: the stream is then empty. ``SummarySentence.text`` is plain text from reports or a model:
escape it. The first sentence opens with the answer's own verdict word ("No. …"), so the summary's verdict is the answer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.catalogue import say
from assistant.contrasts import contrasts
from assistant.datatypes import Answer, Citation, DroppedSentence, Summary, SummarySentence, Verdict
from assistant.errors import LanguageModelError
from assistant.evidence import Evidence, SpansAt, gather, is_instruction
from assistant.extract import MAX_SENTENCES, choose, deciding, extract, list_items
from assistant.language_model import LanguageModel, Message
from assistant.locks import is_figure, names, tokens
from assistant.phrasing import verdict_word
from assistant.support import SupportChecker, split_marker, word_likeness
from assistant.textual import sentence_ranges

if TYPE_CHECKING:
    from assistant.datatypes import Span
    from assistant.index import Index
    from assistant.thesaurus import Thesaurus

MAX_REPLY_CHARS = 2000
"""A model that writes on and on is cut off here."""
PASSAGE_CHARS = 700
"""Longest passage given to a model, in characters; it keeps the prompt within a small model's reach."""
QUESTION_CHARS = 300
_TURN = re.compile(r"^--- (\w+)$", re.MULTILINE)
_VERDICT = re.compile(r"^\W*(yes|no|partly|partially|mixed)[,.:;!](?:\s+|$)", re.IGNORECASE)
_SAID = {"yes": Verdict.YES, "no": Verdict.NO, "partly": Verdict.MIXED, "partially": Verdict.MIXED, "mixed": Verdict.MIXED}
_TRUNCATED = re.compile(r"[.!?”\"')\]]\s*$")


class Summarizer:
    """Summarizes answers in one mode. Safe to share between threads."""

    def __init__(self, checker: SupportChecker, spans_at: SpansAt, model: LanguageModel | None = None, mode: str = "extractive", *, check: bool = True) -> None:
        """Put the parts together.

        Args:
            checker: the support check.
            spans_at: finds the spans behind a citation.
            model: the language model; None: extractive.
            mode: "extractive", "local" or "remote".
            check: False shows a model's sentences unchecked: for measuring what the check is worth, never for readers.
        """
        self._checker = checker
        self._spans_at = spans_at
        self._model = model
        self._mode = mode
        self._check = check

    @property
    def checker(self) -> SupportChecker:
        """The support check that this summarizer uses."""
        return self._checker

    def needs_model(self, answer: Answer) -> bool:
        """Return whether a model would be asked about an answer; lists and table rows are told in the report's own words."""
        return needs_model(answer, gather(answer, self._spans_at))

    def summarize(self, answer: Answer) -> Answer:
        """Return the answer with its summary; a silence is returned as it is."""
        summary = None
        for summary in self.stream(answer):  # noqa: B007 - the last one is the whole
            pass
        return replace(answer, summary=summary)

    def stream(self, answer: Answer) -> Iterator[Summary]:
        """Yield the summary as it grows, a checked sentence at a time; the last record is the whole. Never raises for a model's failure."""
        if not answer.answered or not answer.citations:
            return
        evidence = gather(answer, self._spans_at)
        if self._model is None or not needs_model(answer, evidence):
            yield from self._growing(answer, evidence, note=None)
            return
        try:
            yield from self._generated(answer, evidence, self._model)
        except LanguageModelError as error:
            yield from self._growing(answer, evidence, note=say("Summary in the report's own words: {why}", answer.language, why=error))

    def _growing(self, answer: Answer, evidence: tuple[Evidence, ...], note: str | None) -> Iterator[Summary]:
        """Yield the extractive summary sentence by sentence."""
        found = extract(answer, evidence)
        opened = _open_with_verdict(answer, found.sentences)
        for n in range(1, len(opened)):
            yield Summary(opened[:n], "extractive", None, (), note)
        yield Summary(opened, "extractive", None, found.dropped, note)

    def _generated(self, answer: Answer, evidence: tuple[Evidence, ...], model: LanguageModel) -> Iterator[Summary]:
        """Yield what a model writes, each sentence checked first; then add the report's own words where the model left a gap."""
        usable = tuple(e for e in evidence if not is_instruction(e.text))
        dropped = [DroppedSentence(e.text, "it reads as an instruction, not as a finding") for e in evidence if e not in usable]
        shown: list[SummarySentence] = []

        def grown() -> Summary:
            return Summary(_open_with_verdict(answer, tuple(shown)), self._mode, model.name, tuple(dropped))

        if usable:
            for raw in _sentences(model.stream(prompt(answer, tuple(choose(answer, usable))))):
                judged = self.judge(raw, answer, usable) if self._check else SummarySentence(raw, split_marker(raw)[1], 0.0)
                if isinstance(judged, DroppedSentence):
                    dropped.append(judged)
                elif judged.text not in [s.text for s in shown]:
                    shown.append(judged)
                    yield grown()
                if len(shown) >= MAX_SENTENCES:
                    break
        if self._check:
            shown += missing(answer, evidence, shown)
        yield grown()

    def judge(self, raw: str, answer: Answer, evidence: tuple[Evidence, ...]) -> SummarySentence | DroppedSentence:
        """Check one generated sentence: its verdict word against the answer's, then its claims against the citations."""
        text, cited = split_marker(raw)
        if is_instruction(text):
            return DroppedSentence(raw, "it reads as an instruction, not as a finding")
        while said := _VERDICT.match(text):
            if answer.verdict is not _SAID[said[1].casefold()]:
                return DroppedSentence(raw, f"it says {said[1].casefold()!r}, the answer does not")
            text = text[said.end() :]
        support = self._checker.check(text, evidence, cited)
        if not support.supported:
            return DroppedSentence(raw, support.reason or "it is not supported")
        return SummarySentence(text[:1].upper() + text[1:], support.citations, support.score)


def summarizer_for(index: Index, thesaurus: Thesaurus, model: LanguageModel | None = None, mode: str = "extractive", *, check: bool = True) -> Summarizer:
    """Return a summarizer over an index: its acronyms, its words' likeness, what its reports list side by side."""
    places: dict[tuple[str, int, int], list[Span]] = {}
    for span in index.spans:
        places.setdefault((index.passages[span.passage].report, span.start, span.end), []).append(span)

    def cited(c: Citation) -> list[Span]:
        """Return the spans of a citation: of a list that is quoted as a whole, those inside it."""
        exact = places.get((c.report, c.start, c.end))
        return exact or [s for (report, start, end), here in places.items() if report == c.report and start >= c.start and end <= c.end for s in here]

    checker = SupportChecker(word_likeness(thesaurus), index.acronyms, contrasts(s.text for s in index.spans), index.countries)
    return Summarizer(checker, cited, model, mode, check=check)


def needs_model(answer: Answer, evidence: tuple[Evidence, ...]) -> bool:
    """Return whether a model has anything to say better: lists keep their count and table rows their cells, in the report's own words."""
    usable = [e for e in evidence if not is_instruction(e.text)]
    return list_items(answer) is None and all(e.verbatim for e in choose(answer, usable))


def prompt(answer: Answer, evidence: tuple[Evidence, ...]) -> tuple[Message, ...]:
    """Return the messages for an answer; passages and question stand between tags that they cannot close.

    The file ``prompts/summary.md`` holds the system message, then messages that each begin with a line ``--- user`` or ``--- assistant``.
    """
    system, *rest = _TURN.split(files("assistant").joinpath("prompts/summary.md").read_text(encoding="utf-8"))
    turns = [Message("system", system.strip()), *(Message(role, text.strip()) for role, text in zip(rest[::2], rest[1::2], strict=True))]
    passages = "\n".join(f'<passage number="{e.number}">{_as_data(e.text[:PASSAGE_CHARS])}</passage>' for e in evidence)
    filled = turns[-1].text.replace("{question}", _as_data(answer.question[:QUESTION_CHARS]).replace("{", "(")).replace("{passages}", passages)
    return (*turns[:-1], Message(turns[-1].role, filled))


def _as_data(text: str) -> str:
    return " ".join(text.replace("<", "‹").replace(">", "›").split())


def missing(answer: Answer, evidence: tuple[Evidence, ...], shown: list[SummarySentence]) -> list[SummarySentence]:
    """Return the report's own sentences that a generated summary must still say.

    Those of deciding citations that no sentence rests on or, where the question asks for a fact, whose figures or names are left
    unsaid; other chosen ones where nothing rests on them; the first one where nothing is shown at all.
    """
    own = extract(answer, evidence).sentences
    must = set(deciding(answer))
    said = {n for s in shown for n in s.citations}
    words = {t for s in shown for t in tokens(s.text)}
    result = []
    for n, sentence in enumerate(own):
        lead = must & set(sentence.citations) or (n == 0 and not must)
        unsaid = not set(sentence.citations) <= said
        lacks_facts = answer.verdict is None and bool(lead) and not _facts(sentence.text) <= words
        if (unsaid and (lead or answer.verdict is None)) or lacks_facts or (n == 0 and not shown):
            result.append(sentence)
    return result


def _facts(text: str) -> set[str]:
    """Return the figures and the words of names that a sentence states."""
    return {t for t in tokens(text) if is_figure(t)} | {word for name in names(text) for word in name}


def _open_with_verdict(answer: Answer, sentences: tuple[SummarySentence, ...]) -> tuple[SummarySentence, ...]:
    """Return the sentences, the first one opened with the answer's verdict word where the question has a verdict."""
    if answer.verdict is None or not sentences:
        return sentences
    first = sentences[0]
    return (replace(first, text=f"{verdict_word(answer.verdict, answer.language)} {first.text}"), *sentences[1:])


def _sentences(pieces: Iterator[str]) -> Iterator[str]:
    """Yield whole sentences as soon as the pieces of a stream hold them; a last one that was cut off is left out."""
    buffer = ""
    taken = 0
    for piece in pieces:
        buffer += piece
        taken += len(piece)
        ranges = sentence_ranges(buffer)
        if len(ranges) > 1:
            for start, end in ranges[:-1]:
                yield buffer[start:end]
            buffer = buffer[ranges[-1][0] :]
        if taken > MAX_REPLY_CHARS:
            return
    for start, end in sentence_ranges(buffer):
        if _TRUNCATED.search(buffer[start:end]):
            yield buffer[start:end]
