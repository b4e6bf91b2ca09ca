"""Cells of a table whose columns are keys (years): by year, the highest, the lowest, more or less than another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.datatypes import Span, Verdict
from assistant.lexicon import NUMERALS, fold
from assistant.question import Question
from assistant.rounds import round_number

_LOWEST = re.compile(
    r"\b(?:lowest|smallest|least|minimum|min|leanest|fewest|tightest|poorest|thinnest|slimmest|meanest|skimpiest|weakest|worst"
    r"|most (?:modest|meagre|meager|frugal|austere|limited|restricted))\b"
)
_HIGHEST = re.compile(
    r"\b(?:high\w*|higest|largest|biggest|greatest|maximum|max|peak\w*|top|record|fattest|richest|plumpest|heftiest|heaviest|strongest|best"
    r"|most(?! (?:modest|meagre|meager|frugal|austere|limited|restricted)\b))\b"
)
_RANKED = re.compile(r"\b(second|third|fourth|2nd|3rd|4th)[- ](?:\w+est|most|best|worst)\b")
_UP = re.compile(r"\b(?:ris\w*|rose|increas\w*|grow\w*|grew|higher|bigger|larger|richer|more|rais\w*|climb\w*|jump\w*|went up|go up|gone up|going up|up)\b")
_DOWN = re.compile(
    r"\b(?:fall\w*|fell|decreas\w*|drop\w*|declin\w*|lower|smaller|poorer|less|went down|go down|gone down|going down|down|shrank|shrink\w*|cut)\b"
)
_ABOVE = re.compile(r"\b(?:above|over|more than|exceed\w*|at least|upwards of|greater than|higher than|surpass\w*|top(?:ped|s)?)\b")
_BELOW = re.compile(r"\b(?:below|under|less than|lower than|at most|smaller than|short of)\b")
_THAN = re.compile(r"\b((?:19|20)\d{2})\b(?:(?!\b(?:19|20)\d{2}\b).)*\bthan\b(?:(?!\b(?:19|20)\d{2}\b).)*?\b((?:19|20)\d{2})\b")
"""One year's figure against another's: "in 2017 than in 2018"."""
_AGAINST = re.compile(r"\b(?:than|compared (?:with|to)|against|versus|vs\.?|relative to)\b(?=.*\b(?:19|20)\d{2}\b)")
_YEAR_BY_YEAR = re.compile(r"\b(?:19|20)\d{2}(?:, (?:in )?(?:19|20)\d{2})*,? (?:and|as well as) (?:also |again )?(?:in )?(?:19|20)\d{2}\b")
"""Years asked about one by one ("in 2016 and in 2017"), not as the ends of a period."""
_BETWEEN = re.compile(r"\bbetween (?:the years )?$")
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")
_STEADILY = re.compile(r"\b(?:every|each|steadily|consistently|year on year|always)\b")
_SOME_YEAR = re.compile(
    r"\b(?:ever|never|at (?:some|any) (?:point|time|stage)|(?:in )?(?:any|some)(?: single| one)? (?:of the )?years?|in (?:one|a)(?: single)? year)\b"
)
_YEARS_COUNTED = re.compile(
    r"\b(?:in |for |during )?(?:(?P<bound>more than|over|at least|no fewer than|exactly|only|just|no more than|not more than|at most|up to"
    r"|fewer than|less than) )?"
    rf"(?:(?P<number>\d|{'|'.join(NUMERALS)}) (?:of the |different |separate )?(?:years\b|(?<=one )year\b|(?<=1 )year\b|times\b)|(?P<times>once|twice)\b)"
)
"""In how many years something is to hold ("in more than one year", "twice")."""
_EXACTLY, _AT_MOST, _FEWER, _MORE = (
    frozenset({"exactly", "only", "just"}),
    frozenset({"no more than", "not more than", "at most", "up to"}),
    frozenset({"fewer than", "less than"}),
    frozenset({"more than", "over"}),
)
_AMOUNT = re.compile(r"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion|m|bn|k)?\b")
_OF_ITS_USE = re.compile(
    r"\b(?:all|whole|entire|enough|sufficient\w*|adequate\w*|fully|execut\w*|unspent|under-?sp\w+|over-?sp\w+|left over|wast\w+|well spent|audit\w*)\b"
)
_FIGURE_WORDS = frozenset(
    """much many amount amounts figure figures sum sums total totals number numbers dollar dollars usd million thousand billion money cash fund funds
    funding spend spent spending compare compared comparison year years previous preceding earlier prior before next
    work get got receive received annual give gives
    given gave allot allots allotted allocate allocated assign assigned grant granted provide provided""".split()
)
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
ROUNDING = 0.02
"""An amount asked about may be rounded by this share of itself."""
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells that answer, in column order; ``missing`` are years asked for that the table lacks, ``covered`` those it has."""

    spans: tuple[Span, ...]
    missing: tuple[int, ...]
    covered: tuple[int, ...]
    verdict: Verdict | None = None


