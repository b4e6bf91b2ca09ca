"""Fit the model that reads a statement for a question, and print how well it reads what it has not seen: ``python -m evals.fit_entailment [--write]``.

It learns from statements of made-up reports (``evals/statements``) and from the practice questions with their evidence. It never sees the dev
split, the blind questions, the invented reports or the held-out statements. The encoder's table of words stays as it is. Takes two to five
hours on two cores; ``--write`` puts the layers, in eight bits, into ``assistant/data/entailment.safetensors``. ``--further b1 b2`` goes on from the
shipped layers when files of statements have come: it learns from these and, so that it forgets nothing, from as many of the other pairs.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.countries import OwnCountries
from assistant.datatypes import Verdict
from assistant.encoder import DEFAULT_WEIGHTS_SHA256, check_weights, default_model_folder
from assistant.entailment import (
    LABELS,
    LEARNED_COUNTRY,
    RESOURCE,
    Entailment,
    EntailmentWeights,
    entailment_for,
    in_eight_bits,
    load_entailment,
    statement_of,
    write_entailment,
)
from assistant.question import analyse
from assistant.second_reading import as_read
from assistant.settings import corpus_folder
from evals.blind_questions import BLIND_FOLDER
from evals.fit import source_of
from evals.gold import PRACTICE_FOLDER, GoldQuestion, load_gold
from evals.invented_reports import MEASURING, TEACHING, invented
from evals.metrics import overlaps
from evals.statements import HELD_OUT, Pair, read_statements

if TYPE_CHECKING:
    import torch

ROUNDS = ((3, 8e-5), (2, 6e-5))
"""Epochs and highest learning rate of each round of AdamW, which warms up and goes down to nothing in each (Loshchilov and Hutter 2017)."""
FURTHER = (3, 4e-5)
"""The same where shipped layers learn from new files."""
BATCH, WARM_UP, SMOOTHING = 32, 0.1, 0.05
MAX_PIECES = 128
"""Word pieces of question and statement together; hardly a pair has more."""
SEED = 2019
KEPT_BACK = ("lay23",)
"""Practice files that do not teach it: what weighs it against the rules (``evals.fit_weighing``) learns from questions that it has not seen."""
LABEL_OF = {Verdict.YES: LABELS.index("yes"), Verdict.NO: LABELS.index("no"), Verdict.MIXED: LABELS.index("partly")}
SEVERAL_SPANS = 0.6
"""What a pair counts where the evidence is more than one span, of which one may not answer by itself."""
NEAR_MISS = 0.7
"""What a near miss counts with the span that comes nearest to it."""
Float64 = npt.NDArray[np.float64]


def read_in_english(assistant: Assistant, question: str, language: str) -> str:
    """Return a question as the second reading is given it."""
    return analyse(question).focus if language == "en" else as_read(assistant.inspect(question, language=language).question)


def statements_in_english(assistant: Assistant, pairs: Iterable[Pair]) -> list[Pair]:
    """Return statements whose questions in other languages are read into English, as the program reads them."""
    return [p if p.language == "en" else replace(p, question=read_in_english(assistant, p.question, p.language)) for p in pairs]


def pairs_of(assistant: Assistant, questions: Iterable[GoldQuestion]) -> list[Pair]:
    """Return yes/no questions with the spans of their evidence, up to two each.

    Questions with a conversation before them or with conflicting evidence are left out, and those that several spans answer only in part.
    """
    index = assistant.load().index
    own = OwnCountries(r.country for r in index.reports)
    result = []
    for question in questions:
        if question.verdict is None or question.history or question.conflict:
            continue
        spans = [s for s in index.spans if any(overlaps(index.passages[s.passage].report, s.start, s.end, e) for e in question.evidence)]
        if question.verdict is Verdict.MIXED and len(spans) > 1:
            continue
        weight = 1.0 if len(spans) == 1 else SEVERAL_SPANS
        asked = own.neutral(read_in_english(assistant, question.question, question.language), LEARNED_COUNTRY)
        result += [Pair(asked, own.neutral(statement_of(s), LEARNED_COUNTRY), LABEL_OF[question.verdict], weight) for s in spans[:2]]
    return result


def near_misses_of(assistant: Assistant, questions: Iterable[GoldQuestion]) -> list[Pair]:
    """Return unanswerable yes/no questions with the span that comes nearest to each, which leaves it open."""
    own = OwnCountries(r.country for r in assistant.reports)
    result = []
    for question in questions:
        if question.answerable or question.history:
            continue
        seen = assistant.inspect(question.question, language=question.language)
        if seen.question.is_yes_no:
            nearest = statement_of(seen.index.spans[int(seen.candidates.spans[0])])
            result.append(Pair(own.neutral(as_read(seen.question), LEARNED_COUNTRY), own.neutral(nearest, LEARNED_COUNTRY), LABELS.index("unsaid"), NEAR_MISS))
    return result


def shuffled_batches(pairs: Sequence[Pair], generator: random.Random) -> list[list[Pair]]:
    """Return all pairs in batches of like length, in random order."""
    order = list(pairs)
    generator.shuffle(order)
    stretch = BATCH * 20
    sorted_ = [p for i in range(0, len(order), stretch) for p in sorted(order[i : i + stretch], key=_length)]
    batches = [sorted_[i : i + BATCH] for i in range(0, len(sorted_), BATCH)]
    generator.shuffle(batches)
    return batches


def _length(pair: Pair) -> int:
    return len(pair.question) + len(pair.statement)


class CrossEncoder:
    """The default encoder's layers with a head that gives four scores, in torch."""

    def __init__(self) -> None:
        """Load the encoder's weights; the head begins at random."""
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(SEED)
        folder = default_model_folder()
        check_weights(folder, DEFAULT_WEIGHTS_SHA256)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(folder))
        self.layers: Any = AutoModel.from_pretrained(str(folder))
        for parameter in self.layers.embeddings.parameters():
            parameter.requires_grad = False
        self.head = torch.nn.Linear(2 * int(self.layers.config.hidden_size), len(LABELS))
        self.drop = torch.nn.Dropout(0.1)

    def resume(self, weights: EntailmentWeights) -> None:
        """Take over fitted layers as they are shipped."""
        import torch

        arrays, state = weights.arrays, self.layers.state_dict()

        def take(name: str, targets: Sequence[str]) -> None:
            matrix = arrays[name].astype(np.float32) * arrays[f"{name}.scale"]
            parts = zip(targets, np.split(matrix, len(targets), axis=1), np.split(arrays[f"{name}.bias"], len(targets)), strict=True)
            for target, weight, bias in parts:
                state[f"{target}.weight"], state[f"{target}.bias"] = torch.from_numpy(weight.T.copy()), torch.from_numpy(bias.copy())

        for name, sources in _matrices(int(self.layers.config.num_hidden_layers)):
            take(name, sources)
        for name, source in _norms(int(self.layers.config.num_hidden_layers)):
            state.update({f"{source}.{part}": torch.from_numpy(arrays[f"{name}.{part}"].copy()) for part in ("weight", "bias")})
        self.layers.load_state_dict(state)
        self.head.load_state_dict({"weight": torch.from_numpy(arrays["head"].T.copy()), "bias": torch.from_numpy(arrays["head.bias"].copy())})

    def scores(self, pairs: Sequence[Pair]) -> torch.Tensor:
        """Return the scores of the labels, shape (pairs, 4)."""
        import torch

        encoded = self.tokenizer(
            [p.question for p in pairs],
            [p.statement for p in pairs],
            padding=True,
            truncation="only_second",
            max_length=MAX_PIECES,
            return_tensors="pt",
        )
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.backends.cpu.get_cpu_capability().startswith("AVX512")):  # elsewhere floats are faster
            hidden = self.layers(**encoded).last_hidden_state
            mask = encoded["attention_mask"][:, :, None].float()
            both = torch.cat([hidden[:, 0], (hidden * mask).sum(1) / mask.sum(1)], dim=1)
            return self.head(self.drop(both)).float()  # type: ignore[no-any-return]

    def fit(self, pairs: Sequence[Pair], epochs: int, rate: float, progress: Callable[[str], None] = print, known: Sequence[Pair] = ()) -> None:
        """Learn from pairs in one round, and in each epoch from as many others drawn at random from ``known``."""
        import torch

        parameters = [p for p in [*self.layers.parameters(), *self.head.parameters()] if p.requires_grad]
        optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
        drawn = min(len(known), len(pairs))
        steps = math.ceil((len(pairs) + drawn) / BATCH) * epochs
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1.0, (k + 1) / (WARM_UP * steps)) * max(0.0, 1 - k / steps))
        generator = random.Random(SEED)
        for epoch in range(epochs):
            self.layers.train()
            self.drop.train()
            total, batches = 0.0, shuffled_batches([*pairs, *generator.sample(known, drawn)], generator)
            for batch in batches:
                labels, weights = torch.tensor([p.label for p in batch]), torch.tensor([p.weight for p in batch])
                losses = torch.nn.functional.cross_entropy(self.scores(batch), labels, reduction="none", label_smoothing=SMOOTHING)
                loss = (losses * weights).mean()
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimizer.step()
                schedule.step()
                total += float(loss.detach())
            progress(f"epoch {epoch + 1} of {epochs}: loss {total / len(batches):.3f}")

    def log_probabilities(self, pairs: Sequence[Pair]) -> Float64:
        """Return the logarithms of the probabilities of the labels, shape (pairs, 4)."""
        import torch

        self.layers.eval()
        self.drop.eval()
        order = sorted(range(len(pairs)), key=lambda i: _length(pairs[i]))
        result = np.zeros((len(pairs), len(LABELS)))
        with torch.no_grad():
            for i in range(0, len(order), BATCH):
                ids = order[i : i + BATCH]
                result[ids] = torch.log_softmax(self.scores([pairs[j] for j in ids]), dim=1).numpy()
        return result

    def weights(self) -> EntailmentWeights:
        """Return the layers and the head as they are shipped."""
        state = {name: value.detach().float().numpy() for name, value in self.layers.state_dict().items()}
        arrays: dict[str, npt.NDArray[Any]] = {}

        for name, sources in _matrices(int(self.layers.config.num_hidden_layers)):
            arrays[name], arrays[f"{name}.scale"] = in_eight_bits(np.concatenate([state[f"{s}.weight"].T for s in sources], axis=1))
            arrays[f"{name}.bias"] = np.concatenate([state[f"{s}.bias"] for s in sources])
        for name, source in _norms(int(self.layers.config.num_hidden_layers)):
            arrays.update({f"{name}.{part}": state[f"{source}.{part}"] for part in ("weight", "bias")})
        arrays["head"] = self.head.weight.detach().numpy().T.copy()
        arrays["head.bias"] = self.head.bias.detach().numpy()
        return EntailmentWeights(arrays, DEFAULT_WEIGHTS_SHA256)


