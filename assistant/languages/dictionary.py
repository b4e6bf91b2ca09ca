"""Words and phrases of a language -> English, kept in three tables: names of institutions, phrases, single words.

An entry is found under its own form, under its plurals and feminines, a verb under its conjugated forms, and, where none of these
stands in the table, under its Snowball stem. Articles inside a phrase are left out on both sides.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import Stemmer

from assistant.languages.conjugation import infinitives, irregular_infinitives
from assistant.languages.grammar import LANGUAGES, Grammar, load_grammar
from assistant.languages.inflection import french_first_group, is_participle, romance_forms
from assistant.lexicon import fold
from assistant.memory import return_freed

TABLES = ("names", "phrases", "words")
_TAKES_FEMININE = ("a", "n")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase is in English. ``pos``: n(oun), a(djective), v(erb), x (another); ``proper``: a name."""

    english: str
    pos: str
    proper: bool
    first: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One language's entries by key: ``forms`` by the words themselves, ``feminines`` those of nouns, ``stems`` by their stems.

    The first entry of a list is the likeliest. A noun's feminine ("investigadora") counts only where nothing else is spelt so.
    """

    grammar: Grammar
    forms: Mapping[Key, tuple[Entry, ...]]
    feminines: Mapping[Key, tuple[Entry, ...]]
    stems: Mapping[Key, tuple[Entry, ...]]
    longest: int
    stemmer: Stemmer.Stemmer

    def stem(self, word: str) -> str:
        """Return the Snowball stem of a folded word."""
        return str(self.stemmer.stemWord(word))

    def find(self, words: Sequence[str], *, by_stem: bool = True) -> tuple[Entry, ...]:
        """Return the entries for words in a row, articles left out; none where the table lacks them.

        Args:
            words: folded words.
            by_stem: whether they may be inflected forms; an acronym has none.
        """
        key = tuple(fold(w) for w in words)
        if exact := self.forms.get(key):
            return exact
        return self.verbs(key) or self.feminines.get(key) or self._by_stem(key) if by_stem else ()

    def verbs(self, key: Sequence[str]) -> tuple[Entry, ...]:
        """Return the verbs of which a folded word, or the first of several, is a conjugated form."""
        language, rest = self.grammar.language, tuple(key[1:])
        if rest and is_participle(key[0], language) and any(e.pos in "na" for e in self.forms.get((key[0],), ())):
            return ()  # "tratado de" is a treaty of something
        for infinitive in (*irregular_infinitives(key[0], self.grammar.irregular), *infinitives(key[0], language)):
            if entries := tuple(e for e in self.forms.get((infinitive, *rest), ()) if e.pos == "v"):
                return entries
        return ()

    def reflexives(self, word: str) -> tuple[Entry, ...]:
        """Return the verbs that stand in the table with "se" only ("adherirse") and of which a word may be a form."""
        folded = fold(word)
        for infinitive in (*irregular_infinitives(folded, self.grammar.irregular), *infinitives(folded, self.grammar.language), folded):
            if entries := tuple(e for e in self.forms.get((f"{infinitive}se",), ()) if e.pos == "v"):
                return entries
        return ()

    def _by_stem(self, key: Key) -> tuple[Entry, ...]:
        """Return the entries under the stems of some words; verbs of several words are found by their forms alone."""
        entries = self.stems.get(tuple(self.stem(w) for w in key), ())
        return tuple(e for e in entries if e.pos != "v") if len(key) > 1 else entries

    def holds(self, word: str) -> bool:
        """Return whether a single word stands in the table in this very form."""
        return (fold(word),) in self.forms


def read_rows() -> list[dict[str, str]]:
    """Return the rows of all tables, each with its ``table``, in reading order."""
    rows: list[dict[str, str]] = []
    for table in TABLES:
        text = files("assistant.languages").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
        rows += [{**row, "table": table} for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)]
    return rows


@lru_cache(maxsize=len(LANGUAGES))
def load_dictionary(language: str) -> Dictionary:
    """Return the dictionary of "es", "pt" or "fr"."""
    grammar = load_grammar(language)
    stemmer = Stemmer.Stemmer(grammar.stemmer)
    forms: dict[Key, list[Entry]] = {}
    feminines: dict[Key, list[Entry]] = {}
    stems: dict[Key, list[Entry]] = {}
    for key, entry in _entries(grammar, language):
        for form in _forms(key, entry, language):
            _append(forms, form, entry)
        if len(key) == 1 and entry.pos == "n" and not entry.proper:
            for form_ in romance_forms(key[0], language, feminine=True):
                _append(feminines, (form_,), entry)
        _append(stems, tuple(str(stemmer.stemWord(w)) for w in key), entry)
    for entries in stems.values():  # an inflected form that no table lists is a verb's more often than not
        entries.sort(key=lambda e: e.pos != "v")
    feminines = {key: entries for key, entries in feminines.items() if key not in forms}  # the others would never be looked at
    frozen, women, stemmed = ({k: tuple(v) for k, v in table.items()} for table in (forms, feminines, stems))
    longest = max(map(len, frozen))
    del forms, feminines, stems
    return_freed()  # the rows and lists on the way took as much again as what is kept
    return Dictionary(grammar, frozen, women, stemmed, longest, stemmer)


@lru_cache(maxsize=len(LANGUAGES))
def known_words(language: str) -> frozenset[str]:
    """Return the single words that the dictionary of a language holds in their own form, folded.

    Finding a question's language needs no more than these, which take a quarter of the dictionary's memory.
    """
    entries = _entries(load_grammar(language), language)
    return frozenset(form[0] for key, entry in entries for form in _forms(key, entry, language) if len(form) == 1)


def _entries(grammar: Grammar, language: str) -> Iterator[tuple[Key, Entry]]:
    """Yield every equivalent of every row with its key, in reading order."""
    for row in read_rows():
        for alternative in row[language].split(";"):
            key = tuple(fold(t.key) for t in grammar.tokens(alternative) if t.key not in grammar.articles)
            if key:
                yield key, Entry(row["en"], row["pos"], row["table"] == "names", key[0])


def _forms(key: Key, entry: Entry, language: str) -> set[Key]:
    if language == "fr" and entry.pos == "v" and key[0].endswith("er"):
        return {key, *((form, *key[1:]) for form in french_first_group(key[0]))}
    if entry.proper or entry.pos not in _TAKES_FEMININE:
        return {key}
    heads = romance_forms(key[0], language, feminine=entry.pos == "a")
    if len(key) == 1:
        return {(h,) for h in heads}
    tails = romance_forms(key[1], language, feminine=True) if len(key) == 2 else {key[1]}
    return {(h, t, *key[2:]) for h in heads for t in tails}


def _append(table: dict[Key, list[Entry]], key: Key, entry: Entry) -> None:
    kept = table.setdefault(key, [])
    if all(e.english != entry.english or e.pos != entry.pos for e in kept):
        kept.append(entry)
