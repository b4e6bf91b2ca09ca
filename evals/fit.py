"""Fit the support model on the dev split and the practice questions, and print its rates: ``python -m evals.fit [--write]``.

Questions that the rules decide are left out. The threshold is the one that keeps false abstention at the target on the dev split, by
probabilities of machines that saw none of its questions: the practice questions (``evals/practice``) teach, and most are harder.
``--write`` puts the model into ``assistant/data/support.json``; commit it with what moved.

The question's sentence vector is one of the inputs, so a question must not be judged by a model that has seen its like: every source
(the gold dev split, each file of practice questions; their authors differ) is judged by a model that saw neither it nor its group of
sources. Questions on invented reports teach too; those on the others, which teach nothing, show what a new report would get.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.encoder import Float32
from assistant.errors import EvaluationError
from assistant.settings import corpus_folder
from assistant.silence import plainly_missing, read_features
from assistant.support_model import NAMES, RESOURCE, Features, Kernel, SupportModel, in_steps, write_support
from evals.gold import GoldQuestion, load_learned
from evals.invented_reports import MEASURING, TEACHING, invented
from evals.without import standard

Float64 = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]

FALSE_ABSTENTION = 0.03
"""Share of the answerable ordinary questions that may be left unanswered, those that the rules silence included: the bound."""
LAY = "lay"
"""Sources whose names begin so hold questions that share as few words with the report as can be, on purpose; their rates are given apart."""
STRENGTH = 0.1
"""Inverse of the L2 penalty of the regression, as the rest chosen by leaving out each source in turn (docs/evaluation.md)."""
COST, GAMMA = 3.0, 0.01
"""Of the support vector machine."""
VECTOR_SCALE, FLAG_SCALE = 10.0, 2.0
"""What a question's unit vector and a feature that is a flag are multiplied by, beside graded features of deviation 1."""
GRADED = NAMES.index("listing") + 1
"""The features up to here are graded or, as flags, scaled alike."""
SOURCE_GROUPS = 3
"""Sources are left out by groups, as one by one would take an hour."""
FOLDS = 3
"""Of the cross-validation behind the log odds."""
SEED = 2019
PRACTICE = Path(__file__).resolve().parent / "practice" / "questions.tsv"
DEV = "dev"
UNFITTED = SupportModel(Features(), bias=0.0, plain_threshold=0.0)
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
    """One question's features and unit vector (d,), whether the reports answer it, and what the rules already said (None: nothing).

    ``source`` is who wrote the question, ``section`` where the best candidate stands.
    """

    answerable: bool
    features: Features
    silenced: bool | None
    vector: Float32
    source: str = DEV
    section: str = ""


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
    """Return the English dev questions and the practice questions on the shipped report as the support model sees them."""
    return look_at(assistant, [*as_asked(load_learned(load_corpus(corpus_folder(assistant.settings)))), *read_practice()])


def as_asked(questions: Iterable[GoldQuestion]) -> list[Asked]:
    """Return gold or practice questions as what to learn from."""
    return [Asked(q.question, q.history, q.answerable, source_of(q.id)) for q in questions]


def source_of(question_id: str) -> str:
    """Return who wrote a question, by its id: "dev" for the gold set, else the letters behind "practice-"."""
    parts = question_id.split("-")
    return parts[1] if parts[0] == "practice" else DEV


def look_at(assistant: Assistant, questions: Sequence[Asked]) -> list[Sample]:
    """Return questions as the support model sees them, in order."""
    samples = []
    for asked in questions:
        seen = assistant.inspect(asked.question, history=asked.history)
        told = plainly_missing(
            seen.index, seen.question, seen.candidates, listing=seen.listing, cells=seen.cells, corrects=bool(seen.ruling and seen.ruling.corrects)
        )
        silenced = None if told is False else told is not True
        verdict = seen.ruling.verdict if seen.ruling else None
        features = read_features(seen.index, seen.question, seen.candidates, listing=seen.listing, verdict=verdict, left_open=seen.left_open)
        passage = seen.index.passages[seen.index.spans[int(seen.candidates.spans[0])].passage]
        samples.append(Sample(asked.answerable, features, silenced, seen.candidates.encoding.vector, asked.source, f"{passage.area} {passage.section}"))
    return samples


