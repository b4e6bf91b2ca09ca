"""A question that asks two things at once -> the questions that it is made of.

"Does it cover both prevention and treatment?" asks of each; "are prices known but not purity?" asks of the first and against the
second. Each part is asked by itself and the answers are put together, so that each is read off its own sentence. Pure functions on
the words of a question: the left part is the longest run before the coordinator that starts like the right one or behind a
preposition, the right part is as long as the left one or ends before a preposition, a verb or a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.lexicon import AUXILIARIES, fold

Kind = Literal["both", "each", "contrast"]
_TOKEN = re.compile(r"[^\s,;:?!]+|[,;:?!]")
_PREPOSITIONS = frozenset("of for in on by from to at with under about among between through during against into within as than".split())
_BORDERS = _PREPOSITIONS | frozenset(
    "is are was were be been being has have had do does did can could will would should may might must who which that when where while if "
    "because since until too alike also each".split()
)
_DETERMINERS = frozenset("the a an its their any all some this these that those".split())
_JOIN = re.compile(r"\b(?:as well as|and also|and|plus)\b")
_AGAINST = re.compile(r",?\s*\b(?:but not|yet not|though not|and not|but never|but no)\b")
_INSTEAD = re.compile(r"\b(?:rather than|as opposed to)(?: (?:an?|the|by|in|for|to|with|through|on))?\b(?! (?:just|only|being|merely|simply|as)\b)(?!\w*ing\b)")
_CLEFT = re.compile(
    r"^\W*(?P<be>is|was) it (?P<left>(?=(?:the|an?|its|by|through|in|on|for|with|from)\b|(?-i:[A-Z]))(?:(?!\bthat\b)[^,?])+?),? (?:rather than"
    r"|instead of|and not|not"
    r"|but not) (?P<right>[^,?]+?),? (?P<rest>(?:that|which|who) .+)$",
    re.IGNORECASE,
)
"""Brings one thing out against another ("is it this ministry rather than that one that coordinates them?")."""
_ONLY = re.compile(r"\b(?:only|solely|exclusively|merely|just)\b")
_ROUND = re.compile(r"\brounds?\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|[1-7](?:st|nd|rd|th))$")
_WITHIN_NAME = re.compile(
    r"\b(?:ministry|department|office|superintendence|institute|council|board|secretariat|directorate|commission) (?:of|for) (?:the )?\w+ $"
)
"""The left half of a name such as "Ministry of Justice and Human Rights"."""
_ROUNDS = re.compile(r"\brounds\b", re.IGNORECASE)
_OF_ONE = {"do": "does", "are": "is", "were": "was", "have": "has"}
"""What is asked of one of two things."""
_OF_BOTH = re.compile(r",?\s*\b(?:alike|equally)$")
"""Said of two things together, and of neither by itself."""
_ALIKE = re.compile(r",?\s*\b(?:alike|equally)\W*$")
_VERBS = frozenset(
    """accept adopt allow analyse analyze apply assess assign assist carry certify collaborate collect compile conduct confiscate consult convict coordinate
    create criminalise criminalize define deliver describe detect develop distribute eradicate establish evaluate examine fight follow foster gather get
    give guarantee handle identify implement improve include inform investigate involve keep know maintain manage meet mention mitigate obtain oversee own
    participate possess prepare prevent produce promote prosecute protect provide publish punish pursue ratify reach receive recognise recognize recommend
    reduce regulate require say seize sell send set sign speak supervise take teach tell treat try verify want write""".split()
)
"""Base forms that are hardly ever nouns ..."""
_VERBS_OR_NOUNS = frozenset(
    """act address aim ban build check contact control cover exchange fund have help hold limit monitor need offer pay plan report respect share show spend
    study supply support target trace track train update use work""".split()
)
"""... and some that are, unless an object or a particle follows."""
_OBJECT_FIRST = frozenset("the a an its their his her any all some this that these those such it them each every out up on off with people".split())
_POINTS_LEFT = re.compile(r"(?:it|them|so)(?: \w+)?", re.IGNORECASE)
"""Stands for what the first predicate names: the second one asks nothing by itself."""
_ASKS_OF_SUBJECT = re.compile(r"\W*(?:(?:and|so|but) )?(?:does|do|did|can|could|will|would|should|must|may)(?:n't)? ")
LONGEST_SUBJECT = 6
"""Words between the auxiliary and the verb."""
SPARE = 2
"""The right part may be so many words longer than the left one."""


@dataclass(frozen=True, slots=True)
class Coordination:
    """The two questions that one is made of, and the words that only one of them has.

    ``kind``: "both" asks of each outright, "each" joins two things by a plain "and", which may as well be one thing ("treatment and
    rehabilitation"), "contrast" asks of the first and against the second.
    """

    kind: Kind
    first: str
    second: str
    own_first: str = ""
    own_second: str = ""


def coordination(focus: str) -> Coordination | None:
    """Return the two questions that a yes/no question is made of, or None where it asks one thing.

    Args:
        focus: the part of a question that asks.
    """
    folded = fold(focus)
    if len(folded) != len(focus):
        return None
    against = _AGAINST.search(folded)
    if against and _ONLY.search(folded, 0, against.start()):  # "only this and not that" asks one thing
        return None
    if against:
        return _split(focus, against.start(), against.end(), "contrast")
    cleft = _CLEFT.match(focus)
    if cleft:
        first, second = (f"{cleft['be']} it {cleft[name].strip()} {cleft['rest'].strip(' ?')}?" for name in ("left", "right"))
        return Coordination("contrast", first, second, cleft["left"], cleft["right"])
    instead = _INSTEAD.search(folded)
    if instead:
        return _split(focus, instead.start(), instead.end(), "contrast")
    if outright := _split_outright(focus, folded):
        return outright
    predicates = _split_predicates(focus, folded)
    if predicates:
        return predicates
    join = re.search(r"\bas well as\b", folded)
    if join:
        return _split(focus, join.start(), join.end(), "both")
    for join in re.finditer(r"\band\b(?: again)?", folded):
        right = folded[join.end() :].split()
        left = folded[: join.start()].split()
        if right and right[0] in _PREPOSITIONS and right[0] in left[1:]:
            return _split(focus, join.start(), join.end(), "both")
    joins = [join for join in re.finditer(r"\band\b", folded) if not _WITHIN_NAME.search(folded, 0, join.start())]
    return _split(focus, joins[0].start(), joins[0].end(), "each") if len(joins) == 1 else None


def _split_outright(focus: str, folded: str) -> Coordination | None:
    """Split what says itself that it asks of two ("both this and that", "this and that alike"); None where it does not."""
    both = re.search(r"\bboth\b", folded)
    join = _JOIN.search(folded, both.end()) if both else None
    if both:
        return _split_both(focus, both.start(), both.end(), join.start(), join.end()) if join else _split_subjects(focus, both.start(), both.end())
    joins = list(re.finditer(r"\band\b", folded)) if _ALIKE.search(folded) else []
    return _split(focus, joins[0].start(), joins[0].end(), "both") if len(joins) == 1 else None


def _split_predicates(focus: str, folded: str) -> Coordination | None:
    """Split "does Peru collect information and carry out studies?", where two verbs are said of one subject; None where there is one, or more than two."""
    asked = _ASKS_OF_SUBJECT.match(folded)
    starts = [asked.end() + w.start() for w in re.finditer(r"[\w'’-]+", folded[asked.end() :])][1 : LONGEST_SUBJECT + 1] if asked else []
    verb = next((i for i in starts if _is_predicate(folded[i:], one_of_two=True)), None)
    joins = [] if verb is None else [join for join in re.finditer(r",? and (?:(?:also|then) )?", folded) if _is_predicate(folded[join.end() :])]
    if verb is None or len(joins) != 1 or joins[0].start() < verb:
        return None
    frame, left, right = focus[:verb], focus[verb : joins[0].start()].strip(), focus[joins[0].end() :].strip(" ?!.")
    if _POINTS_LEFT.fullmatch(right.partition(" ")[2]):
        return None
    if " " not in left:  # "coordinate and evaluate the programs"
        left = f"{left} {right.partition(' ')[2]}"
    return Coordination("both", _join(frame.strip(), left, ""), _join(frame.strip(), right, ""), left, right)


def _is_predicate(text: str, *, one_of_two: bool = False) -> bool:
    """Return whether a text begins with a verb in its base form; ``one_of_two``: it may share its object with a second one."""
    first, following = (*re.findall(r"[\w'’-]+", text)[:2], "", "")[:2]
    return first in _VERBS or (first in _VERBS_OR_NOUNS and (following in _OBJECT_FIRST or (one_of_two and following == "and")))


def _split_both(focus: str, both: int, first: int, end_first: int, second: int) -> Coordination | None:
    before, left = focus[:both].rstrip(), focus[first:end_first].strip()
    right, rest = _right_part(focus[second:], left)
    if not left or not right:
        return None
    if _ROUND.search(right) and not _ROUND.search(left) and _ORDINAL.search(fold(left)):  # "in both the sixth and the seventh rounds"
        left, right = f"{left} round", _ROUNDS.sub("round", right)
    return Coordination("both", _join(before, left, rest), _join(before, right, rest), left, right)


def _split_subjects(focus: str, both: int, behind: int) -> Coordination | None:
    """Split "do X and Y both date from 1961?", where "both" follows the two things that it is said of."""
    auxiliary, _, subjects = focus[:both].strip().partition(" ")
    joins = list(re.finditer(r"\band\b", subjects))
    if auxiliary.casefold() not in AUXILIARIES or len(joins) != 1:
        return None
    left, right, rest = subjects[: joins[0].start()].strip(), subjects[joins[0].end() :].strip(), focus[behind:].strip(" ?!.")
    if not left or not right or not rest:
        return None
    one = _OF_ONE.get(auxiliary.casefold(), auxiliary)
    return Coordination("both", _join(one, left, rest), _join(one, right, rest), left, right)


def _split(focus: str, join: int, end: int, kind: Kind) -> Coordination | None:
    before, left = _left_part(focus[:join], focus[end:])
    right, rest = _right_part(focus[end:], left)
    if not left or not right:
        return None
    if _ROUND.search(left) and not _ROUND.search(right) and _ORDINAL.search(fold(right)):  # "in the sixth round and in the seventh"
        right += " round"
    named, _, noun = right.partition(" ")
    if noun and named.casefold() in _DETERMINERS and before.rpartition(" ")[2].casefold() in _DETERMINERS:  # "the prevention and the treatment staff"
        right = noun
    return Coordination(kind, _join(before, left, rest), _join(before, right, rest), left, right)


def _left_part(before: str, after: str) -> tuple[str, str]:
    """Cut the left part off the end of what stands before the coordinator: (the frame, the part)."""
    tokens = before.split()
    opening = after.split()[0].strip(",").casefold() if after.split() else ""
    for i in range(len(tokens) - 1, 0, -1):
        word = tokens[i].casefold().strip(",")
        if opening in _PREPOSITIONS:
            if word == opening:
                return " ".join(tokens[:i]), " ".join(tokens[i:])
        elif word in _BORDERS or word in _DETERMINERS or tokens[i].endswith(","):
            return " ".join(tokens[: i + 1]), " ".join(tokens[i + 1 :])
    if opening in _PREPOSITIONS or not tokens or tokens[0].casefold() not in AUXILIARIES:
        return "", ""
    return tokens[0], " ".join(tokens[1:])


def _right_part(after: str, left: str) -> tuple[str, str]:
    """Cut the right part off the start of what stands behind the coordinator: (the part, what follows it); ``left`` is the left part."""
    tokens = _TOKEN.findall(after)
    spare = SPARE + (bool(tokens) and tokens[0].casefold() in _DETERMINERS)
    length, opening = max(len(left.split()), 1), (left.split() or [""])[0]
    end = len(tokens)
    start = 1 if tokens and tokens[0].casefold() in _PREPOSITIONS else 0
    for i in range(start, len(tokens)):
        if tokens[i] in ",;:?!" or (i > start and tokens[i].casefold() in _BORDERS):
            end = i
            break
    if end > length + spare:
        end = min(end, length + (1 if start and opening.casefold() not in _PREPOSITIONS else 0))
    part, rest = " ".join(tokens[:end]), " ".join(t for t in tokens[end:] if t not in "?!")
    if rest.startswith("of ") and " of " in left:  # each part has its own
        return f"{part} {rest}", ""
    return part, rest


def _join(before: str, part: str, rest: str) -> str:
    rest = _OF_BOTH.sub("", rest)
    return re.sub(r"\s+([,;:])", r"\1", " ".join(p for p in (before, part, rest) if p)).strip(" ,") + "?"
