"""Lay the default encoder's weights out as one ONNX graph, and refuse a graph that does not compute the original's vectors.

The graph is composed from onnxruntime's own fused operators (embedding, attention, layer norm, GELU) straight from the
safetensors file: nothing needs torch, and a question's forward pass takes about a sixth less than through the graph that torch's
exporter writes, which onnxruntime cannot fuse (docs/performance.md). What the original computes is recorded beside this module:
``reference_vectors.json`` holds vectors of sentence-transformers itself (``python -m evals.reference_vectors``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.errors import EncoderError

if TYPE_CHECKING:
    import onnx

    from assistant.encoder import Encoder

MIN_COSINE = 0.9999
"""An exported vector below this cosine to the original's is another model's vector."""
REFERENCE = Path(__file__).resolve().parent / "reference_vectors.json"
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "tokens"
OPSET, IR_VERSION = 20, 10
"""Versions of the ONNX operators and of the file format; onnxruntime reads them from 1.18 on."""
FUSED = "com.microsoft"
"""The domain of onnxruntime's fused operators, which its CPU provider has on every platform."""


def export_graph(model_folder: Path, graph: Path) -> None:
    """Write the transformer of a BERT model as an ONNX graph whose output is the token vectors, (batch, length, dimension).

    The weights go to a file of their own beside it, ``<graph>.data``: onnxruntime maps that file into memory instead of copying
    it, which saves time at each start and memory ever after.

    Args:
        model_folder: holds ``config.json`` and ``model.safetensors``.
        graph: where to write.

    Raises:
        EncoderError: the model is no BERT encoder of the kind that is known here.
    """
    import onnx
    from safetensors.numpy import load_file

    try:
        config = json.loads((model_folder / "config.json").read_text(encoding="utf-8"))
        found = (config["model_type"], config["hidden_act"], config["position_embedding_type"])
        if found != ("bert", "gelu", "absolute"):
            raise ValueError(f"a model of the kind {found}, expected ('bert', 'gelu', 'absolute')")
        model = _EncoderGraph(load_file(model_folder / "model.safetensors"), config).compose()
        onnx.save(model, str(graph), save_as_external_data=True, location=f"{graph.name}.data", size_threshold=1024)
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"cannot export the model in {model_folder}: {error}. Use another model with ASSISTANT_MODEL, or report this.") from error


class Composer:
    """Collects the nodes and constants of one graph."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        """Begin a graph; ``arrays`` are what ``constant`` finds by name."""
        self._arrays = arrays
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[Any] | None = None) -> str:
        """Add a constant, by default the array of that name, and return its name."""
        from onnx import numpy_helper

        array = self._arrays[name] if value is None else value
        self._constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", also: Sequence[str] = (), **attributes: Any) -> str:
        """Add a node and return its first output; ``also`` names the others."""
        from onnx import helper

        self._nodes.append(helper.make_node(operator, inputs, [output, *also], domain=domain, **attributes))
        return output

    def model(self, name: str, inputs: Mapping[str, list[str | int]], outputs: Mapping[str, list[str | int]]) -> onnx.ModelProto:
        """Return the graph with inputs of whole numbers and outputs of floats, each with its shape."""
        from onnx import TensorProto, helper

        asked = [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n, shape in inputs.items()]
        given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()]
        graph = helper.make_graph(self._nodes, name, asked, given, self._constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)], ir_version=IR_VERSION)


class _EncoderGraph(Composer):
    """The transformer of a BERT model."""

    def __init__(self, weights: dict[str, npt.NDArray[Any]], config: dict[str, Any]) -> None:
        super().__init__(weights)
        self._config = config

    def compose(self) -> onnx.ModelProto:
        x = self._embeddings()
        layers = int(self._config["num_hidden_layers"])
        for i in range(layers):
            x = self._layer(i, x, OUTPUT if i == layers - 1 else f"layer_{i}")
        shape = {name: list[str | int](("batch", "length")) for name in INPUTS}
        return self.model("encoder", shape, {OUTPUT: ["batch", "length", int(self._config["hidden_size"])]})

    def _embeddings(self) -> str:
        from onnx import TensorProto

        narrow = [self.node("Cast", [name], f"{name}_32", to=TensorProto.INT32) for name in INPUTS]
        tables = [self.constant(f"embeddings.{kind}_embeddings.weight") for kind in ("word", "position", "token_type")]
        norm = [self.constant(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
        return self.node("EmbedLayerNormalization", [narrow[0], narrow[2], *tables, *norm], "embedded", FUSED, epsilon=self._epsilon, also=["mask_index"])

    def _layer(self, i: int, x: str, output: str) -> str:
        """Add one layer: attention over all heads at once, then the two dense layers, each with its residual and norm."""
        at = f"encoder.layer.{i}"
        projections = [self._arrays[f"{at}.attention.self.{name}.weight"].T for name in ("query", "key", "value")]
        biases = [self._arrays[f"{at}.attention.self.{name}.bias"] for name in ("query", "key", "value")]
        weight = self.constant(f"{at}.qkv.weight", np.concatenate(projections, axis=1))
        bias = self.constant(f"{at}.qkv.bias", np.concatenate(biases))
        heads = int(self._config["num_attention_heads"])
        attended = self.node("Attention", [x, weight, bias, "attention_mask_32"], f"attended_{i}", FUSED, num_heads=heads)
        x = self._dense_and_norm(f"{at}.attention.output", attended, x, f"mixed_{i}")
        wide = self.node("MatMul", [x, self._transposed(f"{at}.intermediate.dense.weight")], f"wide_{i}")
        active = self.node("BiasGelu", [wide, self.constant(f"{at}.intermediate.dense.bias")], f"active_{i}", FUSED)
        return self._dense_and_norm(f"{at}.output", active, x, output)

    def _dense_and_norm(self, at: str, x: str, residual: str, output: str) -> str:
        dense = self.node("MatMul", [x, self._transposed(f"{at}.dense.weight")], f"{output}_dense")
        norm = [self.constant(f"{at}.LayerNorm.{part}") for part in ("weight", "bias")]
        bias = self.constant(f"{at}.dense.bias")
        return self.node("SkipLayerNormalization", [dense, residual, *norm, bias], output, FUSED, epsilon=self._epsilon)

    @property
    def _epsilon(self) -> float:
        return float(self._config["layer_norm_eps"])

    def _transposed(self, name: str) -> str:
        return self.constant(f"{name}.transposed", self._arrays[name].T)


def check_export(exported: Encoder) -> float:
    """Return the lowest cosine between the exported model's vectors and the recorded ones of sentence-transformers.

    Raises:
        EncoderError: it is below ``MIN_COSINE``.
    """
    recorded = json.loads(REFERENCE.read_text(encoding="utf-8"))
    vectors = np.stack([e.vector for e in exported.encode(recorded["texts"])])
    reference = np.asarray(recorded["vectors"], dtype=np.float32)
    reference /= np.linalg.norm(reference, axis=1, keepdims=True)
    lowest = float((vectors * reference).sum(axis=1).min())
    if lowest < MIN_COSINE:
        raise EncoderError(f"the exported model differs from the original: lowest cosine {lowest:.6f}, expected at least {MIN_COSINE}. The export is refused.")
    return lowest
