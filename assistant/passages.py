"""Report -> Passages and Spans, *by objective*: a passage never crosses a section.

Small to big: spans (sentence, bullet, table row, statement, footnote) are what is matched and quoted; passages (a paragraph, a
list or table with its lead-in) are what a person reads around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.datatypes import BulletList, Footnote, Paragraph, Passage, Report, Section, Span, SpanKind, Table
from assistant.tables import row_statements
from assistant.textual import clean, sentence_ranges

_ITEM_END = re.compile(r"\s*[;,](?:\s*(?:and|or))?\s*$")
"""What ties a list's item to the next; no part of what it says."""
_BORDER = "\x1e"
"""ASCII record separator: stands between sentences while the text splitter groups them; never part of a report."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span before it has an id."""

    start: int
    end: int
    kind: SpanKind
    text: str
    context: str = ""
    label: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A passage before it has an id."""

    start: int
    end: int
    pieces: tuple[_Piece, ...]


def split_reports(reports: Iterable[Report], passage_chars: int) -> tuple[tuple[Passage, ...], tuple[Span, ...]]:
    """Cut reports into passages and spans; ids are positions in the returned tuples.

    Args:
        reports: parsed reports.
        passage_chars: longest paragraph kept as one passage, in characters; a longer one is cut at sentence borders.
    """
    passages: list[Passage] = []
    spans: list[Span] = []
    for report in reports:
        for section in report.sections:
            for draft in _section_drafts(report, section, passage_chars):
                ids = []
                for piece in draft.pieces:
                    ids.append(len(spans))
                    spans.append(Span(len(spans), len(passages), piece.start, piece.end, piece.kind, piece.text, piece.context, piece.label, piece.facts))
                text = report.text[draft.start : draft.end]
                passages.append(Passage(len(passages), report.id, section.area, section.name, section.kind, draft.start, draft.end, text, tuple(ids)))
    return tuple(passages), tuple(spans)


def _section_drafts(report: Report, section: Section, passage_chars: int) -> list[_Draft]:
    drafts: list[_Draft] = []
    if section.statement:
        start, end = section.statement
        drafts.append(_Draft(start, end, (_Piece(start, end, "statement", clean(report.text[start:end])),)))
    for i, block in enumerate(section.blocks):
        if isinstance(block, Footnote):
            drafts.append(_Draft(block.start, block.end, (_Piece(block.start, block.end, "footnote", clean(report.text[block.start : block.end])),)))
        elif isinstance(block, Paragraph):
            drafts.extend(_paragraph_drafts(report, block, passage_chars))
        else:
            lead = drafts.pop() if i and isinstance(section.blocks[i - 1], Paragraph) and drafts else None
            lead_in = lead.pieces[-1].text if lead and lead.pieces else ""
            pieces = _list_pieces(report, block, lead_in) if isinstance(block, BulletList) else _table_pieces(report, block, lead_in)
            drafts.append(_Draft(lead.start if lead else block.start, block.end, (*(lead.pieces if lead else ()), *pieces)))
    return drafts


def _list_pieces(report: Report, block: BulletList, lead_in: str) -> tuple[_Piece, ...]:
    return tuple(_Piece(start, end, "bullet", _ITEM_END.sub("", clean(report.text[start:end])), lead_in) for start, end in block.items)


def _table_pieces(report: Report, table: Table, lead_in: str) -> tuple[_Piece, ...]:
    """One span a logical row; a wide table's row gives one span a column, all quoting the printed row."""
    context = " ".join(part for part in (lead_in, f"{table.caption}." if table.caption else "") if part)
    pieces: list[_Piece] = []
    for row in table.rows:
        line = report.text[row.start : row.end]
        start = row.start + len(line) - len(line.lstrip())
        end = row.start + len(line.rstrip())
        pieces.extend(_Piece(start, end, "table_row", s.text, context, s.label, s.facts) for s in row_statements(table, row))
    return tuple(pieces)


def _paragraph_drafts(report: Report, paragraph: Paragraph, passage_chars: int) -> list[_Draft]:
    """Cut a paragraph into sentences, then into passages of whole sentences no longer than ``passage_chars``."""
    pieces = _sentence_pieces(report, paragraph)
    if paragraph.end - paragraph.start <= passage_chars or len(pieces) < 2:
        return [_Draft(paragraph.start, paragraph.end, tuple(pieces))]
    from langchain_text_splitters import CharacterTextSplitter  # a third of a second to import; only a build needs it

    splitter = CharacterTextSplitter(separator=_BORDER, chunk_size=passage_chars, chunk_overlap=0, strip_whitespace=False)
    drafts, position = [], 0
    for chunk in splitter.split_text(_BORDER.join(p.text for p in pieces)):
        group = pieces[position : position + chunk.count(_BORDER) + 1]
        position += len(group)
        drafts.append(_Draft(group[0].start, group[-1].end, tuple(group)))
    return drafts


def _sentence_pieces(report: Report, paragraph: Paragraph) -> list[_Piece]:
    """Return the sentences of a paragraph, each with the one before it as context.

    A sentence cut by a page break is matched whole. Where only blanks stand in the cut its quote spans them; where a footnote
    stands there, each half is a span of its own, so that no quote holds words of another text.
    """
    joined, origins = _join_fragments(report.text, paragraph.fragments)
    pieces: list[_Piece] = []
    previous = ""
    for left, right in sentence_ranges(joined, report.language):
        text = clean(joined[left:right])
        start, end = origins[left], origins[right - 1] + 1
        halves = _halves(report.text, paragraph.fragments, start, end)
        pieces.extend(_Piece(a, b, "sentence", text, previous) for a, b in halves)
        previous = text
    return pieces


def _join_fragments(text: str, fragments: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """Return the fragments' characters joined by one blank, and each character's offset in the report."""
    characters: list[str] = []
    origins: list[int] = []
    for start, end in fragments:
        if characters:
            characters.append(" ")
            origins.append(origins[-1] + 1)
        characters.append(text[start:end])
        origins.extend(range(start, end))
    return "".join(characters), origins


def _halves(text: str, fragments: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    parts = [(max(start, a), min(end, b)) for a, b in fragments if a < end and b > start]
    merged = [parts[0]]
    for a, b in parts[1:]:
        if text[merged[-1][1] : a].strip():
            merged.append((a, b))
        else:
            merged[-1] = (merged[-1][0], b)
    return merged
