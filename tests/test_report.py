from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.datatypes import BulletList, Footnote, Paragraph, Report, Section, Table
from assistant.errors import CorpusError
from assistant.report import ReportMetadata, parse_report
from assistant.textual import clean

AREAS = {
    "Institutional Strengthening": 7,
    "Demand Reduction": 5,
    "Supply Reduction": 5,
    "Control Measures": 8,
    "International Cooperation": 4,
}


def section(report: Report, area: str, name: str) -> Section:
    return next(s for s in report.sections if (s.area, s.name) == (area, name))


def tables(report: Report) -> list[Table]:
    return [block for s in report.sections for block in s.blocks if isinstance(block, Table)]


def assert_lossless(report: Report) -> None:
    """Every non-blank character belongs to exactly one element, and elements come in order."""
    covered: Counter[int] = Counter()
    for element in report.elements:
        covered.update(range(element.start, element.end))
    text = report.text
    assert [text[i] for i in range(len(text)) if not text[i].isspace() and covered[i] != 1] == []
    assert all(a.end <= b.start for a, b in zip(report.elements, report.elements[1:], strict=False))
    assert all(text[e.start : e.end].strip() for e in report.elements)


def test_the_report_has_five_areas_with_their_objectives(peru: Report) -> None:
    assert Counter(s.area for s in peru.sections if s.kind == "objective") == AREAS
    assert peru.areas == tuple(AREAS)
    for area, objectives in AREAS.items():
        names = [s.name for s in peru.sections if s.area == area]
        assert names == [*(f"Objective {n}" for n in range(1, objectives + 1)), "Progress 1999-2018"]


def test_the_report_has_five_progress_sections_and_one_preface(peru: Report) -> None:
    kinds = Counter(s.kind for s in peru.sections)
    assert kinds == {"objective": 29, "progress": 5, "preface": 1}
    preface = peru.sections[0]
    assert (preface.area, preface.name, preface.kind) == ("Preface", "Preface", "preface")


def test_every_objective_has_its_statement_and_no_other_section_has_one(peru: Report) -> None:
    for s in peru.sections:
        if s.kind == "objective":
            assert s.statement is not None
            statement = peru.text[slice(*s.statement)]
            assert sum(c.isupper() for c in statement) > 20
        else:
            assert s.statement is None
    first = peru.sections[1].statement
    assert first is not None
    assert peru.text[slice(*first)].startswith("ESTABLISH AND/OR STRENGTHEN NATIONAL DRUG AUTHORITIES")


def test_what_is_known_of_the_report(peru: Report) -> None:
    assert (peru.id, peru.country, peru.year, peru.round, peru.language) == ("peru_2019", "Peru", 2019, "seventh", "en")
    assert peru.sha256 == "d28f291c40ff2e7bead859d2d4d8e4cb4b9a4bbdcf845c5bf06410e2dae15fb2"


def test_the_report_has_seven_logical_tables(peru: Report) -> None:
    assert [t.logical_rows for t in tables(peru)] == [5, 14, 19, 2, 3, 5, 9]


def test_every_nonblank_character_belongs_to_one_element(peru: Report) -> None:
    assert_lossless(peru)


def test_every_block_stands_inside_its_section(peru: Report) -> None:
    for before, after in zip(peru.sections, peru.sections[1:], strict=False):
        assert before.end <= after.start
    for s in peru.sections:
        assert all(s.start < b.start < b.end <= s.end for b in s.blocks)


def test_offsets_give_the_text_back(peru: Report) -> None:
    control = section(peru, "Control Measures", "Objective 2")
    bullets = [b for b in control.blocks if isinstance(b, BulletList)]
    assert [len(b.items) for b in bullets] == [4, 5]
    assert peru.text[slice(*bullets[0].items[1])] == "Code of Conduct for Users of Chemical Inputs and Controlled Assets;"
    first = control.blocks[0]
    assert peru.text[first.start : first.end].startswith("The SUNAT is the competent authority")


def test_lists_keep_all_their_items(peru: Report) -> None:
    (network,) = [b for b in section(peru, "Control Measures", "Objective 8").blocks if isinstance(b, BulletList)]
    assert len(network.items) == 11
    assert peru.text[slice(*network.items[-1])] == "National Coca Enterprise."


