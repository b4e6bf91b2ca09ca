"""One answer in the chat: verdict badge, short text with markers, citations; or that the report does not say, and what is nearest."""

from __future__ import annotations

from assistant.datatypes import Answer, Citation, Verdict
from assistant.export import answer_to_markdown
from assistant.page.citation import citations_html, lines_html, text_html
from assistant.page.conversation import Turn
from assistant.page.library import Library
from assistant.page.markup import Markup, join, one_line, tag
from assistant.page.summary_card import summary_html
from assistant.page.words import say
from assistant.phrasing import is_close_silence
from assistant.small_talk import asks_nothing, wants_help

SHOWN = 4
"""Citations shown at once; further ones unfold."""


def badge(answer: Answer, *, in_part: bool = False) -> tuple[str, str, str]:
    """Return an answer's badge as (kind, sign, word): the sign and the word say it without the colour.

    Args:
        answer: the answer.
        in_part: whether only a part of the reports was asked, of which alone silence then tells.
    """
    if not answer.answered:
        kind, sign = "silent", "○"
    elif answer.verdict is None:
        kind, sign = "found", "●"
    else:
        kind, sign = answer.verdict.value, {Verdict.YES: "✓", Verdict.NO: "✕", Verdict.MIXED: "◐"}[answer.verdict]
    if kind == "silent" and (in_part or is_close_silence(answer)):
        return kind, sign, say(answer.language, "silent_in_part" if in_part else "silent_nearly")
    return kind, sign, say(answer.language, kind)


def only_talks(answer: Answer) -> bool:
    """Return whether an answer only tells what may be asked: that needs no badge and no nearest passages."""
    return not answer.answered and (asks_nothing(answer.question) or wants_help(answer.question))


def answer_card(turn: Turn, library: Library) -> Markup:
    """Return an answer as HTML on one line (the chat renders it as a Markdown message)."""
    answer = turn.answer
    language = answer.language
    kind, sign, word = badge(answer, in_part=bool(turn.areas))
    mark = tag("span", tag("span", sign, class_="badge-sign", aria_hidden="true"), " ", word, class_=f"badge {kind}")
    head = tag("p", "" if only_talks(answer) else mark, _limits(turn, library), class_="answer-head")
    body: list[Markup] = [lines_html(answer.text.removeprefix(f"{word}. "), answer.citations)]
    if answer.conflict:
        body.append(tag("p", text_html(answer.conflict, answer.citations), class_="conflict-note"))
    if answer.citations:
        body.append(_citations(answer.citations, library, "citations side-by-side" if answer.conflict else "citations", language))
    elif answer.nearest and not only_talks(answer):
        body += [tag("p", say(language, "nearest"), class_="nearest-label"), _citations(answer.nearest, library, "citations nearest", language)]
    if answer.summary is not None:
        body.append(summary_html(answer.summary, answer.citations, language))
    done = tag("span", f"✓ {say(language, 'copied')}", hidden=True)
    copy = tag("button", tag("span", say(language, "copy")), done, type="button", class_="copy-answer")
    source = tag("pre", answer_to_markdown(answer), class_="answer-markdown", hidden=True)
    return one_line(tag("div", head, body, tag("div", copy, class_="answer-actions"), source, class_=f"answer {kind}", id=f"answer-{turn.id}", lang=language))


def _citations(citations: tuple[Citation, ...], library: Library, names: str, language: str) -> Markup:
    shown = citations_html(citations[:SHOWN], library, names)
    rest = citations[SHOWN:]
    if not rest:
        return shown
    summary = tag("summary", f"+ {len(rest)} {say(language, 'more')}")
    return join([shown, tag("details", summary, citations_html(rest, library, names), class_="more-citations")])


def _limits(turn: Turn, library: Library) -> Markup:
    titles = library.titles()
    limits = [*(titles.get(r, r) for r in turn.reports), *turn.areas]
    if not limits:
        return Markup("")
    return tag("span", f"{say(turn.answer.language, 'limited')}: {', '.join(limits)}", class_="limit")
