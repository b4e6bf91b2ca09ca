"""Where each span stands, as arrays: its report and its area, for filters and for questions that name an area."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Passage, Span

Int32 = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Places:
    """Span ``i`` stands in the report ``reports[report_of[i]]`` and in the area ``areas[area_of[i]]``; areas in reading order."""

    reports: tuple[str, ...]
    areas: tuple[str, ...]
    report_of: Int32
    area_of: Int32

    def in_areas(self, names: Collection[str]) -> Mask:
        """Return which spans stand in one of some areas, shape (spans,)."""
        return _among(self.areas, names)[self.area_of]

    def in_reports(self, ids: Collection[str]) -> Mask:
        """Return which spans stand in one of some reports, shape (spans,)."""
        return _among(self.reports, ids)[self.report_of]

    def spans_of(self, report: str) -> range:
        """Return the ids of a report's spans, which stand side by side; none where it has none."""
        found = np.flatnonzero(self.in_reports((report,)))
        return range(int(found[0]), int(found[-1]) + 1) if len(found) else range(0)


def span_places(spans: Sequence[Span], passages: Sequence[Passage]) -> Places:
    """Return where spans stand."""
    reports: dict[str, int] = {}
    areas: dict[str, int] = {}
    of_passage = [(reports.setdefault(p.report, len(reports)), areas.setdefault(p.area, len(areas))) for p in passages]
    of_span = np.array([of_passage[span.passage] for span in spans], dtype=np.int32).reshape(len(spans), 2)
    return Places(tuple(reports), tuple(areas), np.ascontiguousarray(of_span[:, 0]), np.ascontiguousarray(of_span[:, 1]))


def _among(names: Sequence[str], chosen: Collection[str]) -> Mask:
    return np.array([name in chosen for name in names], dtype=np.bool_)
