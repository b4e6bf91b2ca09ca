"""Every quote is the report's own text, whatever is asked: ``python -m evals.verbatim`` asks 2,000 random questions.

The questions are made from the gold questions' frames and the reports' words: recombined halves, other countries, years and numbers,
typing errors, shuffled words, stray Unicode, very long ones, in four languages, some with a conversation before them. Each quote of
each answer, cited or nearest, must be the report's text at its offsets. Exit status 1 where one is not, or where asking fails.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.corpus import load_corpus
from assistant.datatypes import Answer
from assistant.question import MAX_QUESTION_CHARS
from assistant.settings import corpus_folder
from evals.gold import load_gold

COUNT = 2000
SEED = 2019
COUNTRIES = ("Peru", "Chile", "Trinidad and Tobago", "Brasil", "Perú", "Côte d'Ivoire", "Atlantis", "United States", "San Lorenzo")
FRAMES = {
    "en": ("Does {country} have {words}?", "How many {words} in {number}?", "Is it true that {words} did not {words}?", "{words}, but not {words}?"),
    "es": ("¿Tiene {country} {words}?", "¿Cuántos {words} en {number}?", "¿Desde cuándo {words}?"),
    "pt": ("O {country} tem {words}?", "Quantos {words} em {number}?", "Desde quando {words}?"),
    "fr": ("Est-ce que le {country} a {words} ?", "Combien de {words} en {number} ?", "Depuis quand {words} ?"),
}
STRAY = "\u200b\u202e\u0301\ufffd\ufeff\u00a0“”«»—…\U0001f600\U0001f1f5\U0001f1ea汉字текстעברית\t\n|`*_<>&\\{}[]\x7f\ud7ff"
SPARED = (5, 40)
"""Fewest and most words of a question made of the reports' words alone."""


@dataclass(frozen=True, slots=True)
class Material:
    """What questions are made of: gold questions, and the words of the reports."""

    questions: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One random question with the conversation before it."""

    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """How many quotes there were and how many were verbatim; the questions with one that was not, and those that failed, with why."""

    asked: int
    answered: int
    quotes: int
    verbatim: int
    altered: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    seconds: float


def _some_words(draw: random.Random, material: Material, fewest: int = 1, most: int = 5) -> str:
    return " ".join(draw.choices(material.words, k=draw.randint(fewest, most)))


def recombined(draw: random.Random, material: Material) -> str:
    """Return the first half of one gold question and the second of another."""
    first, second = (q.split() for q in draw.choices(material.questions, k=2))
    return " ".join([*first[: len(first) // 2 + 1], *second[len(second) // 2 :]])


def framed(draw: random.Random, material: Material) -> str:
    """Return a frame of one of four languages, filled with the reports' words, a country and a number."""
    frame = draw.choice(FRAMES[draw.choice(sorted(FRAMES))])
    while "{words}" in frame:
        frame = frame.replace("{words}", _some_words(draw, material), 1)
    return frame.replace("{country}", draw.choice(COUNTRIES)).replace("{number}", str(draw.randint(1990, 2030)))


def relabelled(draw: random.Random, material: Material) -> str:
    """Return a gold question with other countries, years and numbers."""
    changed = []
    for word in draw.choice(material.questions).split():
        if any(c.isdigit() for c in word):
            changed.append(str(draw.choice((draw.randint(1990, 2030), draw.randint(0, 10**9)))))
        elif word[:1].isupper() and len(changed) > 0:
            changed.append(draw.choice(COUNTRIES))
        else:
            changed.append(word)
    return " ".join(changed)


