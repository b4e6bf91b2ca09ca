"""What is on the page while the index is loaded or built, and when that fails."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.page.markup import Markup, tag
from assistant.page.words import say
from assistant.settings import Settings

POLL_SECONDS = 0.2
"""How often an open page is told how far a build is."""
_logger = logging.getLogger(__name__)
_STEPS = {
    "reading reports": "step_reading",
    "loading the model": "step_model",
    "exporting the model": "step_export",
    "checking the export": "step_check",
    "encoding": "step_encoding",
    "encoding words": "step_words",
}
"""What a build says it is doing -> the page's word for it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far the start is; ``error`` says what to do where it failed, ``unexpected`` names an error that nobody foresaw."""

    state: Literal["loading", "ready", "failed"]
    step: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    unexpected: str = ""


class Startup:
    """Loads the assistant in the background, so that the page is there at once and tells what happens."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Make the assistant; ``begin`` loads it."""
        self.assistant = Assistant(settings=settings, progress=self._progress)
        self._lock = threading.Lock()
        self._status = Status("loading")
        self._running = False

    @property
    def status(self) -> Status:
        """How far the start is now."""
        return self._status

    def begin(self) -> None:
        """Load in a thread, unless that is under way or done."""
        with self._lock:
            if self._running or self._status.state == "ready":
                return
            self._running = True
            self._status = Status("loading")
        threading.Thread(target=self._load, daemon=True, name="load-index").start()

    def watch(self) -> Iterator[Status]:
        """Yield the status whenever it changes, until the assistant is ready or has failed."""
        last = None
        while True:
            status = self._status
            if status != last:
                yield status
                last = status
            if status.state != "loading":
                return
            time.sleep(POLL_SECONDS)

    def _load(self) -> None:
        try:
            self.assistant.load()
            self._status = Status("ready")
        except AssistantError as error:
            self._status = Status("failed", error=str(error))
        except Exception as error:
            _logger.exception("the index could not be loaded")
            self._status = Status("failed", unexpected=f"{type(error).__name__}: {error}")
        finally:
            self._running = False

    def _progress(self, what: str, done: int, total: int) -> None:
        self._status = Status("loading", what, done, total)


def status_html(status: Status, language: str) -> Markup:
    """Return the notice above the page; nothing once the assistant is ready."""
    if status.state == "ready":
        return Markup("")
    if status.state == "failed":
        why = say(language, "failed_unexpected", error=status.unexpected) if status.unexpected else status.error
        return tag("div", tag("b", say(language, "failed")), " ", why, class_="startup failed", role="alert")
    if not status.step:
        return tag("div", say(language, "loading"), class_="startup", role="status")
    step = say(language, _STEPS[status.step]) if status.step in _STEPS else status.step
    count = say(language, "step_count", done=f"{status.done:,}", total=f"{status.total:,}") if status.total > 1 else ""
    bar = tag("progress", max=max(status.total, 1), value=status.done, aria_label=step)
    head = tag("p", tag("b", say(language, "building")), " ", say(language, "building_why"))
    return tag("div", head, tag("p", bar, " ", tag("span", step, " ", count, class_="startup-step")), class_="startup", role="status")
