"""Countries named in a text, by name or inhabitant, in the languages of the OAS; names from pycountry (ISO 3166)."""

from __future__ import annotations

import gettext
import re
from functools import lru_cache

import pycountry

from assistant.lexicon import fold

_LANGUAGES = ("es", "pt", "fr")
_EVERYDAY = {
    "US": ("united states", "usa", "u.s."),
    "GB": ("united kingdom", "uk", "britain", "england"),
    "RU": ("russia",),
    "KR": ("south korea",),
    "NL": ("holland",),
}
"""Everyday names that ISO 3166 does not list."""
_CAPITALS = {
    name: code
    for code, names in {
        "AG": "st. john's", "AR": "buenos aires", "BS": "nassau", "BB": "bridgetown", "BZ": "belmopan", "BO": "la paz; sucre", "BR": "brasilia",
        "CA": "ottawa", "CL": "santiago", "CO": "bogota", "CR": "san jose", "CU": "havana", "DM": "roseau", "DO": "santo domingo", "EC": "quito",
        "SV": "san salvador", "GD": "st. george's", "GT": "guatemala city", "GY": "georgetown", "HT": "port-au-prince", "HN": "tegucigalpa",
        "JM": "kingston", "MX": "mexico city", "NI": "managua", "PA": "panama city", "PY": "asuncion", "PE": "lima", "KN": "basseterre",
        "LC": "castries", "VC": "kingstown", "SR": "paramaribo", "TT": "port of spain", "US": "washington", "UY": "montevideo", "VE": "caracas",
    }.items()
    for name in names.split("; ")
}  # fmt: skip
"""Capitals of the member states of the OAS: "has Lima signed it?" asks about Peru."""
_DEMONYM = r"(?:n|an|ian|ean|nian|ans|ians|eans|nians|ns|ese|ish|ine|ines|os?|as?|es|eños?|enos?|ien|ienne|iens)"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return (ISO code, pattern) for each country: its names in four languages, and one-word names' inhabitants."""
    translations = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]) for language in _LANGUAGES]
    result = []
    for country in pycountry.countries:
        names = {country.name, getattr(country, "common_name", country.name), *(t.gettext(country.name) for t in translations)}
        folded = {fold(n).split(",")[0] for n in names} | set(_EVERYDAY.get(country.alpha_2, ()))
        parts = [rf"{re.escape(n)}(?:'s)?" for n in folded]
        parts += [rf"{re.escape(n.rstrip('aeiou'))}{_DEMONYM}" for n in folded if " " not in n and len(n.rstrip("aeiou")) >= 4]
        result.append((str(country.alpha_2), re.compile(rf"\b(?:{'|'.join(sorted(parts, key=len, reverse=True))})\b")))
    return tuple(result)


def is_capital(word: str, codes: frozenset[str]) -> bool:
    """Return whether a word ("Lima", "Lima's") names the capital of one of some countries."""
    return _CAPITALS.get(re.sub(r"['’]s$", "", fold(word))) in codes


@lru_cache(maxsize=1024)
def find_countries(text: str) -> frozenset[str]:
    """Return the ISO codes of the countries that a text names."""
    folded = fold(text)
    return frozenset(code for code, pattern in _patterns() if pattern.search(folded))


def country_name(code: str, language: str = "en") -> str:
    """Return a country's everyday name in a language."""
    country = pycountry.countries.get(alpha_2=code)
    name = str(getattr(country, "common_name", country.name)) if country else code
    if language in _LANGUAGES and country:
        name = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]).gettext(country.name)
    return name.split(",")[0]
