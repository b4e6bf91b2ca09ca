"""A question for a date, a body or a meaning -> the candidate that gives one, where the best candidate gives none.

The kind of thing asked for is the *expected answer type* of question answering (Li and Roth 2002, *Learning Question Classifiers*).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.acronyms import asks_meaning, defines
from assistant.datatypes import Span
from assistant.groups import is_of_group, is_of_other_group
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.rounds import is_dating
from assistant.stance import MATCH, start_year
from assistant.traits import has_trait

DEPTH, AS_MUCH = 6, 0.85
"""Among so many best candidates one that gives what is asked for stands before a best one that does not, when it says so much of what that one says."""
STEM = 6
"""Letters that tell words of one stem ("supervises", "supervision")."""
DONE_DEPTH = 10
"""Among so many candidates one that says who does it is looked for."""
_WHO_DOES = re.compile(
    r"\W*(?:(?:and|so|but) )?(?:who|(?:which|what) (?:[\w-]+ )?(?:body|bodies|institutions?|agency|agencies|entity|organi[sz]ations?"
    r"|authority)) (?P<verb>[a-z]{3,})\b"
)
_BY = re.compile(r"\b([a-z]{4,}) by (?:the |its |an? )?\w")
_WHICH_LAW = re.compile(r"\b(?:which|what) (?:\w+ )?(?:law|decree|resolution|act|instrument|norm|regulation|statute|code)s?\b")
_SINCE = re.compile(
    r"\b(?:since|from|as of|starting) (?:when|(?:which|what) (?:year|date|round|time))\b|\bhow long (?:has|have)\b|\bwhen did\b.*\b(?:start|begin)\b"
)


def of_the_type(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the candidates that give the kind of thing asked for and so stand before the best one; empty where that gives it, or nothing does."""
    kinds = (_defining, _of_its_group, _done_by, _dated, _of_a_law, _naming, _telling)
    return tuple(i for kind in kinds for i in kind(index, question, candidates))


def _defining(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate that says what an acronym is or stands for, where that is asked; empty where none does."""
    asked = asks_meaning(fold(question.focus).strip(" ?¿."), index.acronyms)
    if asked is None:
        return ()
    acronym, letters = asked
    texts = ((int(i), fold(index.spans[int(i)].text)) for i in candidates.spans)
    defining = (i for i, text in texts if defines(text, fold(acronym), fold(index.acronyms[acronym]), letters=letters))
    return tuple(itertools.islice(defining, 1))


def _of_its_group(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate that is of the group of people asked about, where the best one is of its opposite; empty where none is."""
    near = _nearest(index, candidates)
    if not is_of_other_group(question.focus, near[0].text):
        return ()
    return next(((s.id,) for s in near if is_of_group(question.focus, s.text)), ())


def _done_by(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate that says by whom it is done ("are provided by"), where a question asks who does it ("who provides"); else nothing."""
    asked = _WHO_DOES.match(fold(question.focus))
    if not asked:
        return ()
    doing = term(asked["verb"])
    best = int(candidates.spans[0])
    if has_trait(index.traits, best, "body") and any(w.startswith(doing[:STEM]) for w in words(index.spans[best].text)):
        return ()  # names who does it
    spans = (index.spans[int(i)] for i in candidates.spans[:DONE_DEPTH])
    return next(((s.id,) for s in spans if any(term(m[1]) == doing for m in _BY.finditer(fold(s.text)))), ())


def _of_a_law(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate that names a law and says as much as the best one, where a law is asked for and that one names none; else nothing."""
    if question.expects != {"law"} or not _WHICH_LAW.search(fold(question.focus)):
        return ()
    return _first_that_gives(candidates, [has_trait(index.traits, s.id, "law") for s in _nearest(index, candidates)])


def _dated(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate with a date that says as much as the best one, where a date is asked for and that one bears none; else nothing.

    Asked since when, a date is the beginning of something, not that of a law which the sentence names as well.
    """
    if "date" not in question.expects or "body" in question.expects:
        return ()
    since = _SINCE.search(fold(question.focus))
    near = _nearest(index, candidates)
    bears = [has_trait(index.traits, s.id, "date") for s in near]
    begins = [start_year(s.text) is not None or (s.kind == "table_row" and dated) for s, dated in zip(near, bears, strict=True)]
    return _first_that_gives(candidates, begins if since else bears)


def _naming(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate that names a body and says as much as the best one, where a body is asked for and that one names none; else nothing."""
    if question.expects != {"body"}:
        return ()
    near = [s.id for s in _nearest(index, candidates)]
    names = [has_trait(index.traits, i, "body") and not (k and has_trait(index.traits, i, "denied")) for k, i in enumerate(near)]
    return _first_that_gives(candidates, names)


def _telling(index: Index, question: Question, candidates: Candidates) -> tuple[int, ...]:
    """Return the best candidate that says more than the question itself, where the best one is an item or a row that repeats its words; else nothing."""
    near = _nearest(index, candidates)
    asked = {term(w) for w in words(question.focus)}
    tells = [s.kind == "sentence" or any(w not in FUNCTION_WORDS and term(w) not in asked and not is_dating(w) for w in words(s.text)) for s in near]
    return _first_that_gives(candidates, tells)


def _nearest(index: Index, candidates: Candidates) -> list[Span]:
    return [index.spans[int(i)] for i in candidates.spans[:DEPTH]]


def _first_that_gives(candidates: Candidates, gives: Sequence[bool]) -> tuple[int, ...]:
    """Return the first of the best candidates that gives what is asked for and says as much as the best one, where that does not give it; else nothing."""
    weights = candidates.words.weights
    said = candidates.matched[:, 0] >= MATCH
    least = AS_MUCH * float(weights[said].sum())
    if not any(gives) or gives[0] or not least:
        return ()
    as_much = (float(weights[said & (candidates.matched[:, k] >= MATCH)].sum()) >= least for k in range(len(gives)))
    return next(((int(candidates.spans[k]),) for k, fits in enumerate(as_much) if fits and gives[k]), ())
