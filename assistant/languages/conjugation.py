"""Conjugated verbs -> the infinitives that they may be forms of; the dictionary knows which of these exist.

Endings are taken off, and what conjugating does to a root is undone: vowels that the stress breaks ("pierde", perder), letters that
only keep a sound ("publique", publicar), glides ("destruyen", destruir), doubled letters ("appelle", appeler). Irregular forms stand in
the language's own table and count behind prefixes as well ("tuvo", tener; so "mantuvo", mantener). Pure functions on folded words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_PARADIGMS: dict[str, dict[str, str]] = {
    "es": {
        "ar": "o as a amos an e aste asteis aron aba abas abamos aban es emos en ara aras aramos aran ase asen ado ada ados adas ando are aremos aria arian",
        "er": "o es e emos en i iste io imos ieron ia ias iamos ian a as amos an iera ieras ieran iese iesen ido ida idos idas iendo"
        " ere era eran eremos eria erian yo yeron yendo yera yeran",
        "ir": "o es e imos en i iste io ieron ia ias iamos ian a as amos an iera ieras ieran iese iesen ido ida idos idas iendo"
        " ire ira iran iremos iria irian yo yeron yendo yera yeran",
    },
    "pt": {
        "ar": "o as a amos am e ei aste ou aram ava avas avamos avam es emos em asse assem ado ada ados adas ando arei ara arao aremos aria ariam arem ar",
        "er": "o es e emos em i eu este eram ia ias iamos iam a as amos am esse essem ido ida idos idas endo era erao eria eriam erem",
        "ir": "o es e imos em i iu iram ia ias iamos iam a as amos am isse issem ido ida idos idas indo ira irao iria iriam irem",
    },
    "fr": {
        "er": "e es ons ez ent ai as a ames erent ais ait ions iez aient era eront erait eraient ee ees ant",
        "ir": "is it issons issez issent issait issaient isse issant ira iront irait iraient i ie ies e ent ons ez ait aient ant irent",
        "re": "s ons ez ent ait aient u ue us ues ra ront rait raient ant it irent e",
    },
}
"""By language and ending of the infinitive: the endings of its regular forms, folded."""
_ENDINGS = {language: {infinitive: frozenset(endings.split()) for infinitive, endings in table.items()} for language, table in _PARADIGMS.items()}
_LONGEST_ENDING = 8
_ENCLITIC = re.compile(r"(?P<verb>.+(?:[aei]r|[ai]ndo|endo))(?:(?:me|te|se|nos)?(?:l[oa]s?|les?)|me|te|se|nos)$")
"""Spanish pronouns that hang on an infinitive or a gerund ("reinsertarlos")."""
_STRESSED = {"es": (("ie", "e"), ("ue", "o"), ("i", "e"), ("u", "o")), "pt": (("ei", "e"), ("i", "e"), ("u", "o")), "fr": ()}
"""What stress makes of the last vowel of a root, and the vowel of the infinitive."""
_SPELT = {
    "es": (("qu", "c"), ("gu", "g"), ("c", "z"), ("j", "g"), ("zc", "c"), ("y", ""), ("ig", ""), ("g", ""), ("z", "c")),
    "pt": (("qu", "c"), ("gu", "g"), ("j", "g"), ("c", "")),
    "fr": (("ge", "g"), ("ll", "l"), ("tt", "t"), ("i", "y")),
}
"""How the end of a root is spelt before some endings, and how before the infinitive's."""
_PRETERITE = {"es": re.compile(r"(?:[óéíá]|án)$"), "pt": re.compile(r"(?:[aei]u|rão)$"), "fr": re.compile(r"(?!)")}


def is_finite_by_spelling(form: str, language: str) -> bool:
    """Return whether the accent of a word in lower case makes a verb of what would be another word without ("publicó", "público")."""
    return bool(_PRETERITE[language].search(form))


@lru_cache(maxsize=4096)
def infinitives(form: str, language: str) -> tuple[str, ...]:
    """Return the infinitives that a folded word may be a regular form of, the likeliest first, most of them no words at all.

    >>> "evaluar" in infinitives("evaluaron", "es"), "perder" in infinitives("pierde", "es")
    (True, True)
    """
    enclitic = _ENCLITIC.match(form) if language == "es" else None
    base = enclitic["verb"] if enclitic else form
    found = [base] if enclitic else []
    for length in range(min(_LONGEST_ENDING, len(base) - 2), 0, -1):
        ending, root = base[-length:], base[:-length]
        for infinitive, endings in _ENDINGS[language].items():
            if ending in endings:
                found += [variant + infinitive for variant in _roots(root, language)]
    if language == "fr":  # "vend", "répond": no ending at all
        found.append(f"{base}re")
    return tuple(dict.fromkeys(found))


def irregular_infinitives(form: str, table: Mapping[str, str]) -> Iterator[str]:
    """Yield the infinitives of an irregular form, alone or behind a prefix, that of the longest known form first.

    Args:
        form: a folded word.
        table: irregular folded form -> infinitive.
    """
    for start in range(len(form) - 1):
        if infinitive := table.get(form[start:]):
            yield form[:start] + infinitive


def _roots(root: str, language: str) -> list[str]:
    spelt = [root, *(root[: len(root) - len(a)] + b for a, b in _SPELT[language] if root.endswith(a))]
    return [*spelt, *(undone for s in spelt for a, b in _STRESSED[language] if (undone := _last_vowel(s, a, b)))]


def _last_vowel(root: str, stressed: str, plain: str) -> str | None:
    """Return a root with its last vowel as it is without stress, or None where that vowel is another; "u" behind g or q is none."""
    match = re.search(rf"(?<![aeiou]){stressed}(?=(?:[^aeiou]|(?<=[gq])u)*$)", root)
    return None if match is None else root[: match.start()] + plain + root[match.end() :]
