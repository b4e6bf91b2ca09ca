"""Rounds that only date a question are counted against those of a statement, and leave the question that is read."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.question import analyse
from assistant.rounds import read_rounds
from assistant.time_adjuncts import holds_in_rounds, holds_in_years, without_time


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Was there a strategy as far back as the first round?", "Was there a strategy?"),
        ("Was PEN Online already being used in the fifth round (2007-2009)?", "Was PEN Online being used?"),
        ("In the seventh round, does Peru have mechanisms?", "does Peru have mechanisms?"),
        ("Has it existed from the first to the seventh rounds?", "Has it existed?"),
        ("Has it existed throughout all seven rounds?", "Has it existed?"),
        ("Does the report of the seventh round say so?", "Does the report of the seventh round say so?"),
        ("Were all of them ratified by the fourth round?", "Were all of them ratified by the fourth round?"),
        ("Was it created in 2005?", "Was it created?"),
    ],
)
def test_an_adjunct_of_rounds_is_left_out(question: str, left: str) -> None:
    assert without_time(question) == left


@pytest.mark.parametrize(
    ("question", "statement", "holds"),
    [
        ("Was it used in the fifth round?", "From the fifth to the seventh rounds (2007-2018), Peru has used it.", True),
        ("Was it used in the fourth round?", "From the fifth to the seventh rounds (2007-2018), Peru has used it.", False),
        ("Was it used since the first round?", "The country has measured it in all MEM rounds and has had it in place since the fourth round.", False),
        ("Was it used in the sixth round?", "It was not used in the sixth round, but it is used in the seventh round.", False),
        ("Was it used in 2008?", "From the fifth to the seventh rounds (2007-2018), Peru has used it.", False),
        ("Was it used in the fifth round?", "Peru uses it.", False),
    ],
)
def test_a_statement_holds_in_the_rounds_asked_about(question: str, statement: str, holds: bool) -> None:
    assert holds_in_rounds(analyse(question), statement) is holds


def test_two_periods_are_two_ranges() -> None:
    told = "from the first through the sixth rounds (1999-2014), it has had strategies and in the seventh round (2014-2018), it has had the plan"
    assert read_rounds(told) == frozenset(range(1, 8))
    assert read_rounds("in the first, third and fifth rounds") == frozenset({1, 3, 5})


def test_before_a_round_are_the_rounds_that_came_before_it() -> None:
    assert read_rounds("before the seventh round") == {1, 2, 3, 4, 5, 6}
    assert read_rounds("before the sixth round") == {6}  # four years lie between the fifth and it


@pytest.mark.parametrize(
    ("question", "statement", "holds"),
    [
        ("Did Peru have a strategy in 2005?", "From the first through the sixth rounds (1999-2014), Peru has had strategies.", True),
        ("Did Peru have a strategy in 2016?", "From the first through the sixth rounds (1999-2014), Peru has had strategies.", False),
        ("Was the registry in use in 2010?", "The registry has been in use since 2002.", True),
        ("Was the registry in use in 1998?", "The registry has been in use since 2002.", False),
        ("Was the agency created in 2002?", "The agency was established in 2002.", True),
        ("Was the agency created in 2005?", "The agency was established in 2002.", False),
        ("Was the agency created by 2005?", "The agency was established in 2002.", True),
        ("Was the agency created by 2001?", "The agency was established in 2002.", False),
        ("Did Peru measure crops in 2008?", "Peru has measured crops in all MEM rounds.", True),
    ],
)
def test_a_statement_holds_in_the_years_of_its_period(question: str, statement: str, holds: bool) -> None:
    assert holds_in_years(analyse(question), statement) is holds


def test_a_year_that_only_dates_is_left_out() -> None:
    assert without_time("Did Peru already have a strategy in 2005?") == "Did Peru have a strategy?"


@pytest.mark.parametrize("year", ["2005", "2008"])
def test_what_held_through_a_year_is_a_yes(assistant: Assistant, year: str) -> None:
    assert assistant.ask(f"Did Peru have national drug strategies in {year}?").verdict is Verdict.YES
