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


def kill_and_ask(index: Path, after: float) -> tuple[bool, dict[str, Any]]:
    """Start a rebuild and kill it after so many seconds; return whether it was still running then, and the answer to the next question."""
    process = subprocess.Popen(command(index, "index", "--rebuild"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(after)
        killed = False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        killed = True
    asked = subprocess.run(command(index, "ask", QUESTION, "--json"), cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    if asked.returncode:
        raise AssertionError(f"killed after {after:.2f} s, the next question failed: {asked.stderr}")
    answer: dict[str, Any] = json.loads(asked.stdout)
    return killed, answer


def main() -> int:
    draw = random.Random(SEED)
    failed = killed = 0
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        began = time.monotonic()
        subprocess.run(command(index, "index"), cwd=ROOT, check=True)
        length = time.monotonic() - began
        while killed < KILLS:
            after = draw.uniform(0, length)
            running, answer = kill_and_ask(index, after)
            good = answer["verdict"] == "no" and answer["citations"][0]["section"] == "Objective 5"
            failed += not good
            if running:
                killed += 1
                print(f"{killed:>2}. killed after {after:5.2f} s of about {length:.0f}: {'answered' if good else 'NOT ANSWERED'}", flush=True)
            else:
                length = after  # the machine has become faster: this build was through before it could be killed
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
