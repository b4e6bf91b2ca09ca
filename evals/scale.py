"""Search over many sibling reports: ``python -m evals.scale 1 10 100 1000`` (reports; the last are about 340,000 spans).

The reports are those of ``evals.siblings``: fresh text, read by the real parser. Up to ``ENCODED_UP_TO`` of them every span is encoded as
in any build. Encoding 300,000 spans takes more than half an hour on two cores, so that beyond, *vectors and word-piece vectors are
derived*: a span's are those of the shipped report's span in the same place, the vector with seeded noise (cosine about 0.9 to the original).
Texts, ids, postings, words, flags, acronyms and contradictions are those of the fresh text at every size. The index is stored and loaded
as any other; start, memory and search are measured in processes of their own. Recall is against all cosines in floats, sorted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.builder import copy_files, wanted_fingerprint
from assistant.corpus import parse_sources, read_sources
from assistant.encoder import Encoder, Encoding, Float32, unit
from assistant.index import Index, TokenVectors, assemble_index, build_index, context_text
from assistant.index_store import current_version, prepare_folder, save_index
from assistant.onnx_encoder import MODEL_FILES
from assistant.passages import split_reports
from assistant.quantized import QuantizedRows, row_numbers
from assistant.settings import Settings, index_folder
from evals.growth_plot import Growth, draw
from evals.latency import gold_questions, memory_mb, process, timed
from evals.metrics import percentile
from evals.siblings import write_siblings

SEED = 2019
NOISE = 0.5
"""Length of the noise beside a unit vector; the sum is scaled back to length one."""
ENCODED_UP_TO = 100
QUESTIONS = 100
TOP = 10
TIE = 1e-6
"""Cosines so near are one: sibling reports share whole sentences, and any of equal spans is as good as another."""
QUESTION = "does Peru have an NPS early warning system?"


class Recording:
    """An encoder that remembers the vector of each text, as the index keeps only bytes of many."""

    def __init__(self, encoder: Encoder) -> None:
        """Stand before another encoder."""
        self._encoder: Any = encoder
        self.vectors: dict[str, Float32] = {}

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> list[Encoding]:
        """Encode and remember."""
        found: list[Encoding] = self._encoder.encode(texts, progress)
        self.vectors.update(zip(texts, (e.vector for e in found), strict=True))
        return found

    def __getattr__(self, name: str) -> Any:
        """Everything else is the other encoder's."""
        return getattr(self._encoder, name)


def derived(base: Index, spans: int, of_report: npt.NDArray[np.int32], folder: Path) -> tuple[Float32, TokenVectors]:
    """Return vectors and word pieces of many spans from those of one report's spans in the same places; pieces in a file of ``folder``."""
    random = np.random.default_rng(SEED)
    first = np.searchsorted(of_report, of_report)
    place = (np.arange(spans) - first) % len(base.spans)
    vectors = np.empty((spans, base.in_context.d), dtype=np.float32)
    for start in range(0, spans, 10_000):
        part = place[start : start + 10_000]
        noise = unit(random.standard_normal((len(part), vectors.shape[1]), dtype=np.float32))
        vectors[start : start + 10_000] = unit(base.vectors[part] + NOISE * noise)
    tokens = base.tokens
    offsets = np.concatenate([[0], np.cumsum(np.diff(tokens.offsets)[place])]).astype(np.int64)
    rows, _ = row_numbers(tokens.offsets, place)
    codes = np.lib.format.open_memmap(folder / "codes.npy", mode="w+", dtype=np.uint8, shape=(len(rows), vectors.shape[1]))
    for start in range(0, len(rows), 100_000):
        codes[start : start + 100_000] = tokens.rows.codes[rows[start : start + 100_000]]
    frequency = (tokens.document_frequency * (spans / len(base.spans))).astype(np.int32)
    return vectors, TokenVectors(
        offsets, tokens.piece_ids[rows], tokens.digests[place], QuantizedRows(codes, tokens.rows.scales[rows]), tokens.own_counts[place], frequency
    )


def build(count: int, corpus: Path, index: Path, shipped: Assistant, encoded_up_to: int = ENCODED_UP_TO) -> tuple[float, Float32]:
    """Write reports, build and store their index; return the seconds of the build and the spans' vectors in floats."""
    write_siblings(corpus, count)
    opened, _, _ = shipped.stages()
    settings = Settings()
    start = time.perf_counter()
    sources = read_sources(corpus)
    reports = parse_sources(sources)
    passages, spans = split_reports(reports, settings.passage_chars)
    with tempfile.TemporaryDirectory(dir=index.parent) as scratch:
        if count <= encoded_up_to:
            encoder = Recording(opened.encoder)
            built = build_index(reports, passages, spans, encoder)
            vectors = np.stack([encoder.vectors[context_text(s, passages[s.passage])] for s in spans])
        else:
            ids = {r.id: i for i, r in enumerate(reports)}
            of_report = np.array([ids[passages[s.passage].report] for s in spans], dtype=np.int32)
            vectors, tokens = derived(opened.index, len(spans), of_report, Path(scratch))
            built = assemble_index(reports, passages, spans, vectors, tokens, opened.encoder)
        prepare_folder(index)
        model = current_version(index_folder(settings))
        assert model is not None  # the shipped report's index was opened above
        save_index(index, built, wanted_fingerprint(sources, settings, None), extra=lambda aside: copy_files(model, aside, MODEL_FILES))
    return time.perf_counter() - start, vectors


