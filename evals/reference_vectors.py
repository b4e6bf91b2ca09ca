"""Record what sentence-transformers computes for a few texts, for the check of each export: ``python -m evals.reference_vectors``."""

from __future__ import annotations

import json

from assistant.encoder import DEFAULT_WEIGHTS_SHA256, SentenceTransformerEncoder, check_weights, default_model_folder
from assistant.onnx_export import REFERENCE

TEXTS = (
    "prison",
    "",
    "¿Existe un sistema de alerta temprana? Ação, naïve, façade.",
    "Does the country have an early warning system (EWS) for new psychoactive substances (NPS)?",
    "Law 30681 of 2017, S/. 1,234,567.89; 35.5% in 2014-2018.",
    "The laboratory identifies substances by gas chromatography, and neither the police nor the customs may release them.",
    "the quick brown fox jumps over the lazy dog; " * 12,
    "a text that is longer than the model reads, so that both must cut it at the same place: " * 30,
)
"""Short and long, empty, accented, numbers, and one that both engines must cut."""
DECIMALS = 5


def main() -> None:
    """Encode the texts with sentence-transformers and write the reference."""
    folder = default_model_folder()
    encoder = SentenceTransformerEncoder(str(folder), check_weights(folder, DEFAULT_WEIGHTS_SHA256))
    vectors = [[round(float(x), DECIMALS) for x in e.vector] for e in encoder.encode(TEXTS)]
    REFERENCE.write_text(json.dumps({"texts": TEXTS, "vectors": vectors}, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(TEXTS)} vectors of {encoder.id} in {REFERENCE.name}")


if __name__ == "__main__":
    main()
