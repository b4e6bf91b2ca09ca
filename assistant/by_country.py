"""A question asked of several countries: each answers from its own reports, and one verdict stands where all agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from assistant.catalogue import say
from assistant.countries import display_name
from assistant.datatypes import Answer, Verdict
from assistant.joined import joined
from assistant.question import Question
from assistant.reports_asked import Asked

AnswerFrom = Callable[[Question, Collection[str], int], Answer]
"""Answers a question from the reports of these ids, with so many citations at most."""


def nearest_countries(asked: Sequence[Asked], found: Iterable[str], most: int) -> tuple[Asked, ...]:
    """Return at most so many of the countries that a question is asked of, by name: those that come first.

    Args:
        asked: the countries.
        found: the country of each candidate for the question's answer, the best candidate first.
        most: how many to keep.
    """
    place = {country: n for n, country in enumerate(dict.fromkeys(found))}
    return tuple(sorted(sorted(asked, key=lambda a: place.get(a.country, len(place)))[:most], key=lambda a: a.country))


def answer_by_country(
    question: Question, asked: Sequence[Asked], answer_from: AnswerFrom, answer_from_all: Callable[[], Answer], max_citations: int, unasked: int
) -> Answer:
    """Return the answer of the countries that a question is asked of.

    Args:
        question: the question as it was analysed.
        asked: the countries, at least one, each with its own question and reports.
        answer_from: answers from some reports.
        answer_from_all: answers from all of them together; asked where every country is silent, so that the reason is given once.
        max_citations: at most so many where the question asks for no list; they are shared out among the countries, one each at least.
        unasked: how many further countries the reports are on.
    """
    each = max(1, max_citations // len(asked))
    answers = [(a.country, _newest_answer(a, answer_from, each)) for a in asked]
    if len(answers) == 1:
        return answers[0][1]
    if not any(answer.answered for _, answer in answers):
        silent = answer_from_all()
        if not silent.answered:
            return silent
    return together(question.text, answers, unasked, is_yes_no=question.is_yes_no)


def _newest_answer(asked: Asked, answer_from: AnswerFrom, max_citations: int) -> Answer:
    """Answer from a country's newest report; where it is silent, from the newest that is not."""
    answers = (answer_from(asked.question, (report,), max_citations) for report in asked.reports)
    newest = next(answers)
    return newest if newest.answered else next((a for a in answers if a.answered), newest)


def together(text: str, answers: Sequence[tuple[str, Answer]], unasked: int = 0, *, is_yes_no: bool = True) -> Answer:
    """Return one answer of several countries' answers.

    Args:
        text: the question as typed.
        answers: each country with its answer, at least one.
        unasked: how many further countries the reports are on.
        is_yes_no: whether the question as typed asks for yes or no, which "which countries" does not.

    Returns:
        An answer whose text has a paragraph for each country. Its verdict is the one that all countries give, "mixed" where they differ, and
        none where one of them is silent and the others agree.
    """
    language = answers[0][1].language
    verdicts = [a.verdict for _, a in answers if a.answered]
    verdict = None if None in verdicts or not verdicts or not is_yes_no else verdicts[0] if len(set(verdicts)) == 1 else Verdict.MIXED
    if verdict is not Verdict.MIXED and len(verdicts) < len(answers):
        verdict = None
    further = say("There are reports on {n} further countries. Name one to ask of it.", language, n=unasked) if unasked else ""
    return joined(text, [(display_name(country, language), answer) for country, answer in answers], verdict, further)
