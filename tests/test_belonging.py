"""What belongs to whom."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.belonging import belongs_elsewhere, owner_told
from assistant.datatypes import Verdict

NETWORKS = (
    "They exchange information through networks such as the International Criminal Police Organization (INTERPOL) and the Regional Asset "
    "Recovery Network (RRAG) of GAFILAT."
)
SYSTEMS = "The institutions are the Anti-Drug Directorate (DIRANDRO) through the Integrated System (SIETID) and DEVIDA through the Anti-Drug System (SISCOD)."
REPORTS_TO = (
    "The National Commission for Development and Life without Drugs (DEVIDA) is the national drug authority in Peru, established in 2002 and reports "
    "to the Office of the Chair of the Council of Ministers."
)
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


@pytest.mark.parametrize(
    ("question", "statement", "told"),
    [
        ("Is DEVIDA part of the Ministry of Health?", REPORTS_TO, False),
        ("Is DEVIDA an office of the Ministry of Justice?", REPORTS_TO, False),
        ("Does DEVIDA report to the Council of Ministers?", REPORTS_TO, True),
        ("Is DEVIDA under the prime minister's cabinet?", REPORTS_TO, True),
        ("Is DEVIDA under the Presidency of the Council of Ministers?", REPORTS_TO, True),
        ("Is DEVIDA part of the government?", REPORTS_TO, None),
        ("Does DEVIDA report to the United Nations Office on Drugs and Crime?", REPORTS_TO, None),
        ("Is the national drug policy under the Ministry of Justice?", REPORTS_TO, None),
        ("Is SUNAT part of the Ministry of Health?", REPORTS_TO, None),
        ("Does DEVIDA report every year?", REPORTS_TO, None),
        ("Is DEVIDA part of the Ministry of Health?", "DEVIDA coordinates the programs.", None),
    ],
)
def test_a_statement_tells_under_which_body_another_is(question: str, statement: str, told: bool | None) -> None:
    assert owner_told(question, statement) is told


@pytest.mark.parametrize(("question", "verdict"), [("Is DEVIDA part of the Ministry of Health?", Verdict.NO), ("Is DEVIDA under the premier?", Verdict.YES)])
def test_the_sentence_that_tells_the_owner_decides(assistant: Assistant, question: str, verdict: Verdict) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is verdict
    assert "reports to the Office of the Chair of the Council of Ministers" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Does DEVIDA report to the Ministry of Health?", "DEVIDA is a body that no longer reports to the Ministry of Health."),
        (
            "Is DEVIDA part of the Ministry of the Interior?",
            "DEVIDA was created to coordinate the National Police, which reports to the Ministry of the Interior.",
        ),
    ],
)
def test_an_owner_that_is_denied_or_another_things_tells_nothing(question: str, statement: str) -> None:
    assert owner_told(question, statement) is None
