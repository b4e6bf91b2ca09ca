"""The blocks of a report (paragraph, list, table, footnote) as HTML: whole in the report view, cut to the quote in an answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.datatypes import Block, BulletList, Footnote, Paragraph, Table, TableRow
from assistant.page.markup import Markup, join, tag
from assistant.page.source_text import source_runs
from assistant.tables import is_mark

Marked = tuple[int, int] | None


def block_html(text: str, block: Block, marked: Marked = None) -> Markup:
    """Return a whole block."""
    if isinstance(block, Paragraph):
        return tag("p", join((source_runs(text, a, b, marked) for a, b in block.fragments), " "))
    if isinstance(block, BulletList):
        return tag("ul", [tag("li", source_runs(text, a, b, marked)) for a, b in block.items])
    if isinstance(block, Footnote):
        return tag("p", source_runs(text, block.start, block.end, marked), class_="footnote")
    return table_html(text, block, block.rows, marked)


def table_html(text: str, table: Table, rows: Sequence[TableRow], marked: Marked = None) -> Markup:
    """Return a table, or some of its rows under its headers; a table wider than the page scrolls on its own."""
    caption = tag("caption", table.caption) if table.caption else ""
    head = tag("thead", [tag("tr", cells) for cells in _header_rows(table)])
    body = tag("tbody", [_row(text, table, rows, i, marked) for i in range(len(rows))])
    return tag("div", tag("table", caption, head, body), class_="table-scroll", tabindex=0, role="group", aria_label=table.caption or "Table")


def _header_rows(table: Table) -> list[list[Markup]]:
    """Lay the header paths out in rows: a header over several columns spans them, one without a sub-header the rows below it."""
    depth = max(len(path) for path in table.columns)
    rows: list[list[Markup]] = []
    for level in range(depth):
        cells = []
        for path, group in groupby(table.columns, key=lambda path: path[: level + 1]):
            width = len(list(group))
            height = depth - level if any(c == path for c in table.columns) else 1
            scope = "colgroup" if width > 1 else "col"
            if len(path) > level:
                cells.append(tag("th", path[level], scope=scope, colspan=width if width > 1 else None, rowspan=height if height > 1 else None))
            elif level == 0:
                cells.append(tag("td", colspan=width if width > 1 else None, rowspan=depth if depth > 1 else None))
        rows.append(cells)
    return rows


def _row(text: str, table: Table, rows: Sequence[TableRow], index: int, marked: Marked) -> Markup:
    """Return one row; a cell merged over several rows is shown once, and a group's name above its first row."""
    row = rows[index]
    cells = []
    for i, cell in enumerate(row.cells):
        inherited = cell.start < row.start
        if inherited and index > 0 and rows[index - 1].cells[i : i + 1] == row.cells[i : i + 1]:
            continue
        span = _rows_sharing(rows, index, i)
        shown = source_runs(text, cell.start, cell.end, marked)
        name = "th" if i == 0 else "td"
        cells.append(tag(name, shown, scope="row" if i == 0 else None, rowspan=span if span > 1 else None, class_="ticked" if is_mark(cell.text) else None))
    group = ""
    if row.group and (index == 0 or rows[index - 1].group != row.group):
        group = tag("tr", tag("th", row.group, colspan=len(table.columns), scope="rowgroup"), class_="group")
    return join([group, tag("tr", cells, data_start=row.start)])


def _rows_sharing(rows: Sequence[TableRow], index: int, column: int) -> int:
    count = 1
    cell = rows[index].cells[column]
    if not cell.text:
        return 1
    while index + count < len(rows) and column < len(rows[index + count].cells) and rows[index + count].cells[column] == cell:
        count += 1
    return count