def misspelt(draw: random.Random, material: Material) -> str:
    """Return a gold question with letters dropped, doubled and swapped."""
    letters = list(draw.choice(material.questions))
    for _ in range(max(1, len(letters) // 12)):
        place = draw.randrange(len(letters) - 1)
        how = draw.randrange(3)
        if how == 0 and len(letters) > 2:
            del letters[place]
        elif how == 1:
            letters.insert(place, letters[place])
        else:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def shuffled(draw: random.Random, material: Material) -> str:
    """Return the words of a gold question in another order."""
    mixed = draw.choice(material.questions).split()
    draw.shuffle(mixed)
    return " ".join(mixed)


def strewn(draw: random.Random, material: Material) -> str:
    """Return a gold question strewn with stray characters."""
    letters = list(draw.choice(material.questions))
    for _ in range(draw.randint(1, 30)):
        letters.insert(draw.randrange(len(letters) + 1), draw.choice(STRAY))
    return "".join(letters)


def long(draw: random.Random, material: Material) -> str:
    """Return gold questions and the reports' words up to the longest question that is read."""
    parts: list[str] = []
    while sum(len(p) + 1 for p in parts) < MAX_QUESTION_CHARS:
        parts.append(draw.choice((draw.choice(material.questions), _some_words(draw, material, *SPARED))))
    return " ".join(parts)[:MAX_QUESTION_CHARS]


def wordy(draw: random.Random, material: Material) -> str:
    """Return words of the reports at random."""
    return _some_words(draw, material, *SPARED)


MAKERS: tuple[Callable[[random.Random, Material], str], ...] = (recombined, framed, relabelled, misspelt, shuffled, strewn, wordy)
LONG_SHARE = 0.02
HISTORY_SHARE = 0.15


def material_of(assistant: Assistant, questions: Sequence[str]) -> Material:
    """Return what random questions are made of.

    Args:
        assistant: whose reports lend their words.
        questions: whose frames are used.
    """
    texts = (assistant.report_text(r.id) for r in assistant.reports)
    return Material(tuple(questions), tuple(dict.fromkeys(w for text in texts for w in text.split())))


def random_questions(material: Material, count: int, seed: int = SEED) -> Iterator[Asked]:
    """Yield random questions, the same ones for the same material and seed; none of them is blank."""
    draw = random.Random(seed)
    for n in range(count):
        make = long if draw.random() < LONG_SHARE else MAKERS[n % len(MAKERS)]
        history = tuple(draw.choices(material.questions, k=draw.randint(1, 3))) if draw.random() < HISTORY_SHARE else ()
        yield Asked(make(draw, material)[:MAX_QUESTION_CHARS], history)


def altered(answer: Answer, texts: dict[str, str]) -> int:
    """Return how many quotes of an answer, cited or nearest, are not the report's text at their offsets."""
    return sum(texts[c.report][c.start : c.end] != c.quote or not c.quote for c in (*answer.citations, *answer.nearest))


def check(assistant: Assistant, questions: Sequence[Asked]) -> Result:
    """Ask every question and compare every quote with the report."""
    texts = {r.id: assistant.report_text(r.id) for r in assistant.reports}
    answered = quotes = wrong = 0
    untrue: list[str] = []
    failed: list[tuple[str, str]] = []
    began = time.perf_counter()
    for asked in questions:
        try:
            answer = assistant.ask(asked.question, history=asked.history)
        except Exception as error:  # whatever it is, the question must be shown beside it
            failed.append((asked.question, f"{type(error).__name__}: {error}"))
            continue
        found = altered(answer, texts)
        answered += answer.answered
        quotes += len(answer.citations) + len(answer.nearest)
        wrong += found
        untrue.extend([asked.question] if found else [])
    return Result(len(questions), answered, quotes, quotes - wrong, tuple(untrue), tuple(failed), time.perf_counter() - began)


def report(result: Result) -> str:
    """Return a result as text, each question that went wrong on a line of its own."""
    share = 100 * result.verbatim / result.quotes if result.quotes else 0.0
    answered = 100 * result.answered / max(result.asked, 1)
    lines = [
        f"{result.asked:,} random questions, {answered:.1f} % answered, {len(result.failed)} failed, {result.seconds:.0f} s",
        f"{result.quotes:,} quotes, {result.verbatim:,} verbatim at their offsets ({share:.2f} %)",
        *(f"altered quote: {question!r}" for question in result.altered),
        *(f"failed: {question!r}: {why}" for question, why in result.failed),
    ]
    return "\n".join(lines)


def main() -> int:
    """Ask, print what was found, and return 1 where a quote was altered or asking failed."""
    parser = argparse.ArgumentParser(prog="python -m evals.verbatim", description="Every quote is the report's own text, whatever is asked.")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    assistant = Assistant()
    assistant.load()
    gold = [q.question for q in load_gold(load_corpus(corpus_folder(assistant.settings)))]
    result = check(assistant, list(random_questions(material_of(assistant, gold), arguments.count, arguments.seed)))
    print(report(result))
    return 1 if result.altered or result.failed or not result.quotes else 0


if __name__ == "__main__":
    raise SystemExit(main())
