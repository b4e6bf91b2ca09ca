"""Time from Enter to the painted answer, in Chromium, beside an empty Gradio echo app in the same run.

    python tests/browser/measure_speed.py

Asks 30 gold questions of the dev split, one conversation, after 3 to warm up; the two apps take turns, question by question.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from conftest import CHROMIUM_FLAGS, Server, find_chromium
from playwright.sync_api import Page, sync_playwright

from evals.gold import load_gold

QUESTIONS = 30
WARM_UP = 3
_PAINTED = """(question) => new Promise((done) => {
    const box = document.querySelector('#question textarea');
    const count = document.querySelectorAll('.answer').length;
    let start;
    const watch = new MutationObserver(() => {
        if (document.querySelectorAll('.answer').length <= count) return;
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(document.body, { childList: true, subtree: true });
    window.enterPressed = () => { start = performance.now(); };
    box.addEventListener('keydown', window.enterPressed, { once: true, capture: true });
})"""
"""Resolves with the milliseconds from the key press to the second frame after the new answer stands in the page."""


def ask(page: Page, question: str) -> float:
    """Ask, and return the milliseconds until the answer is painted."""
    page.fill("#question textarea", question)
    painted = page.evaluate_handle(f"(question) => {{ window.painted = ({_PAINTED})(question); return null; }}", question)
    painted.dispose()
    page.press("#question textarea", "Enter")
    return float(page.evaluate("window.painted"))


def main() -> None:
    """Measure and print."""
    from assistant.assistant import Assistant
    from assistant.page.library import Library

    library = Library(Assistant())
    gold = load_gold([library.report(i) for i in library.ids])
    questions = sorted({q.question for q in gold if q.split == "dev" and not q.history and q.language == "en"})[: WARM_UP + QUESTIONS]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        servers = {
            "the assistant": Server(log=Path(folder) / "app.log", environment={"ASSISTANT_FEEDBACK": folder}),
            "an empty echo app": Server("tests/browser/echo_app.py", log=Path(folder) / "echo.log"),
        }
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        try:
            pages = {name: browser.new_page() for name in servers}
            for name, server in servers.items():
                pages[name].goto(server.wait().url)
                pages[name].wait_for_selector("#question textarea")
            pages["the assistant"].wait_for_selector(".report-body article")
            times: dict[str, list[float]] = {name: [] for name in servers}
            for question in questions:
                for name, page in pages.items():
                    page.bring_to_front()
                    times[name].append(ask(page, question))
        finally:
            browser.close()
            for server in servers.values():
                server.stop()
    for name, all_times in times.items():
        warm = sorted(all_times[WARM_UP:])
        print(f"{name}: median {statistics.median(warm):.0f} ms, p95 {warm[int(0.95 * len(warm))]:.0f} ms, worst {warm[-1]:.0f} ms ({len(warm)} questions)")


if __name__ == "__main__":
    main()
