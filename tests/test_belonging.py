"""What belongs to whom."""

from __future__ import annotations

import pytest

from assistant.belonging import belongs_elsewhere

NETWORKS = (
    "They exchange information through networks such as the International Criminal Police Organization (INTERPOL) and the Regional Asset "
    "Recovery Network (RRAG) of GAFILAT."
)
SYSTEMS = "The institutions are the Anti-Drug Directorate (DIRANDRO) through the Integrated System (SIETID) and DEVIDA through the Anti-Drug System (SISCOD)."
UNIT = "The Information and Financial Analysis Unit (UIAF), which belongs to the Central Bank, received 613 reports."


@pytest.mark.parametrize(
    ("focus", "statement", "elsewhere"),
    [
        ("Is the RRAG a network of INTERPOL?", NETWORKS, True),
        ("Is the RRAG a network of GAFILAT?", NETWORKS, False),
        ("Is SIETID run by DEVIDA?", SYSTEMS, True),
        ("Does the UIAF belong to the Central Bank?", UNIT, False),
        ("Does the unit that gets the tip-offs sit in the Economy Ministry?", UNIT, True),
        ("Is there a unit for tip-offs?", UNIT, False),
    ],
)
def test_a_thing_is_put_under_the_body_that_the_statement_gives(focus: str, statement: str, elsewhere: bool) -> None:
    assert belongs_elsewhere(focus, statement) is elsewhere
