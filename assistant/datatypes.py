r"""The vocabulary that every stage shares: frozen records and nothing else.

Offsets are characters in a report's text (UTF-8 decoded, byte-order mark dropped, newlines as ``\n``);
ranges are half open, so ``text[start:end]`` gives the characters back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

ElementKind = Literal["title", "heading", "statement", "paragraph", "bullet", "footnote", "table_caption", "table_header", "table_group", "table_row"]
SectionKind = Literal["objective", "progress", "preface"]
SpanKind = Literal["sentence", "bullet", "table_row", "statement", "footnote"]


class Verdict(StrEnum):
    """The answer to a yes/no question."""

    YES = "yes"
    NO = "no"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Element:
    """A smallest parsed piece of a report; together the elements hold every non-blank character once."""

    kind: ElementKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell: its characters' range (empty cells have ``start == end``) and its text for readers."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One logical row: the printed line's range, its cells (inherited ones filled in) and the group it stands in."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table; ``columns[i]`` is the header path of column i, outermost first.

    ``wide`` tables have keys such as years as columns: each key is a logical row of its own.
    """

    caption: str | None
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[TableRow, ...]
    start: int
    end: int
    wide: bool = False

    @property
    def logical_rows(self) -> int:
        """The number of records that the table holds."""
        return (len(self.columns) - 1) * len(self.rows) if self.wide else len(self.rows)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, in more than one fragment where a page break cuts it."""

    fragments: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.fragments[-1][1]


@dataclass(frozen=True, slots=True)
class BulletList:
    """The items of one list, markers left out."""

    items: tuple[tuple[int, int], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page, its mark included."""

    start: int
    end: int


Block = Paragraph | BulletList | Table | Footnote


@dataclass(frozen=True, slots=True)
class Section:
    """An objective, an area's progress section or the preface."""

    area: str
    name: str
    kind: SectionKind
    statement: tuple[int, int] | None
    blocks: tuple[Block, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """A parsed report: its text, what is known about it, and its sections in reading order."""

    id: str
    text: str
    sha256: str
    country: str
    year: int | None
    round: str | None
    language: str
    title: str
    source: str
    sections: tuple[Section, ...]
    elements: tuple[Element, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The area names in reading order, the preface left out."""
        return tuple(dict.fromkeys(s.area for s in self.sections if s.kind != "preface"))

    @property
    def info(self) -> ReportInfo:
        """The report without its text."""
        return ReportInfo(self.id, self.sha256, self.country, self.year, self.round, self.language, self.title, self.source, self.areas)


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What a report is, without its text: what filters, answers and the index need."""

    id: str
    sha256: str
    country: str
    year: int | None
    round: str | None
    language: str
    title: str
    source: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """What is matched and quoted: a sentence, a bullet, a table row, an objective's statement or a footnote.

    ``text`` reads as a statement of its own (a table row with its headers); ``context`` is what leads to it.
    ``text`` is for matching and reading; the quote is always ``report.text[start:end]``. A table row also has its ``label`` and
    ``facts``, pairs of column and value, a ticked column under a spanning header as (spanning header, column).
    """

    id: int
    passage: int
    start: int
    end: int
    kind: SpanKind
    text: str
    context: str
    label: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What a person reads around a span: a paragraph, a list with its lead-in, a table. Never crosses a section."""

    id: int
    report: str
    area: str
    section: str
    kind: SectionKind
    start: int
    end: int
    text: str
    spans: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved span with its place. ``score`` is higher for better, comparable within one query only."""

    report: str
    area: str
    section: str
    quote: str
    start: int
    end: int
    passage: str
    score: float
    passage_start: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A quoted span, numbered as in the answer's markers. ``quote`` is ``report_text[start:end]``, to the letter."""

    number: int
    report: str
    area: str
    section: str
    quote: str
    start: int
    end: int
    passage: str
    score: float
    passage_start: int


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary, the numbers of the citations that support it, and how well they do (0 to 1)."""

    text: str
    citations: tuple[int, ...]
    support: float


@dataclass(frozen=True, slots=True)
class DroppedSentence:
    """A generated sentence that is not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A short text that says no more than the citations; ``note`` tells where the mode asked for could not be used.

    ``mode`` is "extractive" (no model), "local" or "remote"; ``model`` names the language model, None where none was used.
    """

    sentences: tuple[SummarySentence, ...]
    mode: str
    model: str | None
    dropped: tuple[DroppedSentence, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says, and the proof.

    ``answered`` is False where the reports do not say: ``verdict`` is then None, ``citations`` empty and ``nearest`` filled.
    ``sources`` pairs each cited report's id with the SHA-256 of its text, so that a saved answer can be re-checked.
    """

    question: str
    answered: bool
    verdict: Verdict | None
    text: str
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    conflict: str | None
    summary: Summary | None
    language: str
    sources: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the answer as plain JSON types."""
        from assistant.export import answer_to_dict

        return answer_to_dict(self)

    def to_json(self) -> str:
        """Return the answer as indented JSON; ``assistant verify`` reads it back."""
        from assistant.export import answer_to_json

        return answer_to_json(self)

    def to_markdown(self) -> str:
        """Return the answer as Markdown: text, then numbered quotes with their places."""
        from assistant.export import answer_to_markdown

        return answer_to_markdown(self)
