"""What each stage is worth: the English gold questions with one stage left out at a time: ``python -m evals.ablation``.

Prints a Markdown table a split: the full system's figures, then how each figure differs without a stage, in points, with the 95 %
interval of a paired bootstrap over the questions. All fitted weights stay as they are shipped. With ``--refit`` the support model is fitted anew for each
variant that changes what it sees, and for the full system in the same way, so that both stand alike; that takes about half an hour a variant.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from assistant.support_model import SupportModel
from evals.fit import fit, read_samples
from evals.gold import GoldQuestion, load_gold
from evals.metrics import Outcome, figures, percentile
from evals.run import evaluate
from evals.without import VARIANTS, Variant, standard

SHOWN = {
    "quote_recall@1": "quote recall@1",
    "quote_recall@3": "quote recall@3",
    "verdict_accuracy": "verdict accuracy",
    "wrong_yes": "wrong yes",
    "abstention_recall": "abstention recall",
    "false_abstention": "false abstention",
    "must_contain": "must contain",
    "lists_complete": "lists complete",
    "conflicts_surfaced": "conflicts surfaced",
}
RESAMPLES = 500
SEED = 2019
Difference = tuple[float, float, float]
"""A difference and the bounds of its 95 % interval, between -1 and 1."""


def without(variant: Variant, support: SupportModel | None) -> Assistant:
    """Return the assistant without a stage.

    Args:
        variant: how it is put together.
        support: the support model fitted with all stages; fitted anew where the stage feeds it. None: the shipped one.
    """
    if support is not None and variant.feeds_support:
        whole = Assistant(assemble=lambda opened: variant.assemble(opened, None))
        support, _ = fit(read_samples(whole), whole.stages()[0].encoder.weights_sha256)
    return Assistant(assemble=lambda opened: variant.assemble(opened, support))


def differences(full: Sequence[Outcome], less: Sequence[Outcome], resamples: int = RESAMPLES, seed: int = SEED) -> dict[str, Difference | None]:
    """Return how each shown figure of ``less`` differs from that of ``full``; None where it does not apply.

    Args:
        full: one outcome a question.
        less: the outcomes of the same questions in the same order.
        resamples: how many times questions are drawn with replacement, the same ones for both.
        seed: makes the draws repeatable.
    """
    draw = random.Random(seed)
    base, other = figures(full), figures(less)
    drawn: dict[str, list[float]] = {name: [] for name in SHOWN}
    for _ in range(resamples):
        chosen = draw.choices(range(len(full)), k=len(full))
        first, second = figures([full[i] for i in chosen]), figures([less[i] for i in chosen])
        for name, values in drawn.items():
            a, b = first[name], second[name]
            if a is not None and b is not None:
                values.append(b - a)
    result: dict[str, Difference | None] = {}
    for name, values in drawn.items():
        a, b = base[name], other[name]
        result[name] = None if a is None or b is None or not values else (b - a, percentile(values, 0.025), percentile(values, 0.975))
    return result


def rows(full: Sequence[Outcome], variants: Sequence[tuple[str, Sequence[Outcome]]], split: str) -> Iterator[str]:
    """Yield the lines of one split's Markdown table."""
    kept = [o for o in full if o.split == split]
    base = figures(kept)
    yield f"| {split} ({len(kept)}) | {' | '.join(SHOWN.values())} |"
    yield "|---" * (len(SHOWN) + 1) + "|"
    yield f"| **full system** | {' | '.join(_percent(base[name]) for name in SHOWN)} |"
    for name, outcomes in variants:
        found = differences(kept, [o for o in outcomes if o.split == split])
        yield f"| without {name} | {' | '.join(_points(found[f]) for f in SHOWN)} |"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def _points(value: Difference | None) -> str:
    """Return a difference in points with its interval, bold where the interval holds no zero."""
    if value is None:
        return "-"
    found, low, high = (100 * v for v in value)
    if found == low == high == 0:
        return "0"
    told = f"{found:+.1f} ({low:+.1f} to {high:+.1f})"
    return f"**{told}**" if low > 0 or high < 0 else told


def main() -> None:
    """Measure the full system, then each variant, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description="The gold questions with one stage left out at a time.")
    parser.add_argument("stages", nargs="*", choices=[[], *(v.name for v in VARIANTS)], help="stages to leave out, one by one; none named: all")
    parser.add_argument("--refit", action="store_true", help="fit the support model anew for each stage that feeds it")
    given = parser.parse_args()
    wanted = given.stages
    assistant = Assistant()
    assistant.load()
    questions = [q for q in load_gold(load_corpus(corpus_folder(assistant.settings))) if q.language == "en"]
    support = fit(read_samples(assistant), assistant.stages()[0].encoder.weights_sha256)[0] if given.refit else None
    full = _measured("nothing", Assistant(assemble=lambda opened: standard(opened, support)), questions)
    measured = [(v.name, _measured(v.name, without(v, support), questions)) for v in VARIANTS if not wanted or v.name in wanted]
    for split in ("test", "dev"):
        print("\n".join(rows(full, measured, split)), end="\n\n")


def _measured(name: str, assistant: Assistant, questions: Sequence[GoldQuestion]) -> list[Outcome]:
    print(f"without {name} ...", file=sys.stderr, flush=True)
    return evaluate(assistant, questions)


if __name__ == "__main__":
    main()
