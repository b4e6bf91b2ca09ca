"""What one span says about what was asked: yes, no, both, worked out at the clause that answers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Span
from assistant.encoder import Float32
from assistant.lexicon import fold
from assistant.polarity import Segment, row_affirmed, segments
from assistant.question import Question, asked_years
from assistant.rounds import ROUND_YEARS, is_dating, named_rounds, read_rounds, read_years, years_of_rounds
from assistant.scope import on_two_sides
from assistant.thesaurus import QuestionWords, Thesaurus

MATCH = 0.6
"""From this likeness on, a word of the question counts as said."""
SAID_ITSELF = 0.85
"""From this likeness on, a statement says a word itself, not only one near it."""
TOPIC_SHARE = 0.8
"""Two dated statements speak of the same thing when each says at least this share of what the other says of it."""
SUPPORT_SHARE = 0.85
"""A second place supports the first when it says at least this share of what the first says of the question."""
SPECIFIC = 0.25
"""A word belongs to one segment rather than to another when its likeness there is higher by this much."""
APART = 0.15
"""One part of a statement is asked about when it says so much more of the question, as a share of its words, than any other part."""
_PART = re.compile(r",\s+(?:and |or )?|\s+or\s+(?=(?:an?|the) )|;\s*|\s+and\s+(?!(?:19|20)?\d)|\s+as well as\s+|\s+which\s+")
_TAIL = re.compile(r".*\b(?:of|for|in|to|on|with|by|from|providing|establishing|including|working in|covering)\s+", re.IGNORECASE | re.DOTALL)
_START = re.compile(r"\b(?:since|from|as of|starting (?:in|from)|established in|beginning (?:in|with))\b", re.IGNORECASE)
_SEEN_IN_ROUND = re.compile(r"(?:(?:in addition|at the same time|\w+),? )?(?:CICAD [\w ]+ that )?(?:in|during) the \w+ (?:evaluation )?round\b", re.IGNORECASE)
"""A statement that opens with the one round of which it speaks."""
_SINCE_ROUND = re.compile(r"\b(?:as of|since|from) the \w+ round\b", re.IGNORECASE)
"""The round since which something holds; its years overlap those of the round before."""
_DURING = re.compile(r"\bduring the \w+(?:(?:,| and|, and) \w+)* rounds?\b", re.IGNORECASE)
"""The rounds in which something was done, and in no others."""
_ALWAYS = re.compile(r"\b(?:throughout|during|in)\s+(?:all|the seven|the)\s*(?:seven )?(?:MEM )?rounds\b|\bin all\b[^.]*\brounds\b", re.IGNORECASE)


_LONG_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{3,}(?:-\d+)*")
"""The number of a law names it; a year does not."""
_ELLIPTIC = re.compile(r"(?:and )?(?:has|have|is|are|does|do|did)\b")
"""A clause that shares the subject, and the date, of the one before it."""


_NAMED_NOT = r"(?:(?!(?:it|they|this|that|which|who|peru|the country)\b)[\w'’-]+ ){1,6}?(?:is|are|was|were|do|does|did|has|have|had|can|could|will) not\W*$"
"""Denies of what it names what the clause before it says ("art dealers are not")."""
_LEANS = re.compile(
    r"(?:none\b|(?:these|those) (?:are|were|have|has)\b|(?:it|they) (?:is|are|was|were|(?:has|have) been) (?:not |last |only |still |never |in the )?\w+"
    r"|no [a-z-]+(?: [a-z-]+)? ones?\b"
    rf"|{_NAMED_NOT})",
    re.IGNORECASE,
)
"""A clause whose subject, or whose verb ("…; art dealers are not"), stands in the one before it."""
LEANING = 0.95
"""How much of a match such a clause takes over; a word that only the clause before says still decides for that one."""


_TAKES_UP = re.compile(r"\b(?:those|these|such|them|it|so|(?:dis)?continued?|resumed?|maintained?|ceased|stopped|repeated)\b", re.IGNORECASE)
"""A clause that speaks of what the one before it names."""


_AND_ROUND = re.compile(r"\b(?:and|as well as) (?:in |during )?(?:the )?\w+ rounds?\b")
_AT_ANY_TIME_BEFORE = re.compile(r"\b(?:before|prior to|earlier than) (?:the )?(?:year )?(?:(?P<year>(?:19|20)\d\d)|(?:\w+ ){1,2}round)\b")
"""Asks whether it was so at some time before another, not all the time."""
_NOT_SINCE = re.compile(
    r"\b(?:done so|continued|resumed|repeated|been (?:repeated|continued|resumed|renewed|replaced)|since then|any longer|no longer)\b", re.IGNORECASE
)
"""Tells that something was not done again."""
_EVER = re.compile(r"\bever\b|\b(?:has|have) (?:\w+ ){1,3}(?:been )?\w+ed\b|\b(?:did|was|were)\b|\bin the past\b")
"""Asks of the past as well."""
_USED_TO = re.compile(r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bbeen )\bused to (?!\w+ing\b)\w")
_ASKS_OF_BEFORE = re.compile(
    rf"\bdid\b[^?]*\buse to\b|{_USED_TO.pattern}|\bin (?:the )?(?:past|earlier|previous)\b|\b(?:before|formerly|previously|earlier)(?:\W*$| \()"
)
"""Tells how it was before."""
_WHEREAS = re.compile(r",\s+(?:whereas|while)\b|\bby contrast\b", re.IGNORECASE)
"""Puts one thing in contrast to another."""


class Stance(StrEnum):
    """A span's word on the proposition that a question asks about, the question's own negation left aside."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Reading:
    """A span read for a question: its stance, the segments that decided it, and whether it corrects what the question supposes."""

    stance: Stance
    deciding: tuple[Segment, ...]
    corrects: bool = False


