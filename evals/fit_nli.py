"""Fit low-rank additions onto the published model of natural language inference: ``python -m evals.fit_nli [--write]``.

It learns from the same pairs as ``evals.fit_entailment``, a part of the made-up statements and all practice questions with their evidence, in one pass. The
published weights stay as they are (Hu et al. 2022, "LoRA: Low-Rank Adaptation of Large Language Models"). Takes half an hour on two cores; ``--write`` puts
what was fitted into ``assistant/data/nli.safetensors``. ``--shipped`` fits nothing and prints the rates of the shipped one.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.assistant import Assistant
from assistant.entailment import LABELS
from assistant.fitted import Arrays
from assistant.nli import nli_for
from assistant.nli_weights import EPSILON, HEADS, LOW_RANK, PARTS, RESOURCE, SCORES, layers_of, nli_tokenizer, read_published, row_of_distance, write_nli
from evals.fit_entailment import (
    SMOOTHING,
    WARM_UP,
    Float64,
    measure,
    measure_shipped,
    pairs_of,
    practice_of,
    shuffled_batches,
    statements_in_english,
    unseen_pairs,
)
from evals.statements import Pair, read_statements

if TYPE_CHECKING:
    import torch

RANK = 16
FIRST = 3
"""The layers below this one get no additions."""
RATE = 8e-4
"""The highest learning rate of AdamW for the additions; the head learns at half of it (Loshchilov and Hutter 2017)."""
STATEMENTS = 19_092
"""So many of the made-up statements are learned from, with all practice questions."""
MAX_PIECES = 128
SEED = 2019


class NliModel:
    """The published layers with low-rank additions and a head that gives four scores, in torch."""

    def __init__(self, published: Arrays) -> None:
        """Take over the published weights; the additions begin at nothing, the head at random."""
        import torch
        from tokenizers import Tokenizer

        torch.manual_seed(SEED)
        self.published = {name: torch.from_numpy(np.array(a)) for name, a in published.items()}
        self.layers = layers_of(published)
        self.added: dict[str, torch.Tensor] = {}
        for name in (f"layer.{i}.{part}" for i in range(FIRST, self.layers) for part in PARTS):
            wide, narrow = published[name].shape
            self.added[f"{name}.down"] = torch.randn(wide, RANK) / math.sqrt(wide)
            self.added[f"{name}.up"] = torch.zeros(RANK, narrow)
        width = len(published["pool.bias"])
        self.head = {
            "pool": self.published["pool"].clone(),
            "pool.bias": self.published["pool.bias"].clone(),
            "head": torch.randn(width, len(LABELS)) * 0.02,
            "head.bias": torch.zeros(len(LABELS)),
        }
        for tensor in (*self.added.values(), *self.head.values()):
            tensor.requires_grad_()
        self.tokenizer: Any = Tokenizer.from_file(str(nli_tokenizer()))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_PIECES, strategy="longest_first")

    def take(self, fitted: Arrays) -> None:
        """Take over what was fitted before."""
        import torch

        for held in (self.added, self.head):
            held.update({name: torch.from_numpy(fitted[name].astype(np.float32)) for name in held})

    def _dense(self, name: str, x: torch.Tensor) -> torch.Tensor:
        y = x @ self.published[name] + self.published[f"{name}.bias"]
        return y + LOW_RANK * ((x @ self.added[f"{name}.down"]) @ self.added[f"{name}.up"]) if f"{name}.down" in self.added else y

    def _norm(self, name: str, x: torch.Tensor) -> torch.Tensor:
        import torch

        return torch.nn.functional.layer_norm(x, (x.shape[-1],), self.published[f"{name}.norm.weight"], self.published[f"{name}.norm.bias"], EPSILON)

    def _layer(self, i: int, x: torch.Tensor, hidden: torch.Tensor, near: torch.Tensor) -> torch.Tensor:
        """Return the next layer; ``hidden`` (batch, 1, 1, n) is far below zero where there is no piece, ``near`` (2n - 1, d) the vectors of distances."""
        import torch

        at, (batch, n, _) = f"layer.{i}", x.shape
        query, key, value = (self._dense(f"{at}.{part}", x).view(batch, n, HEADS, -1).transpose(1, 2) for part in ("query", "key", "value"))
        to_keys = self._dense(f"{at}.key", near.flip(0)).view(2 * n - 1, HEADS, -1).permute(1, 2, 0)
        to_queries = self._dense(f"{at}.query", near).view(2 * n - 1, HEADS, -1).permute(1, 2, 0)
        scores = query @ key.transpose(-1, -2) + _chosen(query @ to_keys) + _chosen(key @ to_queries).transpose(-1, -2)
        attention = torch.softmax(scores / math.sqrt(query.shape[-1] * SCORES) + hidden, dim=-1)
        mixed = self._dense(f"{at}.mixed", (attention @ value).transpose(1, 2).reshape(batch, n, -1))
        x = self._norm(f"{at}.mixed", x + mixed)
        return self._norm(f"{at}.narrow", x + self._dense(f"{at}.narrow", torch.nn.functional.gelu(self._dense(f"{at}.wide", x))))

    def scores(self, pairs: Sequence[Pair], *, drop: float = 0.0) -> torch.Tensor:
        """Return the scores of the labels, shape (pairs, 4)."""
        import torch

        encoded = [self.tokenizer.encode(p.statement, p.question).ids for p in pairs]
        n = max(len(e) for e in encoded)
        ids = torch.tensor([e + [0] * (n - len(e)) for e in encoded])
        there = torch.tensor([[1.0] * len(e) + [0.0] * (n - len(e)) for e in encoded])
        words = (self.published["words"][ids].float() - self.published["words.zero"].float()) * self.published["words.scale"]
        x = self._norm("words", words) * there[:, :, None]
        near = self.published["distances"][[row_of_distance(d) for d in range(1 - n, n)]]
        hidden = (there[:, None, None, :] - 1.0) * 1e9
        for i in range(self.layers):
            with torch.set_grad_enabled(torch.is_grad_enabled() and i >= FIRST):
                x = self._layer(i, x, hidden, near)
        pooled = torch.nn.functional.gelu(x[:, 0] @ self.head["pool"] + self.head["pool.bias"])
        return torch.nn.functional.dropout(pooled, drop, training=drop > 0) @ self.head["head"] + self.head["head.bias"]

    def fit(self, pairs: Sequence[Pair], progress: Callable[[str], None] = print) -> None:
        """Learn from pairs in one pass."""
        import torch

        batches = shuffled_batches(pairs, random.Random(SEED))
        groups = [{"params": list(self.added.values()), "lr": RATE}, {"params": list(self.head.values()), "lr": RATE / 2}]
        parameters = [*self.added.values(), *self.head.values()]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = len(batches)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1.0, (k + 1) / (WARM_UP * steps)) * max(0.02, 1 - k / steps))
        total = 0.0
        for k, batch in enumerate(batches, start=1):
            labels, weights = torch.tensor([p.label for p in batch]), torch.tensor([p.weight for p in batch])
            losses = torch.nn.functional.cross_entropy(self.scores(batch, drop=0.1), labels, reduction="none", label_smoothing=SMOOTHING)
            loss = (losses * weights).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
            if k % 50 == 0 or k == steps:
                progress(f"batch {k} of {steps}: mean loss {total / k:.3f}")

    def log_probabilities(self, pairs: Sequence[Pair]) -> Float64:
        """Return the logarithms of the probabilities of the labels, shape (pairs, 4)."""
        import torch

        with torch.no_grad():
            return np.concatenate([torch.log_softmax(self.scores(part), dim=1).numpy() for part in _parts(pairs)]).astype(np.float64)

    def fitted(self) -> Arrays:
        """Return what was fitted, as it is shipped."""
        arrays: dict[str, npt.NDArray[Any]] = {name: tensor.detach().numpy() for name, tensor in {**self.added, **self.head}.items()}
        return arrays


def _chosen(scores: torch.Tensor) -> torch.Tensor:
    """Return of what each piece makes of every distance (…, n, 2n - 1) what stands for each other piece (…, n, n): row i is moved by i to the left."""
    import torch

    batch, heads, n, _ = scores.shape
    padded = torch.nn.functional.pad(scores, (0, 1)).flatten(-2)
    return padded[..., n - 1 : 2 * n * n - 1].view(batch, heads, n, 2 * n - 1)[..., :n]


def _parts(pairs: Sequence[Pair], size: int = 32) -> Iterator[Sequence[Pair]]:
    for i in range(0, len(pairs), size):
        yield pairs[i : i + size]


def main() -> None:
    """Fit, print the rates, and write what was fitted where asked to; or print the rates of the shipped one."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_nli", description="Fit additions onto the published model of natural language inference.")
    parser.add_argument("--write", action="store_true", help=f"write them to {RESOURCE.name} and .safetensors of the package")
    parser.add_argument("--shipped", action="store_true", help="fit nothing: print the rates of the shipped ones")
    wanted = parser.parse_args()
    assistant = Assistant()
    if wanted.shipped:
        measure_shipped(nli_for(assistant.load().encoder), assistant, parser)
        return
    statements = statements_in_english(assistant, read_statements())
    taught = random.Random(SEED).sample(statements, STATEMENTS) + pairs_of(assistant, practice_of(assistant))
    print(f"learning from {len(taught)} pairs", flush=True)
    model = NliModel(read_published())
    model.fit(taught, progress=lambda line: print(line, flush=True))
    measure(model.log_probabilities, unseen_pairs(assistant))
    if wanted.write:
        write_nli(model.fitted())
        print(f"written: {RESOURCE}")


if __name__ == "__main__":
    main()
