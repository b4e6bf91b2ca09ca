"""What a turn names put in the place of its like in the question before it: a year, a round, a country, a group, a thing of the same kind."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.counted_years import counted_from, counts_from_nothing
from assistant.lexicon import fold, words
from assistant.rounds import ROUND_NAMES, ROUND_YEARS, read_rounds
from assistant.turns import (
    AUXILIARY_FIRST,
    PREPOSITION,
    ROUND,
    WH_FIRST,
    YEAR,
    Meaning,
    asks_by_itself,
    bare_topic,
    content,
    points_back,
    topic,
    what_is_named,
)

_HOW_DONE = re.compile(r"^(?:and |but |so )?how (?=(?:do|does|did|is|are|was|were|has|have|can)\b)", re.IGNORECASE)
"""Asks in which way; a turn that names one asks whether it is that ("with satellites?")."""
_WHICH_OF = re.compile(r"\w+ (?:which|what|whom|whose)\b", re.IGNORECASE)
_RUN = re.compile(
    r"\b(?:(?!(?:for|of|to|with|among|on|by|in|about|from|at|the|a|an|any|and|or|its|their|does|do|did|is|are|was|were|has|have|had|can|not|no"
    r"|never|that|it|true|there|country|who|which|what)\b)[\w-]+(?: (?=\w))?)+",
    re.IGNORECASE,
)
"""Words of a question that may name one thing together."""
_ONE_OF_KIND = re.compile(
    r"^(?:the |an? )?(?P<which>(?!(?:first|second|third|fourth|fifth|sixth|seventh|last|latest|next|previous|other|others|same|only|new|old|each|every|which"
    r"|this|that|any|no|is|are|what|whose)\b)[A-Za-z][\w-]+(?: [A-Za-z][\w-]+)?) ones?(?: too| as well| then| also)?\W*$",
    re.IGNORECASE,
)
"""Another thing of a kind that was named ("the firearms one?")."""
_OF_KIND = re.compile(
    r"\b(?:an?|the|any) (?:(?P<first>(?!(?:same|new|main|own)\b)[\w-]+) )?(?P<head>[a-z]{4,}) (?P<prep>against|on|for|of) (?P<of>(?:the )?[^?,]+)"
)
_KIND_LAST = re.compile(r"\b(?:an?|the|any) (?:(?!of\b|for\b|on\b|in\b|to\b|and\b)[\w-]+ ){1,3}(?P<head>[a-z]{4,})\W*$")
_AMONG = re.compile(
    r"^(?P<aux>(?:is|are|was|were|does|do|did|has|have|can)) (?P<subject>(?!(?:it|they|there)\b)[^?]+?) "
    r"(?P<rest>(?:(?:among|part of|in|one of|included in|covered by|reached by|left out of) )"
    r"(?:them|those|these|it)(?: \([^()]+\))?)\W*$",
    re.IGNORECASE,
)
"""Asks if something is among what was named before."""
_VERB_OBJECT = re.compile(r"\W*(?P<verb>(?:[Dd]oes|[Dd]o|[Dd]id|[Hh]as|[Hh]ave) (?:the )?[\w-]+ [\w-]+) [^?]+\W*$")
_SUBJECT_FIRST = re.compile(
    r"\W*(?P<aux>(?:is|are|was|were|has|have|had|can|could)) (?:the |an? )?(?!(?:it|they|there|that|this|these|those|any|peru|the country|he|she|you|we|i)\b)"
    r"(?P<subject>(?:[\w'’/-]+ ){1,9}?)"
    r"(?P<rest>(?:been |be |still |also |already |now )*(?:\w{2,}(?<!ne)ed|available|missing|known|kept|held|given|made|done|taken|set|part"
    r"|built|shown|included|put|run|met|free|open|mandatory|compulsory)\b[^?]*)\W*$",
    re.IGNORECASE,
)
_RELATIVE_ROUND = re.compile(
    r"\b(?:(?P<before>previous|preceding|prior)|(?P<after>next|following|subsequent)|same|that) (?:evaluation )?round\b"
    r"|\b(?:evaluation )?round (?:(?P<earlier>before)|(?P<later>after))(?: (?:that|this|it)\b|(?=\W*$))",
    re.IGNORECASE,
)
"""A round named by its place beside the one that was asked about."""
_OF_YEAR = re.compile(r"(?:the |that )?(?:one (?:of|from) )?(?P<year>(?:19|20)\d{2})(?: ones?)?$", re.IGNORECASE)
"""Of things with a year in their name another one ("the 1971 one")."""
MOST_WORDS_OF_YEARS = 6
SHORT_TURN = 8
"""A turn of so few words may count a year from the one before ("and how was it the following year?")."""


def swap_like(previous: str, own: str, is_country: Callable[[str], bool], meaning: Meaning | None) -> str | None:
    """Return an earlier question with the things in it that are of the kind of those which a turn names ("and university students?") put as these."""
    named = what_is_named(own)
    if meaning is None or AUXILIARY_FIRST.match(fold(named)) or WH_FIRST.match(fold(named)) or PREPOSITION.match(named) or not content(named):
        return None
    runs = [(run.start(), run[0].rstrip()) for run in _RUN.finditer(previous) if content(run[0]) and not is_country(run[0])]
    likest = meaning.likest(named, [run for _, run in runs]) if runs else None
    if likest is None:
        return None
    start, run = runs[likest]
    return f"{previous[:start]}{named}{previous[start + len(run) :].rstrip(' ?')}?"


def swap_subject(previous: str, own: str) -> str | None:
    """Return an earlier question for yes or no with the thing that a turn names put as what it is asked of ("And reforested hectares?")."""
    named, asked = bare_topic(own, least=1), _SUBJECT_FIRST.match(previous)
    return f"{asked['aux']} {named} {asked['rest'].rstrip(' ?')}?" if named and asked and not points_back(previous) else None


def swap_object(previous: str, own: str) -> str | None:
    """Return an earlier question for yes or no with what stands behind its verb put as the thing that a turn names ("And households?")."""
    named, asked = bare_topic(own, least=1), _VERB_OBJECT.match(previous)
    return f"{asked['verb']} {named}" if named and asked and not points_back(previous) else None


def name_round(question: str, previous: str) -> str:
    """Call "the previous round" (the next, the same one) by its number, counted from the one round that the question before asked about, else from now."""
    relative = _RELATIVE_ROUND.search(question)
    back, on = (bool(relative["before"] or relative["earlier"]), bool(relative["after"] or relative["later"])) if relative else (False, False)
    rounds = read_rounds(fold(previous)) or ({max(ROUND_YEARS)} if back else set())
    if len(rounds) != 1 or relative is None:
        return question
    number = min(rounds) - back + on
    return _RELATIVE_ROUND.sub(f"{ROUND_NAMES[number - 1]} round", question, count=1) if number in ROUND_YEARS else question


def name_year(question: str, previous: str) -> str:
    """Call "the following year" (the one before it) by its number, where the question before asked about one year."""
    years = set(YEAR.findall(previous))
    if len(years) != 1 or len(words(question)) > SHORT_TURN:
        return question
    return counted_from(question, int(years.pop()), several=counts_from_nothing(question) or not asks_by_itself(question))


def substitute(previous: str, new: str, is_country: Callable[[str], bool]) -> str:
    """Put a new year, round, country, owner or group where the earlier question had its own."""
    stem = previous.rstrip(" ?")
    preposition = PREPOSITION.match(new)
    core = preposition[2] if preposition else new
    the_one = _OF_YEAR.match(core)
    if the_one and (named := re.search(rf"\b(?:{YEAR.pattern})(?: [A-Z][\w-]*)*? (?P<head>[A-Z]?[\w-]+)(?= (?:on|against|for|of|in|to|and)\b|$|,)", stem)):
        return f"{stem[: named.start()]}{the_one['year']} {named['head']}?"
    years, new_years = YEAR.findall(stem), YEAR.findall(core)
    if len(new_years) > 1 and len(new_years) == len(years) and len(words(core)) <= MOST_WORDS_OF_YEARS:  # "2016 and 2017" for "2014 and 2017"
        following = iter(new_years)
        return f"{YEAR.sub(lambda _: next(following), stem)}?"
    if YEAR.search(core) and len(words(core)) <= 4:
        return f"{YEAR.sub(YEAR.search(core)[0], stem)}?" if YEAR.search(stem) else f"{stem} in {core}?"  # type: ignore[index]
    if ROUND.fullmatch(core.removeprefix("the ")) and ROUND.search(stem):
        return f"{ROUND.sub(core.removeprefix('the ').removesuffix(' round') + ' round', stem, count=1).replace('round round', 'round')}?"
    if ROUND.fullmatch(core.removeprefix("the ")):
        return f"{stem} in the {core.removeprefix('the ')}?"
    if is_country(core):
        swapped = re.sub(r"\b(?:Peru|the country)\b", core, stem, flags=re.IGNORECASE)
        return f"{swapped if swapped != stem else f'{stem} in {core}'}?"
    if core.endswith(("'s", "’s", "s'")) and (owner := re.search(r"\b[\w-]+['’]s\b", stem)):
        return f"{stem[: owner.start()]}{core}{stem[owner.end() :]}?"
    if _WHICH_OF.match(new):  # "to which countries?"
        return f"{new} {previous[:1].lower()}{previous[1:].rstrip(' ?')}?" if AUXILIARY_FIRST.match(fold(previous)) else f"{new} {topic(previous)}?"
    if preposition:
        stem = _HOW_DONE.sub("", stem)
        pattern = re.compile(rf"\b{preposition[1]}\s+(?:the\s+)?[^?]*$", re.IGNORECASE)
        tail = pattern.search(stem)
        return f"{stem[: tail.start()] if tail else stem + ' '}{new}?"
    return f"{_swap_tail(stem, core)}?"


def put_among(turn: str, previous: str) -> str | None:
    """Return an earlier question whether something is among those that were named, asked of what a turn names instead ("and indigenous people?")."""
    named, among = bare_topic(turn, least=1), _AMONG.match(previous)
    return f"{among['aux']} {named} {among['rest']}?" if named and among and not named.lower().startswith("any") else None


def of_same_kind(turn: str, previous: str) -> str | None:
    """Return an earlier question with another thing of the kind that it names ("and the firearms one?" after "… the protocol against smuggling?").

    What goes before the noun is changed where the earlier question has something there ("the UN treaty against corruption" - "the American one"), else
    what stands behind it. None where a turn names no such thing.
    """
    one, named = _ONE_OF_KIND.match(turn), _OF_KIND.search(previous)
    at_end = _KIND_LAST.search(previous) if one and not named else None
    if one and at_end:
        return f"{previous[: at_end.start()]}the {one['which']} {at_end['head']}?"
    if not one or not named:
        return None
    behind = previous[named.end("of") :] if not named["first"] else f" {named['prep']} {named['of']}{previous[named.end('of') :]}"
    return f"{previous[: named.start()]}the {one['which']} {named['head']}{behind}".rstrip(" ?") + "?"


def _swap_tail(stem: str, new: str) -> str:
    """Replace what follows the earlier question's last preposition (its newest information) with the new phrase."""
    tails = list(re.finditer(r"\b(?:for|of|to|with|among|on|by|in(?! (?-i:[A-Z]\w+|the country) \w)|about)\s+", stem, re.IGNORECASE))
    bare = re.sub(r"^(?:(?:the )?ones?|those) (?:for|of|to|on|among|in|from)\s+|^to the one on\s+", "", new, flags=re.IGNORECASE)
    return f"{stem[: tails[-1].end()]}{bare}" if tails else f"{stem} {bare}"
