"""Constructions that English builds in another way: units of a clause -> units in the order and with the words that English has.

Each rule is a pure function on the units of one clause; what it does not know it leaves as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.languages.inflection import english_participle
from assistant.languages.units import Unit, is_manner

_MISSING = re.compile(r"(?:falt|manqu)", re.IGNORECASE)
_OUTSIDE = frozenset({"outside", "outside of"})
_STAYS_OUT = frozenset("leave remain stay keep".split())
_KEEPS = frozenset("maintain hold keep retain".split())
_PAST = re.compile(r"(?:hizo|puso|dio|dijo|tuvo|vino|trajo|fez|deu|disse|teve)$|(?:[aei]ron|[óé]|i[oó]|ou|[ei]u|aram|eram|iram|ab?an?|[íi]an?|avam?)$")
"""Irregular preterites and the endings of regular ones and of imperfects."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_HAS_AMOUNTS = frozenset("have get receive spend invest manage handle".split())
_RELATIVES = frozenset({"who", "that", "the one that", "those that"})
_COPULAS = {(False, False): "is", (False, True): "are", (True, False): "was", (True, True): "were"}
"""By (past, plural)."""
_NUMBERS = frozenset("one two three four five six seven eight nine ten twelve fifteen twenty several many".split())
_JOINS_BOTH = frozenset({"as", "how much", "that", "than"})
_SAID_AGAIN = frozenset("of for with to by".split())
"""Prepositions that English leaves out before the second of two things; "in" may say of two places or times, and stays."""
_PLACES = frozenset("in on by at through after before during since with for from under".split())
_DONE_TO = frozenset(
    """train teach help protect assist treat certify punish sanction convict prosecute arrest detain monitor supervise evaluate include serve attend support
    benefit consult involve exclude extradite judge hire license warn inform represent control investigate reintegrate rehabilitate cover recognize accredit
    register inspect educate advise accompany sentence qualify care""".split()
)
"""Verbs whose object may be persons; English has it without a preposition."""
_CLEFT_WORDS = 6
"""Words of what a cleft clause brings forward, at most."""


def had_by_it(units: list[Unit]) -> list[Unit]:
    """Say "how much did it have" for "how much have" ("¿cuánto tuvo en 2016?"): English names whoever has it."""
    if len(units) < 2 or units[0].english.casefold() != "how much" or units[1].pos != "v" or units[1].participle:
        return units
    verb = units[1]
    base = verb.base or verb.english
    if base not in _HAS_AMOUNTS:
        return units
    return [units[0], Unit("did" if _is_past(verb.source) else "does", "c", ""), Unit("it", "p", ""), replace(verb, english=base), *units[2:]]


def settle(units: Sequence[Unit]) -> list[Unit]:
    """Return a clause's units with all rules applied."""
    ordered = at_work(spans_of_years(left_out(lacking(done_by(worried(had_by_it(personal(list(units)))))))))
    return cleft(counted(prepositions_once(both(ordered))))


def personal(units: list[Unit]) -> list[Unit]:
    """Say "train police" for "train to police" ("capacita a policías"): Spanish puts "a" before persons that something is done to."""
    result = list(units)
    for i in range(1, len(units)):
        verb, to = units[i - 1 : i + 1]
        if to.english == "to" and to.source.casefold() in ("a", "al") and verb.pos == "v" and (verb.base or verb.english) in _DONE_TO:
            result[i] = replace(to, english="")  # what follows is still no subject
    return result


def lacking(units: list[Unit]) -> list[Unit]:
    """Say "Peru lacks X" for "to Peru is missing X" ("le falta al Perú", "manque-t-il au Pérou")."""
    verb = next((i for i, u in enumerate(units) if u.pos == "v" and not u.participle and _MISSING.match(u.source)), None)
    if verb is None:
        return _lacking_once(units)
    dative = next((i for i, u in enumerate(units) if u.english == "to" and u.pos == "x" and i + 1 < len(units)), None)
    if dative is None:
        return _lacking_once(units)
    end = _noun_phrase(units, dative + 1)
    if end == dative + 1:
        return units
    others = [u for i, u in enumerate(units) if not dative <= i < end and i != verb and u.pos != "p"]
    before = [u for u in others if units.index(u) < verb]
    return [*before, *units[dative + 1 : end], replace(units[verb], english="lack", base="lack"), *others[len(before) :]]


