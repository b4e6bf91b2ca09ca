"""Measure summaries over the gold questions: extractive, a model's raw sentences, the same ones checked."""

from __future__ import annotations

import hashlib
import resource
import statistics
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.datatypes import Answer, Summary
from assistant.evidence import sentence_evidence
from assistant.language_model import LanguageModel, Message
from assistant.support import SupportChecker
from assistant.textual import clean
from evals.gold import GoldQuestion
from evals.metrics import matches, mean

Stream = Callable[[Answer], Iterator[Summary]]


@dataclass(frozen=True, slots=True)
class SummaryOutcome:
    """What one summary is worth; ``kept`` is None where the answer itself lacks the key fact or none is asked."""

    id: str
    sentences: tuple[str, ...]
    dropped: int
    on_gold: tuple[bool, ...]
    kept: bool | None
    verdict_same: bool
    words: int
    first_seconds: float
    seconds: float
    cpu_seconds: float
    note: str | None


class RememberingModel:
    """A model whose replies are kept, so that raw and checked summaries are two readings of one reply."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._replies: dict[str, tuple[str, ...]] = {}
        self.name = model.name

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the reply, generated at the first call alone."""
        user = messages[-1].text
        if user in self._replies:
            yield from self._replies[user]
            return
        pieces: list[str] = []
        for piece in self._model.stream(messages):
            pieces.append(piece)
            yield piece
        self._replies[user] = tuple(pieces)


def sample(questions: Sequence[GoldQuestion], size: int, among: Collection[str]) -> list[GoldQuestion]:
    """Return ``size`` of the questions whose ids are ``among`` those given, fixed by their ids' SHA-256 alone."""
    answerable = [q for q in questions if q.id in among]
    return sorted(answerable, key=lambda q: hashlib.sha256(f"summary {q.id}".encode()).hexdigest())[:size]


def has_key_fact(gold: GoldQuestion, text: str) -> bool:
    """Return whether a text says all that a gold answer must contain."""
    return all(m.casefold() in text.casefold() for m in gold.must_contain)


def judge_summary(gold: GoldQuestion, answer: Answer, stream: Stream, checker: SupportChecker) -> SummaryOutcome | None:
    """Summarize one answer and judge the summary; None where the assistant is silent."""
    began, cpu = time.perf_counter(), time.process_time()
    first = 0.0
    summary: Summary | None = None
    for summary in stream(answer):
        first = first or (time.perf_counter() - began if summary.sentences else 0.0)
    if summary is None:
        return None
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    text = " ".join(s.text for s in summary.sentences)
    evidence = [sentence_evidence(n, e.quote) for n, e in enumerate(gold.evidence, start=1)]
    cited = {c.number for c in answer.citations if any(matches(c, e) for e in gold.evidence)}
    shown = " ".join([answer.text, *(c.quote for c in answer.citations[:3]), *(clean(c.quote) for c in answer.citations[:3])])
    opening = answer.text.split(" ", 1)[0]
    return SummaryOutcome(
        gold.id,
        tuple(s.text for s in summary.sentences),
        len(summary.dropped),
        tuple(bool(cited & set(s.citations)) or checker.check(s.text, evidence).supported for s in summary.sentences),
        has_key_fact(gold, text) if gold.must_contain and has_key_fact(gold, shown) else None,
        answer.verdict is None or text.startswith(opening),
        len(text.split()),
        first,
        seconds,
        cpu_seconds,
        summary.note,
    )


def figures(outcomes: Sequence[SummaryOutcome]) -> dict[str, float | None]:
    """Return the figures of one mode; shares between 0 and 1, times in seconds."""
    sentences = sum(len(o.sentences) for o in outcomes)
    dropped = sum(o.dropped for o in outcomes)
    return {
        "summaries": len(outcomes),
        "sentences": sentences,
        "on_gold_quotes": mean([float(g) for o in outcomes for g in o.on_gold]),
        "key_fact_kept": mean([float(o.kept) for o in outcomes if o.kept is not None]),
        "verdict_same": mean([float(o.verdict_same) for o in outcomes]),
        "dropped": dropped / (dropped + sentences) if dropped + sentences else None,
        "words": mean([float(o.words) for o in outcomes]),
        "first_sentence_p50_s": statistics.median(o.first_seconds for o in outcomes) if outcomes else None,
        "summary_p50_s": statistics.median(o.seconds for o in outcomes) if outcomes else None,
        "cpu_p50_s": statistics.median(o.cpu_seconds for o in outcomes) if outcomes else None,
        "fell_back": mean([float(o.note is not None) for o in outcomes]),
    }


def peak_memory_mb() -> float:
    """Return the process's largest resident memory so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def ask_all(assistant: Assistant, questions: Sequence[GoldQuestion]) -> list[tuple[GoldQuestion, Answer]]:
    """Return the questions that are answered, with their answers."""
    asked = [(q, assistant.ask(q.question, history=q.history)) for q in questions]
    return [(q, a) for q, a in asked if a.answered]
