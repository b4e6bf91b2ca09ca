"""Run the gold questions through the assistant and through the tutorial baseline; print a table, write the figures.

``assistant eval`` runs both splits. When something is changed for better answers, look at the misses of the dev split only
(``assistant eval --misses`` prints no others).
"""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.datatypes import Answer, Citation, Hit, Report
from assistant.errors import EvaluationError
from assistant.settings import corpus_folder
from evals import twins
from evals.baseline import TutorialBaseline
from evals.bootstrap import interval
from evals.gold import GOLD_FOLDER, GoldQuestion, load_gold
from evals.metrics import Outcome, figures, judge

RESULTS = Path(__file__).resolve().parent / "results" / "latest.json"
DEPTH = 10
"""Quotes looked at for the ranking figures."""
LOWER_IS_BETTER = frozenset({"wrong_yes", "false_abstention", "conflicts_invented", "latency_p50_ms", "latency_p95_ms"})
BY_TYPE = {
    "section_recall@1": "section recall@1",
    "quote_recall@1": "quote recall@1",
    "quote_recall@3": "quote recall@3",
    "verdict_accuracy": "verdict accuracy",
    "wrong_yes": "wrong yes",
    "abstention_recall": "abstention recall",
    "false_abstention": "false abstention",
    "must_contain": "must contain",
}
"""The figures that are told by type of question."""
Progress = Callable[[str, int, int], None]


def evaluate(assistant: Assistant, questions: Sequence[GoldQuestion], progress: Progress | None = None) -> list[Outcome]:
    """Ask every question, warm, one after the other, and judge the answers.

    Args:
        assistant: what answers.
        questions: the gold questions.
        progress: called with (what is done, questions done, questions in all).
    """
    texts = {r.id: assistant.report_text(r.id) for r in assistant.reports}
    outcomes = []
    for n, gold in enumerate(questions, start=1):
        began = time.perf_counter()
        answer = assistant.ask(gold.question, history=gold.history)
        milliseconds = 1000 * (time.perf_counter() - began)
        outcomes.append(judge(gold, answer, ranking(assistant, gold, answer), texts, milliseconds))
        if progress:
            progress("asking", n, len(questions))
    return outcomes


def ranking(assistant: Assistant, gold: GoldQuestion, answer: Answer) -> list[Citation | Hit]:
    """Return what a reader would look at in turn: the quotes of the answer (or the nearest ones), then further search results."""
    shown: list[Citation | Hit] = [*answer.citations, *answer.nearest]
    seen = {(c.report, c.start, c.end) for c in shown}
    more = assistant.search(gold.question, top_k=DEPTH) if len(shown) < DEPTH else ()
    return [*shown, *(h for h in more if (h.report, h.start, h.end) not in seen)][: max(DEPTH, len(answer.citations))]


def evaluate_baseline(baseline: TutorialBaseline, reports: Sequence[Report], questions: Sequence[GoldQuestion]) -> list[Outcome]:
    """Judge the tutorial baseline on the same questions: it shows its three chunks, always."""
    texts = {r.id: r.text for r in reports}
    outcomes = []
    for gold in questions:
        began = time.perf_counter()
        hits = baseline.search(gold.question)
        milliseconds = 1000 * (time.perf_counter() - began)
        cited = tuple(Citation(n, h.report, h.area, h.section, h.quote, h.start, h.end, h.passage, h.score, h.start) for n, h in enumerate(hits, start=1))
        answer = Answer(gold.question, True, None, "", cited, (), None, None, gold.language, ())
        outcomes.append(judge(gold, answer, cited, texts, milliseconds))
    return outcomes