def word_match(asked: QuestionWords, thesaurus: Thesaurus, text: str) -> Float32:
    """Return how near each question word comes to a word of ``text``, shape (words,)."""
    return asked.match(thesaurus.word_ids(text))


def part_asked(asked: QuestionWords, thesaurus: Thesaurus, statement: str) -> str | None:
    """Return the part of a statement that says most of what is asked, so that its year or number is meant and no other part's.

    Parts lie between commas and coordinators ("the 2016 Criminal Code | and the Law against Organized Crime of 2013"). None where the
    statement is of one part, or two parts say as much.
    """
    pieces = [p for p in _PART.split(statement) if p.strip(" .")]
    if len(pieces) < 2:
        return None
    matches = np.stack([word_match(asked, thesaurus, p) >= MATCH for p in pieces])
    topic = np.array([not is_dating(w) for w in asked.words])
    numbered = topic | np.array([bool(_LONG_NUMBER.fullmatch(w)) for w in asked.words])
    return _fullest(pieces, matches, asked.weights * topic) or _fullest(pieces, matches, asked.weights * numbered)


def _fullest(pieces: Sequence[str], matches: npt.NDArray[np.bool_], weights: Float32) -> str | None:
    """Return the piece that says most of the weighted words, where no other one says as much; ``matches`` (pieces, words)."""
    said = (matches * weights).sum(axis=1)
    best = int(np.argmax(said))
    return pieces[best] if said[best] > np.delete(said, best).max() + APART * float(weights.sum()) else None


def read_span(question: Question, asked: QuestionWords, thesaurus: Thesaurus, span: Span) -> Reading:
    """Work out a span's stance.

    Args:
        question: what was asked; its years and rounds choose between dated segments.
        asked: its content words.
        thesaurus: likeness of words.
        span: what to read.
    """
    if span.kind == "table_row":
        marked = row_affirmed(span.facts, question.focus)
        return _reading(Segment(span.text, marked is not False))
    if span.kind == "bullet":
        lead = segments(span.context)
        denied = bool(lead) and not lead[-1].affirmed
        return _reading(Segment(span.text, not denied, shared=span.context))
    parts = segments(span.text)
    if len(parts) == 1:
        return _in_time(question, asked, thesaurus, parts[0])
    pair = _exception_pair(parts)
    if pair:
        return _read_exception(asked, thesaurus, *pair)
    return _read_clauses(question, asked, thesaurus, parts, contrast=bool(_WHEREAS.search(span.text)))