def is_keyed(span: Span) -> bool:
    """Return whether a span is one column of a table whose columns are years and whose cells are figures."""
    if span.kind != "table_row" or len(span.facts) != 1 or span.facts[0][0] != "":
        return False
    return _key(span) is not None and bool(_FIGURE.search(span.facts[0][1]))


def _key(span: Span) -> int | None:
    last = span.label.rsplit(", ", 1)[-1]
    return int(last) if re.fullmatch(r"(?:19|20)\d{2}", last) else None


def asks_figure(word: str) -> bool:
    """Return whether a folded word only asks for a figure or compares figures ("how much", "highest", "fell")."""
    return (
        any(pattern.fullmatch(word) for pattern in (_HIGHEST, _LOWEST, _UP, _DOWN, _ABOVE, _BELOW, _STEADILY, _AMOUNT))
        or word in _FIGURE_WORDS
        or word in NUMERALS
    )


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
    asked = question.years if _AGAINST.search(folded) else _one_by_one(folded) or question.years
    wanted = sorted(asked & set(by_year))
    missing = tuple(sorted(asked - set(by_year)))
    if missing and len(asked) > 3 and wanted:
        missing = ()  # a range of years wider than the table
    known = {y: a for y, s in by_year.items() if (a := amount(s)) is not None}
    if question.is_yes_no and not missing:
        return Cells(tuple(by_year[y] for y in wanted or covered), (), covered, _compare(question, folded, known, wanted))
    named = _asked_amount(folded)
    exact = tuple(by_year[y] for y, a in known.items() if named is not None and a == named)
    if exact and not wanted:  # "in which year was it 102,223,807?"
        return Cells(exact, missing, covered)
    if named is not None and (_ABOVE.search(folded) or _BELOW.search(folded)):  # "in how many years was it above 100 million?"
        fitting = tuple(by_year[y] for y, a in known.items() if (not wanted or y in wanted) and _fits(a, named, _YEARS_COUNTED.sub(" ", folded)))
        if fitting:
            return Cells(fitting, missing, covered)
    within = {y: known[y] for y in wanted} if len(wanted) > 1 else known
    if len(wanted) != 1 and known and (_HIGHEST.search(folded) or _LOWEST.search(folded)):
        extreme = _extreme(folded, within)
        return Cells(tuple(by_year[y] for y in within if within[y] == extreme)[:1], missing, covered)
    return Cells(tuple(by_year[y] for y in wanted or covered), missing, covered)


def _one_by_one(folded: str) -> frozenset[int]:
    """Return the years that a question joins by "and" without a period between them ("in 2015 and in 2017"); none where it joins none."""
    joined = _YEAR_BY_YEAR.search(folded)
    return frozenset(int(y) for y in _YEARS.findall(joined[0])) if joined and not _BETWEEN.search(folded[: joined.start()]) else frozenset()


def _compare(question: Question, folded: str, known: dict[int, float], wanted: Sequence[int]) -> Verdict | None:
    """Answer what a yes/no question supposes of the figures: an amount, an extreme, or a rise or fall.

    A lone year's rise or fall is told against the year before. None where it asks what became of the money, which no figure tells.
    """
    asked = _asked_amount(folded)
    chosen = {y: known[y] for y in wanted or known if y in known}
    if asked is not None and chosen:
        fitting = [_fits(amount, asked, _YEARS_COUNTED.sub(" ", folded)) for amount in chosen.values()]
        some = _in_years(fitting, folded) if not wanted else None
        differ = any(fitting) and not all(fitting)
        if differ and some is None and (_one_by_one(folded) if len(wanted) > 1 else not wanted and not _STEADILY.search(folded)):
            return Verdict.MIXED
        holds = all(fitting) if some is None else some
    elif len(wanted) == 1 and len(chosen) == 1 and (_HIGHEST.search(folded) or _LOWEST.search(folded)):
        holds = chosen[wanted[0]] == _extreme(folded, known)
    else:
        each = _each_year(folded, known, wanted)
        if each and any(each) and not all(each):
            return Verdict.MIXED
        trend = all(each) if each else _trend(folded, known, wanted)
        if trend is None:  # a plain "did it have a budget in 2016?"
            return None if _OF_ITS_USE.search(folded) else Verdict.YES
        holds = trend
    return Verdict.YES if holds != question.is_negated else Verdict.NO


