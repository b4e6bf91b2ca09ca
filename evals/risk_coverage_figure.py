"""Draws risk against coverage as SVG, legible in light and in dark."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 84, 24, 56
"""Margins around the plot, in pixels."""
MIN_ANSWERED = 0.05
"""Below this coverage the risk is that of a handful of questions and jumps; it is not drawn."""
_STYLE = """
  .ground { fill: #ffffff } .ink { fill: #24292f } .axis { stroke: #57606a } .grid { stroke: #d8dee4 }
  .s0 { stroke: #0a58ca; fill: none } .t0 { fill: #0a58ca } .s1 { stroke: #a8480a; fill: none; stroke-dasharray: 6 4 } .t1 { fill: #a8480a }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } .ink { fill: #e6edf3 } .axis { stroke: #9198a1 } .grid { stroke: #30363d }
    .s0 { stroke: #79b8ff } .t0 { fill: #79b8ff } .s1 { stroke: #f0a35e } .t1 { fill: #f0a35e }
  }
  text { font: 13px system-ui, sans-serif }
"""
Line = Sequence[tuple[float, float]]
Scale = Callable[[float], float]


def draw(curves: Mapping[str, Line], marks: Mapping[str, tuple[float, float]]) -> str:
    """Return an SVG of (coverage, risk) curves, both between 0 and 1.

    Args:
        curves: by name, at most two; coverage rises along each.
        marks: by the same names, the point of the chosen threshold.
    """
    shown = {name: [p for p in line if p[0] >= MIN_ANSWERED] for name, line in curves.items()}
    highest = max((risk for line in [*shown.values(), list(marks.values())] for _, risk in line), default=0.1)
    top = max(0.1, math.ceil(10 * highest) / 10)

    def x(coverage: float) -> float:
        return LEFT + coverage * (WIDTH - LEFT - RIGHT)

    def y(risk: float) -> float:
        return HEIGHT - BOTTOM - risk / top * (HEIGHT - TOP - BOTTOM)

    parts = [*_axes(x, y, top)]
    ends = _apart([y(line[-1][1]) for line in shown.values() if line])
    for n, ((name, line), end) in enumerate(zip(((k, v) for k, v in shown.items() if v), ends, strict=True)):
        points = " ".join(f"{x(c):.1f},{y(r):.1f}" for c, r in line)
        parts.append(f'<polyline class="s{n}" stroke-width="2" points="{points}"/>')
        parts.append(f'<text class="t{n}" x="{x(line[-1][0]) + 8:.1f}" y="{end + 4:.1f}">{escape(name)}</text>')
        coverage, risk = marks[name]
        told = f"{name}, threshold chosen: {100 * coverage:.1f} % answered, {100 * risk:.1f} % of the answers wrong"
        parts.append(f'<circle class="t{n}" cx="{x(coverage):.1f}" cy="{y(risk):.1f}" r="5"><title>{escape(told)}</title></circle>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="name">\n'
        f'<title id="name">Risk against coverage of abstention; the dots mark the threshold chosen</title>\n<style>{_STYLE}</style>\n'
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _axes(x: Scale, y: Scale, top: float) -> list[str]:
    """Return grid, ticks and the axes' names."""
    parts = []
    for tick in range(0, round(100 * top) + 1, 10):
        parts.append(f'<line class="grid" x1="{x(0):.1f}" x2="{x(1):.1f}" y1="{y(tick / 100):.1f}" y2="{y(tick / 100):.1f}"/>')
        parts.append(f'<text class="ink" x="{x(0) - 8:.1f}" y="{y(tick / 100) + 4:.1f}" text-anchor="end">{tick} %</text>')
    for tick in range(0, 101, 20):
        parts.append(f'<line class="axis" x1="{x(tick / 100):.1f}" x2="{x(tick / 100):.1f}" y1="{y(0):.1f}" y2="{y(0) + 5:.1f}"/>')
        parts.append(f'<text class="ink" x="{x(tick / 100):.1f}" y="{y(0) + 20:.1f}" text-anchor="middle">{tick} %</text>')
    parts.append(f'<line class="axis" x1="{x(0):.1f}" x2="{x(1):.1f}" y1="{y(0):.1f}" y2="{y(0):.1f}"/>')
    parts.append(f'<text class="ink" x="{x(0.5):.1f}" y="{HEIGHT - 12}" text-anchor="middle">coverage: share of all questions answered</text>')
    middle = y(top / 2)
    parts.append(
        f'<text class="ink" x="16" y="{middle:.1f}" text-anchor="middle" transform="rotate(-90 16 {middle:.1f})">risk: share of the answers wrong</text>'
    )
    return parts


def _apart(heights: Sequence[float], least: float = 16.0) -> list[float]:
    """Return label heights moved so far that two of them stand ``least`` pixels apart, in the given order."""
    if len(heights) < 2 or abs(heights[0] - heights[1]) >= least:
        return list(heights)
    middle, sign = (heights[0] + heights[1]) / 2, 1 if heights[0] >= heights[1] else -1
    return [middle + sign * least / 2, middle - sign * least / 2, *heights[2:]]
