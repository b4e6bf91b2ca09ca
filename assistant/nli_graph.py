"""Lay the model of natural language inference out as an ONNX graph beside the encoder's: eight-bit layers, attention that knows distances.

DeBERTa adds to the score of two pieces what the query makes of their distance, and what the key makes of it (He et al. 2021, "DeBERTa:
Decoding-enhanced BERT with Disentangled Attention"). What every head makes of every distance depends on no text: it is worked out here, once.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.entailment_graph import EightBitComposer
from assistant.errors import EncoderError
from assistant.fitted import Arrays
from assistant.nli_weights import EPSILON, HEADS, layers_of, load_nli, merged, nli_tokenizer, read_published

if TYPE_CHECKING:
    import onnx

GRAPH, TOKENIZER = "nli.onnx", "nli_tokenizer.json"
NLI_FILES = (GRAPH, f"{GRAPH}.data", TOKENIZER)
"""The files beside an index."""
OUTPUT = "answers"
REACH = 191
"""The farthest that two pieces may be apart; of longer pairs the longer text loses its end."""


def write_nli_graph(folder: Path) -> Path:
    """Write the graph, its weights and its tokenizer into a folder, and return the graph's path.

    Inputs are of one pair of ``n`` pieces: ``input_ids`` (1, n); ``first`` and ``end`` (1,), the columns ``REACH - n + 1`` and ``REACH + n`` between which
    the distances lie that there are; ``forth`` (1, heads, n, n), in which row i and column j hold i - j + n - 1, and ``back``, j - i + n - 1. The
    output are four log probabilities, (1, 4).

    Raises:
        WeightsError: the published weights or the fitted ones are not those whose hash is recorded.
        EncoderError: the package that carries the published weights is missing or cannot be read.
    """
    import onnx

    path = folder / GRAPH
    published = read_published()
    try:
        arrays = merged(published, load_nli(), REACH)
        model = _NliGraph(arrays, layers_of(published)).compose()
        onnx.save(model, str(path), save_as_external_data=True, location=f"{GRAPH}.data", size_threshold=1024)
        shutil.copyfile(nli_tokenizer(), folder / TOKENIZER)
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"cannot lay out the model of natural language inference in {folder}: {error}. Reinstall the package.") from error
    return path


class _NliGraph(EightBitComposer):
    """The published layers with what was fitted onto them."""

    def __init__(self, arrays: Arrays, layers: int) -> None:
        super().__init__(arrays)
        self._layers, self._epsilon = layers, EPSILON

    def compose(self) -> onnx.ModelProto:
        words = self.node("Gather", [self.constant("words"), "input_ids"], "words.bytes")
        x = self.node("DequantizeLinear", [words, self.constant("words.scale"), self.constant("words.zero")], "words.floats")
        norm = [self.constant(f"words.norm.{part}") for part in ("weight", "bias")]
        x = self.node("LayerNormalization", [x, *norm], "embedded", epsilon=self._epsilon)
        self.constant("by_head", np.array([0, 0, HEADS, -1], dtype=np.int64))
        self.constant("columns", np.array([2], dtype=np.int64))
        self.constant("together", np.array([0, 0, -1], dtype=np.int64))
        for i in range(self._layers):
            x = self._layer(i, x)
        self._head(x)
        square: list[str | int] = [1, HEADS, "n", "n"]
        inputs: dict[str, list[str | int]] = {"input_ids": [1, "n"], "first": [1], "end": [1], "forth": square, "back": square}
        return self.model("nli", inputs, {OUTPUT: [1, len(self._arrays["head.bias"])]})

    def _layer(self, i: int, x: str) -> str:
        at = f"layer.{i}"
        projected = self.dense(f"{at}.qkv", x, biased=True)
        names = [f"{at}.{part}" for part in ("query", "key", "value")]
        self.node("Split", [projected], names[0], also=names[1:], axis=2, num_outputs=3)
        query, key, value = (self._by_head(name, [0, 2, 1, 3]) for name in names)
        content = self.node("MatMul", [query, self._by_head(names[1], [0, 2, 3, 1], "turned")], f"{at}.content")
        to_keys = self._of_distances(f"{at}.to_keys", query, "forth")
        to_queries = self.node("Transpose", [self._of_distances(f"{at}.to_queries", key, "back")], f"{at}.to_queries.turned", perm=[0, 1, 3, 2])
        scores = self.node("Add", [self.node("Add", [content, to_keys], f"{at}.two"), to_queries], f"{at}.scores")
        attended = self.node("MatMul", [self.node("Softmax", [scores], f"{at}.attention", axis=3), value], f"{at}.by_heads")
        turned = self.node("Transpose", [attended], f"{at}.by_pieces", perm=[0, 2, 1, 3])
        mixed = self.dense_and_norm(f"{at}.mixed", self.node("Reshape", [turned, "together"], f"{at}.attended"), x)
        return self.feed_forward(at, mixed)

    def _by_head(self, name: str, order: list[int], suffix: str = "heads") -> str:
        """Part (1, n, d) into heads; ``order`` says how head, piece and width follow."""
        parted = self.node("Reshape", [name, "by_head"], f"{name}.parted.{suffix}")
        return self.node("Transpose", [parted], f"{name}.{suffix}", perm=order)

    def _of_distances(self, name: str, x: str, places: str) -> str:
        """Add what each piece makes of its distance to each other one, (1, heads, n, n)."""
        near = self.node("Slice", [self.constant(name), "first", "end", "columns"], f"{name}.near")
        return self.node("GatherElements", [self.node("MatMul", [x, near], f"{name}.all"), places], f"{name}.chosen", axis=3)

    def _head(self, x: str) -> None:
        """Add the head: the first piece's vector, a dense layer, GELU, a dense layer, logarithms of probabilities."""
        first = self.node("Gather", [x, self.constant("head.first", np.array(0, dtype=np.int64))], "first_piece", axis=1)
        pooled = self.node("Gelu", [self.node("Gemm", [first, self.constant("pool"), self.constant("pool.bias")], "pooled")], "active", "com.microsoft")
        scores = self.node("Gemm", [pooled, self.constant("head"), self.constant("head.bias")], "scores")
        self.node("LogSoftmax", [scores], OUTPUT, axis=1)