def _matrices(layers: int) -> list[tuple[str, list[str]]]:
    """Return the shipped names of all matrices, and which of the encoder's lie side by side in each."""
    result = []
    for i in range(layers):
        at, of = f"layer.{i}", f"encoder.layer.{i}"
        result.append((f"{at}.qkv", [f"{of}.attention.self.{part}" for part in ("query", "key", "value")]))
        result += [(f"{at}.wide", [f"{of}.intermediate.dense"]), (f"{at}.mixed", [f"{of}.attention.output.dense"]), (f"{at}.narrow", [f"{of}.output.dense"])]
    return result


def _norms(layers: int) -> list[tuple[str, str]]:
    """Return the shipped names of all layer norms with the encoder's."""
    pairs = (("mixed", "attention.output"), ("narrow", "output"))
    return [(f"layer.{i}.{name}.norm", f"encoder.layer.{i}.{source}.LayerNorm") for i in range(layers) for name, source in pairs]


def rates(pairs: Sequence[Pair], log_probabilities: Float64) -> dict[str, float]:
    """Return how often a yes is told from a no, where it is one of these, and how often the label of all four is right."""
    labels = np.array([p.label for p in pairs])
    decided = labels < LABELS.index("partly")
    return {
        "yes or no": float((log_probabilities[decided, :2].argmax(axis=1) == labels[decided]).mean()),
        "one of four": float((log_probabilities.argmax(axis=1) == labels).mean()),
    }


