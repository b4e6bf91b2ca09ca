"""The part of a report and the topic that a question names: areas, objectives, and what the findings there must be about."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Span
from assistant.encoder import Float32
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, NUMERALS, fold, words
from assistant.question import Question
from assistant.rounds import ROUND_NAMES
from assistant.stance import word_match
from assistant.thesaurus import QuestionWords, Thesaurus
from assistant.traits import TRAITS

Mask = npt.NDArray[np.bool_]
_ORDINALS = (*ROUND_NAMES, "eighth", "ninth", "tenth")
_ORDINAL = "|".join(_ORDINALS)
_OBJECTIVES = re.compile(
    r"\b(?:objectives?|goals?) (?:numbers? |nos?\.? )?(?P<after>\d+(?:(?:, | and |, and | to | & |-)\d+)*)"
    r"|\bfirst (?P<several>two|three|four|five|six|seven)(?: (?!rounds?\b|of\b)[a-z]+){0,3} (?:objectives|goals)\b"
    rf"|\b(?P<before>(?:{_ORDINAL})(?:(?:,| and|, and) (?:{_ORDINAL}))*)(?: (?!rounds?\b|of\b)[a-z]+){{0,3}} (?:objectives?|goals?)\b"
)
_PART = r"(?: [a-z]+)? (?:goals?|objectives?|chapter|section|area|review|part)\b"
"""Behind a word of an area's name, calls the area by that word alone ("the third demand goal", "the supply chapter")."""
_TITLED = re.compile(r"\b(?:in|under|within|of|for) the (?P<title>(?:[a-z-]+ ){1,4})objective\b")
MENTION_FRAME = frozenset(
    "mention mentions mentioned reference references place places time times passage passages point points part parts "
    "section sections come comes appear appears appearing bring brings crop crops named name report text document everywhere refer refers "
    "connection connections context contexts respect respects brought statement statements sentence sentences finding findings everything "
    "anything whatever all say says said state states tell tells contain contains whole across entire "
    "work works effort efforts performance policy policies "
    "spot spots line lines wherever turn turns pop pops spoken speak touched "
    "referred cited discussed talk talks talked involve involves involved objective objectives throughout anywhere area areas chapter chapters "
    "deal deals dealt treat treats learn read find found hear know list show give tell quote cite collect gather compile pull made make "
    "role roles play plays played figures regard regards relate relates bear bears".split()
)
"""Words that only ask for mentions."""
_GENERIC = (
    frozenset(
        """cicad evaluators note notes noted observe observes say says said see sees view views concern concerns concerned worry worries worried openly
    expressly explicitly plainly overtly publicly officially earlier later last latest evaluations clearly mainly mostly chiefly generally
    especially currently actually really exactly specifically evaluator assessors reviewers experts satisfied satisfaction pleased pleasure point
    points area areas progress review section sections report reports express expresses expressed list field regarding thing things aspect
    aspects matter matters state states stated country issue issues objective objectives part parts mention mentions mentioned place places name
    names named mem evaluation find finds""".split()
    )
    | MENTION_FRAME
)
"""Words that tell who sees it how and where, not what is seen."""
ABOUT = 0.6
"""A finding is about a topic when it says at least this share of its words ..."""
WHOLLY = 0.85
"""Where a part of a question must be meant, its words must nearly all be said."""
NEAR_BEST = 0.15
"""... and at most this much less of them than the finding that says most."""
_LEANS = re.compile(r"(?:\w+,? ){0,4}?(?:these|this|those|such|said|it|its|they|their|the latter)\b", re.IGNORECASE)
"""Points back at the sentence before, within its first words."""
EVERYWHERE = 0.4
"""A word that so many spans say names no topic beside another."""
SAID = 0.75
"""From this likeness on, a finding says a word of the topic."""


