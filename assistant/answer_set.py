"""Which of the ranked spans together answer a question for several things, where no list or table of the report does."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.countries import codes_of, find_countries
from assistant.entailment import statement_of
from assistant.framing import QUESTION_WORD
from assistant.index import Index
from assistant.lexicon import fold
from assistant.membership import Membership, features, most_worth
from assistant.question import Question
from assistant.retriever import Candidates
from assistant.stance import MATCH
from assistant.traits import TRAITS

_SEVERAL_QUESTIONS = re.compile(
    rf"\b{QUESTION_WORD}\b[^?]*(?:,|\band\b|\bor\b|:|,? plus) (?:and |or )?(?:(?:since|until|by|for|in|on|to|from|with|under|through) )?{QUESTION_WORD}\b"
    r"|\b(?:plus|as well as) (?:the |their |its |any )?\w+(?: [\w-]+)*\W*$"
)
"""Asks for one thing and for another ("what is it, and what does it decide?")."""
_COURSE = re.compile(
    r"\b(?:round|year|step|area|stage)s? by (?:round|year|step|area|stage)\b|\bover the (?:rounds|years)\b|\bover time\b"
    r"|\b(?:from|since) the (?:first|start|beginning|early|earliest)\b[^?]*\b(?:to|until|till|up to|on)\b"
    r"|\bhow (?:has|have|had|did|does|do)\b[^?]*\b(?:chang\w*|develop\w*|evolv\w*|grow\w*|grew|shift\w*|progress\w*|improv\w*)\b"
    r"|\b(?:develop(?:ed|ment)|evol(?:ved|ution)|history|course|trace|progression) (?:of|over|since|from|through)\b"
)
"""Asks for a course of events."""
_IN_EVERY_WAY = re.compile(
    r"\bin (?:what|which) (?:\w+ )?(?:ways?|respects?|fields?|areas?)\b|\bwhat (?:else|all)\b|\bwhat\b[^?]* (?:consist|made up|made) of\b"
    r"|\bwhere (?:do|does|did|has|have|are)\b|\b(?:each|all) with\b|\bsaying (?:whether|if|which|how|when)\b|\bgood and bad\b|\bfor and against\b"
)
"""Asks for whatever there is of something."""
_SINGLE = re.compile(
    r"\b(?:which|what) (?!the country\b)(?:(?!(?:is|are|was|were|do|does|did|has|have|had)\b)[\w-]+ ){0,2}?"
    r"(?:ministry|body|agency|institution|entity|office|authority|organi[sz]ation|unit|law|decree|year|country|company) (?!of\b|and\b|or\b)\w+"
)
"""Asks for one thing."""
_PLURAL = re.compile(
    r"\b(?:what|which|wich) (?:[\w-]+ ){0,3}?(?!was\b|is\b|has\b|does\b)\w{3,}s\b(?!')"
    r"|\b(?:which|what) of (?:them|these|those)\b"
    r"|\bwho [a-z]+s\b[^?]*, [^?]*\b(?:and|or)\b"
    r"|\bhow many (?:[\w-]+ ){0,3}?\w{3,}s\b.*(?:\band|,) (?:which|what|who|name|list)\b"
    r"|^\W*(?:(?:the|all|every) )?(?:[\w-]+ ){0,2}?\w{3,}s (?:on|of|in|about|for|that|which|used|under|with|by) "
)
"""Asks for several things by a plural, or names them by one ("statistics on …")."""
_MEMBERS = re.compile(r"\b(?:members|participants|components|parts|makes? up|belongs? to|takes? part|participates?|sits? on)\b")
_ARRANGEMENTS = re.compile(
    r"\bwhat (?:[\w-]+ ){0,3}?(?:is|are|exists?|(?:has|have) been|does|do|did|has|have|had) (?:[\w-]+ ){0,6}?(?:in place|set up|done|do|doing|undertak\w+)"
    r"(?: at home| domestically| nationally| so far)?(?: (?:about|against|for|on|to|in|so that|towards?|concerning|regarding)\b|\W*$)"
    r"|\bhow (?:does|do|did|is|are|has|have) (?:[\w-]+ ){1,6}?(?:deal|dealt|cope) with\b"
    r"|\b(?:every|all) (?:points?|steps?|aspects?|details?) (?:of|on|in|about)\b|\ball of (?:them|it|these|those)\b|\bin full\b"
)
"""Asks for all that is arranged, or done, about something."""
_MAIN_NEGATION = re.compile(
    r"\b(?:not|never|cannot|none|neither|without|lack\w*|left out|excluded|missing|absent|unavailable|unpublished|fail\w* to"
    r"|no(?! (?:more|less|later|longer than|fewer)\b)|un(?:covered|met|reached|served|ratified|signed|certified|evaluated|attended|done))\b|n't\b"
)
"""Negates the clause that asks; fewer words than make a proposition negative, as "stops" and "bans" are things that are asked for, too."""
_SUBORDINATE = re.compile(
    r"(?:, (?:but )?not|\bso(?: that)?|\bin order (?:that|to)|\blest|\bto (?:prevent|stop|keep|avoid)"
    r"|\b(?:makes?|made|making|sees?) (?:sure|certain|to it)|\bensur\w+|\bif|\bwhen|\bbecause|\bwhile|\bwhereas)\b.*"
)
"""A purpose, a condition or an aside, whose negation says nothing of what is asked for."""
_BOTH_WAYS = re.compile(
    r",? (?:and|or) (?:(?:who|what|which|whom) )?(?:(?:is|are|was|were|does|do|did) )?(?:not\b|left out\b|fail\w* to\b|lack\w*\b|missing\b|never\b)"
)
"""Asks for what is beside what is not ("who gets them and who is left out?")."""
_ASKS = re.compile(r"\b(?:which|what|who|whom|whose|list|name|where|enumerate)\b")
_COUNTRIES = re.compile(r"\b(?:which|what) (?:other |foreign |neighbou?ring )?(?:countries|country|states|nations)\b")
_KIND = re.compile(
    r"\b(?:which|what|whose|how many|all(?: of)? the) (?:(?!(?:and|or)\b)[\w-]+ ){0,2}?(?:(?P<ministry>ministries)|(?P<law>laws|decrees|resolutions|statutes)"
    r"|(?P<convention>conventions|treaties|protocols))\b(?! and\b| or\b|,)"
)
_OF_KIND = {
    "ministry": re.compile(r"\bministr(?:y|ies)\b"),
    "law": re.compile(r"\b(?:laws?|decrees?|resolutions?|acts?|codes?|statutes?|legislation)\b"),
    "convention": re.compile(r"\b(?:conventions?|treat(?:y|ies)|protocols?|agreements?)\b"),
}
"""Things that are called by their kind wherever they are named."""
LIKELY = 0.2
"""Of the statements that are this probable half belong to the answer, of the others that are shown one in six (docs/evaluation.md)."""
ENUMERATING_DEPTH, SEVERAL, HALF = 6, 4, 0.4
"""Among so many best sentences one that names so many things of the kind asked for, and says this share of the question, enumerates them."""
LIKELY_DENIAL = 0.2
"""A denial answers from this probability of membership on."""


def enumerating(index: Index, question: Question, candidates: Candidates) -> int | None:
    """Return the first of the best sentences that names several things of the kind asked for and says half of the question; None where none does."""
    asked = None if question.is_yes_no or question.is_negated else _KIND.search(fold(question.focus))
    kind = asked.lastgroup if asked else None
    if kind is None:
        return None
    weights = candidates.words.weights
    said = weights @ (candidates.matched >= MATCH) / max(float(weights.sum()), 1e-6)
    for k, i in enumerate(candidates.spans[:ENUMERATING_DEPTH].tolist()):
        if said[k] >= HALF and index.spans[i].kind == "sentence" and len(_OF_KIND[kind].findall(fold(index.spans[i].text))) >= SEVERAL:
            return int(i)
    return None


def is_plural(question: Question) -> bool:
    """Return whether a question asks for several things by a plural."""
    return bool(_PLURAL.search(fold(question.focus)))


def asks_one(question: Question) -> bool:
    """Return whether a question asks for one thing ("which body …")."""
    return bool(_SINGLE.search(fold(question.focus)))


def asks_arrangements(question: Question) -> bool:
    """Return whether a question asks for all that is arranged, or done, about something."""
    return not question.is_yes_no and bool(_ARRANGEMENTS.search(fold(question.focus)))


def wants_several(question: Question) -> bool:
    """Return whether a question asks for several things."""
    folded = fold(question.focus)
    return question.wants_all or any(form.search(folded) for form in (_PLURAL, _MEMBERS, _ARRANGEMENTS, _SEVERAL_QUESTIONS, _COURSE, _IN_EVERY_WAY))


def asks_what_is_not(question: Question) -> bool:
    """Return whether a question asks of what something is denied ("which groups have no programs?"), its negation in the clause that asks."""
    if question.is_yes_no or not question.is_negated:
        return False
    folded = fold(question.focus)
    asks = _ASKS.search(folded)
    start = asks.end() if asks else 0
    both_ways = _BOTH_WAYS.search(folded)
    if both_ways and not _MAIN_NEGATION.search(folded[: both_ways.start()]):
        return False
    return bool(_MAIN_NEGATION.search(folded[:start] + _SUBORDINATE.sub("", folded[start:])))


@dataclass(frozen=True, slots=True)
class Together:
    """Spans that answer together, the likeliest first, and how many of them are likely to."""

    spans: tuple[int, ...] = ()
    likely: int = 0


def answering_together(index: Index, question: Question, candidates: Candidates, membership: Membership) -> Together:
    """Return the spans that together answer a question for several things; none where it asks what is not, and all affirm.

    Args:
        index: where the candidates come from.
        question: what was asked.
        candidates: the ranked spans, at least one.
        membership: tells which belong to the answer.
    """
    looked_at = features(index, candidates, negated=question.is_negated, wants_all=question.wants_all)
    probabilities = membership.probabilities(looked_at)
    if asks_what_is_not(question):
        denied = index.traits[candidates.spans[: len(probabilities)], TRAITS.index("denied")]
        probabilities = np.where(denied, probabilities, 0.0)
        if probabilities.max() < LIKELY_DENIAL:
            return Together()
    spans = candidates.spans[: len(probabilities)]
    probabilities = probabilities * _of_countries_asked(index, question, spans) * _of_kind_asked(index, question, spans)
    chosen = most_worth(probabilities)
    likely = sum(probabilities[k] >= LIKELY for k in chosen)
    return Together(tuple(int(candidates.spans[k]) for k in chosen), max(int(likely), 1))


def _of_countries_asked(index: Index, question: Question, spans: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return 1 for each span that names the foreign countries that a question names or asks for, and 0 for the others, (spans,); 1 for all if none does."""
    own = codes_of(question.countries or index.countries)
    asked = find_countries(question.focus) - own
    which = _COUNTRIES.search(fold(question.focus)) is not None
    if not asked and not which:
        return np.ones(len(spans))
    named = [find_countries(statement_of(index.spans[int(i)])) - own for i in spans]
    fits = np.array([float(bool(n & asked) if asked else bool(n)) for n in named])
    return fits if fits.any() else np.ones(len(spans))


def _of_kind_asked(index: Index, question: Question, spans: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return 1 for each span that names a thing of the kind asked for ("which ministries …"), and 0 for others, (spans,); 1 for all if the best does not."""
    asked = _KIND.search(fold(question.focus))
    if asked is None:
        return np.ones(len(spans))
    kind = next(name for name, word in asked.groupdict().items() if word)
    fits = np.array([float(_OF_KIND[kind].search(fold(statement_of(index.spans[int(i)]))) is not None) for i in spans])
    return fits if fits[0] else np.ones(len(spans))
