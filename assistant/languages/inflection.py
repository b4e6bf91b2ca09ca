"""Forms of words: the English ones that a gloss needs, and the plurals and feminines under which a dictionary entry is found."""

from __future__ import annotations

import re

_IRREGULAR_PLURALS = {
    "child": "children",
    "woman": "women",
    "man": "men",
    "criterion": "criteria",
    "analysis": "analyses",
    "policeman": "policemen",
    "accused": "accused",
}
_UNCOUNTED = frozenset("police information research equipment money training staff data people personnel legislation evidence transparency".split())
_PARTICIPLES = {
    "begin": "begun",
    "bring": "brought",
    "be": "been",
    "build": "built",
    "burn": "burnt",
    "buy": "bought",
    "can": "been able",
    "catch": "caught",
    "come": "come",
    "cut": "cut",
    "deal": "dealt",
    "draw": "drawn",
    "feel": "felt",
    "find": "found",
    "forget": "forgotten",
    "freeze": "frozen",
    "get": "got",
    "give": "given",
    "go": "gone",
    "grow": "grown",
    "have": "had",
    "hear": "heard",
    "hold": "held",
    "hide": "hidden",
    "keep": "kept",
    "know": "known",
    "lead": "led",
    "leave": "left",
    "lend": "lent",
    "let": "let",
    "lose": "lost",
    "make": "made",
    "mean": "meant",
    "meet": "met",
    "oversee": "overseen",
    "pay": "paid",
    "put": "put",
    "quit": "quit",
    "read": "read",
    "rise": "risen",
    "run": "run",
    "say": "said",
    "see": "seen",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "set": "set",
    "show": "shown",
    "shrink": "shrunk",
    "speak": "spoken",
    "spend": "spent",
    "spread": "spread",
    "steal": "stolen",
    "take": "taken",
    "teach": "taught",
    "tell": "told",
    "think": "thought",
    "understand": "understood",
    "undertake": "undertaken",
    "wear": "worn",
    "win": "won",
    "write": "written",
    "become": "become",
}


_DOUBLING = frozenset("admit ban commit drop plan stop submit transfer transmit".split())


def english_plural(noun: str) -> str:
    """Return the plural of an English noun phrase, whose last word is its head; a plural stays one."""
    lead, _, head = noun.rpartition(" ")
    if head in _UNCOUNTED or head.endswith("s") or head.isupper():
        return noun
    plural = _IRREGULAR_PLURALS.get(head)
    if plural is None:
        plural = f"{head[:-1]}ies" if re.search(r"[^aeiou]y$", head) else f"{head}es" if re.search(r"(?:x|ch|sh)$", head) else f"{head}s"
    return f"{lead} {plural}".strip()


def english_participle(verb: str) -> str:
    """Return the past participle of an English verb in its base form."""
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if " " in verb:
        first, _, rest = verb.partition(" ")
        return f"{english_participle(first)} {rest}"
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLING else f"{verb}ed"


def english_gerund(verb: str) -> str:
    """Return the -ing form of an English verb in its base form."""
    first, _, rest = verb.partition(" ")
    stem = first[:-1] if first.endswith("e") and not first.endswith("ee") else f"{first}{first[-1]}" if first in _DOUBLING else first
    return f"{stem}ing {rest}".strip()


_PLURAL_RULES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "es": ((r"z$", ("ces",)), (r"ion$", ("iones",)), (r"[aeiou]$", ("+s",)), (r"[^aeiou]$", ("+es",))),
    "pt": (
        (r"ao$", ("oes", "aos", "aes")),
        (r"al$", ("ais",)),
        (r"el$", ("eis",)),
        (r"il$", ("is", "eis")),
        (r"ol$", ("ois",)),
        (r"m$", ("ns",)),
        (r"[rz]$", ("+es",)),
        (r"[aeiou]$", ("+s",)),
    ),
    "fr": ((r"al$", ("aux", "als")), (r"eau$", ("eaux",)), (r"[^sxz]$", ("+s", "+x"))),
}
"""By language: endings of a folded noun or adjective and the plural endings that take their place; "+" adds instead."""
_FEMININE_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "es": ((r"o$", "a"), (r"or$", "ora"), (r"es$", "esa"), (r"ol$", "ola")),
    "pt": ((r"o$", "a"), (r"or$", "ora"), (r"es$", "esa"), (r"eu$", "eia")),
    "fr": (
        (r"if$", "ive"),
        (r"eux$", "euse"),
        (r"eur$", "euse"),
        (r"ien$", "ienne"),
        (r"el$", "elle"),
        (r"er$", "ere"),
        (r"et$", "ete"),
        (r"ic$", "ique"),
        (r"[^e]$", "+e"),
    ),
}


def romance_forms(word: str, language: str, *, feminine: bool) -> frozenset[str]:
    """Return a folded word's singular and plural forms, and of an adjective (or a person) the feminine ones as well.

    Args:
        word: folded, singular, masculine.
        language: "es", "pt" or "fr".
        feminine: whether to form the feminine too.
    """
    singulars = {word}
    if feminine:
        for pattern, ending in _FEMININE_RULES[language]:
            if re.search(pattern, word):
                singulars.add(word + ending[1:] if ending.startswith("+") else re.sub(pattern, ending, word))
                break
    return frozenset(singulars | {plural for singular in singulars for plural in _plurals(singular, language)})


def _plurals(word: str, language: str) -> set[str]:
    for pattern, endings in _PLURAL_RULES[language]:
        if match := re.search(pattern, word):
            return {word + e[1:] if e.startswith("+") else word[: match.start()] + e for e in endings}
    return set()


def french_first_group(infinitive: str) -> frozenset[str]:
    """Return the folded forms of a regular French verb in -er that questions use; its stemmer needs the accents that folding drops."""
    root = infinitive.removesuffix("er")
    return frozenset(root + ending for ending in "e es ent ee ees er ez ons ant ait aient era eront".split())


_PARTICIPLE_ENDINGS = {
    "es": re.compile(r"(?:[aiu]d[oa]s?|(?:crit|ech|uest|iert|icht|uelt|ist)[oa]s?)$"),
    "pt": re.compile(r"(?:[aiu]d[oa]s?|(?:crit|eit|ost|iert|ist)[oa]s?)$"),
    "fr": re.compile(r"(?:(?:é|i|u)e?s?|(?:is|it|ert|eint|aint)e?s?)$"),
}


def is_participle(form: str, language: str) -> bool:
    """Return whether a verb form in lower case (accents kept) looks like a past participle."""
    return bool(_PARTICIPLE_ENDINGS[language].search(form))


def is_gerund(form: str, language: str) -> bool:
    """Return whether a verb form in lower case looks like a gerund."""
    return language != "fr" and form.endswith(("ando", "iendo", "endo", "indo"))


def is_plural(form: str) -> bool:
    """Return whether a folded Romance word form looks like a plural."""
    return len(form) > 3 and form[-1] in "sx"
