from __future__ import annotations

import pytest

from assistant.datatypes import Passage, Report, Span
from assistant.passages import split_reports
from assistant.report import ReportMetadata, parse_report

Cut = tuple[tuple[Passage, ...], tuple[Span, ...]]


@pytest.fixture(scope="module")
def cut(peru: Report) -> Cut:
    return split_reports([peru], 1200)


def holds(passage: Passage, report: Report) -> str:
    return next(f"{s.area} {s.name}" for s in report.sections if s.start <= passage.start and passage.end <= s.end)


def test_no_passage_crosses_a_section(peru: Report, san_lorenzo: Report) -> None:
    for report in (peru, san_lorenzo):
        for passage in split_reports([report], 1200)[0]:
            assert holds(passage, report) == f"{passage.area} {passage.section}"


def test_every_section_has_a_passage(peru: Report, cut: Cut) -> None:
    assert {(p.area, p.section) for p in cut[0]} == {(s.area, s.name) for s in peru.sections}


def test_ids_are_positions_and_spans_know_their_passage(cut: Cut) -> None:
    passages, spans = cut
    assert [p.id for p in passages] == list(range(len(passages)))
    assert [s.id for s in spans] == list(range(len(spans)))
    assert [i for p in passages for i in p.spans] == list(range(len(spans)))
    assert all(s.id in passages[s.passage].spans for s in spans)


def test_passages_and_quotes_are_verbatim(peru: Report, cut: Cut) -> None:
    passages, spans = cut
    for passage in passages:
        assert passage.text == peru.text[passage.start : passage.end]
    for span in spans:
        quote = peru.text[span.start : span.end]
        assert quote
        assert quote == quote.strip()


def test_spans_hold_all_that_the_report_states(peru: Report, cut: Cut) -> None:
    stated = {"statement", "paragraph", "footnote", "table_row"}
    covered = {i for s in cut[1] for i in range(s.start, s.end)}
    for element in peru.elements:
        if element.kind in stated:
            missing = [i for i in range(element.start, element.end) if i not in covered and not peru.text[i].isspace()]
            assert missing == [], peru.text[element.start : element.end]


def test_a_table_row_is_matched_as_a_statement_and_quoted_as_printed(peru: Report, cut: Cut) -> None:
    (row,) = [s for s in cut[1] if "household surveys (12-64" in s.text]
    assert row.text == "National household surveys (12-64 year olds): Studies carried out and published: Yes; Year of most recent study: 2015"
    assert row.context == "The following are the studies in the area of demand reduction: Demand reduction."
    assert row.facts == (("Studies carried out and published", "Yes"), ("Year of most recent study", "2015"))
    assert peru.text[row.start : row.end] == "National household surveys (12-64 year olds)\tX\t\t2015"


def test_a_list_is_read_with_what_leads_to_it(peru: Report, cut: Cut) -> None:
    (item,) = [s for s in cut[1] if s.text == "Registry of Controlled Assets"]
    assert item.kind == "bullet"
    assert item.context.startswith("The country has the following instruments for reporting to the industry")
    passage = cut[0][item.passage]
    assert passage.text.startswith("The country has the following instruments")
    assert passage.text.endswith("- Guide on Obligatory Control Posts.")


def test_an_item_reads_without_what_ties_it_to_the_next(san_lorenzo: Report) -> None:
    items = [s for s in split_reports([san_lorenzo], 1200)[1] if s.kind == "bullet"]
    assert [s.text for s in items] == ["Northern office", "Southern office", "Island office."]
    assert [san_lorenzo.text[s.start : s.end] for s in items] == ["Northern office;", "Southern office; and", "Island office."]


def test_a_sentence_cut_by_a_page_break_is_matched_whole(peru: Report, cut: Cut) -> None:
    (whole,) = [s for s in cut[1] if "CICAD notes with concern that Peru does not have special procedures" in s.text]
    assert peru.text[whole.start : whole.end] == (
        "Nonetheless, CICAD notes with concern that\n\n"
        "Peru does not have special procedures for granting authorizations to import and export substances "
        "subject to international control for medical and scientific purposes."
    )


def test_a_quote_never_holds_the_footnote_that_cuts_its_sentence(peru: Report, cut: Cut) -> None:
    halves = [s for s in cut[1] if "development with social inclusion through integral and sustainable" in s.text]
    assert [peru.text[s.start : s.end][:40] for s in halves] == ["It also incorporates a human rights appr", "integral and sustainable alternative dev"]
    assert all("¹" not in peru.text[s.start : s.end] for s in halves)
    assert len({s.text for s in halves}) == 1


def test_long_paragraphs_are_cut_at_sentence_borders(peru: Report, cut: Cut) -> None:
    for size in (300, 600, 1200):
        passages, spans = split_reports([peru], size)
        assert [(s.start, s.end) for s in spans] == [(s.start, s.end) for s in cut[1]]
        for passage in passages:
            own = [spans[i] for i in passage.spans]
            sentences = all(s.kind == "sentence" for s in own)
            assert not sentences or len(own) == 1 or len(passage.text) <= size + 2
    assert len(split_reports([peru], 300)[0]) > len(cut[0])


def test_a_report_with_nothing_below_its_headings_still_gives_its_statements() -> None:
    report = parse_report("DEMAND REDUCTION\n\nOBJECTIVE 1\n\nFOSTER PREVENTION.\n\nOBJECTIVE 2\n", ReportMetadata("short"))
    passages, spans = split_reports([report], 1200)
    assert [(p.section, p.text) for p in passages] == [("Objective 1", "FOSTER PREVENTION.")]
    assert [s.kind for s in spans] == ["statement"]


def test_reports_are_numbered_on(peru: Report, san_lorenzo: Report) -> None:
    passages, spans = split_reports([peru, san_lorenzo], 1200)
    assert [p.report for p in passages] == sorted(p.report for p in passages)
    assert [s.id for s in spans] == list(range(len(spans)))
