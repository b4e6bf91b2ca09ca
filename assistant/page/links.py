"""Links to a place in a report: ``#at=peru_2019:49321-49480``; the page opens there, and every citation is such a link."""

from __future__ import annotations

from urllib.parse import quote


def place_link(report: str, start: int, end: int) -> str:
    """Return the link to ``text[start:end]`` of a report, relative to the page."""
    return f"#at={quote(report, safe='')}:{start}-{end}"