class Machine:
    """A support vector machine over features and question vectors, with the log odds that its decisions stand for."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        """Fit it; the log odds come from decisions on samples that the machine had not seen."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import cross_val_predict
        from sklearn.svm import SVC

        y = np.array([s.answerable for s in samples])
        deviations = features_of(samples)[:, :GRADED].std(axis=0)
        self.scales = np.concatenate([1 / np.maximum(deviations, 1e-6), np.full(len(NAMES) - GRADED, FLAG_SCALE)])
        inputs = self.inputs(samples)
        unseen = cross_val_predict(SVC(C=COST, gamma=GAMMA), inputs, y, cv=random_folds(samples), method="decision_function")
        sigmoid = LogisticRegression(C=1e6).fit(unseen[:, None], y)
        self.slope, self.offset = float(sigmoid.coef_[0, 0]), float(sigmoid.intercept_[0])
        self.svm = SVC(C=COST, gamma=GAMMA).fit(inputs, y)

    def inputs(self, samples: Sequence[Sample]) -> Float64:
        """Lay samples out, shape (samples, features + d)."""
        return np.hstack([features_of(samples) * self.scales, np.array([s.vector for s in samples]) * VECTOR_SCALE])

    def probabilities(self, samples: Sequence[Sample]) -> Float64:
        """Return each sample's probability, shape (samples,)."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * self.svm.decision_function(self.inputs(samples)) + self.offset))))

    def kernel(self, encoder: str) -> Kernel:
        """Return what the assistant reads; ``encoder``: SHA-256 of the weights that gave the vectors."""
        return Kernel(
            in_steps(self.svm.support_vectors_.astype(np.float32)),
            self.svm.dual_coef_[0].astype(np.float32),
            self.scales.round(4).astype(np.float32),
            VECTOR_SCALE,
            GAMMA,
            round(float(self.svm.intercept_[0]), 4),
            round(self.slope, 4),
            round(self.offset, 4),
            encoder,
        )


class Regression:
    """A logistic regression on the features alone, for questions encoded by another model."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        """Fit it."""
        from sklearn.linear_model import LogisticRegression

        samples = [s for s in samples if not is_lay(s)]  # without the question's vector their many unsaid words teach that nothing need be said
        x = features_of(samples)
        self.deviations = np.maximum(x.std(axis=0), 1e-6)
        self.regression = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x / self.deviations, [s.answerable for s in samples])

    def probabilities(self, samples: Sequence[Sample]) -> Float64:
        """Return each sample's probability, shape (samples,)."""
        return np.asarray(self.regression.predict_proba(features_of(samples) / self.deviations)[:, 1])

    def weights(self) -> tuple[Features, float]:
        """Return the weights of the features and the bias."""
        return Features(*(round(float(w), 3) for w in self.regression.coef_[0] / self.deviations)), round(float(self.regression.intercept_[0]), 3)


Learner = type[Machine] | type[Regression]


def features_of(samples: Sequence[Sample]) -> Float64:
    """Return the features of samples, shape (samples, features)."""
    return np.array([astuple(s.features) for s in samples], dtype=np.float64)


def held_out(learner: Learner, samples: Sequence[Sample], folds: Iterable[tuple[Ids, Ids]]) -> Float64:
    """Return each sample's probability by a learner that saw only the other folds, shape (samples,)."""
    probabilities = np.zeros(len(samples))
    for seen, unseen in folds:
        probabilities[unseen] = learner([samples[i] for i in seen]).probabilities([samples[i] for i in unseen])
    return probabilities


def random_folds(samples: Sequence[Sample]) -> list[tuple[Ids, Ids]]:
    """Return (seen, unseen) ids of each fold, both kinds of questions spread evenly."""
    from sklearn.model_selection import StratifiedKFold

    y = [s.answerable for s in samples]
    return list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(y, y))


def left_out(groups: Sequence[object]) -> list[tuple[Ids, Ids]]:
    """Return (seen, unseen) ids with one group unseen at a time."""
    ids = {group: np.flatnonzero([g == group for g in groups]) for group in dict.fromkeys(groups)}
    return [(np.setdiff1d(np.arange(len(groups)), unseen), unseen) for unseen in ids.values()]


