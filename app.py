"""The assistant in the browser: puts the parts of ``assistant/page`` together and serves them on this machine.

Run ``python app.py``; it answers on http://127.0.0.1:7860. Nothing is sent anywhere else. Programs: see docs/api.md.
"""

from __future__ import annotations

import argparse
import errno
import os
import socket
from functools import partial
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.feedback import feedback_file
from assistant.page.api import endpoints
from assistant.page.feedback_form import FeedbackForm
from assistant.page.frame import scripts, styles, theme
from assistant.page.handlers import Handlers
from assistant.page.labels import label, relabelled
from assistant.page.overview_pane import Overview, findings_scaffold
from assistant.page.report_view import fetcher, scaffold
from assistant.page.startup import Startup
from assistant.page.words import DEFAULT, LANGUAGES, say

PARALLEL = 8
"""Questions answered at the same moment; further ones wait in the queue."""
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": PARALLEL}
"""How the page's own events run: no spinner over the page, no endpoint for programs."""
WATCHING: dict[str, Any] = {**QUIET, "concurrency_limit": None}
"""How the events run that last as long as a build."""
READY = "(known) => { if (known?.length) { reportPage.listReports(known); reportPage.watchChat(); reportPage.forgetQuestionLink(); } }"
FORGOTTEN = "() => [[], [], '', '']"
"""Clearing waits for no server, so that a question asked right after it is the first of a new conversation."""
DARK = "(report, language) => [report, language, document.body.classList.contains('dark')]"
DOWNLOADS = {"download_markdown": "md", "download_json": "json", "download_csv": "csv"}

_text = partial(label, language=DEFAULT)


def build(startup: Startup) -> gr.Blocks:
    """Return the page around an assistant that is loading or loaded."""
    do = Handlers(startup)
    overview = Overview(startup.assistant, do.library)
    with gr.Blocks(title=say(DEFAULT, "title"), analytics_enabled=False, fill_height=True, fill_width=True) as page:
        for name, function in zip(("ask", "search"), endpoints(startup.assistant), strict=True):
            gr.api(function, api_name=name, concurrency_limit=PARALLEL)
        on = SimpleNamespace()
        add_memory(on)
        add_header(on)
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="left"):
                add_chat(on)
            with gr.Column(elem_id="right"), gr.Tabs(elem_id="panes"):
                add_report(on, do)
                add_overview(on, overview)
        connect_start(page, on, do)
        connect_chat(on, do)
        connect_feedback(on, FeedbackForm(startup.assistant, feedback_file()))
        connect_overview(on, overview)
    return page


def add_memory(on: SimpleNamespace) -> None:
    """Add what the page remembers without showing it."""
    on.kept = gr.BrowserState([], storage_key="report-assistant-conversation", secret="report-assistant")
    on.chosen_language = gr.BrowserState("", storage_key="report-assistant-language", secret="report-assistant")
    on.rated_turn = gr.State("")
    on.dark = gr.Checkbox(visible=False)
    on.known, on.speech, on.file = gr.JSON(visible=False), gr.JSON(visible=False), gr.JSON(visible=False)


def add_header(on: SimpleNamespace) -> None:
    """Add what stands above both panes."""
    with gr.Row(elem_id="header"):
        on.header = gr.HTML(elem_id="page-name", **_text("header"))
        names = [(own_name, code) for code, own_name in LANGUAGES.items()]
        on.language = gr.Dropdown(names, value=DEFAULT, elem_id="language", filterable=False, container=False, min_width=120, scale=0, **_text("language"))
    on.status = gr.HTML("", elem_id="startup")
    on.again = gr.Button(visible=False, elem_id="try-again", size="sm", **_text("again"))


def add_chat(on: SimpleNamespace) -> None:
    """Add the conversation and, below it, question box, limits, downloads and the note to a thumb down."""
    on.chat = gr.Chatbot(
        elem_id="chat", show_label=False, height="100%", layout="panel", buttons=[], latex_delimiters=[], autoscroll=False, editable="user", **_text("chat")
    )
    with gr.Column(elem_id="composer"):
        on.notice = gr.HTML("", elem_id="notice")
        with gr.Column(elem_id="feedback", visible=False) as on.feedback:
            on.feedback_said = gr.HTML("")
            on.note = gr.Textbox(elem_id="note", lines=1, **_text("note"))
            with gr.Row():
                on.note_save = gr.Button(elem_id="note-save", size="sm", variant="primary", **_text("note_save"))
                on.note_close = gr.Button(elem_id="note-close", size="sm", **_text("note_close"))
        on.question = gr.Textbox(elem_id="question", show_label=False, autofocus=True, **_text("question"))
        with gr.Row(elem_id="options"):
            on.areas = gr.Dropdown([], multiselect=True, elem_id="areas", **_text("areas"))
            on.reports = gr.Dropdown([], multiselect=True, elem_id="reports", visible=False, **_text("reports"))
            on.summary = gr.Checkbox(elem_id="summary-switch", container=False, **_text("summary"))
        with gr.Row(elem_id="downloads"):
            on.downloads = gr.HTML(**_text("downloads"))
            for name in DOWNLOADS:
                setattr(on, name, gr.Button(elem_id=name.replace("_", "-"), size="sm", **_text(name)))


def add_report(on: SimpleNamespace, do: Handlers) -> None:
    """Add the report pane."""
    with gr.Tab(id="report", elem_id="report-tab", **_text("report_tab")) as on.report_tab:
        gr.HTML(
            scaffold(DEFAULT),
            elem_id="report",
            server_functions=[fetcher(do.library)],
            js_on_load="window.reportPage.mountReport(element, server)",
        )


