"""Units -> an English sentence: yes/no frames, adjectives before their nouns, negation where English has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.languages.units import ADVERBS, Unit, is_manner

_CONTRACTED = {
    "does": "doesn't",
    "is": "isn't",
    "are": "aren't",
    "was": "wasn't",
    "were": "weren't",
    "has": "hasn't",
    "have": "haven't",
    "had": "hadn't",
    "can": "can't",
    "could": "couldn't",
    "must": "mustn't",
    "will": "won't",
    "is there": "isn't there",
    "are there": "aren't there",
    "was there": "wasn't there",
}
_NO_ANY = {"no": "any", "none": "any", "nothing": "anything", "nobody": "anyone", "never": "ever", "nor": "or", "neither": "either", "not": ""}
"""What a second negative becomes: Spanish, Portuguese and French negate twice where English does once."""
_SUBJECTS = frozenset("country report government state authority police law observatory ministry strategy nation judiciary".split())
_BEFORE_NOUN = frozenset("the its this a an any some all these those no many much more both each several".split())
_PLACES = frozenset("in on by at through after before during since with for from under".split())
"""Prepositions before what "only" limits."""
_FINITE = "cutv"
_UNDERGONE = frozenset(
    "arrive begin belong come continue decrease die disappear escape exist expire fall function grow happen improve increase operate".split()
    + "participate raise remain rise vary work worsen".split()
)
"""Verbs of which a noun right behind them is the subject, unless another noun follows without a preposition ("¿Subió el presupuesto?")."""
_COUNTED = frozenset("number lack kind kinds type types part parts amount quantity case cases absence percentage".split())
"""Nouns that keep "of" behind them."""
_AN = re.compile(r"\ba (?=[aeiou])")
_TWICE = re.compile(r"\b(the|to|of|in) (?:\1 )+")


def english_order(units: Sequence[Unit]) -> list[Unit]:
    """Put adjectives before the noun that they follow, the last one first, and a bare noun behind "of" before the noun it tells of."""
    return _compounds(_adjectives(units))


def _compounds(units: list[Unit]) -> list[Unit]:
    """Say "prevention programs" for "programs of prevention"; with a determiner or a name behind "of" the phrase stays."""
    ordered = list(units)
    i = len(ordered) - 3
    while i >= 0:
        if ordered[i].pos == "n" and not ordered[i].proper and ordered[i].english not in _COUNTED and ordered[i + 1].english == "of":
            j = i + 2
            while j < len(ordered) and ordered[j].pos == "a":
                j += 1
            if j < len(ordered) and ordered[j].pos == "n" and not ordered[j].proper:
                told, head = ordered[j].base or ordered[j].english, ordered[i]
                start = i
                while start and ordered[start - 1].pos == "a":
                    start -= 1
                whole = replace(head, english=f"{told} {head.english}", base=f"{told} {head.base or head.english}")
                ordered[start : j + 1] = [*ordered[start:i], *ordered[i + 2 : j], whole]  # one noun, of which another one may tell
        i -= 1
    return ordered


def _adjectives(units: Sequence[Unit]) -> list[Unit]:
    ordered: list[Unit] = []
    i = 0
    while i < len(units):
        if units[i].pos == "n":
            j = i + 1
            while j < len(units) and (units[j].pos == "a" or (units[j].pos == "v" and units[j].participle and _closes(units, j))):
                j += 1
            ordered += [*reversed(units[i + 1 : j]), units[i]]
            i = j
        else:
            ordered.append(units[i])
            i += 1
    return ordered


def _closes(units: Sequence[Unit], j: int) -> bool:
    """Return whether nothing hangs on a participle, so that it can stand before its noun."""
    return j + 1 == len(units) or units[j + 1].pos in "vcutsag"


def single_negation(units: Sequence[Unit]) -> list[Unit]:
    """Keep the first negative of a clause and turn those after it into what English has there."""
    result: list[Unit] = []
    negated = False
    for unit in units:
        if unit.pos == "s" or unit.english in ("that", "but"):
            negated = False
        if result and result[-1].english == "without" and unit.english in _NO_ANY:
            result.append(replace(unit, english=_NO_ANY[unit.english], pos="x"))
            continue
        if negated and unit.pos in "xg" and unit.english in _NO_ANY:
            if _NO_ANY[unit.english]:
                result.append(replace(unit, english=_NO_ANY[unit.english], pos="x"))
            continue
        negated = negated or unit.pos == "g" or (unit.pos == "x" and unit.english in ("nobody", "nothing", "never", "neither", "none", "no"))
        result.append(unit)
    return result


def say(units: Sequence[Unit]) -> str:
    """Join units; a comma or bracket stands close to its word."""
    kept = [u for i, u in enumerate(units) if u.english and not (u.english == "the" and i + 1 < len(units) and _stands_alone(units[i + 1]))]
    text = _TWICE.sub(r"\1 ", _AN.sub("an ", " ".join(u.english for u in kept)))
    return text.replace(" ,", ",").replace(" ;", ";").replace(" :", ":").replace("( ", "(").replace(" )", ")")


def _stands_alone(unit: Unit) -> bool:
    """Return whether a name takes no article in English: an acronym, a country, one word with a capital."""
    return unit.proper and (unit.english.isupper() or " " not in unit.english)


def statement(units: Sequence[Unit]) -> str:
    """Say a clause that asks nothing by itself: "Peru does not have …"."""
    result: list[Unit] = []
    kept = single_negation(units)
    for i, unit in enumerate(kept):
        following = kept[i + 1] if i + 1 < len(kept) else None
        if unit.pos == "g" and following is not None and following.pos in "pv":
            result.append(replace(unit, english="does not"))
        elif unit.pos in "cu" and result and result[-1].pos == "g":
            result[-1] = replace(unit)
            result.append(Unit("not", "x", ""))
        elif unit.pos == "t":
            there = f"there {unit.english.removesuffix(' there')}"
            if result and result[-1].pos == "g" and result[-1].english == "not":
                result[-1] = replace(unit, english=f"{there} no")
            else:
                result.append(replace(unit, english=there))
        elif unit.pos == "v" and result and result[-1].pos == "p":
            result.insert(len(result) - 1, unit)
        else:
            result.append(unit)
    return say(english_order(result))


def yes_no(units: Sequence[Unit]) -> str | None:
    """Say a clause as a yes/no question, or None where it has no finite verb."""
    kept = single_negation(units)
    head = _head(kept)
    if head is None:
        return None
    before, verb, after = [u for u in kept[:head] if u.pos != "g"], kept[head], list(kept[head + 1 :])
    negated = any(u.pos == "g" for u in kept[:head])
    pronouns = [u for u in before if u.pos == "p"]
    lead = [u for u in before if u.pos != "p"]
    limit = next((i for i, u in enumerate(lead[:-1]) if u.english == "only" and lead[i + 1].english in _PLACES), None)
    limited = [] if limit is None else lead[limit:]  # "solo por tierra se buscan …" asks of what limits
    lead = lead if limit is None else lead[:limit]
    subject = [u for u in lead if not (u.pos == "x" and u.english in ADVERBS)]
    adverbs = [u for u in lead if u.pos == "x" and u.english in ADVERBS]
    if limited:
        return f"is it {say(english_order(limited))} that {statement([*(u for u in kept[:head] if u in lead), *kept[head:]])}"
    auxiliary, rest = _auxiliary(verb, after)
    if negated:
        auxiliary = _CONTRACTED.get(auxiliary, auxiliary)
        adverbs += [Unit("ever", "x", "") for u in kept[:head] if u.pos == "g" and u.english == "never"]
    if subject and subject[0].english in _PLACES and subject[0].pos == "x":  # "en el Perú, hay …": where and when stand last in English
        end = _phrase_end(subject)
        rest, subject = [*rest, *subject[:end]], subject[end:]
    if subject:
        return " ".join(p for p in (auxiliary, say(english_order(subject)), say(adverbs), say(english_order([*rest[:1], *pronouns, *rest[1:]]))) if p)
    if verb.pos == "t":
        return f"{auxiliary} {say(english_order([*adverbs, *rest]))}"
    while verb.pos in "cu" and len(rest) > 1 and rest[0].pos == "x" and rest[0].english in ADVERBS:  # "is it already …"
        adverbs, rest = [*adverbs, rest[0]], rest[1:]
    passive = bool(rest) and verb.pos in "cu" and rest[0].participle
    found = _postposed(rest[1:] if verb.pos == "v" or passive else rest, any_noun=passive)
    if not found and (verb.pos == "v" or passive):
        rest, found = (_behind_manner(rest) if passive else _undergoing(rest) or _behind_object(rest)) or (rest, 0)
    if verb.pos == "v" or passive:
        main, others = rest[:1], rest[1:]
        subject, others = (others[:found], others[found:]) if found else ([Unit("it", "x", "")], others)
        return " ".join(p for p in (auxiliary, say(english_order(subject)), say(adverbs), say(main), say(pronouns), say(english_order(others))) if p)
    subject, others = rest[:found], rest[found:]
    if not found and verb.pos == "u" and (not rest or rest[0].pos == "v"):
        subject = [Unit("it", "x", "")]
    return " ".join(p for p in (auxiliary, say(english_order(subject)), say(adverbs), say(english_order(others))) if p)


def _auxiliary(verb: Unit, after: list[Unit]) -> tuple[str, list[Unit]]:
    """Return the English auxiliary that asks, and what follows it, the main verb first."""
    if verb.pos in "cut":
        return verb.english, after
    been = next((i for i, u in enumerate(after) if u.english == "been" and all(w.english in ADVERBS for w in after[:i])), None)
    adverbs = after[:been] if been is not None else []
    behind = after[been + 1 :] if been is not None else after
    main = next((i for i, u in enumerate(behind) if not (u.pos == "x" and u.english in ADVERBS)), None)
    if verb.english == "have" and main is not None and behind[main].pos == "v" and behind[main].participle:
        head = behind[main] if been is None else replace(behind[main], english=f"been {behind[main].english}")
        return "has", [head, *adverbs, *behind[:main], *behind[main + 1 :]]
    return "does", [replace(verb, english=verb.base or verb.english, participle=False), *after]


def _head(units: Sequence[Unit]) -> int | None:
    """Return the place of the clause's finite verb: the first that no preposition, relative or determiner governs."""
    for i, unit in enumerate(units):
        if unit.pos not in _FINITE:
            continue
        last = units[i - 1] if i else None
        if unit.pos == "v" and (unit.participle and last is not None and last.pos in "na"):
            continue
        if last is not None and last.pos == "x" and last.english in ("of", "to", "for", "by", "in", "without", "that", "who", "which", "with"):
            continue
        return i
    return None


