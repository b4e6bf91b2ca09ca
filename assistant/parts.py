"""A yes/no question of two things -> one ruling: what the rulings on its parts make together, or what one span says of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.coordination import Coordination
from assistant.datatypes import Verdict
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.ruling import Ruling, combine
from assistant.thesaurus import content_words

OWN_MATCH = 0.85
"""From this likeness on, a span says a word itself."""
LITERALLY = 0.99
"""From this likeness on, it says the very word."""
ReadPart = Callable[[Question, Candidates], Ruling | None]
"""Gives the ruling on a part, weighed, or None where the reports do not speak about it."""


@dataclass(frozen=True)
class Parts:
    """The two questions that one is made of. ``ask`` analyses one and searches for it: only when its answer is needed."""

    found: Coordination
    ask: Callable[[str], tuple[Question, Candidates]]

    @cached_property
    def first(self) -> tuple[Question, Candidates]:
        """The first question and its candidates."""
        return self.ask(self.found.first)

    @cached_property
    def second(self) -> tuple[Question, Candidates]:
        """The second question and its candidates."""
        return self.ask(self.found.second)


def rule_parts(parts: Parts, candidates: Candidates, whole: Ruling, *, read: ReadPart, weigh: Callable[[], Ruling], by_sentence: bool) -> Ruling:
    """Rule on a question of two things.

    Where they are asked of outright ("both", "but not"), the rulings on the parts decide, unless both rest on one sentence, which is read as
    a whole. Two things joined by a plain "and" may as well be one ("treatment and rehabilitation"): one span that says both word for word decides;
    else two that differ do, where each says its part's own words, or where the second reading finds by itself that the answer is partly; and two
    yeses, where one span alone makes partly.

    Args:
        parts: the two questions.
        candidates: those of the whole question.
        whole: what the rules say to the whole question.
        read: rules on one part.
        by_sentence: whether ``whole`` rests on a sentence.
        weigh: weighs ``whole`` against the second reading, which would miss what another span than the first says; so it comes last.
    """
    if parts.found.kind != "each":
        read_parts = _read_both(parts, read)
        if read_parts and by_sentence and {r.deciding for r in read_parts} == {whole.deciding} and not any(r.corrects for r in read_parts):
            return weigh()
        return combine(parts.found.kind, *read_parts) if read_parts else whole
    one_says_both = _says(candidates, whole, f"{parts.found.own_first} {parts.found.own_second}", LITERALLY)
    read_parts = None if one_says_both else _read_both(parts, read)
    if read_parts is None or Verdict.MIXED in {r.verdict for r in read_parts}:
        return weigh()
    together, own = combine("each", *read_parts), _say_their_own(parts, *read_parts)
    if together.verdict is Verdict.MIXED and own:
        return together
    weighed = weigh()
    better = (
        weighed.verdict is Verdict.MIXED and len(together.deciding) > 1 and (together.verdict is Verdict.MIXED or (own and together.verdict is Verdict.YES))
    )
    return together if better else weighed


def _read_both(parts: Parts, read: ReadPart) -> tuple[Ruling, Ruling] | None:
    first = read(*parts.first)
    second = read(*parts.second) if first else None
    return (first, second) if first and second else None


def _say_their_own(parts: Parts, first: Ruling, second: Ruling) -> bool:
    """Return whether two rulings rest on more than one reading of one span, and each span says its part's own words."""
    if first.deciding[0] == second.deciding[0] and first.corrects == second.corrects:
        return False
    return _says(parts.first[1], first, parts.found.own_first) and _says(parts.second[1], second, parts.found.own_second)


def _says(candidates: Candidates, ruling: Ruling, own: str, least: float = OWN_MATCH) -> bool:
    """Return whether the span that decides a part of a question says that part's own words."""
    asked = [row for row, w in enumerate(candidates.words.words) if w in content_words(own)]
    column = next((k for k, i in enumerate(candidates.spans.tolist()) if i == ruling.deciding[0]), None)
    return bool(asked) and column is not None and bool((candidates.matched[asked, column] >= least).all())
