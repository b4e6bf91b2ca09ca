"""The assistant in the browser: puts the parts of ``assistant/page`` together and serves them on this machine.

Run ``python app.py``; it answers on http://127.0.0.1:7860. Nothing is sent anywhere else.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.page.examples import chat_examples
from assistant.page.frame import TITLE, header_html, scripts, styles, theme
from assistant.page.handlers import Handlers
from assistant.page.report_view import fetcher, scaffold
from assistant.page.startup import Startup

PARALLEL = 8
"""Questions answered at the same moment; further ones wait in the queue."""


def build(startup: Startup) -> gr.Blocks:
    """Return the page around an assistant that is loading or loaded."""
    do = Handlers(startup)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True) as page:
        kept = gr.BrowserState([], storage_key="report-assistant-conversation", secret="report-assistant")
        known = gr.JSON(visible=False)
        gr.HTML(header_html(), elem_id="header")
        status = gr.HTML("", elem_id="startup")
        again = gr.Button("Try again", visible=False, elem_id="try-again", size="sm")
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="left"):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    height="100%",
                    layout="panel",
                    buttons=[],
                    latex_delimiters=[],
                    autoscroll=False,
                    editable="user",
                    examples=chat_examples(),
                    placeholder="### What does the report say?\nAsk, and read the answer in the report’s own words, with its place.",
                )
                with gr.Column(elem_id="composer"):
                    notice = gr.HTML("", elem_id="notice")
                    question = gr.Textbox(
                        elem_id="question", label="Your question", show_label=False, placeholder="Ask about the report", submit_btn="Ask", autofocus=True
                    )
                    with gr.Row(elem_id="filters"):
                        areas = gr.Dropdown([], multiselect=True, label="Limit to areas", elem_id="areas")
                        reports = gr.Dropdown([], multiselect=True, label="Limit to reports", elem_id="reports", visible=False)
            with gr.Column(elem_id="right"):
                gr.HTML(
                    scaffold(),
                    elem_id="report",
                    server_functions=[fetcher(do.library)],
                    js_on_load="window.reportPage.mountReport(element, server)",
                )

        shown = [chat, kept, question, notice]
        opening = page.load(do.watch_startup, None, [status, again], show_progress="hidden", api_visibility="private", concurrency_limit=None)
        retried = again.click(do.try_again, None, [status, again], show_progress="hidden", api_visibility="private", concurrency_limit=None)
        for event in (opening, retried):
            filled = event.then(do.opened, [kept], [areas, reports, known, *shown], show_progress="hidden", api_visibility="private")
            filled.then(None, [known], None, js="(known) => { reportPage.listReports(known ?? []); reportPage.watchChat(); reportPage.forgetQuestionLink(); }")
        asks = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": PARALLEL}
        question.submit(do.ask, [question, kept, reports, areas], shown, **asks)
        chat.example_select(do.example, [kept, reports, areas], shown, **asks)
        chat.retry(do.retry, [kept], shown, **asks)
        chat.edit(do.edit, [kept], shown, **asks)
        chat.undo(do.undo, [kept], shown, **asks)
        chat.clear(do.cleared, None, shown, **asks)
    return page


def main() -> None:
    """Serve the page until interrupted."""
    parser = argparse.ArgumentParser(description="Ask the reports in the browser, on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, default=7860, help="port to serve on (default: 7860)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    arguments = parser.parse_args()
    startup = Startup()
    startup.begin()
    page = build(startup)
    page.queue(default_concurrency_limit=PARALLEL)
    page.launch(
        server_name=arguments.host,
        server_port=arguments.port,
        inbrowser=arguments.open,
        theme=theme(),
        css=styles(),
        head=scripts(),
        footer_links=[],
        run_history=False,
        share=False,
    )


if __name__ == "__main__":
    main()
