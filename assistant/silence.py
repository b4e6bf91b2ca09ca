"""Does anything found speak about what was asked? Rules for what is plainly missing, then a small calibrated model."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.catalogue import say
from assistant.counted_years import counts_from_nothing
from assistant.countries import display_name
from assistant.datatypes import Verdict
from assistant.finding_lists import Listing
from assistant.index import Index
from assistant.lexicon import fold
from assistant.lookup import Cells
from assistant.missing import (
    lacks_doer,
    missing_kind,
    names_row,
    tells_row,
    unmatched_noun,
)
from assistant.phrasing import years_covered
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.rounds import is_dating
from assistant.small_talk import asks_nothing, wants_help
from assistant.stance import MATCH
from assistant.support_model import Features, SupportModel
from assistant.thesaurus import country_words
from assistant.traits import TRAITS
from assistant.unknown_names import (
    foreign_country,
    unknown_acronym,
    unknown_law,
    unknown_name,
    unknown_subject,
    unknown_treaty,
    unnamed_body,
    unnamed_group,
)

_FUTURE = re.compile(
    r"^\W*when will\b|\bwill (?:be|have|remain|continue|still)\b[^?]*\b20\d\d\b|^\W*will\b[^?]*\b(?:soon|ever|remain|continue|still|by 20\d\d|in 20\d\d)\b"
    r"|\b(?:is|are|am|was|were|will be|[\w']+'(?:s|re)) (?:[\w-]+ ){0,4}going to\b"
    r"|\bby (?:when|(?:what|which) (?:date|year|time)) (?:will|must|should|shall|does|do|is|are)\b"
    r"|\b(?:next (?:year|round|decade)|upcoming|in (?:the )?future|from now on|(?:five|ten) years from now)\b"
)
_INSTRUCTION = re.compile(
    r"^\W*(?:please )?(?:ignore|disregard|forget|print|reply|respond|pretend|repeat|translate|say|write|act|return|output|sing"
    r"|tell me a|become|you are now|from now on|delete|execute|run)\b"
)


_ASKED_BY_NAME = frozenset("mentions laws weaknesses concerns satisfactions section judgments itself answers contradictions".split())
"""Lists that a question asks for by name, so that they answer it where they hold anything."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Why the reports do not answer, as a sentence ("" where nothing more can be said); ``alone`` where nothing was asked of them.

    ``close``: the model was nearly of the other mind, so that the nearest statement may well be what was looked for.
    """

    reason: str
    alone: bool = False
    close: bool = False


SAID = 0.75
"""From this likeness on, a word of the question counts as said by the best span; stricter than for choosing between clauses."""
CLOSE = 2.0
"""Log odds below the threshold within which a silence is told as a close one: on reports that the model does not know, half of these are answered there."""
CLOSE_UNMATCHED = 0.4
"""Of a question's words, that the nearest statement may leave unsaid for a silence to be a close one."""
MANY_WORDS = 20
"""A question of so many content words counts as longest."""


def read_features(
    index: Index, question: Question, candidates: Candidates, *, listing: Listing | None, verdict: Verdict | None, left_open: float = 0.0
) -> Features:
    """Measure how well the best candidate speaks about what was asked.

    Args:
        index: where the candidates come from.
        question: what was asked.
        candidates: the ranked spans, at least one.
        listing: the whole list that would answer, if one was found.
        verdict: what would be answered to a yes/no question.
        left_open: how surely the second reading finds that the best candidate leaves the question open, from -1 to 1.
    """
    weights, best = candidates.words.weights, index.traits[int(candidates.spans[0])]
    return Features(
        unmatched=float(weights[candidates.matched[:, 0] < SAID].sum()) / (float(weights.sum()) or 1.0),
        length=min(len(weights) / MANY_WORDS, 1.0),
        weakest_in_place=float(candidates.in_place.min()) if len(candidates.in_place) else 0.0,
        dense=float(candidates.dense.max()),
        late=float(candidates.late[0]),
        left_open=left_open,
        yes_no=float(question.is_yes_no),
        listing=float(listing is not None),
        **{kind.value: float(verdict is kind) for kind in Verdict},
        **{kind: float(best[TRAITS.index(kind)]) for kind in ("table_row", "bullet")},
        negated=float(question.is_negated),
        wants_all=float(question.wants_all),
        noun=float(unmatched_noun(question, candidates) is not None),
        **{kind: float(kind in question.expects) for kind in ("number", "money", "date", "body", "law", "reason")},
    )


