"""Misspelt words -> the report's words. What counts as a word: the reports' vocabulary and the encoder's own word list."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.lexicon import FUNCTION_WORDS, fold

_TOKEN = re.compile(r"[^\W\d_]+", re.UNICODE)
MIN_LENGTH = 4
"""Shorter words have too many neighbours one edit away to be corrected safely."""


def allowed_edits(word: str) -> int:
    """Return how many edits a misspelling of this length may have: one in a short word, two from eight letters on."""
    return 1 if len(word) < 8 else 2


def correct(question: str, vocabulary: Mapping[str, int], is_word: Callable[[str], bool]) -> str:
    """Return the question with unknown words replaced by the nearest word of the reports, where one is near enough.

    Args:
        question: text as typed.
        vocabulary: folded words of the reports, with how often each occurs.
        is_word: tells whether a folded word is known otherwise (to the encoder); such words are left alone.
    """

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        folded = fold(word)
        if len(folded) < MIN_LENGTH or folded in vocabulary or folded in FUNCTION_WORDS or word[1:].isupper() or is_word(folded):
            return word
        return nearest(folded, vocabulary) or word

    return _TOKEN.sub(replace, question)


def nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """Return the vocabulary's nearest word within ``allowed_edits`` (same first letter), the more frequent one on a tie."""
    candidates: Collection[str] = [v for v in vocabulary if v[0] == word[0] and abs(len(v) - len(word)) <= 2 and v.isalpha()]
    edits = allowed_edits(word)
    found = process.extract(word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=edits, limit=8)
    if not found:
        return None
    return str(min(found, key=lambda hit: (hit[1], -vocabulary[hit[0]]))[0])
