"""Thumbs on an answer: written to this machine at once; after a thumb down there is room for a note."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.feedback import MAX_NOTE_CHARS, new_feedback, write_feedback
from assistant.page.chat import turn_of
from assistant.page.conversation import Turn, from_json, questions
from assistant.page.markup import Markup, tag
from assistant.page.words import say

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Form = tuple[Any, Any, Any, Any]
"""Turn that the note belongs to, the form, what it says, the note."""


class FeedbackForm:
    """Writes readers' feedback to a file."""

    def __init__(self, assistant: Assistant, path: Path) -> None:
        """Write to ``path`` what readers think of the answers of ``assistant``."""
        self._assistant = assistant
        self._path = path

    def rated(self, kept: object, language: str, event: gr.LikeData) -> Form:
        """Write a thumb; one down opens the form for a note."""
        turns = from_json(kept)
        position = turn_of(event.index)
        if position >= len(turns) or event.liked not in (True, False):
            return (gr.skip(),) * 4
        failed = self._write(turns, position, "up" if event.liked else "down", "")
        said = failed or say(language, "feedback_noted")
        return turns[position].id, gr.update(visible=bool(failed) or not event.liked), said_html(said, failed=bool(failed)), ""

    def noted(self, kept: object, turn: str, note: str, language: str) -> Form:
        """Write the note to the thumb down that opened the form."""
        turns = from_json(kept)
        position = next((i for i, t in enumerate(turns) if t.id == turn), None)
        if position is None:
            return self.closed()
        failed = self._write(turns, position, "down", note)
        if failed:
            return gr.skip(), gr.skip(), said_html(failed, failed=True), gr.skip()
        gr.Info(say(language, "feedback_saved"), duration=3)
        return self.closed()

    def closed(self) -> Form:
        """Put the form away."""
        return "", gr.update(visible=False), "", ""

    def _write(self, turns: Sequence[Turn], position: int, rating: str, note: str) -> str:
        """Write a line; return why it failed, or nothing."""
        turn = turns[position]
        feedback = new_feedback(
            turn.id,
            rating,
            turn.question,
            turn.answer,
            history=questions(turns[:position]),
            reports=turn.reports,
            areas=turn.areas,
            note=note[:MAX_NOTE_CHARS],
            model=self._assistant.load().encoder.id,
        )
        try:
            write_feedback(feedback, self._path)
        except AssistantError as error:
            return str(error)
        return ""


def said_html(message: str, *, failed: bool = False) -> Markup:
    """Return what the form says."""
    return tag("div", message, class_="notice" if failed else "feedback-said", role="alert" if failed else "status")
