"""Lay the fitted cross-encoder out as an ONNX graph beside the encoder's: eight-bit layers, the encoder's own table of words.

Composed, as ``onnx_export``, from onnxruntime's own operators; nothing needs torch. The table of words, two thirds of the weights, is not
written again: the graph points into the encoder's file of weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.entailment import GRAPH, EntailmentWeights
from assistant.errors import EncoderError, WeightsError
from assistant.onnx_export import FUSED, Composer

if TYPE_CHECKING:
    import onnx

INPUTS = ("input_ids", "token_type_ids")
OUTPUT = "answers"
_TABLES = ("word", "position", "token_type")


def write_entailment_graph(weights: EntailmentWeights, encoder_graph: Path, encoder_sha256: str) -> Path:
    """Write the graph into the folder of the encoder's graph, and return its path.

    Inputs are piece ids and token types of one pair, (1, length); the output are four log probabilities, (1, 4).

    Args:
        weights: the fitted layers.
        encoder_graph: the exported encoder, whose table of words serves here too.
        encoder_sha256: SHA-256 of the weights that it was exported from.

    Raises:
        WeightsError: the layers were fitted on another encoder.
        EncoderError: the encoder's graph cannot be read.
    """
    import onnx

    if weights.encoder != encoder_sha256:
        raise WeightsError(
            f"the entailment model was fitted on an encoder with sha256 {weights.encoder}, found {encoder_sha256}. "
            "Install the package anew, or fit the model: python -m evals.fit_entailment --write"
        )
    path = encoder_graph.with_name(GRAPH)
    try:
        encoder = onnx.load(str(encoder_graph), load_external_data=False).graph
        onnx.save(_EntailmentGraph(weights, encoder).compose(), str(path))
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"cannot lay out the entailment model beside {encoder_graph}: {error}. Reinstall the package.") from error
    return path


class EightBitComposer(Composer):
    """A transformer's dense layers in eight bits; of each array ``at`` (in, out) there is ``at.scale`` (out,) and ``at.bias`` (out,) as well."""

    _epsilon: float

    def dense_and_norm(self, at: str, x: str, residual: str) -> str:
        """Add a dense layer, its residual and norm."""
        norm = [self.constant(f"{at}.norm.{part}") for part in ("weight", "bias")]
        dense = self.dense(at, x, biased=False)
        return self.node("SkipLayerNormalization", [dense, residual, *norm, self.constant(f"{at}.bias")], f"{at}.out", FUSED, epsilon=self._epsilon)

    def dense(self, at: str, x: str, *, biased: bool) -> str:
        """Add a dense layer, with its bias or without."""
        inputs, scale, zero = self.in_steps(x)
        bias = [self.constant(f"{at}.bias")] if biased else []
        matrix = [self.constant(at), scale, self.constant(f"{at}.scale"), zero]
        return self.node("MatMulIntegerToFloat", [inputs, *matrix, "", *bias] if biased else [inputs, *matrix], f"{at}.dense", FUSED)

    def in_steps(self, x: str) -> tuple[str, str, str]:
        """Cut an activation into whole steps: (bytes, size of a step, zero)."""
        names = (f"{x}.steps", f"{x}.step", f"{x}.zero")
        self.node("DynamicQuantizeLinear", [x], names[0], also=names[1:])
        return names

    def feed_forward(self, at: str, x: str) -> str:
        """Add the two dense layers that close a transformer's layer."""
        active = self.node("Gelu", [self.dense(f"{at}.wide", x, biased=True)], f"{at}.active", FUSED)
        return self.dense_and_norm(f"{at}.narrow", active, x)


class _EntailmentGraph(EightBitComposer):
    """The fitted layers over the encoder's embeddings."""

    def __init__(self, weights: EntailmentWeights, encoder: onnx.GraphProto) -> None:
        super().__init__(weights.arrays)
        self._tables = {t.name: t for t in encoder.initializer}
        said = {a.name: a for node in encoder.node for a in node.attribute}
        self._heads, self._epsilon = said["num_heads"].i, said["epsilon"].f

    def compose(self) -> onnx.ModelProto:
        x = self._embeddings()
        i = 0
        while f"layer.{i}.qkv" in self._arrays:
            x = self._layer(i, x)
            i += 1
        self._head(x)
        return self.model("entailment", {name: [1, "length"] for name in INPUTS}, {OUTPUT: [1, len(self._arrays["head.bias"])]})

    def _embeddings(self) -> str:
        """Add the encoder's own embeddings, which the fit leaves as they are."""
        from onnx import TensorProto

        narrow = [self.node("Cast", [name], f"{name}_32", to=TensorProto.INT32) for name in INPUTS]
        names = [f"embeddings.{kind}_embeddings.weight" for kind in _TABLES] + [f"embeddings.LayerNorm.{part}" for part in ("weight", "bias")]
        self._constants += [self._tables[name] for name in names]
        return self.node("EmbedLayerNormalization", [*narrow, *names], "embedded", FUSED, epsilon=self._epsilon, also=["mask_index"])

    def _layer(self, i: int, x: str) -> str:
        """Add one layer: attention over all heads at once, then the two dense layers, each with its residual and norm."""
        at = f"layer.{i}"
        inputs, scale, zero = self.in_steps(x)
        weights = [self.constant(f"{at}.qkv"), self.constant(f"{at}.qkv.bias"), scale, self.constant(f"{at}.qkv.scale")]
        none = self.constant(f"{at}.qkv.zero", np.zeros_like(self._arrays[f"{at}.qkv.scale"], dtype=np.int8))
        attended = self.node("QAttention", [inputs, *weights, "", zero, none], f"{at}.attended", FUSED, num_heads=self._heads)
        return self.feed_forward(at, self.dense_and_norm(f"{at}.mixed", attended, x))

    def _head(self, x: str) -> None:
        """Add the head: the first token's vector beside the mean of all, one dense layer, logarithms of probabilities."""
        first = self.node("Gather", [x, self.constant("head.first", np.array([0], dtype=np.int64))], "first", axis=1)
        axes = self.constant("head.axes", np.array([1], dtype=np.int64))
        mean = self.node("ReduceMean", [x, axes], "mean", keepdims=1)
        both = self.node("Squeeze", [self.node("Concat", [first, mean], "first_and_mean", axis=2), axes], "both")
        scores = self.node("Gemm", [both, self.constant("head"), self.constant("head.bias")], "scores")
        self.node("LogSoftmax", [scores], OUTPUT, axis=1)
