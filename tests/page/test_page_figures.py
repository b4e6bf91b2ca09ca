"""The overview's figures as records, before a browser draws them."""

from __future__ import annotations

from assistant.overview import Tone
from assistant.page.overview_figures import LABEL_PIXELS, heat_figure

COUNTS = {
    ("Institutional <b>Strengthening", "Objective 1"): {Tone.POSITIVE: 5, Tone.NEGATIVE: 0, Tone.MIXED: 0},
    ("Institutional <b>Strengthening", "Objective 2"): {Tone.POSITIVE: 0, Tone.NEGATIVE: 2, Tone.MIXED: 1},
}


def test_an_areas_name_takes_no_width_from_the_cells() -> None:
    figure = heat_figure("peru_2019", COUNTS, "en")
    assert list(figure.layout.yaxis.ticktext) == ["Objective 1", "Objective 2"]
    assert list(figure.layout.yaxis.tickvals) == [1, 2]
    assert [(a.text, a.y, a.xshift) for a in figure.layout.annotations] == [("<b>Institutional &lt;b&gt;Strengthening</b>", 0, 8 - LABEL_PIXELS)]
    assert (figure.layout.margin.l, figure.layout.margin.r) == (LABEL_PIXELS, 8)


def test_each_tone_fills_its_own_column() -> None:
    positive, negative, mixed = heat_figure("peru_2019", COUNTS, "en").data
    assert [list(row) for row in positive.z] == [[None, None, None], [5, None, None], [0, None, None]]
    assert [list(row) for row in negative.z] == [[None, None, None], [None, 0, None], [None, 2, None]]
    assert [list(row) for row in mixed.text] == [["", "", ""], ["", "", "·"], ["", "", "1"]]