def _reading(segment: Segment) -> Reading:
    return Reading(Stance.AFFIRMS if segment.affirmed else Stance.DENIES, (segment,))


def _exception_pair(parts: tuple[Segment, ...]) -> tuple[Segment, Segment] | None:
    """Return a main clause and the exception that leans on it ("…, but not social integration"), where the span has one."""
    return next(((main, exception) for main, exception in itertools.pairwise(parts) if exception.shared == main.text), None)


def _read_exception(asked: QuestionWords, thesaurus: Thesaurus, main: Segment, exception: Segment) -> Reading:
    """Tell whether the main clause's items, the exception, or the whole is asked about.

    The main clause's items are what follows its last preposition or verb form: the part that the exception parallels. The last noun
    of a longer exception belongs to both ("prevention and treatment, but not social integration *services*") and tells them not apart.
    """
    if not main.affirmed:
        own_words = word_match(asked, thesaurus, exception.text)
        asks_own = bool(np.any((own_words >= MATCH) & (word_match(asked, thesaurus, main.text) < own_words - SPECIFIC)))
        return _reading(exception) if asks_own else Reading(Stance.SPLIT, (main, exception))
    tail = _TAIL.sub("", main.text)
    said = exception.text.rstrip(" .").split()
    own = " ".join(said[:-1] if len(said) > 2 else said)
    in_tail, in_exception = word_match(asked, thesaurus, tail), word_match(asked, thesaurus, own)
    in_both = np.maximum(in_exception, word_match(asked, thesaurus, exception.text))
    in_head = word_match(asked, thesaurus, main.text.removesuffix(tail))  # "Departmental Boards operate in 17 departments, all but Flores"
    asks_items = bool(np.any((in_tail >= MATCH) & (in_both < in_tail - SPECIFIC) & (in_head < MATCH)))
    asks_exception = bool(np.any((in_exception >= MATCH) & (in_tail < in_exception - SPECIFIC)))
    if asks_exception == asks_items:
        return Reading(Stance.SPLIT, (main, exception))
    return _reading(exception if asks_exception else main)


def _read_clauses(question: Question, asked: QuestionWords, thesaurus: Thesaurus, parts: tuple[Segment, ...], *, contrast: bool) -> Reading:
    """Choose the clause that matches best, by words and, where the question is dated, by date; opposite clauses both asked about: split.

    Where one clause is put in ``contrast`` to another ("X is used, whereas Y is not"), the one that names what the question names first is read.
    """
    itself = np.stack([word_match(asked, thesaurus, p.text) for p in parts])
    matches = _leaning(parts, itself)
    said = np.where(matches >= 0.5, matches, 0.0)
    scores = (said * asked.weights).sum(axis=1)  # not a matrix product: that of small arrays has raised a false "invalid value"
    wanted = asked_years(question)
    dates = [_years_of(p.text, question) for p in parts]
    if wanted and any(dates):
        begins = [start_year(p.text) is not None for p in parts]
        scores = scores * np.array([1.0 if d & wanted else 0.8 if not d or b else 0.5 for d, b in zip(dates, begins, strict=True)])
    elif any(dates) and not wanted:
        latest = max(max(d) for d in dates if d)
        scores = scores * np.array([1.0 if not d or max(d) == latest else 0.8 for d in dates])
    best = _taking_up(question, parts, int(np.argmax(scores)))
    apart = _of_two_rounds(question, parts)
    if apart is not None:
        return Reading(Stance.SPLIT, apart)
    for other in np.argsort(-scores):
        if wanted and dates[best] & wanted and dates[int(other)] and not dates[int(other)] & wanted:
            continue  # the other clause speaks of another time than the one asked about
        named = [bool(itself[i, 0] >= SAID_ITSELF) for i in (best, int(other))]
        if contrast and parts[int(other)].affirmed != parts[best].affirmed and named[0] != named[1]:
            return _reading(parts[best if named[0] else int(other)])
        if parts[int(other)].affirmed != parts[best].affirmed and (
            _each_has_its_own(asked, matches, best, int(other)) or _each_a_side(question, asked, itself, best, int(other))
        ):
            return Reading(Stance.SPLIT, (parts[best], parts[int(other)]))
    return _in_time(question, asked, thesaurus, parts[best], parts[0] if _ELLIPTIC.match(parts[best].text) else None)


