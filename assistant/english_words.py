"""Whether a word is English, by a kept list of words with their frequencies: what is spelt right is not mended."""

from __future__ import annotations

from functools import cache


@cache
def _english_words() -> frozenset[str]:
    """Return the words of the list; read at the first question with a word that neither the reports nor the encoder know, which takes 0.3 s."""
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())


def is_english(word: str) -> bool:
    """Return whether a folded word is an English one, inflected or not ("tackling", "dope")."""
    return word in _english_words()
