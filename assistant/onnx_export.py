"""Export the default encoder's graph once, and refuse an export that does not compute the same vectors."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.encoder import OnnxEncoder, SentenceTransformerEncoder
from assistant.errors import EncoderError

MIN_COSINE = 0.9999
"""An exported vector below this cosine to torch's is another model's vector."""


def export_graph(encoder: SentenceTransformerEncoder, path: Path) -> None:
    """Write the transformer of ``encoder`` as one ONNX file with dynamic batch and length; its output is the token vectors.

    Raises:
        EncoderError: torch cannot export the model.
    """
    import torch

    class TokenVectors(torch.nn.Module):
        """The transformer without its pooling, which numpy does."""

        def __init__(self, transformer: torch.nn.Module) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
            """Return (batch, length, dimension) token vectors."""
            output = self.transformer(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
            tokens: torch.Tensor = output.last_hidden_state
            return tokens

    transformer: Any = encoder.model[0].auto_model
    sample = encoder.model.tokenizer(["a short text", "and a text that is longer"], padding=True, return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]
    sizes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    try:
        # The exporter prints its steps and warns about its own internals; neither helps a person who waits for an index.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                TokenVectors(transformer.eval()),
                tuple(sample[name] for name in names),
                input_names=names,
                output_names=["tokens"],
                dynamic_shapes={name: sizes for name in names},
                dynamo=True,
                verbose=False,
            )
            if program is None:
                raise RuntimeError("the exporter returned nothing")
            program.save(str(path))
    except Exception as error:
        raise EncoderError(f"cannot export the model to ONNX: {error}. Use another model with ASSISTANT_MODEL, or report this.") from error


def check_export(reference: SentenceTransformerEncoder, exported: OnnxEncoder, texts: Sequence[str]) -> float:
    """Return the lowest cosine between both engines' vectors over ``texts``.

    Raises:
        EncoderError: it is below ``MIN_COSINE``.
    """
    pairs = zip(reference.encode(texts), exported.encode(texts), strict=True)
    lowest = min(float(np.dot(a.vector, b.vector)) for a, b in pairs)
    if lowest < MIN_COSINE:
        raise EncoderError(f"the exported model differs from the original: lowest cosine {lowest:.6f}, expected at least {MIN_COSINE}. The export is refused.")
    return lowest
