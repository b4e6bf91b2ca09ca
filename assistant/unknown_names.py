"""Names that a question gives and no report knows, or the best span does not say it of: a person, an acronym, a law, a treaty, a body, a group, a country."""

from __future__ import annotations

import itertools
import re

import numpy as np

from assistant.countries import codes_of, country_name, find_countries
from assistant.entailment import statement_of
from assistant.groups import group_asked, is_of_group, is_of_other_group
from assistant.index import Index
from assistant.lexicon import AUXILIARIES, FUNCTION_WORDS, fold, initials, term, words
from assistant.missing import DEPTH
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.stance import MATCH
from assistant.traits import names_body
from assistant.values import is_law_word, law_numbers, other_country

CORRECTING_SHARE = 0.75
"""Of the rest of a question; a span that says so much of it and gives another law says that this is not the one."""
_TREATY = r"(?:conventions?|treat(?:y|ies)|protocols?|accords?|covenants?)"
_GAP = r"(?:(?!(?:has|have|had|did|does|do|is|are|was|were|in|from|since|until|by|period|rounds?)\b)[\w'-]+ )"
_TREATY_OF_YEAR = re.compile(
    rf"\b(?P<year>(?:19|20)\d\d) {_GAP}{{0,3}}?(?P<noun>{_TREATY})\b|\b(?P<named>{_TREATY}) {_GAP}{{0,5}}?of (?P<behind>(?:19|20)\d\d)\b"
)
_NO_NAMES = frozenset("latin spanish english portuguese french american european african asian andean western amazon internet web".split())
"""Capitalised words that name no one thing."""
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_SHORTEST_NAME = 4
"""Shorter capitalised words are mostly abbreviations of common words ("UN", "EWS")."""
_SUBJECT_NAMED = re.compile(
    r"\W*(?:(?:[Aa]nd|[Ss]o|[Bb]ut) )?(?:[Dd]oes|[Dd]o|[Dd]id|[Hh]as|[Hh]ave|[Cc]an|[Ii]s|[Ww]as"
    r"|[Ww]ill)(?:n't)? (?:the )?(?P<name>(?=\w*[A-Z]\w*[A-Z])(?![A-Z]+s\b)[A-Za-z]{3,})\b(?! [A-Z])(?!['’-])"
)
"""A name of more than one capital, as acronyms are written, right behind the auxiliary: whoever is asked about."""


def unknown_law(index: Index, question: Question, candidates: Candidates, *, corrects: bool) -> str | None:
    """Return the number of a law that a question names and no report does, or None.

    Where the best span says nearly all the rest, of more than one word, and gives another law, nothing is missing: it corrects the question.
    """
    number = next((n for n in law_numbers(question.focus) if not any(w == n or w.startswith(f"{n}-") for w in index.words)), None)
    rest = candidates.words.weights * np.array([not w[0].isdigit() and not is_law_word(w) for w in candidates.words.words], dtype=np.float32)
    said = float(rest[candidates.matched[:, 0] >= MATCH].sum())
    return number if number and not (corrects and (rest > 0).sum() > 1 and said >= CORRECTING_SHARE * float(rest.sum())) else None


