"""Cells of a table whose columns are keys (years): by year, the highest, the lowest, more or less than another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.datatypes import Span, Verdict
from assistant.lexicon import fold
from assistant.question import Question

_HIGHEST = re.compile(r"\b(?:high\w*|higest|largest|biggest|greatest|maximum|max|peak\w*|top|record)\b|\bmost\b")
_LOWEST = re.compile(r"\b(?:lowest|smallest|least|minimum|min|leanest|fewest|tightest)\b")
_UP = re.compile(r"\b(?:ris\w*|rose|increas\w*|grow\w*|grew|higher|bigger|larger|more|went up|go up|gone up|going up|up)\b")
_DOWN = re.compile(r"\b(?:fall\w*|fell|decreas\w*|drop\w*|declin\w*|lower|smaller|less|went down|go down|gone down|going down|down|shrank|shrink\w*|cut)\b")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells that answer, in column order; ``missing`` are years asked for that the table lacks, ``covered`` those it has."""

    spans: tuple[Span, ...]
    missing: tuple[int, ...]
    covered: tuple[int, ...]
    verdict: Verdict | None = None


def is_keyed(span: Span) -> bool:
    """Return whether a span is one column of a table whose columns are years."""
    return span.kind == "table_row" and len(span.facts) == 1 and span.facts[0][0] == "" and _key(span) is not None


def _key(span: Span) -> int | None:
    last = span.label.rsplit(", ", 1)[-1]
    return int(last) if re.fullmatch(r"(?:19|20)\d{2}", last) else None


def amount(span: Span) -> float | None:
    """Return the figure in a cell, thousands separators read, or None."""
    match = _FIGURE.search(span.facts[0][1])
    return float(match[0].replace(",", "")) if match else None


def read_cells(question: Question, row: Sequence[Span]) -> Cells:
    """Choose the cells of a keyed row that a question asks for.

    Args:
        question: what was asked.
        row: all columns of the row, in order.
    """
    by_year = {year: span for span in row if (year := _key(span)) is not None}
    covered = tuple(sorted(by_year))
    folded = fold(question.focus)
    wanted = sorted(question.years & set(by_year))
    missing = tuple(sorted(question.years - set(by_year)))
    if missing and len(question.years) > 3 and wanted:
        missing = ()  # a range of years wider than the table
    known = {y: a for y, s in by_year.items() if (a := amount(s)) is not None}
    if question.is_yes_no and not missing:
        return Cells(tuple(by_year[y] for y in wanted or covered), (), covered, _compare(question, folded, known, wanted))
    within = {y: known[y] for y in wanted} if len(wanted) > 1 else known
    if len(wanted) != 1 and known and (_HIGHEST.search(folded) or _LOWEST.search(folded)):
        choose = min if _LOWEST.search(folded) else max
        return Cells((by_year[choose(within, key=lambda y: within[y])],), missing, covered)
    return Cells(tuple(by_year[y] for y in wanted or covered), missing, covered)


def _compare(question: Question, folded: str, known: dict[int, float], wanted: Sequence[int]) -> Verdict:
    """Answer whether figures went up or down between the years asked about (a lone year: against the one before)."""
    years = list(wanted) if len(wanted) > 1 else [y for y in sorted(known) if not wanted or y in (wanted[0] - 1, wanted[0])]
    years = [y for y in years if y in known]
    up, down = bool(_UP.search(folded)), bool(_DOWN.search(folded))
    if len(years) < 2 or up == down:
        return Verdict.YES
    changes = [known[b] - known[a] for a, b in itertools.pairwise(years)]
    whole = known[years[-1]] - known[years[0]]
    holds = all((c > 0) == up for c in changes) if re.search(r"\b(?:every|each|steadily|consistently|year on year|always)\b", folded) else (whole > 0) == up
    return Verdict.YES if holds != question.is_negated else Verdict.NO
