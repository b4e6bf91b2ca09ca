"""Lists of findings: what the evaluators note with concern or satisfaction, what a report denies, what it says of one round, which laws it rests on.

Each list takes a part of a report (areas, objectives, progress sections, as the question names them) and keeps what has the trait that is
asked for; where the question names a topic as well, only what speaks of that.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.attitude import is_attitude
from assistant.index import Index
from assistant.lexicon import fold, term, words
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.rounds import ROUND_NAMES, ROUND_YEARS, named_rounds, read_rounds
from assistant.stance import MATCH, word_match
from assistant.thesaurus import Thesaurus
from assistant.topics import SAID, WHOLLY, Topics, objective_numbers
from assistant.traits import TRAITS

Mask = npt.NDArray[np.bool_]
Kind = Literal[
    "items", "rows", "concerns", "satisfactions", "weaknesses", "mentions", "laws", "section", "findings", "judgments", "itself", "answers", "contradictions"
]
_WEAKNESS = re.compile(
    r"\b(?:weakness\w*|weak (?:points?|spots?|sides?)|shortcoming\w*|gaps?|deficienc\w+|deficits?|failings?|failures?|flaws?|lacunae?|missing"
    r"|(?:fall|falls|fell|come|comes|came|falling|coming) (?:up )?short|deficient|lacking|wanting|holes|faults?|lags?(?: behind)?|lagging|undone|unfulfilled"
    r"|(?:fall|falls|falling) down|failed to materiali[sz]e|(?:does not|doesn't|do not|don't|not) work(?:ing)?"
    r"|(?:do|does|did|doing|going|goes|perform\w*|fares?|gets?) (?:\w+ )?(?:worst|badly|poorly|wrong)"
    r"|(?:needs?|room for|calls? for) (?:work|improvement|improving|to improve)|(?:let|lets|letting) (?:\w+ ){0,2}?(?:slide|slip|lapse)"
    r"|(?:things?|everything|all|whatever|what) (?:that )?(?:the country|it) (?:does not|doesn't|lacks|fails to|is not|has not|hasn't)"
    r"|not (?:doing|done)|problems? (?:recorded|found|noted))\b"
)
_DENIES_NO_DEED = re.compile(r"\b(?:do|does|did) not (?:warrant|exceed|entail|constitute|infringe|preclude|prejudice)\b", re.IGNORECASE)
"""Denies what a law or a thing entails, not that something is done."""
_AND_LACKS = re.compile(r"\b(?:which|what) [^?]*\band (?:which|what|who)(?: ones)? (?:(?:is|are|does|do|did) )?(?:\w+ ){0,2}(?:lack\w*|missing|not)\b")
"""Asks for what there is, and for what is not."""
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
_BEGINS = re.compile(r"\b(?:beg[iau]n\w*|start\w*|dates?|dated|new|chang\w*|introduc\w*|br(?:ing|ings|ought)|(?:since|as of|from) (?=the \w+ round\b))\b")
"""Asks for what a round brought, not for all that held in it."""
_PERIOD = re.compile(r"\b(?:from )?(?:19|20)\d\d ?(?:-|–|to|through|until) ?(?:19|20)\d\d\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{3}")
_WHOLE = re.compile(r"\b(?:everything|every|all|each|whatever|list|enumerate|in full|what (?:does|do)\b.*\bsay)\b")
"""Asks for all that a section says."""
_WEAK = frozenset(
    """weakness weaknesses weak spot spots side sides shortcoming shortcomings gap gaps deficiency deficiencies deficit deficits failing failings
    failure failures flaw flaws missing lack lacks lacking lacked fail fails failed problem problems recorded found requirement requirements meet
    met meets fulfil fulfilled fulfill demonstrate demonstrated satisfy satisfied comply complied achieve achieved turn turned do does done doing
    identified identify holes fault faults down materialise materialize materialised materialized work works working still deficient wanting lag
    lags lagging behind undone unfulfilled need needs room improve improvement improving let lets slide slip lapse fall falls fell come comes
    came falling coming worst badly poorly wrong perform performs fare fares short call calls respect respects absent unmet pending statistics give
    goal goals criteria target targets take takes taken account going go goes through one by into""".split()
)
"""Words that tell that something is wanting, not what."""
_EVALUATED = frozenset(
    """achievement achievements advance advances headway step steps development developments improvement improvements success successes strength strengths
    worrying regrettable regret regrets review look looks looking back over across round rounds record recorded criticism criticisms praise worry
    raise raises raised voice voices voiced flag flags flagged expression expressions remark remarks comment comments year years way ways
    main major key principal chief biggest greatest gravest serious important top overall general report reports document text evaluation made make
    list listed summary summarize summarise brief briefly""".split()
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


@dataclass(frozen=True, slots=True)
class Listing:
    """The spans of a whole answer, in reading order or the likeliest first, what kind of list they make, and how many at the end only may belong to it."""

    kind: Kind
    spans: tuple[int, ...]
    doubtful: int = 0


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
        self.topics = Topics(index, thesaurus)
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}

    def attitudes(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return what the evaluators note with concern, or satisfaction, on an area or on a narrower topic."""
        kind: Kind = "concerns" if question.attitude == "concern" else "satisfactions"
        found = self.topics.within(fold(question.focus), usable) & self._flag[question.attitude or "concern"]
        topic = [w for w in self.topics.topic(question.focus, _WEAK | _EVALUATED) if not is_attitude(w)]
        if topic:
            told = self.topics.about(topic, found, strict=True, alone=True)
            if 1 < told.sum() <= MANY:
                return _listing(kind, told)
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
        part = self.topics.names_part(folded)
        of_part = _WHAT_IS_NOT.search(folded) and part
        if not (of_part or _WEAKNESS.search(folded)) or _AND_LACKS.search(folded) or "date" in question.expects:
            return None
        there = self.topics.within(folded, usable)
        tables_aside = _TABLES_ASIDE.search(folded) is not None
        if (
            _TABLED.search(folded)
            and not tables_aside
            and any(self._flag["table_row"][i] and (there[i] or not part or self.topics.headed(int(i), folded)) for i in candidates.spans[:NEAR_ROWS])
        ):
            return None  # the rows of one table
        found = there & self._flag["denied"] & ~self._flag["preface"]
        if _PROGRESS.search(folded) and not _NOT_PROGRESS.search(folded):
            found = found & self._flag["progress"]
        elif _NOT_PROGRESS.search(folded) or _IN_OBJECTIVES.search(folded):
            found = found & ~self._flag["progress"]
        if question.rounds:
            found = self._of_rounds(question.rounds, found)
        for i in np.flatnonzero(found):
            found[i] = not _DENIES_NO_DEED.search(self._index.spans[int(i)].text)
        wanting = found
        found = self._on_topics(question.focus, wanting)
        rows = found & self._flag["table_row"]
        if tables_aside or (found & ~rows).any():
            found = found & ~rows
        if part and not found.any():
            return Listing("weaknesses", ())  # the report finds nothing wanting there
        itself = found & self._on_topics(question.focus, wanting, alone=True)
        return _listing("weaknesses", found, sure=itself)

    def _on_topics(self, focus: str, found: Mask, *, alone: bool = False) -> Mask:
        """Keep the findings on the topics that a question for weaknesses names; what the goal of an objective says by itself is no topic there."""
        numbers = objective_numbers(fold(focus))
        goals = self.topics.goals(found) if numbers else ""
        frame = _WEAK | _EVALUATED
        topic = self.topics.beyond(self.topics.topic(focus, frame), goals)
        parts = [self.topics.beyond(t, goals) for piece in _COORDINATOR.split(focus) if (t := self.topics.topic(piece, frame))]
        kept = np.zeros_like(found)
        for part in parts if len(parts) > 1 and all(parts) else ():
            kept |= self.topics.about(part, found, strict=True, alone=alone)
        whole = self.topics.about(topic, found, alone=alone)
        return kept | whole if kept.any() else whole

    def denials(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return the sentences that deny what a negated question for several things asks about, the best candidate among them; else None."""
        topic = self.topics.topic(question.focus, _WEAK)
        best = int(candidates.spans[0])
        among = np.zeros_like(usable)
        among[candidates.spans] = True
        found = usable & among & self._flag["denied"] & ~self._flag["preface"] & ~self._flag["table_row"] & ~self._flag["bullet"]
        if not question.is_negated or not topic or not found[best]:
            return None
        chosen = self.topics.about(topic, found, strict=True)
        return _listing("weaknesses", chosen) if chosen[best] and 1 < chosen.sum() <= MANY else None

    def of_goal(self, question: Question, candidates: Candidates, usable: Mask) -> Listing | None:
        """Return all that the objective says whose one matter is to be dealt with ("what is done about money laundering?").

        Its goal names the matter, at least half of its findings speak of it, and most of the leading candidates stand there.

        Args:
            question: asks for all that is arranged, or done, about something.
            candidates: the leading ones tell which objective.
            usable: which spans may be returned.
        """
        telling = list(dict.fromkeys(self.topics.topic(question.focus, _WEAK | _EVERYTHING | _DOING | _ARRANGED)))
        if not telling or question.is_negated or question.rounds or question.years:
            return None
        leading = [int(i) for i in candidates.spans[:LEADING] if not self._flag["progress"][int(i)]]
        counts = Counter(self._index.section_of(i) for i in leading)
        if not counts:
            return None
        there = self.topics.section_around(next(i for i in leading if self._index.section_of(i) == counts.most_common(1)[0][0]))
        goal = " ".join(self._index.spans[int(i)].text for i in np.flatnonzero(there & self._flag["statement"]))
        findings = there & usable & ~self._flag["statement"] & ~self._flag["footnote"]
        if (findings & self._flag["table_row"]).any() or not 1 < findings.sum() <= 2 * MANY:
            return None
        asked = self._thesaurus.read(telling)
        said = word_match(asked, self._thesaurus, goal)
        terms_said, plain = {term(w) for w in words(goal)}, set(words(fold(goal)))
        meant = not asked.meant or any(set(m.terms) <= terms_said for m in asked.meant) or set(asked.words) <= plain  # "designer drugs" is no design
        named = meant and float(asked.weights @ (said >= SAID)) >= WHOLLY * float(asked.weights.sum()) and bool((said >= MATCH).all())
        return _listing("section", findings) if named and self.topics.speaks_of(asked, findings) else None

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
        there = self.topics.within(folded, usable) & ~self._flag["statement"] & ~self._flag["footnote"] & ~self._flag["progress"] & ~self._flag["lead_in"]
        best = self._index.section_of(i)
        if not self.topics.areas(folded):
            there[[j for j in np.flatnonzero(there) if self._index.section_of(int(j)) != best]] = False
        if (there & self._flag["table_row"]).any() or not there.any():
            return None
        topic = self.topics.beyond(self.topics.topic(question.focus, _WEAK | _EVERYTHING), self.topics.goals(there))
        return _listing("section", self.topics.about(topic, there) if topic else there)

    def rounds(self, question: Question, usable: Mask) -> Listing | None:
        """Return what is said of the round, or of just the rounds, that a question names without a topic; None where it does not."""
        rounds = question.rounds or frozenset(n for n, (first, last) in ROUND_YEARS.items() if {first, last} <= question.years)
        if not rounds or self.topics.topic(question.focus, _DOING | frozenset(ROUND_NAMES)):
            return None
        begins = bool(_BEGINS.search(fold(question.focus)))
        chosen = self.topics.within(fold(question.focus), usable) & self._flag["progress"]
        for i in np.flatnonzero(chosen):
            text = fold(self._index.spans[int(i)].text)
            told = named_rounds(text) if begins else read_rounds(text)
            chosen[i] = read_rounds(text) == rounds if len(rounds) > 1 else rounds <= told
        return _listing("mentions", chosen)

    def dated(self, question: Question, usable: Mask) -> Listing | None:
        """Return what is dated in the years that a question names without a topic ("what happened in 2017?"); None where it does not."""
        folded = fold(question.focus)
        if not question.years or question.rounds or question.is_yes_no or years_in(folded) != question.years or self.topics.topic(folded, _DOING | _EVERYTHING):
            return None
        chosen = self.topics.within(folded, usable) & ~self._flag["preface"] & ~self._flag["statement"] & ~self._flag["footnote"]
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
        found = self.topics.within(folded, usable) & self._flag["law"] & ~self._flag["progress"] & ~self._flag["preface"] & ~self._flag["statement"]
        for i in np.flatnonzero(found):
            found[i] = bool(_NUMBERED.search(self._index.spans[int(i)].text))
        frame = _CITES | frozenset(words(" ".join(match[0] for match in _LAWS.finditer(folded))))
        scoped = bool(objective_numbers(folded) or self.topics.titled(folded, usable))
        goals = self.topics.goals(found) if scoped else ""
        topics = [
            topic for part in _COORDINATOR.split(_PREDICATE.sub(" ", question.focus)) if (topic := self.topics.beyond(self.topics.topic(part, frame), goals))
        ]
        chosen = np.zeros_like(found) if topics or not (scoped or self.topics.names_part(folded)) else found
        for topic in topics:
            chosen |= self.topics.about(topic, found, strict=True)
        listing = _listing("laws", chosen)
        return listing if listing and len(listing.spans) > 1 else None


_CITES = frozenset(
    """laws decrees resolution resolutions ministerial legislative supreme cited cite cites refer refers govern governs rests rest named underpin
    underpins based basis apply applies regulate regulates set amended law decree identify give show quote create creates created found founded establish
    establishes established change changes changed modify modifies modified alter altered amend amends pass passed enact enacted approve approved""".split()
)


def _listing(kind: Kind, found: Mask, sure: Mask | None = None) -> Listing | None:
    """Return a list of some spans in reading order, those that are not ``sure`` to belong at its end; None where there are none."""
    certain = found if sure is None or not sure.any() else found & sure
    chosen = tuple(int(i) for part in (certain, found & ~certain) for i in np.flatnonzero(part))
    return Listing(kind, chosen, int((found & ~certain).sum())) if chosen else None
