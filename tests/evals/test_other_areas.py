"""Questions asked of an area that does not answer them."""

from __future__ import annotations

from assistant import Assistant
from assistant.corpus import load_corpus
from assistant.settings import corpus_folder
from evals.gold import load_gold
from evals.other_areas import silent_shares


def test_what_an_area_answers_is_silence_in_the_next_one(assistant: Assistant) -> None:
    questions = [q for q in load_gold(load_corpus(corpus_folder(assistant.settings))) if q.split == "dev" and q.type == "yesno"]
    asked, own, other = silent_shares(assistant, questions)
    assert asked >= 30
    assert own <= 0.05
    assert other >= 0.9
