"""What stands on the page's widgets, by language: labels, placeholders and the words on buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.page.examples import chat_examples
from assistant.page.frame import header_html
from assistant.page.markup import Markup, tag
from assistant.page.overview_pane import heat_intro, timeline_intro
from assistant.page.words import say

LABELS: dict[str, dict[str, str]] = {
    "chat": {"label": "chat_label"},
    "question": {"label": "question_label", "placeholder": "question_placeholder", "submit_btn": "ask"},
    "areas": {"label": "areas_label"},
    "reports": {"label": "reports_label"},
    "summary": {"label": "summary_switch"},
    "language": {"label": "language"},
    "download_markdown": {"value": "download_markdown"},
    "download_json": {"value": "download_json"},
    "download_csv": {"value": "download_csv"},
    "note": {"label": "feedback_note", "placeholder": "feedback_placeholder"},
    "note_save": {"value": "feedback_save"},
    "note_close": {"value": "feedback_close"},
    "again": {"value": "try_again"},
    "report_tab": {"label": "report_tab"},
    "overview_tab": {"label": "overview_tab"},
    "overview_report": {"label": "report_shown"},
}
"""Widget -> its property -> the key of its word."""
_TEXTS: dict[str, Callable[[str], Markup]] = {
    "header": header_html,
    "downloads": lambda language: tag("span", say(language, "download"), class_="downloads-label"),
    "overview_intro": heat_intro,
    "timeline_intro": timeline_intro,
}
"""Widget of text only -> what makes it."""


def label(widget: str, language: str) -> dict[str, Any]:
    """Return a widget's words as the arguments that Gradio calls them."""
    words: dict[str, Any] = {name: say(language, key) for name, key in LABELS.get(widget, {}).items()}
    if widget == "chat":
        words["placeholder"] = f"### {say(language, 'chat_heading')}\n{say(language, 'chat_invitation')}"
        words["examples"] = chat_examples(language)
    if widget in _TEXTS:
        words["value"] = _TEXTS[widget](language)
    return words


def relabelled(widgets: dict[str, Any], language: str) -> dict[Any, Any]:
    """Return the updates that put a language's words on the page's widgets (name -> component)."""
    return {component: gr.update(**label(name, language)) for name, component in widgets.items()}
