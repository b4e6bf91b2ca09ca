"""HTML that cannot be broken into: text is escaped unless it is ``Markup`` built here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """HTML that may go onto the page as it is."""

    __slots__ = ()


def text(value: object) -> Markup:
    """Return any value as escaped text."""
    return Markup(escape(str(value), quote=True))


def tag(name: str, *children: str | Iterable[str], **attributes: object) -> Markup:
    """Return an element; children that are no ``Markup`` are escaped, and so is every attribute.

    An attribute's underscores become hyphens and a trailing one is dropped (``class_``); None and False leave it out, True sets it alone.
    """
    parts = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        shown = key.rstrip("_").replace("_", "-")
        parts.append(f" {shown}" if value is True else f' {shown}="{escape(str(value), quote=True)}"')
    return Markup(f"<{name}{''.join(parts)}>{join(children)}</{name}>")


def join(children: Iterable[str | Iterable[str]], between: str = "") -> Markup:
    """Return children one after the other, escaped where they are no ``Markup``."""
    flat: list[str] = []
    for child in children:
        if isinstance(child, Markup):
            flat.append(child)
        elif isinstance(child, str):
            flat.append(text(child))
        else:
            flat.append(join(child))
    return Markup(between.join(flat))


def one_line(html: Markup) -> Markup:
    """Return HTML without line feeds, so that a Markdown renderer takes it as one block; those in text become entities."""
    return Markup(html.replace("\r", "").replace("\n", "&#10;"))