def objective_numbers(folded: str) -> frozenset[int]:
    """Return the numbers of the objectives that a folded question names ("objectives 6 and 7", "the first objective")."""
    found: set[int] = set()
    for match in _OBJECTIVES.finditer(folded):
        if match["after"]:
            numbers = [int(n) for n in re.findall(r"\d+", match["after"])]
            found.update(range(numbers[0], numbers[-1] + 1) if re.search(r" to |-", match["after"]) else numbers)
        elif match["several"]:
            found.update(range(1, NUMERALS[match["several"]] + 1))
        else:
            found.update(_ORDINALS.index(w) + 1 for w in re.findall(r"[a-z]+", match["before"]) if w in _ORDINALS)
    return frozenset(found)


class Topics:
    """Reads parts and topics in questions on one index."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index."""
        self._index = index
        self._thesaurus = thesaurus
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}

    def areas(self, folded: str) -> list[str]:
        """Return the areas that a question names, in full, or else by a word that no other area's name holds."""
        areas = self._index.places.areas
        return [a for a in areas if fold(a) in folded] or [a for a in areas if self._by_one_word(a, folded)]

    def _by_one_word(self, area: str, folded: str) -> bool:
        """Return whether a question calls an area by one word of its name ("the third demand goal")."""
        others = {w for a in self._index.places.areas if a != area for w in words(a)}
        own = [re.escape(w) for w in words(area) if w not in others]
        return bool(own) and bool(re.search(rf"\b(?:{'|'.join(own)}){_PART}", folded))

    def headed(self, i: int, folded: str) -> bool:
        """Return whether a row's table is headed by an area that a question names ("studies in the area of demand reduction")."""
        heading = fold(self._index.spans[i].context)
        return any(fold(area) in heading for area in self.areas(folded))

    def names_part(self, folded: str) -> bool:
        """Return whether a question names an area as the place to look in ("in the area of …"), not as a topic ("demand reduction studies")."""
        for area in map(re.escape, map(fold, self.areas(folded))):
            placed = rf"\b(?:in|under|within|across) (?:the )?(?:areas? of )?{area}\b|\b{area} (?:areas?|objectives?|sections?|chapter)\b|, on {area}\W*$"
            if re.search(placed, folded):
                return True
        return bool(objective_numbers(folded)) or any(self._by_one_word(area, folded) for area in self._index.places.areas)

    def within(self, folded: str, usable: Mask) -> Mask:
        """Return which spans stand in the areas and objectives that a question names."""
        areas = self.areas(folded)
        usable = usable & self._index.places.in_areas(areas) if areas else usable.copy()
        numbers = objective_numbers(folded)
        sections = {f"Objective {n}" for n in numbers}
        titled = None if numbers else self.titled(folded, usable)
        if numbers or titled:
            for i in np.flatnonzero(usable):
                section = self._index.section_of(int(i))
                usable[i] = section[-1] in sections if titled is None else section in titled
        return usable

    def titled(self, folded: str, usable: Mask) -> set[tuple[str, str, str]] | None:
        """Return the sections whose statement of a goal says what a question calls an objective by ("under the money laundering objective")."""
        named = _TITLED.search(folded)
        topic = self.topic(named["title"], frozenset()) if named else []
        if not topic:
            return None
        asked = self._thesaurus.read(topic)
        goals = [self._index.spans[int(i)] for i in np.flatnonzero(usable & self._flag["statement"])]
        return {self._index.section_of(s.id) for s in goals if (word_match(asked, self._thesaurus, s.text) >= SAID).all()} or None

    def topic(self, focus: str, frame: Collection[str]) -> list[str]:
        """Return the words of a question beyond the part that it names, who sees it how, and ``frame``."""
        of_areas = {w for a in self._index.places.areas for w in words(a)}
        aside = of_areas | FUNCTION_WORDS | _GENERIC | set(frame) | set(_ORDINALS) | set(NUMERALS)
        return [w for w in words(focus) if w not in aside and not w[0].isdigit()]

    def beyond(self, topic: list[str], said: str) -> list[str]:
        """Return the words of a topic that a text does not say."""
        if not topic or not said:
            return topic
        likeness = word_match(self._thesaurus.read(topic), self._thesaurus, said)
        return [w for w, near in zip(dict.fromkeys(topic), likeness, strict=True) if near < SAID]

    def goals(self, found: Mask) -> str:
        """Return the goals of the sections in which some findings stand."""
        sections = {self._index.section_of(int(i)) for i in np.flatnonzero(found)}
        goals = (self._index.spans[int(i)] for i in np.flatnonzero(self._flag["statement"]) if self._index.section_of(int(i)) in sections)
        return " ".join(goal.text for goal in goals)

    def about(self, topic: list[str], found: Mask, *, strict: bool = False, alone: bool = False) -> Mask:
        """Keep the findings that are about a topic; where none is, all of them, or with ``strict`` none.

        Args:
            topic: the words of the topic.
            found: the findings.
            strict: whether nearly all of the topic must be said.
            alone: whether a sentence that does not lean on the one before must say it by itself.
        """
        telling = list(dict.fromkeys(topic))
        chosen = np.flatnonzero(found)
        if not telling or not len(chosen):
            return found
        asked = self._thesaurus.read(telling)
        weights = self._telling_weights(asked)
        total = float(weights.sum())
        if not total:
            return found
        spans = [self._index.spans[int(i)] for i in chosen]
        shares = np.array([weights @ (word_match(asked, self._thesaurus, _told(s) if alone else f"{s.context} {s.text}") >= SAID) for s in spans]) / total
        if shares.max() < (WHOLLY if strict else ABOUT):
            return np.zeros_like(found) if strict else found
        kept = np.zeros_like(found)
        kept[chosen[shares >= max(WHOLLY if strict else ABOUT, float(shares.max()) - NEAR_BEST)]] = True
        return kept

    def _telling_weights(self, asked: QuestionWords) -> Float32:
        """Return the weights of a topic's words, nothing for one that is said everywhere ("drug" in "drug treatment"), unless it is a part of a phrase."""
        of_phrase = {row for meant in asked.meant if len(meant.rows) > 1 for row in meant.rows}
        kept = np.array([row in of_phrase or self._thesaurus.share_of_spans(w) < EVERYWHERE for row, w in enumerate(asked.words)], dtype=np.float32)
        return asked.weights * kept if kept.any() else asked.weights

    def names_area_aside(self, question: Question) -> bool:
        """Return whether only what stands before the part that asks names an area ("Control measures: what is missing?")."""
        return not self.areas(fold(question.focus)) and bool(self.areas(fold(question.text)))

    def section_around(self, i: int) -> Mask:
        """Return the spans of a span's section, which lie side by side."""
        section, last = self._index.section_of(i), len(self._index.spans) - 1
        first = end = i
        while first and self._index.section_of(first - 1) == section:
            first -= 1
        while end < last and self._index.section_of(end + 1) == section:
            end += 1
        there = np.zeros(last + 1, dtype=np.bool_)
        there[first : end + 1] = True
        return there

    def speaks_of(self, asked: QuestionWords, there: Mask) -> bool:
        """Return whether at least half of some findings say most of a topic, so that the section is about it and does not merely touch on it."""
        spans = [self._index.spans[int(i)] for i in np.flatnonzero(there)]
        total = float(asked.weights.sum())
        saying = sum(float(asked.weights @ (word_match(asked, self._thesaurus, f"{s.context} {s.text}") >= SAID)) >= ABOUT * total for s in spans)
        return bool(spans) and 2 * saying >= len(spans)


def _told(span: Span) -> str:
    """Return what a span says: by itself, or with what leads to it where it is an item, a row, or a sentence that leans on the one before."""
    alone = span.kind == "sentence" and not _LEANS.match(span.text)
    return span.text if alone else f"{span.context} {span.text}"
