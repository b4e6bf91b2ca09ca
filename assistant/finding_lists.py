"""Lists of findings: what the evaluators note with concern or satisfaction, what a report denies, what it says of one round, which laws it rests on.

Each list takes a part of a report (areas, objectives, progress sections, as the question names them) and keeps what has the trait that is
asked for; where the question names a topic as well, only what speaks of that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, NUMERALS, fold, words
from assistant.question import ROUND_NAMES, ROUND_YEARS, Question, is_attitude, named_rounds, read_rounds
from assistant.retriever import Candidates
from assistant.stance import word_match
from assistant.thesaurus import QuestionWords, Thesaurus
from assistant.traits import TRAITS

Mask = npt.NDArray[np.bool_]
Kind = Literal["items", "rows", "concerns", "satisfactions", "weaknesses", "mentions", "laws", "section", "findings"]
_WEAKNESS = re.compile(
    r"\b(?:weakness\w*|weak (?:points?|spots?|sides?)|shortcoming\w*|gaps?|deficienc\w+|deficits?|failings?|failures?|flaws?|lacunae?|missing"
    r"|(?:fall|falls|fell|come|comes|came|falling|coming) (?:up )?short|deficient|lacking|wanting|holes|faults?|lags?(?: behind)?|lagging|undone|unfulfilled"
    r"|(?:fall|falls|falling) down|failed to materiali[sz]e|(?:does not|doesn't|do not|don't|not) work(?:ing)?"
    r"|(?:needs?|room for|calls? for) (?:work|improvement|improving|to improve)|(?:let|lets|letting) (?:\w+ ){0,2}?(?:slide|slip|lapse)"
    r"|(?:things?|everything|all|whatever|what) (?:that )?(?:the country|it) (?:does not|doesn't|lacks|fails to|is not|has not|hasn't)"
    r"|not (?:doing|done)|problems? (?:recorded|found|noted))\b"
)
_WHAT_IS_NOT = re.compile(r"\b(?:what|which)\b.*(?:\b(?:not|cannot|fail\w*|lack\w*|missing|absent|unmet|without)\b|n't\b)")
_TABLED = re.compile(r"\b(?:figures?|data|numbers?|statistics|information|surveys?|studies|study|items?|rows?|indicators?|records?)\b")
_TABLES_ASIDE = re.compile(
    r"\btables?\b[^.?]*\b(?:aside|apart|excluded|out)\b|\b(?:leaving|setting|apart from|except|excluding|other than) (?:out "
    r"|aside )?(?:the )?tables?\b"
)
_ASIDE = r"(?:aside|apart|excluded|out of it)"
_IN_OBJECTIVES = re.compile(r"\bobjectives?\b")
_NOT_PROGRESS = re.compile(
    rf"\bnot (?:in )?the progress\b|\bprogress (?:section|review|part)\b[^.?]*\b{_ASIDE}\b|\b(?:leaving|setting|apart from"
    rf"|except|excluding) (?:out |aside )?the progress\b|\bunder (?:the|its|their)(?: \w+)? (?:\w+ ){{0,3}}objectives\b"
)
_PROGRESS = re.compile(r"\bprogress\b|\bcicad\b|\bover time\b|\brounds?\b")
_LAWS = re.compile(
    r"\b(?:which|what|all|every|each|list|name|the) (?:the )?(?:\w+,? (?:and |or )?){0,2}(?:laws|decrees|resolutions|regulations|statutes"
    r"|legal (?:norms|instruments|acts))\b"
)
_PREDICATE = re.compile(r"\b(?:is|are|was|were|been|be) \w+ed(?:(?:,? and |, | or )\w+ed)*\b", re.IGNORECASE)
_PASSAGES_ON_A_LAW = re.compile(
    r"\b(?:every|each|all|the) (?:\w+ )?(?:passages?|places?|sentences?|findings?|statements?)\b.*\ba (?:\w+ )?(?:law|decree|resolution)\b"
)
_COORDINATOR = re.compile(r",|;|\band\b|\bor\b")
_BEGINS = re.compile(r"\b(?:beg[iau]n\w*|start\w*|dates?|dated|new|chang\w*|introduc\w*|(?:since|as of|from) (?=the \w+ round\b))\b")
"""Asks for what a round brought, not for all that held in it."""
_PERIOD = re.compile(r"\b(?:from )?(?:19|20)\d\d ?(?:-|–|to|through|until) ?(?:19|20)\d\d\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{3}")
_WHOLE = re.compile(r"\b(?:everything|every|all|each|whatever|list|enumerate|in full|what (?:does|do)\b.*\bsay)\b")
"""Asks for all that a section says."""
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
_WEAK = frozenset(
    """weakness weaknesses weak spot spots side sides shortcoming shortcomings gap gaps deficiency deficiencies deficit deficits failing failings
    failure failures flaw flaws missing lack lacks lacking lacked fail fails failed problem problems recorded found requirement requirements meet
    met meets fulfil fulfilled fulfill demonstrate demonstrated satisfy satisfied comply complied achieve achieved turn turned do does done doing
    identified identify holes fault faults down materialise materialize materialised materialized work works working still deficient wanting lag
    lags lagging behind undone unfulfilled need needs room improve improvement improving let lets slide slip lapse fall falls fell come comes
    came falling coming short call calls respect respects absent unmet pending statistics give goal goals criteria target targets take takes
    taken account going go goes through one by into""".split()
)
"""Words that tell that something is wanting, not what."""
_EVALUATED = frozenset(
    """achievement achievements advance advances headway step steps development developments improvement improvements success successes strength strengths
    worrying regrettable regret regrets review look looks looking back over across round rounds record recorded criticism criticisms praise worry
    raise raises raised voice voices voiced flag flags flagged expression expressions remark remarks comment comments year years way ways""".split()
)
"""Words that tell that evaluators judge, not what they judge."""
_EVERYTHING = frozenset(
    """everything every all each whatever point points measure measures arrangement arrangements rule rules programme programmes program programs
    activity activities mechanism mechanisms provision provisions described reported stated please mentioned cited kinds kind goal goals""".split()
)
"""Words that ask for all that a section holds, whatever it calls that."""
_DOING = frozenset(
    """have had has do did done begin began begins begun start started starting starts date dates dated happen happened happens change changed new round
    rounds take took place during achieve achieved introduce introduced each all seven every time exist existed tied credit credits credited traced
    kept keep keeps going unbroken break breaks together achievement achievements alone starting shared report reports say says note notes told tell
    attributed linked belong belongs according evaluation way whole up through along always constantly continuously maintained maintain""".split()
)
"""Words that ask what went on, whatever it was."""
_ARRANGED = frozenset(
    """deal deals dealt dealing cope coping handle handles handling tackle tackles tackling fight fights fighting combat counter counters address addresses
    addressing place put set up undertake undertaken home domestically so far works""".split()
)
"""Words that ask what is arranged, not about what."""
NEAR_ROWS = 3
"""A row of a table among so many best candidates makes a question for figures or studies one about that table."""
LEADING = 5
"""Best candidates that tell which objective a question for all that is done is about."""
MANY = 8
"""More denials than this are not one answer."""
ABOUT = 0.6
"""A finding is about a topic when it says at least this share of its words ..."""
WHOLLY = 0.85
"""Where a part of a question must be meant, its words must nearly all be said."""
NEAR_BEST = 0.15
"""... and at most this much less of them than the finding that says most."""
SAID = 0.75
"""From this likeness on, a finding says a word of the topic."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The spans of a whole answer, in reading order, and what kind of list they make."""

    kind: Kind
    spans: tuple[int, ...]


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


