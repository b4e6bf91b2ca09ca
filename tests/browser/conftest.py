"""One server and one Chromium for the whole session; a page of its own for each test."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ANSWER_MS = 20_000
"""Longest wait for anything on a busy machine; conditions are waited for, not times."""
SETTLE_STEP_MS = 50
INDEX_SECONDS = 600
"""Longest build of the index: half a minute on an idle laptop, several times that on a loaded machine."""


def _unavailable(reason: str) -> None:
    if os.environ.get("ASSISTANT_REQUIRE_BROWSER"):
        pytest.fail(f"{reason} (ASSISTANT_REQUIRE_BROWSER is set)")
    pytest.skip(reason)


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The app as a user starts it: a process of its own."""

    def __init__(self, program: str = "app.py", *, log: Path, environment: dict[str, str] | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log = log
        self._output = log.open("w")
        self.process = subprocess.Popen(
            [sys.executable, program, "--port", str(self.port)],
            cwd=ROOT,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )

    def wait(self) -> Server:
        probe = urllib.request.Request(self.url)
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"the app ended:\n{self.log.read_text()}")
            try:
                with urllib.request.urlopen(probe, timeout=5):
                    return self
            except (urllib.error.URLError, OSError):
                try:
                    self.process.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
        raise RuntimeError(f"the app does not answer on {self.url}:\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._output.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def index() -> None:
    """The index is up to date: a fresh checkout builds it here, once, so that no test waits for it."""
    subprocess.run([sys.executable, "-m", "assistant", "index"], cwd=ROOT, check=True, timeout=INDEX_SECONDS)


@pytest.fixture(scope="session")
def server(tmp_path_factory, index):
    if importlib.util.find_spec("gradio") is None:
        _unavailable("gradio is not installed: the app extra is missing")
    feedback = tmp_path_factory.mktemp("feedback")
    running = Server(log=tmp_path_factory.mktemp("server") / "app.log", environment={"ASSISTANT_FEEDBACK": str(feedback)})
    running.feedback = feedback
    try:
        yield running.wait()
    finally:
        running.stop()


@pytest.fixture
def own_server(tmp_path):
    """Start servers with an environment of their own; they end with the test."""
    running = []

    def start(**environment: str) -> Server:
        running.append(Server(log=tmp_path / f"app-{len(running)}.log", environment=environment))
        return running[-1].wait()

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    try:
        from playwright.sync_api import expect, sync_playwright
    except ModuleNotFoundError:
        _unavailable("playwright is not installed")
    executable = find_chromium()
    if not executable:
        _unavailable("no chromium found; install it or name it in CHROMIUM")
    expect.set_options(timeout=ANSWER_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Screen:
    """A page on the app, with what the tests do on it in a reader's words, and a record of what it fetched and complained about."""

    def __init__(self, context, url: str) -> None:
        self.context = context
        self.url = url
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.set_default_timeout(ANSWER_MS)
        self.under_way: list[str] = []
        self.page.on("request", self._began)
        self.page.on("requestfinished", lambda request: self.under_way.remove(request.url))
        self.page.on("requestfailed", lambda request: self.under_way.remove(request.url))
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}") if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))

    def _began(self, request) -> None:
        self.requests.append(request.url)
        self.under_way.append(request.url)

    def settle(self) -> None:
        """Wait until nothing is being fetched but the heartbeat, which lasts as long as the page: a page left before that complains."""
        for _ in range(ANSWER_MS // SETTLE_STEP_MS):
            if not [url for url in self.under_way if "/heartbeat/" not in url]:
                return
            self.page.wait_for_timeout(SETTLE_STEP_MS)
        raise AssertionError(f"still under way after {ANSWER_MS} ms: {self.under_way}")

    def open(self, link: str = "") -> Screen:
        self.page.goto(self.url + link)
        self.page.wait_for_selector(".report-body article", state="attached")
        return self

    def ask(self, question: str):
        """Ask, and return the new answer once it is there."""
        before = self.page.locator(".answer").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        answer = self.page.locator(".answer").nth(before)
        answer.wait_for()
        return answer

    def until(self, holds) -> None:
        """Wait until something outside the page holds, such as a file that the server writes."""
        for _ in range(ANSWER_MS // 100):
            if holds():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"not within {ANSWER_MS} ms: {holds}")

    def cited(self) -> str:
        """The words marked in the report now."""
        self.page.wait_for_selector(".report-body mark.current", state="attached")
        return "".join(self.page.locator(".report-body mark.current").all_inner_texts())


@pytest.fixture
def new_screen(chromium, server):
    """Make screens of any size and colour scheme; they are closed after the test."""
    contexts = []

    def make(*, width: int = 1440, height: int = 900, dark: bool = False, url: str | None = None, **options) -> Screen:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options)
        contexts.append(context)
        return Screen(context, url or server.url)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def screen(new_screen) -> Screen:
    return new_screen().open()