def _of_two_rounds(question: Question, parts: tuple[Segment, ...]) -> tuple[Segment, Segment] | None:
    """Return a clause that affirms of one of two rounds asked about, and one that denies of the other, where each names its round alone; else None."""
    if len(question.rounds) != 2 or not _AND_ROUND.search(fold(question.focus)):
        return None
    told = [(part, read_rounds(fold(part.text))) for part in parts]
    pairs = (
        (a, b)
        for a, of_a in told
        for b, of_b in told
        if a.affirmed and not b.affirmed and {of_a & question.rounds, of_b & question.rounds} == set(map(frozenset, ((r,) for r in question.rounds)))
    )
    return next(pairs, None)


def _taking_up(question: Question, parts: tuple[Segment, ...], best: int) -> int:
    """Return the clause to read for the rounds asked about: the best one, or where it speaks of others, one that takes it up for these.

    "It conducted studies in the sixth round, … it has not continued those efforts in the seventh round."
    """
    if asks_of_before(question.focus):
        return next((i for i, p in enumerate(parts) if _USED_TO.search(fold(p.text))), best)  # "did it use to reach more?": "they used to be covered"
    rounds = [read_rounds(fold(p.text)) for p in parts]
    if not (question.rounds or question.years) and rounds[best] and max(ROUND_YEARS) not in rounds[best] and not _EVER.search(fold(question.focus)):
        since = (i for i in range(best + 1, len(parts)) if not parts[i].affirmed and _NOT_SINCE.search(parts[i].text))
        return next(since, best)  # "it performed inspections in the first round, but has not done so since"
    if not question.rounds or not rounds[best] or rounds[best] & question.rounds:
        return best
    taking = (i for i in range(best + 1, len(parts)) if question.rounds <= rounds[i] and _TAKES_UP.search(parts[i].text))
    return next(taking, best)


def last_year_before(focus: str) -> int | None:
    """Return the last year before the year or the round before which a question asks if something was so at any time; None where it asks no such thing."""
    found = _AT_ANY_TIME_BEFORE.search(fold(focus))
    if found is None:
        return None
    if found["year"]:
        return int(found["year"]) - 1
    named = named_rounds(found[0])
    return ROUND_YEARS[min(named)][0] - 1 if named else None


def asks_of_before(focus: str) -> bool:
    """Return whether a question asks how it was before ("did it use to reach more?")."""
    return _ASKS_OF_BEFORE.search(fold(focus)) is not None


def tells_of_before(statement: str) -> bool:
    """Return whether a statement tells how it used to be."""
    return _USED_TO.search(fold(statement)) is not None


def _leaning(parts: tuple[Segment, ...], matches: Float32) -> Float32:
    """Return the clauses' matches (clauses, words), one without a subject of its own ("but none has been formed") saying what the one before it says."""
    result = matches.copy()
    for i in range(1, len(parts)):
        if _LEANS.match(parts[i].text):
            result[i] = np.maximum(result[i], LEANING * result[i - 1])
    return result


