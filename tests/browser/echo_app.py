"""An empty Gradio chat that repeats what it is asked: what any Gradio page costs, to hold ours beside."""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr


def echo(question: str, shown: list[dict[str, str]]) -> tuple[list[dict[str, str]], str]:
    """Add the question and itself as its answer."""
    answer = f'<div class="answer">{question}</div>'
    return [*shown, {"role": "user", "content": question}, {"role": "assistant", "content": answer}], ""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    with gr.Blocks(analytics_enabled=False) as page:
        chat = gr.Chatbot()
        question = gr.Textbox(elem_id="question")
        question.submit(echo, [question, chat], [chat, question], show_progress="hidden")
    page.launch(server_name="127.0.0.1", server_port=parser.parse_args().port, share=False)


if __name__ == "__main__":
    main()
