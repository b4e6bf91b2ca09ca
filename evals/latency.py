"""Time questions beside a bare forward pass of the same questions, cold starts, and memory: ``python -m evals.latency``.

All figures of one table come from one run, measured in turn question by question, so that a busy machine slows each alike: read the
ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.acronyms import expand
from assistant.assistant import Assistant
from assistant.builder import OpenIndex
from assistant.corpus import load_corpus
from assistant.index import context_text
from assistant.languages.vectors import load_encoder, model_name
from assistant.lexicon import terms
from assistant.onnx_encoder import OnnxEncoder
from assistant.retriever import CANDIDATES, Retriever
from assistant.settings import Settings, corpus_folder
from assistant.thesaurus import content_words
from evals.gold import load_gold
from evals.metrics import percentile

WARM_UP = 20
MANY = 1000
"""Questions after which memory is read again."""
COLD_RUNS = 9
QUESTION = "does Peru have an NPS early warning system?"


def timed(run: Callable[[], object]) -> float:
    """Return how many milliseconds a call takes."""
    start = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - start)


def best_of_turns(calls: Mapping[str, Callable[[], object]], turns: int) -> dict[str, float]:
    """Time several calls in turn, ``turns`` times, and return the best time of each: what other processes disturbed least."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(turns):
        for name, call in calls.items():
            best[name] = min(best[name], timed(call))
    return best


