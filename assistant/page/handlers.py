"""What happens when a reader does something in the chat: each handler takes what the page holds and returns what it shows next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.page.chat import literal, messages, turn_of
from assistant.page.conversation import Turn, from_json, new_turn, questions, to_json
from assistant.page.download import conversation_file
from assistant.page.library import Library
from assistant.page.markup import Markup, tag
from assistant.page.startup import Startup, status_html
from assistant.page.words import LANGUAGES, preferred_language, say, words_of

Shown = tuple[Any, Any, Any, Any]
"""Chat messages, kept conversation, text of the question box, notice below it."""
_logger = logging.getLogger(__name__)


def notice_html(message: str) -> Markup:
    """Return an error as a message for people."""
    return tag("div", message, class_="notice", role="alert")


class Handlers:
    """The page's handlers around one assistant."""

    def __init__(self, startup: Startup) -> None:
        """Answer with the assistant of ``startup``."""
        self.startup = startup
        self.assistant = startup.assistant
        self.library = Library(self.assistant)

    def language(self, chosen: object, request: gr.Request) -> str:
        """Return the page's language: the reader's earlier choice, else the one that the browser asks for."""
        return str(chosen) if chosen in LANGUAGES else preferred_language(str(request.headers.get("accept-language", "")))

    def watch_startup(self, language: str) -> Iterator[tuple[Any, Any]]:
        """Tell an open page how far the start is, and offer another try where it failed."""
        for status in self.startup.watch():
            yield status_html(status, language), gr.update(visible=status.state == "failed")

    def try_again(self, language: str) -> Iterator[tuple[Any, Any]]:
        """Load once more, after what was wrong has been mended."""
        self.startup.begin()
        yield from self.watch_startup(language)

    def opened(self, kept: object, language: str, request: gr.Request) -> tuple[Any, ...]:
        """Fill a page just opened: filters, the kept conversation, and the question that its link asks."""
        if self.startup.status.state != "ready":
            return (gr.skip(),) * 8
        titles = self.library.titles()
        choices = [(title, report) for report, title in titles.items()]
        areas = gr.update(choices=list(self.assistant.areas))
        reports = gr.update(choices=choices, visible=len(titles) > 1)
        overview = gr.update(choices=choices, value=next(iter(titles)), visible=len(titles) > 1)
        shown = self.restored(kept)
        asked = str(request.query_params.get("q", "")).strip() if request else ""
        if asked:
            shown = self.ask(asked, kept, [], [], False, language)
            shown = (shown[0], shown[1], asked if shown[3] else "", shown[3])
        return areas, reports, overview, [[report, title] for report, title in titles.items()], *shown

    def speech(self, language: str) -> list[object]:
        """Return the language and its words for the page's scripts."""
        return [language, dict(words_of(language))]

    def restored(self, kept: object) -> Shown:
        """Show the conversation that the browser kept."""
        turns = from_json(kept)
        return self._show(turns) if turns else (gr.skip(),) * 4

    def ask(self, question: str, kept: object, reports: Sequence[str], areas: Sequence[str], summarize: bool, language: str) -> Shown:
        """Answer a question and add it to the conversation."""
        return self._guarded(language, lambda: self._answered(from_json(kept), question, reports, areas, summarize))

    def add_summary(self, kept: object, language: str) -> Shown:
        """Add the summary that the latest turn asked for: the answer is on the screen before it is written."""
        turns = from_json(kept)
        if not turns or not turns[-1].summarize or turns[-1].answer.summary is not None:
            return (gr.skip(),) * 4
        return self._guarded(language, lambda: self._summarized(turns))

    def example(self, kept: object, reports: Sequence[str], areas: Sequence[str], summarize: bool, language: str, event: gr.SelectData) -> Shown:
        """Ask an example."""
        return self.ask(str(event.value["text"]), kept, reports, areas, summarize, language)

    def retry(self, kept: object, language: str, event: gr.RetryData) -> Shown:
        """Ask a turn's question again, under the same limits."""
        return self._guarded(language, lambda: self._again(kept, turn_of(event.index), None))

    def edit(self, kept: object, language: str, event: gr.EditData) -> Shown:
        """Ask an edited question in its turn's place; what followed goes."""
        return self._guarded(language, lambda: self._again(kept, turn_of(event.index), str(event.value)))

    def undo(self, kept: object, event: gr.UndoData) -> Shown:
        """Take a turn back; its question returns to the box."""
        turns = from_json(kept)
        position = turn_of(event.index)
        return (*self._show(turns[:position])[:2], turns[position].question if position < len(turns) else "", "")

    def download(self, kept: object, language: str, form: str) -> tuple[Any, Any]:
        """Return the conversation as a file for the browser to save, and a notice where there is none."""
        turns = from_json(kept)
        if not turns:
            return None, notice_html(say(language, "nothing_to_download"))
        return conversation_file(turns, form), ""

    def _guarded(self, language: str, handle: Callable[[], Shown]) -> Shown:
        """Turn errors into a notice; what the reader typed and asked before stays."""
        try:
            if self.startup.status.state != "ready":
                return gr.skip(), gr.skip(), gr.skip(), notice_html(say(language, "still_loading"))
            return handle()
        except AssistantError as error:
            return gr.skip(), gr.skip(), gr.skip(), notice_html(str(error))
        except Exception as error:
            _logger.exception("a question could not be answered")
            return gr.skip(), gr.skip(), gr.skip(), notice_html(say(language, "unexpected", error=type(error).__name__))

    def _again(self, kept: object, position: int, edited: str | None) -> Shown:
        turns = from_json(kept)
        turn = turns[position]
        question = turn.question if edited is None or edited == literal(turn.question) else edited
        return self._answered(turns[:position], question, turn.reports, turn.areas, turn.summarize)

    def _answered(self, turns: Sequence[Turn], question: str, reports: Sequence[str], areas: Sequence[str], summarize: bool) -> Shown:
        answer = self.assistant.ask(question, history=questions(turns), reports=reports or None, areas=areas or None)
        return self._show((*turns, new_turn(question.strip(), answer, reports, areas, summarize)))

    def _summarized(self, turns: Sequence[Turn]) -> Shown:
        earlier, turn = turns[:-1], turns[-1]
        answer = self.assistant.ask(turn.question, history=questions(earlier), reports=turn.reports or None, areas=turn.areas or None, summarize=True)
        return (*self._show((*earlier, replace(turn, answer=answer)))[:2], gr.skip(), gr.skip())

    def _show(self, turns: Sequence[Turn]) -> Shown:
        return messages(turns, self.library), to_json(turns), "", ""
