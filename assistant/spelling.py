"""Misspelt words -> the reports' words, else common English ones. What counts as a word: the reports' vocabulary and the encoder's own list."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from assistant.lexicon import FUNCTION_WORDS, fold

_TOKEN = re.compile(r"[^\W\d_]+", re.UNICODE)
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "er", "ers", "r", "est", "ly", "al", "ally", "ness", "able", "ment", "ments", "ion", "ions", "ies", "ied", "ier")
_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
_ENDING_HEARD = re.compile(r"(?:sh[aeiou]n|shon|cion)$")
"""An ending written as it is heard ("resolushun")."""
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
CLIPPED = 5
"""From so many letters on a word may be the beginning of a longer one ("pharma")."""
MIN_LENGTH = 4
"""Shorter words have too many neighbours one edit away to be corrected safely."""


def allowed_edits(word: str) -> int:
    """Return how many edits a misspelling of this length may have: one in a short word, two from eight letters on."""
    return 1 if len(word) < 8 else 2


def correct(
    question: str,
    vocabulary: Mapping[str, int],
    is_word: Callable[[str], bool],
    common: Callable[[], Mapping[str, Sequence[str]]] = lambda: _NOTHING,
    only: Collection[str] | None = None,
) -> str:
    """Return the question with unknown words replaced by the nearest word of the reports, else by a common English word, where one is near enough.

    Args:
        question: text as typed.
        vocabulary: folded words of the reports, with how often each occurs.
        is_word: tells whether a folded word is known otherwise (to the encoder); such words are left alone.
        common: returns common English words by first letter, the commonest first; asked only where a word in lower case may be one of them.
        only: the folded words that may be misspelt; None: any.
    """

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        if _PLURAL_ACRONYM.fullmatch(word) and fold(word[:-1]) in vocabulary:
            return word[:-1]
        folded = fold(word)
        if (
            (only is not None and folded not in only)
            or len(folded) < MIN_LENGTH
            or folded in vocabulary
            or folded in FUNCTION_WORDS
            or word[1:].isupper()
            or is_word(folded)
        ):
            return word
        heard = _ENDING_HEARD.sub("tion", folded)
        found = (
            nearest(heard, vocabulary)
            or (nearest(folded, vocabulary) if heard != folded else None)
            or (_unclipped(folded, vocabulary) if word.islower() else None)
        )
        if found is None and word.islower() and not _is_form(folded, is_word):
            others = common().get(folded[0], ())
            found = nearest(folded, {w: len(others) - place for place, w in enumerate(others) if _slipped(folded, w)})
        return found or word

    return _TOKEN.sub(replace, question)


def _unclipped(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """Return the reports' most frequent word that begins with a clipped one ("pharma" -> "pharmaceuticals"), or None."""
    whole = [v for v in vocabulary if v.startswith(word)] if len(word) >= CLIPPED else []
    return max(whole, key=lambda v: (vocabulary[v], v), default=None)


def by_first_letter(words: Sequence[str]) -> dict[str, list[str]]:
    """Return words grouped by their first letter, in the given order."""
    groups: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= MIN_LENGTH:
            groups.setdefault(word[0], []).append(word)
    return groups


def _slipped(word: str, meant: str) -> bool:
    """Return whether letters were only dropped, added or swapped: one typed for another more often makes another word ("kilos", "kills")."""
    if len(word) == len(meant):
        return sorted(word) == sorted(meant)
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    rest = iter(longer)
    return len(longer) - len(shorter) <= allowed_edits(word) and all(letter in rest for letter in shorter)


def _is_form(word: str, is_word: Callable[[str], bool]) -> bool:
    """Return whether a word is a regular form of a known one ("polled", "stingier", "unfunded")."""
    bare = word.removeprefix("un").removeprefix("non").removeprefix("re")
    for ending in _ENDINGS:
        for form in (word, bare):
            stem = form[: len(form) - len(ending)] if form.endswith(ending) else ""
            if len(stem) > 2 and (is_word(stem) or is_word(stem + "e") or is_word(stem + "y") or (stem[-1] == stem[-2] and is_word(stem[:-1]))):
                return True
    return False


def nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """Return the vocabulary's nearest word within ``allowed_edits`` (same first letter), the more frequent one on a tie."""
    candidates: Collection[str] = [v for v in vocabulary if v[0] == word[0] and abs(len(v) - len(word)) <= 2 and v.isalpha()]
    edits = allowed_edits(word)
    found = process.extract(word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=edits, limit=8)
    if not found:
        return None
    return str(min(found, key=lambda hit: (hit[1], -vocabulary[hit[0]]))[0])
