"""A second reading of a statement: whether it answers a question yes, no, partly, or not at all.

A fitted cross-encoder (Reimers and Gurevych 2019; the labels are those of natural language inference, Bowman et al. 2015, put to questions)
reads question and statement together. Its layers are the default encoder's, trained further on statements of made-up reports
(``evals/statements``) by ``python -m evals.fit_entailment --write``, which also says how well it reads statements that it has not seen. The weights are kept in
eight bits (``data/entailment.json`` and ``.safetensors``); the graph that runs them is written beside the encoder's when an index is built.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Span
from assistant.encoder import Encoder
from assistant.errors import WeightsError
from assistant.fitted import Arrays, read_fitted, write_fitted
from assistant.onnx_encoder import OnnxEncoder

if TYPE_CHECKING:
    import onnxruntime

RESOURCE = Path(__file__).resolve().parent / "data" / "entailment.json"
GRAPH = "entailment.onnx"
LABELS = ("yes", "no", "partly", "unsaid")
"""What a statement may answer, in the order of the outputs."""
SUREST = 6.0
"""Log odds beyond these make no difference."""
MAX_CHARS = 900
"""Of a statement; what lies behind is not read. About 200 word pieces."""


@dataclass(frozen=True, slots=True)
class Entailed:
    """Natural logarithms of the probabilities that a statement answers yes, no, partly, or that it does not say."""

    yes: float
    no: float
    partly: float
    unsaid: float

    @property
    def margin(self) -> float:
        """How much more probable a yes is than a no, as log odds."""
        return self.yes - self.no

    @property
    def left_open(self) -> float:
        """How surely the statement leaves the question open, from -1 to 1: log odds, cut off at ``SUREST``."""
        odds = self.unsaid - math.log(max(-math.expm1(min(self.unsaid, 0.0)), 1e-9))
        return max(-SUREST, min(SUREST, odds)) / SUREST


LEARNED_COUNTRY = "Peru"
"""The country of the report that the model learned from: it takes a question that names another one for one that is left open."""


def statement_of(span: Span) -> str:
    """Return a span as it is read: a list's item or a table's row with what leads to it."""
    return span.text if span.kind == "sentence" else f"{span.context} {span.text}"


class Entailment(Protocol):
    """What reads a question and a statement together."""

    def read(self, question: str, statement: str) -> Entailed:
        """Return what the statement answers."""
        ...


@dataclass(frozen=True, slots=True)
class EntailmentWeights:
    """The fitted layers: ``arrays`` by their names in the encoder, matrices as int8 (in, out) with a ``.scale`` (out,) beside them; fitted on ``encoder``."""

    arrays: Arrays
    encoder: str


def in_eight_bits(matrix: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return a matrix (in, out) in whole steps, and the size of a step by column (out,)."""
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-12) / 127.0
    return np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


def write_entailment(weights: EntailmentWeights, path: Path = RESOURCE) -> None:
    """Write fitted layers."""
    write_fitted(path, {"encoder": weights.encoder, "labels": list(LABELS)}, weights.arrays)


@cache
def load_entailment(path: Path = RESOURCE) -> EntailmentWeights:
    """Return the fitted layers of a file.

    Raises:
        WeightsError: a file is missing, damaged, has been changed by hand, or is of other labels.
    """
    mend = "Install the package anew, or fit the model: python -m evals.fit_entailment --write"
    numbers, arrays = read_fitted(path, mend)
    if numbers.get("labels") != list(LABELS):
        raise WeightsError(f"{path.name} is of another version of the model (labels {numbers.get('labels')}). {mend}")
    return EntailmentWeights(arrays, numbers["encoder"])


class OnnxEntailment:
    """The fitted cross-encoder in onnxruntime. Loaded at the first question that needs it; threads may share it."""

    def __init__(self, folder: Path, encoder: OnnxEncoder) -> None:
        """Say where the graph is.

        Args:
            folder: holds ``GRAPH`` beside the encoder's weights.
            encoder: cuts texts into word pieces.
        """
        self._path = folder / GRAPH
        self._encoder = encoder
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def read(self, question: str, statement: str) -> Entailed:
        """Return what a statement answers.

        Raises:
            EncoderError: the graph cannot be loaded.
        """
        pieces = self._encoder.tokenizer.encode(question, statement[:MAX_CHARS])
        ids = np.array([pieces.ids], dtype=np.int64)
        result: Any = self._loaded().run(None, {"input_ids": ids, "token_type_ids": np.array([pieces.type_ids], dtype=np.int64)})[0]
        return Entailed(*(float(x) for x in result[0]))

    def _loaded(self) -> onnxruntime.InferenceSession:
        session = self._session
        if session is None:
            with self._lock:
                session = self._session = self._session or self._encoder.open_session(self._path)
        return session


def entailment_for(encoder: Encoder) -> OnnxEntailment | None:
    """Return the second reading that lies beside an index, or None where another encoder than the default one made that index."""
    if not isinstance(encoder, OnnxEncoder) or not (encoder.folder / GRAPH).is_file():
        return None
    return OnnxEntailment(encoder.folder, encoder)
