"""Questions worth clicking on a first visit, one for each kind of answer."""

from __future__ import annotations

from assistant.page.words import say

KINDS = ("no", "yes", "partly", "figure", "list", "silent")


def chat_examples(language: str) -> list[dict[str, str]]:
    """Return the examples as the chat shows them."""
    return [{"text": question, "display_text": question} for question in (say(language, f"example_{kind}") for kind in KINDS)]
