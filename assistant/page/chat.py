"""The chat: turns as the messages of Gradio's Chatbot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.page.answer_card import answer_card
from assistant.page.conversation import Turn
from assistant.page.library import Library

_ACTIVE = re.compile(r"[\\`*\[\]~|$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|^[#>+\-]|(?<=^\d)[.)]", re.MULTILINE)
"""What Markdown or HTML would act on."""
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def messages(turns: Sequence[Turn], library: Library) -> list[dict[str, str]]:
    """Return the messages to show, two a turn."""
    shown = []
    for turn in turns:
        shown.append({"role": "user", "content": literal(turn.question)})
        shown.append({"role": "assistant", "content": answer_card(turn, library)})
    return shown


def literal(question: str) -> str:
    r"""Return a question so that the chat's Markdown shows it to the letter; an ordinary question stays as it is."""
    return _ACTIVE.sub(lambda m: _ENTITIES.get(m[0], f"\\{m[0]}"), question)


def turn_of(index: int | tuple[int, int]) -> int:
    """Return the turn that a message of the chat belongs to."""
    return (index[0] if isinstance(index, tuple) else index) // 2
