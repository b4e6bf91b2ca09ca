"""What other programs may call: ``ask`` and ``search`` over HTTP (gradio_client) and as tools of the MCP server. See docs/api.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import gradio as gr

from assistant.assistant import MAX_CITATIONS, TOP_K, Assistant
from assistant.errors import AssistantError


def endpoints(assistant: Assistant) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the functions behind the endpoints ``ask`` and ``search``; their docstrings and types describe them to programs."""

    def ask(
        request: gr.Request,
        question: str,
        history: list[str] | None = None,
        reports: list[str] | None = None,
        areas: list[str] | None = None,
        max_citations: int = MAX_CITATIONS,
        summarize: bool = False,
    ) -> Any:
        """Answer a question from the evaluation reports, with verbatim quotes, or say that the reports do not answer it.

        Args:
            request: The call.
            question: The question, at most 2,000 characters.
            history: Earlier questions of the same conversation, oldest first.
            reports: Ids of the reports to answer from, such as peru_2019; all when left out.
            areas: Areas to answer from, such as Control Measures; all when left out.
            max_citations: At most so many quotes where the question asks for no list.
            summarize: Whether to add a short summary.

        Returns:
            The answer: answered, verdict (yes, no, mixed or null), text with markers, citations with quote, report, area, section
            and character offsets; nearest passages when nothing answers.
        """
        try:
            answer = assistant.ask(
                question, history=history or (), reports=reports or None, areas=areas or None, max_citations=max_citations, summarize=summarize
            )
        except AssistantError as error:
            raise gr.Error(str(error)) from error
        return _for_caller(answer.to_dict(), request)

    def search(request: gr.Request, query: str, top_k: int = TOP_K, reports: list[str] | None = None, areas: list[str] | None = None) -> Any:
        """List the report passages nearest to a query, best first, without judging whether they answer it.

        Args:
            request: The call.
            query: What to look for.
            top_k: How many passages.
            reports: Ids of the reports to search; all when left out.
            areas: Areas to search; all when left out.

        Returns:
            The passages: quote, report, area, section, character offsets, surrounding passage and score.
        """
        try:
            hits = assistant.search(query, top_k=top_k, reports=reports or None, areas=areas or None)
        except AssistantError as error:
            raise gr.Error(str(error)) from error
        return _for_caller([asdict(hit) for hit in hits], request)

    return ask, search


def _for_caller(value: Any, request: gr.Request) -> Any:
    """Return a value as JSON types over HTTP, and as JSON text to an MCP client, to which Gradio would hand Python's notation."""
    through_mcp = request.headers.get("x-gradio-user") == "mcp"  # how Gradio's MCP server signs its calls to the endpoints
    return json.dumps(value, ensure_ascii=False) if through_mcp else value
