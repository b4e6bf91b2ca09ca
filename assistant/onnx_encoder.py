"""The default model's graph in onnxruntime: no torch, one forward pass a text, single words mostly without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.encoder import MAX_TOKENS, Encoding, Float32, Progress, piece_rarity, unit
from assistant.errors import DamagedIndexError, EncoderError
from assistant.memory import RowFile
from assistant.settings import DEFAULT_MODEL

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding as Pieces
    from tokenizers import Tokenizer

GRAPH = "model.onnx"
WEIGHTS = "model.onnx.data"
TOKENIZER = "tokenizer.json"
COMMON_IDS = "common_word_ids.npy"
COMMON_VECTORS = "common_word_vectors.npy"
MODEL_FILES = (GRAPH, WEIGHTS, TOKENIZER, COMMON_IDS, COMMON_VECTORS)
"""The files of an exported model, in one folder."""
LAST_COMMON_ID = 20_000
"""Piece ids run from frequent to rare words. Up to this one lie 95 % of the single-piece words that questions use and reports
do not; what lies beyond is encoded when a question brings it."""
MIN_COMMON_LENGTH = 2
BATCH_CHARS = 8192
"""Characters of one batch, padding counted: about 32 sentences, or a few hundred words. More only adds padding on two cores."""
BATCH_TEXTS = 512


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Vectors of the model's own single-piece words: row ``i`` of ``vectors`` (n, d), unit rows, is that of piece ``ids[i]`` (ascending)."""

    ids: npt.NDArray[np.int32]
    vectors: RowFile

    def row(self, piece_id: int | None) -> int | None:
        """Return the row of a piece, or None where it has none."""
        if piece_id is None:
            return None
        place = int(np.searchsorted(self.ids, piece_id))
        return place if place < len(self.ids) and self.ids[place] == piece_id else None


