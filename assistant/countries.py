"""Countries named in a text, by name or inhabitant, in the languages of the OAS; names from pycountry (ISO 3166)."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable
from functools import lru_cache

import pycountry

from assistant.lexicon import fold

_LANGUAGES = ("es", "pt", "fr")
_EVERYDAY = {
    "US": ("united states", "usa", "u.s.", "america's"),
    "GB": ("united kingdom", "uk", "britain", "england"),
    "RU": ("russia",),
    "KR": ("south korea",),
    "NL": ("holland",),
}
"""Everyday names that ISO 3166 does not list."""
_CONTINENTS = re.compile(r"\b(?:latin|south|central) america(?:'s)?\b")
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
_CAPITAL = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_CAPITALS, key=len, reverse=True)))})\b", re.IGNORECASE)
_IN_PLACE = re.compile(r"\b(?:in|at|near|around|outside|from|of|to|and|or)(?: the| central)? $", re.IGNORECASE)
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


FEWEST_WORDS = 3
"""What is left of a question that has no more words than this says too little without its country."""


def without_own_country(text: str, countries: Iterable[str]) -> str:
    """Return a question without "in Peru" at its end, where that is the one country that the reports are on: it tells nothing.

    Args:
        text: the question.
        countries: the names of the countries that the reports are on.
    """
    own = set(countries)
    if len(own) != 1:
        return text
    (name,) = own
    bare = re.sub(rf",? (?:here )?in (?:the country|{re.escape(name)})(?=\W*$)", "", text, flags=re.IGNORECASE)
    return bare if len(bare.split()) > FEWEST_WORDS else text


def capitals_as_countries(text: str, countries: Iterable[str]) -> str:
    """Return a question with a capital that stands for its country ("has Lima signed it?") replaced by the country's name.

    Behind a preposition of place the capital is a place, and stays.

    Args:
        text: the question.
        countries: the names of the countries whose capitals are meant.
    """
    found = list(_CAPITAL.finditer(text))
    names = {code: name for name in countries for code in find_countries(name)} if found else {}
    for match in reversed(found):
        name = names.get(_CAPITALS[fold(match[0])])
        if name is not None and not _IN_PLACE.search(text, 0, match.start()):
            text = text[: match.start()] + name + text[match.end() :]
    return text


class OwnCountries:
    """The countries that reports are on: what is said of "the country" is said of them, whatever their names."""

    def __init__(self, names: Iterable[str]) -> None:
        """Prepare the names of some countries."""
        longest_first = sorted({n for n in names if n}, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:the )?(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\b", re.IGNORECASE)

    def neutral(self, text: str, name: str = "the country") -> str:
        """Return a text with "the country", or another name, in the place of theirs."""
        return self._pattern.sub(name, text)


@lru_cache(maxsize=256)
def own_countries(names: tuple[str, ...]) -> OwnCountries:
    """Return the countries of these names, prepared once."""
    return OwnCountries(names)


@lru_cache(maxsize=256)
def codes_of(names: tuple[str, ...]) -> frozenset[str]:
    """Return the ISO codes of countries by name; a name that is none has none."""
    return frozenset(code for name in names for code in find_countries(name))


def mentions_of(text: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, name) for each place of a text that names one of some countries, or its inhabitants, in order.

    A name that is no country's of this world is found as it is.
    """
    folded, found = fold(text), set[tuple[int, int, str]]()
    patterns = dict(_patterns())
    for name in names:
        of_name = [patterns[code] for code in codes_of((name,)) if code in patterns] or [re.compile(rf"\b{re.escape(fold(name))}\b")]
        found |= {(m.start(), m.end(), name) for pattern in of_name for m in pattern.finditer(folded)} if len(folded) == len(text) else set()
    return sorted(found)


@lru_cache(maxsize=1024)
def find_countries(text: str) -> frozenset[str]:
    """Return the ISO codes of the countries that a text names."""
    folded = _CONTINENTS.sub(" ", fold(text))
    return frozenset(code for code, pattern in _patterns() if pattern.search(folded))


def display_name(country: str, language: str = "en") -> str:
    """Return a country's everyday name in a language; a name that is no country's as it is."""
    codes = sorted(codes_of((country,)))
    return country_name(codes[0], language) if codes else country


def country_name(code: str, language: str = "en") -> str:
    """Return a country's everyday name in a language."""
    country = pycountry.countries.get(alpha_2=code)
    name = str(getattr(country, "common_name", country.name)) if country else code
    if language in _LANGUAGES and country:
        name = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]).gettext(country.name)
    return name.split(",")[0]
