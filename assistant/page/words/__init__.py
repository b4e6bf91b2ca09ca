"""The page's own words by language: ``say`` is the one way from a key to what stands on the screen.

A language is a file beside this one, ``key = "text"`` with ``{names}`` for what is filled in; all files hold the same keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "es": "Español", "pt": "Português", "fr": "Français"}
"""Language code -> its own name, in the order of the page's switch."""
DEFAULT = "en"


def say(language: str, key: str, /, **values: object) -> str:
    """Return a text of the page.

    Args:
        language: a code of ``LANGUAGES``; any other reads as English.
        key: which text.
        values: what its ``{names}`` stand for.

    Raises:
        KeyError: there is no such text, or a value is missing.
    """
    text = words_of(language)[key]
    return text.format(**values) if values else text


@cache
def words_of(language: str) -> Mapping[str, str]:
    """Return every text of a language by its key, for the page's scripts; English for a language that is not there."""
    known = language if language in LANGUAGES else DEFAULT
    return tomllib.loads((Path(__file__).parent / f"{known}.toml").read_text(encoding="utf-8"))


def preferred_language(accept_language: str) -> str:
    """Return the language of the page that a browser's Accept-Language header asks for first; English where it asks for none of them."""
    wishes = []
    for position, part in enumerate(accept_language.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((-weight, position, tag.strip().lower().split("-")[0]))
    return next((code for weight, _, code in sorted(wishes) if weight < 0 and code in LANGUAGES), DEFAULT)
