"""Fit the support model on the dev split and the practice questions, and print its rates: ``python -m evals.fit [--write]``.

Questions that the rules decide are left out. The threshold is the one that keeps false abstention at the target over these
questions, by probabilities from cross-validation, so that no question is judged by a model that has seen it. The practice questions
(``evals/practice``) are there because the rules were made while looking at the dev split: alone it makes the target look met too
easily. ``--write`` puts the model into ``assistant/data/support.json``; commit it with what moved.

The question's sentence vector is one of the inputs: 384 more weights, so the rates are also given with every source of questions
(the gold dev split, each practice file; they have different authors) left out of the fit in turn and judged by it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.encoder import Float32
from assistant.errors import EvaluationError
from assistant.settings import corpus_folder
from assistant.silence import plainly_missing, read_features
from assistant.support_model import RESOURCE, Features, SupportModel, write_support
from evals.gold import load_learned
from evals.without import standard

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

FALSE_ABSTENTION = 0.03
"""Share of the answerable questions that may be left unanswered, those that the rules silence included."""
STRENGTH = 0.1
"""Inverse of the L2 penalty; chosen by leaving out each source in turn, over 0.03 to 1 (docs/evaluation.md)."""
KIND_SCALE = 10.0
"""What a question's unit vector is multiplied by beside the standardised features: its components have a deviation of about 0.05."""
FOLDS = 5
SEED = 2019
PRACTICE = Path(__file__).resolve().parent / "practice" / "questions.tsv"
DEV = "dev"
UNFITTED = SupportModel(Features(*(0.0 for _ in fields(Features))), bias=0.0, threshold=0.0)
"""What stands in the model's place while it is fitted: it silences nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to learn from, with the conversation before it, whether the reports answer it, and where it comes from."""

    question: str
    history: tuple[str, ...]
    answerable: bool
    source: str = DEV


@dataclass(frozen=True, slots=True)
class Sample:
    """One question's features and unit vector (d,), whether the reports answer it, what the rules already said (None: nothing), and its source."""

    answerable: bool
    features: Features
    silenced: bool | None
    vector: Float32
    source: str = DEV


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
        result.append(Asked(parts[0], (), parts[1] == "1", path.stem))
    return result


def read_samples(assistant: Assistant) -> list[Sample]:
    """Return the English dev questions and the practice questions as the support model sees them."""
    learned = [Asked(g.question, g.history, g.answerable, source_of(g.id)) for g in load_learned(load_corpus(corpus_folder(assistant.settings)))]
    return look_at(assistant, [*learned, *read_practice()])


def source_of(question_id: str) -> str:
    """Return who wrote a question, by its id: "dev" for the gold set, else the letters behind "practice-"."""
    parts = question_id.split("-")
    return parts[1] if parts[0] == "practice" else DEV


def look_at(assistant: Assistant, questions: Sequence[Asked]) -> list[Sample]:
    """Return questions as the support model sees them, in order."""
    samples = []
    for asked in questions:
        index, question, candidates, listing, cells = assistant.inspect(asked.question, history=asked.history)
        told = plainly_missing(index, question, candidates, listing=listing, cells=cells)
        silenced = None if told is False else told is not True
        features = read_features(question, candidates, listing=listing)
        samples.append(Sample(asked.answerable, features, silenced, candidates.encoding.vector, asked.source))
    return samples


@dataclass(frozen=True, slots=True)
class Design:
    """What a regression over samples sees: inputs (n, f + d), standardised features first, and how to read its weights back."""

    inputs: npt.NDArray[np.float64]
    means: npt.NDArray[np.float64]
    deviations: npt.NDArray[np.float64]
    mean_vector: npt.NDArray[np.float64]

    def model(self, regression: LogisticRegression, threshold: float, encoder: str) -> SupportModel:
        """Return a regression over the inputs as the model that the assistant reads."""
        plain, kind = np.split(regression.coef_[0], [len(self.means)])
        weights = plain / self.deviations
        return SupportModel(
            Features(*(round(float(w), 3) for w in weights)),
            round(float(regression.intercept_[0] - weights @ self.means), 3),
            round(threshold, 3),
            (kind * KIND_SCALE).astype(np.float32),
            round(float(kind @ self.mean_vector) * KIND_SCALE, 3),
            encoder,
        )


