"""The answers of several countries put together: each country's own words, and one verdict where all agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.catalogue import say
from assistant.countries import display_name
from assistant.datatypes import Answer, Citation, Verdict

MOST_NEAREST = 6
"""So many nearest passages are shown where no country's report answers."""
_MARKER = re.compile(r"\[(\d{1,2})\](?=[\s.,;:]|$)")


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
    lines, cited, nearest = [], list[Citation](), list[Citation]()
    for country, answer in answers:
        told = " ".join(part for part in (answer.text, answer.conflict) if part)
        lines.append(f"{display_name(country, language)}: {_renumbered(told, len(cited))}")
        cited += [replace(c, number=c.number + len(cited)) for c in answer.citations]
    if not any("\n" in line for line in lines):
        lines = [f"- {line}" for line in lines]
    for rank in range(max(len(a.nearest) for _, a in answers)):
        nearest += [a.nearest[rank] for _, a in answers if rank < len(a.nearest)]
    if unasked:
        lines.append(say("There are reports on {n} further countries. Name one to ask of it.", language, n=unasked))
    verdicts = [a.verdict for _, a in answers if a.answered]
    verdict = None if None in verdicts or not verdicts or not is_yes_no else verdicts[0] if len(set(verdicts)) == 1 else Verdict.MIXED
    if verdict is not Verdict.MIXED and len(verdicts) < len(answers):
        verdict = None
    sources = tuple(dict.fromkeys(source for _, a in answers for source in a.sources))
    shown = () if cited else tuple(replace(c, number=n) for n, c in enumerate(nearest[:MOST_NEAREST], start=1))
    return Answer(text, bool(cited), verdict, "\n".join(lines), tuple(cited), shown, None, None, language, sources)


def _renumbered(text: str, by: int) -> str:
    """Return an answer's text with its markers moved on."""
    return _MARKER.sub(lambda m: f"[{int(m[1]) + by}]", text)
