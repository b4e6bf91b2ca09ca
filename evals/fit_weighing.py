"""Fit what weighs the rules against the second reading, and print what it gives: ``python -m evals.fit_weighing [--write]``.

It learns from questions that the second reading did not learn from: the dev split, the invented reports that teach, and the practice files
that ``evals.fit_entailment`` keeps back. Each of these sources is also judged by a regression that did not see it; the invented reports that only
measure and the blind questions are never learned from. ``--write`` puts it into ``assistant/data/weighing.json`` and ``.safetensors``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.assistant import Assistant
from assistant.builder import OpenIndex
from assistant.corpus import load_corpus
from assistant.datatypes import Verdict
from assistant.entailment import entailment_for
from assistant.nli import nli_for
from assistant.second_reading import SecondReading
from assistant.settings import corpus_folder
from assistant.weighing import NAMES, RESOURCE, VERDICTS, Weighing, write_weighing
from evals.blind_questions import BLIND_FOLDER
from evals.fit import source_of
from evals.fit_entailment import KEPT_BACK
from evals.gold import PRACTICE_FOLDER, GoldQuestion, load_gold
from evals.invented_reports import MEASURING, TEACHING, invented
from evals.without import Stages, standard

STRENGTH = 1.0
"""Inverse of the L2 penalty on standardized features."""
NOTHING = Weighing(np.zeros((len(NAMES), len(VERDICTS))), np.zeros(len(VERDICTS)))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's features, what the rules alone say, and the truth."""

    features: tuple[float, ...]
    rules: Verdict
    truth: Verdict


def unweighed(opened: OpenIndex) -> Stages:
    """Put the stages together with a regression that weighs nothing, as there may be none yet that fits."""
    return standard(opened, None, SecondReading(opened.index, entailment_for(opened.encoder), nli_for(opened.encoder), NOTHING))


def samples_of(assistant: Assistant, questions: Iterable[GoldQuestion]) -> list[Weighed]:
    """Return yes/no questions as they are weighed; those that the second reading is not asked about are left out."""
    reader = assistant.stages()[2]
    found = []
    for question in questions:
        if question.verdict is None or question.history or question.language != "en":
            continue
        seen = assistant.inspect(question.question)
        if seen.ruling is None:
            continue
        ruling = reader.verdicts.rule(seen.question, seen.candidates)
        entailed = reader.second.read(seen.question, seen.candidates, ruling)
        if entailed is not None:
            features = reader.second.weighed(seen.question, ruling, entailed)
            found.append(Weighed(tuple(features), ruling.verdict, question.verdict))
    return found


def fit(samples: Sequence[Weighed]) -> Weighing:
    """Return the regression on some samples, its weights for features as they are (not standardized)."""
    from sklearn.linear_model import LogisticRegression

    x, y = np.array([s.features for s in samples]), np.array([VERDICTS.index(s.truth) for s in samples])
    mean, deviation = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((x - mean) / deviation, y)
    weights = (model.coef_ / deviation).T
    return Weighing(weights, model.intercept_ - mean @ weights)


def rates(samples: Sequence[Weighed], verdicts: Sequence[Verdict]) -> str:
    """Return how many verdicts are right, and how many of the noes were called a yes, as text."""
    right = sum(v is s.truth for s, v in zip(samples, verdicts, strict=True)) / len(samples)
    noes = [v for s, v in zip(samples, verdicts, strict=True) if s.truth is Verdict.NO]
    return f"right {right:.1%}, wrong yes {sum(v is Verdict.YES for v in noes) / max(len(noes), 1):.1%}"


def report(teaching: Mapping[str, Sequence[Weighed]], measuring: Mapping[str, Sequence[Weighed]]) -> Weighing:
    """Print the rates of the rules and of the weighing on each source, by a regression that did not see it; return the one on all that teach."""
    whole = fit([s for samples in teaching.values() for s in samples])
    for name, samples in {**teaching, **measuring}.items():
        model = fit([s for other, taught in teaching.items() if other != name for s in taught]) if name in teaching else whole
        print(f"{name} ({len(samples)}): rules {rates(samples, [s.rules for s in samples])};", end=" ")
        print("weighed", rates(samples, [model.verdict(s.features) for s in samples]))
    return whole


def main() -> None:
    """Fit, print the rates, and write the regression where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_weighing", description="Fit what weighs the rules against the second reading.")
    parser.add_argument("--write", action="store_true", help=f"write it to {RESOURCE.name} and .safetensors of the package")
    wanted = parser.parse_args()
    assistant = Assistant(assemble=unweighed)
    reports = load_corpus(corpus_folder(assistant.settings))
    teaching = {
        "dev split": samples_of(assistant, [q for q in load_gold(reports) if q.split == "dev"]),
        "practice kept back": samples_of(assistant, [q for q in load_gold(reports, PRACTICE_FOLDER) if source_of(q.id) in KEPT_BACK]),
    }
    measuring = {"blind questions": samples_of(assistant, load_gold(reports, BLIND_FOLDER))}
    for country in (*TEACHING, *MEASURING):
        sources = teaching if country in TEACHING else measuring
        with invented(country, lambda **where: Assistant(assemble=unweighed, **where)) as (other, asked):
            sources[f"an invented report ({country})"] = samples_of(other, asked)
    weighing = report(teaching, measuring)
    for name, weights in zip(NAMES, weighing.weights, strict=True):
        print(f"{name:12s}", "  ".join(f"{v.value} {w:+.2f}" for v, w in zip(VERDICTS, weights, strict=True)))
    if wanted.write:
        write_weighing(weighing)
        print(f"written: {RESOURCE}")


if __name__ == "__main__":
    main()