def _postposed(units: Sequence[Unit], *, any_noun: bool = False) -> int:
    """Return how many units right after a verb are its subject, 0 for none: a name, a well-known subject, or (a passive's) any noun."""
    i = 0
    while i < len(units) and i < 2 and units[i].pos == "x" and units[i].english in (_BEFORE_NOUN if any_noun else ("the", "its", "this")):
        i += 1
    if (
        i < len(units)
        and (units[i].pos == "n" or (any_noun and i and units[i].pos == "a"))
        and (any_noun or units[i].proper or units[i].english.split()[-1] in _SUBJECTS or units[i].english in ("Peru", "CICAD"))
    ):
        i += 1
        while i < len(units) and units[i].pos == "a":
            i += 1
        return i + _told_of(units[i:]) if any_noun else i
    return 0


def _undergoing(units: list[Unit]) -> tuple[list[Unit], int] | None:
    """Return the units of a clause, its verb first, and how many behind the verb are its subject, where the verb tells what becomes of something."""
    if units[0].english not in _UNDERGONE:
        return None
    found = _postposed(units[1:], any_noun=True)
    following = units[found + 1] if found and found + 1 < len(units) else None
    alone = following is None or (following.pos not in "na" and following.english != "the")
    return (units, found) if found and alone else None


def _behind_object(units: list[Unit]) -> tuple[list[Unit], int] | None:
    """Return the same where the subject stands behind a bare object ("¿Necesitan permiso los laboratorios?"), put before it."""
    if len(units) < 4 or units[1].pos != "n" or units[1].proper:
        return None
    i = 2
    while i < len(units) and units[i].pos == "a":
        i += 1
    if i + 1 >= len(units) or units[i].english != "the" or units[i + 1].pos != "n":
        return None
    found = _postposed(units[i:], any_noun=True)
    if i + found < len(units) and units[i + found].english in ("that", "who", "which"):
        found = len(units) - i
    return ([units[0], *units[i : i + found], *units[1:i], *units[i + found :]], found) if found else None


