"""Several answers put together into one: each under its name, the citations numbered through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.datatypes import Answer, Citation, Verdict

MOST_NEAREST = 6
"""So many nearest passages are shown where none of the answers says anything."""
_MARKER = re.compile(r"\[(\d{1,2})\](?=[\s.,;:]|$)")


def joined(text: str, answers: Sequence[tuple[str, Answer]], verdict: Verdict | None, further: str = "") -> Answer:
    """Return one answer of several.

    Args:
        text: the question as typed.
        answers: each with what it is called, at least one.
        verdict: what they say together.
        further: a last line; "" for none.

    Returns:
        An answer whose text has a paragraph for each; what they contradict is told there.
    """
    lines, cited, nearest = [], list[Citation](), list[Citation]()
    for name, answer in answers:
        told = " ".join(part for part in (answer.text, answer.conflict) if part)
        lines.append(f"{name}{'' if name.endswith('?') else ':'} {_renumbered(told, len(cited))}")
        cited += [replace(c, number=c.number + len(cited)) for c in answer.citations]
    if not any("\n" in line for line in lines):
        lines = [f"- {line}" for line in lines]
    for rank in range(max(len(a.nearest) for _, a in answers)):
        nearest += [a.nearest[rank] for _, a in answers if rank < len(a.nearest)]
    sources = tuple(dict.fromkeys(source for _, a in answers for source in a.sources))
    shown = () if cited else tuple(replace(c, number=n) for n, c in enumerate(nearest[:MOST_NEAREST], start=1))
    paragraphs = "\n".join([*lines, further] if further else lines)
    return Answer(text, bool(cited), verdict, paragraphs, tuple(cited), shown, None, None, answers[0][1].language, sources)


def _renumbered(text: str, by: int) -> str:
    """Return an answer's text with its markers moved on."""
    return _MARKER.sub(lambda m: f"[{int(m[1]) + by}]", text)
