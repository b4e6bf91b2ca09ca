"""Units of a clause: words and phrases in English with the part that they play, and the English closed-class words that rules ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

DETERMINERS = frozenset("the a some its their this these those any no all every both other same such each".split())
PREPOSITIONS = frozenset("of in to by for with without about between since during against under through on within".split())
ADVERBS = frozenset("also still already only never always currently now ever then so".split())


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What the reports themselves know of words: how often they use an English one, and which of theirs is nearest to a foreign one.

    ``nearest`` gives English and part of speech for a folded word that no table holds, or None.
    """

    frequency: Callable[[str], int]
    nearest: Callable[[str], tuple[str, str] | None]


UNKNOWN_REPORTS = ReportWords(lambda _: 0, lambda _: None)
"""Without reports: the tables alone."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One word or phrase in English with its part.

    ``pos``: n(oun), a(djective), v(erb), c(opula), u (auxiliary), t (there is), w (question word), x (function word), g (negator),
    p (object pronoun), o (not translated), s (punctuation). ``participle`` marks a verb form that is one; ``source`` is what stood
    there, ``base`` the English without endings.
    """

    english: str
    pos: str
    source: str
    proper: bool = False
    participle: bool = False
    base: str = ""


def is_manner(unit: Unit) -> bool:
    """Return whether a unit is an adverb that may stand between a verb and its subject ("annually")."""
    return unit.pos == "x" and (unit.english in ADVERBS or unit.english.endswith("ly") or unit.english in ("per year", "every year"))


def is_subject(before: Sequence[Unit]) -> bool:
    """Return whether what stands before can be a verb's subject: a noun or pronoun before which the clause has no verb yet."""
    if not before or (before[-1].pos not in "nao" and before[-1].english not in ("it", "they", "who", "also", "still", "already", "there")):
        return False
    return not any(u.pos in "vcut" for u in before)
