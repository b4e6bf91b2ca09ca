"""A turn of a conversation whose words stand in another order than a question's -> the question: a time first, a statement with a tag, a bare "no".

Pure functions on texts; what they do not recognize stays as it is.
"""

from __future__ import annotations

import re

from assistant.framing import AUXILIARY, COMMAND, QUESTION_WORD
from assistant.lexicon import fold
from assistant.outright import asked_of, infinitive
from assistant.question_form import TAG

_LEAD = re.compile(r"^\W*(?:(?:and|but|so(?! far\b)|ok|okay|then|also|now|well(?!-)|or)\b[,\s]*)*", re.IGNORECASE)
_BESIDES_THAT = re.compile(r"^(?:before|after|besides|apart from|despite) (?:that|this|then), ", re.IGNORECASE)
_WHEN_FIRST = re.compile(
    r"^(?P<when>(?:in|during|as of|since|before|after|until|by|for|under|from|at|among|within) "
    r"(?!(?:example|instance|sure|which|what)\b|(?:that|this|it|them),)"
    rf"[^,?:;]{{3,50}}), (?P<asked>(?:{AUXILIARY}|{QUESTION_WORD})\b[^?]*[^?\W])\W*$",
    re.IGNORECASE,
)
"""Names a time, a group or a place before it asks ("in the fifth round, did they evaluate programmes?")."""
_THEN_LAST = re.compile(r"(?<=\w) (?:then|there)$", re.IGNORECASE)
"""Says again what was named first."""
_NONE_FIRST = re.compile(
    r"^no (?P<what>(?!(?:one|idea|longer|more|matter|wonder|problems?|thanks?|doubt|i|it|they|the|that|not)\b)[\w-]+ [^?,]*?\w)"
    r"(?: (?:either|then|at all))*\W*$",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(r"^(?P<by>according to (?:the )?[\w-]+),? (?P<clause>.+)$", re.IGNORECASE)
_HAS_OWN_ORDER = re.compile(
    rf"^(?:(?:{AUXILIARY})(?:n't)?|{QUESTION_WORD}|{COMMAND}|(?:what|how) about|i|you|we|let|there|if|not|no|any"
    r"|(?:for|of|in|on|by|to|from|with|at|under|since|until|during|among|between|through|against|about|like|such|than|as)"
    r"|(?:that|this)(?= (?:is|was|has|does|did|means)\b))\b",
    re.IGNORECASE,
)
_NOT_EVEN = re.compile(r"^(?:not )?even (?=\w)", re.IGNORECASE)
"""Doubts what was asked before of another one; it denies nothing ("not even in schools?")."""
_VERB_FIRST = re.compile(r"^(?P<verb>[a-z]{3,}s) (?P<object>(?:it|them|that|this|these|those|the [\w-]+)(?: as well| too| also)?)\W*$", re.IGNORECASE)
"""Leaves out who does it ("and evaluates it as well?")."""
_GOT_IT = re.compile(
    r"^(?:(?:what|how) about )?(?P<what>[^?,]+(?: (?:and|or|in|of|for|to) [^?,]+)*), (?:(?:do|does|did|has|have) )?(?:(?:it|they|we|peru|the country) )?"
    r"(?P<verb>do|does|did|have|has|had|got|carry out|run|make)s? (?:that|those|these|it|them|one|any|ones)(?: too| as well| also| at all)*\W*$",
    re.IGNORECASE,
)
"""Names a thing, then asks whether it is had or done ("special courts, got those?")."""
_ALSO_THEN = re.compile(
    rf"^(?!(?:{AUXILIARY}|{QUESTION_WORD})\b)(?P<what>[^?,]{{4,60}}), (?:also|too|even|already|still) (?P<when>(?:in|during|since|from) [^?,]+)\?\W*$",
    re.IGNORECASE,
)
"""Names a thing, then a time ("and plans to mitigate it, also in the fifth round?")."""
_IN_A_STATE = re.compile(
    rf"^(?!(?:{AUXILIARY}|{QUESTION_WORD})\b)(?P<what>[^?,]{{3,60}}), "
    r"(?P<state>(?:in (?:use|force|place|effect|operation)|available|mandatory|compulsory)\b[^?,]*)\?\W*$",
    re.IGNORECASE,
)
_THERE_IS = re.compile(r"^there(?:['’]s| (?P<verb>is|are|was|were)) (?P<rest>(?!(?:is|are)\b)[^?]+)$", re.IGNORECASE)
_FRONTED = re.compile(
    r"^(?P<when>(?:for|in|at|among|with|by|during|under|since) (?:[\w'-]+ ){1,4}?)"
    r"(?P<clause>(?:the|such|these|those|this|it|they|peru|all) (?!(?:round|year|case|time|country|area)s?\b).+)$",
    re.IGNORECASE,
)
"""Names what a statement is about before its subject ("for exports such processes are missing")."""
_DENIES = re.compile(
    r"^(?:(?!(?:that|which|who|where|when|if)\b)[^\s,;:?]+ ){1,8}?"
    r"(?:\w+n't|cannot|(?:does|do|did|is|are|was|were|has|have|can|could|will) (?:not|never))\b [^?]+$",
    re.IGNORECASE,
)
_KNOWN_SUBJECT = re.compile(r"(?:it|they|he|she|that|this|peru|the (?:country|government|state|report))\b", re.IGNORECASE)
"""With these a verb in "ed" is no participle ("drugs seized in 2017?")."""
_DONE = frozenset("do does did run make".split()) | {"carry out"}
_PRONOUN_INSIDE = re.compile(rf"^\S+ (?:\S+ ){{0,7}}?(?:it|they|he|she|we|you|i) (?:\w+ )?{AUXILIARY}\b", re.IGNORECASE)
"""A subject with a clause inside ("the year it was founded")."""


def in_order(turn: str) -> str:
    """Return a turn as a question whose verb stands first, behind what joins it to the turn before; as it is where it has that order or is no sentence.

    "And in the fifth round, did they evaluate?" -> "And did they evaluate in the fifth round?"; "but it is available, isn't it?" -> "but is it available?";
    "and no rules either, is that right?" -> "and is there no rules?"; "special courts, got those?" -> "does the country have special courts?".
    """
    lead = _LEAD.match(turn)
    start = lead.end() if lead else 0
    said = _NOT_EVEN.sub("", _BESIDES_THAT.sub("", turn[start:].strip()))
    asked = next((question for form in _FORMS if (question := form(said))), said)
    return f"{turn[:start]}{asked}"


def _time_first(said: str) -> str | None:
    found = _WHEN_FIRST.match(said)
    return f"{_THEN_LAST.sub('', found['asked'])} {found['when'][:1].lower()}{found['when'][1:]}?" if found else None


def _thing_first(said: str) -> str | None:
    """Return a question of what is named first, and then said to be had, done, there at a time or in a state."""
    got = _GOT_IT.match(said)
    if got:
        return f"{'do they do' if got['verb'].lower() in _DONE else 'does the country have'} {got['what']}?"
    also, state = _ALSO_THEN.match(said), _IN_A_STATE.match(said)
    return f"is there {also['what']} {also['when']}?" if also else f"is {state['what']} {state['state']}?" if state else None


def _verb_first(said: str) -> str | None:
    found = _VERB_FIRST.match(said)
    return f"does it {infinitive(found['verb'].lower())} {found['object']}?" if found else None


def _there_is(said: str) -> str | None:
    stem = _untagged(said)
    asks = said.endswith("?") or stem != said.rstrip(" .!,")
    there, none = (_THERE_IS.match(stem), _NONE_FIRST.match(stem)) if asks else (None, None)
    return f"{(there['verb'] or 'is').lower()} there {re.sub(' then$', '', there['rest'])}?" if there else f"is there no {none['what']}?" if none else None


def _stated(said: str) -> str | None:
    """Return a statement, with a tag or without, as a question; None where it is none."""
    stem = _untagged(said)
    by, fronted = _BY_WHOM.match(stem), _FRONTED.match(stem)
    clause = re.sub(r" then$", "", by["clause"] if by else fronted["clause"] if fronted else stem)
    if (_HAS_OWN_ORDER.match(clause) and not fronted) or _PRONOUN_INSIDE.match(clause):
        return None
    asked, beside = asked_of(clause), by["by"] if by else fronted["when"].strip() if fronted else ""
    if asked and (not asked.startswith("Did ") or stem != said.rstrip(" ?!.,") or _KNOWN_SUBJECT.match(clause)):
        return " ".join(f"{asked[:1].lower()}{asked[1:].rstrip('?')} {beside}".split()) + "?"
    clause = f"{clause[:1].lower()}{clause[1:]}" if _KNOWN_SUBJECT.match(clause) and not clause.startswith("Peru") else clause
    return f"is it true that {clause}?" if _DENIES.match(clause) and said.endswith("?") else None


_FORMS = (_time_first, _thing_first, _verb_first, _there_is, _stated)
"""In the order in which they are tried."""


def _untagged(said: str) -> str:
    """Return a turn without its tag ("…, isn't it?") and its mark."""
    folded = fold(said)
    tag = TAG.search(folded) if len(folded) == len(said) else None
    return (said[: tag.start()] if tag else said).rstrip(" ?!.,")
