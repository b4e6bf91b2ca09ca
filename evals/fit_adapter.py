"""Fit the adapter that reads everyday words as the reports' own, and print what it gives: ``python -m evals.fit_adapter [--write]``.

Listwise softmax (as in ``evals.fit_ranking``) over each question's candidates: the retriever's score without an adapter plus what the
adapter adds to late interaction, so that the adapter learns only what the other signals miss. Question and gold span are all it sees;
the encoder's weights stay as they are. What it gives is printed for questions of authors whom it has not seen, and for an invented
report that it has not seen, as it could learn a report's places by heart. ``--write`` puts it into ``assistant/data/adapter.json``; fit the
support model after it (``evals.fit``), which sees the scores.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.adapter import RESOURCE, Adapter, write_adapter
from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.matching import CONTEXT_DISCOUNT
from assistant.quantized import row_numbers
from assistant.retriever import Weights
from assistant.settings import corpus_folder
from evals.fit import source_of
from evals.gold import GoldQuestion, load_learned
from evals.invented_reports import MEASURING, TEACHING, invented
from evals.metrics import overlaps

if TYPE_CHECKING:
    import torch

RANK = 128
EPOCHS = 3
BATCH = 16
STEP, LAST_STEP = 3e-3, 0.05
"""Learning rate of AdamW (Loshchilov and Hutter 2019), and the share of it that is left at the end."""
DECAY = 1.0
READ = 40
"""Best candidates of each question that the gold spans are held against."""
AUTHOR_GROUPS = 4
SEED = 2019


@dataclass(frozen=True, slots=True)
class Pair:
    """A question's token vectors (q, d) with their weights (q,), and its candidates: scores (c,), which are gold (c,), token rows with their candidate (t,).

    ``discounts`` (t,) is what a match in each row counts; ``table`` (n, d) holds the rows of the whole report.
    """

    tokens: torch.Tensor
    weights: torch.Tensor
    scores: torch.Tensor
    gold: torch.Tensor
    rows: torch.Tensor
    owner: torch.Tensor
    discounts: torch.Tensor
    table: torch.Tensor
    source: str

    def late(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return late interaction in context of each candidate with token vectors (q, d), shape (c,)."""
        import torch

        likeness = (tokens @ self.table[self.rows].T) * self.discounts
        nearest = torch.full((len(tokens), len(self.scores)), -2.0)
        return self.weights @ nearest.scatter_reduce(1, self.owner.expand(len(tokens), -1), likeness, "amax")


def read_pairs(assistant: Assistant, questions: Sequence[GoldQuestion]) -> list[Pair]:
    """Return the answerable questions whose gold spans are among their candidates; ``assistant`` has no adapter."""
    import torch

    opened, retriever, _ = assistant.stages()
    index, tokens = opened.index, opened.index.tokens
    table = torch.tensor(tokens.rows.products(np.arange(int(tokens.offsets[-1])), np.eye(index.vectors.shape[1], dtype=np.float32)))
    pairs = []
    for question in questions:
        if not question.answerable:
            continue
        found = assistant.inspect(question.question, history=question.history).candidates
        spans = [index.spans[int(i)] for i in found.spans]
        gold = np.array([any(overlaps(index.passages[s.passage].report, s.start, s.end, e) for e in question.evidence) for s in spans])
        if not gold.any():
            continue
        kept = np.union1d(np.arange(min(READ, len(spans))), np.flatnonzero(gold))
        rows, starts = row_numbers(tokens.offsets, found.spans[kept])
        owner = np.searchsorted(starts, np.arange(len(rows)), side="right") - 1
        ends = np.append(starts[1:], len(rows))
        own = np.arange(len(rows)) >= (ends - tokens.own_counts[found.spans[kept]])[owner]
        asked, weights = retriever.matcher.content_tokens(found.encoding)
        pairs.append(
            Pair(
                torch.tensor(asked),
                torch.tensor(weights),
                torch.tensor(found.scores[kept]),
                torch.tensor(gold[kept]),
                torch.tensor(rows),
                torch.tensor(owner),
                torch.tensor(np.where(own, 1.0, CONTEXT_DISCOUNT).astype(np.float32)),
                table,
                source_of(question.id),
            )
        )
    return pairs


