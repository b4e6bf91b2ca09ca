"""Lay the fitted cross-encoder out as an ONNX graph beside the encoder's: eight-bit layers, the encoder's own table of words.

Composed, as ``onnx_export``, from onnxruntime's own operators; nothing needs torch. The table of words, two thirds of the weights, is not
written again: the graph points into the encoder's file of weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.entailment import GRAPH, EntailmentWeights
from assistant.errors import EncoderError
from assistant.onnx_export import IR_VERSION, OPSET

if TYPE_CHECKING:
    import onnx

INPUTS = ("input_ids", "token_type_ids")
OUTPUT = "answers"
HEADS = 12
EPSILON = 1e-12
"""Of the layer norms; as the heads, those of the default model."""
_FUSED = "com.microsoft"
_TABLES = ("word", "position", "token_type")


def write_entailment_graph(weights: EntailmentWeights, encoder_graph: Path) -> Path:
    """Write the graph into the folder of the encoder's graph, and return its path.

    Inputs are piece ids and token types of one pair, (1, length); the output are four log probabilities, (1, 4).

    Raises:
        EncoderError: the encoder's graph is not the one that the layers were fitted on.
    """
    import onnx

    path = encoder_graph.with_name(GRAPH)
    try:
        tables = {t.name: t for t in onnx.load(str(encoder_graph), load_external_data=False).graph.initializer}
        onnx.save(_Composer(weights, tables).compose(), str(path))
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"cannot lay out the entailment model beside {encoder_graph}: {error}. Reinstall the package.") from error
    return path


class _Composer:
    """Collects the nodes and constants of one graph."""

    def __init__(self, weights: EntailmentWeights, tables: dict[str, onnx.TensorProto]) -> None:
        self._arrays = weights.arrays
        self._tables = tables
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def compose(self) -> onnx.ModelProto:
        from onnx import TensorProto, helper

        x = self._embeddings()
        i = 0
        while f"layer.{i}.qkv" in self._arrays:
            x = self._layer(i, x)
            i += 1
        self._head(x)
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"]) for name in INPUTS]
        outputs = [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, len(self._arrays["head.bias"])])]
        graph = helper.make_graph(self._nodes, "entailment", inputs, outputs, self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(_FUSED, 1)], ir_version=IR_VERSION)

    def _embeddings(self) -> str:
        """Add the encoder's own embeddings, which the fit leaves as they are."""
        from onnx import TensorProto

        narrow = [self._node("Cast", [name], f"{name}_32", to=TensorProto.INT32) for name in INPUTS]
        names = [f"embeddings.{kind}_embeddings.weight" for kind in _TABLES] + [f"embeddings.LayerNorm.{part}" for part in ("weight", "bias")]
        self._constants += [self._tables[name] for name in names]
        return self._node("EmbedLayerNormalization", [*narrow, *names], "embedded", _FUSED, epsilon=EPSILON, also="mask_index")

    def _layer(self, i: int, x: str) -> str:
        """Add one layer: attention over all heads at once, then the two dense layers, each with its residual and norm."""
        at = f"layer.{i}"
        inputs, scale, zero = self._in_steps(x)
        weights = [self._constant(f"{at}.qkv"), self._constant(f"{at}.qkv.bias"), scale, self._constant(f"{at}.qkv.scale")]
        none = self._constant(f"{at}.qkv.zero", np.zeros_like(self._arrays[f"{at}.qkv.scale"], dtype=np.int8))
        attended = self._node("QAttention", [inputs, *weights, "", zero, none], f"{at}.attended", _FUSED, num_heads=HEADS)
        x = self._dense_and_norm(f"{at}.mixed", attended, x)
        active = self._node("Gelu", [self._dense(f"{at}.wide", x, biased=True)], f"{at}.active", _FUSED)
        return self._dense_and_norm(f"{at}.narrow", active, x)

    def _dense_and_norm(self, at: str, x: str, residual: str) -> str:
        norm = [self._constant(f"{at}.norm.{part}") for part in ("weight", "bias")]
        dense = self._dense(at, x, biased=False)
        return self._node("SkipLayerNormalization", [dense, residual, *norm, self._constant(f"{at}.bias")], f"{at}.out", _FUSED, epsilon=EPSILON)

    def _dense(self, at: str, x: str, *, biased: bool) -> str:
        inputs, scale, zero = self._in_steps(x)
        bias = [self._constant(f"{at}.bias")] if biased else []
        matrix = [self._constant(at), scale, self._constant(f"{at}.scale"), zero]
        return self._node("MatMulIntegerToFloat", [inputs, *matrix, "", *bias] if biased else [inputs, *matrix], f"{at}.dense", _FUSED)

    def _head(self, x: str) -> None:
        """Add the head: the first token's vector beside the mean of all, one dense layer, logarithms of probabilities."""
        first = self._node("Gather", [x, self._constant("head.first", np.array([0], dtype=np.int64))], "first", axis=1)
        axes = self._constant("head.axes", np.array([1], dtype=np.int64))
        mean = self._node("ReduceMean", [x, axes], "mean", keepdims=1)
        both = self._node("Squeeze", [self._node("Concat", [first, mean], "first_and_mean", axis=2), axes], "both")
        scores = self._node("Gemm", [both, self._constant("head"), self._constant("head.bias")], "scores")
        self._node("LogSoftmax", [scores], OUTPUT, axis=1)

    def _in_steps(self, x: str) -> tuple[str, str, str]:
        """Add the cut of an activation into whole steps (bytes, size of a step, zero), once for each."""
        from onnx import helper

        names = (f"{x}.steps", f"{x}.step", f"{x}.zero")
        if not any(names[0] in node.output for node in self._nodes):
            self._nodes.append(helper.make_node("DynamicQuantizeLinear", [x], list(names)))
        return names

    def _constant(self, name: str, value: npt.NDArray[Any] | None = None) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(self._arrays[name] if value is None else value), name))
        return name

    def _node(self, operator: str, inputs: list[str], output: str, domain: str = "", also: str | None = None, **attributes: Any) -> str:
        from onnx import helper

        outputs = [output] if also is None else [output, also]
        self._nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return output
