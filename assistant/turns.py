"""What a turn of a conversation names, and whether it asks by itself or points back at the turns before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from assistant.attitude import is_attitude
from assistant.framing import AUXILIARY
from assistant.lexicon import FUNCTION_WORDS, fold, words
from assistant.rounds import is_dating

ABOUT = re.compile(
    r"^(?:(?:what|how) about|same for|and what of|what of|(?:those|the ones|ones)(?= (?:in|for|on|at|from|working)\b))\s+(.+?)\s*\?*$", re.IGNORECASE
)
PRONOUN = re.compile(r"\b(?:it|its|they|them|their|theirs|that|this|those|these|one|ones|he|she|his|her|so too|do so|does so|there|the same|such|said)\b")
_IT = re.compile(r"\b(?:it|its|that|this|these|those|one|ones)\b")
"""Points at one thing that was named, which a question of one word of its own cannot do without."""
_SAME = re.compile(r"\b(?:(?:do|does|did|doing|done) (?:so|it|that|this|the same)|so too|the same|such|said)\b")
"""Repeats what was said before."""
EXISTS = re.compile(
    r"\b(?:is|are|was|were|be|been)(?:n't)? there\b|\b(?:has|have|had)(?:n't)? there been\b|\bthere (?:is|are|was|were|be|has been|have been)\b"
)
"""A "there" that says that something is, not where ("how many beds are there"); it points at nothing."""
_LEFT_OUT = re.compile(r"\b(?:any|one|some) (?:for|in|of|with|on|among)\b")
"""Leaves out what was named before ("is there any for women?")."""
_REPORT_ON = re.compile(
    r"^(?:(?:what|everything|all)(?: that)? (?:does |do |did )?(?:the |this |your )?(?:report|document|text) says? (?:about|on|of)"
    r"|what (?:happens|becomes)(?: in (?:the country|[A-Z]\w+))? (?:to|with|of)"
    r"|(?:please )?(?:(?:can|could) you )?(?:tell|inform)(?: (?:me|us))?(?: (?:more|something|all|everything))? (?:about|on)"
    r"|(?:i (?:want|would like|'d like) to know|let's talk|let us talk)(?: more)? about) (?:the )?",
    re.IGNORECASE,
)
BARE_WH = re.compile(
    r"^(?:and |but |so )*(?:why|why not|when|where|how|how come|how many|how much|since when|until when|by whom|who"
    r"|since (?:which|what) (?:round|year)|in (?:which|what) (?:round|year|law)"
    r"|(?:under|by|on|in|from|through|with) (?:which|what) (?:legal )?"
    r"(?:law|decree|instrument|basis|act|statute|regulation|article|provision|programme?|agreement)s?"
    r"|which (?:round|law"
    r"|year)s?|what (?:round|law|year)s?|until (?:which|what) (?:round|year)|from (?:which|what) round)"
    r"(?: (?:there (?:is|are)|(?:does|do|did|has|have) (?:it|they) (?:exist|existed)|is (?:it|that)))?\s*\?*$"
)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
ROUND = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|1st|2nd|3rd|4th|5th|6th|7th)(?:\s+(?:evaluation\s+)?rounds?)?\b", re.IGNORECASE)
PREPOSITION = re.compile(r"^(for|in|of|with|among|by|to|on|during|about|from|at)\s+(?:the\s+)?(.+)$", re.IGNORECASE)
AUXILIARY_FIRST = re.compile(rf"^{AUXILIARY}(?:n't)?\b")
WH_FIRST = re.compile(
    r"^(?:what|whats|which|who|whom|whose|when|where|why|how|(?:since|under|until|by)(?= (?:when|which|what|whom?|whose|how)\b)|in which|from which|to whom"
    r"|(?:in|from|to|with|for|on|at|of|through|against|about) (?:what|which|whom|whose|how)(?=(?: [\w'-]+){3}))\b"
)
GENITIVE = re.compile(r"['’]s?$")
OWN_REFERENCE = re.compile(
    r"\bthe same (?=(?!for\b|in\b|of\b|on\b|to\b|with\b|about\b|apply\b|applies\b|true\b|thing\b)[a-z])"
    r"|\bthose (?=(?:\w+ly )?(?:\w+ed|who|whom|whose|which|that|with|without|in|of|on|from|for|working|living)\b)|\bover there\b"
    r"|[:;,-] is (?:that|this|it) (?:correct|right|true|so|the case)\W*$"
)
"""Refers to what the question names itself ("at the same time", "those formally charged")."""
HERE = re.compile(r"\b(?:this|that|the same) (?:mem |evaluation )?(?:report|document|text|evaluation|country|chat|page|tool|assistant)\b")
"""Points at what everybody has before them, at nothing that was said."""
_OF_BEFORE = re.compile(r"^\W*(?:(?:and|but|so) )?(?:does|do|did|is|are|was|were|has|have|had|can|could|will)(?:n't)? (?:it|they)\b|\b(?:its|their|there)\b")
_NAMES_NOTHING = frozenset(
    """always ever never like new old different better worse really again sure true work works working current currently present called name named
    main own mention mentioned happen happens mean means say says said look exist exists compare compares compared fair
    left included excluded missing involved affected reached""".split()
)
_TOPIC_FRAME = re.compile(
    r"^(?:(?:for|by|in|to|with|of|under) (?=which|what|whom))?(?:(?:who|what|which|when|where|why|how(?: many| much)?|whose|whom)\s+)?(?:(?:does"
    r"|do|did|is|are|was|were|has|have|had"
    r"|can|could|will|would)(?:n't)?\s+)?(?:(?:peru|the country|there|it|they|cicad)\b)?\s*(?:(?:have|has|had|got|been|run|runs|keep|keeps"
    r"|still|ever)\b)?\s*(?:able to\s+)?(?:(?:an?|any|the)\b)?\s*"
)


class Meaning(Protocol):
    """Tells how a turn of a conversation is meant, by what the reports say to each way of completing it."""

    def stands_alone(self, own: str, completed: str) -> bool:
        """Return whether a question that asks by itself is better taken as it is than completed from the one before."""
        ...

    def is_said(self, own: str, completed: str) -> bool:
        """Return whether the reports say in one place what a turn asks itself and what completed it."""
        ...

    def likest(self, phrase: str, among: Sequence[str]) -> int | None:
        """Return which of some phrases is of the kind of another one, as its place; None where none is."""
        ...

    def is_literal(self, own: str, completed: str) -> bool:
        """Return whether the best place for a completed turn says the very words of the turn."""
        ...

    def tells_beginning(self, completed: str) -> bool:
        """Return whether the best place for a completed turn tells when something began."""
        ...

    def names_nothing(self, own: str) -> bool:
        """Return whether the reports say hardly a word of what a turn names itself."""
        ...

    def body_in_answer(self, question: str) -> str | None:
        """Return the body that answers a question for one ("who is in charge?"), None where it asks for none."""
        ...


def content(text: str) -> list[str]:
    """Return the words of a turn that name something."""
    return [w for w in words(text) if w not in FUNCTION_WORDS and not is_dating(w)]


def what_is_named(own: str) -> str:
    """Return what a turn names, without what leads to it ("what about …?") and its mark."""
    about = ABOUT.match(own)
    return (about[1] if about else own).strip(" ?.")


def bare_topic(own: str, least: int = 2) -> str | None:
    """Return what a turn that is no sentence names ("what about imports of medicines?"), where that says enough to be looked up; else None."""
    named = what_is_named(own)
    pointing = PRONOUN.search(OWN_REFERENCE.sub(" ", fold(named)))
    if pointing or AUXILIARY_FIRST.match(fold(named)) or WH_FIRST.match(fold(named)) or PREPOSITION.match(named) or GENITIVE.search(named):
        return None
    return named if min(len(content(named)), len(named.split())) >= least else None  # no question for yes or no


def points_back(question: str) -> bool:
    """Return whether a question holds a pronoun that may stand for what was asked about before."""
    return PRONOUN.search(EXISTS.sub(" ", HERE.sub(" ", fold(question)))) is not None


def leans_wholly(turn: str) -> bool:
    """Return whether a turn asks of what the turn before is about: it names nothing ("since when?"), or "it" or "their" is its subject or owner."""
    return not [w for w in content(turn) if w not in _NAMES_NOTHING] or _OF_BEFORE.search(fold(turn)) is not None


def asks_by_itself(question: str, least: int = 1) -> bool:
    """Return whether a question is a whole sentence that names ``least`` things of its own, not "since when?" or "and in Cusco?"."""
    bare = fold(question).rstrip(" ?!.")
    if BARE_WH.match(fold(question)) or ABOUT.match(question) or _LEFT_OUT.search(bare) or not (AUXILIARY_FIRST.match(bare) or WH_FIRST.match(bare)):
        return False
    named = [w for w in words(question) if w not in FUNCTION_WORDS and w not in _NAMES_NOTHING and not is_dating(w) and not is_attitude(w)]
    return len(named) >= least + bool(_IT.search(bare)) and not _SAME.search(bare)


def topic(question: str) -> str:
    """Return what a question is about: its words after the question frame."""
    stripped = _REPORT_ON.sub("", question.strip().rstrip(" ?!."))
    match = _TOPIC_FRAME.match(fold(stripped))
    rest = stripped[match.end() :] if match and len(fold(stripped)) == len(stripped) else stripped
    return rest.strip() or stripped