def fit(samples: Sequence[Sample], encoder: str, unseen: Sequence[Sample] = ()) -> tuple[SupportModel, dict[str, float]]:
    """Return the fitted model, and the rates that cross-validation gives for it.

    Args:
        samples: what to learn from.
        encoder: SHA-256 of the weights of the encoder that gave the vectors.
        unseen: questions on a report that is not learned from; the rates on them are given too.
    """
    open_ = [s for s in samples if s.silenced is None]
    sources = left_out([zlib.crc32(s.source.encode()) % SOURCE_GROUPS for s in open_])
    strangers = sources if len(sources) > 1 else random_folds(open_)
    machine, plain = held_out(Machine, open_, strangers), held_out(Regression, open_, strangers)
    threshold, plain_threshold = (choose_threshold(samples, open_, p) for p in (machine, plain))
    weights, bias = Regression(open_).weights()
    model = SupportModel(weights, bias, round(plain_threshold, 3), Machine(open_).kernel(encoder), round(threshold, 3))
    found = {"the model": (machine, threshold), "features alone": (plain, plain_threshold)}
    report = {}
    for kind, lay in (("ordinary questions", False), ("lay questions", True)):
        asked, kept = [s for s in samples if is_lay(s) == lay], np.array([is_lay(s) == lay for s in open_], dtype=np.bool_)
        if asked:
            left = [s for s in open_ if is_lay(s) == lay]
            for what, (p, t) in found.items():
                report.update({f"{kind}, {what}, {name}": value for name, value in rates(asked, left, p[kept], t).items()})
    if unseen:
        left = [s for s in unseen if s.silenced is None]
        for what, learner, t in (("the model", Machine(open_), threshold), ("features alone", Regression(open_), plain_threshold)):
            report.update({f"an unseen report, {what}, {name}": value for name, value in rates(unseen, left, learner.probabilities(left), t).items()})
    ruled = sum(bool(s.silenced) for s in samples if not s.answerable) / max(1, sum(not s.answerable for s in samples))
    return model, {**report, "silenced by rules": ruled, "left to the model": len(open_)}


def choose_threshold(samples: Sequence[Sample], open_: Sequence[Sample], probabilities: Float64) -> float:
    """Return the threshold that keeps false abstention at the target on ordinary questions, by machines that saw none of their sources.

    The dev split alone is too small: one question of it moved the threshold from 0.28 to 0.47.
    """
    deciding = [s for s in samples if s.answerable and not is_lay(s)] or [s for s in samples if s.answerable]
    sources = {s.source for s in deciding}
    allowed = max(0, int(FALSE_ABSTENTION * len(deciding)) - sum(bool(s.silenced) for s in deciding))
    return float(np.sort(probabilities[[s.answerable and s.source in sources for s in open_]])[allowed])


def is_lay(sample: Sample) -> bool:
    """Return whether a question was written to share as few words with the report as can be."""
    return sample.source.startswith(LAY)


def rates(samples: Sequence[Sample], open_: Sequence[Sample], probabilities: Float64, threshold: float) -> dict[str, float]:
    """Return abstention recall and false abstention over all samples, those that the rules decide included."""
    y = np.array([s.answerable for s in open_])
    silent = probabilities < threshold
    by_rule = [s.answerable for s in samples if s.silenced]
    answerable = sum(s.answerable for s in samples)
    return {
        "abstention recall": (sum(not a for a in by_rule) + int(silent[~y].sum())) / max(1, len(samples) - answerable),
        "false abstention": (sum(by_rule) + int(silent[y].sum())) / max(1, answerable),
    }


def _unfitted(**where: Any) -> Assistant:
    return Assistant(assemble=lambda opened: standard(opened, UNFITTED), **where)


def main() -> None:
    """Print the rates; write the model where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description="Fit the model that judges whether a report speaks about a question.")
    parser.add_argument("--write", action="store_true", help=f"write it to {RESOURCE.name} of the package")
    write = parser.parse_args().write
    assistant = _unfitted()
    samples = read_samples(assistant)
    unseen: list[Sample] = []
    for country in (*TEACHING, *MEASURING):
        with invented(country, _unfitted) as (other, asked):
            (samples if country in TEACHING else unseen).extend(look_at(other, as_asked(asked)))
    model, found = fit(samples, assistant.stages()[0].encoder.weights_sha256, unseen)
    print(model.weights, f"bias {model.bias}, threshold {model.plain_threshold}; with question vectors {model.threshold}", sep="\n")
    for name, value in found.items():
        print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    if write:
        write_support(model)
        print(f"written: {RESOURCE}")


if __name__ == "__main__":
    main()
