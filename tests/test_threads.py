from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from assistant import Assistant
from tests.fakes import FakeEncoder

QUESTIONS = [
    "does Peru have an NPS early warning system?",
    "What was DEVIDA's budget in 2014?",
    "How tall is Machu Picchu?",
    "Is Peru party to the Convention against Corruption?",
    "Which institutions make up the national information system?",
    "Does Peru certify staff who provide social integration services?",
]
THREADS = 20
EACH = 3
"""Questions that each thread asks."""


def in_threads(act: Callable[[int], None]) -> None:
    """Run ``act(n)`` in twenty threads that start together, and raise what any of them raised."""
    barrier, raised = threading.Barrier(THREADS), []

    def run(n: int) -> None:
        try:
            barrier.wait()
            act(n)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_twenty_threads_get_the_answers_that_one_gets(assistant: Assistant) -> None:
    alone = [assistant.ask(question).to_dict() for question in QUESTIONS]
    wrong: list[str] = []

    def ask(n: int) -> None:
        for k in range(EACH):
            i = (n + k) % len(QUESTIONS)
            if assistant.ask(QUESTIONS[i]).to_dict() != alone[i]:
                wrong.append(QUESTIONS[i])

    in_threads(ask)
    assert wrong == []


def test_twenty_first_questions_build_one_index(corpus: Path, tmp_path: Path) -> None:
    encoder = FakeEncoder()
    shared = Assistant(corpus, tmp_path / "index", encoder=encoder)
    answers: list[bool] = []
    in_threads(lambda _: answers.append(shared.ask("Does San Lorenzo have an early warning system?").answered))
    assert answers == [True] * THREADS
    texts = [text for text in encoder.encoded if text.startswith("Control of Substances. ")]
    assert len(texts) == len(set(texts))
    assert len(list((tmp_path / "index").glob("v-*"))) == 1


def test_a_rebuild_does_not_disturb_those_who_ask(corpus: Path, tmp_path: Path) -> None:
    shared = Assistant(corpus, tmp_path / "index", encoder=FakeEncoder())
    expected = shared.ask("Does San Lorenzo have an early warning system?").to_dict()

    def act(n: int) -> None:
        if n < 2:
            shared.load(rebuild=True)
        else:
            assert shared.ask("Does San Lorenzo have an early warning system?").to_dict() == expected

    in_threads(act)
