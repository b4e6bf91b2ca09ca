"""Words around a question that change nothing of what is asked."""

from __future__ import annotations

from assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.framed import EARLIER, FRAMES, changed
from evals.gold import load_gold


def test_words_around_a_question_change_hardly_an_answer(assistant: Assistant) -> None:
    questions = [q for q in load_gold(load_corpus(corpus_folder(assistant.settings))) if q.split == "dev" and q.type == "factoid"]
    asked, counts = changed(assistant, questions)
    assert asked >= 15
    assert set(counts) == set(FRAMES) | set(EARLIER)
    assert max(counts.values()) <= 1, counts


def test_a_word_that_changes_the_question_is_counted(assistant: Assistant) -> None:
    questions = [q for q in load_gold(load_corpus(corpus_folder(assistant.settings))) if q.split == "dev" and q.type == "factoid"]
    asked, counts = changed(assistant, questions, {"other question": lambda _: "Does Peru have an early warning system?"})
    assert counts["other question"] >= asked - 1
