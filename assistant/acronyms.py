"""Acronyms and their expansions, read from the reports themselves: ``new psychoactive substances (NPS)``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from assistant.lexicon import FUNCTION_WORDS

_PAREN = re.compile(r"\(([A-Z][A-Z0-9]{1,9}(?:-[A-Z0-9]{1,6})?s?)\)")
_ALIAS = re.compile(r"(?<![\w-])([A-Z][A-Z0-9]{1,9}s?)\)? (?:is|are) the ((?:[a-z-]+ ){0,4}[a-z-]+?)(?= (?:in|of|for|responsible|that|which|to)\b|[,.;])")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_RUN = re.compile(r"\w+")
MOST_ACRONYMS = 4
"""An expansion that more acronyms stand for names none of them."""
_CONNECTORS = frozenset({"of", "the", "and", "for", "on", "to", "in", "without", "against", "de", "del", "la", "y"})


_HEAD_FIRST = re.compile(
    r"(?P<head>[\w' -]+?) (?:of|for|on|against) (?:the )?(?:(?:fight|combat|struggle|battle) against (?:the )?)?(?P<complement>.+)", re.IGNORECASE
)
_COMPLEMENT = re.compile(r"\b(?:of|for|on|against|without|in|to)\b|,", re.IGNORECASE)
LONGEST_COMPLEMENT = 3
"""Words; nobody puts a longer complement before its head."""


_MEANING = re.compile(
    r"what (?:is|are|does|do) (?:the )?(?:acronym |abbreviation |letters )?(?P<name>[\w-]+)(?P<letters> (?:stand|stands) for| mean| means| short for)?$"
)
"""Asks what an acronym is, or what its letters stand for."""


def read_acronyms(texts: Iterable[str]) -> dict[str, str]:
    """Return acronym -> expansion for every ``expansion (ACRONYM)`` in the texts; the first expansion found stands.

    Two ways of writing are read. Initials (Schwartz and Hearst, 2003): the words before the bracket whose initials spell the
    acronym. Proper names whose acronym comes from another language (DEVIDA): the run of capitalised words before the bracket. An office of a body
    that has an acronym ("DIRANDRO-PNP") is left aside.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _PAREN.finditer(text):
            acronym = match[1]
            line = max(text.rfind("\n", 0, match.start()), text.rfind("\t", 0, match.start())) + 1
            before = list(_WORD.finditer(text, max(line, match.start() - 160), match.start()))
            start = _initials_start(acronym.rstrip("s"), before)
            start = start if start is not None else _name_start(before, text)
            if start is None:
                continue
            expansion = re.sub(r"^(?:[Tt]he|An?|[Ii]ts|[Tt]heir|[Oo]ur|This) ", "", " ".join(text[start : match.start()].split()))
            if acronym not in found and len(expansion.split()) > 1:
                found[acronym] = _established_part(expansion, text)
    return {acronym: expansion for acronym, expansion in found.items() if acronym.rpartition("-")[2] not in found or "-" not in acronym}


def read_aliases(texts: Iterable[str], acronyms: Iterable[str]) -> dict[str, str]:
    """Return acronym -> what the reports say that it is: "Commission … (DEVIDA) is the national drug authority" gives "national drug authority".

    Args:
        texts: the reports.
        acronyms: those to look for; the first statement found stands.
    """
    wanted = tuple(acronyms)
    found: dict[str, str] = {}
    for text in texts:
        first = {match[1]: match for match in reversed(list(_ALIAS.finditer(text)))}
        for acronym in first.keys() & set(wanted):
            if len(first[acronym][2].split()) > 1:
                found.setdefault(acronym, first[acronym][2])
    return {acronym: found[acronym] for acronym in wanted if acronym in found}


def _initials_start(acronym: str, before: list[re.Match[str]]) -> int | None:
    """Find where the words whose initials spell the acronym begin; connecting words may be skipped."""
    letters = list(acronym.lower())
    for word in reversed(before):
        if word[0].lower() in _CONNECTORS:
            continue
        if word[0][0].lower() != letters[-1]:
            return None
        letters.pop()
        if not letters:
            return word.start()
    return None


def _name_start(before: list[re.Match[str]], text: str) -> int | None:
    """Find where the run of capitalised words (connectors inside it allowed) right before the bracket begins."""
    start: int | None = None
    end = None
    for word in reversed(before):
        if end is not None and text[word.end() : end].strip(" ,"):
            break
        if word[0][0].isupper():
            start = word.start()
        elif word[0].lower() not in _CONNECTORS:
            break
        end = word.start()
    return start


def _established_part(name: str, text: str) -> str:
    """Return the longest ending of a run of capitalised words that the text also uses elsewhere, else the whole run.

    ``Strategic Institutional Plans of the National Superintendence of Customs`` names two things; the one that the acronym stands
    for is mentioned on its own as well.
    """
    for start in [0, *(m.end() for m in re.finditer(r" (?:of|for|in|by) the ", name))]:
        if text.count(name[start:]) > 1:
            return name[start:]
    return name


