"""The overview's two figures: a heat map of findings by section and tone, and a timeline by evaluation round."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.overview import Counts, Tone
from assistant.page.words import say
from assistant.rounds import ROUND_YEARS

if TYPE_CHECKING:
    import plotly.graph_objects as go

TONE_KEYS = {Tone.POSITIVE: "positive", Tone.NEGATIVE: "negative", Tone.MIXED: "mixed_findings"}
"""Tone -> the key of its word."""
_PATTERNS = {Tone.POSITIVE: "", Tone.NEGATIVE: "/", Tone.MIXED: "."}
_LIGHT = {"ink": "#1b2430", "line": "#dbe1e8", "empty": "#f6f7f9", Tone.POSITIVE: "#2f8f55", Tone.NEGATIVE: "#c0392b", Tone.MIXED: "#b98900"}
_DARK = {"ink": "#e3e8ef", "line": "#303946", "empty": "#1d232c", Tone.POSITIVE: "#3f9d66", Tone.NEGATIVE: "#c8564a", Tone.MIXED: "#b58a1b"}
ROW_PIXELS = 24
LABEL_PIXELS = 144
"""Room for the longest section's name. An area's name runs over it into its own empty row: beside the cells it would leave a phone's too narrow."""
FULL = 10
"""From this many findings on, a cell has its full colour."""


def heat_figure(report: str, counts: Counts, language: str, *, dark: bool = False) -> go.Figure:
    """Return the heat map: one row a section under its area, one column a tone, the count in the cell.

    Each cell carries ``[report, area, section, tone, ""]`` for the page's script.
    """
    import plotly.graph_objects as go

    colours = _DARK if dark else _LIGHT
    rows = _rows(counts)
    figure = go.Figure()
    for column, tone in enumerate(Tone):
        numbers = [counts[(area, section)][tone] if section else None for _, area, section in rows]
        places = [[report, area, section, tone.value, ""] for _, area, section in rows]
        figure.add_heatmap(  # each tone has a colour scale of its own, so each is a trace that fills one column and leaves the others open
            x=list(range(len(Tone))),
            y=[y for y, _, _ in rows],
            z=[_in_column(column, n, None) for n in numbers],
            text=[_in_column(column, "" if n is None else str(n or "·"), "") for n in numbers],
            texttemplate="%{text}",
            customdata=[[place] * len(Tone) for place in places],
            hovertemplate=f"%{{customdata[1]}} › %{{customdata[2]}}<br>{say(language, TONE_KEYS[tone])}: %{{z}}<extra></extra>",
            hoverongaps=False,
            colorscale=[[0, colours["empty"]], [1, colours[tone]]],
            zmin=0,
            zmax=FULL,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    figure.update_layout(**_layout(colours), showlegend=False, height=ROW_PIXELS * len(rows) + 40)
    figure.update_layout(margin={"l": LABEL_PIXELS})
    for y, area in [(y, area) for y, area, section in rows if not section]:
        figure.add_annotation(xref="paper", x=0, xanchor="left", xshift=8 - LABEL_PIXELS, yref="y", y=y, text=f"<b>{escape(area)}</b>", showarrow=False)
    names = [say(language, TONE_KEYS[tone]) for tone in Tone]
    figure.update_xaxes(side="top", tickvals=list(range(len(Tone))), ticktext=names, tickangle=0, tickfont={"size": 11})
    figure.update_xaxes(fixedrange=True, showgrid=False, zeroline=False)
    figure.update_yaxes(
        tickvals=[y for y, _, section in rows if section],
        ticktext=[section for _, _, section in rows if section],
        autorange="reversed",
        fixedrange=True,
        showgrid=False,
        automargin=True,
        zeroline=False,
    )
    return figure


def timeline_figure(report: str, counts: Mapping[tuple[int, Tone], int], language: str, *, dark: bool = False) -> go.Figure:
    """Return the timeline: one bar a round, stacked by tone; each piece carries ``[report, "", "", tone, round]`` for the page's script."""
    import plotly.graph_objects as go

    colours = _DARK if dark else _LIGHT
    figure = go.Figure()
    names = [f"<b>{n}</b><br>{first}–<br>{last}" for n, (first, last) in ROUND_YEARS.items()]
    for tone in Tone:
        figure.add_bar(
            x=names,
            y=[counts.get((n, tone), 0) for n in ROUND_YEARS],
            name=say(language, TONE_KEYS[tone]),
            customdata=[[report, "", "", tone.value, str(n)] for n in ROUND_YEARS],
            hovertemplate="%{fullData.name}: %{y}<extra></extra>",
            marker={"color": colours[tone], "pattern": {"shape": _PATTERNS[tone], "fgcolor": colours["ink"], "size": 5, "solidity": 0.25}},
        )
    figure.update_layout(
        **_layout(colours), barmode="stack", height=320, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"}
    )
    figure.update_xaxes(fixedrange=True, showgrid=False, tickangle=0, tickfont={"size": 11}, title={"text": say(language, "rounds"), "font": {"size": 12}})
    figure.update_yaxes(fixedrange=True, gridcolor=colours["line"], zeroline=False)
    return figure


def _in_column(column: int, value: object, other: object) -> list[object]:
    """Return a row of the heat map that holds a value in one column and another in the rest."""
    return [value if i == column else other for i in range(len(Tone))]


def _rows(counts: Counts) -> list[tuple[int, str, str]]:
    """Return (position, area, section) from top to bottom; an area's own row has no section."""
    rows: list[tuple[int, str, str]] = []
    last = None
    for area, section in counts:
        if area != last:
            rows.append((len(rows), area, ""))
            last = area
        rows.append((len(rows), area, section))
    return rows


def _layout(colours: Mapping[Any, str]) -> dict[str, Any]:
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colours["ink"], "family": "system-ui, sans-serif", "size": 13},
        "margin": {"l": 8, "r": 8, "t": 30, "b": 8},
        "dragmode": False,
    }
