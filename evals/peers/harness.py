"""Runs one adapter inside the peer's own environment: ``python harness.py build|answer ADAPTER JOB.json RESULT.json``.

Standard library only: nothing of the assistant is imported here. ``build`` indexes the report and stores the index; ``answer`` is a
fresh process that loads it, answers the first question, and then the others.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path

TOP_K = 3


def main(phase: str, adapter_name: str, job_path: str, result_path: str) -> None:
    """Run a phase and write what it took."""
    job = json.loads(Path(job_path).read_text(encoding="utf-8"))
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false", HAYSTACK_TELEMETRY_ENABLED="False")
    adapter = importlib.import_module(adapter_name)
    result: dict[str, object] = {}
    if phase == "build":
        start = time.perf_counter()
        adapter.build(job["model"], job["text"], job["folder"])
        result["build_s"] = time.perf_counter() - start
    else:
        search = adapter.load(job["model"], job["folder"])
        search(job["questions"][0], TOP_K)
        first = time.time() - job["started"]
        found, milliseconds = [], []
        for question in job["questions"]:
            start = time.perf_counter()
            found.append(search(question, TOP_K))
            milliseconds.append(1000 * (time.perf_counter() - start))
        result = {"cold_s": first, "found": found, "milliseconds": milliseconds}
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(result_path).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    main(*sys.argv[1:])