def _lacking_once(units: list[Unit]) -> list[Unit]:
    """Say "lack X" for "lack the lack of X" ("adolece de la falta de")."""
    verb = next((i for i, u in enumerate(units) if u.pos == "v" and u.english == "lack"), len(units))
    for i in range(verb + 1, len(units) - 2):
        if [u.english for u in units[i : i + 3]] == ["the", "lack", "of"]:
            return [*units[:i], *units[i + 3 :]]
    return units


def _noun_phrase(units: Sequence[Unit], start: int) -> int:
    """Return where a noun phrase that starts at a place ends; the place itself where none does."""
    end = start
    while end < len(units) and units[end].pos == "x" and units[end].english in ("the", "its", "this", "a", "their"):
        end += 1
    if end >= len(units) or units[end].pos not in "no":
        return start
    end += 1
    while end < len(units) and units[end].pos == "a":
        end += 1
    return end


def worried(units: list[Unit]) -> list[Unit]:
    """Say "CICAD is concerned that" for "it concerns to CICAD that" ("le preocupa a la CICAD que")."""
    verb = next((i for i, u in enumerate(units) if u.pos == "v" and not u.participle and (u.base or u.english) in ("concern", "worry")), None)
    if verb is None or verb + 2 >= len(units) or units[verb + 1].english != "to":
        return units
    end = _noun_phrase(units, verb + 2)
    if end == verb + 2:
        return units
    concerned = [Unit("is", "c", units[verb].source), Unit("concerned", "a", units[verb].source)]
    return [*(u for u in units[:verb] if u.pos != "p"), *units[verb + 2 : end], *concerned, *units[end:]]


def done_by(units: list[Unit]) -> list[Unit]:
    """Say "X was developed by Y" for "X it developed Y" ("el PEN lo desarrolló la UNODC"): Spanish puts the object first and says it again."""
    at = next((i for i in range(1, len(units) - 2) if units[i].pos == "p" and units[i].source.casefold() in ("lo", "la", "los", "las")), None)
    if at is None or units[at + 1].pos != "v" or units[at - 1].pos not in "nao":
        return units
    doer = at + 2 + (units[at + 2].english == "only")
    if _noun_phrase(units, doer) == doer:
        return units
    verb = units[at + 1]
    copula = _COPULAS[_is_past(verb.source), units[at].source.casefold().endswith("s")]
    return [*units[:at], Unit(copula, "c", verb.source), _participle(verb), *units[at + 2 : doer], Unit("by", "x", ""), *units[doer:]]


def left_out(units: list[Unit]) -> list[Unit]:
    """Say "leave … out of" for "leave … outside", and "keep out of" for "maintain … out of": nobody is laid down outside."""
    verb = next((i for i, u in enumerate(units) if u.pos == "v" and (u.base or u.english) in _STAYS_OUT | _KEEPS), None)
    if verb is None:
        return units
    base = units[verb].base or units[verb].english
    result = [replace(u, english="out of") if base in _STAYS_OUT and u.pos == "x" and u.english in _OUTSIDE else u for u in units]
    if base in _KEEPS and any(u.english == "out of" for u in units[verb:]):
        result[verb] = replace(units[verb], english="kept" if units[verb].participle else "keep", base="keep")
    return result


def spans_of_years(units: list[Unit]) -> list[Unit]:
    """Say "from 2016 to 2018" for "of 2016 to 2018"."""
    result = list(units)
    for i in range(len(units) - 3):
        of, first, to, last = units[i : i + 4]
        if of.english == "of" and to.english in ("to", "until", "for") and _YEAR.fullmatch(first.english) and _YEAR.fullmatch(last.english):
            result[i], result[i + 2] = replace(of, english="from"), replace(to, english="to")
    return result


def both(units: list[Unit]) -> list[Unit]:
    """Say "both X and Y" for "both X as Y" ("tanto X como Y", "tanto X quanto Y", "aussi bien X que Y")."""
    at = next((i for i, u in enumerate(units) if u.english == "both" and u.pos == "x"), None)
    if at is None or any(u.english == "and" for u in units[at:]):
        return units
    join = next((i for i in range(at + 2, len(units)) if units[i].english in _JOINS_BOTH and units[i].pos == "x"), None)
    return units if join is None else [*units[:join], replace(units[join], english="and"), *units[join + 1 :]]


