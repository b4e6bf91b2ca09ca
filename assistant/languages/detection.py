"""Which language a question is asked in: closed-class words first, then lingua's n-gram models for what these leave open.

Names, acronyms and figures belong to no language and are left out. English is taken for granted as soon as every word is English
and none is another language's own, so that an English question never waits for the models.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.catalogue import marked, say
from assistant.errors import QuestionError
from assistant.languages.dictionary import known_words, read_rows
from assistant.languages.grammar import LANGUAGES, load_grammar
from assistant.lexicon import FUNCTION_WORDS, fold
from assistant.memory import large_blocks_apart, return_freed

if TYPE_CHECKING:
    from lingua import LanguageDetector

ALL_LANGUAGES = ("en", *LANGUAGES)
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_BOOST = 1.5
"""How much one closed-class word that a language shares with no other counts, as an exponent, beside the models."""
_SHORT, _MIDDLING = 4, 10
"""A question of fewer words leans on the language of the conversation, one of not so few half as much."""
_PRIOR = 3.0
"""How much likelier a short question is in the language of the conversation than in another."""
_MIN_MODELS = 0.55
"""Below this the models alone decide nothing: the conversation's language stands, or English."""
_CERTAIN = 3.0
"""A lead in closed-class words that the models never overturned, over 1,100 questions whole and in fragments."""
_LONGEST_FORM = 8
"""Words of the start of a question that its question words are sought in; the longest has five."""
_LONGEST_NGRAM = "estab"
"""Five letters that all four languages use; the models go up to five."""
_FOREIGN = frozenset({"y", "et"})
"""No English words, though short ones of other languages that questions begin with ("y a Chile?")."""
_ENGLISH_TOO = frozenset("a no me he on son sur plus sous pour as do is to in an or as so has use am come son sale fin art me main".split())


def check_language(language: str | None, spoken: str = "en") -> str | None:
    """Return a language that was named, in lower case; None and "auto" leave it to be found.

    Args:
        language: as named.
        spoken: what to complain in.

    Raises:
        QuestionError: it is none of the four.
    """
    if language is None or not language.strip() or language.strip().casefold() == "auto":
        return None
    code = language.strip().casefold()[:2]
    if code not in ALL_LANGUAGES:
        message = marked("the language is {found}, expected one of {known}. Leave it out to have it found.")
        raise QuestionError(say(message, spoken, found=repr(language), known=", ".join(ALL_LANGUAGES)))
    return code


def detect(text: str, is_english: Callable[[str], bool], earlier: str | None = None) -> str:
    """Return the language of a question: "en", "es", "pt" or "fr".

    Args:
        text: the question as typed.
        is_english: tells whether a folded word is one that English (or the reports) uses.
        earlier: the language of the question before it, where there is one.
    """
    if "¿" in text or "¡" in text:
        return "es"
    if earlier in LANGUAGES and _FOREIGN & load_grammar(earlier).leads & set(fold(text).split()[:1]):  # "y a Chile?"
        return earlier
    telling = [w for w in _WORD.findall(text) if not (w.isupper() and len(w) > 1) and fold(w) not in _names()]
    folded = [fold(w) for w in telling]
    hits = _closed_class_hits(folded)
    start = f" {' '.join(folded[:_LONGEST_FORM])} "
    for language, forms in _question_forms().items():
        hits[language] += start.startswith(forms)
    foreign = any(hits[language] for language in LANGUAGES)
    if not foreign and (hits["en"] or not folded):
        known = all(is_english(w) for w in folded)
        if known or hits["en"] >= len(folded) / 3:
            return "en" if folded else earlier or "en"
    if not foreign and all(is_english(w) for w in folded):
        return earlier or "en"
    leader, second = sorted(hits, key=lambda language: -hits[language])[:2]
    # "a", "as", "do", "no" are Portuguese as well, and count for English alone: its lead is certain only where all the rest is English.
    if hits[leader] - hits[second] >= _CERTAIN and (leader != "en" or all(is_english(w) for w in folded)):
        return leader
    if not any(hits.values()):
        for word in (w for w in folded if not is_english(w)):
            known_in = [language for language in LANGUAGES if fold(word) in known_words(language)]
            for language in known_in:
                hits[language] += 1 / len(known_in)
    prior = _PRIOR if len(telling) < _SHORT else math.sqrt(_PRIOR) if len(telling) < _MIDDLING else 1.0
    return _by_models(" ".join(telling), hits, earlier, earlier or "en", prior)