class Nearby:
    """Finds the few acronyms of many reports that a question may be about, by looking its words up instead of searching it for each acronym."""

    def __init__(self, acronyms: Mapping[str, str]) -> None:
        """Fold ``acronyms``, acronym -> expansion, once; sibling reports share most expansions."""
        self._acronyms = acronyms
        self._places = {acronym: place for place, acronym in enumerate(acronyms)}
        self._written: dict[str, list[str]] = {}
        self._standing_for: dict[str, list[str]] = {}
        for acronym, expansion in acronyms.items():
            self._written.setdefault(acronym.casefold(), []).append(acronym)
            self._standing_for.setdefault(expansion.casefold(), []).append(acronym)

    def find(self, question: str) -> dict[str, str]:
        """Return those that ``expand`` may use for a question, in their order: named in it, or in the expansion of one that is."""
        folded = question.casefold()
        found = {a for long, names in self._standing_for.items() if long in folded for a in names}
        unread = [folded, *dict.fromkeys(self._acronyms[a] for a in found)]
        while unread:
            named = {a for w in _RUN.findall(unread.pop().casefold()) for form in (w, w.removesuffix("s")) for a in self._written.get(form, ())}
            unread.extend(dict.fromkeys(self._acronyms[a] for a in named - found))
            found |= named
        return {a: self._acronyms[a] for a in sorted(found, key=self._places.__getitem__)}


def spell_out_lookalikes(question: str, acronyms: Mapping[str, str]) -> str:
    """Return a question with each acronym that reads like a function word in small letters replaced by its expansion ("WHO standards").

    Where the whole question is in capitals nothing tells the two apart, and it stays.
    """
    if question.upper() == question:
        return question
    for acronym, expansion in acronyms.items():
        if acronym.casefold() in FUNCTION_WORDS:
            question = re.sub(rf"\b{re.escape(acronym)}\b", expansion, question)
    return question


def asks_meaning(folded: str, acronyms: Iterable[str]) -> tuple[str, bool] | None:
    """Return the acronym that a folded question asks the meaning of, and whether it asks what the letters stand for; None where it asks another thing."""
    asked = _MEANING.match(folded)
    acronym = next((a for a in acronyms if asked and a.casefold() == asked["name"]), None)
    return (acronym, bool(asked["letters"])) if asked and acronym else None


def defines(folded: str, acronym: str, expansion: str, *, letters: bool) -> bool:
    """Return whether a text says what an acronym is, all three folded ("the FIU is …"), or with ``letters`` gives it beside what it stands for."""
    short, long = re.escape(acronym), re.escape(expansion)
    if letters:
        return bool(re.search(rf"\b{long} \({short}\b", folded))
    return bool(re.match(rf"(?:the |\w+'s |the \w+'s )?(?:{long} \({short}\)|{short}|{long}) (?:is|are|was|were)\b", folded))


def compound(expansion: str) -> str | None:
    """Return an expansion as a compound of the same words ("National Strategy for the Fight against Drugs": "National Drugs Strategy").

    What follows the head goes before it (Lauer 1995 reads compounds the other way round); nouns that only say that something is fought go.

    Returns:
        The compound, or None where the name is one already, or more than one complement follows its head.
    """
    parted = _HEAD_FIRST.fullmatch(expansion)
    if not parted or _COMPLEMENT.search(parted["complement"]) or len(parted["complement"].split()) > LONGEST_COMPLEMENT:
        return None
    *modifiers, head = parted["head"].split()
    return " ".join([*modifiers, parted["complement"], head])


def shared_expansions(acronyms: Mapping[str, str]) -> frozenset[str]:
    """Return the expansions, case-folded, that so many acronyms stand for that they tell none of them: "national drug strategy" of many countries."""
    counts = Counter(expansion.casefold() for expansion in acronyms.values())
    return frozenset(expansion for expansion, count in counts.items() if count > MOST_ACRONYMS)


def expand(question: str, acronyms: Mapping[str, str]) -> str:
    """Return the question with each known acronym followed by its expansion, and each expansion by its acronym unless many share it."""
    expanded = question
    folded = question.casefold()
    shared = shared_expansions({a: e for a, e in acronyms.items() if e.casefold() in folded})
    for acronym, expansion in acronyms.items():
        known = None
        if acronym.casefold() in expanded.casefold():
            known = re.search(rf"\b{re.escape(acronym)}s?\b", expanded, re.IGNORECASE if len(acronym) > 3 else 0)
        if expansion.casefold() in folded:
            if not known and expansion.casefold() not in shared:
                expanded = re.sub(re.escape(expansion), f"{expansion} ({acronym})", expanded, flags=re.IGNORECASE)
        elif known:
            expanded = f"{expanded[: known.end()]} ({expansion}){expanded[known.end() :]}"
    return expanded
