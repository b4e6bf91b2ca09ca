"""Questions that a whole report answers, whatever its topic: the years of a round, where it contradicts itself, what it recommends, what it could not judge.

"When was the fourth round?" asks for the sentence that dates it, not for all that is said of it.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from assistant.attitude import is_attitude
from assistant.finding_lists import Listing
from assistant.index import Index
from assistant.lexicon import NUMERALS, fold
from assistant.question import Question
from assistant.question_form import is_bare
from assistant.rounds import ROUND_NAMES, ROUND_YEARS, read_rounds, read_years
from assistant.topics import Topics
from assistant.traits import TRAITS

Mask = npt.NDArray[np.bool_]
_WHICH_YEARS = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:years?|dates?|period|time)\b|^\W*(?:and )?when\b|\b(?:years|dates|period) of\b|\bhow long (?:did|was|is|does)\b"
)
_WHICH_ROUND = re.compile(r"\b(?:what|which) (?:evaluation |mem )?rounds?\b")
_HOW_MANY = re.compile(r"\bhow many (?:\w+ )?(?:rounds?|times)\b|\bnumber of (?:\w+ )?rounds\b")
_CONTRADICTS = re.compile(r"\b(?:contradict\w*|inconsisten\w*|disagree\w* with itself|at odds with itself|conflicts? with itself|conflicting statements)\b")
_RECOMMENDS = re.compile(
    r"\b(?:recommend\w*|encourag\w*|urg(?:e|es|ed|ing)|advi[cs]e\w*|suggest\w*|call(?:s|ed)? (?:on|upon)|ask(?:s|ed)? (?:of|the country|it) to)\b"
)
_IS_URGED = re.compile(
    r"\b(?:is|are) (?:encouraged|urged|invited|advised|called upon) to\b|\b(?:CICAD|the MEM|the GEG|the OAS) (?:\w+ )?(?:recommends|encourages"
    r"|urges|invites|suggests|calls)\b"
)
_NOT_EVALUATED = re.compile(
    r"\b(?:(?:could|can|did|was|were|has|have|is|are|had)(?: [\w-]+){0,3}?(?: not|n't)|(?:could|can|did|was|were|has|have|is|are|had)n't"
    r"|cannot|unable to|fail(?:s|ed)? to|without being|impossible to)\b[^?]*\b(?:evaluat|assess|judg|examin|valid|verif|rat)\w*"
    r"|\b(?:evaluat|assess|judg|examin)\w* (?:was|were|is) (?:not possible|impossible)|\bnot (?:been )?(?:evaluated|assessed|judged)\b"
)
_WORSENED = re.compile(
    r"\b(?:got(?:ten)?|become|became|getting|grown?|went|gone|going) (?:\w+ )?(?:worse|backwards?|downhill)\b|\b(?:worsen\w*|deteriorat\w*"
    r"|declin\w*|regress\w*|setbacks?|slipped|backslid\w*"
    r"|stopped|discontinued|abandoned|dropped|given up|lost ground|no longer)\b"
)
_NO_LONGER = re.compile(
    r"\bused to (?:be|have)\b|\b(?:has|have) not continued\b|\bno longer\b|\bdiscontinu\w+|\b(?:has|have) ceased\b|\bnot (?:done so|resumed|been renewed)\b",
    re.IGNORECASE,
)
_WHAT = re.compile(r"^\W*(?:(?:and|but|so) )*(?:what|which|where|list|name|give|show|tell|is there anything|everything|anything)\b")
_COULD_NOT = re.compile(
    r"\b(?:unable to (?:conduct|carry out|make|complete)|did not (?:submit|provide) (?:enough|sufficient)|could not be (?:evaluated|assessed|validated))\b"
)
_DATED_ROUND = r"\b{name}(?: evaluation)? round \({first}\s*[-–]\s*{last}\)"
_ENDS_WITH_ROUND = r"\b(?:to|through|until) the {name} rounds? \(\d{{4}}\s*[-–]\s*{last}\)"
_BEGINS_WITH_ROUND = r"\bfrom the {name} (?:to|through|until) the \w+ rounds? \({first}\s*[-–]"
_ALL_ROUNDS = re.compile(rf"\b(?:{'|'.join(NUMERALS)}|all)(?: MEM| evaluation)? rounds \((?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\)")
_EVOLVED = re.compile(
    r"\b(?:chang\w*|evol\w*|develop\w*|progress\w*|happen\w*)\b[^?]*\b(?:over|across|through|throughout|during|from round to round|in) (?:all "
    r"|each of )?(?:the )?(?:seven )?"
    r"(?:rounds|years|time)\b"
)
_EARLIER = re.compile(r"\bin (?:the )?earlier rounds\W*$")
MOST_STEPS = 10
"""More statements than this on a topic over the rounds are no course of it."""
_CHANGED = frozenset(
    """change changes changed evolve evolves evolved evolution develop develops developed development developments progress progressed happen happened over
    across throughout round rounds years year time earlier later review seven each all went gone get got move moved""".split()
) | frozenset(ROUND_NAMES)
_DATED = frozenset(
    """cover covers covered run ran runs last lasts lasted start starts started begin begins began end ends ended take takes took place date dates dated
    held go goes went correspond corresponds fall falls fell period time long far many evaluation evaluations mem years year between happen happened exactly
    span spans spanned carried concluded finish finished were was times round rounds""".split()
)
_SELF = frozenset(
    "contradict contradicts contradicted contradiction contradictions contradictory inconsistent inconsistency inconsistencies itself places".split()
)
_ADVICE = frozenset(
    """recommend recommends recommended recommendation recommendations encourage encourages encouraged urge urges urged advise advises advised advice suggest
    suggests suggested suggestion suggestions call calls called upon ask asks asked told improve improved make made next steps step final end conclude
    concludes conclusion overall main key general""".split()
)
_LATER = frozenset(
    """got gotten get become became getting grown grow went gone going worse backward backwards downhill worsen worsened worsening deteriorate deteriorated
    decline declined declining regress regressed regression setback setbacks slipped backslid stopped discontinued abandoned dropped given lost ground longer
    compared earlier rounds round years year time last things being done did do used over past areas""".split()
)
_JUDGED = frozenset(
    """evaluate evaluates evaluated evaluating evaluation evaluations assess assessed assessing assessment judge judged judging examine examined verify
    verified validate validated rate rated possible impossible fail failed unable couldn't didn't wasn't weren't hasn't haven't isn't lack lacked cicad
    evaluators enough insufficient evidence information give gave provide provided""".split()
)


class ReportWide:
    """Answers questions that one whole report answers. Holds no state that a question changes."""

    def __init__(self, index: Index, topics: Topics) -> None:
        """Prepare an index; ``topics`` tells what a question is about."""
        self._index = index
        self._topics = topics
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}

    def find(self, question: Question, usable: Mask) -> Listing | None:
        """Return what answers a question of this kind, or None where it is of none, or about a topic of its own.

        Args:
            question: what was asked.
            usable: which spans may be returned.
        """
        folded = fold(question.focus)
        if not question.is_yes_no or is_bare(question.focus):
            dated = self._dates(question, folded, usable)
            if dated:
                return Listing("answers", dated)
        if _CONTRADICTS.search(folded) and not self._topic(question, _SELF):
            return Listing("contradictions", self._contradictions(usable))
        if question.is_yes_no:
            return None
        over_time = self._over_rounds(question, folded, usable)
        if over_time is not None:
            return over_time
        if _RECOMMENDS.search(folded) and not question.rounds and not self._topic(question, _ADVICE):
            return self._saying(_IS_URGED, self._topics.within(folded, usable))
        if _WHAT.match(folded) and _WORSENED.search(folded) and not self._topic(question, _LATER):
            return self._saying(_NO_LONGER, self._topics.within(folded, usable))
        if _WHAT.match(folded) and _NOT_EVALUATED.search(folded) and "the country" not in folded and not self._topic(question, _JUDGED):
            return self._saying(_COULD_NOT, self._topics.within(folded, usable))
        return None

    def _over_rounds(self, question: Question, folded: str, usable: Mask) -> Listing | None:
        """Return what the reviews of progress say of a topic in the order of the rounds, or of earlier rounds, where that is asked for; else None."""
        earlier = _EARLIER.search(folded)
        if not (earlier or _EVOLVED.search(folded)):
            return None
        topic = self._topic(question, _CHANGED)
        if not topic:
            return None
        there = self._topics.within(folded, usable) & self._flag["progress"]
        first = {int(i): min(read_rounds(fold(self._index.spans[int(i)].text)), default=0) for i in np.flatnonzero(there)}
        for i, number in first.items():
            there[i] = 0 < number < max(ROUND_YEARS) if earlier else number > 0
        found = self._topics.about(topic, there, strict=True)
        chosen = sorted((int(i) for i in np.flatnonzero(found)), key=lambda i: first[i])
        return Listing("answers", tuple(chosen)) if 0 < len(chosen) <= MOST_STEPS else None

    def _topic(self, question: Question, frame: frozenset[str]) -> list[str]:
        return [w for w in self._topics.topic(question.focus, frame) if not is_attitude(w)]

    def _dates(self, question: Question, folded: str, usable: Mask) -> tuple[int, ...]:
        """Return the sentences that date the rounds which a question names, or which are those of the years that it names."""
        if self._topic(question, _DATED | frozenset(ROUND_NAMES)):
            return ()
        if _HOW_MANY.search(folded) and "round" in folded:
            return self._shortest(_ALL_ROUNDS, usable)
        rounds = read_rounds(folded)
        if not (rounds and _WHICH_YEARS.search(folded)):
            years = read_years(folded)
            if not years or not _WHICH_ROUND.search(folded):
                return ()
            rounds = frozenset(n for n, (first, last) in ROUND_YEARS.items() if first <= min(years) and max(years) <= last)
        if len(rounds) == len(ROUND_YEARS):
            return self._shortest(_ALL_ROUNDS, usable)
        found = [i for n in sorted(rounds) for i in self._dating(n, usable)]
        return tuple(dict.fromkeys(found))

    def _dating(self, number: int, usable: Mask) -> tuple[int, ...]:
        """Return the sentence that dates one round, or those that date its beginning and its end; nothing where none does."""
        named = {"name": ROUND_NAMES[number - 1], "first": ROUND_YEARS[number][0], "last": ROUND_YEARS[number][1]}
        whole = self._shortest(re.compile(_DATED_ROUND.format(**named)), usable)
        if whole:
            return whole
        parts = (self._shortest(re.compile(pattern.format(**named)), usable) for pattern in (_BEGINS_WITH_ROUND, _ENDS_WITH_ROUND))
        return tuple(i for part in parts for i in part)

    def _shortest(self, pattern: re.Pattern[str], usable: Mask) -> tuple[int, ...]:
        """Return the shortest span that a pattern is found in: it says least beside."""
        found = [int(i) for i in np.flatnonzero(usable & ~self._flag["statement"]) if pattern.search(self._index.spans[int(i)].text)]
        return tuple(sorted(found, key=lambda i: len(self._index.spans[i].text))[:1])

    def _contradictions(self, usable: Mask) -> tuple[int, ...]:
        """Return the pairs of statements that contradict each other, one pair after the other; a statement stands in one pair."""
        paired: dict[int, None] = {}
        for c in self._index.contradictions:
            if usable[c.first] and usable[c.second] and not {c.first, c.second} & paired.keys():
                paired |= dict.fromkeys((c.first, c.second))
        return tuple(paired)

    def _saying(self, pattern: re.Pattern[str], there: Mask) -> Listing | None:
        found = tuple(int(i) for i in np.flatnonzero(there & ~self._flag["statement"]) if pattern.search(self._index.spans[int(i)].text))
        return Listing("answers", found) if found else None
