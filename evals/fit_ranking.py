"""Fit the retriever's weights on the dev split and the practice questions and print them: ``python -m evals.fit_ranking``.

Listwise softmax regression (Cao et al. 2007, "Learning to Rank", ListNet's top-one probabilities with binary relevance): the
weights that make the gold spans likeliest among a question's candidates, held near the present ones by an L2 penalty whose
strength comes from cross-validation. The printed record goes into ``assistant/retriever.py`` by hand, in a commit that says what
moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.retriever import SIGNALS, Weights
from assistant.settings import corpus_folder
from evals.gold import load_learned
from evals.metrics import overlaps

Float64 = npt.NDArray[np.float64]
STRENGTHS = (0.01, 0.03, 0.1, 0.3)
FOLDS = 5
SEED = 2019


@dataclass(frozen=True, slots=True)
class Ranking:
    """One question's candidates: ``signals`` (c, s) and which of them are gold (c,)."""

    signals: Float64
    gold: npt.NDArray[np.bool_]


def read_rankings(assistant: Assistant) -> list[Ranking]:
    """Return the answerable questions to learn from whose gold spans are among the candidates."""
    reports = load_corpus(corpus_folder(assistant.settings))
    rankings = []
    for question in load_learned(reports):
        if not question.answerable:
            continue
        seen = assistant.inspect(question.question, history=question.history)
        index, candidates = seen.index, seen.candidates
        spans = [index.spans[int(i)] for i in candidates.spans]
        gold = np.array([any(overlaps(index.passages[s.passage].report, s.start, s.end, e) for e in question.evidence) for s in spans])
        if gold.any():
            rankings.append(Ranking(candidates.signals.astype(np.float64), gold))
    return rankings


def fit(rankings: Sequence[Ranking], start: Float64, strength: float) -> Float64:
    """Return the weights of least loss, shape (signals,)."""
    from scipy.optimize import minimize

    def loss(weights: Float64) -> tuple[float, Float64]:
        total, slope = 0.0, np.zeros_like(weights)
        for ranking in rankings:
            scores = ranking.signals @ weights
            likely = np.exp(scores - scores.max())
            wanted = likely * ranking.gold
            total += float(np.log(likely.sum()) - np.log(wanted.sum() + 1e-12))
            slope += ranking.signals.T @ (likely / likely.sum() - wanted / (wanted.sum() + 1e-12))
        apart = weights - start
        return total / len(rankings) + strength * float(apart @ apart), slope / len(rankings) + 2 * strength * apart

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def recall(rankings: Sequence[Ranking], weights: Float64, k: int) -> float:
    """Return the share of questions with a gold span among the first ``k``."""
    return float(np.mean([r.gold[np.argsort(-(r.signals @ weights), kind="stable")[:k]].any() for r in rankings]))


def cross_validate(rankings: Sequence[Ranking], start: Float64, strength: float) -> tuple[float, float]:
    """Return recall@1 and recall@3 over folds, each ranked by weights that have not seen it."""
    folds = np.array_split(np.random.default_rng(SEED).permutation(len(rankings)), FOLDS)
    found = np.zeros(2)
    for fold in folds:
        held = set(fold.tolist())
        weights = fit([r for i, r in enumerate(rankings) if i not in held], start, strength)
        own = [rankings[i] for i in fold]
        found += len(own) * np.array([recall(own, weights, 1), recall(own, weights, 3)])
    return float(found[0] / len(rankings)), float(found[1] / len(rankings))


def main() -> None:
    """Print what cross-validation gives at each strength, and the weights at the best."""
    rankings = read_rankings(Assistant())
    start = Weights().vector().astype(np.float64)
    print(f"{len(rankings)} questions; now recall@1 {recall(rankings, start, 1):.3f}, recall@3 {recall(rankings, start, 3):.3f}")
    scored = {strength: cross_validate(rankings, start, strength) for strength in STRENGTHS}
    for strength, (first, third) in scored.items():
        print(f"strength {strength}: cross-validated recall@1 {first:.3f}, recall@3 {third:.3f}")
    best = max(scored, key=lambda s: sum(scored[s]))
    for name, value in zip(SIGNALS, fit(rankings, start, best), strict=True):
        print(f"    {name}: float = {value:.2f}")


if __name__ == "__main__":
    main()
