"""What a span is and holds, as flags and years: computed once at build time, read as arrays at question time."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.attitude import EVALUATORS
from assistant.datatypes import Passage, Span
from assistant.evidence import is_instruction
from assistant.lexicon import fold
from assistant.polarity import row_affirmed, segments
from assistant.rounds import read_rounds, read_years, years_of_rounds

TRAITS = (
    "statement",
    "footnote",
    "lead_in",
    "preface",
    "progress",
    "table_row",
    "bullet",
    "law",
    "body",
    "number",
    "money",
    "date",
    "concern",
    "satisfaction",
    "denied",
    "planned",
    "reason",
    "instruction",
)
_LAW = re.compile(r"\b(?:Law|Laws|Decrees?|Resolutions?|Code|Constitution|Convention|Protocol|Regulation|Article|Act)\b(?:\s+(?:No\.\s*)?\d)?")
_BODY = re.compile(
    r"\b(?:Ministry|Commission|Superintendence|Office|Police|Directorate|Bureau|Unit|Institute|Committee|Council|Board|Agency"
    r"|Authority|Observatory|Enterprise|Judiciary|Group|Force|Network)\b|\b[A-Z]{3,}\b"
)
_EVALUATORS = re.compile(rf"\b{EVALUATORS}\b")
"""Those who write the reports are no answer to "which body"."""
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_MONEY = re.compile(r"[$€£]\s?\d|\bUS dollars?\b|\bbudget\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:19|20)\d{2}\b|\brounds?\b")
CONCERN = re.compile(r"\bwith concern\b|\bconcerned\b|\bregrets?\b|\bdissatisf", re.IGNORECASE)
"""How the evaluators word their concern."""
_SATISFACTION = re.compile(
    r"\bwith (?:satisfaction|pleasure)\b|\bis (?:pleased|satisfied)\b|(?<!country )(?<!government )(?<!State )(?<!law )"
    r"(?<!legislation )(?<!strategy )(?<!plan )\b(?:commends?|highlights?|recogni[sz]es)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:plans? to|is planning|will|intends? to|(?:is|are) (?:encouraged|urged|invited|called (?:up)?on) to|(?:encourages|urges|invites"
    r"|calls (?:up)?on) (?:it|them|the)\b|should|recommend\w*|considers establishing"
    r"|in the process of)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|given|due to|since (?:they|it|the\b(?! \w+ (?:round|rounds)\b)(?! (?:year|beginning|start|outset))|there|no)|owing to|as a result"
    r"|(?:main |chief |principal |its |their |the )(?:reasons?|causes?) (?:for|of|is|are|was|were|being)|(?:as|are|were|is|was) (?:its|the"
    r"|their) (?:main |chief )?(?:reasons?|causes?))\b",
    re.IGNORECASE,
)
YEAR_ZERO = 1990
"""Year of the lowest bit in a year mask; 64 bits reach 2053."""

Traits = npt.NDArray[np.bool_]
YearMasks = npt.NDArray[np.uint64]


def span_traits(spans: Sequence[Span], passages: Sequence[Passage]) -> Traits:
    """Return one row of flags a span, columns as in ``TRAITS``; shape (spans, len(TRAITS))."""
    return np.array([_flags(span, passages[span.passage]) for span in spans], dtype=np.bool_).reshape(len(spans), len(TRAITS))


def has_trait(traits: Traits, span: int, name: str) -> bool:
    """Return whether a span has a trait; ``traits``: one row of flags a span."""
    return bool(traits[span, TRAITS.index(name)])


def findings(traits: Traits) -> Traits | None:
    """Return which spans report something instead of speaking to the reader, shape (spans,), or None where all do."""
    reporting = ~traits[:, TRAITS.index("instruction")]
    return None if reporting.all() else reporting


def names_body(text: str) -> bool:
    """Return whether a text names a body, or something by an acronym, other than the evaluators."""
    return _BODY.search(_EVALUATORS.sub(" ", text)) is not None


def _flags(span: Span, passage: Passage) -> tuple[bool, ...]:
    text = span.text
    values = {
        "statement": span.kind == "statement",
        "footnote": span.kind == "footnote",
        "lead_in": text.rstrip().endswith(":"),
        "preface": passage.kind == "preface",
        "progress": passage.kind == "progress",
        "table_row": span.kind == "table_row",
        "bullet": span.kind == "bullet",
        "law": bool(_LAW.search(text)),
        "body": names_body(text),
        "number": bool(_NUMBER.search(text)),
        "money": bool(_MONEY.search(text)),
        "date": bool(_DATE.search(text)),
        "concern": bool(CONCERN.search(text)),
        "satisfaction": bool(_SATISFACTION.search(text)),
        "denied": is_denied(span),
        "planned": bool(_PLANNED.search(text)),
        "reason": bool(_REASON.search(text)),
        "instruction": is_instruction(text),
    }
    return tuple(values[name] for name in TRAITS)


def is_denied(span: Span) -> bool:
    """Return whether a span says no of something: a denied segment, a No column, a denied lead-in."""
    if span.kind in ("statement", "footnote"):
        return False
    if span.kind == "table_row":
        return row_affirmed(span.facts) is False
    return any(not s.affirmed for s in segments(span.text)) or (span.kind == "bullet" and any(not s.affirmed for s in segments(span.context)))


def year_mask(years: frozenset[int]) -> int:
    """Return years as bits."""
    return sum(1 << (y - YEAR_ZERO) for y in years if 0 <= y - YEAR_ZERO < 64)


def span_years(spans: Sequence[Span]) -> YearMasks:
    """Return the years that each span names, in figures or by round, as bit masks; shape (spans,)."""
    masks = []
    for span in spans:
        folded = fold(span.text)
        masks.append(year_mask(read_years(folded) | years_of_rounds(read_rounds(folded))))
    return np.array(masks, dtype=np.uint64)
