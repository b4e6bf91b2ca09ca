"""The parsed reports behind the page: what the report view shows and what citations are set into."""

from __future__ import annotations

import threading

from assistant.assistant import Assistant
from assistant.datatypes import Block, Report, Section
from assistant.report import ReportMetadata, parse_report

LONG_TITLE = 40
"""A title of more characters leaves no room beside a citation."""


class Library:
    """Parses each report once, when it is first looked at. Safe to share between threads."""

    def __init__(self, assistant: Assistant) -> None:
        """Read through ``assistant``; nothing is parsed yet."""
        self._assistant = assistant
        self._lock = threading.Lock()
        self._parsed: dict[str, Report] = {}

    def __contains__(self, report: object) -> bool:
        return any(info.id == report for info in self._assistant.reports)

    @property
    def ids(self) -> tuple[str, ...]:
        """The reports' ids, in order."""
        return tuple(info.id for info in self._assistant.reports)

    def titles(self) -> dict[str, str]:
        """Return id -> title for people; in the place of a long one the country and the year, where these tell the reports apart."""
        reports = self._assistant.reports
        short = {info.id: f"{info.country} {info.year}" for info in reports if info.country and info.year}
        apart = len(reports) > 1 and len(set(short.values())) == len(reports)
        return {info.id: short[info.id] if apart and len(info.title) > LONG_TITLE else info.title or info.id for info in reports}

    def report(self, report_id: str) -> Report:
        """Return a parsed report.

        Raises:
            KeyError: the corpus holds no such report.
        """
        with self._lock:
            if report_id not in self._parsed:
                info = next((i for i in self._assistant.reports if i.id == report_id), None)
                if info is None:
                    raise KeyError(report_id)
                metadata = ReportMetadata(info.id, info.country, info.year, info.round, info.language, info.title, info.source)
                self._parsed[report_id] = parse_report(self._assistant.report_text(report_id), metadata)
            return self._parsed[report_id]

    def find(self, report_id: str, offset: int) -> tuple[Section, int | None] | None:
        """Return the section that holds an offset, and the position of its block there (None: its heading or statement)."""
        report = self.report(report_id)
        section = next((s for s in report.sections if s.start <= offset < s.end), None)
        if section is None:
            return None
        return section, next((i for i, block in enumerate(section.blocks) if _holds(block, offset)), None)


def _holds(block: Block, offset: int) -> bool:
    fragments = getattr(block, "fragments", ((block.start, block.end),))
    return any(start <= offset < end for start, end in fragments)
