"""A clause that affirms something -> the question that asks outright whether it is so ("Peru has signed it" -> "Has Peru signed it?")."""

from __future__ import annotations

import re

_WITH_AUXILIARY = re.compile(
    r"(?P<subject>(?:(?!(?:that|which|who|to|not|never|no|does|did|do|\w+n't)\b)[^\s,;:]+ ){1,8}?)(?<!\band )"
    r"(?P<verb>is|are|was|were|has|have|had|can|could|will|would|must|should|may)(?! (?:not|never|no|neither)\b) (?P<rest>[^?]+)",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(
    r"(?P<subject>(?:the )?(?:peru|country|government|state|it|he|she|report|cicad)|(?-i:[A-Z][A-Za-z]+)) "
    r"(?:(?P<adverb>still|also|already|currently|really|actually|even|always|sometimes|often|usually|regularly) )?(?P<verb>[a-z]+s) (?P<rest>[^?]+)",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?:\w+ly |already |always |ever |since |also )?"
    r"(?:been|\w+ed|had|done|made|set|put|held|kept|given|taken|shown|begun|met|built|run|known|seen|left|spent|cut|brought|led|found|sent|paid|become|grown|risen|fallen)\b"
)
_NO_VERBS = frozenset("is has was does its this as us yes drugs programs programmes laws crops areas services".split())


def asked_of(clause: str) -> str | None:
    """Return the question whether an affirmed clause is so, its verb first; None where its verb or its subject is not made out."""
    said = clause.strip(" ?.!")
    auxiliary = _WITH_AUXILIARY.fullmatch(said)
    if auxiliary:
        subject, verb, rest = auxiliary["subject"].strip(), auxiliary["verb"], auxiliary["rest"].strip()
        if verb.lower() in ("has", "have", "had") and not _PARTICIPLE.match(rest):
            return f"{'Did' if verb.lower() == 'had' else 'Does' if verb.lower() == 'has' else 'Do'} {subject} have {rest}?"
        return f"{verb.capitalize()} {subject} {rest}?"
    active = _THIRD_PERSON.fullmatch(said)
    if active and active["verb"] not in _NO_VERBS and not active["subject"].endswith("s"):
        adverb = f"{active['adverb']} " if active["adverb"] else ""
        return f"Does {active['subject']} {adverb}{_infinitive(active['verb'])} {active['rest']}?"
    return None


def _infinitive(verb: str) -> str:
    """Return the infinitive of a verb in the third person."""
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes", "oes", "zzes", "cuses")) else verb[:-1]