def years_in(text: str) -> frozenset[int]:
    """Return the years that a text names one by one, not as the bounds of a period ("2014-2018", "from 2014 to 2018")."""
    return frozenset(int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", _PERIOD.sub(" ", text)))


def asks_weaknesses(folded: str) -> bool:
    """Return whether a folded question names weaknesses as such ("in what respects is it deficient")."""
    return bool(_WEAKNESS.search(folded))


class FindingLists:
    """Makes lists of findings from one index."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index."""
        self._index = index
        self._thesaurus = thesaurus
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}

    def attitudes(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return what the evaluators note with concern, or satisfaction, on an area or on a narrower topic."""
        kind: Kind = "concerns" if question.attitude == "concern" else "satisfactions"
        found = self._within(fold(question.focus), usable) & self._flag[question.attitude or "concern"]
        if any(not is_attitude(w) for w in self._topic(question.focus, _WEAK | _EVALUATED)):
            scores = {int(i): float(s) for i, s in zip(candidates.spans, candidates.scores, strict=True) if found[i]}
            if not scores:
                return None
            best = max(scores.values())
            kept = [i for i in sorted(scores) if scores[i] >= best - 1.0][:3]
            return Listing(kind, tuple(sorted(kept, key=lambda i: -scores[i])))
        return _listing(kind, found)

    def weaknesses(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return the findings that say no, of the part and the topic that a question names, or None where it does not ask for them."""
        folded = fold(question.focus)
        part = self._part_named(folded)
        of_part = _WHAT_IS_NOT.search(folded) and part
        if not (of_part or _WEAKNESS.search(folded)):
            return None
        there = self._within(folded, usable)
        if _TABLED.search(folded) and any(
            self._flag["table_row"][i] and (there[i] or not part or self._headed(int(i), folded)) for i in candidates.spans[:NEAR_ROWS]
        ):
            return None  # the rows of one table
        found = there & self._flag["denied"] & ~self._flag["preface"]
        if _PROGRESS.search(folded) and not _NOT_PROGRESS.search(folded):
            found = found & self._flag["progress"]
        elif _NOT_PROGRESS.search(folded) or _IN_OBJECTIVES.search(folded):
            found = found & ~self._flag["progress"]
        if question.rounds:
            found = self._of_rounds(question.rounds, found)
        found = self._on_topics(question.focus, found)
        rows = found & self._flag["table_row"]
        if _TABLES_ASIDE.search(folded) or (found & ~rows).any():
            found = found & ~rows
        if part and not found.any():
            return Listing("weaknesses", ())  # the report finds nothing wanting there
        return _listing("weaknesses", found)

    def _on_topics(self, focus: str, found: Mask) -> Mask:
        """Keep the findings on the topics that a question for weaknesses names; what the goal of an objective says by itself is no topic there."""
        numbers = objective_numbers(fold(focus))
        goals = self._goals(found) if numbers else ""
        topic = self._beyond(self._topic(focus, _WEAK), goals)
        parts = [self._beyond(t, goals) for piece in _COORDINATOR.split(focus) if (t := self._topic(piece, _WEAK))]
        kept = np.zeros_like(found)
        for part in parts if len(parts) > 1 and all(parts) else ():
            kept |= self._about(part, found, strict=True)
        return kept | self._about(topic, found) if kept.any() else self._about(topic, found)

    def _goals(self, found: Mask) -> str:
        """Return the goals of the sections in which some findings stand."""
        sections = {self._index.section_of(int(i)) for i in np.flatnonzero(found)}
        goals = (self._index.spans[int(i)] for i in np.flatnonzero(self._flag["statement"]) if self._index.section_of(int(i)) in sections)
        return " ".join(goal.text for goal in goals)

    def _beyond(self, topic: list[str], said: str) -> list[str]:
        """Return the words of a topic that a text does not say."""
        if not topic or not said:
            return topic
        likeness = word_match(self._thesaurus.read(topic), self._thesaurus, said)
        return [w for w, near in zip(dict.fromkeys(topic), likeness, strict=True) if near < SAID]

    def names_area_aside(self, question: Question) -> bool:
        """Return whether only what stands before the part that asks names an area ("Control measures: what is missing?")."""
        return not self._areas(fold(question.focus)) and bool(self._areas(fold(question.text)))

    def denials(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return the sentences that deny what a negated question for several things asks about, the best candidate among them; else None."""
        topic = self._topic(question.focus, _WEAK)
        best = int(candidates.spans[0])
        among = np.zeros_like(usable)
        among[candidates.spans] = True
        found = usable & among & self._flag["denied"] & ~self._flag["preface"] & ~self._flag["table_row"] & ~self._flag["bullet"]
        if not question.is_negated or not topic or not found[best]:
            return None
        chosen = self._about(topic, found, strict=True)
        return _listing("weaknesses", chosen) if chosen[best] and 1 < chosen.sum() <= MANY else None

    def of_goal(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return all that the objective says whose one matter is to be dealt with ("what is done about money laundering?").

        Its goal names the matter, at least half of its findings speak of it, and most of the leading candidates stand there.

        Args:
            question: asks for all that is arranged, or done, about something.
            candidates: the leading ones tell which objective.
            usable: which spans may be returned.
        """
        telling = list(dict.fromkeys(self._topic(question.focus, _WEAK | _EVERYTHING | _DOING | _ARRANGED)))
        if not telling or question.is_negated or question.rounds or question.years:
            return None
        leading = [int(i) for i in candidates.spans[:LEADING] if not self._flag["progress"][int(i)]]
        counts = Counter(self._index.section_of(i) for i in leading)
        if not counts:
            return None
        there = self._section_around(next(i for i in leading if self._index.section_of(i) == counts.most_common(1)[0][0]))
        goal = " ".join(self._index.spans[int(i)].text for i in np.flatnonzero(there & self._flag["statement"]))
        findings = there & usable & ~self._flag["statement"] & ~self._flag["footnote"]
        if (findings & self._flag["table_row"]).any() or not 1 < findings.sum() <= 2 * MANY:
            return None
        asked = self._thesaurus.read(telling)
        named = float(asked.weights @ (word_match(asked, self._thesaurus, goal) >= SAID)) >= WHOLLY * float(asked.weights.sum())
        return _listing("section", findings) if named and self._speaks_of(asked, findings) else None

    def _section_around(self, i: int) -> Mask:
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

    def _speaks_of(self, asked: QuestionWords, there: Mask) -> bool:
        """Return whether at least half of some findings say most of a topic, so that the section is about it and does not merely touch on it."""
        spans = [self._index.spans[int(i)] for i in np.flatnonzero(there)]
        total = float(asked.weights.sum())
        saying = sum(float(asked.weights @ (word_match(asked, self._thesaurus, f"{s.context} {s.text}") >= SAID)) >= ABOUT * total for s in spans)
        return bool(spans) and 2 * saying >= len(spans)

    def section(self, question: Question, candidates: Candidates, usable: Mask, *, several: bool) -> Listing | None:
        """Return all that one objective says of what is asked, where a question names the objective and asks for everything; else None.

        An objective named by its number alone is that of the best candidate, if it stands in one of that number.

        Args:
            question: what was asked.
            candidates: the best one tells which objective a mere number means.
            usable: which spans may be returned.
            several: whether it asks for several things, which is enough where the best candidate leads to no list.
        """
        folded = fold(question.focus)
        numbers = objective_numbers(folded)
        if len(numbers) != 1 or question.attitude or question.is_negated or _WEAKNESS.search(folded) or _LAWS.search(folded):
            return None
        i = int(candidates.spans[0])
        listed = any(self._flag[kind][i] for kind in ("lead_in", "bullet", "table_row"))
        if not _WHOLE.search(folded) and (not several or listed):
            return None
        there = self._within(folded, usable) & ~self._flag["statement"] & ~self._flag["footnote"] & ~self._flag["progress"] & ~self._flag["lead_in"]
        best = self._index.section_of(i)
        if not self._areas(folded):
            there[[j for j in np.flatnonzero(there) if self._index.section_of(int(j)) != best]] = False
        if (there & self._flag["table_row"]).any() or not there.any():
            return None
        topic = self._beyond(self._topic(question.focus, _WEAK | _EVERYTHING), self._goals(there))
        return _listing("section", self._about(topic, there) if topic else there)

    def rounds(self, question: Question, usable: Mask) -> Listing | None:
        """Return what is said of the round, or of just the rounds, that a question names without a topic; None where it does not."""
        rounds = question.rounds or frozenset(n for n, (first, last) in ROUND_YEARS.items() if {first, last} <= question.years)
        if not rounds or self._topic(question.focus, _DOING | frozenset(ROUND_NAMES)):
            return None
        begins = bool(_BEGINS.search(fold(question.focus)))
        chosen = self._within(fold(question.focus), usable) & self._flag["progress"]
        for i in np.flatnonzero(chosen):
            text = fold(self._index.spans[int(i)].text)
            told = named_rounds(text) if begins else read_rounds(text)
            chosen[i] = read_rounds(text) == rounds if len(rounds) > 1 else rounds <= told
        return _listing("mentions", chosen)

    def dated(self, question: Question, usable: Mask) -> Listing | None:
        """Return what is dated in the years that a question names without a topic ("what happened in 2017?"); None where it does not."""
        folded = fold(question.focus)
        if not question.years or question.rounds or question.is_yes_no or years_in(folded) != question.years or self._topic(folded, _DOING | _EVERYTHING):
            return None
        chosen = self._within(folded, usable) & ~self._flag["preface"] & ~self._flag["statement"] & ~self._flag["footnote"]
        if _NOT_PROGRESS.search(folded) or _IN_OBJECTIVES.search(folded):
            chosen &= ~self._flag["progress"]
        for i in np.flatnonzero(chosen):
            chosen[i] = bool(years_in(self._index.spans[int(i)].text) & question.years)
        return _listing("mentions", chosen)

    def _of_rounds(self, rounds: frozenset[int], found: Mask) -> Mask:
        """Keep the findings of some rounds, and those that name none; all of them where that leaves nothing."""
        kept = found.copy()
        for i in np.flatnonzero(found):
            named = read_rounds(fold(self._index.spans[int(i)].text))
            kept[i] = not named or bool(named & rounds)
        return kept if kept.any() else found

    def laws(self, question: Question, usable: Mask) -> Listing | None:
        """Return the findings that name laws by number on the topic or the part that a question names; None where it asks for no such list."""
        folded = fold(question.focus)
        if question.is_yes_no or not (_LAWS.search(folded) or _PASSAGES_ON_A_LAW.search(folded)) or _NUMBERED.search(re.sub(r"\b(?:19|20)\d\d\b", "", folded)):
            return None
        found = self._within(folded, usable) & self._flag["law"] & ~self._flag["progress"] & ~self._flag["preface"] & ~self._flag["statement"]
        for i in np.flatnonzero(found):
            found[i] = bool(_NUMBERED.search(self._index.spans[int(i)].text))
        frame = _CITES | frozenset(words(" ".join(match[0] for match in _LAWS.finditer(folded))))
        scoped = bool(objective_numbers(folded) or self._titled(folded, usable))
        goals = self._goals(found) if scoped else ""
        topics = [topic for part in _COORDINATOR.split(_PREDICATE.sub(" ", question.focus)) if (topic := self._beyond(self._topic(part, frame), goals))]
        chosen = np.zeros_like(found) if topics or not (scoped or self._part_named(folded)) else found
        for topic in topics:
            chosen |= self._about(topic, found, strict=True)
        listing = _listing("laws", chosen)
        return listing if listing and len(listing.spans) > 1 else None

    def _areas(self, folded: str) -> list[str]:
        """Return the areas that a question names, in full, or else by a word that no other area's name holds."""
        areas = self._index.places.areas
        return [a for a in areas if fold(a) in folded] or [a for a in areas if self._by_one_word(a, folded)]

    def _by_one_word(self, area: str, folded: str) -> bool:
        """Return whether a question calls an area by one word of its name ("the third demand goal")."""
        others = {w for a in self._index.places.areas if a != area for w in words(a)}
        own = [re.escape(w) for w in words(area) if w not in others]
        return bool(own) and bool(re.search(rf"\b(?:{'|'.join(own)}){_PART}", folded))

    def _headed(self, i: int, folded: str) -> bool:
        """Return whether a row's table is headed by an area that a question names ("studies in the area of demand reduction")."""
        heading = fold(self._index.spans[i].context)
        return any(fold(area) in heading for area in self._areas(folded))

    def _part_named(self, folded: str) -> bool:
        """Return whether a question names an area as the place to look in ("in the area of …"), not as a topic ("demand reduction studies")."""
        for area in map(re.escape, map(fold, self._areas(folded))):
            if re.search(rf"\b(?:in|under|within|across) (?:the )?(?:areas? of )?{area}\b|\b{area} (?:areas?|objectives?|sections?|chapter)\b", folded):
                return True
        return bool(objective_numbers(folded)) or any(self._by_one_word(area, folded) for area in self._index.places.areas)

    def _within(self, folded: str, usable: Mask) -> Mask:
        """Return which spans stand in the areas and objectives that a question names."""
        areas = self._areas(folded)
        usable = usable & self._index.places.in_areas(areas) if areas else usable.copy()
        numbers = objective_numbers(folded)
        sections = {f"Objective {n}" for n in numbers}
        titled = None if numbers else self._titled(folded, usable)
        if numbers or titled:
            for i in np.flatnonzero(usable):
                section = self._index.section_of(int(i))
                usable[i] = section[-1] in sections if titled is None else section in titled
        return usable

    def _titled(self, folded: str, usable: Mask) -> set[tuple[str, str, str]] | None:
        """Return the sections whose statement of a goal says what a question calls an objective by ("under the money laundering objective")."""
        named = _TITLED.search(folded)
        topic = self._topic(named["title"], frozenset()) if named else []
        if not topic:
            return None
        asked = self._thesaurus.read(topic)
        goals = [self._index.spans[int(i)] for i in np.flatnonzero(usable & self._flag["statement"])]
        return {self._index.section_of(s.id) for s in goals if (word_match(asked, self._thesaurus, s.text) >= SAID).all()} or None

    def _topic(self, focus: str, frame: Collection[str]) -> list[str]:
        """Return the words of a question beyond the part that it names, who sees it how, and ``frame``."""
        of_areas = {w for a in self._index.places.areas for w in words(a)}
        aside = of_areas | FUNCTION_WORDS | _GENERIC | set(frame) | set(_ORDINALS) | set(NUMERALS)
        return [w for w in words(focus) if w not in aside and not w[0].isdigit()]

    def _about(self, topic: list[str], found: Mask, *, strict: bool = False) -> Mask:
        """Keep the findings that are about a topic; where none is, all of them, or with ``strict`` none."""
        telling = list(dict.fromkeys(topic))
        chosen = np.flatnonzero(found)
        if not telling or not len(chosen):
            return found
        asked = self._thesaurus.read(telling)
        total = float(asked.weights.sum())
        if not total:
            return found
        spans = [self._index.spans[int(i)] for i in chosen]
        shares = np.array([asked.weights @ (word_match(asked, self._thesaurus, f"{s.context} {s.text}") >= SAID) for s in spans]) / total
        if shares.max() < (WHOLLY if strict else ABOUT):
            return np.zeros_like(found) if strict else found
        kept = np.zeros_like(found)
        kept[chosen[shares >= max(WHOLLY if strict else ABOUT, float(shares.max()) - NEAR_BEST)]] = True
        return kept


_CITES = frozenset(
    """laws decrees resolution resolutions ministerial legislative supreme cited cite cites refer refers govern governs rests rest named underpin
    underpins based basis apply applies regulate regulates set amended law decree identify give show quote""".split()
)


def _listing(kind: Kind, found: Mask) -> Listing | None:
    chosen = tuple(int(i) for i in np.flatnonzero(found))
    return Listing(kind, chosen) if chosen else None
