"""Report text -> Report: areas, objectives, progress sections, paragraphs, lists, tables; every piece knows its offsets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.datatypes import Block, BulletList, Element, Footnote, Paragraph, Report, Section, SectionKind, Table
from assistant.errors import CorpusError
from assistant.tables import continues, join_tables, parse_table
from assistant.textual import clean

_OBJECTIVE = re.compile(r"OBJECTIVE\s+(\d+)")
_PROGRESS = re.compile(r"Drug Policy Evaluation throughout the MEM Process:?\s*(\d{4})\s*[-–]\s*(\d{4})")
_PREFACE = re.compile(r"PREFACE|FOREWORD")
_BULLET = re.compile(r"[-•*–]\s+(?=\S)")
_FOOTNOTE = re.compile(r"[¹²³⁴-⁹]+\s")
_FINISHED = re.compile(r"[.:;!?][\"”’')\]¹²³⁴-⁹]*$")
_LOWER_WORDS = frozenset({"and", "of", "the", "in", "for", "to", "on"})


@dataclass(frozen=True, slots=True)
class ReportMetadata:
    """What the corpus manifest says of a report; empty fields are read from the text where it says so."""

    id: str
    country: str = ""
    year: int | None = None
    round: str | None = None
    language: str = "en"
    title: str = ""
    source: str = ""


@dataclass(slots=True)
class _Line:
    """A run of text lines of one kind, on its way to becoming a block."""

    kind: Literal["text", "bullet", "footnote", "table"]
    start: int
    end: int


@dataclass(slots=True)
class _OpenSection:
    area: str
    name: str
    kind: SectionKind
    start: int
    statement: tuple[int, int] | None = None
    lines: list[_Line] = field(default_factory=list)
    end: int = 0


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def parse_report(text: str, metadata: ReportMetadata) -> Report:
    r"""Parse a report.

    Args:
        text: the whole text, newlines as ``\n``.
        metadata: what is known about the report beforehand.

    Returns:
        The report; its elements hold every non-blank character exactly once, in order.

    Raises:
        CorpusError: the text holds no section that can be recognised.
    """
    elements: list[Element] = []
    lines = list(_blocks_of_lines(text))
    sections, title_lines = _split_sections(text, lines, elements)
    if not sections:
        raise CorpusError(
            f"{metadata.id}: no objective, progress section or preface found in {len(text):,} characters; "
            "expected headings such as 'OBJECTIVE 1' below an area's name in capitals. Is this an evaluation report?"
        )
    built = tuple(_build_section(text, section, elements) for section in sections)
    titles = [clean(text[line.start : line.end]) for line in title_lines]
    year = next((int(t) for t in titles if re.fullmatch(r"(?:19|20)\d{2}", t)), None)
    country = next((t.title() for t in titles if t.isupper() and "(" not in t and not re.search(r"\d", t)), "")
    return Report(
        id=metadata.id,
        text=text,
        sha256=text_sha256(text),
        country=metadata.country or country,
        year=metadata.year or year,
        round=metadata.round,
        language=metadata.language,
        title=metadata.title or " – ".join(titles),
        source=metadata.source,
        sections=built,
        elements=tuple(sorted(elements, key=lambda e: e.start)),
    )


def _blocks_of_lines(text: str) -> Iterator[_Line]:
    """Yield runs: plain lines that follow each other make one run; bullets, footnotes and table lines stay single."""
    position = 0
    open_run: _Line | None = None
    for raw in text.split("\n"):
        start, end = position, position + len(raw)
        position = end + 1
        if not raw.strip():
            if open_run:
                yield open_run
            open_run = None
            continue
        stripped = start + len(raw) - len(raw.lstrip())
        kind = _line_kind(raw)
        if kind == "text" and open_run and not _is_heading(text[open_run.start : open_run.end]) and not _is_heading(raw.strip()):
            open_run.end = start + len(raw.rstrip())
            continue
        if open_run:
            yield open_run
            open_run = None
        if kind == "text":
            open_run = _Line("text", stripped, start + len(raw.rstrip()))
        elif kind == "table":
            yield _Line("table", start, end)
        else:
            yield _Line(kind, stripped, start + len(raw.rstrip()))
    if open_run:
        yield open_run


def _line_kind(raw: str) -> Literal["text", "bullet", "footnote", "table"]:
    if "\t" in raw.strip() or (raw.startswith("\t") or raw.endswith("\t")):
        return "table"
    if _BULLET.match(raw.lstrip()):
        return "bullet"
    if _FOOTNOTE.match(raw.lstrip()):
        return "footnote"
    return "text"


def _is_heading(line: str) -> bool:
    return bool(_OBJECTIVE.fullmatch(line) or _PROGRESS.fullmatch(line) or _PREFACE.fullmatch(line))


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


def area_name(heading: str) -> str:
    """Return an area's heading in capitals as a name: ``SUPPLY REDUCTION`` -> ``Supply Reduction``."""
    words = clean(heading).lower().split()
    return " ".join(w if i and w in _LOWER_WORDS else w.capitalize() for i, w in enumerate(words))


