"""Words that never stand for each other however near their vectors are, and everyday words that do."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import cache

from assistant.lexicon import FUNCTION_WORDS, term

Pairs = frozenset[tuple[str, str]]
"""Pairs of stems, each sorted."""

_OPPOSITES = """
increase: reduce decrease decline fall; before: after; national: regional international local foreign
domestic: foreign international; legal: illegal illicit; licit: illicit; concern: satisfaction pleasure
outcome: impact intermediate process; establish: abolish dissolve; strengthen: weaken; begin: end
adequate: inadequate insufficient; prevent: treat treatment; recommend: require
"""
_KINDS = """
primary: secondary university tertiary; public: private; import: export; annual: monthly quarterly biennial; urban: rural; adult: adolescent youth child
demand: supply; men: women; mandatory: voluntary; permit: prohibit forbid ban require; allow: prohibit forbid ban require
universal: selective indicated; selective: indicated; synthetic: natural plant; centralized: decentralized; permanent: temporary; formal: informal
governmental: nongovernmental; overland: maritime aerial; inpatient: outpatient ambulatory
entry: exit; employment: unemployment; literacy: illiteracy; qualitative: quantitative
"""
_CLASSES = """
cocaine heroin cannabis opium ecstasy methamphetamine amphetamine fentanyl ketamine; coffee cacao tea palm banana
"""
"""Things of one class: whichever is named, it is none of the others."""
_SYNONYMS = """
provide offer give grant; allow permit enable let; establish create found set; conduct perform undertake carry execute implement; commit perpetrate
cover include comprise contain incorporate; participate engage take; begin start initiate; oversee supervise; share exchange; analyze examine
assess evaluate; strengthen reinforce; people persons individuals; body agency institution entity; help assist support
approve adopt; aim seek; run operate manage; regulate govern; target focus; latest recent; counter combat fight; join participate; law statute
charge responsible; gather collect; use employ apply; perform do; develop design; update revise; grant issue; lead head chair; begin launch
"""


def contrasts(texts: Iterable[str]) -> Pairs:
    """Return the stems that the reports list side by side ("prevention, treatment and social integration").

    What is listed beside a thing is another thing, however near in meaning, so one may never stand for the other.
    """
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        for a, b in re.findall(r"(?=\b([^\W\d_]{3,})(?:,|,? and|,? or|,? and/or|/) ([^\W\d_]{3,}))", text.casefold()):
            if a not in FUNCTION_WORDS and b not in FUNCTION_WORDS:
                pairs.add(_pair(a, b))
    return frozenset(pairs)


@cache
def listed_opposites() -> Pairs:
    """Return the opposites that hold in any report."""
    return _listed(_OPPOSITES) | exclusive_kinds()


@cache
def exclusive_kinds() -> Pairs:
    """Return the kinds of things that exclude each other: what is said of one is not said of the other."""
    return _listed(_KINDS) | _within(_CLASSES)


def _listed(table: str) -> Pairs:
    found: set[tuple[str, str]] = set()
    for entry in re.split(r"[;\n]", table):
        head, _, others = entry.partition(":")
        found |= {_pair(head.strip(), other) for other in others.split()}
    return frozenset(found)


def listed_synonyms() -> Pairs:
    """Return everyday words that reports use for each other; word vectors tell them from opposites no better than chance."""
    return _within(_SYNONYMS)


def _within(groups: str) -> Pairs:
    """Return the pairs of stems of each group."""
    return frozenset(_pair(a, b) for group in re.split(r"[;\n]", groups) for a, b in itertools.combinations(group.split(), 2))


def _pair(a: str, b: str) -> tuple[str, str]:
    first, second = sorted((term(a), term(b)))
    return first, second