class OnnxEncoder:
    """The default model: mean pooling over the token vectors that onnxruntime computes."""

    def __init__(self, folder: Path, weights_sha256: str, *, threads: int = 0) -> None:
        """Load an exported model.

        Args:
            folder: holds ``MODEL_FILES``; the common words may be missing (they are then encoded like any other).
            weights_sha256: hash of the weights it was exported from.
            threads: threads for one forward pass; 0 leaves the choice to onnxruntime.

        Raises:
            EncoderError: the graph or the tokenizer cannot be loaded.
        """
        from tokenizers import Tokenizer

        self.folder = folder
        self._threads = threads
        self.session = self.open_session(folder / GRAPH)
        try:
            self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:
            raise EncoderError(f"cannot load the exported model in {folder}: {error}. Rebuild the index: assistant index --rebuild") from error
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.no_padding()
        self._common = _load_common(folder)
        self._weights_sha256 = weights_sha256

    def open_session(self, graph: Path) -> InferenceSession:
        """Return a graph ready to run, on as many threads as the encoder.

        Raises:
            EncoderError: it cannot be loaded.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        # An arena and planned memory keep the most that any text ever took; without them a pass is no slower.
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False
        # Threads that wait in a busy loop between two passes would take the cores from all that follows a pass.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        # Without it, eight-bit products overflow on x86-64 processors that lack VNNI, and answers would differ from one laptop to another.
        options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise EncoderError(f"cannot load the exported model in {graph.parent}: {error}. Rebuild the index: assistant index --rebuild") from error

    @property
    def id(self) -> str:
        """The model's name."""
        return DEFAULT_MODEL

    @property
    def weights_sha256(self) -> str:
        """SHA-256 of the weights that the graph was exported from."""
        return self._weights_sha256

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> list[Encoding]:
        """Encode texts in batches of similar length; see ``Encoder.encode``."""
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        result: dict[int, Encoding] = {}
        for batch in _batches(by_length, texts):
            result.update(zip(batch, self._encode_batch([texts[i] for i in batch]), strict=True))
            if progress:
                progress(len(result), len(texts))
        return [result[i] for i in range(len(texts))]

    def encode_words(self, words: Sequence[str]) -> Float32:
        """Return the vectors of single words, (words, d); see ``Encoder.encode_words``."""
        rows = [self._common.row(self.piece_id(w)) if self._common else None for w in words]
        rest = [w for w, row in zip(words, rows, strict=True) if row is None]
        encoded = iter(self.encode(rest) if rest else ())
        vectors = [next(encoded).vector if row is None else self._common_vector(row) for row in rows]
        return np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)

    def _common_vector(self, row: int) -> Float32:
        assert self._common is not None
        return np.asarray(self._common.vectors[row], dtype=np.float32)

    def _encode_batch(self, texts: Sequence[str]) -> list[Encoding]:
        pieces: list[Pieces] = self.tokenizer.encode_batch(texts) if len(texts) > 1 else [self.tokenizer.encode(texts[0])]
        lengths = [len(p) for p in pieces]
        ids = np.zeros((len(pieces), max(lengths)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, piece in enumerate(pieces):
            ids[row, : lengths[row]] = piece.ids
            mask[row, : lengths[row]] = 1
        hidden: Any = self.session.run(None, {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)})[0]
        result = []
        for row, piece in enumerate(pieces):
            tokens = hidden[row, : lengths[row]]
            keep = np.array(piece.special_tokens_mask) == 0
            result.append(Encoding(unit(tokens.mean(axis=0)), ids[row, : lengths[row]][keep].astype(np.int32), unit(tokens[keep])))
        return result

    def words(self, token_ids: Sequence[int]) -> list[str]:
        """Return the word pieces behind token ids."""
        return [self.tokenizer.id_to_token(int(i)) or "" for i in token_ids]

    @property
    def pieces(self) -> int:
        """Size of the vocabulary of word pieces."""
        return int(self.tokenizer.get_vocab_size())

    def count_pieces(self, text: str) -> int:
        """Return how many word pieces a text has."""
        return sum(m == 0 for m in self.tokenizer.encode(text).special_tokens_mask)

    def piece_id(self, word: str) -> int | None:
        """Return the id of a word that is a piece of its own, else None."""
        found: int | None = self.tokenizer.token_to_id(word)
        return found

    def is_word(self, word: str) -> bool:
        """Return whether a lower-case word is a piece of its own."""
        return self.piece_id(word) is not None

    def rarity(self, word: str) -> float:
        """Return how rare a lower-case English word is; see ``Encoder.rarity``."""
        return piece_rarity(self.piece_id(word))

    def common_words(self) -> list[str]:
        """Return the model's own words that are worth encoding ahead of any question, by ascending piece id."""
        vocabulary = sorted((i, w) for w, i in self.tokenizer.get_vocab().items())
        return [w for i, w in vocabulary if i <= LAST_COMMON_ID and len(w) >= MIN_COMMON_LENGTH and w.isascii() and w.isalpha()]


def write_common_words(folder: Path, encoder: OnnxEncoder, progress: Progress | None = None) -> None:
    """Encode the model's own words once and store their vectors beside the model: questions are full of them."""
    words = encoder.common_words()
    vectors = np.stack([e.vector for e in encoder.encode(words, progress)])
    ids = np.array([encoder.piece_id(w) for w in words], dtype=np.int32)
    np.save(folder / COMMON_IDS, ids, allow_pickle=False)
    np.save(folder / COMMON_VECTORS, vectors.astype(np.float16), allow_pickle=False)


def _load_common(folder: Path) -> CommonWords | None:
    if not (folder / COMMON_IDS).is_file():
        return None
    try:
        return CommonWords(np.load(folder / COMMON_IDS, allow_pickle=False), RowFile(folder / COMMON_VECTORS))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"the common words in {folder.name} cannot be loaded ({error})") from error


def _batches(by_length: Sequence[int], texts: Sequence[str]) -> list[list[int]]:
    """Cut texts, shortest first, into batches of ``BATCH_CHARS`` at most, padding counted."""
    batches: list[list[int]] = []
    for i in by_length:
        full = batches and (len(batches[-1]) + 1) * max(len(texts[i]), 1) > BATCH_CHARS
        if not batches or full or len(batches[-1]) >= BATCH_TEXTS:
            batches.append([])
        batches[-1].append(i)
    return batches
