"""Fit which ranked spans answer together, and print what it gives: ``python -m evals.fit_membership [--write]``.

It learns from the list questions of the dev split, the practice files and the invented report that teaches, as far as no list or table of
the report gives their answer. Each source is judged by a regression that did not see it. ``--write`` puts the one on all into
``assistant/data/membership.json`` and ``.safetensors``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.builder import OpenIndex
from assistant.corpus import load_corpus
from assistant.membership import NAMES, RESOURCE, Membership, features, write_membership
from assistant.settings import corpus_folder
from evals.fit import source_of
from evals.gold import GoldQuestion, load_learned
from evals.invented_reports import TEACHING, invented
from evals.metrics import overlaps
from evals.without import Stages, standard

Float64 = npt.NDArray[np.float64]
STRENGTH = 0.3
"""Inverse of the L2 penalty on standardized features."""
NOTHING = Membership(np.zeros(len(NAMES)), 0.0)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A list question's candidates: ``looked_at`` (c, len(NAMES)), and which of its pieces of evidence each one holds, ``holds`` (c, e)."""

    source: str
    looked_at: Float64
    holds: npt.NDArray[np.bool_]


def unfitted(opened: OpenIndex) -> Stages:
    """Put the stages together with a regression that tells nothing apart, as there may be none yet that fits."""
    return standard(opened, None, membership=NOTHING)


def gather(assistant: Assistant, questions: Iterable[GoldQuestion], source: str | None = None) -> list[Gathered]:
    """Return the list questions that only ranked spans answer, each with its candidates."""
    found = []
    for question in questions:
        if question.type != "list" or question.require != "all" or question.history or not question.answerable:
            continue
        seen = assistant.inspect(question.question)
        if seen.listing is not None or seen.cells is not None or not len(seen.candidates.spans):
            continue
        looked_at = features(seen.index, seen.candidates, negated=seen.question.is_negated, wants_all=seen.question.wants_all)
        spans = [seen.index.spans[int(i)] for i in seen.candidates.spans[: len(looked_at)]]
        holds = [[overlaps(seen.index.passages[s.passage].report, s.start, s.end, e) for e in question.evidence] for s in spans]
        found.append(Gathered(source or source_of(question.id), looked_at, np.array(holds)))
    return found


def fit(samples: Sequence[Gathered]) -> Membership:
    """Return the regression on some questions' candidates, its weights for features as they are (not standardized)."""
    from sklearn.linear_model import LogisticRegression

    x, y = np.vstack([s.looked_at for s in samples]), np.concatenate([s.holds.any(axis=1) for s in samples])
    mean, deviation = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit((x - mean) / deviation, y)
    weights = model.coef_[0] / deviation
    return Membership(weights, float(model.intercept_[0] - mean @ weights))


def rates(samples: Sequence[Gathered], membership: Membership) -> tuple[float, float, float]:
    """Return the share of complete answers, the mean recall of evidence, and the mean share of chosen spans that are evidence."""
    found = []
    for sample in samples:
        chosen = sample.holds[membership.members(sample.looked_at)]
        found.append((float(chosen.any(axis=0).all()), float(chosen.any(axis=0).mean()), float(chosen.any(axis=1).mean())))
    complete, recall, precision = np.array(found).mean(axis=0)
    return float(complete), float(recall), float(precision)


def main() -> None:
    """Fit, print the rates, and write the regression where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_membership", description="Fit which ranked spans answer together.")
    parser.add_argument("--write", action="store_true", help=f"write it to {RESOURCE.name} and .safetensors of the package")
    wanted = parser.parse_args()
    assistant = Assistant(assemble=unfitted)
    samples = gather(assistant, load_learned(load_corpus(corpus_folder(assistant.settings))))
    for country in TEACHING:
        with invented(country, lambda **where: Assistant(assemble=unfitted, **where)) as (other, asked):
            samples += gather(other, asked, f"an invented report ({country})")
    by_source: dict[str, list[Gathered]] = defaultdict(list)
    for sample in samples:
        by_source[sample.source].append(sample)
    total = np.zeros(3)
    for source, own in by_source.items():
        shares = np.array(rates(own, fit([s for s in samples if s.source != source])))
        total += len(own) / len(samples) * shares
        print(f"{source} ({len(own)}): complete {shares[0]:.0%}, evidence found {shares[1]:.0%}, of what is shown {shares[2]:.0%} is evidence")
    print(f"all ({len(samples)}): complete {total[0]:.1%}, evidence found {total[1]:.1%}, of what is shown {total[2]:.1%} is evidence")
    membership = fit(samples)
    for name, weight in zip(NAMES, membership.weights, strict=True):
        print(f"{name:22s} {weight:+.2f}")
    if wanted.write:
        write_membership(membership)
        print(f"written: {RESOURCE}")


if __name__ == "__main__":
    main()
