"""How many inverted lists a search must look into: ``python -m evals.probes CORPUS INDEX`` over what ``evals.scale --folder`` kept.

Prints, by the number of lists, the share of the ten nearest spans (by all cosines in bytes) that are among the ``POOL`` spans that the lists
put forward, and the CPU milliseconds of one search: of all spans, and of those in one area. With ``--parts`` the same share for a quarter, half
and all of the spans, laid in fewer or more lists, by the share of the lists that is looked into.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import faiss
import numpy as np

from assistant.assistant import Assistant
from assistant.dense import inverted_lists, nearest, probes_for
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


SHARES = (1 / 16, 1 / 8, 1 / 4, 1 / 2)


def measure_part(rows: Float32, vectors: Float32, lists: int) -> list[float]:
    """Return the share of the nearest of some spans that is put forward, for each of ``SHARES`` of their lists.

    Args:
        rows: the spans' vectors, shape (n, d).
        vectors: the questions', shape (questions, d).
        lists: how many to lay the spans in.
    """
    index, everything = inverted_lists(rows, lists), np.ones(len(rows), dtype=np.bool_)
    shares = []
    for vector in vectors:
        cosines = rows @ vector
        lowest = np.sort(cosines)[-TOP] - TIE
        found = [nearest(index, vector, everything, POOL, round(share * lists))[0] for share in SHARES]
        shares.append([min(1.0, np.count_nonzero(cosines[f] >= lowest) / TOP) for f in found])
    return [float(mean) for mean in np.mean(shares, axis=0)]


def print_parts(index: Index, vectors: Float32) -> None:
    """Print a line for each part of the spans and number of lists."""
    assert isinstance(index.in_context, faiss.IndexIVF)  # main() has asked
    rows, lists = index.vectors, index.in_context.nlist
    print(f"| spans | lists | {' | '.join(f'in 1/{round(1 / share)} of them' for share in SHARES)} |\n|---|---|---|---|---|---|")
    for part, of_them in ((4, lists // 2), (2, lists // 2), (2, lists), (1, lists), (1, 2 * lists)):
        some = rows[: len(rows) // part]
        print(f"| {len(some):,} | {of_them:,} | {' | '.join(f'{found:.3f}' for found in measure_part(some, vectors, of_them))} |", flush=True)


def main() -> None:
    """Print one line for each number of lists."""
    parser = argparse.ArgumentParser(prog="python -m evals.probes", description="Recall and time by the number of inverted lists looked into.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--parts", action="store_true", help="lay parts of the spans in lists anew, which takes minutes")
    arguments = parser.parse_args()
    opened, _, _ = Assistant(arguments.corpus, arguments.index).stages()
    index, every = opened.index, gold_questions(Assistant())
    if not isinstance(index.in_context, faiss.IndexIVF):
        parser.error(f"{arguments.index} compares all of its {len(index.spans):,} spans, expected inverted lists: name an index of 100 reports or more")
    questions = every[:: max(1, len(every) // QUESTIONS)][:QUESTIONS]
    vectors = np.stack([opened.encoder.encode([q])[0].vector for q in questions])
    if arguments.parts:
        print_parts(index, vectors)
        return
    areas = index.places.areas
    everything = [np.ones(len(index.spans), dtype=np.bool_)] * len(questions)
    in_areas = [index.places.in_areas([areas[1 + k % (len(areas) - 1)]]) for k in range(len(questions))]
    print(f"{len(index.spans):,} spans in {index.in_context.nlist:,} lists; in use: {probes_for(index.in_context.nlist)}")
    print("| lists | of the ten nearest | ms | of the ten nearest in an area | ms |\n|---|---|---|---|---|")
    for probes in (32, 64, 128, 256, 512):
        whole, filtered = measure(index, vectors, everything, probes), measure(index, vectors, in_areas, probes)
        print(f"| {probes} | {whole[0]:.3f} | {whole[1]:.1f} | {filtered[0]:.3f} | {filtered[1]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
