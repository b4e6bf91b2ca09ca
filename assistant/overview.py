"""What a report finds, to look at rather than to read: each finding's polarity and rounds, and how many there are where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.datatypes import Passage, SectionKind, Span
from assistant.lexicon import fold
from assistant.polarity import row_affirmed, segments
from assistant.rounds import read_rounds
from assistant.traits import CONCERN


class Tone(StrEnum):
    """What a finding says of its matter: it is there or done, it is not, or both in one sentence."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with its place; ``rounds`` are the evaluation rounds that it names, or that the one it goes on from names; else none."""

    report: str
    area: str
    section: str
    kind: SectionKind
    start: int
    end: int
    tone: Tone
    rounds: frozenset[int]


_GOES_ON = re.compile(
    r"\W*(?:however|nevertheless|nonetheless|in addition|additionally|also|similarly|likewise|furthermore|moreover|it|they|its|this|these|those|such"
    r"|the country also|cicad also)\b"
)
"""Opens a sentence that says more of what the one before speaks of."""
Counts = dict[tuple[str, str], dict[Tone, int]]
"""(area, section) -> tone -> number of findings."""


def tone_of(span: Span) -> Tone | None:
    """Return a span's tone; None where it is no finding: an objective's statement, a footnote, a lead-in, a row that says neither yes nor no.

    A clause that is denied, or told with concern, counts against; a bullet shares what its lead-in says.
    """
    if span.kind in ("statement", "footnote") or span.text.rstrip().endswith(":"):
        return None
    if span.kind == "table_row":
        affirmed = row_affirmed(span.facts)
        return None if affirmed is None else Tone.POSITIVE if affirmed else Tone.NEGATIVE
    lead_in = _against(span.context) if span.kind == "bullet" else []
    clauses = _against(span.text)
    if not clauses:
        return None
    if lead_in and all(lead_in):
        return Tone.NEGATIVE
    return Tone.NEGATIVE if all(clauses) else Tone.MIXED if any(clauses) else Tone.POSITIVE


def _against(text: str) -> list[bool]:
    """Return for each clause whether it counts against."""
    return [not s.affirmed or bool(CONCERN.search(s.text)) for s in segments(text)]


def find_findings(passages: Sequence[Passage], spans: Iterable[Span], report: str) -> tuple[Finding, ...]:
    """Return a report's findings in reading order; its preface holds none.

    A sentence that names no round and goes on from the one before ("However, …") is of the rounds that one names.
    """
    found = []
    dated: dict[int, frozenset[int]] = {}
    for span in spans:
        passage = passages[span.passage]
        if passage.report != report or passage.kind == "preface":
            continue
        tone = tone_of(span)
        if tone is not None:
            folded = fold(span.text)
            rounds = read_rounds(folded) or (dated.get(span.passage, frozenset()) if _GOES_ON.match(folded) else frozenset())
            dated[span.passage] = rounds
            found.append(Finding(report, passage.area, passage.section, passage.kind, span.start, span.end, tone, rounds))
    return tuple(sorted(found, key=lambda f: f.start))


def count_sections(findings: Iterable[Finding]) -> Counts:
    """Return how many findings of each tone stand in each section, sections in reading order."""
    counts: Counts = {}
    for finding in findings:
        tones = counts.setdefault((finding.area, finding.section), dict.fromkeys(Tone, 0))
        tones[finding.tone] += 1
    return counts


def count_rounds(findings: Iterable[Finding]) -> Mapping[tuple[int, Tone], int]:
    """Return how many findings of the progress sections each round has, by tone; one dated by several rounds counts in each."""
    return Counter((number, f.tone) for f in findings if f.kind == "progress" for number in f.rounds)


def select(
    findings: Iterable[Finding], tone: Tone, *, area: str | None = None, section: str | None = None, round_number: int | None = None
) -> tuple[Finding, ...]:
    """Return the findings behind one count: those of a section, or of the progress sections in a round."""
    return tuple(
        f
        for f in findings
        if f.tone is tone
        and (area is None or f.area == area)
        and (section is None or f.section == section)
        and (round_number is None or (f.kind == "progress" and round_number in f.rounds))
    )