def _closed_class_hits(folded: Sequence[str]) -> dict[str, float]:
    """Return how many closed-class words of each language there are; one that several languages have counts a part for each."""
    hits = {language: 0.0 for language in ALL_LANGUAGES}
    for word in folded:
        owners = _closed_class().get(word, ())
        for language in owners:
            hits[language] += 1 / len(owners)
    return hits


def _by_models(text: str, hits: dict[str, float], likely: str | None, otherwise: str, prior: float) -> str:
    confidence = {c.language.iso_code_639_1.name.casefold(): c.value for c in _detector().compute_language_confidence_values(text)}
    scores = {
        language: confidence.get(language, 0.0) * math.exp(_BOOST * hits[language]) * (prior if language == likely else 1.0) for language in ALL_LANGUAGES
    }
    total = sum(scores.values()) or 1.0
    best = max(scores, key=lambda language: scores[language])
    return best if hits[best] or scores[best] / total >= _MIN_MODELS else otherwise


def conversation_language(history: Sequence[str], is_english: Callable[[str], bool]) -> str | None:
    """Return the language of the latest of some earlier questions, or None where there are none."""
    language: str | None = None
    for text in history:
        language = detect(text, is_english, language)
    return language


@lru_cache(maxsize=1)
def _closed_class() -> dict[str, tuple[str, ...]]:
    """Return closed-class word -> the languages that have it; English words that look like another's count for English alone."""
    owners: dict[str, set[str]] = {w: {"en"} for w in FUNCTION_WORDS if w.isalpha() and w not in _FOREIGN}
    for language in LANGUAGES:
        grammar = load_grammar(language)
        for table in (
            grammar.function,
            grammar.copulas,
            grammar.there_is,
            grammar.question_words,
            grammar.contractions,
            grammar.auxiliaries,
            _FOREIGN & grammar.leads,
        ):
            for phrase in table:
                for word in phrase.split():
                    if fold(word) not in _ENGLISH_TOO and not (fold(word) in owners and "en" in owners[fold(word)] and len(word) > 1):
                        owners.setdefault(fold(word), set()).add(language)
    return {w: tuple(sorted(languages)) for w, languages in owners.items()}


@lru_cache(maxsize=1)
def _question_forms() -> dict[str, tuple[str, ...]]:
    """Return the question words of several words that one language has alone ("o que"), by language, blanks around them."""
    forms = {language: {f" {fold(p)} " for p in load_grammar(language).question_words if " " in p} for language in LANGUAGES}
    return {language: tuple(own.difference(*(forms[o] for o in LANGUAGES if o != language))) for language, own in forms.items()}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the folded words of names that are the same in every language: acronyms and programs."""
    same = [row["en"] for row in read_rows() if row["table"] == "names" and row["en"] in row["es"].split(";")]
    return frozenset(fold(w) for name in same for w in _WORD.findall(name)) | {"peru"}


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    """Load the models: they keep 90 MB, and unpacking one of them takes up to 45 MB more.

    They come one language after the other, the largest while least is loaded, and what unpacking took is given back in between.
    """
    from lingua import Language, LanguageDetectorBuilder

    first, *others = Language.ENGLISH, Language.FRENCH, Language.SPANISH, Language.PORTUGUESE
    with large_blocks_apart():
        for language in others:
            pair = LanguageDetectorBuilder.from_languages(first, language).build()
            for length in range(1, len(_LONGEST_NGRAM) + 1):  # a text of n letters loads the models of n letters
                pair.compute_language_confidence_values(_LONGEST_NGRAM[:length])
                return_freed()
    return LanguageDetectorBuilder.from_languages(first, *others).build()