def prepositions_once(units: list[Unit]) -> list[Unit]:
    """Say a preposition once for two things: Romance languages say it again behind "and" ("de la UNODC y de la OMS")."""
    if any(u.english == "both" for u in units):
        return units
    result: list[Unit] = []
    for i, unit in enumerate(units):
        joined = bool(result) and result[-1].english in ("and", "or") and unit.pos == "x" and unit.english in _SAID_AGAIN
        if joined and any(u.english == unit.english and u.pos == "x" for u in result[:-1]) and i + 1 < len(units):
            continue
        result.append(unit)
    return result


def counted(units: list[Unit]) -> list[Unit]:
    """Say "are there five areas" for "are five the areas" ("¿son cinco los ejes?")."""
    if len(units) > 3 and units[0].pos == "c" and (units[1].english in _NUMBERS or units[1].english.isdigit()) and units[2].english == "the":
        return [replace(units[0], english=f"{units[0].english} there", pos="t"), units[1], *units[3:]]
    return units


def cleft(units: list[Unit]) -> list[Unit]:
    """Say "is it the army that tests" for "is the army the one that tests", "is this the army who tests"."""
    if len(units) < 4 or units[0].pos != "c":
        return units
    start = 2 if units[1].english in ("this", "it") else 1
    forward = start + (units[start].english == "only")
    placed = units[forward].english in _PLACES and units[forward].pos == "x"  # "is it only by land that …"
    for i in range(start + 1, min(len(units) - 1, start + _CLEFT_WORDS)):
        unit = units[i]
        if unit.pos in "vcutgs":
            return units
        if unit.english in _RELATIVES and unit.pos == "x" and units[i - 1].pos in "nao" and units[i + 1].pos in "vcup":
            named = placed or units[start].proper or units[start].english in ("the", "only")
            if not named:
                return units
            copula = replace(units[0], english={"are": "is", "were": "was"}.get(units[0].english, units[0].english))
            return [copula, Unit("it", "x", ""), *units[start:i], replace(unit, english="that"), *units[i + 1 :]]
    return units


def at_work(units: list[Unit]) -> list[Unit]:
    """Say "in the workplace" for "in the work" ("en el trabajo") where no "of" tells of what work."""
    result = list(units)
    for i in range(2, len(units)):
        bare = i + 1 == len(units) or units[i + 1].english != "of"
        if bare and units[i].base == "work" and units[i].pos == "n" and units[i - 1].english == "the" and units[i - 2].english in ("in", "to", "at"):
            result[i] = replace(units[i], english="workplace", base="workplace")
            result[i - 2] = replace(units[i - 2], english="in")
    return result


def passive(units: Sequence[Unit], done: str) -> list[Unit]:
    """Say "are used" for a verb with an impersonal "se" ("se usan"), so that what it is done to can be its subject.

    Args:
        units: the clause.
        done: the verb, or the participle or infinitive behind its auxiliary, as typed.
    """
    at = next((i for i, u in enumerate(units) if u.pos == "v" and u.source.split()[:1] == [done]), None)
    if at is None:
        return list(units)
    head = next((i for i in range(at) if units[i].pos == "u" and all(u.pos in "xg" for u in units[i + 1 : at])), at)
    verb, rest = units[head], list(units[head + 1 :])
    if verb.pos == "v":
        copula = _COPULAS[_is_past(verb.source), verb.source.casefold().endswith(("n", "m"))]
        said = [Unit(copula, "c", verb.source), _participle(verb)]
    else:
        main = at - head - 1
        been = "been" if verb.english in ("has", "have", "had") else "be"
        participle = _participle(rest[main])
        said = [verb, *rest[:main], replace(participle, english=f"{been} {participle.english}")]
        rest = rest[main + 1 :]
    personal = next((i for i, u in enumerate(rest) if not is_manner(u)), len(rest))
    if personal < len(rest) and rest[personal].english in ("to", ""):  # the personal "a" of Spanish stands before a person that something is done to
        rest = [*rest[:personal], *rest[personal + 1 :]]
    return [*units[:head], *said, *rest]


def _participle(verb: Unit) -> Unit:
    return replace(verb, english=english_participle(verb.base or verb.english), participle=True)


def _is_past(source: str) -> bool:
    return _PAST.search(source.casefold()) is not None
