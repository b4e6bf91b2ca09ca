"""The closed-class words and question forms of a language, kept in ``<language>.toml``, and how its text falls into words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from assistant.lexicon import fold

LANGUAGES = ("es", "pt", "fr")
"""Languages that questions are asked in, beside English."""
_ELISION = re.compile(r"\b(lorsqu|puisqu|jusqu|quoiqu|qu|[cdjlmnst])['’](?=\w)", re.IGNORECASE)
_INVERSION = re.compile(r"[- ]t[-'’ ](?:il|elle|ils|elles|on)\b|-(?:il|elle|ils|elles|on)\b", re.IGNORECASE)
_PARTICLE = re.compile(r"-(ce|vous|nous|tu|je|moi|y)\b", re.IGNORECASE)
_ENCLITIC = re.compile(r"(?<=\w)-(?:se|me|nos|lhes?|l?[oa]s?)\b", re.IGNORECASE)
"""Portuguese pronouns that hang on a verb."""
_OF_A_PLACE = re.compile(r"(?<=[A-Z]{2})-(?=[A-ZÁÉÍÓÚ][a-záéíóúç]{2,})")
"""Between an acronym and a name ("UIF-Perú")."""
_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*(?:-[A-Za-z]+)*|[^\W\d_]+(?:\.[^\W\d_]+)+\.?|[^\W\d_]+(?:['’-][^\W\d_]+)*\d*|[,;:()]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Opener:
    """A form of words that opens a question, with its English; ``clause`` says what follows it."""

    pattern: re.Pattern[str]
    english: str
    clause: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word as typed, and the key under which word lists hold it; ``inverted`` marks a verb that its pronoun followed."""

    text: str
    key: str
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed-class words of one language; keys are folded words, several joined by blanks.

    ``irregular``: irregular verb forms and their infinitives. ``rewordings``: turns of phrase and the plainer ones that are read instead.
    """

    language: str
    stemmer: str
    articles: frozenset[str]
    pronouns: frozenset[str]
    negators: frozenset[str]
    leads: frozenset[str]
    contractions: Mapping[str, tuple[str, ...]]
    copulas: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    there_is: Mapping[str, str]
    openers: tuple[Opener, ...]
    question_words: Mapping[str, str]
    function: Mapping[str, str]
    tag: re.Pattern[str]
    irregular: Mapping[str, str]
    rewordings: tuple[tuple[re.Pattern[str], str], ...]

    def reworded(self, text: str) -> str:
        """Return a text with turns of phrase in plainer words ("se encuentra vigente" -> "está vigente")."""
        for pattern, plainer in self.rewordings:
            text = pattern.sub(plainer, text)
        return text

    def key(self, word: str) -> str:
        """Return the key of a word: folded, but with its accents where they tell it from another closed-class word ("é", "à", "está")."""
        lowered = word.casefold().replace("’", "'")
        told_apart = (self.copulas, self.auxiliaries, self.function, self.question_words)
        return lowered if any(lowered in table for table in told_apart) else fold(word)

    def tokens(self, text: str) -> list[Token]:
        """Return the words and inner punctuation of a text in order, contractions and elisions written out."""
        text = _OF_A_PLACE.sub(" ", text)
        spaced = _ELISION.sub(r"\1 ", text) if self.language == "fr" else _ENCLITIC.sub("", text) if self.language == "pt" else text
        found: list[Token] = []
        for match in _TOKEN.finditer(_inverted(spaced) if self.language == "fr" else spaced):
            word = match[0]
            inverted = word.endswith("-inv")
            word = word.removesuffix("-inv")
            key = self.key(word)
            parts = () if inverted else self.contractions.get(word.casefold(), ())
            if parts:
                found += [Token(word if i == 0 else "", part) for i, part in enumerate(parts)]
            else:
                found.append(Token(word, key, inverted))
        return found


def _inverted(text: str) -> str:
    """Mark French verbs that their pronoun follows ("a-t-il"), and drop it: it repeats the subject or stands for what is talked about."""
    return _PARTICLE.sub(r" \1", _INVERSION.sub("-inv", text))


def _loose(table: Mapping[str, str]) -> dict[str, str]:
    """Fold the phrases of a table: accents only matter where a word stands alone."""
    return {fold(k) if " " in k else k: v for k, v in table.items()}


@lru_cache(maxsize=4)
def load_grammar(language: str) -> Grammar:
    """Return the grammar of "es", "pt" or "fr"."""
    raw = tomllib.loads(files("assistant.languages").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return Grammar(
        language=language,
        stemmer=raw["stemmer"],
        articles=frozenset(raw["articles"]),
        pronouns=frozenset(raw["subject_pronouns"]),
        negators=frozenset(raw["not"]),
        leads=frozenset(raw["and"]),
        contractions={k: tuple(v.split()) for k, v in raw["contractions"].items()},
        copulas=raw["copulas"],
        auxiliaries=raw["auxiliaries"],
        there_is=_loose(raw["there_is"]),
        openers=tuple(Opener(re.compile(o["pattern"]), o["english"], o["clause"]) for o in raw["openers"]),
        question_words=_loose(raw["question_words"]),
        function=_loose(raw["function"]),
        tag=re.compile(raw["tags"]["pattern"]),
        rewordings=tuple((re.compile(r["pattern"], re.IGNORECASE), r["text"]) for r in raw["rewordings"]),
        irregular={form: infinitive for infinitive, forms in raw["irregular"].items() for form in forms.split()},
    )
