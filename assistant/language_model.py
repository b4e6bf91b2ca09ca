"""Language models behind one protocol: any OpenAI-compatible server, through the official client.

The local model (``assistant.local_model``) is such a server too. Keys are read from the environment or a file, sent to the configured
server, and shown nowhere.
"""

from __future__ import annotations

import importlib.util
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from assistant.errors import LanguageModelError, SummaryError
from assistant.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

MAX_TOKENS = 120
"""Longest generated summary: three sentences."""
CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
"""Longest silence of a server between two pieces of text."""
RETRIES = 2
"""Further tries, after 0.5 and 1 second, where a server cannot be reached or is busy; a stream that broke off is not tried again."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model; ``role`` is "system", "user" or "assistant"."""

    role: str
    text: str


class LanguageModel(Protocol):
    """What turns a prompt into text, piece by piece."""

    @property
    def name(self) -> str:
        """The model's name, for readers."""
        ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of the reply.

        Raises:
            LanguageModelError: the model cannot be loaded or reached, or broke off.
        """
        ...


class ChatModel:
    """A model on an OpenAI-compatible server, through the official client."""

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str | None = None,
        *,
        seconds: float = 30.0,
        retries: int = RETRIES,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
        use_proxy: bool = True,
    ) -> None:
        """Say where the server is; nothing is sent yet.

        Args:
            base_url: the server's address up to and including ``/v1``.
            model: the model's name on that server.
            key: the server's key; None where it asks for none.
            seconds: longest time for one reply.
            retries: further tries where the server cannot be reached or is busy.
            connect_seconds: longest wait for a connection.
            read_seconds: longest wait for the next piece of text.
            use_proxy: follow the proxy settings of the environment.
        """
        self.name = model
        self._base_url = base_url
        self._shown = re.sub(r"//[^/@]*@", "//", base_url)  # an address may hold a password
        self._key = key
        self._seconds = seconds
        self._retries = retries
        self._timeouts = (connect_seconds, read_seconds)
        self._use_proxy = use_proxy
        self._client: OpenAI | None = None
        self._lock = threading.Lock()

    def _connected(self) -> OpenAI:
        with self._lock:
            if self._client is None:
                if importlib.util.find_spec("openai") is None:
                    raise LanguageModelError("the package openai is not installed, which language models are reached through. Run: pip install openai")
                from openai import DefaultHttpxClient, OpenAI, Timeout

                connect, read = self._timeouts
                timeout = Timeout(read, connect=connect)
                try:
                    self._client = OpenAI(
                        base_url=self._base_url,
                        api_key=self._key or "none",
                        timeout=timeout,
                        max_retries=self._retries,
                        http_client=DefaultHttpxClient(timeout=timeout, trust_env=self._use_proxy),
                        default_headers=_quiet_headers(),
                    )
                except Exception as error:
                    raise LanguageModelError(f"cannot use the address {self._shown}: {error}. Correct ASSISTANT_SUMMARY_URL.") from error
            return self._client

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of the reply; see ``LanguageModel.stream``."""
        client = self._connected()
        deadline = time.monotonic() + self._seconds
        started = finished = False
        try:
            reply: Any = client.chat.completions.create(
                model=self.name,
                messages=cast("Any", [{"role": m.role, "content": m.text} for m in messages]),
                temperature=0.0,
                max_tokens=MAX_TOKENS,
                stream=True,
            )
            with reply:
                for chunk in reply:
                    started = True
                    if time.monotonic() > deadline:
                        raise LanguageModelError(f"the language model {self.name} took longer than {self._seconds:g} s.")
                    for choice in chunk.choices[:1]:
                        finished = finished or choice.finish_reason is not None
                        if choice.delta.content:
                            yield str(choice.delta.content)
        except LanguageModelError:
            raise
        except Exception as error:  # what breaks a stream is the client's, its transport's or a JSON decoder's, by version
            raise LanguageModelError(self._told(error, started=started)) from error
        if not finished:
            raise LanguageModelError(f"the server {self._shown} broke off before the end.")

    def _told(self, error: Exception, *, started: bool) -> str:
        """Return what went wrong and what to do, without the key."""
        import openai

        where = f"the server {self._shown}"
        match error:
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return f"{where} refuses the key. Check ASSISTANT_SUMMARY_KEY or ASSISTANT_SUMMARY_KEY_FILE."
            case openai.APIStatusError():
                return f"{where} answers with status {error.status_code} for the model {self.name!r}. Check ASSISTANT_SUMMARY_MODEL."
            case _ if started:
                return f"{where} broke off in mid-stream. Check that it runs."
            case openai.APITimeoutError():
                return f"{where} does not answer in time. Check that it runs."
            case openai.APIConnectionError():
                return f"{where} cannot be reached. Check ASSISTANT_SUMMARY_URL and that it runs."
            case _:
                return f"{where} does not speak the OpenAI protocol ({type(error).__name__}). Check ASSISTANT_SUMMARY_URL, up to /v1."


def _quiet_headers() -> dict[str, Any]:
    """Return headers that keep the client from telling the server about this machine (system, Python version)."""
    from openai import Omit

    names = ("Lang", "Package-Version", "OS", "Arch", "Runtime", "Runtime-Version", "Async")
    return {f"X-Stainless-{name}": Omit() for name in names} | {"User-Agent": "report-assistant"}


def read_key(settings: Settings) -> str | None:
    """Return the key of the remote model: that of the environment, or the first line of the key file.

    Raises:
        SummaryError: the key file cannot be read or is empty.
    """
    if settings.summary_key or settings.summary_key_file is None:
        return settings.summary_key
    try:
        lines = settings.summary_key_file.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise SummaryError(f"cannot read the key file {settings.summary_key_file}: {type(error).__name__}. Correct ASSISTANT_SUMMARY_KEY_FILE.") from error
    if not lines:
        raise SummaryError(f"the key file {settings.summary_key_file} is empty, expected the key on its first line.")
    return lines[0]
