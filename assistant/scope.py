"""How far a question reaches: only this, every one, rather than that, both this and that, this body and no other.

Such words turn an affirmed statement into a no: a list that holds more than the *only* thing asked about, an exception to *every*
one, the thing named after *rather than*, another body where this one was asked about. Pure functions on texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from assistant.attitude import EVALUATORS
from assistant.lexicon import FUNCTION_WORDS, fold, term, words

_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|merely|nothing but|limited to|restricted to|confined to|just(?= (?:a|an|one|the|in|on|for|by|at|from|with)\b))\s+"
    r"(?P<target>[^,;?]+?)(?=\s*(?:[,;?]|$|\band not\b|\brather than\b|\bor (?:also|else)\b))"
)
_THE_ONLY = re.compile(r"^\W*(?:is|are|was|were) (?P<target>[^,;?]+?) the (?:only|sole)\b")
_ONLY_LAST = re.compile(
    r"\b(?:with|by|to|for|in|on|of|from|at|among|through|against)\s+(?P<target>(?:(?!\b(?:with|by|to|for|in|on|of|from|at)\b)[^,;?])+?)"
    r"\s+(?:only|alone|exclusively|and nothing else|and no one else)\s*(?:[,;?]|$)"
)
_SUBORDINATE = re.compile(r"\w.*\b(?:how|whether|which|who|whom|so that)\b")
_SAYS_ONLY = re.compile(r"\b(?:only|solely|exclusively|sole)\b")
_OUTSIDE = re.compile(r"\b(?:outside(?: of)?|independent(?:ly)? (?:of|from)|separate(?:ly)? from|apart from|detached from)\b")
_INSIDE = re.compile(r"\b(?:under|within|inside|part of|belong\w* to|attached to|reports? to|subordinate\w* to|integrated into)\b")
_RATHER = re.compile(r"(?P<asked>.+?)\b(?:rather than|instead of|as opposed to)\s+(?P<other>[^,;?]+)")
_EVERY = re.compile(
    r"\b(?:every(?: single)?|each(?: and every)?|all(?: of)?(?: the)?|entire|whole|without exception)\b"
    r"(?! (?:\w+ ){0,3}(?:rounds?|years?|periods?|times?|cycles?|reviews?|editions?|stages?|occasions?)\b)"
)
_PARTIAL = re.compile(r"\b(?:a few|few|some|several|certain|various|not all|not every|other|except\w*|most)\b")
_NATIONWIDE = re.compile(
    r"\b(?:nationwide|countrywide|everywhere|(?:across|throughout|all over|over|in) (?:the )?(?:whole |entire |all of the )?(?:country|nation|land))\b"
)
_LOCAL = re.compile(r"\bpilot\b|\bonly in\b|\bin the capital\b|\bconfined to\b|\blimited to\b", re.IGNORECASE)
_ONLY_WITH = re.compile(r"\bonly (?:with|for|in|to|from|by|on) (?:its |the |their |an? )?(?P<target>[^,;.]+)")
_BESIDES = re.compile(r"\b(?:too|also|as well|other|others|else|beyond|further)\b")
_CLEFT = re.compile(
    r"^\W*(?:so |and |then |but )?(?:is it|was it|it is|it was|it's|isn't it|wasn't it) (?!true|right|correct|the case|possible|clear|so\b)"
    r"(?P<doer>(?:the |a |an )?[^,?]{2,60}?) (?:that|who|which)\b"
)
_ONLY_FOR = re.compile(r"\b(?:only|just|solely|exclusively|reserved|limited) (?:meant )?(?:for|to)\b|\bmeant (?:only|just)\b")
_UNIVERSAL = re.compile(r"\buniversal\b", re.IGNORECASE)
_NOT_ALL = re.compile(r"\ball but\b|\bexcept(?:ed|ing)?\b|\bwith the exception\b|\b(\d+) of (?:the|its|their) (\d+)\b")
_ITEM_BORDER = re.compile(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+|;\s*")
_COORDINATOR = re.compile(r"\b(?:and|or|as well as|but|nor|plus|also|versus|while)\b|[,/]")
_BOTH = re.compile(r"\bboth\b")
_MINISTRY = re.compile(
    r"\b(?:Ministry|Office|Superintendence|Bureau|Institute|Directorate|Council|Board|Department|Secretariat|Faculty|School|Bank|Court|Chamber|Agency|Center)"
    r"(?: (?:of|for)(?: the)?(?: [A-Z][\w-]+)+(?:(?:,? and|,) [A-Z][\w-]+)*)"
)
_NAMED_UNIT = re.compile(r"\b(?!The )(?:[A-Z][a-z]+ ){1,3}(?:Directorate|Bureau|Unit|Agency|Institute|Division|Enterprise|Ministry)\b")
_BODY_WORDS = (
    "Commission Superintendence Directorate Police Unit Office Bureau Committee Ministry Board Administrative Organization Organisation Agency Institute "
    "Council Secretariat Department Bank"
)
_BODY_WORD = re.compile(rf"\b(?:{'|'.join(_BODY_WORDS.split())}|Task Force)\b")
"""What the full name of an institution holds."""
_ASKED_BODY = re.compile(
    r"\b(?:ministry|department|office|directorate|superintendence|institute|council|board|bureau|commission|secretariat|faculty|school|bank|court|agency)"
    r" (?:of|for) (?:the )?[a-z-]+(?: and [a-z-]+)?"
    r"|\b(?!(?:the|a|an|our|your|its|any|which|what)\b)[a-z]+ (?:ministry|department)\b"
)
_MINISTER = re.compile(
    r"\bminister (?:of|for) (?:the )?([a-z]+)|\b(?!(?:the|a|an|prime|our|your|its|any|which|what|first|each)\b)([a-z]+) (?:minister|portfolio)\b"
)
"""Who heads a ministry stands for it."""
_OWNER_OF_A_NAME = re.compile(r"\b[a-z]+(?:s['’]|['’]s) (?=[A-Z][a-z]+ [A-Z])")
"""Whose a named thing is ("the prosecutors' Crime Analysis Office"): not the one who is asked about."""
_AMONG = re.compile(
    r"^\W*(?:is|are|was|were) (?P<target>[^,;?]+?) (?:both |also |all )?(?:(?:counted |listed |named )?(?:among|amongst)|one of|part of|included in|covered by)"
    r" (?:the|its|their)\b"
)
_AIM = (
    r"(?:(?:main|primary|chief|principal|key|central|overall|general|only|first|stated|sole) )*"
    r"(?:objectives?|goals?|aims?|purposes?|priority|priorities|targets?)"
)
_ASKS_AIM = re.compile(
    rf"^\W*(?:(?:and|so|but) )?(?:is|was) (?P<aim>(?!(?:it|this|that|there|the)\b)[^?,;]{{4,80}}?) (?:the|its|their|an?|one of the) {_AIM}\b"
)
_TELLS_AIM = re.compile(rf"\b(?:its|the|their) {_AIM} (?:being|is|are|was|were|includes?|including)\b(?P<aim>[^.;]+)")
_PROSECUTION = "prosecut"
"""States call the body that brings charges by many names, all of this stem."""
_PROSECUTORS_DO = re.compile(rf"^\W*(?:do|does|did|has|have|is|are|was|were)(?:n't)? (?:the )?(?:[\w'’-]+ )?{_PROSECUTION}")
_ENUMERATES = re.compile(r":[^:]+[,;][^:]+(?:[,;]| and )[^:]+$")
_DOING_ACRONYM = re.compile(
    rf"(?:^(?:The )?(?=[A-Z]{{3,10}} (?:[a-z]+s|did|had)\b)|\b(?:[Bb]y|[Dd]oes|[Dd]id|[Hh]as|[Ww]as it|[Ii]s it)(?: the)? )"
    rf"(?!{EVALUATORS}\b)([A-Z]{{3,10}})\b(?! ?(?:[-/]|[a-z]*[Ss]ystem))"
)
"""An acronym that stands where a body does: behind "by" or as the subject."""
_STATE_BODIES = tuple(
    name.strip()
    for name in """Congress; Parliament; Senate; Police; Army; Navy; Armed Forces; Military; Supreme Court; Constitutional Court; Constitutional Tribunal;
    Judiciary; President; Presidency; Customs; Coast Guard; Ombudsman; Central Bank; Comptroller; Red Cross; Church; European Union; World Bank;
    Interpol; Prosecutors; Municipalities; Governors""".replace("\n", " ").split(";")
)
"""Bodies that most states have, or deal with, under names of one kind; a question may suppose one that the reports never name."""
_KINDS_OF_BODY = frozenset(term(w) for w in words(f"{_BODY_WORDS} {' '.join(n for n in _STATE_BODIES if ' ' not in n)}"))
_KINDS_ALONE = frozenset(term(w) for w in words(f"{_BODY_WORDS} center faculty school court chamber national general"))
"""Terms that tell of what kind a body is; a name of these alone ("Institute of the Ministry") names none."""
_AGENT = re.compile(
    r"\bby\b|\bbelong(?:s|ed)? to\b|\bleft to\b|\bup to\b|^\W*(?:and |so |but )?(?:is|was) it\b|\bunder\b"
    r"|\b(?:report|answer|subordinate|attach)\w* to\b|\bpart of\b"
)
_HAS = re.compile(r"\b(?:has|have|had|got|is there|are there|exists?)\b(?: (?:an?|any|some|the|its(?: own)?))?")
_AGENT_REACH = 5
"""Words behind "by" among which the one who does it is named."""
NAME_SLACK = 2
"""Words between the terms of a name, beyond one for each."""
_SHORT_ITEM = 3
"""An item of a list has at most so many words; a longer stretch between commas is a clause."""


def only_target(focus: str) -> str | None:
    """Return what a question asks to be the only one ("only *on land*"), or None."""
    folded = fold(focus)
    found = _THE_ONLY.search(folded) or _ONLY.search(folded) or _ONLY_LAST.search(folded)
    if found and _SUBORDINATE.search(folded, 0, found.start()):  # "taught how it should reach only those in need"
        return None
    return found["target"] if found else None


def among_target(focus: str) -> str | None:
    """Return what a question asks to be one of several ("is *money laundering* among the areas"), or None."""
    found = _AMONG.search(fold(focus))
    return found["target"] if found else None


def asked_aim(focus: str) -> str | None:
    """Return what a question asks to be the aim of something ("is *lowering drug use* the main objective of the plan"), or None."""
    found = _ASKS_AIM.match(fold(focus))
    return found["aim"] if found else None


def told_aim(statement: str) -> str | None:
    """Return what a statement gives as the aim of something ("its main objective being *to reduce …*"), or None."""
    found = _TELLS_AIM.search(fold(statement))
    return found["aim"] if found else None


def enumerates(statement: str) -> bool:
    """Return whether a statement gives its members behind a colon ("targets four areas: A, B, C and D"), and no others."""
    return bool(_ENUMERATES.search(statement.strip()))


def is_listed(statement: str, target: str, is_same: Callable[[str, str], bool]) -> bool:
    """Return whether a statement names the target beside others, as one item of a list.

    Args:
        statement: what a report says.
        target: what a question asks to be the only one.
        is_same: tells whether two folded words mean the same.
    """
    folded = fold(statement)
    last = re.split(r"\b(?:of|for|in|on|to|by|from|with|at|among|through|against)\b", target)[-1]
    asked = [w for w in words(last) if w not in FUNCTION_WORDS] or [w for w in words(target) if w not in FUNCTION_WORDS]
    items = [words(item) for item in _ITEM_BORDER.split(folded)]
    for i, item in enumerate(items):
        if any(is_same(a, w) for a in asked for w in item[-_SHORT_ITEM:] if w not in FUNCTION_WORDS):
            beside = [items[j] for j in (i - 1, i + 1) if 0 <= j < len(items)]
            beside = [[w for w in b if w not in FUNCTION_WORDS] for b in beside]
            if any(0 < len(b) <= _SHORT_ITEM and not any(is_same(a, w) for a in asked for w in b) for b in beside):
                return True
    return False


def is_among_both(statement: str, target: str) -> bool:
    """Return whether a statement gives the target as one of two ("*both* nationally and through the Office")."""
    folded = fold(statement)
    found = _BOTH.search(folded)
    asked = {term(w) for w in words(target) if w not in FUNCTION_WORDS}
    return found is not None and bool(asked) and asked <= {term(w) for w in words(folded[found.end() :])}


def is_inside_out(focus: str, statement: str) -> bool:
    """Return whether a question asks if something stands outside of a thing that a statement puts it under, or the reverse."""
    folded, said = fold(focus), fold(statement)
    for asked, given in ((_OUTSIDE, _INSIDE), (_INSIDE, _OUTSIDE)):
        match = asked.search(folded)
        if match and not given.search(folded):
            thing = next((w for w in words(folded[match.end() :]) if w not in FUNCTION_WORDS), None)
            for place in given.finditer(said):
                if thing and term(thing) in {term(w) for w in words(said[place.end() :])[:4]}:
                    return True
    return False


def rather_than(focus: str) -> tuple[str, str] | None:
    """Return (what is asked, what is set against it) of "X rather than Y", or None."""
    found = _RATHER.search(fold(focus))
    return (found["asked"], found["other"]) if found else None


def asks_every(focus: str) -> bool:
    """Return whether a question asks of every one of several things (rounds and years aside)."""
    return bool(_EVERY.search(fold(focus)))


def says_only(statement: str) -> bool:
    """Return whether a statement limits itself to some ("only for programs in the area of")."""
    return bool(_SAYS_ONLY.search(fold(statement)))


def leaves_some_out(statement: str) -> bool:
    """Return whether a statement makes an exception or counts a part ("29 of the 42 facilities")."""
    return any(not m[1] or int(m[1]) < int(m[2]) for m in _NOT_ALL.finditer(fold(statement)))


def cleft_focus(focus: str) -> str | None:
    """Return what a question asks to be the one who does something ("is it *the mayor* who watches"), or None."""
    found = _CLEFT.search(fold(focus))
    return found["doer"] if found else None


def target_is_universal(focus: str, statement: str) -> bool:
    """Return whether a question asks if a thing is only for some, and a statement calls it universal."""
    return bool(_ONLY_FOR.search(fold(focus)) and _UNIVERSAL.search(statement))


def is_local(focus: str, statement: str) -> bool:
    """Return whether a question asks of the whole country and a statement speaks of a pilot or of one place only."""
    return bool(_NATIONWIDE.search(fold(focus)) and _LOCAL.search(statement) and not _ONLY.search(fold(focus)))


def goes_beyond(focus: str, statement: str) -> bool:
    """Return whether a question asks of others too, where a statement limits itself ("only with its neighbors")."""
    folded, limit = fold(focus), _ONLY_WITH.search(fold(statement))
    if not limit or not _BESIDES.search(folded):
        return False
    return not {term(w) for w in words(limit["target"]) if w not in FUNCTION_WORDS} & {term(w) for w in words(folded)}


def is_partial(statement: str) -> bool:
    """Return whether a statement speaks of some of several things."""
    return bool(_PARTIAL.search(fold(statement)))


def asks_both(focus: str) -> bool:
    """Return whether a question asks of "both this and that"."""
    return bool(_BOTH.search(fold(focus)))


def on_two_sides(focus: str, first: Iterable[str], second: Iterable[str]) -> bool:
    """Return whether a coordinator of the question stands between the words of one set and those of the other.

    Args:
        focus: the question.
        first: folded words that one statement says and the other does not.
        second: the reverse.
    """
    folded = fold(focus)
    places = [[m.start() for w in group for m in re.finditer(rf"\b{re.escape(w)}\b", folded)] for group in (first, second)]
    if not all(places):
        return False
    for match in _COORDINATOR.finditer(folded):
        left = [[p < match.start() for p in group] for group in places]
        if (all(left[0]) and not any(left[1])) or (all(left[1]) and not any(left[0])):
            return True
    return False


def ministries(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the ministries and offices that texts name, in the order of their first mention."""
    patterns = (_MINISTRY, _NAMED_UNIT)
    return tuple(dict.fromkeys(match[0] for text in texts for pattern in patterns for match in pattern.finditer(text)))


