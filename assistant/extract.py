"""Extractive summaries: the report's own words, chosen and shortened, no model.

Chosen are the citations that the answer itself rests on (those with a marker in its text), then further ones while they are close
enough and say something new (maximal marginal relevance; Carbonell and Goldstein, 1998). A long sentence loses a last relative
clause, marked "[…]", where the question does not ask about it; nothing else is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.datatypes import Answer, DroppedSentence, SummarySentence
from assistant.evidence import Evidence, is_instruction
from assistant.lexicon import terms
from assistant.polarity import segments

MAX_SENTENCES = 3
MAX_WORDS = 90
"""Longest summary that optional citations may fill, in words; the deciding ones are never left out."""
LONG_SENTENCE = 38
"""A sentence with more words than this is shortened where it can be."""
CLOSE_VERDICT = 0.9
CLOSE_FACT = 0.5
"""An optional citation scores at least this share of the best one's score, for yes/no questions and for others."""
NOVELTY = 0.35
"""An optional citation says at least this share of its terms anew."""
CUT = " […]"
_MARKED = re.compile(r"\[(\d+)\]")
_LAST_CLAUSE = re.compile(r"(?:,\s+(?=(?:which|who|where|whose|in which case)\b)|;\s+)(?!.*(?:,\s+(?:which|who|where|whose|in which case)\b|;\s))", re.DOTALL)
_ITEM = re.compile(r"^- (?P<item>.*?)\s*\[(?P<number>\d+)\]\s*$")
SHORT_ITEM = 12
"""Items of a list with at most so many words on average are told in one sentence."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The sentences of an extractive summary, best first, and what was left out and why."""

    sentences: tuple[SummarySentence, ...]
    dropped: tuple[DroppedSentence, ...] = ()


def deciding(answer: Answer) -> tuple[int, ...]:
    """Return the numbers of the citations that the answer's text itself points to, in order."""
    known = {c.number for c in answer.citations}
    return tuple(n for n in dict.fromkeys(int(n) for n in _MARKED.findall(answer.text)) if n in known)


def list_items(answer: Answer) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    """Return a list's opening line and its items with their citations, or None where the answer is no list."""
    opening, *lines = answer.text.split("\n")
    items = [(m["item"], int(m["number"])) for line in lines if (m := _ITEM.match(line.strip()))]
    return (opening.strip(), tuple(items)) if items and len(items) == len([x for x in lines if x.strip()]) else None


def extract(answer: Answer, evidence: Sequence[Evidence]) -> Extract:
    """Return the extractive summary of an answer that is no silence.

    Args:
        answer: the answer, with citations.
        evidence: its citations as evidence, in their order.
    """
    dropped = tuple(DroppedSentence(e.text, "it reads as an instruction, not as a finding") for e in evidence if is_instruction(e.text))
    usable = [e for e in evidence if not is_instruction(e.text)]
    found = list_items(answer)
    if found:
        return Extract(_list_sentences(*found, {e.number for e in usable}), dropped)
    chosen = choose(answer, usable)
    asked = frozenset(terms(answer.question))
    return Extract(tuple(SummarySentence(shorten(e.text, asked) if answer.verdict else e.text, (e.number,), 1.0) for e in chosen), dropped)


def choose(answer: Answer, usable: Sequence[Evidence]) -> list[Evidence]:
    """Return the deciding citations, then close and novel ones, in the order of the answer."""
    must = deciding(answer)
    chosen = [e for e in usable if e.number in must] or list(usable[:1])
    scores = {c.number: c.score for c in answer.citations}
    close = (CLOSE_VERDICT if answer.verdict else CLOSE_FACT) * max(scores.values(), default=0.0)
    words = sum(len(e.text.split()) for e in chosen)
    for e in usable:
        length = len(e.text.split())
        if e in chosen or len(chosen) >= MAX_SENTENCES or scores[e.number] < close or words + length > MAX_WORDS:
            continue
        if _novelty(e, chosen) >= NOVELTY:
            chosen.append(e)
            words += length
    return chosen


def _novelty(one: Evidence, chosen: Sequence[Evidence]) -> float:
    own = set(terms(one.text))
    said = {t for c in chosen for t in terms(c.text)}
    return len(own - said) / len(own) if own else 0.0


def _list_sentences(opening: str, items: Sequence[tuple[str, int]], usable: set[int]) -> tuple[SummarySentence, ...]:
    """Tell a list: its opening with the count, then the items, in one sentence where they are short."""
    kept = [(item, n) for item, n in items if n in usable]
    if not kept:
        return ()
    numbers = tuple(dict.fromkeys(n for _, n in kept))
    if sum(len(item.split()) for item, _ in kept) <= SHORT_ITEM * len(kept):
        return (SummarySentence(f"{opening.rstrip(':')}: {'; '.join(item.rstrip(' ;.') for item, _ in kept)}.", numbers, 1.0),)
    lead = SummarySentence(f"{opening.rstrip(':')}.", numbers, 1.0)
    return (lead, *(SummarySentence(item, (n,), 1.0) for item, n in kept))


def shorten(text: str, asked: frozenset[str] = frozenset()) -> str:
    """Return a sentence without its last relative clause or the part after its last semicolon, where it is long.

    The clause stays where it changes the polarity or says a word of the question that the rest does not.

    Args:
        text: the sentence.
        asked: the question's terms.
    """
    if len(text.split()) <= LONG_SENTENCE or len({s.affirmed for s in segments(text)}) > 1:
        return text
    cut = _LAST_CLAUSE.search(text)
    if not cut or len(text[: cut.start()].split()) < LONG_SENTENCE // 3:
        return text
    head, tail = text[: cut.start()], text[cut.end() :]
    return text if asked & set(terms(tail)) - set(terms(head)) else head + CUT
