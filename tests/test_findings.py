"""What counts as a finding, in which tone, and how findings are counted."""

import pytest

from assistant.datatypes import Passage, Span
from assistant.overview import Finding, Tone, count_rounds, count_sections, find_findings, select, tone_of


def span(text: str, kind="sentence", context="", facts=(), passage=0, start=0) -> Span:
    return Span(0, passage, start, start + len(text), kind, text, context, "", facts)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Peru has a national drug authority.", Tone.POSITIVE),
        ("Peru does not have an early warning system.", Tone.NEGATIVE),
        ("CICAD notes with concern that various populations are excluded.", Tone.NEGATIVE),
        ("The country certifies prevention and treatment, but not social integration services.", Tone.MIXED),
        ("CICAD views with satisfaction that Peru has policies, but notes with concern that they are not evaluated.", Tone.MIXED),
        ("The following studies were carried out:", None),
    ],
)
def test_the_tone_of_a_sentence(text, tone):
    assert tone_of(span(text)) == tone


def test_a_bullet_shares_what_its_lead_in_denies():
    bullet = span("primary school students", kind="bullet", context="Peru does not implement programs for the following groups:")
    assert tone_of(bullet) is Tone.NEGATIVE
    assert tone_of(span("primary school students", kind="bullet", context="Peru implements programs for the following groups:")) is Tone.POSITIVE


def test_the_tone_of_a_row_is_the_column_that_its_mark_ticks():
    assert tone_of(span("Household surveys X", kind="table_row", facts=(("Carried out", "Yes"),))) is Tone.POSITIVE
    assert tone_of(span("School surveys X", kind="table_row", facts=(("Carried out", "No"),))) is Tone.NEGATIVE
    assert tone_of(span("Budget 5", kind="table_row", facts=(("2014", "5"),))) is None


@pytest.mark.parametrize("kind", ["statement", "footnote"])
def test_goals_and_footnotes_are_no_findings(kind):
    assert tone_of(span("Peru has a national drug authority.", kind=kind)) is None


def test_findings_come_in_reading_order_and_leave_the_preface_out():
    def passage(number, report, area, section, kind):
        return Passage(number, report, area, section, kind, 0, 0, "", ())

    passages = [
        passage(0, "p", "Preface", "Preface", "preface"),
        passage(1, "p", "Control", "Objective 1", "objective"),
        passage(2, "p", "Control", "Progress 1999-2018", "progress"),
        passage(3, "other", "Control", "Objective 1", "objective"),
    ]
    spans = [
        span("From the second to the fourth rounds (2001-2006), Peru had a plan.", passage=2, start=500),
        span("Peru has a plan.", passage=1, start=100),
        span("Peru takes part.", passage=0, start=0),
        span("Peru has a plan.", passage=3, start=0),
    ]
    found = find_findings(passages, spans, "p")
    assert [(f.section, f.start, f.rounds) for f in found] == [("Objective 1", 100, frozenset()), ("Progress 1999-2018", 500, frozenset({2, 3, 4}))]


def test_a_sentence_that_goes_on_is_of_the_rounds_of_the_one_before():
    passages = [Passage(n, "p", "Control", "Progress 1999-2018", "progress", 0, 0, "", ()) for n in range(2)]
    spans = [
        span("In the sixth round (2013-2014), Peru had a plan.", passage=0, start=0),
        span("However, CICAD notes with concern that it has no system.", passage=0, start=50),
        span("In addition, Peru takes part.", passage=0, start=110),
        span("Peru certifies personnel.", passage=0, start=150),
        span("However, CICAD notes with concern that it has no law.", passage=1, start=200),
    ]
    assert [f.rounds for f in find_findings(passages, spans, "p")] == [{6}, {6}, {6}, frozenset(), frozenset()]


FINDINGS = (
    Finding("p", "Control", "Objective 1", "objective", 0, 1, Tone.POSITIVE, frozenset({7})),
    Finding("p", "Control", "Objective 1", "objective", 2, 3, Tone.NEGATIVE, frozenset()),
    Finding("p", "Control", "Progress", "progress", 4, 5, Tone.NEGATIVE, frozenset({6, 7})),
    Finding("p", "Control", "Progress", "progress", 6, 7, Tone.MIXED, frozenset({7})),
)


def test_findings_are_counted_by_section():
    assert count_sections(FINDINGS) == {
        ("Control", "Objective 1"): {Tone.POSITIVE: 1, Tone.NEGATIVE: 1, Tone.MIXED: 0},
        ("Control", "Progress"): {Tone.POSITIVE: 0, Tone.NEGATIVE: 1, Tone.MIXED: 1},
    }


def test_only_the_progress_sections_count_for_rounds():
    assert dict(count_rounds(FINDINGS)) == {(6, Tone.NEGATIVE): 1, (7, Tone.NEGATIVE): 1, (7, Tone.MIXED): 1}


def test_the_findings_behind_a_count_are_as_many_as_the_count():
    for (area, section), tones in count_sections(FINDINGS).items():
        for tone, number in tones.items():
            assert len(select(FINDINGS, tone, area=area, section=section)) == number
    assert select(FINDINGS, Tone.NEGATIVE, round_number=7) == (FINDINGS[2],)
