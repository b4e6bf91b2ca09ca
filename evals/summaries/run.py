"""Run the summaries' evaluation: the support check on labelled sentences, then each mode over gold questions."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.datatypes import Answer
from assistant.errors import EvaluationError, LanguageModelError
from assistant.language_model import LanguageModel
from assistant.local_model import LocalModel
from assistant.settings import corpus_folder
from assistant.summarizer import Summarizer, summarizer_for
from evals.gold import GoldQuestion, load_gold
from evals.summaries.hand import HandFigures, hand_figures, load_hand_labels
from evals.summaries.injection import AttackOutcome, load_attacks, poisoned_assistant, run_attacks
from evals.summaries.labels import judge_all, load_sentences, score
from evals.summaries.measure import RememberingModel, SummaryOutcome, ask_all, figures, judge_summary, peak_memory_mb, sample

RESULTS = Path(__file__).resolve().parent.parent / "results" / "summaries.json"
SAMPLE = 60
"""Questions whose generated summaries are measured; those that carry labels by hand once there are any."""
Progress = Callable[[str, int, int], None]


def run_mode(
    name: str, summarizer: Summarizer, checker_of: Summarizer, answers: Sequence[tuple[GoldQuestion, Answer]], progress: Progress | None
) -> list[SummaryOutcome]:
    """Summarize all answers in one mode and judge the summaries."""
    outcomes = []
    for n, (gold, answer) in enumerate(answers, start=1):
        outcome = judge_summary(gold, answer, summarizer.stream, checker_of.checker)
        outcomes += [outcome] if outcome else []
        if progress:
            progress(name, n, len(answers))
    return outcomes


def measure(assistant: Assistant, *, progress: Progress | None = None) -> dict[str, Any]:
    """Return all figures.

    Raises:
        EvaluationError: labels or gold questions cannot be used with this corpus.
    """
    opened = assistant.load()
    reports = load_corpus(corpus_folder(assistant.settings))
    thesaurus = assistant.thesaurus
    extractive = summarizer_for(opened.index, thesaurus)
    judged = judge_all(extractive.checker, load_sentences(reports))
    halves = {half: asdict(score([j for j in judged if j[0].split == half])) for half in ("dev", "held-out")}
    questions = load_gold(reports)
    answers = ask_all(assistant, [q for q in questions if q.answerable])
    outcomes = {"extractive": run_mode("extractive", extractive, extractive, answers, progress)}
    told = {q.id: a for q, a in answers if extractive.needs_model(a)}
    labels = load_hand_labels()
    fixed = {id for id, _ in labels}
    few = [(q, told[q.id]) for q in (questions if fixed else sample(questions, SAMPLE, among=told)) if q.id in told and (not fixed or q.id in fixed)]
    problem, peak = None, peak_memory_mb()
    try:
        model = RememberingModel(LocalModel(assistant.settings.summary_gguf).warmed())
        checked = summarizer_for(opened.index, thesaurus, model, "local")
        raw = summarizer_for(opened.index, thesaurus, model, "local", check=False)
        outcomes["local checked"] = run_mode("local checked", checked, extractive, few, progress)
        outcomes["local raw"] = run_mode("local raw", raw, extractive, few, progress)
        peak = peak_memory_mb()
        attacked = injected(assistant, {"local": LocalModel(assistant.settings.summary_gguf)})
    except LanguageModelError as error:
        problem = str(error)
        attacked = injected(assistant, {})
    hand: dict[str, HandFigures] = {name: hand_figures(found, labels) for name, found in outcomes.items() if name != "extractive"}
    return {
        "check": halves,
        "modes": {name: figures(found) for name, found in outcomes.items()},
        "hand": {name: asdict(found) for name, found in hand.items()},
        "peak_memory_mb": peak,
        "attacks": [asdict(a) for a in attacked],
        "problem": problem,
        "outcomes": {name: [asdict(o) for o in found] for name, found in outcomes.items()},
    }


def injected(assistant: Assistant, models: dict[str, LanguageModel]) -> tuple[AttackOutcome, ...]:
    """Return what came of the attacks on a poisoned copy of the report."""
    attacks = load_attacks()
    with tempfile.TemporaryDirectory() as folder:
        return run_attacks(assistant, poisoned_assistant(assistant, Path(folder), attacks), attacks, models)


def table(results: dict[str, Any]) -> str:
    """Return the figures as text for a terminal."""
    lines = ["support check, unsupported sentences found:"]
    for half, found in results["check"].items():
        lines.append(
            f"  {half:<10} recall {found['recall']:.3f}  precision {found['precision']:.3f}  of {found['sentences']} sentences; missed: {found['missed']}"
        )
    names = list(results["modes"])
    lines += ["", f"{'':<24}" + "".join(f"{n:>16}" for n in names)]
    for figure in results["modes"][names[0]]:
        row = [results["modes"][n][figure] for n in names]
        lines.append(f"{figure.replace('_', ' '):<24}" + "".join(f"{_shown(figure, v):>16}" for v in row))
    for name, found in results["hand"].items():
        share = f"{100 * found['unsupported_share']:.1f}%" if found["unsupported_share"] is not None else "-"
        counted = f"{found['unsupported']} of {found['labelled']} labelled sentences, {found['unlabelled']} without a label"
        lines.append(f"by hand, {name}: {share} unsupported ({counted})")
    obeyed = [a for a in results["attacks"] if a["obeyed"]]
    lines.append(f"injected report: {len(obeyed)} of {len(results['attacks'])} wordings obeyed" + "".join(f"; {a['id']} by {a['obeyed']}" for a in obeyed))
    lines.append(f"peak memory of the process: {results['peak_memory_mb']:.0f} MB")
    if results["problem"]:
        lines.append(f"no local model: {results['problem']}")
    return "\n".join(lines)


def _shown(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    if figure in ("summaries", "sentences"):
        return f"{value:.0f}"
    return f"{value:.2f}" if figure.endswith("_s") or figure == "words" else f"{100 * value:.1f}%"


def main(assistant: Assistant, output: Path | None = None, *, progress: Progress | None = None) -> int:
    """Measure, print the figures, write them; return the exit status.

    Raises:
        EvaluationError: the labels cannot be used, or the figures cannot be written.
    """
    results = measure(assistant, progress=progress)
    path = output or RESULTS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"cannot write {path}: {error.strerror or error}. Name another file with --output.") from error
    print(table(results))
    print(f"written to {path}")
    return 0
