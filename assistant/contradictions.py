"""Places where a report contradicts itself, found once at build time by comparing every clause with every other.

Two clauses of different passages contradict each other when each says nearly all that the other says (coverage of content words,
both ways) and one affirms what the other denies, one states as done what the other calls considered, or both date the beginning of
the same thing, differently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Passage, Span
from assistant.encoder import Float32
from assistant.lexicon import FUNCTION_WORDS, fold, words
from assistant.polarity import segments
from assistant.rounds import ROUND_NAMES, ROUND_YEARS, read_rounds, read_years, years_of_rounds
from assistant.stance import start_year

Int64 = npt.NDArray[np.int64]
Kind = Literal["polarity", "status", "beginning"]
MIN_LIKENESS = 0.6
"""Two words from this cosine on say the same."""
MIN_COVERAGE = 0.55
"""Share of the telling words that each clause must find in the other."""
MIN_COVERAGE_DATED = 0.7
"""The same where only dates differ: of the better covered clause, the other one reaching ``MIN_COVERAGE``."""
MIN_COVERAGE_SHORTER = 0.75
MIN_COVERAGE_LONGER = 0.3
"""Where one says that a thing is done and the other that it is considered, the shorter clause may be a part of the longer one."""
LAST_ROUND_START = max(ROUND_YEARS.values())[0]
MIN_WORDS = 3
_CONSIDERED = re.compile(r"\b(?:considers|is considering|plans|is planning|intends)\b", re.IGNORECASE)
_ANNOUNCES = re.compile(r"(?:The following|Below|As follows)\b[^.]*:\s*$")
"""Leads to a list or a table, and says nothing by itself."""
_STILL = re.compile(r"\b(?:never|ever|always|still|since)\b")
"""Speaks of earlier times as well."""
_EARLIER = re.compile(r"\b(?:earlier|previous|prior|preceding|former) (?:\w+ )?(?:rounds|evaluations)\b")
_FRAME = frozenset(
    """cicad notes note observes observe ascertains ascertain recognizes recognises views view underscores highlights points satisfaction concern pleasure
    pleased satisfied further furthermore likewise addition additionally similarly nonetheless nevertheless particularly round rounds throughout since years
    year""".split()
) | frozenset(ROUND_NAMES)
"""Words that say who speaks and when, not what."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two spans, by id, that disagree, and about what."""

    first: int
    second: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    text: str
    affirmed: bool
    word_ids: tuple[int, ...]
    own_ids: tuple[int, ...] = ()
    """Of an exception: its own words, without those of the clause that it leans on."""


def find_contradictions(
    spans: Sequence[Span],
    passages: Sequence[Passage],
    vocabulary: Sequence[str],
    vectors: Float32,
    weights: Float32,
    acronyms: Mapping[str, str] | None = None,
) -> tuple[Contradiction, ...]:
    """Compare the clauses of each report with each other.

    Args:
        spans: all spans, ids as positions.
        passages: all passages, ids as positions.
        vocabulary: the reports' folded words.
        vectors: their unit vectors, shape (words, d).
        weights: how telling each word is, shape (words,).
        acronyms: acronym -> expansion; where a clause spells one out, its acronym is compared.
    """
    short = {fold(expansion): acronym for acronym, expansion in (acronyms or {}).items() if fold(acronym) not in FUNCTION_WORDS}
    ids = {w: i for i, w in enumerate(vocabulary)}
    found: list[Contradiction] = []
    of_report: dict[str, list[Span]] = {}
    for span in spans:
        of_report.setdefault(passages[span.passage].report, []).append(span)
    for report, its_spans in of_report.items():
        own = frozenset(w for w in words(report))
        clauses = [c for span in its_spans for c in _clauses(span, passages[span.passage], ids, own, short)]
        found.extend(_compare(clauses, vectors, weights))
    return tuple(dict.fromkeys(found))


def _clauses(span: Span, passage: Passage, ids: dict[str, int], own: frozenset[str], short: Mapping[str, str]) -> list[_Clause]:
    """Return a sentence's clauses that say enough to be compared; the preface and statements of goals are no findings."""
    if span.kind != "sentence" or passage.kind == "preface" or _ANNOUNCES.match(span.text):
        return []

    def telling(text: str) -> tuple[int, ...]:
        said = (w for w in words(_shortened(text, short)) if w not in FUNCTION_WORDS and w not in _FRAME and w not in own and not w[0].isdigit())
        return tuple(dict.fromkeys(ids[w] for w in said if w in ids))

    result = []
    for segment in segments(span.text):
        text = f"{segment.shared} {segment.text}".strip()
        chosen = telling(text)
        if len(chosen) >= MIN_WORDS:
            result.append(_Clause(span, text, segment.affirmed, chosen, telling(segment.text) if segment.shared else ()))
    return result


