from __future__ import annotations

from assistant.datatypes import Report, Table
from assistant.tables import parse_table, row_statements


def read(*lines: str) -> Table:
    text = "\n".join(lines)
    ranges, position = [], 0
    for line in lines:
        ranges.append((position, position + len(line)))
        position += len(line) + 1
    table, elements = parse_table(text, ranges)
    assert [(e.start, e.end) for e in elements] == ranges
    return table


def statements(table: Table) -> list[str]:
    return [s.text for row in table.rows for s in row_statements(table, row)]


def tables(report: Report) -> list[Table]:
    return [block for s in report.sections for block in s.blocks if isinstance(block, Table)]


def test_a_ticked_row_reads_with_both_its_headers() -> None:
    table = read(
        "Demand reduction\t\t\t",
        "Studies\tStudies carried out and published\t\tYear of most recent study",
        "\tYes\tNo\t",
        "National household surveys (12-64 year olds)\tX\t\t2015",
        "Survey of patients in emergency rooms\t\tX\t",
    )
    assert table.caption == "Demand reduction"
    assert statements(table) == [
        "National household surveys (12-64 year olds): Studies carried out and published: Yes; Year of most recent study: 2015",
        "Survey of patients in emergency rooms: Studies carried out and published: No",
    ]


def test_years_as_columns_give_a_statement_each() -> None:
    table = read("Year\t2014\t2015\t2016", "Budget\t\\$88\t\\$109\t")
    assert table.wide
    assert statements(table) == ["Budget, 2014: $88", "Budget, 2015: $109"]


def test_a_merged_cell_reaches_down_to_the_rows_that_share_it() -> None:
    table = read("Conventions\t\tYes\tNo", "United Nations\tFirst\tX\t", "\tSecond\t\tX", "OAS\tThird\tX\t")
    assert statements(table) == ["United Nations – First: Yes", "United Nations – Second: No", "OAS – Third: Yes"]


def test_a_heading_row_groups_the_rows_below_it() -> None:
    table = read("Studies\tYes\tNo", "Surveys\tX\t", "Other studies\t\t", "Study on families\t\tX")
    assert [row.group for row in table.rows] == [None, "Other studies"]
    assert statements(table) == ["Surveys: Yes", "Other studies – Study on families: No"]


def test_a_table_split_by_a_page_is_one_with_all_its_rows(peru: Report) -> None:
    supply = tables(peru)[2]
    assert supply.caption == "Supply reduction, trafficking and related crimes"
    read_out = statements(supply)
    assert len(read_out) == 19
    assert read_out[0] == (
        "Quantification of illicit crop cultivation, including crops grown indoors: Available information: Yes; Year of most recent information: 2017"
    )
    assert read_out[-1] == "Number of persons convicted of diversion of chemical substances: Available information: No"
    assert sum(": Yes" in s for s in read_out) == 7


def test_the_study_table_says_which_studies_were_carried_out(peru: Report) -> None:
    studies = statements(tables(peru)[1])
    assert len(studies) == 14
    assert "National household surveys (12-64 year olds): Studies carried out and published: Yes; Year of most recent study: 2015" in studies
    assert "National surveys of secondary school students: Studies carried out and published: No" in studies
    assert sum(": Yes" in s for s in studies) == 7


def test_the_country_is_party_to_all_nine_conventions(peru: Report) -> None:
    conventions = statements(tables(peru)[6])
    assert len(conventions) == 9
    assert all(s.endswith(": Yes") for s in conventions)
    assert conventions[1] == (
        "United Nations Conventions – Convention against Transnational Organized Crime, 2000 – "
        "Protocol against the Smuggling of Migrants by Land, Sea and Air: Yes"
    )


def test_the_budget_table_holds_five_years(peru: Report) -> None:
    assert statements(tables(peru)[0])[0] == "Annual budget amount (US dollars), 2014: $88,943,007"
    assert len(statements(tables(peru)[0])) == 5


def test_a_row_quotes_its_own_characters(peru: Report) -> None:
    row = tables(peru)[1].rows[1]
    assert peru.text[row.start : row.end].strip() == "National household surveys (12-64 year olds)\tX\t\t2015"
    assert [peru.text[c.start : c.end] for c in row.cells] == ["National household surveys (12-64 year olds)", "X", "", "2015"]
