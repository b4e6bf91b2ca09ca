"""Another second reading of a statement, by a model of natural language inference: more telling than the first one, and dearer."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.encoder import Encoder
from assistant.entailment import MAX_CHARS, Entailed
from assistant.errors import EncoderError
from assistant.nli_graph import GRAPH, REACH, TOKENIZER
from assistant.nli_weights import HEADS
from assistant.onnx_encoder import OnnxEncoder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


class OnnxNli:
    """The published model with what was fitted onto it, in onnxruntime. Loaded at the first question that needs it; threads may share it."""

    def __init__(self, folder: Path, encoder: OnnxEncoder) -> None:
        """Say where the files are.

        Args:
            folder: holds ``nli_graph.NLI_FILES``.
            encoder: says how graphs are opened.
        """
        self._folder = folder
        self._encoder = encoder
        self._lock = threading.Lock()
        self._loaded: tuple[InferenceSession, Tokenizer] | None = None

    def read(self, question: str, statement: str) -> Entailed:
        """Return what a statement answers.

        Raises:
            EncoderError: the graph or the tokenizer cannot be loaded.
        """
        session, tokenizer = self._load()
        ids = np.array([tokenizer.encode(statement[:MAX_CHARS], question).ids], dtype=np.int64)
        n = ids.shape[1]
        places = np.arange(n)
        apart = places[:, None] - places[None, :]
        forth, back = (np.ascontiguousarray(np.broadcast_to(d + n - 1, (1, HEADS, n, n))) for d in (apart, -apart))
        given = {"input_ids": ids, "first": np.array([REACH - n + 1]), "end": np.array([REACH + n]), "forth": forth, "back": back}
        result: Any = session.run(None, given)[0]
        return Entailed(*(float(x) for x in result[0]))

    def _load(self) -> tuple[InferenceSession, Tokenizer]:
        loaded = self._loaded
        if loaded is None:
            with self._lock:
                loaded = self._loaded = self._loaded or self._open()
        return loaded

    def _open(self) -> tuple[InferenceSession, Tokenizer]:
        from tokenizers import Tokenizer

        try:
            tokenizer: Tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        except Exception as error:
            raise EncoderError(f"cannot load {TOKENIZER} in {self._folder}: {error}. Rebuild the index: assistant index --rebuild") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(REACH + 1, strategy="longest_first")
        return self._encoder.open_session(self._folder / GRAPH), tokenizer


def nli_for(encoder: Encoder) -> OnnxNli | None:
    """Return the reading that lies beside an index, or None where another encoder than the default one made that index."""
    if not isinstance(encoder, OnnxEncoder) or not (encoder.folder / GRAPH).is_file():
        return None
    return OnnxNli(encoder.folder, encoder)
