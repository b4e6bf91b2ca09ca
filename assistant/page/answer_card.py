"""One answer in the chat: verdict badge, short text with markers, citations; or that the report does not say, and what is nearest."""

from __future__ import annotations

import re

from assistant.datatypes import Answer, Citation
from assistant.export import answer_to_markdown
from assistant.page.citation import citation_html
from assistant.page.conversation import Turn
from assistant.page.library import Library
from assistant.page.links import place_link
from assistant.page.markup import Markup, join, one_line, tag
from assistant.page.words import badge, words_for

SHOWN = 4
"""Citations shown at once; further ones unfold."""
_MARKER = re.compile(r"\[(\d+)\]")


def answer_card(turn: Turn, library: Library) -> Markup:
    """Return an answer as HTML on one line (the chat renders it as a Markdown message)."""
    answer = turn.answer
    words = words_for(answer.language)
    kind, sign, word = badge(answer)
    head = tag("p", tag("span", tag("span", sign, class_="badge-sign"), " ", word, class_=f"badge {kind}"), _limits(turn), class_="answer-head")
    body: list[Markup] = [tag("p", text_html(answer, word), class_="answer-text")]
    if answer.conflict:
        body.append(tag("p", tag("b", words.conflict), " ", answer.conflict, class_="conflict-note"))
    if answer.citations:
        body.append(_citations(answer.citations, library, "citations side-by-side" if answer.conflict else "citations", words.more))
    elif answer.nearest:
        body += [tag("p", words.nearest, class_="nearest-label"), _citations(answer.nearest, library, "citations nearest", words.more)]
    actions = tag("div", tag("button", words.copy, type="button", class_="copy-answer", title=words.copied), class_="answer-actions")
    source = tag("pre", answer_to_markdown(answer), class_="answer-markdown", hidden=True)
    return one_line(tag("div", head, body, actions, source, class_=f"answer {kind}", id=f"answer-{turn.id}", lang=answer.language))


def text_html(answer: Answer, word: str) -> Markup:
    """Return the answer's text, its markers as links into the report; the badge's word is not said twice."""
    known = {c.number: c for c in answer.citations}
    text = answer.text.removeprefix(f"{word}. ")
    parts: list[str] = []
    position = 0
    for match in _MARKER.finditer(text):
        citation = known.get(int(match[1]))
        if citation is None:
            continue
        link = place_link(citation.report, citation.start, citation.end)
        where = f"{citation.area} › {citation.section}"
        parts += [text[position : match.start()], tag("a", match[0], href=link, class_="cite", title=where)]
        position = match.end()
    return join([*parts, text[position:]])


def _citations(citations: tuple[Citation, ...], library: Library, names: str, more: str) -> Markup:
    shown = tag("ol", [citation_html(c, library) for c in citations[:SHOWN]], class_=names)
    rest = citations[SHOWN:]
    if not rest:
        return shown
    summary = tag("summary", f"+ {len(rest)} {more}")
    return join([shown, tag("details", summary, tag("ol", [citation_html(c, library) for c in rest], class_=names), class_="more-citations")])


def _limits(turn: Turn) -> Markup:
    limits = [*turn.reports, *turn.areas]
    if not limits:
        return Markup("")
    return tag("span", f"{words_for(turn.answer.language).limited}: {', '.join(limits)}", class_="limit")