def _each_has_its_own(asked: QuestionWords, matches: Float32, first: int, second: int) -> bool:
    """Return whether each of two clauses says a telling share of the question that the other does not."""
    total = float(asked.weights.sum()) or 1.0
    own_first = asked.weights[(matches[first] >= MATCH) & (matches[second] < matches[first] - SPECIFIC)].sum() / total
    own_second = asked.weights[(matches[second] >= MATCH) & (matches[first] < matches[second] - SPECIFIC)].sum() / total
    return bool(own_first >= 0.2 and own_second >= 0.2)


def _each_a_side(question: Question, asked: QuestionWords, matches: Float32, first: int, second: int) -> bool:
    """Return whether the words that only one of two clauses says stand on either side of a coordinator of the question."""
    own = [[w for i, w in enumerate(asked.words) if matches[a, i] >= MATCH > matches[b, i] + SPECIFIC] for a, b in ((first, second), (second, first))]
    return bool(own[0] and own[1]) and on_two_sides(question.focus, own[0], own[1])


def _years(text: str) -> frozenset[int]:
    folded = fold(text)
    return read_years(folded) | years_of_rounds(read_rounds(folded))


def _years_of(text: str, question: Question) -> frozenset[int]:
    """Return the years of a clause; those of other rounds only, where rounds are asked about and named, as the years of two rounds overlap."""
    named = read_rounds(fold(text))
    if not question.rounds or not named:
        return _years(text)
    return years_of_rounds(named & question.rounds) or _years(text) - years_of_rounds(question.rounds)


def start_year(text: str) -> int | None:
    """Return the year since which a statement says that something holds, or None where it names no beginning.

    "since 2002", "from the second to the seventh rounds (2001-2018)", "throughout the seven rounds (1999-2018)"; "in the seventh
    round" says when something was seen, not when it began.
    """
    if _ALWAYS.search(text):
        return ROUND_YEARS[1][0]
    match = _START.search(text)
    if not match:
        return None
    after = _years(text[match.start() : match.start() + 90])
    return min(after) if after else None


def _in_time(question: Question, asked: QuestionWords, thesaurus: Thesaurus, segment: Segment, lead: Segment | None = None) -> Reading:
    """Judge one clause, its dates against the question's: what began later did not hold before.

    Where the part that is asked about has a beginning of its own, that one counts; a clause without a subject ("and has had …") shares
    the date at the head of ``lead``.
    """
    wanted = asked_years(question)
    if not wanted:
        return _reading(segment)
    part = part_asked(asked, thesaurus, segment.text)
    began = (start_year(part) if part else None) or start_year(segment.text) or (start_year(lead.text) if lead else None)
    before = last_year_before(question.focus)
    until = min(wanted) + 1 if before is None else before  # the years of two rounds overlap; at any time before is enough
    if segment.affirmed and began is not None and until < began:
        return Reading(Stance.DENIES, (segment,))
    since = _SINCE_ROUND.search(segment.text)
    if since and question.rounds and segment.affirmed and max(question.rounds) < min(read_rounds(fold(since[0])), default=0):
        return Reading(Stance.DENIES, (segment,))
    named = read_rounds(fold(segment.text))
    if question.rounds and segment.affirmed and named and not named & question.rounds and _DURING.search(segment.text):
        return Reading(Stance.DENIES, (segment,), corrects=True)
    seen = _years(segment.text)
    if question.rounds and segment.affirmed and began is None and _SEEN_IN_ROUND.match(segment.text) and not seen & wanted:
        return Reading(Stance.DENIES, (segment,))
    return _reading(segment)


def says_same(weights: Float32, first: Float32, second: Float32, share: float = SUPPORT_SHARE) -> bool:
    """Return whether the second span says at least ``share`` of what the first one says of the question."""
    said = first >= MATCH
    everything = float(weights[said].sum())
    return everything > 0 and float(weights[said & (second >= MATCH)].sum()) >= share * everything