def judge_support(
    index: Index,
    question: Question,
    candidates: Candidates,
    *,
    listing: Listing | None,
    cells: Cells | None,
    verdict: Verdict | None,
    corrects: bool,
    left_open: Callable[[], float],
    model: SupportModel,
) -> Silence | None:
    """Return why the reports do not answer, or None where they do.

    Args:
        index: where the candidates come from.
        question: what was asked.
        candidates: the ranked spans.
        listing: the whole list that would answer, if one was found.
        cells: the table cells that would answer, if there are any.
        verdict: what would be answered to a yes/no question.
        corrects: whether that answer corrects what the question supposes.
        left_open: tells how surely the second reading finds the question left open; asked only where the rules do not decide.
        model: the support model.
    """
    told = plainly_missing(index, question, candidates, listing=listing, cells=cells, corrects=corrects)
    if isinstance(told, Silence) or told:
        return told if isinstance(told, Silence) else None
    features = read_features(index, question, candidates, listing=listing, verdict=verdict, left_open=left_open())
    probability = model.probability(features, candidates.encoding.vector)
    if probability >= model.threshold:
        return None
    noun = unmatched_noun(question, candidates)
    if noun:
        return Silence(say("It does not give the {noun} asked for.", question.language, noun=question.original(noun)))
    near = features.unmatched <= CLOSE_UNMATCHED and _log_odds(probability) >= _log_odds(model.threshold) - CLOSE
    return Silence("", close=near)


def _log_odds(probability: float) -> float:
    return math.log(max(probability, 1e-9) / max(1.0 - probability, 1e-9))


def _asks_nothing(index: Index, question: Question, candidates: Candidates, own: Collection[str]) -> Silence | None:
    """Return a Silence where a text greets, wants help, instructs, or names nothing but dates and the report's country; else None."""
    folded = fold(question.focus)
    if any(asks_nothing(said) or wants_help(said) for said in (question.text, question.focus)):
        areas = ", ".join(dict.fromkeys(area for report in index.reports for area in report.areas))
        return Silence(say("Ask about what the report covers: {areas}.", question.language, areas=areas), alone=True)
    if counts_from_nothing(question.focus):
        return Silence(say("It is not clear from which year to count.", question.language), alone=True)
    only_dates = question.is_yes_no and all(is_dating(w) or w in own for w in candidates.words.words)  # "and in 2016?" with nothing asked before
    if _INSTRUCTION.match(folded) or not len(candidates.spans) or only_dates:
        return Silence(say("Ask about what the report covers.", question.language))
    return None


def _of_cells(index: Index, question: Question, candidates: Candidates, cells: Cells) -> Silence | bool:
    """Return why the cells of a table do not answer a question, or that they do."""
    unnamed = unnamed_body(index, question, candidates)
    if unnamed:
        return Silence(say("It does not say this of {name}.", question.language, name=unnamed))
    if "reason" in question.expects:
        return Silence(say("It gives no reason for this.", question.language))
    if not cells.missing:
        return True if cells.verdict or not question.is_yes_no else Silence("")
    missed = ", ".join(str(y) for y in cells.missing)
    return Silence(say("It gives {given}, not {asked}.", question.language, given=years_covered(cells.covered), asked=missed))


def plainly_missing(
    index: Index, question: Question, candidates: Candidates, *, listing: Listing | None, cells: Cells | None, corrects: bool = False
) -> Silence | bool:
    """Apply the rules: a Silence where they tell what is missing, True where they tell that the answer is there, else False.

    A name that the reports never mention is no reason for silence where what is said corrects the question ("in Quebec in 2001").
    """
    folded = fold(question.focus)
    countries = question.countries or [r.country for r in index.reports]
    own = country_words(countries)
    nothing = _asks_nothing(index, question, candidates, own)
    if nothing is not None:
        return nothing
    foreign = foreign_country(index, question, candidates, corrects=corrects)
    if foreign:
        about = ", ".join(dict.fromkeys(display_name(c, question.language) for c in countries))
        return Silence(say("It is about {countries}; it does not say this of {name}.", question.language, countries=about, name=foreign))
    if _FUTURE.search(folded) and not index.traits[int(candidates.spans[0]), TRAITS.index("planned")]:
        return Silence(say("It does not look ahead.", question.language))
    name = None if corrects else next((n for find in (unknown_name, unknown_acronym, unknown_subject) if (n := find(index, question, candidates))), None)
    name = name or unknown_law(index, question, candidates, corrects=corrects) or unknown_treaty(index, question, candidates)
    if name:
        return Silence(say("It does not say this of {name}.", question.language, name=name))
    group = None if listing is not None or cells is not None else unnamed_group(index, question, candidates)
    if group:
        return Silence(say("It does not say this of {name}.", question.language, name=question.original(group)))
    if listing is None and lacks_doer(index, question, candidates, from_cells=cells is not None):
        return Silence(say("It does not say who.", question.language))
    if cells is not None:
        return _of_cells(index, question, candidates, cells)
    if listing is not None and listing.kind in _ASKED_BY_NAME:
        return True if listing.spans else Silence("")
    if len(candidates.words.words) == 1 and float(candidates.matched.max()) < MATCH:  # the one thing asked about is nowhere spoken of
        return Silence("")
    if tells_row(index, question, candidates):
        return True
    row = names_row(index, question, candidates)
    if row is not None:
        return True if row else Silence("")
    missing = missing_kind(index, question, candidates, is_list=listing is not None, corrects=corrects)
    return Silence(missing) if missing else False