def measure(assistant: Assistant, *, gold_folder: Path = GOLD_FOLDER, progress: Progress | None = None) -> dict[str, Any]:
    """Return all figures of one run: by split, by type and by style, beside the baseline's, with what it was run on.

    The figures are of the English questions; those in other languages stand beside their English twins under ``languages``.

    Raises:
        EvaluationError: the gold questions cannot be used with this corpus.
    """
    opened = assistant.load()
    reports = load_corpus(corpus_folder(assistant.settings))
    questions = load_gold(reports, gold_folder)
    assistant.ask(questions[0].question)  # the first question loads what the others share
    everything = evaluate(assistant, questions, progress)
    english = [q for q in questions if q.language == "en"]
    outcomes = [o for o, q in zip(everything, questions, strict=True) if q.language == "en"]
    baseline = evaluate_baseline(TutorialBaseline(reports, opened.encoder), reports, english)
    return {
        "machine": {"python": platform.python_version(), "system": platform.platform()},
        "index": {"encoder": opened.encoder.id, "spans": len(opened.index.spans), "reports": {r.id: r.sha256 for r in opened.index.reports}},
        "questions": {split: sum(o.split == split for o in outcomes) for split in ("dev", "test")},
        "assistant": {split: figures([o for o in outcomes if o.split == split]) for split in ("dev", "test")},
        "intervals": {"test": interval([o for o in outcomes if o.split == "test"])},
        "baseline": {split: figures([o for o in baseline if o.split == split]) for split in ("dev", "test")},
        "by_type": {kind: figures([o for o in outcomes if o.split == "test" and o.type == kind]) for kind in sorted({o.type for o in outcomes})},
        "type_counts": dict(sorted(Counter(o.type for o in outcomes if o.split == "test").items())),
        "by_style": {style: figures([o for o in outcomes if o.split == "test" and o.style == style]) for style in sorted({o.style for o in outcomes})},
        "languages": [asdict(pairs) for pairs in twins.compare(questions, everything)],
        "outcomes": [asdict(o) for o in everything],
    }


def table(results: dict[str, Any]) -> str:
    """Return the figures as a table for a terminal: dev, test with its 95 % interval, the baseline on test."""
    lines = [f"{'':<22}{'dev':>8}{'test':>8}   {'95 % interval':<16}{'tutorial baseline (test)':>24}"]
    for name, value in results["assistant"]["test"].items():
        low, high = results["intervals"]["test"].get(name, (None, None))
        between = f"{_shown(name, low)} to {_shown(name, high)}" if low is not None else ""
        row = (results["assistant"]["dev"][name], value, results["baseline"]["test"][name])
        shown = [_shown(name, v) for v in row]
        lines.append(f"{name.replace('_', ' '):<22}{shown[0]:>8}{shown[1]:>8}   {between:<16}{shown[2]:>24}")
    counts = results["questions"]
    lines.append(f"\n{counts['dev']} dev and {counts['test']} test questions; {results['index']['encoder']}, {results['index']['spans']} spans")
    return "\n".join(lines)


def type_table(results: dict[str, Any]) -> str:
    """Return the test figures by type of question as a table for a terminal, the number of questions beside each."""
    lines = [f"{'by type (test)':<20}" + "".join(f"{name:>20}" for name in BY_TYPE.values())]
    for kind, count in results["type_counts"].items():
        found = results["by_type"][kind]
        lines.append(f"{f'{kind} ({count})':<20}" + "".join(f"{_shown(name, found[name]):>20}" for name in BY_TYPE))
    return "\n".join(lines)


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if name.endswith("_ms") else f"{100 * value:.1f}%"


def misses(results: dict[str, Any], questions: dict[str, GoldQuestion]) -> str:
    """Return what went wrong on the dev split, a line a question."""
    lines = []
    for o in results["outcomes"]:
        wrong = []
        if o["answerable"] and not o["answered"]:
            wrong.append("silent")
        if not o["answerable"] and o["answered"]:
            wrong.append("answered")
        if o["gold_verdict"] and o["answered"] and o["verdict"] != o["gold_verdict"]:
            wrong.append(f"verdict {o['verdict']} not {o['gold_verdict']}")
        if o["answerable"] and o["quote_rank"] != 1:
            wrong.append(f"quote rank {o['quote_rank']}")
        if o["contains"] is False:
            wrong.append("lacks what must be said")
        if o["complete"] is False:
            wrong.append("list incomplete")
        if o["conflict_gold"] and not o["conflict_cited"]:
            wrong.append("conflict not shown")
        if o["conflict_found"] and not o["conflict_gold"]:
            wrong.append("conflict invented")
        if wrong and o["split"] == "dev":
            lines.append(f"{o['id']} [{o['type']}] {questions[o['id']].question}\n    {'; '.join(wrong)}")
    return "\n".join(lines)


def main(assistant: Assistant, output: Path | None = None, *, progress: Progress | None = None, show_misses: bool = False) -> int:
    """Measure, print the table, write the figures; return the exit status.

    Raises:
        EvaluationError: the gold questions cannot be used, or the figures cannot be written.
    """
    results = measure(assistant, progress=progress)
    path = output or RESULTS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(results, indent=1), encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"cannot write {path}: {error.strerror or error}. Name another file with --output.") from error
    if show_misses:
        reports = load_corpus(corpus_folder(assistant.settings))
        print(misses(results, {q.id: q for q in load_gold(reports)}))
    print(table(results))
    print(f"\n{type_table(results)}")
    print(f"\n{twins.table([twins.Pairs(**pairs) for pairs in results['languages']])}\n")
    print(f"written to {path}")
    return 0