@dataclass(frozen=True, slots=True)
class Searched:
    """What a process of its own found out: milliseconds of each search and forward pass, CPU milliseconds of each search, MB, the nearest spans."""

    search: list[float]
    search_cpu: list[float]
    filtered: list[float]
    passes: list[float]
    anonymous: float
    mapped: float
    dense: list[list[int]]
    spans: int


def search_all(corpus: Path, index: Path, questions: Sequence[str]) -> Searched:
    """Search every question once after a few others, in this process."""
    assistant = Assistant(corpus, index)
    opened, retriever, _ = assistant.stages()
    report, areas = opened.index.reports[-1].id, opened.index.places.areas
    for question in questions[:10]:
        assistant.search(question)
        assistant.search(question, reports=[report])
    search, search_cpu = [], []
    for question in questions:
        start = time.process_time()
        search.append(timed(lambda q=question: assistant.search(q)))  # type: ignore[misc]
        search_cpu.append(1000 * (time.process_time() - start))
    calls = ({"areas": [areas[1 + k % (len(areas) - 1)]]} if k % 2 else {"reports": [report]} for k in range(len(questions)))
    filtered = [timed(lambda q=q, c=c: assistant.search(q, **c)) for q, c in zip(questions, calls, strict=True)]  # type: ignore[misc]
    passes = [timed(lambda q=q: opened.encoder.encode([q])) for q in questions]  # type: ignore[misc]
    everywhere = np.ones(len(opened.index.spans), dtype=np.bool_)
    dense = [retriever.first_stage.nearest(opened.encoder.encode([q])[0].vector, everywhere, TOP).tolist() for q in questions]
    return Searched(search, search_cpu, filtered, passes, memory_mb("RssAnon"), memory_mb("RssFile"), dense, len(everywhere))


def measure(count: int, shipped: Assistant, questions: list[str], folder: Path, encoded_up_to: int = ENCODED_UP_TO) -> Growth:
    """Build an index of some size and measure it in processes of their own."""
    corpus, index = folder / f"corpus-{count}", folder / f"index-{count}"
    seconds, vectors = build(count, corpus, index, shipped, encoded_up_to)
    version = current_version(index)
    assert version is not None  # it has just been built
    size = sum(f.stat().st_size for f in version.iterdir())
    os.environ.update(ASSISTANT_CORPUS=str(corpus), ASSISTANT_INDEX=str(index))
    start, start_cpu, _ = min(process([sys.executable, "-m", "assistant", "ask", QUESTION]) for _ in range(3))
    told = subprocess.run(
        [sys.executable, "-m", "evals.scale", "--search", str(corpus), str(index)], input=json.dumps(questions), check=True, capture_output=True, text=True
    )
    del os.environ["ASSISTANT_CORPUS"], os.environ["ASSISTANT_INDEX"]
    found = Searched(**json.loads(told.stdout))
    encoder = shipped.stages()[0].encoder
    shared = []
    for question, nearest in zip(questions, found.dense, strict=True):
        cosines = vectors @ encoder.encode([question])[0].vector
        shared.append(float(np.mean(cosines[nearest] >= np.sort(cosines)[-TOP] - TIE)) * len(nearest) / TOP)
    return Growth(
        reports=count,
        spans=found.spans,
        build_s=seconds,
        disk_mb=size / 1e6,
        start_s=start,
        start_cpu_s=start_cpu,
        p50_ms=percentile(found.search, 0.5),
        p95_ms=percentile(found.search, 0.95),
        cpu_p95_ms=percentile(found.search_cpu, 0.95),
        filtered_p95_ms=percentile(found.filtered, 0.95),
        model_p50_ms=percentile(found.passes, 0.5),
        model_p95_ms=percentile(found.passes, 0.95),
        anonymous_mb=found.anonymous,
        mapped_mb=found.mapped,
        recall=sum(shared) / len(shared),
    )


def main() -> None:
    """Measure each size that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description="Search over many sibling reports.")
    parser.add_argument("reports", nargs="*", type=int, default=[1, 10, 100, 1000])
    parser.add_argument("--folder", type=Path, help="keep corpora and indexes here (default: a temporary folder)")
    parser.add_argument(
        "--encode-up-to", type=int, default=ENCODED_UP_TO, metavar="N", help=f"reports up to which every span is encoded (default: {ENCODED_UP_TO})"
    )
    parser.add_argument("--plot", type=Path, help="draw the figures into this SVG file")
    parser.add_argument("--search", nargs=2, type=Path, metavar=("CORPUS", "INDEX"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.search:
        corpus, index = arguments.search
        found = search_all(corpus, index, json.load(sys.stdin))
        print(json.dumps({name: getattr(found, name) for name in Searched.__slots__}))
        return
    shipped = Assistant()
    every = gold_questions(shipped)
    questions = every[:: max(1, len(every) // QUESTIONS)][:QUESTIONS]
    print(Growth.header(), flush=True)
    found_all = []
    with tempfile.TemporaryDirectory() as scratch:
        for count in arguments.reports:
            found_all.append(measure(count, shipped, questions, arguments.folder or Path(scratch), arguments.encode_up_to))
            print(found_all[-1].line(), flush=True)
    if arguments.plot:
        arguments.plot.write_text(draw(found_all), encoding="utf-8")


if __name__ == "__main__":
    main()
