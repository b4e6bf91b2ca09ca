"""Tab-separated table lines -> one logical Table: caption, header paths, groups, rows with inherited cells.

The reports' tables come as lines of tab-separated cells. What a printed table says by layout is worked out here:
a sub-header under a spanning header cell, a heading row that groups the rows below it, a cell merged over several rows
(empty at the left of the rows that share it), a table split by a page break with its header repeated, and a table whose
columns are keys (years) rather than properties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.datatypes import Cell, Element, Table, TableRow
from assistant.textual import clean

_LIST_TAG = re.compile(r"\s*<(?:ul|ol|li)\b")
"""A group whose first row is a list item covers the items only; a row without the tag stands outside it."""

_YEAR = re.compile(r"(?:19|20)\d{2}")
MARKS = frozenset({"x", "✓", "✔", "√"})
"""Cell texts (case-folded) that tick a column rather than fill it."""


def is_mark(text: str) -> bool:
    """Return whether a cell only ticks its column."""
    return text.casefold() in MARKS


def line_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Split the line ``text[start:end]`` at tabs; each cell keeps the range of its own characters, blanks trimmed."""
    cells, position = [], start
    for raw in text[start:end].split("\t"):
        left = position + len(raw) - len(raw.lstrip())
        right = max(left, position + len(raw.rstrip()))
        cells.append(Cell(left, right, clean(raw)))
        position += len(raw) + 1
    return tuple(cells)


def _filled(cells: Sequence[Cell]) -> list[int]:
    return [i for i, cell in enumerate(cells) if cell.text]


def _is_caption(cells: Sequence[Cell]) -> bool:
    return len(cells) > 1 and _filled(cells) == [0]


def _is_subheader(header: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Return whether a line is a second header: it names columns only, so its first cell is empty and no cell is a mark or a year."""
    filled = _filled(cells)
    return bool(filled) and filled[0] > 0 and bool(header[0].text) and not any(is_mark(cells[i].text) or _YEAR.fullmatch(cells[i].text) for i in filled)


def _column_paths(header: Sequence[Cell], sub: Sequence[Cell] | None) -> tuple[tuple[str, ...], ...]:
    """Join header and sub-header: an empty header cell belongs to the spanning cell on its left."""
    width = max(len(header), len(sub or ()))
    paths: list[tuple[str, ...]] = []
    spanning = ""
    for i in range(width):
        own = header[i].text if i < len(header) else ""
        under = sub[i].text if sub and i < len(sub) else ""
        if own:
            spanning = own
        paths.append(tuple(part for part in (own or spanning, under) if part))
    return tuple(paths)


def parse_table(text: str, lines: Sequence[tuple[int, int]]) -> tuple[Table, tuple[Element, ...]]:
    """Parse consecutive table lines.

    Args:
        text: the report's text.
        lines: ranges of the table's lines, in order, tabs included.

    Returns:
        The table, and one Element a line (caption, header, group or row).
    """
    parsed = [line_cells(text, start, end) for start, end in lines]
    elements: list[Element] = []
    position = 0
    caption = None
    if _is_caption(parsed[0]) and len(parsed) > 1:
        caption = parsed[0][0].text
        elements.append(Element("table_caption", *lines[0]))
        position = 1
    header = parsed[position]
    elements.append(Element("table_header", *lines[position]))
    position += 1
    sub = None
    if position < len(parsed) and _is_subheader(header, parsed[position]):
        sub = parsed[position]
        elements.append(Element("table_header", *lines[position]))
        position += 1
    columns = _column_paths(header, sub)
    rows: list[TableRow] = []
    group: str | None = None
    itemised: bool | None = None
    above: tuple[Cell, ...] = ()
    for cells, (start, end) in zip(parsed[position:], lines[position:], strict=True):
        if _is_caption(cells) and len(columns) > 1:
            group, itemised = cells[0].text, None
            elements.append(Element("table_group", start, end))
            continue
        is_item = bool(_LIST_TAG.match(text[start:end]))
        itemised = is_item if itemised is None else itemised
        cells = _inherit(cells, above)
        above = cells
        rows.append(TableRow(start, end, cells, group if is_item == itemised else None))
        elements.append(Element("table_row", start, end))
    wide = len(header) > 2 and all(_YEAR.fullmatch(c.text) for c in header[1:] if c.text) and any(c.text for c in header[1:])
    return Table(caption, columns, tuple(rows), lines[0][0], lines[-1][1], wide), tuple(elements)


def _inherit(cells: tuple[Cell, ...], above: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Fill empty cells at the left of a row from the merged cells of the row above."""
    filled = _filled(cells)
    first = filled[0] if filled else 0
    return tuple(above[i] if i < first and i < len(above) else cell for i, cell in enumerate(cells))


def continues(first: Table, second: Table) -> bool:
    """Return whether ``second`` is ``first`` going on after a page break, its header repeated."""
    return bool(first.rows) and first.columns == second.columns and first.caption == second.caption and not first.wide


def join_tables(first: Table, second: Table) -> Table:
    """Return the one logical table that a page break split in two."""
    return Table(first.caption, first.columns, first.rows + second.rows, first.start, second.end)


@dataclass(frozen=True, slots=True)
class RowStatement:
    """A logical row read out: ``label`` names it, ``facts`` are its (column, value) pairs, ``text`` says both."""

    label: str
    facts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Example: ``National household surveys: Studies carried out and published: Yes; Year of most recent study: 2015``."""
        facts = "; ".join(f"{column}: {value}" if column else value for column, value in self.facts)
        return f"{self.label}: {facts}" if facts else self.label


def row_statements(table: Table, row: TableRow) -> tuple[RowStatement, ...]:
    """Read a row as statements of its own, its headers named.

    A ticked column under a spanning header reads ``spanning header: column``; a filled one ``column: cell``. A wide table's row
    gives one statement a column, whose key is part of the label.
    """
    label_columns = _label_columns(table)
    label = " – ".join(c.text for c in row.cells[:label_columns] if c.text).rstrip(" ;.,:")
    if row.group and row.group.casefold() not in label.casefold():
        label = f"{row.group} – {label}"
    filled = [(table.columns[i], row.cells[i].text) for i in range(label_columns, min(len(row.cells), len(table.columns))) if row.cells[i].text]
    if table.wide:
        return tuple(RowStatement(f"{label}, {path[-1]}", (("", value),)) for path, value in filled)
    facts = tuple((": ".join(path[:-1]), path[-1]) if is_mark(value) else (": ".join(path[-1:]), value) for path, value in filled)
    return (RowStatement(label, facts),)


def _label_columns(table: Table) -> int:
    """Return how many columns at the left name a row: those under the first header cell, spanning ones included."""
    first = table.columns[0]
    count = 1
    while count < len(table.columns) and table.columns[count] == first:
        count += 1
    return count
