"""Every quote is the report's own text, whatever is asked."""

from __future__ import annotations

from dataclasses import replace

from assistant import Assistant
from assistant.datatypes import Answer, Citation, Report
from assistant.question import MAX_QUESTION_CHARS
from evals.gold import load_gold
from evals.verbatim import COUNT, Asked, Material, Result, altered, check, material_of, random_questions, report

TEXTS = {"peru": "Peru has a law. Peru has no tribunal."}
LAW = Citation(1, "peru", "Area", "Objective 1", "Peru has a law.", 0, 15, "Peru has a law.", 1.0, 0)
MATERIAL = Material(("Does Peru have a law?", "In which year did Peru sign it?", "How many tribunals were there in 2016?"), ("prevention", "DEVIDA"))


def test_200_random_questions_get_verbatim_quotes_and_raise_nothing(assistant: Assistant, peru: Report) -> None:
    gold = [q.question for q in load_gold([peru])]
    result = check(assistant, list(random_questions(material_of(assistant, gold), 200)))
    assert (result.altered, result.failed) == ((), ())
    assert result.asked == 200
    assert result.quotes == result.verbatim >= 200


def test_random_questions_are_the_same_for_the_same_seed_and_never_blank_or_too_long() -> None:
    first, again, other = (list(random_questions(MATERIAL, COUNT, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert all(asked.question.strip() and len(asked.question) <= MAX_QUESTION_CHARS for asked in first)
    assert any(len(asked.question) > MAX_QUESTION_CHARS - 200 for asked in first)
    assert any(asked.history for asked in first)


def test_a_quote_that_is_not_at_its_offsets_is_counted_among_cited_and_nearest() -> None:
    answer = Answer("?", True, None, "", (LAW, replace(LAW, start=1)), (replace(LAW, quote="Peru has law."),), None, None, "en", ())
    assert altered(answer, TEXTS) == 2
    assert altered(replace(answer, citations=(LAW,), nearest=()), TEXTS) == 0


def test_a_question_that_fails_is_shown_with_its_error(small: Assistant) -> None:
    result = check(small, [Asked("x" * (MAX_QUESTION_CHARS + 1)), Asked("Is there a law?")])
    assert [why.split(":")[0] for _, why in result.failed] == ["QuestionError"]


def test_the_report_tells_shares_and_what_went_wrong() -> None:
    told = report(Result(4, 1, 8, 6, ("law?",), (("year?", "KeyError: 3"),), 2.4))
    assert told.splitlines() == [
        "4 random questions, 25.0 % answered, 1 failed, 2 s",
        "8 quotes, 6 verbatim at their offsets (75.00 %)",
        "altered quote: 'law?'",
        "failed: 'year?': KeyError: 3",
    ]