def shipped(reading: Entailment, pairs: Sequence[Pair]) -> Float64:
    """Return the logarithms of the probabilities that the shipped model gives, shape (pairs, 4)."""
    read = (reading.read(p.question, p.statement) for p in pairs)
    return np.array([[r.yes, r.no, r.partly, r.unsaid] for r in read])


def measure(read: Callable[[Sequence[Pair]], Float64], unseen: Mapping[str, Sequence[Pair]]) -> None:
    """Print the rates on what was not learned from, by name."""
    for name, pairs in unseen.items():
        print(f"{name} ({len(pairs)}):", ", ".join(f"{what} {rate:.3f}" for what, rate in rates(pairs, read(pairs)).items()), flush=True)


def unseen_pairs(assistant: Assistant) -> dict[str, list[Pair]]:
    """Return what no reading learns from, by name: held-out statements, the dev split, the blind questions, the invented reports."""
    reports = load_corpus(corpus_folder(assistant.settings))
    unseen = {f"held-out statements {name}": statements_in_english(assistant, read_statements([name])) for name in HELD_OUT}
    unseen["dev split"] = pairs_of(assistant, [q for q in load_gold(reports) if q.split == "dev" and q.language == "en"])
    unseen["blind questions"] = pairs_of(assistant, load_gold(reports, BLIND_FOLDER))
    for country in (*TEACHING, *MEASURING):
        with invented(country) as (other, asked):
            unseen[f"an invented report ({country})"] = pairs_of(other, asked)
    return unseen


