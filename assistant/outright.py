"""A clause that affirms something -> the question that asks outright whether it is so ("Peru has signed it" -> "Has Peru signed it?")."""

from __future__ import annotations

import re

from assistant.english_words import is_english

_WITH_AUXILIARY = re.compile(
    r"(?P<subject>(?:(?:that|this) (?=\w+ \w))?(?:(?!(?:that|which|who|to|not|never|no|does|did|do|\w+n't)\b)[^\s,;:]+ ){1,8}?)(?<!\band )"
    r"(?P<verb>is|are|was|were|has|have|had|can|could|will|would|must|should|may"
    r"|(?:does|do|did)(?= (?:(?:not )?(?!so\b|it\b|that\b|this\b|the\b|an?\b|their\b|its\b)[a-z]+ \w)))(?! (?:not|never|no|neither)\b) (?P<rest>[^?]+)",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(
    r"(?P<subject>(?:(?:only|just) )?(?:the )?(?:peru|country|government|state|it|he|she|report|cicad|nobody|no one|everybody|everyone"
    r"|anybody|anyone|somebody|someone)|(?-i:[A-Z][A-Za-z]+)) "
    r"(?:(?P<adverb>still|also|already|currently|really|actually|even|always|sometimes|often|usually|regularly) )?(?P<verb>[a-z]+s) (?P<rest>[^?]+)",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?P<subject>(?:(?:the|these|those|all|other) )?(?:they|we|women|men|people|children|police|[a-z]{3,}s)) "
    r"(?:(?P<adverb>still|also|already|currently|really|actually|even|always|sometimes|often|usually|regularly) )?(?P<verb>[a-z]+) (?P<rest>[^?]+)",
    re.IGNORECASE,
)
_PLURAL_VERBS = frozenset(
    """answer apply attend belong buy carry check collect come conduct cooperate cover destroy do enforce exchange get give go have help hold include inspect
    keep know live make measure need offer own participate pay produce provide publish pull receive report require run seize send share study take teach test
    train treat use visit work""".split()
)
"""Of a subject in the plural: verbs that are hardly taken for the noun that would stand there."""
_PARTICIPLE = re.compile(
    r"(?:\w+ly |already |always |ever |since |also )?"
    r"(?:been|\w+ed|had|done|made|set|put|held|kept|given|taken|shown|begun|met|built|run|known|seen|left|spent|cut|brought|led|found|sent|paid|become|grown|risen|fallen)\b"
)
_NOUN = re.compile(r"(?<!men)(?<!func)(?<!sanc)(?:tions|sions|ities|ships)$", re.IGNORECASE)
"""What a noun in the plural ends in, and hardly a verb."""
_CAPITAL = re.compile(r"^(?:The|An?|These|Those|This|That|Its?|They|Their|He|She|All|Some|Most|Many|No)\b")
_PAST = re.compile(
    r"(?P<subject>(?:(?:the|that|this|these|those|its|their) )?(?:[\w-]+ ){1,4}?)"
    r"(?P<verb>\w{2,}ed|rose|fell|grew|went|began|came|gave|got|took|made|ran|met|held|kept"
    r"|built|wrote|spent|sent|paid|lost|won|sold|found|became|led|left)(?: (?P<rest>[^?]+))?",
    re.IGNORECASE,
)
_BASE = {
    "rose": "rise", "fell": "fall", "grew": "grow", "went": "go", "began": "begin", "came": "come", "gave": "give", "got": "get", "took": "take",
    "made": "make", "ran": "run", "met": "meet", "held": "hold", "kept": "keep", "built": "build", "wrote": "write", "spent": "spend", "sent": "send",
    "paid": "pay", "lost": "lose", "won": "win", "sold": "sell", "found": "find", "became": "become", "led": "lead", "left": "leave",
}  # fmt: skip
_NO_SUBJECTS = frozenset(
    """for of in on by to from with at as and or but no not never nor any which who what when where why how than more less most least is are was were
    has have had does do did can could will would must should may""".split()
)
"""No word of a subject, so that what stands behind one is no verb in the past tense ("Peru has never signed")."""
_NO_VERBS = frozenset("is has was does its this as us yes drugs programs programmes laws crops areas services".split())


def asked_of(clause: str) -> str | None:
    """Return the question whether an affirmed clause is so, its verb first; None where its verb or its subject is not made out."""
    said = _CAPITAL.sub(lambda m: m[0].lower(), clause.strip(" ?.!"))
    auxiliary = _WITH_AUXILIARY.fullmatch(said)
    if auxiliary:
        subject, verb, rest = auxiliary["subject"].strip(), auxiliary["verb"], auxiliary["rest"].strip()
        if verb.lower() in ("has", "have", "had") and not _PARTICIPLE.match(rest):
            return f"{'Did' if verb.lower() == 'had' else 'Does' if verb.lower() == 'has' else 'Do'} {subject} have {rest}?"
        return f"{verb.capitalize()} {subject} {rest}?"
    active = _THIRD_PERSON.fullmatch(said)
    if active and active["verb"] not in _NO_VERBS and not _NOUN.search(active["verb"]) and not active["subject"].endswith("s"):
        adverb = f"{active['adverb']} " if active["adverb"] else ""
        return f"Does {active['subject']} {adverb}{infinitive(active['verb'])} {active['rest']}?"
    several = _PLURAL.fullmatch(said)
    if several and several["verb"] in _PLURAL_VERBS and several["subject"].lower() not in _NO_VERBS:
        adverb = f"{several['adverb']} " if several["adverb"] else ""
        return f"Do {several['subject']} {adverb}{several['verb']} {several['rest']}?"
    past = _PAST.fullmatch(said)
    subject = past["subject"].lower().split() if past else []
    if past and not _NO_SUBJECTS & set(subject) and "that" not in subject[1:] and (base := _base(past["verb"].lower())):
        return f"Did {past['subject'].strip()} {base}{' ' + past['rest'] if past['rest'] else ''}?"
    return None


def _base(verb: str) -> str | None:
    """Return the base form of a verb in the past tense, or None where none is an English word."""
    if verb in _BASE:
        return _BASE[verb]
    doubled = verb[-3] == verb[-4:-3] and verb[-3] not in "sl"
    forms = (verb[:-3],) if doubled else (f"{verb[:-3]}y",) if verb.endswith("ied") else (verb[:-2], verb[:-1])
    return next((form for form in forms if is_english(form)), None)


def infinitive(verb: str) -> str:
    """Return the infinitive of a verb in the third person."""
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    return verb[:-2] if verb.endswith(("ches", "shes", "sses", "xes", "oes", "zzes", "cuses")) else verb[:-1]
