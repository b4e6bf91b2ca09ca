"""Does anything found speak about what was asked? Rules for what is plainly missing, then a small calibrated model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.countries import country_name, find_countries
from assistant.index import Index
from assistant.lexicon import fold
from assistant.listing import Listing
from assistant.lookup import Cells
from assistant.phrasing import years_covered
from assistant.question import Question
from assistant.retriever import Candidates

MIN_LIKENESS = 0.42


@dataclass(frozen=True, slots=True)
class Silence:
    """Why the reports do not answer, as a sentence ("" where nothing more can be said)."""

    reason: str


def judge_support(index: Index, question: Question, candidates: Candidates, *, listing: Listing | None, cells: Cells | None) -> Silence | None:
    """Return why the reports do not answer, or None where they do.

    Args:
        index: where the candidates come from.
        question: what was asked.
        candidates: the ranked spans.
        listing: the whole list that would answer, if one was found.
        cells: the table cells that would answer, if there are any.
    """
    foreign = _foreign_country(index, question, candidates)
    if foreign:
        return Silence(f"It is about {', '.join(r.country for r in index.reports)}; what is asked here about {foreign} is not in it.")
    if cells is not None:
        if cells.missing:
            return Silence(f"It gives {years_covered(cells.covered)}, not {', '.join(str(y) for y in cells.missing)}.")
        return None
    if listing is not None:
        return None if listing.spans else Silence("")
    if not len(candidates.spans) or float(candidates.likeness[0]) < MIN_LIKENESS:
        return Silence("")
    return None


def _foreign_country(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return the name of a country that is asked about, has no report here, and that the best span does not speak of."""
    own = {code for report in index.reports for code in find_countries(report.country)}
    named = find_countries(question.focus) - own
    if not named:
        return None
    best = index.spans[int(candidates.spans[0])]
    unsaid = named - find_countries(f"{best.context} {best.text}")
    return country_name(min(unsaid)) if unsaid else None
