"""The support check: does a sentence say no more than a citation of the answer? It serves every mode, and drops in doubt.

A sentence is cut into claims at its clause borders; each claim must rest on *one* citation alone, so that two true statements cannot be
mixed into a third. Against that citation stand the locks on figures, names and scope (``assistant.locks``), the polarity lock (a
claim's words must stand in segments of its own polarity) and content coverage by word likeness.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.acronyms import expand
from assistant.contrasts import listed_opposites, listed_synonyms
from assistant.countries import find_countries
from assistant.encoder import Float32
from assistant.evidence import Evidence
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.locks import foreign_figure, foreign_name, is_figure, other_scope, swapped_roles, tokens
from assistant.polarity import Segment, segments
from assistant.thesaurus import Thesaurus, country_words

Likeness = Callable[[Sequence[str], Sequence[str]], Float32]
"""Likeness of folded words, (first,) x (second,) -> (first, second), 1 for words of one stem."""

MATCH = 0.6
"""From this likeness on, two words say the same, unless the reports set them against each other."""
COVERAGE = 0.8
"""Least share of a claim's telling words that its citation must say."""
MIN_WORDS = 3
"""A sentence with fewer telling words says nothing that could be checked."""
_FRAME = re.compile(
    r"^\W*(?:(?:yes|no|partly)[,.:;]\s*)?(?:(?:according to|based on|as stated in|as per) (?:the|this) (?:report|passages?|text|document)s?(?: \d+)?,?\s*"
    r"|(?:the|this) (?:report|passages?|text|document) (?:\d+ )?(?:states?|says?|notes?|mentions?|indicates?|shows?|explains?) that\s+)?",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]|\s*\((?:passage|source|citation) (\d+)\)", re.IGNORECASE)
_LIGHT = frozenset(
    """report reports reported state states country nation among part take takes took taken make made making use uses used using include includes
    including included relation relate related regarding respect term terms basis namely thus hence also carry carries carried conduct conducts conducted set
    sets currently respectively exist exists existing cover covers covering date dates dated via""".split()
)
"""Words too light to need a counterpart in the quote."""
_NEGATIVES = frozenset("no not nor neither never without lack lacks lacked lacking absence absent unable fail fails failed cannot none".split())


@dataclass(frozen=True, slots=True)
class Support:
    """What the check found: ``citations`` that the sentence rests on, ``score`` (0 to 1, the least covered claim's) and, where it fails, why."""

    supported: bool
    score: float
    citations: tuple[int, ...] = ()
    reason: str | None = None


def word_likeness(thesaurus: Thesaurus) -> Likeness:
    """Return likeness by the encoder's word vectors over the reports' vocabulary."""

    def likeness(first: Sequence[str], second: Sequence[str]) -> Float32:
        result = same_stem(first, second)
        columns = [(j, thesaurus.ids[w]) for j, w in enumerate(second) if w in thesaurus.ids]
        if first and columns:
            asked = thesaurus.read(first)
            rows = [asked.words.index(w) for w in first]
            near = asked.likeness[np.ix_(rows, [i for _, i in columns])]
            places = [j for j, _ in columns]
            result[:, places] = np.maximum(result[:, places], near)
        return result

    return likeness


def same_stem(first: Sequence[str], second: Sequence[str]) -> Float32:
    """Return 1 where two words share their stem, else 0, shape (first, second)."""
    stems = [term(w) for w in second]
    return np.array([[float(term(w) == s) for s in stems] for w in first], dtype=np.float32).reshape(len(first), len(second))


def split_marker(sentence: str) -> tuple[str, tuple[int, ...]]:
    """Return a generated sentence without its citation markers, and the numbers that they gave."""
    numbers = [int(n) for match in _MARKER.finditer(sentence) for n in re.findall(r"\d+", match[0])]
    return " ".join(_MARKER.sub("", sentence).split()), tuple(dict.fromkeys(numbers))


def repeated_pairs(sentence: str) -> set[tuple[str, str]]:
    """Return the terms that stand side by side twice in a text, as where a small model turns in a circle ("X is not X")."""
    said = [term(w) for w in words(sentence) if w not in FUNCTION_WORDS]
    pairs = list(itertools.pairwise(said))
    return {pair for pair in pairs if pairs.count(pair) > 1}


