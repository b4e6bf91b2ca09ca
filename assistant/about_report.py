"""Questions about a report itself: what it is about, who wrote it, what it finds on the whole.

Nothing but the report may be asked about ("what is this report about?", "main findings on demand reduction?"); a topic makes it another question.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.question import Question
from assistant.rounds import ROUND_NAMES
from assistant.stance import MATCH, SAID_ITSELF, word_match
from assistant.thesaurus import Thesaurus, country_words
from assistant.topics import Topics
from assistant.traits import TRAITS

Mask = npt.NDArray[np.bool_]
_REPORT_WORDS = frozenset("report reports document text evaluation review pdf file publication paper".split())
_EVALUATORS = frozenset("mem geg cicad oas evaluators experts reviewers assessors".split())
_PARTS = frozenset(
    "area areas topic topics theme themes subject subjects field fields chapter chapters section sections objective objectives part parts".split()
)
_COVERING = frozenset(
    """about cover covers covered covering contain contains contained deal deals dealt treat treats treated address addresses addressed look looks looked
    evaluate evaluates evaluated assess assesses assessed analyze analyzes analyzed analyse analyses analysed examine examines examined consist consists
    comprise comprises include includes included structured organized organised divided inside content contents structure""".split()
)
_AUTHORSHIP = frozenset(
    """wrote write written author authors authored prepared prepare drafted draft produced produce made compiled compile published publish issued issue
    conducted conduct carried behind responsible created create make formulate formulated design designed""".split()
)
_OVERALL = frozenset(
    """overview summary summarize summarise sum gist conclusion conclusions finding findings result results takeaway takeaways highlight highlights
    conclude concludes concluded bottom line nutshell verdict judgment judgement assessment overall outcome essence describe""".split()
)
_BOTH_SIDES = frozenset({"strengths", "weaknesses"})
_FRAME = frozenset(
    """main key most important general big whole short brief quick total many kind sort type round rounds latest give show tell say says said find finds found
    please list state country point points message national drug drugs policy policies picture read know name called""".split()
)
"""Words beside these that ask for nothing else."""
_JUDGES = r"(?:the |this |your )?(?:report|document|evaluation|mem|cicad|oas|evaluators?|experts|reviewers|assessors)"
_JUDGMENT = r"(?:verdict|opinion|judge?ment|view|assessment|conclusion|appraisal|take|position|impression|stance)s?"
_JUDGED = re.compile(
    r"^\W*(?:(?:so|and|overall|then|in general),? )*(?:"
    r"(?:is|are|was|were|has|how (?:well |badly |good |bad )?(?:is|are|was|has)) (?:the country|[\w-]+) (?:been )?(?:doing|performing|faring"
    r"|getting on|progressing)"
    r"(?: (?:well|badly|poorly|ok|okay|good|bad|better|fine|alright|enough|a good job|a bad job))*(?: overall)?"
    r" (?:on|in|at|with|about|for|when it comes to|regarding|as regards)"
    rf"|what (?:is|are|was) {_JUDGES}(?:'s|s')? (?:overall |final |general )?{_JUDGMENT} (?:on|of|about|regarding|concerning)"
    rf"|what (?:is|are|was) the (?:overall |final |general )?{_JUDGMENT} of {_JUDGES} (?:on|of|about|regarding|concerning)"
    rf"|how (?:does|do|did) {_JUDGES} (?:judge|rate|assess|see|view|grade|appraise|evaluate)"
    rf"|what (?:does|do|did) {_JUDGES} (?:think|make|conclude) (?:on|about|of|regarding|concerning)"
    r") (?P<topic>.+)$"
)
"""Asks what the evaluators think of something on the whole."""
ABOUT, NEAR_BEST, WHOLLY = 0.5, 0.15, 0.85
"""A judgment is on a topic when it says at least this share of its words, and at most this much less of them than the one that says most.
Where it is asked whether something is good, one says nearly all of them."""
_IS_GOOD = re.compile(
    r"^\W*(?:(?:so|and|overall|then|in general),? )*(?:is|are|was|were) (?:the )?(?P<topic>(?!(?:it|that|this|they|there)\b)[^?,]+?)"
    r" (?:any good|good|bad|going (?:well|badly)|in (?:good|bad) shape|up to scratch)(?: or (?:bad|not|good))?(?: overall| in general"
    r"| on the whole)?\W*$"
)
_WHERE_FROM = re.compile(
    r"^\W*(?:where|how) (?:can|could|do|may|might|would) (?:i|we|one|you|people|anyone) (?:\w+ )?(?:get|find|download|obtain|access|read|consult"
    r"|see|order)\b"
    r"|^\W*where (?:is|are|was|were)\b.*\b(?:published|available|online|found|posted|kept)\b"
)
"""Asks where something can be had."""
_HAD = frozenset("get hold find download obtain access read consult see order published available online found posted kept other others countries copy".split())
"""What is done to get a report."""
_ADDRESS = re.compile(r"https?://|\bwww\.|\bavailable (?:at|on|online|from)\b", re.IGNORECASE)
_EXPERTS = re.compile(r"\bexperts?\b", re.IGNORECASE)
_WHAT_IS = re.compile(r"\W*what(?:'s| is| kind of (?:report|document|text) is)? (?:this|that|the|it)(?: (?:report|document|text|evaluation|pdf|file))?\W*$")
_OF_ONE_KIND = re.compile(
    r"\b(?:outcome|impact|process|results?|external|internal|independent|mid-?term|final|needs|risk|programme?|project|budget\w*) "
    r"(?:evaluation|assessment|review)s?\b"
)
"""An evaluation that a report tells of, not the report itself."""
_THEY = re.compile(r"\b(?:they|them|those|these)\b")
"""What was named before, which a report is not."""
NAMED_AREAS = 2
"""A sentence of the preface that names so many of the report's areas says what it covers."""


