"""Questions and conversations in four languages -> English ones, with what is needed to answer in the language asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from assistant.languages.detection import check_language, detect
from assistant.languages.gloss import Gloss, gloss
from assistant.languages.grammar import LANGUAGES
from assistant.languages.units import ReportWords
from assistant.lexicon import term

MIN_COGNATE = 0.92
"""Jaro-Winkler likeness from which a foreign word counts as the English one that it resembles ("hidroponía", "hydroponics")."""
MIN_COGNATE_LENGTH = 6
"""Shorter words resemble each other by chance."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as the rest of the program reads it.

    ``english`` and ``history`` are English; ``wording`` gives for English words of the question what was asked in their place,
    ``untranslated`` the folded words that could not be read.
    """

    language: str
    english: str
    history: tuple[str, ...]
    wording: tuple[tuple[str, str], ...] = ()
    untranslated: frozenset[str] = frozenset()


class QuestionReader:
    """Reads questions for one corpus. Holds no state that a question changes."""

    def __init__(self, vocabulary: Mapping[str, int], is_word: Callable[[str], bool]) -> None:
        """Prepare for a corpus.

        Args:
            vocabulary: the reports' folded words, with how often each occurs.
            is_word: tells whether a folded word is a common English one.
        """
        self._vocabulary = vocabulary
        self._is_word = is_word
        self._counts: dict[str, int] | None = None

    def is_english(self, word: str) -> bool:
        """Return whether a folded word is one of the reports or a common English one."""
        return word in self._vocabulary or self._is_word(word)

    def read(self, question: str, history: Sequence[str] = (), language: str | None = None) -> Reading:
        """Read a question and the earlier ones of its conversation, each in its own language.

        Args:
            question: the question as typed.
            history: earlier questions, oldest first.
            language: the question's language; None or "auto": found.

        Raises:
            QuestionError: ``language`` is none of the four.
        """
        earlier: list[str] = []
        before: str | None = None
        for text in history:
            before = detect(text, self.is_english, before)
            earlier.append(self._english(text, before).text)
        spoken = detect(question, self.is_english, before)
        found = check_language(language, spoken) or spoken
        read = self._english(question, found)
        return Reading(found, read.text, tuple(earlier), read.wording, read.untranslated)

    def _english(self, text: str, language: str) -> Gloss:
        return gloss(text, language, ReportWords(self._frequency, self._cognate)) if language in LANGUAGES else Gloss(text)

    def _frequency(self, word: str) -> int:
        """Return how often the reports use a word, in any of its forms."""
        if self._counts is None:
            counts: dict[str, int] = {}
            for w, n in self._vocabulary.items():
                counts[term(w)] = counts.get(term(w), 0) + n
            self._counts = counts
        return self._counts.get(term(word), 0)

    def _cognate(self, word: str) -> tuple[str, str] | None:
        """Return the reports' word that a foreign word resembles, as a noun, or None."""
        if self.is_english(word) or len(word) < MIN_COGNATE_LENGTH:
            return None
        found = process.extractOne(word, self._vocabulary.keys(), scorer=JaroWinkler.similarity, score_cutoff=MIN_COGNATE)
        if found is None or DamerauLevenshtein.normalized_distance(word, found[0]) > 0.4:
            return None
        return str(found[0]), "n"
