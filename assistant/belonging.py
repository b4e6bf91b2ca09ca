"""What belongs to whom: "the network *of* GAFILAT", "DEVIDA *through* SISCOD", "which *belongs to* the Central Bank".

Where a question puts a thing under one body and the statement puts it under another one, the answer is no, though the statement may name
both. Pure functions on texts.
"""

from __future__ import annotations

import re

from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.scope import names_a_body

_NAME = r"[A-Z][\w’'-]*(?:(?: (?:of|for|on|against|in|the|to|de|del))* [A-Z(][\w’')-]*)*"
_SAID = (
    re.compile(
        rf"(?P<thing>{_NAME}),? (?:which |that )?(?:belongs? to|reports? to|is part of|forms part of|is attached to|is under|depends on)"
        rf" (?:the )?(?P<owner>{_NAME})"
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
