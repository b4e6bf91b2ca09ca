"""Search over many sibling reports: ``python -m evals.scale 1 10 100 1000`` (reports; the last is about 340,000 spans).

What is measured is the search of ``assistant.retriever`` over an index of that size: time, memory, bytes on disk, and how many of the
ten best spans are those of an exact search (all vectors in floats, all cosines sorted). What is *not* made anew is the text: encoding 300,000
spans takes more than half an hour on two cores. A sibling report is the shipped one with seeded noise on each span's vector
(cosine about 0.9 to the original); its postings, words and token vectors are the original's, shifted to their own spans. The arrays
are therefore of true size, shape and sparsity, and the figures are about speed, not about the quality of answers.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.encoder import unit
from assistant.index import Index, TokenVectors, flat_index
from assistant.postings import Postings
from assistant.quantized import QuantizedRows, quantize
from assistant.question import analyse
from assistant.retriever import Retriever, highest
from assistant.thesaurus import WordVectors
from evals.latency import gold_questions, memory_mb, timed
from evals.metrics import percentile

SEED = 2019
NOISE = 0.5
"""Length of the noise beside a unit vector; the sum is scaled back to length one."""
QUESTIONS = 100
TOP = 10


def tile_offsets(offsets: npt.NDArray[np.int64], copies: int) -> npt.NDArray[np.int64]:
    """Return the offsets of groups that are repeated ``copies`` times."""
    return np.concatenate([[0], np.cumsum(np.tile(np.diff(offsets), copies))]).astype(np.int64)


def tile_rows(rows: npt.NDArray[np.generic], copies: int, path: Path) -> npt.NDArray[np.generic]:
    """Write rows ``copies`` times into a file and return it mapped into memory."""
    out = np.lib.format.open_memmap(path, mode="w+", dtype=rows.dtype, shape=(len(rows) * copies, *rows.shape[1:]))
    for copy in range(copies):
        out[copy * len(rows) : (copy + 1) * len(rows)] = rows
    out.flush()
    del out
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def tile_postings(postings: Postings, spans: int, copies: int) -> Postings:
    """Return postings in which every term occurs in every copy."""
    shift = np.arange(copies, dtype=np.int64)[:, None] * spans
    columns = [slice(int(a), int(b)) for a, b in zip(postings.indptr[:-1], postings.indptr[1:], strict=True)]
    return Postings(
        postings.vocabulary,
        postings.indptr * copies,
        np.concatenate([(postings.spans[c] + shift).ravel() for c in columns]).astype(np.int32),
        np.concatenate([np.tile(postings.scores[c], copies) for c in columns]),
    )


def siblings(index: Index, copies: int, folder: Path) -> Index:
    """Return an index over ``copies`` sibling reports, its arrays in files of ``folder``."""
    random = np.random.default_rng(SEED)
    spans, tokens, words = len(index.spans), index.tokens, index.word_vectors
    noise = [np.zeros_like(index.vectors), *(random.standard_normal(index.vectors.shape, dtype=np.float32) for _ in range(copies - 1))]
    vectors = np.concatenate([unit(index.vectors + NOISE * unit(n)) for n in noise])
    rows = quantize(vectors)

    def stored(name: str, array: npt.NDArray[np.generic], times: int = copies) -> npt.NDArray[np.generic]:
        return tile_rows(array, times, folder / f"{name}.npy")

    return replace(
        index,
        spans=index.spans * copies,
        in_context=flat_index(vectors),
        rows=QuantizedRows(stored("codes", rows.codes, 1), stored("scales", rows.scales, 1)),  # type: ignore[arg-type]
        postings=tile_postings(index.postings, spans, copies),
        traits=np.tile(index.traits, (copies, 1)),
        years=np.tile(index.years, copies),
        tokens=TokenVectors(
            tile_offsets(tokens.offsets, copies),
            tokens.piece_ids,
            tokens.digests,
            QuantizedRows(stored("token_codes", tokens.rows.codes), stored("token_scales", tokens.rows.scales)),  # type: ignore[arg-type]
            np.tile(tokens.own_counts, copies),
            tokens.document_frequency * copies,
        ),
        word_vectors=WordVectors(
            words.vectors,
            words.terms,
            words.is_content,
            tile_offsets(words.offsets, copies),
            stored("word_ids", words.ids),  # type: ignore[arg-type]
            np.tile(words.own_counts, copies),
        ),
    )


def measure(assistant: Assistant, copies: int, questions: list[str]) -> str:
    """Build an index of some size, search it, and return its line of the table."""
    opened, _, _ = assistant.stages()
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        index = siblings(opened.index, copies, Path(name))
        made = time.perf_counter() - start
        size = sum(f.stat().st_size for f in Path(name).iterdir()) + index.postings.spans.nbytes + index.postings.scores.nbytes
        retriever = Retriever(index, opened.encoder)
        analysed = [analyse(q) for q in questions]
        for question in analysed[:5]:
            retriever.search(question)
        milliseconds = [timed(lambda q=question: retriever.search(q)) for question in analysed]  # type: ignore[misc]
        passes = [timed(lambda q=question: opened.encoder.encode([q.focus])) for question in analysed]  # type: ignore[misc]
        anonymous, mapped = memory_mb("RssAnon"), memory_mb("RssFile")
        shared = []
        for question in analysed[:: max(1, len(analysed) // 30)]:
            vector = opened.encoder.encode([question.focus])[0].vector
            exact = np.argsort(-(index.vectors @ vector), kind="stable")[:TOP]
            found = highest(retriever.dense(vector), TOP)
            shared.append(len(set(exact.tolist()) & set(found.tolist())) / TOP)
    return (
        f"| {copies:,} | {len(index.spans):,} | {made:.1f} | {size / 1e6:,.0f} | {percentile(milliseconds, 0.5):.1f} / {percentile(milliseconds, 0.95):.1f} | "
        f"{percentile(passes, 0.5):.1f} / {percentile(passes, 0.95):.1f} | {anonymous:.0f} + {mapped:.0f} | {sum(shared) / len(shared):.3f} |"
    )


def main() -> None:
    """Measure each size that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description="Search over many sibling reports.")
    parser.add_argument("reports", nargs="*", type=int, default=[1, 10, 100, 1000])
    assistant = Assistant()
    questions = gold_questions(assistant)[:QUESTIONS]
    print("| reports | spans | made in s | MB on disk | search p50 / p95 ms | of which model | MB own + mapped | recall@10 |")
    print("|---|---|---|---|---|---|---|---|")
    for copies in parser.parse_args().reports:
        print(measure(assistant, copies, questions), flush=True)


if __name__ == "__main__":
    main()
