"""What happens when a reader does something: each handler takes what the page holds and returns what it shows next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ParamSpec

import gradio as gr

from assistant.errors import AssistantError
from assistant.page.chat import literal, messages, turn_of
from assistant.page.conversation import Turn, from_json, new_turn, questions, to_json
from assistant.page.library import Library
from assistant.page.markup import Markup, tag
from assistant.page.startup import Startup, status_html

Shown = tuple[Any, Any, Any, Any]
"""Chat messages, kept conversation, text of the question box, notice below it."""
P = ParamSpec("P")
_logger = logging.getLogger(__name__)


def notice_html(message: str) -> Markup:
    """Return an error as a message for people."""
    return tag("div", message, class_="notice", role="alert")


def guarded(handler: Callable[P, Shown]) -> Callable[P, Shown]:
    """Turn errors into a notice; what the reader typed and asked before stays."""

    def run(*args: P.args, **kwargs: P.kwargs) -> Shown:
        try:
            return handler(*args, **kwargs)
        except AssistantError as error:
            return gr.skip(), gr.skip(), gr.skip(), notice_html(str(error))
        except Exception as error:
            _logger.exception("a question could not be answered")
            return gr.skip(), gr.skip(), gr.skip(), notice_html(f"This did not work ({type(error).__name__}). Your question is kept; the terminal says more.")

    return run


class Handlers:
    """The page's handlers around one assistant."""

    def __init__(self, startup: Startup) -> None:
        """Answer with the assistant of ``startup``."""
        self.startup = startup
        self.assistant = startup.assistant
        self.library = Library(self.assistant)

    def watch_startup(self) -> Iterator[tuple[Any, Any]]:
        """Tell an open page how far the start is, and offer another try where it failed."""
        for status in self.startup.watch():
            yield status_html(status), gr.update(visible=status.state == "failed")

    def try_again(self) -> Iterator[tuple[Any, Any]]:
        """Load once more, after what was wrong has been mended."""
        self.startup.begin()
        yield from self.watch_startup()

    def opened(self, kept: object, request: gr.Request) -> tuple[Any, ...]:
        """Fill a page just opened: filters, the kept conversation, and the question that its link asks."""
        if self.startup.status.state != "ready":
            return (gr.skip(),) * 7
        titles = self.library.titles()
        areas = gr.update(choices=list(self.assistant.areas))
        reports = gr.update(choices=[(title, report) for report, title in titles.items()], visible=len(titles) > 1)
        shown = self.restored(kept)
        asked = str(request.query_params.get("q", "")).strip() if request else ""
        if asked:
            shown = self.ask(asked, kept, [], [])
            shown = (shown[0], shown[1], asked if shown[3] else "", shown[3])
        return areas, reports, [[report, title] for report, title in titles.items()], *shown

    def restored(self, kept: object) -> Shown:
        """Show the conversation that the browser kept."""
        turns = from_json(kept)
        return self._show(turns) if turns else (gr.skip(),) * 4

    @property
    def ask(self) -> Callable[[str, object, Sequence[str], Sequence[str]], Shown]:
        """Answer a question and add it to the conversation."""
        return guarded(self._ask)

    def _ask(self, question: str, kept: object, reports: Sequence[str], areas: Sequence[str]) -> Shown:
        return self._answered(from_json(kept), question, reports, areas)

    def retry(self, kept: object, event: gr.RetryData) -> Shown:
        """Ask a turn's question again, under the same limits."""
        return guarded(self._again)(kept, turn_of(event.index), None)

    def edit(self, kept: object, event: gr.EditData) -> Shown:
        """Ask an edited question in its turn's place; what followed goes."""
        return guarded(self._again)(kept, turn_of(event.index), str(event.value))

    def undo(self, kept: object, event: gr.UndoData) -> Shown:
        """Take a turn back; its question returns to the box."""
        turns = from_json(kept)
        position = turn_of(event.index)
        return (*self._show(turns[:position])[:2], turns[position].question if position < len(turns) else "", "")

    def cleared(self) -> Shown:
        """Forget the conversation."""
        return [], [], "", ""

    def example(self, kept: object, reports: Sequence[str], areas: Sequence[str], event: gr.SelectData) -> Shown:
        """Ask an example."""
        return self.ask(str(event.value["text"]), kept, reports, areas)

    def _again(self, kept: object, position: int, edited: str | None) -> Shown:
        turns = from_json(kept)
        turn = turns[position]
        question = turn.question if edited is None or edited == literal(turn.question) else edited
        return self._answered(turns[:position], question, turn.reports, turn.areas)

    def _answered(self, turns: Sequence[Turn], question: str, reports: Sequence[str], areas: Sequence[str]) -> Shown:
        answer = self.assistant.ask(question, history=questions(turns), reports=reports or None, areas=areas or None)
        return self._show((*turns, new_turn(question.strip(), answer, reports, areas)))

    def _show(self, turns: Sequence[Turn]) -> Shown:
        return messages(turns, self.library), to_json(turns), "", ""
