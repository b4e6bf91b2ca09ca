"""Many people at once: 20 sessions of gradio_client, 10 questions each, at the same moment.

python tests/browser/measure_load.py
"""

from __future__ import annotations

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from conftest import Server
from gradio_client import Client

from evals.gold import load_gold

SESSIONS = 20
EACH = 10


def session(url: str, questions: list[str]) -> list[float]:
    """Ask one after the other as one visitor; return the seconds that each answer took."""
    client = Client(url, verbose=False)
    times = []
    for question in questions:
        start = time.perf_counter()
        answer = client.predict(question=question, api_name="/ask")
        times.append(time.perf_counter() - start)
        if answer["question"] != question:
            raise RuntimeError(f"asked {question!r}, was answered {answer['question']!r}")
    return times


def main() -> None:
    """Measure and print."""
    from assistant.assistant import Assistant
    from assistant.page.library import Library

    library = Library(Assistant())
    gold = load_gold([library.report(i) for i in library.ids])
    questions = sorted({q.question for q in gold if q.split == "dev" and not q.history and q.language == "en"})
    shares = [[questions[(number * EACH + i) % len(questions)] for i in range(EACH)] for number in range(SESSIONS)]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(log=Path(folder) / "app.log", environment={"ASSISTANT_FEEDBACK": folder})
        try:
            url = server.wait().url
            Client(url, verbose=False).predict(question=questions[0], api_name="/ask")
            start = time.perf_counter()
            with ThreadPoolExecutor(SESSIONS) as pool:
                times = sorted(t for share in pool.map(lambda share: session(url, share), shares) for t in share)
            took = time.perf_counter() - start
        finally:
            server.stop()
    p95 = times[int(0.95 * len(times))]
    print(f"{SESSIONS} sessions x {EACH} questions: no error, {took:.1f} s in all")
    print(f"median {statistics.median(times):.2f} s, p95 {p95:.2f} s, worst {times[-1]:.2f} s")


if __name__ == "__main__":
    main()