class AboutReport:
    """Answers questions about the reports of one index themselves."""

    def __init__(self, index: Index, topics: Topics, thesaurus: Thesaurus) -> None:
        """Prepare an index; ``topics`` tells which areas a question names, ``thesaurus`` how near words are."""
        self._index = index
        self._thesaurus = thesaurus
        self._own = country_words(index.countries)
        self._topics = topics
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}
        self._frame = FUNCTION_WORDS | _REPORT_WORDS | _EVALUATORS | _FRAME | frozenset(ROUND_NAMES) | country_words(index.countries)

    def description(self, question: Question, usable: Mask) -> tuple[int, ...]:
        """Return what the preface says on the report's matter, or on who made it, where nothing but that is asked; else nothing."""
        said = set(words(question.focus))
        if said & _REPORT_WORDS and _WHERE_FROM.search(fold(question.focus)) and self._is_framed(said, _HAD):
            return self._saying(usable, _ADDRESS)
        preface = usable & self._flag["preface"]
        if said & _AUTHORSHIP and said & _REPORT_WORDS and self._is_framed(said, _AUTHORSHIP):
            return self._saying(preface, _EXPERTS)
        of_report = said & (_REPORT_WORDS | _EVALUATORS)
        asks = _WHAT_IS.match(fold(question.focus)) or (said & _COVERING and of_report) or (said & _PARTS and (of_report or "there" in said))
        if not asks or not self._is_framed(said, _COVERING | _PARTS):
            return ()
        areas = [fold(area) for area in self._index.places.areas]
        found = tuple(int(i) for i in np.flatnonzero(preface) if sum(area in fold(self._index.spans[int(i)].text) for area in areas) >= NAMED_AREAS)
        return found + tuple(int(i) for i in np.flatnonzero(preface)[:1] if found and int(i) not in found)

    def judgments(self, question: Question, usable: Mask) -> tuple[int, ...]:
        """Return all that the evaluators note with satisfaction or concern, where a question asks what a report, or an area of it, finds on the whole."""
        folded = fold(question.focus)
        if _OF_ONE_KIND.search(folded) or _THEY.search(folded):
            return ()
        for area in self._topics.areas(folded):
            folded = folded.replace(fold(area), " ")
        said = set(words(folded))
        both = said >= _BOTH_SIDES
        asks_all = (
            both
            or ({"main", "key"} & said and "points" in said)
            or said & _OVERALL
            or (said & _REPORT_WORDS and said & {"say", "says", "find", "finds", "found"})
        )
        if not asks_all or not self._is_framed(said, _OVERALL | _PARTS | (_BOTH_SIDES if both else frozenset())):
            return ()
        judged = self._topics.within(fold(question.focus), usable) & (self._flag["concern"] | self._flag["satisfaction"])
        return tuple(int(i) for i in np.flatnonzero(judged))

    def judged(self, question: Question, usable: Mask) -> tuple[int, ...]:
        """Return what the evaluators note with satisfaction or concern on a topic, where a question asks what they think of it; else nothing.

        Of an area that it names all, else what says most of its words.
        """
        outright = _JUDGED.match(fold(question.focus))
        asks = outright or _IS_GOOD.match(fold(question.focus))
        if not asks or " than " in asks["topic"]:
            return ()
        said = [w for w in words(asks["topic"]) if w not in FUNCTION_WORDS and w not in self._own and w not in _REPORT_WORDS]
        judged = usable & (self._flag["concern"] | self._flag["satisfaction"])
        asked = {term(w) for w in said}
        areas = [a for a in self._index.places.areas if asked and asked <= {term(w) for w in words(a)}]
        if areas:
            return tuple(int(i) for i in np.flatnonzero(judged & self._index.places.in_areas(areas)))
        if not said:
            return ()
        read = self._thesaurus.read(said)
        least = MATCH if outright else SAID_ITSELF
        shares = {
            int(i): float(read.weights @ (word_match(read, self._thesaurus, self._index.spans[int(i)].text) >= least) / (read.weights.sum() or 1.0))
            for i in np.flatnonzero(judged)
        }
        most = max(shares.values(), default=0.0)
        if not outright and most < WHOLLY:
            return ()
        return tuple(i for i, share in shares.items() if share >= max(ABOUT, most - NEAR_BEST))

    def _is_framed(self, said: Collection[str], asked: Collection[str]) -> bool:
        return all(w in self._frame or w in asked or w.isdigit() for w in said)

    def _saying(self, mask: Mask, pattern: re.Pattern[str]) -> tuple[int, ...]:
        return tuple(int(i) for i in np.flatnonzero(mask) if pattern.search(self._index.spans[int(i)].text))