def practice_of(assistant: Assistant) -> list[GoldQuestion]:
    """Return the practice questions that teach a reading."""
    return [q for q in load_gold(load_corpus(corpus_folder(assistant.settings)), PRACTICE_FOLDER) if source_of(q.id) not in KEPT_BACK]


def measure_shipped(reading: Entailment | None, assistant: Assistant, parser: argparse.ArgumentParser) -> None:
    """Print the rates of a shipped reading."""
    if reading is None:
        parser.error("the index was made by another encoder than the default one; unset ASSISTANT_MODEL")
    measure(lambda pairs: shipped(reading, pairs), unseen_pairs(assistant))


def main() -> None:
    """Fit, print the rates, and write the layers where asked to; or print the rates of the shipped ones."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_entailment", description="Fit the model that reads a statement for a yes/no question.")
    parser.add_argument("--write", action="store_true", help=f"write it to {RESOURCE.name} and .safetensors of the package")
    parser.add_argument("--shipped", action="store_true", help="fit nothing: print the rates of the shipped model")
    parser.add_argument("--further", nargs="+", metavar="FILE", help="go on from the shipped layers: learn from these files of statements, by name")
    wanted = parser.parse_args()
    assistant = Assistant()
    if wanted.shipped:
        measure_shipped(entailment_for(assistant.load().encoder), assistant, parser)
        return
    practice = practice_of(assistant)
    taught = statements_in_english(assistant, read_statements()) + pairs_of(assistant, practice) + near_misses_of(assistant, practice)
    model = CrossEncoder()
    if wanted.further:
        new = statements_in_english(assistant, read_statements(sorted(set(wanted.further) - set(HELD_OUT))))
        print(f"learning from {len(new)} pairs and as many of {len(taught)}", flush=True)
        model.resume(load_entailment())
        model.fit(new, *FURTHER, progress=lambda line: print(line, flush=True), known=taught)
    else:
        print(f"learning from {len(taught)} pairs", flush=True)
        for epochs, rate in ROUNDS:
            model.fit(taught, epochs, rate, progress=lambda line: print(line, flush=True))
    measure(model.log_probabilities, unseen_pairs(assistant))
    if wanted.write:
        write_entailment(model.weights())
        print(f"written: {RESOURCE}")


if __name__ == "__main__":
    main()
