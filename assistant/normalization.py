"""Typed text -> the same text without quotation marks around it, shouting and repeated marks."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"^\s*(?:\"(?P<a>[^\"]*)\"|“(?P<b>[^“”]*)”|«(?P<c>[^«»]*)»|'(?P<d>[^']*)')\s*$", re.DOTALL)
_MARKS = re.compile(r"[?!]{2,}")
_LETTERS = re.compile(r"[^\W\d_]")
SHOUTED_WORDS = 4
"""So many words in capitals throughout are shouted; fewer may be acronyms."""


def normalize(text: str) -> str:
    """Return a text without quotation marks that enclose it whole, with one mark for several ("?!"), and in small letters where it is all capitals."""
    quoted = _QUOTED.match(text)
    inside = next((part for part in quoted.groups() if part is not None), "").strip() if quoted else ""
    plain = _MARKS.sub(lambda m: "?" if "?" in m[0] else "!", inside or text)
    shouted = plain.upper() == plain and len(plain.split()) >= SHOUTED_WORDS and _LETTERS.search(plain)
    return plain.lower() if shouted else plain
