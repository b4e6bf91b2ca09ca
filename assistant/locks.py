"""Locks on a generated sentence: what it may not add to, drop from or swap in the statement that it rests on.

Each lock is a pure function of two texts that returns why the sentence fails, or None. A lock compares forms, never meanings: it can
be too strict (the sentence is then replaced by the report's own words) but does not let a foreign figure, name or quantifier pass.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.acronyms import expand
from assistant.countries import find_countries
from assistant.lexicon import FUNCTION_WORDS, fold, term

_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*(?:-[A-Z]{2,}\b)?%?|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_CARDINALS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty hundred hundreds thousand".split()
)
_CARDINALS_MORE = frozenset("thousands million millions billion half third quarter double twice dozen dozens".split())
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_KINDS = frozenset(
    "law laws decree decrees legislative supreme ministerial resolution resolutions article articles round rounds year years us dollars no".split()
)
"""Words that say what class a figure is of; they stand at every figure of the class and bind none."""
SCOPE_WORDS = frozenset(
    "all every each always never only solely exclusively entire entirely whole any fully full most many several both nationwide throughout everywhere "
    "none majority mainly mostly largely extensively completely ever sole unique highest lowest best first-ever".split()
)
"""Words of scope that a sentence may not add."""
LIMITS = frozenset(
    "only most some partially partly initial enough considers considering plans planning intends encouraged recommends low small minor micro certain "
    "insufficient validate unable attempts aims seeks proposes potentially possibly may might".split()
)
"""Words that narrow what follows; a sentence that keeps the next word must keep them."""
_NARROW = re.compile(r"\b(?:low-level|small-scale|micro-?\w+|at-risk)\b", re.IGNORECASE)
_EMBEDDING = frozenset("validate unable evidence consider plan intend encourag recommend propos".split())
_TAIL = re.compile(r"\b(?:for|to|targeting|using|on|concerning|regarding|among|with)\b", re.IGNORECASE)
_MODIFIED = re.compile(r"\b(?:have|has|had|an?|any|no)\s+([a-z]+)[ -](?=([a-z]+))")
_PAST = re.compile(r"\b(?:had|did|used to)\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:has|have|does|do|is|are)\b", re.IGNORECASE)
_CONNECTORS = frozenset({"of", "the", "and", "for", "on", "to", "in", "without", "against", "de", "del", "la", "y"})


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words and figures of a text in order; possessive endings dropped, "2014-2018" as one figure."""
    found = (fold(t) for t in _TOKEN.findall(text))
    return tuple(t[:-2] if t.endswith("'s") else t.rstrip("'") for t in found)


def is_figure(token: str) -> bool:
    """Return whether a folded token is a figure: digits, a numeral or an ordinal."""
    return token[0].isdigit() or token in _CARDINALS or token in _CARDINALS_MORE or token in _ORDINALS


def _class(figure: str) -> str:
    if figure in _ORDINALS:
        return "ordinal"
    if not figure[0].isdigit():
        return "count"
    if re.fullmatch(r"(?:19|20)\d\d", figure):
        return "year"
    return "range" if re.fullmatch(r"(?:19|20)\d\d-(?:19|20)?\d\d", figure) else "number"


def foreign_figure(sentence: str, evidence: str) -> str | None:
    """Return why a figure of the sentence is not the evidence's: absent there, or bound to other words there.

    A figure is bound to the nearest telling word or figure on each side: where the evidence has several figures of one class, the one
    nearest to that word must be the sentence's ("Law 27693 of 2002, Laws 28009 of 2003": not "Law 27693 of 2003").
    """
    said, given = tokens(sentence), tokens(evidence)
    available = set(given)
    figures = [i for i, t in enumerate(said) if is_figure(t)]
    for i in figures:
        if said[i] not in available:
            return f"the figure {said[i]} is not in the quote"
    for i in figures:
        if anchor := _wrongly_bound(i, said, given):
            return f"the quote binds another figure than {said[i]} to {anchor!r}"
    order = [given.index(said[i]) for i in figures if given.count(said[i]) == 1]
    if order != sorted(order) and _same_class_reversed([said[i] for i in figures if given.count(said[i]) == 1], given):
        return "figures stand in another order than in the quote"
    return None


def _same_class_reversed(figures: list[str], given: tuple[str, ...]) -> bool:
    return any(_class(a) == _class(b) and given.index(a) > given.index(b) for n, a in enumerate(figures) for b in figures[n + 1 :])


def _wrongly_bound(i: int, said: tuple[str, ...], given: tuple[str, ...]) -> str | None:
    """Return the word beside figure ``i`` that the evidence binds to another figure of its class, or None."""
    rivals = [j for j, t in enumerate(given) if is_figure(t) and _class(t) == _class(said[i])]
    if len({given[j] for j in rivals}) < 2:
        return None
    for step in (-1, 1):
        k = i + step
        while 0 <= k < len(said) and (said[k] in FUNCTION_WORDS or said[k] in _KINDS or (is_figure(said[k]) and _class(said[k]) == _class(said[i]))):
            k += step
        if not 0 <= k < len(said):
            continue
        places = [j for j, t in enumerate(given) if term(t) == term(said[k])]
        own = [r for r in rivals if given[r] == said[i]]
        stated = set(said)
        other = [r for r in rivals if given[r] not in stated]
        if places and own and other and all(min(abs(p - r) for r in other) < min(abs(p - r) for r in own) for p in places):
            return said[k]
    return None