def test_a_paragraph_cut_by_a_page_break_is_one(peru: Report) -> None:
    cut = [b for s in peru.sections for b in s.blocks if isinstance(b, Paragraph) and len(b.fragments) > 1]
    ends = [(peru.text[b.fragments[0][1] - 12 : b.fragments[0][1]], peru.text[b.fragments[1][0] : b.fragments[1][0] + 12]) for b in cut]
    assert ends == [("sion through", "integral and"), ("ultisectoral", "Executive Co"), ("concern that", "Peru does no")]


def test_a_footnote_inside_a_cut_paragraph_stays_apart(peru: Report) -> None:
    (note,) = [b for s in peru.sections for b in s.blocks if isinstance(b, Footnote)]
    assert peru.text[note.start : note.end].startswith("¹ Full respect for international law")
    (cut,) = [b for b in section(peru, "Institutional Strengthening", "Objective 2").blocks if isinstance(b, Paragraph) and len(b.fragments) > 1]
    assert cut.fragments[0][1] < note.start < note.end < cut.fragments[1][0]


def test_html_remains_stay_in_the_text_but_are_not_shown(peru: Report) -> None:
    assert "<ul style=" in peru.text
    exchanges = tables(peru)[4]
    row = exchanges.rows[0]
    assert "<li>" in peru.text[row.start : row.end] or "<ul" in peru.text[row.start : row.end]
    assert row.cells[1].text.startswith("Peru’s Alternative Development Model")
    assert "<" not in clean(peru.text[row.start : row.end])


def test_another_country_and_round_are_read_the_same_way(san_lorenzo: Report) -> None:
    assert_lossless(san_lorenzo)
    assert (san_lorenzo.country, san_lorenzo.year, san_lorenzo.round) == ("San Lorenzo", 2024, "eighth")
    assert [(s.area, s.name) for s in san_lorenzo.sections] == [
        ("Preface", "Preface"),
        ("Institutional Strengthening", "Objective 1"),
        ("Institutional Strengthening", "Objective 2"),
        ("Institutional Strengthening", "Progress 2007-2023"),
        ("Control of Substances", "Objective 1"),
        ("Control of Substances", "Progress 2007-2023"),
    ]
    assert [(t.logical_rows, t.wide) for t in tables(san_lorenzo)] == [(4, True), (2, False)]
    (bullets,) = [b for s in san_lorenzo.sections for b in s.blocks if isinstance(b, BulletList)]
    assert [san_lorenzo.text[slice(*item)] for item in bullets.items] == ["Northern office;", "Southern office; and", "Island office."]


def test_a_mark_and_windows_newlines_do_not_shift_offsets(san_lorenzo: Report) -> None:
    assert "\r" not in san_lorenzo.text
    assert san_lorenzo.text.startswith("MULTILATERAL")
    statement = san_lorenzo.sections[1].statement
    assert statement is not None
    assert san_lorenzo.text[slice(*statement)] == "MAINTAIN A NATIONAL DRUG AUTHORITY."


def test_a_text_without_sections_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"notes: no objective, progress section or preface found in 14 characters; expected headings such as 'OBJECTIVE 1'"):
        parse_report("Shopping list.", ReportMetadata("notes"))


LINES = st.sampled_from(
    [
        "",
        "DEMAND REDUCTION",
        "OBJECTIVE 1",
        "OBJECTIVE 2",
        "PREFACE",
        "FOSTER PREVENTION.",
        "The country has a law. It holds.",
        "cut in the middle of",
        "- an item;",
        "* another item.",
        "¹ A note.",
        "Name\tYes\tNo",
        "Surveys\tX\t",
        "\tX\t2015",
        "Caption\t\t",
        "Drug Policy Evaluation throughout the MEM Process: 1999-2018",
        "  indented <ul> <li> text  ",
        "Ñandú – «ça va» ½",
    ]
)


@given(st.lists(LINES, max_size=25))
def test_no_order_of_lines_loses_a_character(lines: list[str]) -> None:
    assert_lossless(parse_report("\n".join(["DEMAND REDUCTION", "OBJECTIVE 1", *lines]), ReportMetadata("any")))