class SupportChecker:
    """Checks sentences against evidence. Holds what the reports know of words; safe to share between threads."""

    def __init__(
        self,
        likeness: Likeness = same_stem,
        acronyms: Mapping[str, str] | None = None,
        exclusive: frozenset[tuple[str, str]] = frozenset(),
        countries: Sequence[str] = (),
    ) -> None:
        """Prepare the check.

        Args:
            likeness: how near words are; the default knows stems alone.
            acronyms: acronym -> expansion; either may stand for the other.
            exclusive: pairs of stems that never stand for each other, see ``contrasts``.
            countries: names of the reports' countries; a sentence may always name them.
        """
        self._likeness = likeness
        self._acronyms = dict(acronyms or {})
        self._exclusive = exclusive | listed_opposites()
        self._synonyms = listed_synonyms()
        self._own = country_words(countries)
        self._own_codes = find_countries(" ; ".join(countries))
        self._own_stems = tuple(fold(c) for c in countries if " " not in c)

    def check(self, sentence: str, evidence: Sequence[Evidence], cited: Sequence[int] = ()) -> Support:
        """Check one sentence.

        Args:
            sentence: what was generated; citation markers, "the report states that" and a leading yes or no are left aside.
            evidence: the answer's citations.
            cited: numbers that the sentence cites itself; they are tried first, others only where those do not support it.
        """
        if sentence.rstrip().endswith("?"):
            return Support(False, 0.0, reason="it is a question")
        bare = _FRAME.sub("", split_marker(sentence)[0], count=1)
        claims = segments(bare)
        if sum(self._tells(t) for t in tokens(bare)) < MIN_WORDS:
            return Support(False, 0.0, reason="it says too little to be checked")
        if repeated_pairs(bare).difference(*(repeated_pairs(f"{e.context} {e.text}") for e in evidence)):
            return Support(False, 0.0, reason="it says the same thing twice")
        ordered = sorted(evidence, key=lambda e: e.number not in cited)
        used: list[int] = []
        score = 1.0
        for claim in claims:
            best = Support(False, 0.0, reason="no citation speaks of it")
            for one in ordered:
                found = self._rests_on(claim, bare, one)
                if (found.supported, found.score) > (best.supported, best.score):
                    best = found
                if best.supported:
                    break
            if not best.supported:
                return best
            score = min(score, best.score)
            used += [n for n in best.citations if n not in used]
        return Support(True, score, tuple(sorted(used)))

    def _tells(self, token: str) -> bool:
        return token not in FUNCTION_WORDS and token not in _LIGHT and token not in _NEGATIVES and not self._is_own(token)

    def _is_own(self, token: str) -> bool:
        """Return whether a word names the reports' own country or its people."""
        if token in self._own or token.startswith(self._own_stems):
            return True
        return bool(self._own_codes and find_countries(token) and find_countries(token) <= self._own_codes)

    def _rests_on(self, claim: Segment, sentence: str, evidence: Evidence) -> Support:
        """Check one claim against one citation."""
        whole = f"{evidence.context} {evidence.text}"
        same = [p for p in evidence.parts if p.affirmed == claim.affirmed]
        ground = " ".join([evidence.context, *(p.shared for p in same), *(p.text for p in same)]) if same else ""
        share, missing = self._covered(claim.text, ground)
        all_share, _ = self._covered(claim.text, whole)
        if share < COVERAGE or missing:
            flipped = all_share >= COVERAGE and share < all_share
            return Support(False, share, reason="the quote says the opposite" if flipped else f"the quote does not say {missing or 'it'!r}")
        expanded = expand(claim.text, self._acronyms)
        nearest = max(same, key=lambda p: (self._covered(claim.text, f"{p.shared} {p.text}")[0], -len(p.text)))
        scope_ground = expand(f"{evidence.context} {nearest.shared} {nearest.text}", self._acronyms)
        for reason in (
            foreign_figure(claim.text, whole),
            foreign_name(_placed(claim.text, sentence), whole, self._acronyms, self._own | {t for t in tokens(sentence) if self._is_own(t)}),
            swapped_roles(claim.text, nearest.text),
            other_scope(expanded, scope_ground, denied=not claim.affirmed),
        ):
            if reason:
                return Support(False, share * 0.99, reason=reason)
        return Support(True, share, (evidence.number,))

    def _covered(self, claim: str, ground: str) -> tuple[float, str | None]:
        """Return the share of a claim's telling words that the ground says, and the first one that it does not (None: all, or light ones)."""
        asked = [t for t in dict.fromkeys(tokens(expand(claim, self._acronyms))) if self._tells(t)]
        said = [t for t in dict.fromkeys(tokens(expand(ground, self._acronyms))) if self._tells(t)]
        if not asked:
            return 1.0, None
        if not said:
            return 0.0, asked[0]
        near = self._likeness(asked, said)
        best = np.array([max((self._same(a, s, float(near[i, j])) for j, s in enumerate(said))) for i, a in enumerate(asked)])
        missing = next((a for a, b in zip(asked, best, strict=True) if b < MATCH), None)
        return float((best >= MATCH).mean()), missing

    def _same(self, asked: str, said: str, likeness: float) -> float:
        if likeness >= 1.0 or term(asked) == term(said):
            return 1.0
        if is_figure(asked) or is_figure(said):
            return 0.0
        first, second = sorted((term(asked), term(said)))
        if (first, second) in self._synonyms:
            return 1.0
        return 0.0 if (first, second) in self._exclusive else likeness


def _placed(claim: str, sentence: str) -> str:
    """Return a claim with the capital that its first word has within its sentence."""
    at = sentence.find(claim)
    return claim if at < 0 else sentence[at : at + len(claim)]