def moved(tokens: torch.Tensor, down: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    """Return token vectors as ``Adapter.adapt`` moves them."""
    import torch

    result: torch.Tensor = tokens + torch.tanh(tokens @ down) @ up
    lengths: torch.Tensor = result.norm(dim=1, keepdim=True)
    return result / lengths


def scores_of(pair: Pair, down: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    """Return the candidates' scores with an adapter, shape (c,)."""
    return pair.scores + Weights().adapted * (pair.late(moved(pair.tokens, down, up)) - pair.late(pair.tokens))


def fit(pairs: Sequence[Pair], encoder: str) -> Adapter:
    """Return the adapter that makes the gold spans likeliest; ``encoder``: SHA-256 of the weights that gave the token vectors."""
    import torch

    torch.manual_seed(SEED)
    width = pairs[0].tokens.shape[1]
    down = torch.nn.Parameter(torch.randn(width, RANK) * 0.05)
    up = torch.nn.Parameter(torch.zeros(RANK, width))
    optimizer = torch.optim.AdamW([down, up], lr=STEP, weight_decay=DECAY)
    steps = max(1, EPOCHS * len(pairs) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: max(LAST_STEP, 1 - t / steps))
    order = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for batch in np.array_split(order.permutation(len(pairs)), max(1, len(pairs) // BATCH)):
            optimizer.zero_grad()
            for i in batch.tolist():
                likely = torch.log_softmax(scores_of(pairs[i], down, up), 0)
                loss = -torch.logsumexp(likely[pairs[i].gold], 0) / len(batch)
                loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return Adapter(down.detach().numpy(), up.detach().numpy(), encoder)


def recall(pairs: Sequence[Pair], adapter: Adapter | None) -> npt.NDArray[np.float64]:
    """Return which questions have a gold span first, and which among the first three: shape (pairs, 2)."""
    import torch

    found = []
    with torch.no_grad():
        matrices = None if adapter is None else (torch.tensor(adapter.down), torch.tensor(adapter.up))
        for pair in pairs:
            scores = pair.scores if matrices is None else scores_of(pair, *matrices)
            gold = pair.gold[torch.argsort(-scores, stable=True)]
            found.append((float(gold[0]), float(gold[:3].any())))
    return np.array(found)


def by_unseen_authors(pairs: Sequence[Pair], encoder: str) -> npt.NDArray[np.float64]:
    """Return ``recall`` with each group of authors ranked by an adapter of the others, shape (pairs, 2)."""
    group = np.array([zlib.crc32(p.source.encode()) % AUTHOR_GROUPS for p in pairs])
    result = np.zeros((len(pairs), 2))
    for g in np.unique(group):
        own = np.flatnonzero(group == g)
        result[own] = recall([pairs[i] for i in own.tolist()], fit([p for p, h in zip(pairs, group, strict=True) if h != g], encoder))
    return result


def _line(name: str, before: npt.NDArray[np.float64], after: npt.NDArray[np.float64]) -> str:
    first, third = zip(before.mean(axis=0), after.mean(axis=0), strict=True)
    return f"{name:<58}{len(before):>6}   recall@1 {first[0]:.3f} -> {first[1]:.3f}   recall@3 {third[0]:.3f} -> {third[1]:.3f}"


def _unadapted(**where: Any) -> Assistant:
    from evals.without import unadapted

    return Assistant(assemble=lambda opened: unadapted(opened, None), **where)


def _pairs_on(country: str) -> list[Pair]:
    with invented(country, _unadapted) as (assistant, asked):
        return read_pairs(assistant, asked)


def main() -> None:
    """Print recall without and with the adapter; write it where asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_adapter", description="Fit the adapter that reads everyday words as the reports' own.")
    parser.add_argument("--write", action="store_true", help=f"write it to {RESOURCE.name} of the package")
    write = parser.parse_args().write
    assistant = _unadapted()
    encoder = assistant.stages()[0].encoder.weights_sha256
    here = read_pairs(assistant, load_learned(load_corpus(corpus_folder(assistant.settings))))
    there, unseen = ([p for country in countries for p in _pairs_on(country)] for countries in (TEACHING, MEASURING))
    adapter = fit([*here, *there], encoder)
    if write:
        write_adapter(adapter)
        print(f"written: {RESOURCE}", flush=True)
    print(_line("other invented reports, fitted on all that teach", recall(unseen, None), recall(unseen, adapter)), flush=True)
    print(_line("the invented reports that teach, fitted on the shipped one", recall(there, None), recall(there, fit(here, encoder))), flush=True)
    print(_line("the shipped report, by authors that it has not seen", recall(here, None), by_unseen_authors(here, encoder)))


if __name__ == "__main__":
    main()
