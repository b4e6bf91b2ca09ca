"""Whatever a report, a file name or a reader writes is shown as text and never run."""

import re

import pytest

from assistant.datatypes import Answer, Citation, Verdict
from assistant.page.answer_card import answer_card
from assistant.page.chat import literal
from assistant.page.conversation import Turn
from assistant.page.links import place_link
from assistant.page.markup import Markup, join, one_line, tag
from assistant.page.report_view import contents_html, report_html
from assistant.page.source_text import source_runs
from assistant.report import ReportMetadata, parse_report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp;"
REPORT = f"""CONTROL MEASURES

OBJECTIVE 1

STRENGTHEN {HOSTILE.upper()} CONTROL.

Peru has {HOSTILE} a system.

Year	2014	2015
Budget {HOSTILE}	{HOSTILE}	5

- {HOSTILE} item
"""


class OneReport:
    """A library of one report."""

    def __init__(self, report):
        self._report = report
        self.ids = (report.id,)

    def titles(self):
        return {self._report.id: self._report.title}

    def report(self, report_id):
        return {self._report.id: self._report}[report_id]

    def find(self, report_id, offset):
        return None


@pytest.fixture
def report():
    metadata = ReportMetadata(f"r{HOSTILE}", "Peru", 2019, "seventh", "en", f"Title {HOSTILE}", "source")
    return parse_report(REPORT, metadata)


def tags(html: str) -> set[str]:
    return {name.lower() for name in re.findall(r"<\s*([a-zA-Z]+)", html)}


def test_a_hostile_report_is_shown_to_the_letter(report):
    html = report_html(report, "en") + contents_html(report)
    assert tags(html).isdisjoint({"script", "img"})
    assert "onerror=alert" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_hostile_answer_is_shown_to_the_letter(report):
    start = REPORT.index("Peru has")
    quote = REPORT[start : REPORT.index(" a system.")]
    citation = Citation(1, report.id, f"Area {HOSTILE}", f"Objective {HOSTILE}", quote, start, start + len(quote), quote, 1.0, start)
    answer = Answer(HOSTILE, True, Verdict.NO, f"No. {HOSTILE} [1] [2]", (citation,), (), f"conflict {HOSTILE} [1]", None, "en", ((report.id, "0"),))
    html = answer_card(Turn("a1", HOSTILE, answer, (HOSTILE,), (HOSTILE,)), OneReport(report))
    assert tags(html).isdisjoint({"script", "img"})
    assert "\n" not in html
    assert html.count('class="cite"') == 2  # [1] twice; [2] is no citation and stays text


def test_a_question_is_literal_in_the_chats_markdown():
    assert literal("does Peru have an NPS early warning system?") == "does Peru have an NPS early warning system?"
    assert literal("<b>*x*</b>") == "&lt;b>\\*x\\*&lt;/b>"
    assert literal("a_b 2 < 3") == "a_b 2 < 3"


def test_markup_escapes_what_it_did_not_make():
    assert tag("p", "<b>", Markup("<i>"), title='"') == '<p title="&quot;">&lt;b&gt;<i></p>'
    assert tag("p", ["<", Markup("<")], hidden=True, id=None) == "<p hidden>&lt;<</p>"
    assert join(["<", Markup("<")], ", ") == "&lt;, <"
    assert one_line(Markup("a\r\nb")) == "a&#10;b"


def test_runs_keep_their_offsets_and_leave_out_what_readers_do_not_see():
    text = "costs \\$5 <br> now"
    assert source_runs(text, 0, len(text)) == '<span data-o="0">costs </span><span data-o="7">$5 </span><span data-o="14"> now</span>'
    assert source_runs("one two", 0, 7, (4, 7)) == "one <mark>two</mark>"


def test_a_link_holds_any_report_id():
    assert place_link("a b:c#d", 1, 2) == "#at=a%20b%3Ac%23d:1-2"
