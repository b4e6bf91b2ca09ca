from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.textual import clean, sentence_ranges


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Law No. 30364 was passed. It holds.", ["Law No. 30364 was passed.", "It holds."]),
        ("Under Art. 162 of the Code, it is low-level. Next.", ["Under Art. 162 of the Code, it is low-level.", "Next."]),
        ("The U.S. Government helps. The U.S. helps Peru.", ["The U.S. Government helps.", "The U.S. helps Peru."]),
        ("Decree D.S. 010-97-SA holds. Next.", ["Decree D.S. 010-97-SA holds.", "Next."]),
        ("Dr. Pérez and Mr. Smith met. They spoke.", ["Dr. Pérez and Mr. Smith met.", "They spoke."]),
        ("It has services (e.g. care, i.e. beds). Next.", ["It has services (e.g. care, i.e. beds).", "Next."]),
        ("It cost 3.5 million. It ended.", ["It cost 3.5 million.", "It ended."]),
        ("See Art. 5, para. 3, and pp. 3-5. Next.", ["See Art. 5, para. 3, and pp. 3-5.", "Next."]),
    ],
)
def test_abbreviations_do_not_end_a_sentence(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert sentences("It published “Coca Cultivation Monitoring.” The next is short.") == ["It published “Coca Cultivation Monitoring.”", "The next is short."]
    assert sentences('It is titled: "Characterization." The country acts.') == ['It is titled: "Characterization."', "The country acts."]


def test_a_footnote_mark_stays_with_its_sentence() -> None:
    assert sentences("Obligations hold.¹ The country acts.") == ["Obligations hold.¹", "The country acts."]
    assert sentences("Obligations hold.¹² Next.") == ["Obligations hold.¹²", "Next."]
    assert sentences("Obligations under law¹ hold. Next.") == ["Obligations under law¹ hold.", "Next."]


def test_a_sentence_in_brackets_ends_before_the_next() -> None:
    assert sentences("It acts. (A few were left out.) In addition, it reports.") == ["It acts.", "(A few were left out.)", "In addition, it reports."]
    assert sentences("It reports (to OAS.) and acts. Next.") == ["It reports (to OAS.) and acts.", "Next."]


def test_blank_text_has_no_sentence() -> None:
    assert sentences("") == []
    assert sentences(" \n ") == []


@given(st.text(max_size=300))
def test_sentences_hold_every_nonblank_character_once(text: str) -> None:
    ranges = sentence_ranges(text)
    covered = [i for start, end in ranges for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)


def test_html_remains_are_not_shown() -> None:
    assert clean('<ul style="list-style-type: none"> <li>Recovering the  valley</li> </ul>') == "Recovering the valley"
    assert clean("first line<br/>second") == "first line second"


def test_what_only_looks_like_html_is_shown() -> None:
    assert clean("available at <http://www.cicad.oas.org>") == "available at <http://www.cicad.oas.org>"
    assert clean("rates < 5 and > 3") == "rates < 5 and > 3"


def test_escaping_backslashes_are_not_shown() -> None:
    assert clean("\\$88,943,007\tof \\% and C:\\x") == "$88,943,007 of % and C:\\x"
