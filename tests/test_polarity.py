"""Polarity of statements, clause by clause."""

from __future__ import annotations

import pytest

from assistant.polarity import segments


@pytest.mark.parametrize(
    ("statement", "affirmed"),
    [
        ("The gender perspective is absent from the document.", [False]),
        ("Undercover agents are allowed, whereas controlled delivery is still pending regulation.", [True, False]),
        ("Cryptocurrency exchanges remain unsupervised.", [False]),
        ("Access to the tax records is denied to it.", [False]),
        ("Three of the five boats were out of service.", [False]),
        ("The authority lost its independent budget.", [False]),
        ("The procedures have remained unchanged since 2001.", [True]),
        ("It controls unlicensed sellers.", [True]),
        ("Cannabis use declined to 3.2%.", [True]),
        ("The databases were unified in 2016.", [True]),
        ("Two laboratories were uncovered.", [True]),
        ("It is headed by a minister, who sits in the Cabinet without a vote.", [True]),
        ("It gives seed to farmers who undertake not to plant marijuana.", [True]),
        ("It gives no seed to farmers who undertake not to plant marijuana.", [False]),
        ("A plan was drawn up for one forest; nothing similar has been undertaken in the other.", [True, False]),
        ("Pharmacies are inspected every two years, whereas hospitals are exempt from inspection.", [True, False]),
        ("Casinos are obliged to report them; art dealers are not.", [True, False]),
        ("It has 60 beds, none of which is set aside for women.", [True, False]),
        ("Apart from the treatment courts, there is no special court for minor offenses.", [False, True]),
        ("Spraying is banned by law.", [False]),
        ("It tests prohibited substances.", [True]),
        ("Training was given in the fifth round and has been discontinued since.", [True, False]),
    ],
)
def test_a_word_may_deny(statement: str, affirmed: list[bool]) -> None:
    assert [s.affirmed for s in segments(statement)] == affirmed
