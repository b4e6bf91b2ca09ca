"""Answers questions from evaluation reports, and proves every word.

>>> from assistant import ask
>>> ask("does Peru have an NPS early warning system?").verdict  # doctest: +SKIP
<Verdict.NO: 'no'>
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant, ask
    from assistant.datatypes import Answer, Citation, Hit, ReportInfo, Verdict
    from assistant.errors import AssistantError, CorpusError, EncoderError, FilterError, IndexStoreError, QuestionError
    from assistant.settings import Settings

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "CorpusError",
    "EncoderError",
    "FilterError",
    "Hit",
    "IndexStoreError",
    "QuestionError",
    "ReportInfo",
    "Settings",
    "Verdict",
    "ask",
]

_HOMES = {
    "assistant.assistant": ("Assistant", "ask"),
    "assistant.datatypes": ("Answer", "Citation", "Hit", "ReportInfo", "Verdict"),
    "assistant.errors": ("AssistantError", "CorpusError", "EncoderError", "FilterError", "IndexStoreError", "QuestionError"),
    "assistant.settings": ("Settings",),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import assistant`` costs next to nothing."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
