"""How an index grows: the figures of one size, and small charts of all sizes as SVG text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT, _LEFT, _TOP = 300, 180, 62, 34
_PANEL = (_WIDTH + _LEFT + 22, _HEIGHT + _TOP + 44)
_COLOURS = ("#3b82c4", "#d1603d")
"""Blue and vermilion: told apart by colour-blind readers, and dark enough on white and light enough on black."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The figures of one size: seconds, MB and milliseconds by the names' endings; ``recall`` is recall@10 of exact search, 0 to 1."""

    reports: int
    spans: int
    build_s: float
    disk_mb: float
    start_s: float
    start_cpu_s: float
    p50_ms: float
    p95_ms: float
    cpu_p95_ms: float
    filtered_p95_ms: float
    model_p50_ms: float
    model_p95_ms: float
    anonymous_mb: float
    mapped_mb: float
    recall: float

    @staticmethod
    def header() -> str:
        """Return the head of the table."""
        names = (
            "reports|spans|build s|MB on disk|start to first answer s (CPU s)|search p50 / p95 ms (CPU p95)|filtered p95 ms|"
            "bare model p50 / p95 ms|MB own + mapped|recall@10"
        )
        return f"| {names.replace('|', ' | ')} |\n|{'---|' * len(names.split('|'))}"

    def line(self) -> str:
        """Return the row of the table."""
        return (
            f"| {self.reports:,} | {self.spans:,} | {self.build_s:,.0f} | {self.disk_mb:,.0f} | {self.start_s:.2f} ({self.start_cpu_s:.2f}) | "
            f"{self.p50_ms:.1f} / {self.p95_ms:.1f} ({self.cpu_p95_ms:.1f}) | {self.filtered_p95_ms:.1f} | {self.model_p50_ms:.1f} / {self.model_p95_ms:.1f} | "
            f"{self.anonymous_mb:.0f} + {self.mapped_mb:.0f} | {self.recall:.3f} |"
        )


Series = tuple[str, Callable[[Growth], float]]
PANELS: tuple[tuple[str, tuple[Series, ...]], ...] = (
    ("search, ms", (("p95", lambda g: g.p95_ms), ("p50", lambda g: g.p50_ms))),
    ("memory, MB", (("own + mapped", lambda g: g.anonymous_mb + g.mapped_mb), ("own", lambda g: g.anonymous_mb))),
    ("start to first answer, s", (("whole process", lambda g: g.start_s),)),
    ("index on disk, MB", (("all files", lambda g: g.disk_mb),)),
    ("build, s", (("from nothing", lambda g: g.build_s),)),
    ("recall@10 of exact search", (("recall", lambda g: g.recall),)),
)


def draw(sizes: Sequence[Growth]) -> str:
    """Return the charts as one SVG document; spans on a logarithmic axis, values from zero. Text takes the reader's light or dark scheme."""
    wide, high = _PANEL
    panels = "\n".join(
        f'<g transform="translate({(i % 2) * wide},{(i // 2) * high})">{_panel(title, series, sizes)}</g>' for i, (title, series) in enumerate(PANELS)
    )
    rows = math.ceil(len(PANELS) / 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * wide} {rows * high}" font-family="sans-serif" font-size="12" role="img">\n'
        "<title>Growth of the index and of its search with the number of spans</title>\n"
        "<style>text{fill:#222}.axis{stroke:#888;stroke-width:1;fill:none}.back{fill:#fff}"
        "@media (prefers-color-scheme: dark){text{fill:#ddd}.back{fill:#14171a}}</style>\n"
        f'<rect class="back" width="100%" height="100%"/>\n{panels}\n</svg>\n'
    )


def _panel(title: str, series: Sequence[Series], sizes: Sequence[Growth]) -> str:
    low, high = (math.log10(f(g.spans for g in sizes)) for f in (min, max))
    top = _nice(max(value(g) for _, value in series for g in sizes))
    left, right, base = _LEFT, _LEFT + _WIDTH, _TOP + _HEIGHT

    def x(spans: int) -> float:
        return left + 8 + (_WIDTH - 16) * ((math.log10(spans) - low) / (high - low) if high > low else 0.5)

    def y(value: float) -> float:
        return base - _HEIGHT * value / top

    parts = [f'<text x="{left}" y="18" font-weight="bold">{title}</text>', f'<path class="axis" d="M{left} {_TOP}V{base}H{right}"/>']
    parts += [f'<text x="{left - 6}" y="{y(top * k / 2) + 4:.0f}" text-anchor="end">{top * k / 2:g}</text>' for k in range(3)]
    parts += [f'<text x="{x(g.spans):.0f}" y="{base + 18}" text-anchor="middle">{g.spans:,}</text>' for g in sizes]
    for (name, value), colour, place in zip(series, _COLOURS, range(len(series)), strict=False):
        points = " ".join(f"{x(g.spans):.1f},{y(value(g)):.1f}" for g in sizes)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(g.spans):.1f}" cy="{y(value(g)):.1f}" r="3" fill="{colour}"/>' for g in sizes]
        parts.append(f'<text x="{right}" y="{18 + 15 * place}" text-anchor="end" style="fill:{colour}">{name}</text>')
    return "".join(parts)


def _nice(value: float) -> float:
    """Return the least of 1, 2, 5, 10, 20 … that a value does not exceed."""
    power = 10.0 ** math.floor(math.log10(max(value, 1e-9)))
    return next(step * power for step in (1, 2, 5, 10) if value <= step * power * 1.0001)
