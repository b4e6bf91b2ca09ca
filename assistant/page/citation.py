"""One citation in an answer: its number and place as a link into the report, and the quoted words inside their passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.datatypes import BulletList, Citation, Paragraph, Table
from assistant.page.blocks import table_html
from assistant.page.library import Library
from assistant.page.links import place_link
from assistant.page.markup import Markup, join, tag
from assistant.page.source_text import source_runs
from assistant.textual import clean

AROUND = 140
"""Characters of the passage shown on either side of a quote; the report beside it shows the rest."""
_MARKER = re.compile(r"\[(\d+)\]")


def citations_html(citations: Sequence[Citation], library: Library, names: str) -> Markup:
    """Return citations as a list; what leads to a list or a table is told once for neighbours that share it."""
    items = []
    before = None
    for citation in citations:
        block = _block_of(citation, library)
        excerpt = excerpt_html(citation, library, lead_in=block is None or block != before)
        items.append(tag("li", place_html(citation, library), tag("blockquote", excerpt), class_="citation", value=citation.number))
        before = block
    return tag("ol", items, class_=names)


def _block_of(citation: Citation, library: Library) -> tuple[str, int, int] | None:
    """Return what tells the block that a citation stands in from others."""
    found = library.find(citation.report, citation.start) if citation.report in library.ids else None
    return (citation.report, found[0].start, found[1]) if found and found[1] is not None else None


def place_html(citation: Citation, library: Library) -> Markup:
    """Return the link that says where a citation stands and opens the report there."""
    where = citation.section if citation.area == citation.section else f"{citation.area} › {citation.section}"
    report = tag("span", library.titles().get(citation.report, citation.report), class_="place-report") if len(library.ids) > 1 else ""
    link = place_link(citation.report, citation.start, citation.end)
    return tag("a", tag("span", str(citation.number), class_="cite-number"), " ", tag("span", where, report), href=link, class_="place", id=None)


def text_html(text: str, citations: Sequence[Citation]) -> Markup:
    """Return a text of one line with its markers as links into the report."""
    known = {c.number: c for c in citations}
    parts: list[str] = []
    position = 0
    for match in _MARKER.finditer(text):
        citation = known.get(int(match[1]))
        if citation is None:
            continue
        parts += [text[position : match.start()], marker_html(citation)]
        position = match.end()
    return join([*parts, text[position:]])


def lines_html(text: str, citations: Sequence[Citation]) -> Markup:
    """Return a text with its markers as links; lines that begin with a hyphen are the items of a list."""
    parts: list[Markup] = []
    for is_list, lines in groupby((line for line in text.splitlines() if line.strip()), key=lambda line: line.startswith("- ")):
        if is_list:
            parts.append(tag("ul", [tag("li", text_html(line.removeprefix("- "), citations)) for line in lines]))
        else:
            parts += [tag("p", text_html(line, citations)) for line in lines]
    return tag("div", parts, class_="answer-text")


def marker_html(citation: Citation) -> Markup:
    """Return a citation's marker as a link into the report."""
    link = place_link(citation.report, citation.start, citation.end)
    return tag("a", f"[{citation.number}]", href=link, class_="cite", title=f"{citation.area} › {citation.section}")


def excerpt_html(citation: Citation, library: Library, *, lead_in: bool = True) -> Markup:
    """Return the quote marked inside its passage: a table's row under its headers, a list's item under its lead-in, else a stretch of text.

    A quote kept from before the report changed is shown on its own: its offsets no longer say where it stands.
    """
    marked = (citation.start, citation.end)
    try:
        text = library.report(citation.report).text
    except KeyError:
        text = ""
    if text[citation.start : citation.end] != citation.quote:
        return tag("p", tag("mark", clean(citation.quote)))
    found = library.find(citation.report, citation.start)
    section, index = found if found else (None, None)
    block = section.blocks[index] if section and index is not None else None
    if isinstance(block, Table) and section and index is not None:
        rows = [row for row in block.rows if row.start < citation.end and row.end > citation.start]
        return join([_lead_in(text, section.blocks[index - 1] if index and lead_in else None), table_html(text, block, rows, marked)])
    if isinstance(block, BulletList) and section and index is not None:
        items = [tag("li", source_runs(text, a, b, marked)) for a, b in block.items if a < citation.end and b > citation.start]
        return join([_lead_in(text, section.blocks[index - 1] if index and lead_in else None), tag("ul", items)])
    start, end = citation.passage_start, citation.passage_start + len(citation.passage)
    left, right = _at_word(text, max(start, citation.start - AROUND), start), _at_word(text, min(end, citation.end + AROUND), end)
    return tag("p", "… " if left > start else "", source_runs(text, left, right, marked), " …" if right < end else "")


def _lead_in(text: str, block: object) -> Markup:
    """Return the end of the paragraph that leads to a list or a table."""
    if not isinstance(block, Paragraph):
        return Markup("")
    start = _at_word(text, max(block.start, block.end - 2 * AROUND), block.start)
    return tag("p", "… " if start > block.start else "", source_runs(text, start, block.end), class_="lead-in")


def _at_word(text: str, offset: int, border: int) -> int:
    """Move an offset out of the middle of a word, away from the quote's side towards ``border``."""
    step = -1 if offset > border else 1
    while offset != border and 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum():
        offset += step
    return offset