def design(samples: Sequence[Sample]) -> Design:
    """Lay samples out for a regression."""
    features = np.array([astuple(s.features) for s in samples], dtype=np.float64)
    vectors = np.array([s.vector for s in samples], dtype=np.float64)
    means, deviations, mean_vector = features.mean(axis=0), features.std(axis=0), vectors.mean(axis=0)
    return Design(np.hstack([(features - means) / deviations, (vectors - mean_vector) * KIND_SCALE]), means, deviations, mean_vector)


def regression() -> LogisticRegression:
    """Return the regression, not yet fitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=5000)


def held_out(samples: Sequence[Sample], folds: Sequence[str] | Sequence[int]) -> npt.NDArray[np.float64]:
    """Return each sample's probability by a regression over the samples of all other folds, shape (samples,)."""
    inputs, y, fold = design(samples).inputs, np.array([s.answerable for s in samples]), np.array(folds)
    probabilities = np.zeros(len(y))
    for left_out in dict.fromkeys(folds):
        out = fold == left_out
        probabilities[out] = regression().fit(inputs[~out], y[~out]).predict_proba(inputs[out])[:, 1]
    return probabilities


def random_folds(samples: Sequence[Sample]) -> list[int]:
    """Return a fold for each sample, both kinds of questions spread evenly."""
    from sklearn.model_selection import StratifiedKFold

    folds = np.zeros(len(samples), dtype=np.int64)
    y = [s.answerable for s in samples]
    for k, (_, test) in enumerate(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(y, y)):
        folds[test] = k
    return [int(f) for f in folds]


def fit(samples: Sequence[Sample], encoder: str) -> tuple[SupportModel, dict[str, float]]:
    """Return the fitted model, and the rates that cross-validation gives for it.

    Args:
        samples: what to learn from.
        encoder: SHA-256 of the weights of the encoder that gave the vectors.
    """
    open_ = [s for s in samples if s.silenced is None]
    y = np.array([s.answerable for s in open_])
    laid_out = design(open_)
    probabilities = held_out(open_, random_folds(open_))
    answerable = sum(s.answerable for s in samples)
    silenced = sum(s.answerable for s in samples if s.silenced)
    allowed = max(0, int(FALSE_ABSTENTION * answerable) - silenced)
    threshold = float(np.sort(probabilities[y])[allowed])
    model = laid_out.model(regression().fit(laid_out.inputs, y), threshold, encoder)
    strangers = held_out(open_, [s.source for s in open_])
    return model, {
        **{f"{name}": value for name, value in rates(samples, y, probabilities, threshold).items()},
        **{f"{name}_of_an_unseen_source": value for name, value in rates(samples, y, strangers, threshold).items()},
        "silenced_by_rules": sum(bool(s.silenced) for s in samples if not s.answerable) / sum(not s.answerable for s in samples),
        "left_to_the_model": len(open_),
    }


def rates(samples: Sequence[Sample], y: npt.NDArray[np.bool_], probabilities: npt.NDArray[np.float64], threshold: float) -> dict[str, float]:
    """Return abstention recall and false abstention over all samples, those that the rules decide included."""
    silent = probabilities < threshold
    by_rule = [s.answerable for s in samples if s.silenced]
    answerable = sum(s.answerable for s in samples)
    return {
        "abstention_recall": (sum(not a for a in by_rule) + int(silent[~y].sum())) / (len(samples) - answerable),
        "false_abstention": (sum(by_rule) + int(silent[y].sum())) / answerable,
    }


def main() -> None:
    """Print the rates; write the model where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description="Fit the model that judges whether a report speaks about a question.")
    parser.add_argument("--write", action="store_true", help=f"write it to {RESOURCE.name} of the package")
    write = parser.parse_args().write
    assistant = Assistant(assemble=lambda opened: standard(opened, UNFITTED))
    model, found = fit(read_samples(assistant), assistant.stages()[0].encoder.weights_sha256)
    print(model.features, f"bias={model.bias} threshold={model.threshold}", sep="\n")
    for name, value in found.items():
        print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    if write:
        write_support(model)
        print(f"written: {RESOURCE}")


if __name__ == "__main__":
    main()