def _in_years(fitting: Sequence[bool], folded: str) -> bool | None:
    """Return whether an amount fits in as many years as a question says ("ever", "in more than one year"); None where it does not say in how many."""
    counted = _YEARS_COUNTED.search(folded)
    if counted:
        told = NUMERALS.get(counted["number"] or "")
        number = {"once": 1, "twice": 2}[counted["times"]] if counted["times"] else int(counted["number"]) if told is None else told
        return _is_so_many(sum(fitting), number, counted["bound"] or "")
    return any(fitting) if _SOME_YEAR.search(folded) else None


def _is_so_many(count: int, number: int, bound: str) -> bool:
    """Return whether a count is what a bound before a number says; without one, that number or more."""
    if bound in _EXACTLY or not number:
        return count == number
    if bound in _AT_MOST or bound in _FEWER:
        return count <= number - (bound in _FEWER)
    return count >= number + (bound in _MORE)


def _extreme(folded: str, known: Mapping[int, float]) -> float:
    """Return the figure that a question calls the highest or lowest, or the second or third such; the last one where there are not so many."""
    ranked = _RANKED.search(folded)
    place = round_number(ranked[1]) or 1 if ranked else 1
    figures = sorted(known.values(), reverse=not _LOWEST.search(folded))
    return figures[min(place, len(figures)) - 1]


def _each_year(folded: str, known: Mapping[int, float], wanted: Sequence[int]) -> list[bool]:
    """Return for years asked about one by one whether each moved as the question says against the year before, or the year that it sets them against.

    Empty where it asks otherwise.
    """
    up, down = bool(_UP.search(folded)), bool(_DOWN.search(folded))
    if len(wanted) < 2 or up == down or not _one_by_one(folded):
        return []
    against = _AGAINST.search(folded)
    if against is None:
        pairs = [(y, y - 1) for y in wanted]
    else:
        ahead, behind = (map(int, _YEARS.findall(part)) for part in (folded[: against.start()], folded[against.start() :]))
        pairs = list(itertools.product(ahead, tuple(behind)))
    return [(known[y] > known[base]) == up for y, base in pairs if y in known and base in known]


def _asked_amount(folded: str) -> float | None:
    """Return the amount that a question names, or None; years are no amounts."""
    for match in _AMOUNT.finditer(_YEARS_COUNTED.sub(" ", folded)):
        value = float(match[1].replace(",", "")) * _SCALES.get(match[2] or "", 1.0)
        if match[2] or not 1900 <= value <= 2100:
            return value
    return None


def _fits(amount: float, asked: float, folded: str) -> bool:
    if _ABOVE.search(folded):
        return amount > asked
    if _BELOW.search(folded):
        return amount < asked
    return abs(amount - asked) <= ROUNDING * asked


def _trend(folded: str, known: dict[int, float], wanted: Sequence[int]) -> bool | None:
    """Return whether the figures moved as the question says, or None where it says no direction or there is nothing to compare."""
    if _STEADILY.search(folded):
        years = [y for y in sorted(known) if not wanted or wanted[0] <= y <= (wanted[-1] if len(wanted) > 1 else max(known))]
    else:
        years = list(wanted) if len(wanted) > 1 else [y for y in sorted(known) if not wanted or y in (wanted[0] - 1, wanted[0])]
    years = [y for y in years if y in known]
    up, down = bool(_UP.search(folded)), bool(_DOWN.search(folded))
    pair = _set_against(folded)
    if pair and up != down:
        return (known[pair[0]] > known[pair[1]]) == up if set(pair) <= set(known) else None
    if len(years) < 2 or up == down:
        return None
    if _STEADILY.search(folded):
        return all((known[b] > known[a]) == up for a, b in itertools.pairwise(years))
    return (known[years[-1]] > known[years[0]]) == up


def _set_against(folded: str) -> tuple[int, int] | None:
    """Return (the year asked about, the year that it is set against) of "higher in 2017 than in 2018", or None."""
    than = _THAN.search(folded)
    return (int(than[1]), int(than[2])) if than else None
