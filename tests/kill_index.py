"""Kill ``assistant index --rebuild`` with SIGKILL at ten random moments and ask a question after each: ``python -m tests.kill_index``.

It works on an index folder of its own, and takes a few minutes with the real model. Prints one line a kill; exit status 1 if a question
was not answered.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "does Peru have an NPS early warning system?"
KILLS = 10
SEED = 2019


def command(index: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant", *arguments, "--index", str(index)]


def kill_and_ask(index: Path, after: float) -> dict[str, Any]:
    """Start a rebuild, kill it ``after`` seconds (at once where it ends sooner), and return the answer to the next question."""
    process = subprocess.Popen(command(index, "index", "--rebuild"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    asked = subprocess.run(command(index, "ask", QUESTION, "--json"), cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    if asked.returncode:
        raise AssertionError(f"killed after {after:.2f} s, the next question failed: {asked.stderr}")
    answer: dict[str, Any] = json.loads(asked.stdout)
    return answer


def main() -> int:
    draw = random.Random(SEED)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        began = time.monotonic()
        subprocess.run(command(index, "index"), cwd=ROOT, check=True)
        length = time.monotonic() - began
        for number in range(1, KILLS + 1):
            after = draw.uniform(0, length)
            answer = kill_and_ask(index, after)
            good = answer["verdict"] == "no" and answer["citations"][0]["section"] == "Objective 5"
            failed += not good
            print(f"{number:>2}. killed after {after:5.2f} of {length:.2f} s: {'answered' if good else 'NOT ANSWERED'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
