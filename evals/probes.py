"""How many inverted lists a search must look into: ``python -m evals.probes CORPUS INDEX`` over what ``evals.scale --folder`` kept.

Prints, by the number of lists, the share of the ten nearest spans (by all cosines in bytes) that are among the ``POOL`` spans that the lists
put forward, and the CPU milliseconds of one search: of all spans, and of those in one area.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import faiss
import numpy as np

from assistant.assistant import Assistant
from assistant.dense import PROBES, nearest
from assistant.encoder import Float32
from assistant.first_stage import POOL, Mask
from assistant.index import Index
from evals.latency import gold_questions
from evals.metrics import percentile
from evals.scale import QUESTIONS, TIE, TOP


def measure(index: Index, vectors: Float32, allowed: list[Mask], probes: int) -> tuple[float, float]:
    """Return the share of the nearest spans that are put forward, and the median CPU milliseconds of a search.

    Args:
        index: one of inverted lists.
        vectors: the questions', shape (questions, d).
        allowed: for each question, which spans may be found.
        probes: lists to look into, where nothing is filtered.
    """
    assert isinstance(index.in_context, faiss.IndexIVF)  # main() has asked
    shares, times = [], []
    for vector, possible in zip(vectors, allowed, strict=True):
        start = time.process_time()
        found, _ = nearest(index.in_context, vector, possible, POOL, probes)
        times.append(1000 * (time.process_time() - start))
        cosines = index.rows.products(np.flatnonzero(possible), vector[None])[:, 0]
        lowest = np.sort(cosines)[-TOP] - TIE
        shares.append(min(1.0, float(np.count_nonzero(index.rows.products(found, vector[None])[:, 0] >= lowest)) / TOP))
    return float(np.mean(shares)), percentile(times, 0.5)


def main() -> None:
    """Print one line for each number of lists."""
    parser = argparse.ArgumentParser(prog="python -m evals.probes", description="Recall and time by the number of inverted lists looked into.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("index", type=Path)
    arguments = parser.parse_args()
    opened, _, _ = Assistant(arguments.corpus, arguments.index).stages()
    index, every = opened.index, gold_questions(Assistant())
    if not isinstance(index.in_context, faiss.IndexIVF):
        parser.error(f"{arguments.index} compares all of its {len(index.spans):,} spans, expected inverted lists: name an index of 100 reports or more")
    questions = every[:: max(1, len(every) // QUESTIONS)][:QUESTIONS]
    vectors = np.stack([opened.encoder.encode([q])[0].vector for q in questions])
    areas = index.places.areas
    everything = [np.ones(len(index.spans), dtype=np.bool_)] * len(questions)
    in_areas = [index.places.in_areas([areas[1 + k % (len(areas) - 1)]]) for k in range(len(questions))]
    print(f"{len(index.spans):,} spans in {index.in_context.nlist:,} lists; in use: {PROBES}")
    print("| lists | of the ten nearest | ms | of the ten nearest in an area | ms |\n|---|---|---|---|---|")
    for probes in (32, 64, 128, 256, 512):
        whole, filtered = measure(index, vectors, everything, probes), measure(index, vectors, in_areas, probes)
        print(f"| {probes} | {whole[0]:.3f} | {whole[1]:.1f} | {filtered[0]:.3f} | {filtered[1]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
