"""Deterministic stand-ins for what is slow or random, passed in where the real ones go."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from assistant.encoder import Encoding, Float32, unit

DIMENSION = 32
PIECES = 8192
_WORD = re.compile(r"[^\W_]+")


class FakeEncoder:
    """Every word is a piece with a random direction of its own, seeded by its letters; a text is the mean of its words.

    ``encoded`` lists the texts in the order they were encoded, so that a test can tell what was encoded again.
    """

    def __init__(self, name: str = "fake", *, on_encode: Callable[[], None] = lambda: None) -> None:
        self.encoded: list[str] = []
        self._name = name
        self._words: dict[int, str] = {}
        self._vectors: dict[str, Float32] = {}
        self._on_encode = on_encode

    @property
    def id(self) -> str:
        return self._name

    @property
    def weights_sha256(self) -> str:
        return hashlib.sha256(self._name.encode()).hexdigest()

    @property
    def pieces(self) -> int:
        return PIECES

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[Encoding]:
        self._on_encode()
        self.encoded.extend(texts)
        result = [self._encode(text) for text in texts]
        if progress:
            progress(len(texts), len(texts))
        return result

    def encode_words(self, words: Sequence[str]) -> Float32:
        return np.stack([e.vector for e in self.encode(words)]) if words else np.zeros((0, DIMENSION), dtype=np.float32)

    def words(self, token_ids: Sequence[int]) -> list[str]:
        return [self._words.get(int(i), "") for i in token_ids]

    def count_pieces(self, text: str) -> int:
        return len(_WORD.findall(text))

    def is_word(self, word: str) -> bool:
        return True

    def common_words(self) -> list[str]:
        return []

    def rarity(self, word: str) -> float:
        return 1.0

    def _encode(self, text: str) -> Encoding:
        pieces = [word.lower() for word in _WORD.findall(text)]
        tokens = np.stack([self._vector(p) for p in pieces]) if pieces else np.zeros((0, DIMENSION), dtype=np.float32)
        mean = tokens.mean(axis=0) if pieces else np.zeros(DIMENSION, dtype=np.float32)
        return Encoding(unit(mean), np.array([self._id(p) for p in pieces], dtype=np.int32), tokens)

    def _vector(self, word: str) -> Float32:
        if word not in self._vectors:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "little")
            self._vectors[word] = unit(np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32))
        return self._vectors[word]

    def _id(self, word: str) -> int:
        number = int.from_bytes(hashlib.sha256(word.encode()).digest()[8:12], "little") % PIECES
        self._words[number] = word
        return number