def _behind_manner(units: list[Unit]) -> tuple[list[Unit], int] | None:
    """Return the same for a passive whose subject stands behind an adverb, the doer or a second participle ("¿Está permitida por los jueces la …?")."""
    i = 1
    while i < len(units):
        if is_manner(units[i]):
            i += 1
        elif units[i].english == "and" and i + 1 < len(units) and units[i + 1].participle:
            i += 2
        elif units[i].english == "by" and i + 1 < len(units):
            i += _phrase_end(units[i:])
        else:
            break
    found = _postposed(units[i:], any_noun=True) if i > 1 else 0
    return ([units[0], *units[i : i + found], *units[1:i], *units[i + found :]], found) if found else None


def _phrase_end(units: Sequence[Unit]) -> int:
    """Return where the phrase that a preposition opens ends: behind its noun, the noun's adjectives and what tells of it."""
    noun = next((i for i in range(1, len(units)) if units[i].pos in "no"), len(units) - 1)
    end = noun + 1
    while end < len(units) and units[end].pos == "a":
        end += 1
    return end + _told_of(units[end:])


def _told_of(units: Sequence[Unit]) -> int:
    """Return how many units tell of the noun before them: "of the drug problem"."""
    i = 0
    while i + 1 < len(units) and units[i].english in ("of", "and", "or"):
        j = i + 1
        while j < len(units) and ((units[j].pos == "x" and units[j].english in ("the", "its", "this")) or units[j].pos == "a"):
            j += 1
        if j >= len(units) or units[j].pos != "n":
            return i
        i = j + 1
        while i < len(units) and units[i].pos == "a":
            i += 1
    return i
