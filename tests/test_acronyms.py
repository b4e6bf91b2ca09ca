"""Names that stand beside an acronym, said in another order."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.acronyms import compound, read_acronyms


@pytest.mark.parametrize(
    ("expansion", "said"),
    [
        ("National Strategy for the Fight against Drugs", "National Drugs Strategy"),
        ("Ministry of Health", "Health Ministry"),
        ("National Superintendence of Health", "National Health Superintendence"),
        ("Financial Intelligence Unit", None),
        ("National Commission for Development and Life without Drugs", None),
    ],
)
def test_a_name_is_also_said_as_a_compound(expansion: str, said: str | None) -> None:
    assert compound(expansion) == said


def test_the_strategy_is_found_by_its_compound_name(assistant: Assistant) -> None:
    answer = assistant.ask("Which ministries take part in the national drug strategy?")
    assert answer.answered
    assert answer.citations[0].quote.startswith("The relevant actors from priority areas involved in the formulation")


def test_an_acronym_may_hold_a_hyphen_but_an_office_of_a_named_body_is_none() -> None:
    text = "The Early Warning System (SAT-CR), the National Police of Peru (PNP) and the Antidrug Bureau of the National Police of Peru (DIRAN-PNP) agree."
    assert read_acronyms([text]) == {"SAT-CR": "Early Warning System", "PNP": "National Police of Peru"}
