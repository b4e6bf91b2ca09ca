"""Everyday words -> the reports' official ones, by a thesaurus of the domain, by acronyms, and by initials.

``data/thesaurus.tsv`` holds one synonym ring a line: an official term, then what people say instead. At build time the part of it
that the reports' vocabulary can use is folded into a table of terms; at question time runs of the question's words are looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.acronyms import compound, shared_expansions
from assistant.lexicon import FUNCTION_WORDS, fold, term, words

RESOURCE = Path(__file__).resolve().parent / "data" / "thesaurus.tsv"
LONGEST = 10
"""Content words of the longest phrase looked up: a long institution's name spelt out."""
LONG_NAME = 3
"""Content words from which a name is turned into a compound; a shorter one ("Ministry of Health") is known by its words in any order."""
Table = Mapping[str, Sequence[str]]
"""Terms of a phrase, joined by blanks -> the phrases that say the same, in the same form."""


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """Words of a question, by position, and the terms that together say the same."""

    rows: tuple[int, ...]
    terms: tuple[str, ...]


def phrase_terms(phrase: str) -> tuple[str, ...]:
    """Return the terms of a phrase's content words."""
    return tuple(term(w) for w in words(phrase) if w not in FUNCTION_WORDS)


def read_rings(path: Path = RESOURCE) -> list[tuple[str, list[str]]]:
    """Return the thesaurus: (official term, variants), in the order of the file."""
    rings = []
    for line in path.read_text(encoding="utf-8").splitlines():
        official, _, variants = line.partition("\t")
        if variants and not line.startswith("#"):
            rings.append((official.strip(), [v.strip() for v in variants.split(";") if v.strip()]))
    return rings


def build_table(
    rings: Iterable[tuple[str, Sequence[str]]], acronyms: Mapping[str, str], vocabulary: Collection[str], aliases: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Return what the reports' vocabulary can use of the thesaurus and the acronyms.

    A variant leads to its official term and an official term to its variants; two variants of one ring do not lead to each other,
    as each may be a kind of the official thing.

    Args:
        rings: as ``read_rings`` returns them.
        acronyms: acronym -> expansion.
        vocabulary: terms of the reports; phrases with a term that it lacks lead nowhere.
        aliases: acronym -> what the reports say that it is; what leads there leads to the acronym too.
    """
    known = frozenset(vocabulary)
    table: dict[str, dict[str, None]] = {}

    def add(said: tuple[str, ...], meant: tuple[str, ...]) -> None:
        if said and meant and said != meant and len(said) <= LONGEST and known.issuperset(meant):
            table.setdefault(" ".join(said), {})[" ".join(meant)] = None

    for official, variants in rings:
        meant = phrase_terms(official)
        for variant in variants:
            said = phrase_terms(variant)
            add(said, meant)
            add(meant, said)
    known_as = _short_forms(aliases or {})
    for alias_terms, acronym_terms in known_as.items():
        add(alias_terms, acronym_terms)
    expanded = shared_expansions(acronyms)
    known_as = {**_short_forms(acronyms), **known_as}
    for official, variants in rings:
        short = known_as.get(phrase_terms(official), ())
        for variant in variants:
            add(phrase_terms(variant), short)
    for acronym, expansion in acronyms.items():
        short, long = (term(fold(acronym)),), phrase_terms(expansion)
        add(short, long)
        if expansion.casefold() not in expanded:
            table.setdefault(" ".join(long), {})[short[0]] = None
    compounds = {acronym: name for acronym, expansion in acronyms.items() if len(phrase_terms(expansion)) >= LONG_NAME and (name := compound(expansion))}
    told_alike = shared_expansions(compounds)
    for acronym, name in compounds.items():
        if name.casefold() not in told_alike:
            add(phrase_terms(name), (term(fold(acronym)),))
            add(phrase_terms(name), phrase_terms(acronyms[acronym]))
    return {said: list(meant) for said, meant in table.items()}


def _short_forms(names: Mapping[str, str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the terms of what acronyms stand for -> those of the acronym, where few share it."""
    shared = shared_expansions(names)
    return {phrase_terms(name): (term(fold(acronym)),) for acronym, name in names.items() if name.casefold() not in shared}


def find(question_words: Sequence[str], table: Table) -> tuple[Paraphrase, ...]:
    """Return the paraphrases of a question's runs of content words; where a longer run is known, the shorter ones inside it are not used.

    Args:
        question_words: folded content words in order.
        table: as ``build_table`` returns it.
    """
    said = [term(w) for w in question_words]
    taken: set[int] = set()
    found: list[Paraphrase] = []
    for length in range(min(LONGEST, len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            rows = tuple(range(start, start + length))
            meant = table.get(" ".join(said[start : start + length]))
            if meant and not taken.issuperset(rows):
                found.extend(Paraphrase(rows, tuple(m.split())) for m in meant)
                if length > 1:
                    taken.update(rows)
    return tuple(found)