def bare_pass(encoder: OnnxEncoder, text: str) -> Callable[[], object]:
    """Return a call that is nothing but the model: inputs ready, outputs dropped."""
    ids = np.array([encoder.tokenizer.encode(text).ids], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return lambda: encoder.session.run(None, inputs)


def stages(opened: OpenIndex, retriever: Retriever, text: str) -> dict[str, Callable[[], object]]:
    """Return the parts of a search as calls, each with its inputs ready."""
    index, matcher = opened.index, retriever.matcher
    encoding = opened.encoder.encode([text])[0]
    query = list(dict.fromkeys(terms(text)))
    best = np.argsort(-(index.vectors @ encoding.vector))[:CANDIDATES]
    asked = retriever.thesaurus.read(content_words(text) or ["report"])
    return {
        "encode: tokenise, one forward pass, pool": lambda: opened.encoder.encode([text]),
        "vectors of all spans": lambda: index.vectors @ encoding.vector,
        "BM25 of all spans": lambda: index.postings.score(query, len(index.spans)),
        f"token vectors of {CANDIDATES} spans": lambda: matcher.late(encoding, best),
        "question words against the vocabulary": lambda: retriever.thesaurus.read(asked.words),
        f"question words against {CANDIDATES} spans": lambda: matcher.words(asked, best),
    }


def measure_warm(assistant: Assistant, questions: Sequence[str], turns: int) -> dict[str, list[float]]:
    """Return the milliseconds of each part for each question."""
    opened, retriever, _ = assistant.stages()
    encoder: Any = opened.encoder
    for question in questions[:WARM_UP]:
        assistant.ask(question)
        assistant.search(question)
    found: dict[str, list[float]] = {}
    for question in questions:
        text = expand(question, opened.index.acronyms)
        calls: dict[str, Callable[[], object]] = {
            "bare forward pass": bare_pass(encoder, text),
            "search": partial(assistant.search, question),
            "ask": partial(assistant.ask, question),
        }
        for name, milliseconds in best_of_turns({**calls, **stages(opened, retriever, text)}, turns).items():
            found.setdefault(name, []).append(milliseconds)
    return found


def process(arguments: Sequence[str]) -> tuple[float, float, float]:
    """Run a command; return its seconds from start to end, the processor seconds in them, and its peak memory in MB."""
    program = (
        "import resource, subprocess, sys, time; t = time.perf_counter(); subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
        "t = time.perf_counter() - t; u = resource.getrusage(resource.RUSAGE_CHILDREN); print(t, u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    seconds, processor, peak = (float(x) for x in done.stdout.split())
    return seconds, processor, peak


def measure_cold(commands: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float, float]]:
    """Return the median seconds, the median processor seconds and the highest memory (MB) of each command, run in turn."""
    runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(COLD_RUNS):
        for name, command in commands.items():
            runs[name].append(process(command))
    return {
        name: (statistics.median(s for s, _, _ in found), statistics.median(p for _, p, _ in found), max(m for _, _, m in found))
        for name, found in runs.items()
    }


def memory_mb(field: str = "VmHWM") -> float:
    """Return a figure of this process from the kernel (``VmHWM`` is the peak, ``VmRSS`` the present), in MB."""
    line = next(line for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def measure_memory(assistant: Assistant, questions: Sequence[str]) -> tuple[float, float, float]:
    """Answer ``MANY`` questions; return the memory in MB after the first hundred, at the end, and the peak."""
    after_hundred = 0.0
    for number in range(MANY):
        if number == 100:
            after_hundred = memory_mb("VmRSS")
        assistant.ask(questions[number % len(questions)])
    return after_hundred, memory_mb("VmRSS"), memory_mb()


def costs(run: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that a call takes, and the processor seconds in them, of all threads: other processes lengthen only the first."""
    start, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - start, time.process_time() - processor


def measure_build() -> dict[str, tuple[float, float]]:
    """Return the seconds and processor seconds of: a build from nothing, encoding the same texts and nothing else, a start, and a build after one edit."""
    with tempfile.TemporaryDirectory() as name:
        corpus, index = Path(name) / "corpus", Path(name) / "index"
        shutil.copytree(corpus_folder(Settings()), corpus, ignore=shutil.ignore_patterns("*.toml"))
        full = costs(lambda: Assistant(corpus, index).load())
        opened = Assistant(corpus, index)
        start = costs(opened.load)
        built = opened.load()
        encoder: Any = built.encoder
        texts = [context_text(s, built.index.passages[s.passage]) for s in built.index.spans]
        bare = costs(lambda: encode_all(encoder, built, texts))
        path = next(corpus.glob("*.txt"))
        sentence = next(s.text for s in built.index.spans if s.kind == "sentence" and path.read_text(encoding="utf-8").count(s.text) == 1)
        path.write_text(path.read_text(encoding="utf-8").replace(sentence, f"{sentence[:-1]} nowadays."), encoding="utf-8")
        edited = costs(lambda: Assistant(corpus, index).load())
    return {"from nothing": full, "encoding alone": bare, "start": start, "after one edit": edited}


def encode_all(encoder: Any, built: OpenIndex, texts: Sequence[str]) -> None:
    """Encode everything that a build encodes: spans, the reports' words, the model's common words, and spans for questions in other languages."""
    for part in (texts, built.index.words, encoder.common_words()):
        encoder.encode(list(dict.fromkeys(part)))
    name = model_name(Settings().multilingual)
    if name is not None:
        load_encoder(name).passages(list(dict.fromkeys(span.text for span in built.index.spans)))


def gold_questions(assistant: Assistant, split: str = "dev") -> list[str]:
    """Return the English gold questions of a split that stand alone."""
    gold = load_gold(load_corpus(corpus_folder(assistant.settings)))
    return [g.question for g in gold if g.split == split and g.language == "en" and not g.history]


def print_warm(found: dict[str, list[float]]) -> None:
    """Print the warm table."""
    floor = percentile(found["bare forward pass"], 0.5)
    title = f"warm, {len(found['ask'])} questions"
    print(f"{title:<44} {'p50 ms':>8} {'p95 ms':>8} {'p50 / bare':>11}")
    for name, values in found.items():
        p50 = percentile(values, 0.5)
        print(f"{name:<44} {p50:>8.2f} {percentile(values, 0.95):>8.2f} {p50 / floor:>11.2f}")


def main() -> None:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m evals.latency", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("parts", nargs="*", choices=["warm", "cold", "memory", "build", []], help="what to measure (default: all)")
    parser.add_argument("--turns", type=int, default=1, metavar="N", help="time each call N times and take the best; for a busy machine (default: 1)")
    parser.add_argument("--questions", type=int, metavar="N", help="only so many questions, evenly spread (default: all)")
    arguments = parser.parse_args()
    parts = arguments.parts or ["warm", "cold", "memory", "build"]
    assistant = Assistant()
    questions = gold_questions(assistant)
    questions = questions[:: max(1, len(questions) // arguments.questions)] if arguments.questions else questions
    if "memory" in parts:
        after_hundred, end, peak = measure_memory(assistant, questions)
        print(f"memory of a process that answers {MANY:,} questions: {after_hundred:.0f} MB after 100, {end:.0f} MB at the end, peak {peak:.0f} MB")
    if "warm" in parts:
        print_warm(measure_warm(assistant, questions, arguments.turns))
    if "build" in parts:
        found = measure_build()
        for at, what in enumerate(("seconds", "processor seconds")):
            full, bare, start, edited = (figures[at] for figures in found.values())
            print(f"index build, {what}: " + ", ".join(f"{name} {figures[at]:.2f}" for name, figures in found.items()))
            print(f"    from nothing / encoding alone {full / bare:.2f}; an edit beyond a start {edited - start:.2f}")
    if "cold" in parts:
        module = [sys.executable, "-m", "assistant"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "import assistant": [sys.executable, "-c", "import assistant"],
            "assistant --help": [*module, "--help"],
            "assistant ask": [*module, "ask", QUESTION],
        }
        print(f"{'cold, a whole process':<44} {'median s':>8} {'CPU s':>8} {'peak MB':>8}")
        for name, (seconds, processor, peak) in measure_cold(commands).items():
            print(f"{name:<44} {seconds:>8.3f} {processor:>8.3f} {peak:>8.0f}")


if __name__ == "__main__":
    main()