def _shortened(text: str, short: Mapping[str, str]) -> str:
    """Return a folded text with the names that have an acronym put as that: "new psychoactive substances (NPS)" as "NPS"."""
    folded = fold(text)
    for expansion in sorted((e for e in short if e in folded), key=len, reverse=True):
        folded = re.sub(rf"\b{re.escape(expansion)}\b", short[expansion], folded)
    return folded


def _compare(clauses: Sequence[_Clause], vectors: Float32, weights: Float32) -> list[Contradiction]:
    """Compute coverage for all pairs at once, then judge the few pairs that say the same."""
    if len(clauses) < 2:
        return []
    used = np.unique([i for clause in clauses for i in clause.word_ids])  # the words of one report of perhaps a thousand
    alike, telling = vectors[used] @ vectors[used].T, weights[used]
    alike[alike < MIN_LIKENESS] = 0.0
    said = np.zeros((len(clauses), len(used)), dtype=np.float32)
    nearest = np.zeros_like(said)
    for row, clause in enumerate(clauses):
        own = np.searchsorted(used, clause.word_ids)
        said[row, own] = telling[own]
        nearest[row] = alike[own].max(axis=0)
    coverage = (said @ nearest.T) / np.maximum(said.sum(axis=1, keepdims=True), 1e-6)
    lower, upper = np.minimum(coverage, coverage.T), np.maximum(coverage, coverage.T)
    found = []
    for i, j in zip(*np.nonzero(np.triu(lower >= MIN_COVERAGE_LONGER, k=1)), strict=True):
        first, second = clauses[int(i)], clauses[int(j)]
        if any(a.own_ids and not _said_by(a, nearest[int(k)], used, telling) for a, k in ((first, j), (second, i))):
            continue  # "but not social integration" is no denial of what the clause before it says
        if first.span.passage != second.span.passage and (kind := _disagreement(first, second, float(lower[i, j]), float(upper[i, j]))):
            found.append(Contradiction(min(first.span.id, second.span.id), max(first.span.id, second.span.id), kind))
    return found


def _said_by(exception: _Clause, nearest: Float32, used: Int64, telling: Float32) -> bool:
    """Return whether a clause, by how near it comes to each used word, says an exception's own words."""
    own = np.searchsorted(used, exception.own_ids)
    return float(telling[own] @ nearest[own]) >= MIN_COVERAGE * float(telling[own].sum())


def _disagreement(first: _Clause, second: _Clause, lower: float, upper: float) -> Kind | None:
    if first.affirmed and second.affirmed and bool(_CONSIDERED.search(first.text)) != bool(_CONSIDERED.search(second.text)):
        return "status" if upper >= MIN_COVERAGE_SHORTER else None
    if lower < MIN_COVERAGE:
        return None
    if first.affirmed != second.affirmed:
        return "polarity" if _same_time(first.text, second.text) else None
    began = start_year(first.text), start_year(second.text)
    # "As of the seventh round" in a seventh round's report says when something was seen, not when it began.
    told = all(year is not None and year < LAST_ROUND_START for year in began)
    return "beginning" if upper >= MIN_COVERAGE_DATED and told and began[0] != began[1] else None


def _same_time(first: str, second: str) -> bool:
    """Return whether two clauses may speak of the same time: undated ones speak of the report's own."""
    folded = fold(first), fold(second)
    dated = [read_years(f) | years_of_rounds(read_rounds(f)) for f in folded]
    if any(_EARLIER.search(f) and not dated[1 - i] for i, f in enumerate(folded)):
        return False  # what was so in the earlier rounds need not be so now
    if any(d and not dated[1 - i] and max(d) < LAST_ROUND_START and not _STILL.search(folded[1 - i]) for i, d in enumerate(dated)):
        return False  # nor what was so in rounds that are named
    return not dated[0] or not dated[1] or bool(dated[0] & dated[1])