def names(text: str) -> list[tuple[str, ...]]:
    """Return the names of a text as tuples of folded tokens: runs of capitalised words (connectors inside them left out) and acronyms.

    The first word of the text counts only where it is an acronym or another capitalised word follows it.
    """
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    matches = list(_TOKEN.finditer(text))
    for n, match in enumerate(matches):
        word = match[0]
        gap = text[matches[n - 1].end() : match.start()] if n else ""
        if run and re.search(r"[,;:.()“”\"]", gap):
            runs.append(tuple(run))
            run = []
        capital = word[0].isupper()
        opens = n == 0 or gap.strip().endswith((".", ":", "“", '"'))
        following = n + 1 < len(matches) and matches[n + 1][0][0].isupper()
        if capital and fold(word) not in FUNCTION_WORDS and (not opens or word[1:].isupper() or following):
            run.append(_bare(word))
        elif not (run and fold(word) in _CONNECTORS):
            if run:
                runs.append(tuple(run))
            run = []
    if run:
        runs.append(tuple(run))
    return [r for r in runs if any(len(t) > 1 for t in r)]


def _bare(word: str) -> str:
    folded = fold(word)
    return folded[:-2] if folded.endswith("'s") else folded


def foreign_name(sentence: str, evidence: str, acronyms: Mapping[str, str], own: frozenset[str]) -> str | None:
    """Return why a name of the sentence is not the evidence's: an unknown word, a foreign country, or two names that changed places.

    Args:
        sentence: what was generated.
        evidence: the statement it should rest on, with its lead.
        acronyms: acronym -> expansion; either stands for the other.
        own: folded words that name the report's own country, which every statement is about.
    """
    given = tokens(expand(evidence, acronyms))
    stems = [term(t) for t in given]
    present = set(stems)
    allowed = find_countries(evidence) | find_countries(" ".join(own))
    if foreign := find_countries(sentence) - allowed:
        return f"the country {min(foreign)} is not in the quote"
    found = [r for r in names(sentence) if not set(r) <= own]
    for run in found:
        for word in run:
            if word not in own and term(word) not in present:
                return f"the name {word!r} is not in the quote"
        if _scattered([term(w) for w in run if w not in own], [s for s, t in zip(stems, given, strict=True) if t not in _CONNECTORS]):
            return f"the quote has no such name as {' '.join(run)!r}"
    return _swapped(sentence, evidence)


def _scattered(run: list[str], given: list[str]) -> bool:
    """Return whether two neighbours of a name never stand near each other in the evidence."""
    return any(not any(b in given[max(0, i - 2) : i + 3] for i, g in enumerate(given) if g == a) for a, b in itertools.pairwise(run))


def _swapped(sentence: str, evidence: str) -> str | None:
    """Return that two names changed places; a passive on one side alone explains it."""
    in_order = [r[-1] for r in names(sentence)]
    given = tokens(evidence)
    passive = ("by" in tokens(sentence)) != ("by" in given)
    for a, b in itertools.pairwise(in_order):
        if a != b and given.count(a) == 1 and given.count(b) == 1 and given.index(a) > given.index(b) and not passive:
            return f"{a!r} and {b!r} stand in another order than in the quote"
    return None


def swapped_roles(sentence: str, evidence: str) -> str | None:
    """Return that what stood before a word and what stood behind it changed places ("A supplements B" → "B supplements A"), or None.

    A passive on one side alone explains it, and figures follow their own rule.
    """
    said, given = tokens(sentence), tokens(evidence)
    if ("by" in said) != ("by" in given):
        return None
    stems = [term(t) for t in given]
    places = [stems.index(term(t)) for t in dict.fromkeys(said) if t not in FUNCTION_WORDS and not is_figure(t) and stems.count(term(t)) == 1]
    for i, pivot in enumerate(places):
        if any(p > pivot for p in places[:i]) and any(p < pivot for p in places[i + 1 :]):
            return f"the words around {given[pivot]!r} changed places"
    return None


def other_scope(claim: str, part: str, *, denied: bool) -> str | None:
    """Return why a claim reaches further than a segment of the evidence, or None.

    It may not add a quantifier, drop a limit whose next word it keeps ("most of the priority information" → "the priority
    information"), nor, where both deny, drop what narrows the denial ("no special courts for low-level offenses" → "no special courts").
    """
    said, given = tokens(claim), tokens(part)
    if added := next((t for t in said if t in SCOPE_WORDS and t not in given), None):
        return f"{added!r} is not in the quote"
    kept = {term(t) for t in said}
    for i, t in enumerate(given):
        following = next((g for g in given[i + 1 :] if g not in FUNCTION_WORDS), None)
        if t in LIMITS and term(t) not in kept and following and term(following) in kept:
            return f"the quote says {t!r}"
    if (narrow := _NARROW.search(part)) and not _NARROW.search(claim) and not any(t in ("low", "small", "micro") for t in said):
        return f"the quote speaks of {narrow[0].casefold()} alone"
    if any(term(t).startswith(tuple(_EMBEDDING)) for t in given) and not any(term(t).startswith(tuple(_EMBEDDING)) for t in said):
        return "the quote only says so of evidence, a plan or a recommendation"
    if _PAST.search(part) and not _PRESENT.search(part) and _PRESENT.search(claim) and not _PAST.search(claim) and not any(is_figure(t) for t in said):
        return "the quote speaks of the past"
    return _wider_denial(claim, part, kept) if denied else None


def _wider_denial(claim: str, part: str, kept: set[str]) -> str | None:
    for m, h in _MODIFIED.findall(fold(part)):
        if m not in FUNCTION_WORDS and h not in FUNCTION_WORDS and not is_figure(m) and term(h) in kept and term(m) not in kept:
            return f"the quote denies only {m} {h}"
    tail = _TAIL.split(part, maxsplit=1)
    if len(tail) == 2:
        narrowing = {term(t) for t in tokens(tail[1]) if t not in FUNCTION_WORDS}
        if narrowing and not narrowing & kept:
            return "the quote denies less"
    return None
