"""Fit the support model on the dev split and the practice questions, and print its weights: ``python -m evals.fit``.

Questions that the rules decide are left out. The threshold is the one that keeps false abstention at the target over these
questions, by probabilities from cross-validation, so that no question is judged by a model that has seen it. The practice questions
(``evals/practice``) are there because the rules were made while looking at the dev split: alone it makes the target look met too
easily. The printed record goes into ``assistant/silence.py`` by hand, in a commit that says what moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.errors import EvaluationError
from assistant.settings import corpus_folder
from assistant.silence import Features, SupportModel, plainly_missing, read_features
from evals.gold import load_learned

FALSE_ABSTENTION = 0.03
"""Share of the answerable questions that may be left unanswered, those that the rules silence included."""
STRENGTH = 0.3
"""Inverse of the L2 penalty; chosen by cross-validation over 0.03 to 1 (docs/evaluation.md)."""
FOLDS = 5
SEED = 2019


PRACTICE = Path(__file__).resolve().parent / "practice" / "questions.tsv"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to learn from, with the conversation before it, and whether the reports answer it."""

    question: str
    history: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """One question's features, whether the reports answer it, and what the rules already said (None: nothing)."""

    answerable: bool
    features: Features
    silenced: bool | None


def read_practice(path: Path = PRACTICE) -> list[Asked]:
    """Read the practice questions: a question, 1 or 0 for whether the reports answer it, and a verdict, between tabs.

    Raises:
        EvaluationError: a line is none of that.
    """
    result = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) < 2 or parts[1] not in ("0", "1"):
            raise EvaluationError(f"{path.name}:{number}: found {line[:60]!r}, expected a question, a tab, and 1 or 0. Correct the line.")
        result.append(Asked(parts[0], (), parts[1] == "1"))
    return result


def read_samples(assistant: Assistant) -> list[Sample]:
    """Return the English dev questions and the practice questions as the support model sees them."""
    learned = [Asked(g.question, g.history, g.answerable) for g in load_learned(load_corpus(corpus_folder(assistant.settings)))]
    return look_at(assistant, [*learned, *read_practice()])


def look_at(assistant: Assistant, questions: Sequence[Asked]) -> list[Sample]:
    """Return questions as the support model sees them, in order."""
    samples = []
    for asked in questions:
        index, question, candidates, listing, cells = assistant.inspect(asked.question, history=asked.history)
        told = plainly_missing(index, question, candidates, listing=listing, cells=cells)
        silenced = None if told is False else told is not True
        samples.append(Sample(asked.answerable, read_features(question, candidates, listing=listing), silenced))
    return samples


def fit(samples: list[Sample]) -> tuple[SupportModel, dict[str, float]]:
    """Return the fitted model, and the rates that cross-validation gives for it on the dev split."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    open_ = [s for s in samples if s.silenced is None]
    x = np.array([astuple(s.features) for s in open_], dtype=np.float64)
    y = np.array([s.answerable for s in open_])
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=5000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    probabilities = cross_val_predict(pipeline, x, y, cv=folds, method="predict_proba")[:, 1]
    answerable = sum(s.answerable for s in samples)
    silenced = sum(s.answerable for s in samples if s.silenced)
    allowed = max(0, int(FALSE_ABSTENTION * answerable) - silenced)
    threshold = float(np.sort(probabilities[y])[allowed])
    pipeline.fit(x, y)
    scaler, regression = pipeline[0], pipeline[1]
    weights: npt.NDArray[np.float64] = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    model = replace(
        SupportModel(),
        **{f.name: round(float(w), 3) for f, w in zip(fields(Features), weights, strict=True)},
        bias=round(bias, 3),
        threshold=round(threshold, 3),
    )
    unanswerable = [s for s in samples if not s.answerable]
    caught = sum(bool(s.silenced) for s in unanswerable) + int((probabilities[~y] < threshold).sum())
    return model, {
        "abstention_recall": caught / len(unanswerable),
        "by_rules_alone": sum(bool(s.silenced) for s in unanswerable) / len(unanswerable),
        "false_abstention": (silenced + int((probabilities[y] < threshold).sum())) / answerable,
        "left_to_the_model": len(open_),
    }


def main() -> None:
    """Print the fitted weights and the rates."""
    assistant = Assistant()
    model, rates = fit(read_samples(assistant))
    for field in fields(SupportModel):
        print(f"    {field.name}: float = {getattr(model, field.name)}")
    print(rates)


if __name__ == "__main__":
    main()