def _split_sections(text: str, lines: Sequence[_Line], elements: list[Element]) -> tuple[list[_OpenSection], list[_Line]]:
    """Cut the runs into sections at the headings; headings, titles and statements become elements on the way."""
    sections: list[_OpenSection] = []
    titles: list[_Line] = []
    area = ""
    for i, line in enumerate(lines):
        body = text[line.start : line.end]
        following = text[lines[i + 1].start : lines[i + 1].end] if i + 1 < len(lines) else ""
        is_text = line.kind == "text"
        is_area = is_text and _is_capitals(body) and (_PROGRESS.fullmatch(following) or _OBJECTIVE.fullmatch(following))
        if is_area and not _awaits_statement(sections):
            area = area_name(body)
        elif is_text and (match := _OBJECTIVE.fullmatch(body)):
            sections.append(_OpenSection(area, f"Objective {match[1]}", "objective", line.start))
        elif is_text and (match := _PROGRESS.fullmatch(body)):
            sections.append(_OpenSection(area, f"Progress {match[1]}-{match[2]}", "progress", line.start))
        elif is_text and _PREFACE.fullmatch(body):
            sections.append(_OpenSection("Preface", "Preface", "preface", line.start))
        elif not sections:
            titles.append(line)
            elements.append(Element("title", line.start, line.end))
            continue
        else:
            _extend(sections[-1], text, line, elements)
            continue
        elements.append(Element("heading", line.start, line.end))
    return sections, titles


def _awaits_statement(sections: Sequence[_OpenSection]) -> bool:
    """Return whether an objective's heading has just been read: capitals below it are its statement, even if nothing follows."""
    return bool(sections) and sections[-1].kind == "objective" and sections[-1].statement is None and not sections[-1].lines


def _extend(section: _OpenSection, text: str, line: _Line, elements: list[Element]) -> None:
    """Add a run to a section; the first one in capitals below an objective's heading is its statement."""
    body = text[line.start : line.end]
    section.end = line.end
    if section.kind == "objective" and section.statement is None and not section.lines and line.kind == "text" and _is_capitals(body):
        section.statement = (line.start, line.end)
        elements.append(Element("statement", line.start, line.end))
        return
    section.lines.append(line)


def _build_section(text: str, section: _OpenSection, elements: list[Element]) -> Section:
    """Turn a section's runs into blocks: lists, logical tables, paragraphs made whole across page breaks."""
    blocks: list[Block] = []
    i = 0
    while i < len(section.lines):
        line = section.lines[i]
        j = i
        while j < len(section.lines) and section.lines[j].kind == line.kind and (j == i or _adjacent(text, section.lines[j - 1], section.lines[j])):
            j += 1
        run = section.lines[i:j]
        if line.kind == "table":
            table, parts = parse_table(text, [(r.start, r.end) for r in run])
            elements.extend(parts)
            previous = blocks[-1] if blocks else None
            if isinstance(previous, Table) and continues(previous, table):
                blocks[-1] = join_tables(previous, table)
            else:
                blocks.append(table)
        elif line.kind == "bullet":
            elements.extend(Element("bullet", r.start, r.end) for r in run)
            items = tuple((r.start + _marker_length(text, r), r.end) for r in run)
            blocks.append(BulletList(items, run[0].start, run[-1].end))
        elif line.kind == "footnote":
            elements.extend(Element("footnote", r.start, r.end) for r in run)
            blocks.extend(Footnote(r.start, r.end) for r in run)
        else:
            elements.append(Element("paragraph", line.start, line.end))
            _add_paragraph(text, blocks, line)
            j = i + 1
        i = j
    end = section.end or (section.statement[1] if section.statement else section.start)
    return Section(section.area, section.name, section.kind, section.statement, tuple(blocks), section.start, end)


def _adjacent(text: str, first: _Line, second: _Line) -> bool:
    """Table lines of one table touch; bullets may stand apart by blank lines."""
    return first.kind == "bullet" or text[first.end : second.start].count("\n") <= 1


def _marker_length(text: str, line: _Line) -> int:
    match = _BULLET.match(text[line.start : line.end])
    return match.end() if match else 0


def _add_paragraph(text: str, blocks: list[Block], line: _Line) -> None:
    """Append a paragraph, or the rest of one that a page break (and its footnotes) cut in mid-sentence."""
    k = len(blocks) - 1
    while k >= 0 and isinstance(blocks[k], Footnote):
        k -= 1
    previous = blocks[k] if k >= 0 else None
    if isinstance(previous, Paragraph) and not _FINISHED.search(text[previous.fragments[-1][0] : previous.end]):
        blocks[k] = Paragraph((*previous.fragments, (line.start, line.end)))
    else:
        blocks.append(Paragraph(((line.start, line.end),)))
