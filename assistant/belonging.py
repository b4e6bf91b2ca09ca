"""What belongs to whom: "the network *of* GAFILAT", "DEVIDA *through* SISCOD", "which *belongs to* the Central Bank".

Where a question puts a thing under one body and the statement puts it under another one, the answer is no, though the statement may name
both. Pure functions on texts.
"""

from __future__ import annotations

import re

from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.scope import names_a_body

_NAME = r"[A-Z][\w’'-]*(?:(?: (?:of|for|on|against|in|the|to|de|del))* [A-Z(][\w’')-]*)*"
_PARTED = r"\b(?:not|no|never|nor|cannot)\b|, (?:which|who|that)\b"
"""Between a thing and what is said of it: it is denied, or said of another thing."""
_SAID = (
    re.compile(
        rf"(?P<thing>{_NAME})\)?,? (?:(?:is|was|which|that|established|created) (?:(?!{_PARTED})[^.;]){{0,80}}?)?(?:which |that )?"
        rf"\b(?:belongs? to|reports? to|is part of|forms part of|is attached to|is under|depends on) (?:the )?(?P<owner>{_NAME})"
    ),
    re.compile(rf"\((?P<thing>[A-Z]{{3,}})\) of (?:the )?(?P<owner>{_NAME})"),
    re.compile(rf"(?P<owner>{_NAME}) through (?:the |its )?(?P<thing>{_NAME})"),
    re.compile(rf"(?P<owner>{_NAME})['’]s (?P<thing>{_NAME})"),
)
_ASKED = re.compile(
    r"\b(?:belongs? to|reports? to|answers? to|(?:is|are|was|were) (?:an? )?(?:part|branch|arm|unit|network|office|body|department|section|system)? ?"
    r"(?:of|under|within)|part of|attached to|run by|managed by|operated by|sits? (?:in|under|within)|hous\w+ (?:in|at|within)|network of)"
    r"\s+(?:the |an? )?(?P<owner>[^,?]+)"
)


_WHOSE = re.compile(
    r"^\W*(?:so |and |but |then )?(?:(?:does|did|do) (?P<subject>[^,?]+?) (?:belong|report|answer) to|(?:is|are|was"
    r"|were) (?P<other>[^,?]+?) (?:directly |administratively )?"
    r"(?:(?:an? )?(?:part|branch|arm|unit|office|body|department|agency|dependency|section) (?:of|under|within)|under|attached to"
    r"|subordinate to|subordinated to|answerable to"
    r"|accountable to|dependent on))\s+(?:the |an? )?(?P<owner>[^,?]+)"
)
"""Asks whether a body is under another one, and nothing else."""
_INTERNATIONAL = re.compile(
    r"\b(?:united nations|un|international|inter-american|organization of|organisation of|world|oas|cicad|unodc|incb|interpol|european)\b"
)
"""Bodies that others report to without being under them."""
_CABINET = re.compile(r"\b(?:prime minister|premier)(?:['’]s)?(?: (?:office|cabinet))?\b|\b(?:council|cabinet) of ministers\b|\bcabinet\b")
"""The council of ministers, and who chairs it."""
_CLASSES = frozenset(
    term(w)
    for w in """ministry ministries office department directorate bureau commission agency government council chair chairman presidency president state
    national general body unit republic authority control direct supervision""".split()
)
"""Words for kinds of bodies and their heads: they tell no body apart."""


def owner_told(focus: str, statement: str) -> bool | None:
    """Return whether a statement that puts a body under another one puts it under the one that a question supposes.

    None where a question asks nothing of the kind of a body named, or a statement tells it of no such body.

    Args:
        focus: the question.
        statement: what a report says.
    """
    asked = _WHOSE.match(fold(focus))
    if not asked:
        return None
    owner = _terms(_CABINET.sub("council of ministers", asked["owner"]))
    thing = _terms(asked["subject"] or asked["other"])
    if not names_a_body(owner) or not owner - _CLASSES or not thing - _CLASSES or _INTERNATIONAL.search(asked["owner"]):
        return None
    for said in _SAID[0].finditer(statement):
        told = _terms(said["owner"])
        if told - _CLASSES and thing - _CLASSES <= _terms(said["thing"]):
            return bool(owner & told - _CLASSES)
    return None


def belongs_elsewhere(focus: str, statement: str) -> bool:
    """Return whether a question puts a thing under a body and a statement puts it under another.

    Args:
        focus: the question.
        statement: what a report says.
    """
    asked = _ASKED.search(fold(focus))
    if not asked:
        return False
    owner = _terms(asked["owner"])
    thing = _terms(fold(focus)[: asked.start()])
    explicit = list(_SAID[0].finditer(statement))
    if len(explicit) == 1 and names_a_body(owner) and not owner & _terms(explicit[0]["thing"]):
        return not owner & _terms(explicit[0]["owner"])
    for pattern in _SAID:
        for said in pattern.finditer(statement):
            names = _terms(said["thing"])
            if names & thing and owner and not owner & names:
                return not owner & _terms(said["owner"])
    return False


def _terms(text: str) -> frozenset[str]:
    return frozenset(term(w) for w in words(text) if w not in FUNCTION_WORDS)