def body_names(named: Iterable[str], acronyms: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the institutions that the reports name: a name to show -> the terms of the name.

    Ministries and offices by their names, as ``ministries`` finds them; institutions with an acronym by it and by their expansion.
    """
    found: dict[str, frozenset[str]] = {name: _name_terms(name) for name in named}
    for name in _STATE_BODIES:
        found.setdefault(name, _name_terms(name))
    for acronym, expansion in acronyms.items():
        if _BODY_WORD.search(expansion):
            if fold(acronym) not in FUNCTION_WORDS:  # "WHO" is a question word as well
                found[acronym] = frozenset({fold(acronym)})
            found[expansion] = _name_terms(expansion)
    return {name: parts for name, parts in found.items() if parts and not parts <= _KINDS_ALONE}


def _name_terms(name: str) -> frozenset[str]:
    return frozenset(term(w) for w in words(name) if w not in FUNCTION_WORDS)


def names_a_body(parts: Collection[str]) -> bool:
    """Return whether terms hold the kind of an institution ("ministry", "bank") or a body that most states have."""
    return not _KINDS_OF_BODY.isdisjoint(parts)


def question_bodies(focus: str) -> dict[str, frozenset[str]]:
    """Return the bodies that a question names in words of its own ("the Ministry of Defence", "the WHO") -> their terms."""
    folded = _ministers_as_ministries(focus)
    acronyms = {token: frozenset({fold(token)}) for token in _DOING_ACRONYM.findall(focus)}
    return {**{match[0]: _name_terms(match[0]) for match in _ASKED_BODY.finditer(folded)}, **acronyms}


def _ministers_as_ministries(focus: str) -> str:
    return _MINISTER.sub(lambda m: f"ministry of {m[1] or m[2]}", fold(focus))


def asked_body(focus: str, names: Mapping[str, frozenset[str]], statement: str, acronyms: Mapping[str, str]) -> str | None:
    """Return an institution that a question names and a statement does not, the longest of its names; None where there is none.

    Args:
        focus: the question.
        names: the institutions, as ``body_names`` returns them.
        statement: what a report says, "" for nothing.
        acronyms: acronym -> expansion; an institution is named by either.
    """
    asked = {term(w) for w in words(_ministers_as_ministries(_OWNER_OF_A_NAME.sub("the ", focus)))}
    held = [name for name, parts in names.items() if parts <= asked]
    held = [name for name in held if not any(names[name] < names[other] for other in held)]
    told = [term(w) for w in words(_spelt_out(statement, acronyms))]
    unsaid = [name for name in held if not any(says_name(names[other], told) for other in _same_body(name, names, acronyms))]
    if any(t.startswith(_PROSECUTION) for t in told) and not _PROSECUTORS_DO.match(fold(focus)):  # a ministry, an office or the prosecutors themselves
        unsaid = [name for name in unsaid if not any(t.startswith(_PROSECUTION) for t in names[name])]
    return max(unsaid, key=lambda name: len(names[name]), default=None)


def _spelt_out(statement: str, acronyms: Mapping[str, str]) -> str:
    """Return a statement with the acronyms that are words as well ("WHO") spelt out behind them."""
    for acronym, expansion in acronyms.items():
        if fold(acronym) in FUNCTION_WORDS and re.search(rf"\b{re.escape(acronym)}\b", statement):
            statement = f"{statement} ({expansion})"
    return statement


def is_had(focus: str, parts: frozenset[str]) -> bool:
    """Return whether a question asks if there is a body ("does Peru have *a financial intelligence unit*"), not what it does."""
    folded = fold(focus)
    return any(parts & {term(w) for w in words(folded[found.end() :])[: len(parts)]} for found in _HAS.finditer(folded))


def is_agent(focus: str, parts: frozenset[str]) -> bool:
    """Return whether a question asks of a body as the one who does it ("by the customs authority", "was it Congress that", "belong to")."""
    folded = fold(focus)
    return any(parts & {term(w) for w in words(folded[found.end() :])[:_AGENT_REACH]} for found in _AGENT.finditer(folded))


def says_name(parts: frozenset[str], told: Sequence[str]) -> bool:
    """Return whether a text says a name: all its terms, near each other ("Ministry of Justice … Financing" names no ministry of finance).

    Args:
        parts: the terms of the name.
        told: the terms of the text, in order, function words included.
    """
    if not parts <= set(told):
        return False
    reach = 2 * len(parts) + NAME_SLACK
    return any(told[i] in parts and parts <= set(told[i : i + reach]) for i in range(len(told)))


def _same_body(name: str, names: Mapping[str, frozenset[str]], acronyms: Mapping[str, str]) -> set[str]:
    """Return the names in ``names`` of one institution; a shorter name ("Ministry of Justice") means the longer one that holds its terms."""
    longer = {other for other, parts in names.items() if (len(names[name]) > 1 or name in _STATE_BODIES) and names[name] < parts}
    return {other for each in (name, *longer) for other in _other_names(each, acronyms) if other in names}


def _other_names(name: str, acronyms: Mapping[str, str]) -> set[str]:
    """Return an institution's names: as given, its acronym, its expansion."""
    return {name, *(e for a, e in acronyms.items() if a == name), *(a for a, e in acronyms.items() if e == name)}


def other_body(statement: str, asked: str, names: Mapping[str, frozenset[str]], acronyms: Mapping[str, str]) -> str | None:
    """Return an institution that a statement names where it does not name the asked one, or None."""
    told = [term(w) for w in words(_spelt_out(statement, acronyms))]
    said = set(told)
    same = _same_body(asked, names, acronyms)
    if any(says_name(names[name], told) for name in same):
        return None
    return next((name for name, parts in names.items() if name not in same and parts <= said and name.split()[0] in statement), None)
