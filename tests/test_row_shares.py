"""Questions of all, most or so many of a table's rows, or of a list's members."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.row_shares import share_asked


@pytest.mark.parametrize(
    ("question", "verdict", "lead", "shown"),
    [
        ("Is less than half of the supply-side information in the table available?", Verdict.YES, "This holds for 7 of 19 entries:", 7),
        ("Were most of the demand reduction studies carried out?", Verdict.NO, "This holds for 7 of 14 entries:", 7),
        ("Were all the published demand reduction studies done in 2015?", Verdict.NO, "This does not hold for 3 of 7 entries:", 3),
        ("Are all the prevention programs in the table universal?", Verdict.YES, "This holds for 2 of 2 entries:", 2),
        ("Are most of the alternative development indicators intermediate?", Verdict.YES, "This holds for 4 of 5 entries:", 4),
        ("Is there only one outcome indicator for alternative development?", Verdict.YES, "This holds for 1 of 5 entries:", 1),
        ("Is Peru party to every convention in the table?", Verdict.YES, "This holds for 9 of 9 entries:", 9),
        ("Do all the SUNAT resolutions listed date from 2013?", Verdict.NO, "This does not hold for 1 of 3 entries:", 1),
        ("¿Son universales todos los programas de prevención del cuadro?", Verdict.YES, "Esto vale para 2 de 2 entradas:", 2),
    ],
)
def test_a_share_of_the_rows_is_counted(assistant: Assistant, question: str, verdict: Verdict, lead: str, shown: int) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is verdict
    assert lead in answer.text
    assert len(answer.citations) == shown


@pytest.mark.parametrize(
    ("question", "count", "holds"),
    [
        ("are all the programs universal?", (2, 2), True),
        ("are all the programs universal?", (1, 2), False),
        ("are most of them available?", (2, 4), False),
        ("are fewer than half of them available?", (1, 4), True),
        ("is there exactly two of them?", (2, 9), True),
    ],
)
def test_a_share_is_held_against_the_count(question: str, count: tuple[int, int], holds: bool) -> None:
    test = share_asked(question)
    assert test is not None
    assert test(*count) is holds


@pytest.mark.parametrize(
    "question", ["is it done at all?", "what is most recent?", "was it so in all rounds?", "did it grow every year?", "is it the most important?"]
)
def test_no_share_is_asked(question: str) -> None:
    assert share_asked(question) is None


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Is Peru party to all conventions except CIFTA?", "This holds for"),
        ("Has Peru not carried out a single survey of students?", "This holds for"),
        ("Do all conventions bind Peru alone?", "This holds for"),
    ],
)
def test_what_rows_cannot_tell_is_not_counted(assistant: Assistant, question: str, lead: str) -> None:
    assert lead not in assistant.ask(question).text


def test_from_a_year_is_of_that_year(assistant: Assistant) -> None:
    assert "This does not hold for 3 of 7 entries:" in assistant.ask("Are all studies from 2015?").text