def unknown_treaty(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return a treaty that a question names by its year ("the 1988 convention"), where none of the best spans names that year, or None.

    Treaties are told apart by their years: what is said of another one, or of all, says nothing of this one.
    """
    named = _TREATY_OF_YEAR.search(fold(question.focus))
    if named is None:
        return None
    year = named["year"] or named["behind"]
    best = (index.spans[int(i)] for i in candidates.spans[:DEPTH])
    if any(year in f"{s.context} {s.label} {s.text}" for s in best):
        return None
    noun = named["noun"] or named["named"]
    return f"the {year} {noun}" if question.language == "en" else str(year)


def unnamed_body(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return an acronym of the reports that the question names and the best span, its context and its passage do not."""
    best = index.spans[int(candidates.spans[0])]
    around = fold(f"{best.context} {best.text} {index.passages[best.passage].text}")
    asked = f" {' '.join(words(question.focus))} "
    for acronym, expansion in index.acronyms.items():
        if fold(acronym) in FUNCTION_WORDS:
            continue  # "who": where the organization is meant, its name is spelt out by now
        if f" {fold(acronym)} " in asked and fold(acronym) not in around and fold(expansion) not in around:
            return acronym
    return None


def unnamed_group(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return the group of people that a question names, where the best span is of the opposite one and none of the best is of it; else None."""
    best = [index.spans[int(i)] for i in candidates.spans[:DEPTH]]
    if not is_of_other_group(question.focus, statement_of(best[0])):
        return None
    return None if any(is_of_group(question.focus, s.text) for s in best) else group_asked(question.focus)


def unknown_name(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return a proper name in the question that the reports never mention, by itself or by what the thesaurus gives for it, or None.

    A word counts as a name where it is capitalised in mid-sentence, in a question whose other words are not all capitalised. The subject
    right behind the auxiliary is left aside, as another body answers with a no; so is who stands behind "by".
    """
    tokens: list[str] = _TOKEN.findall(question.focus)
    if not any(t[0].islower() and fold(t) not in FUNCTION_WORDS for t in tokens):
        return None
    known = _meant(candidates)
    for before, token in itertools.pairwise(tokens):
        parts = words(token)
        if fold(before) in AUXILIARIES or fold(before) in ("it", "by"):
            continue
        if len(token) < _SHORTEST_NAME or not token[0].isupper() or find_countries(token) or fold(token) in _NO_NAMES:
            continue
        if token[:-1].isupper() and _is_spelt_out(index, candidates, token[:-1]):  # "SDGs"
            continue
        if all(w not in known and w not in FUNCTION_WORDS and not index.postings.document_frequency(term(w)) for w in parts):
            return token
    return None


def unknown_subject(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return the proper name of whoever a yes/no question asks of, where the reports never mention it and the best span names no body in its stead; else None.

    "Does PRONABI administer them?", of which is said that an authority does: nothing tells whether it is this one. Where another body is said to do it,
    the answer is a no.
    """
    asked = _SUBJECT_NAMED.match(question.focus) if question.is_yes_no else None
    if asked is None or find_countries(asked["name"]) or fold(asked["name"]) in _NO_NAMES or fold(asked["name"]) in FUNCTION_WORDS:
        return None
    if any(w in _meant(candidates) or index.postings.document_frequency(term(w)) for w in words(asked["name"])):
        return None
    best = index.spans[int(candidates.spans[0])]
    if _is_spelt_out(index, candidates, asked["name"]):
        return None
    return None if names_body(f"{best.context} {best.text}") else asked["name"]


def unknown_acronym(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return an acronym in the question that the reports never use and that is not the initials of words they put side by side, or None."""
    tokens: list[str] = _TOKEN.findall(question.focus)
    if not any(t[0].islower() and fold(t) not in FUNCTION_WORDS for t in tokens):
        return None
    known = _meant(candidates)
    for token in tokens:
        folded = fold(token)
        if (
            not (2 < len(token) <= 6 and token.isupper())
            or folded in FUNCTION_WORDS
            or folded in known
            or index.postings.document_frequency(term(folded))
            or find_countries(token)
        ):
            continue
        if not _is_spelt_out(index, candidates, token):
            return token
    return None


def foreign_country(index: Index, question: Question, candidates: Candidates, *, corrects: bool = False) -> str | None:
    """Return the name of a country that is asked about, has no report here, and that the best span does not speak of.

    Where the answer corrects the question by other countries ("swapped with Ecuador": with Colombia), nothing is missing.
    """
    own = codes_of(question.countries or index.countries)
    named = find_countries(question.focus) - own
    if not named or not len(candidates.spans):
        return None
    best = [index.spans[int(i)] for i in candidates.spans[:2]]
    if corrects and other_country(question.focus, f"{best[0].context} {best[0].text}", own):
        return None
    unsaid = named - frozenset(c for s in best for c in find_countries(f"{s.context} {s.text}"))
    return country_name(min(unsaid), question.language) if unsaid else None


def _meant(candidates: Candidates) -> set[str]:
    """Return the words of a question for which the thesaurus gives words of the reports."""
    return {candidates.words.words[row] for meant in candidates.words.meant for row in meant.rows}


def _is_spelt_out(index: Index, candidates: Candidates, acronym: str) -> bool:
    """Return whether an acronym is the initials of words that a candidate puts side by side."""
    return any(fold(acronym) in initials(index.spans[int(i)].text) for i in candidates.spans)