def add_overview(on: SimpleNamespace, overview: Overview) -> None:
    """Add the overview pane; it is filled when its tab is opened."""
    with gr.Tab(id="overview", elem_id="overview", **_text("overview_tab")) as on.overview_tab, gr.Column(elem_id="overview-scroll"):
        on.overview_report = gr.Dropdown([], elem_id="overview-report", visible=False, **_text("overview_report"))
        on.overview_intro = gr.HTML(**_text("overview_intro"))
        on.heat = gr.Plot(elem_id="heat", container=False, show_label=False)
        on.overview_table = gr.HTML(elem_id="overview-table")
        on.timeline_intro = gr.HTML(**_text("timeline_intro"))
        on.timeline = gr.Plot(elem_id="timeline", container=False, show_label=False)
        gr.HTML(
            findings_scaffold(DEFAULT),
            elem_id="findings",
            server_functions=[overview.lister()],
            js_on_load="window.reportPage.mountFindings(element, server)",
        )


def shown(on: SimpleNamespace) -> list[Any]:
    """Return what a question changes."""
    return [on.chat, on.kept, on.question, on.notice]


def connect_start(page: gr.Blocks, on: SimpleNamespace, do: Handlers) -> None:
    """Speak the reader's language and watch the index until the page can be filled; later the reader may switch the language."""
    spoken = {name: part for name, part in vars(on).items() if label(name, DEFAULT)}

    def speak(code: str) -> dict[Any, Any]:
        return {**relabelled(spoken, code), on.speech: do.speech(code)}

    def greet(chosen: object, request: gr.Request) -> dict[Any, Any]:
        code = do.language(chosen, request)
        updates = speak(code)
        return {**updates, on.language: gr.update(value=code, **label("language", code))}

    def switch(code: str) -> dict[Any, Any]:
        return {**speak(code), on.chosen_language: code}

    worded = page.load(greet, [on.chosen_language], [*spoken.values(), on.speech], **WATCHING)
    watched = worded.then(do.watch_startup, [on.language], [on.status, on.again], **WATCHING)
    retried = on.again.click(do.try_again, [on.language], [on.status, on.again], **WATCHING)
    for event in (watched, retried):
        filled = event.then(do.opened, [on.kept, on.language], [on.areas, on.reports, on.overview_report, on.known, *shown(on)], **QUIET)
        filled.then(None, [on.known], None, js=READY)
    switched = on.language.input(switch, [on.language], [*spoken.values(), on.speech, on.chosen_language], **QUIET)
    for event in (worded, switched):
        event.then(None, [on.speech], None, js="(speech) => reportPage.speak(...speech)")


def connect_chat(on: SimpleNamespace, do: Handlers) -> None:
    """Answer what is asked, asked again, edited or taken back; save the conversation as a file."""
    limits = [on.reports, on.areas, on.summary, on.language]
    asked = [
        on.question.submit(do.ask, [on.question, on.kept, *limits], shown(on), **QUIET),
        on.chat.example_select(do.example, [on.kept, *limits], shown(on), **QUIET),
        on.chat.retry(do.retry, [on.kept, on.language], shown(on), **QUIET),
        on.chat.edit(do.edit, [on.kept, on.language], shown(on), **QUIET),
    ]
    for event in asked:
        event.then(do.add_summary, [on.kept, on.language], shown(on), **QUIET)
    on.chat.undo(do.undo, [on.kept], shown(on), **QUIET)
    on.chat.clear(None, None, shown(on), js=FORGOTTEN)
    for name, form in DOWNLOADS.items():
        made = getattr(on, name).click(partial(do.download, form=form), [on.kept, on.language], [on.file, on.notice], **QUIET)
        made.then(None, [on.file], None, js="(file) => reportPage.save(file)")


def connect_feedback(on: SimpleNamespace, form: FeedbackForm) -> None:
    """Write down thumbs and notes."""
    changed = [on.rated_turn, on.feedback, on.feedback_said, on.note]
    on.chat.like(form.rated, [on.kept, on.language], changed, **QUIET)
    for event in (on.note_save.click, on.note.submit):
        event(form.noted, [on.kept, on.rated_turn, on.note, on.language], changed, **QUIET)
    on.note_close.click(form.closed, None, changed, **QUIET)


def connect_overview(on: SimpleNamespace, overview: Overview) -> None:
    """Draw the overview when its tab is opened, and again for another report or language."""
    drawn = [on.heat, on.timeline, on.overview_table]
    inputs = [on.overview_report, on.language, on.dark]
    for event in (on.overview_tab.select, on.overview_report.input, on.language.input):
        event(overview.show, inputs, drawn, js=DARK, **QUIET)


def is_free(host: str, port: int) -> bool:
    """Return whether no other program listens at an address."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return True
    except OSError as error:
        return error.errno != errno.EADDRINUSE


def main() -> None:
    """Serve the page until interrupted."""
    parser = argparse.ArgumentParser(description="Ask the reports in the browser, on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, default=7860, help="port to serve on (default: 7860)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    arguments = parser.parse_args()
    if not is_free(arguments.host, arguments.port):
        taken = f"port {arguments.port} of {arguments.host} is taken. Stop what runs there, or choose another: app.py --port N, make run PORT=N"
        parser.exit(1, f"app.py: {taken}\n")
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
        mcp_server=True,
    )


if __name__ == "__main__":
    main()
