"""Text helpers that every stage may use: cleaning for readers, sentence borders."""

from __future__ import annotations

import re
from functools import lru_cache

import sentencex

_TAG = re.compile(r"</?(?:ul|ol|li|br|p|div|span|b|i|em|strong|sup|sub|table|tbody|thead|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([$%&#_*~^])")
_BLANKS = re.compile(r"\s+")
_TRAILING_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBERED = re.compile(r"\b(?:arts?|paras?|nos?|pp?|secs?|figs?|vols?|chs?)\.$", re.IGNORECASE)
"""Abbreviations that stand before a number."""
_BRACKETED = re.compile(r"\([^()]*[.!?]\)(?=\s+[^\W\d_a-zß-ÿ])")
"""A whole sentence in brackets before a sentence that begins with a capital."""


def clean(text: str) -> str:
    """Return text for readers: HTML remains and escaping backslashes dropped, runs of blanks as one."""
    return _BLANKS.sub(" ", _ESCAPED.sub(r"\1", _TAG.sub(" ", text))).strip()


@lru_cache(maxsize=4096)
def sentence_ranges(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Return the half-open ranges of the sentences of ``text``, blanks at their ends left out.

    Borders come from sentencex (abbreviations by language). A footnote mark right after a full stop stays with its sentence,
    "para." with its number, and a sentence in brackets ends at its bracket.
    """
    ranges: list[tuple[int, int]] = []
    position = 0
    for piece in sentencex.segment(language, text):
        start = text.index(piece, position) if piece else position
        position = start + len(piece)
        mark = _TRAILING_MARK.match(piece)
        if mark and ranges and ranges[-1][1] == start:
            ranges[-1] = (ranges[-1][0], start + mark.end())
            start += mark.end()
        left, right = _trim(text, start, position)
        if right <= left:
            continue
        if ranges and text[left].isdigit() and _NUMBERED.search(text, *ranges[-1]):
            ranges[-1] = (ranges[-1][0], right)
            continue
        bracketed = _BRACKETED.match(text, left, right)
        if bracketed:
            ranges.append((left, bracketed.end()))
            left, right = _trim(text, bracketed.end(), right)
        ranges.append((left, right))
    return tuple(ranges)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the blanks at its ends."""
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), start + len(body.rstrip())
