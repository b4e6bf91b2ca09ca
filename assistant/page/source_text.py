"""Report text as HTML whose every character still knows its offset, so that a quote can be marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.page.markup import Markup, join, tag
from assistant.textual import clean

_HIDDEN = re.compile(r"<[^<>\n]*>|\\(?=[^\w\s])")


def visible_runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of ``text[start:end]`` that readers see: HTML remains and escaping backslashes are left out.

    What counts as such is for ``textual.clean`` to say, so that page and answers drop the same characters.
    """
    position = start
    for match in _HIDDEN.finditer(text, start, end):
        piece = match[0]
        hidden = not clean(piece) if piece.startswith("<") else clean(text[match.start() : match.end() + 1]) != text[match.start() : match.end() + 1]
        if hidden:
            if match.start() > position:
                yield position, match.start()
            position = match.end()
    if position < end:
        yield position, end


def source_runs(text: str, start: int, end: int, marked: tuple[int, int] | None = None) -> Markup:
    """Return ``text[start:end]`` as spans that carry their offset (``data-o``); the part inside ``marked`` stands in ``<mark>``."""
    pieces: list[str] = []
    for left, right in visible_runs(text, start, end):
        if marked is None:
            pieces.append(tag("span", text[left:right], data_o=left))
            continue
        a, b = max(left, min(marked[0], right)), max(left, min(marked[1], right))
        pieces += [text[left:a], tag("mark", text[a:b]) if b > a else "", text[b:right]]
    return join(pieces)
