from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.datatypes import Report
from assistant.errors import EvaluationError
from evals.gold import GoldQuestion, load_gold

QUOTE = "Nevertheless, the country does not have special courts or tribunals for low-level drug-related offenses."
RAW: dict[str, Any] = {
    "id": "courts",
    "question": "Are there special courts for low-level drug offenses?",
    "language": "en",
    "type": "yesno",
    "style": "plain",
    "history": [],
    "answerable": True,
    "verdict": "no",
    "conflict": False,
    "require": "any",
    "evidence": [{"report": "peru_2019", "area": "Institutional Strengthening", "section": "Objective 7", "quote": QUOTE}],
    "must_contain": [],
}
UNANSWERABLE = {"answerable": False, "evidence": [], "verdict": None}


def evidence(**changed: str) -> list[dict[str, str]]:
    return [RAW["evidence"][0] | changed]


def load(folder: Path, report: Report, *raw: dict[str, Any]) -> tuple[GoldQuestion, ...]:
    (folder / "some.jsonl").write_text("\n".join(json.dumps(r) for r in raw) + "\n\n", encoding="utf-8")
    return load_gold([report], folder)


@pytest.fixture(scope="module")
def questions(peru: Report) -> tuple[GoldQuestion, ...]:
    return load_gold([peru])


def test_a_question_is_read_with_the_offsets_of_its_evidence(tmp_path: Path, peru: Report) -> None:
    (question,) = load(tmp_path, peru, RAW)
    (found,) = question.evidence
    assert peru.text[found.start : found.end] == found.quote == QUOTE
    assert question.verdict == "no"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"evidence": evidence(quote=QUOTE.replace("does not", "does"))}, "Objective 7 does not say 'Nevertheless, the country does have"),
        ({"evidence": evidence(section="Objective 6")}, "Objective 6 does not say"),
        ({"evidence": evidence(section="Objective 9")}, "unknown section 'Institutional Strengthening' › 'Objective 9'"),
        ({"evidence": evidence(report="chile_2019")}, "unknown report 'chile_2019'"),
        ({"evidence": []}, "answerable is True with 0 pieces of evidence"),
        ({"answerable": False, "verdict": None}, "answerable is False with 1 pieces of evidence"),
        (UNANSWERABLE | {"verdict": "no"}, "an unanswerable question has the verdict 'no'"),
        ({"verdict": "perhaps"}, "'perhaps' is not a valid Verdict"),
        ({"require": "some"}, "require is 'some', expected 'any' or 'all'"),
        ({"answer": "no"}, "unknown field 'answer'"),
    ],
)
def test_a_wrong_question_is_refused_with_its_place(tmp_path: Path, peru: Report, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        load(tmp_path, peru, RAW | {"id": "first"}, RAW | changed)
    assert str(caught.value).startswith("some.jsonl:2: ")
    assert message in str(caught.value)


def test_a_missing_field_and_a_broken_line_are_refused(tmp_path: Path, peru: Report) -> None:
    with pytest.raises(EvaluationError, match=r"some\.jsonl:1: 'question'"):
        load(tmp_path, peru, {k: v for k, v in RAW.items() if k != "question"})
    (tmp_path / "some.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"some\.jsonl:1: "):
        load_gold([peru], tmp_path)


def test_an_id_is_used_once(tmp_path: Path, peru: Report) -> None:
    with pytest.raises(EvaluationError, match="the id 'courts' is used twice"):
        load(tmp_path, peru, RAW, RAW)


def test_a_folder_without_questions_is_refused(tmp_path: Path, peru: Report) -> None:
    with pytest.raises(EvaluationError, match="no gold question in"):
        load_gold([peru], tmp_path)


def test_the_split_is_fixed_by_the_id_alone(tmp_path: Path, peru: Report) -> None:
    questions = load(tmp_path, peru, *(RAW | {"id": f"q{n}"} for n in range(20)))
    for question in questions:
        even = int(hashlib.sha256(question.id.encode()).hexdigest()[:2], 16) % 2 == 0
        assert question.split == ("dev" if even else "test")
    assert {q.split for q in questions} == {"dev", "test"}


def test_there_are_enough_questions_over_all_objectives(questions: tuple[GoldQuestion, ...], peru: Report) -> None:
    assert len(questions) >= 80
    asked = {(e.area, e.section) for q in questions for e in q.evidence}
    assert {(s.area, s.name) for s in peru.sections if s.kind == "objective"} <= asked
    splits = Counter(q.split for q in questions)
    assert 0.4 < splits["dev"] / len(questions) < 0.6
    assert {q.verdict for q in questions} == {"yes", "no", "mixed", None}
    assert sum(not q.answerable for q in questions) >= 20
