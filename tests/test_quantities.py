"""Amounts in units and shares of a whole, compared across units."""

from __future__ import annotations

import pytest

from assistant.quantities import Amount, amounts, are_compared, other_quantity


@pytest.mark.parametrize(
    ("focus", "statement", "differs"),
    [
        ("Can it take over two months?", "Waiting times reach eleven weeks.", False),
        ("Can it take over three months?", "Waiting times reach eleven weeks.", True),
        ("Is a fine possible for terms over two years?", "A term of no more than two years may be turned into a fine.", True),
        ("Is a fine possible for terms over one year?", "A term of no more than two years may be turned into a fine.", False),
        ("Does it meet four times a year?", "The council meets every three months.", False),
        ("Are inspections made twice a year?", "Inspections take place every eighteen months.", True),
        ("Is there a budget every twelve months?", "It has an independent annual budget.", False),
        ("Were most of those reached women?", "It reached 1,260 persons, of whom 34% were women.", True),
        ("Were most of those reached men?", "It reached 1,260 persons, of whom 66% were men.", False),
        ("May one buy half a kilo?", "Adults may buy up to 40 grams a month.", True),
        ("Is the permit issued within a week?", "The permit is issued within five working days.", False),
        ("Did the study span a whole year?", "It was made during the months of July to November 2017.", True),
        ("Does it last two years?", "The programme serves 300 persons.", False),
    ],
)
def test_amounts_are_compared_in_one_unit(focus: str, statement: str, differs: bool) -> None:
    assert other_quantity(focus, statement) is differs


def test_an_article_counts_behind_a_preposition_of_duration_only() -> None:
    assert amounts("for a year") == [Amount("time", 365.0, "")]
    assert amounts("40 grams a month") == [Amount("mass", 40.0, "")]


def test_amounts_of_one_kind_are_compared() -> None:
    assert are_compared("Can a term of 18 months be turned into a fine?", "A term of no more than two years may be turned into a fine.")
    assert not are_compared("Can a term of 18 months be turned into a fine?", "A fine is possible.")
