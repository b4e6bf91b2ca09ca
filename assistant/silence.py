"""Does anything found speak about what was asked? Rules for what is plainly missing, then a small calibrated model.

The rules ask for the kind of thing that the question wants: a date for "when", a figure for "how many", a reason for "why", a plan
for the future. The model weighs how well the best span matches the question's words and vectors; it is a logistic regression
fitted on the dev split (``python -m evals.fit``), with the dev questions asked again without their evidence as further negatives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from assistant.countries import country_name, find_countries
from assistant.datatypes import Span
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, term, terms, words
from assistant.listing import Listing
from assistant.lookup import Cells
from assistant.phrasing import years_covered
from assistant.question import Question, years_of_rounds
from assistant.retriever import Candidates
from assistant.stance import MATCH
from assistant.traits import TRAITS, year_mask

DEPTH = 4
"""Best candidates among which the kind of thing asked for is looked for."""
_FUTURE = re.compile(r"\b(?:will|going to|next (?:year|round|decade)|upcoming|in (?:the )?future|from now on|(?:five|ten) years from now)\b")
_INSTRUCTION = re.compile(
    r"^\W*(?:please )?(?:ignore|disregard|forget|print|reply|respond|pretend|repeat|translate|say|write|act|return|output|sing"
    r"|tell me a|become|you are now|from now on|delete|execute|run)\b"
)
_SMALL_TALK = re.compile(
    r"^\W*(?:hi|hello|hey|thanks?|thank you|good (?:morning|afternoon|evening|night)|bye|goodbye|how are you|who are you"
    r"|what are you|what can you do|who (?:made|built|created) you|lol|ok|okay|cool|great|nice)\b[\w\s,!.?']{0,40}$"
)
_QUANTITY = re.compile(
    r"\bhow (?:many|much|often|pure|tall|big|large|high|old|far|fast)\b|\bpercent(?:age)?\b|\bwhat (?:share|proportion|number"
    r"|rate|percentage|amount)\b|^\W*(?:the )?(?:total )?number of\b|\bnumber of\b.*\b(?:19|20)\d\d\W*$"
)
_NUMERAL = re.compile(
    r"(?<![\w/.-])(?:\d{1,3}(?:,\d{3})+|\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|one|once"
    r"|twice)(?![\w/-])",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:who (?:is|was|are|were) (?:the |its |their )?(?:current |present )?(\w+)|names? of (?:the |its |their )?(\w+))")
_ROLES = frozenset(
    "director directors head heads minister ministers chief chiefs president chair chairman chairperson commissioner officer "
    "officers expert experts author authors delegate delegates coordinator secretary leader leaders boss spokesperson "
    "prosecutor rapporteur".split()
)
_ATTRIBUTE = re.compile(r"\bwhat(?:'s| is| was| are| were| did)? (?:the |its |their )?(?:\w+ )?(\w+?)(?: did| does| of| for| from| in| were| was|\?|$)")
_GENERIC = frozenset(
    "kind kinds type types sort sorts name names role purpose aim body bodies thing things area areas part parts people law "
    "laws body year years round rounds".split()
)
_ENDING = re.compile(
    r"\b(?:abolish\w*|clos(?:e|ed|ing) down|closed?|shut\w*|suspend\w*|withdr\w+|cancel\w*|repeal\w*|dissolv\w*|legali[sz]\w*"
    r"|decriminali[sz]\w*|expel\w*|resign\w*|scrap\w*|ban(?:ned|s)?|banned|reject\w*|refus\w*|privati[sz]\w*|terminat\w*|quit"
    r"|leave|left)\b"
)


@dataclass(frozen=True, slots=True)
class Silence:
    """Why the reports do not answer, as a sentence ("" where nothing more can be said)."""

    reason: str


@dataclass(frozen=True, slots=True)
class SupportModel:
    """Logistic regression on what tells support from its absence; ``threshold`` is the least probability that is answered."""

    late: float = 3.0
    likeness: float = 4.0
    weakest: float = 1.0
    unmatched: float = -1.5
    dense: float = 3.0
    unknown_names: float = -0.5
    other_years: float = -0.5
    yes_no: float = 0.0
    words: float = 0.5
    unknown_share: float = 0.0
    attribute: float = -1.0
    bias: float = -4.0
    threshold: float = 0.3

    def probability(self, values: Features) -> float:
        """Return the probability that the best span speaks about what was asked."""
        total = self.bias + sum(getattr(self, f.name) * getattr(values, f.name) for f in fields(values))
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Features:
    """What the support model sees of a question and its best span; each between 0 and 1 or a small count.

    ``late``: late interaction; ``likeness``: weighted mean of the words' likeness; ``weakest``: mean likeness of the two least
    matched words; ``unmatched``: weighted share of words with no near one; ``dense``: cosine in context; ``unknown_names``: names
    that the reports do not hold; ``other_years``: whether the span names other years than the question; ``words``: how many
    content words, in tens; ``unknown_share``: weighted share of words that the reports lack; ``attribute``: whether the property
    asked for ("what was the *rating* of") is unmatched.
    """

    late: float
    likeness: float
    weakest: float
    unmatched: float
    dense: float
    unknown_names: float
    other_years: float
    yes_no: float
    words: float
    unknown_share: float
    attribute: float


def read_features(index: Index, question: Question, candidates: Candidates) -> Features:
    """Measure how well the best candidate speaks about what was asked."""
    weights = candidates.words.weights
    total = float(weights.sum()) or 1.0
    matched = candidates.matched[:, 0]
    ordered = np.sort(matched)
    mask = year_mask(question.years | years_of_rounds(question.rounds))
    span_years = int(index.years[int(candidates.spans[0])])
    known = np.array([bool(index.postings.document_frequency(term(w))) for w in candidates.words.words])
    inner = re.findall(r"(?<=[\w,] )[A-Z]\w+", question.focus)
    return Features(
        late=float(candidates.late[0]),
        likeness=float(candidates.likeness[0]),
        weakest=float(ordered[:2].mean()) if len(ordered) else 0.0,
        unmatched=float(weights[matched < 0.5].sum()) / total,
        dense=float(candidates.dense[0]),
        unknown_names=float(min(sum(not index.postings.document_frequency(term(fold(w))) for w in inner), 2)),
        other_years=float(bool(mask) and not (mask & span_years)),
        yes_no=float(question.is_yes_no),
        words=min(len(weights), 12) / 10,
        unknown_share=float(weights[~known].sum()) / total,
        attribute=float(_attribute_unmatched(question, candidates)),
    )


def _attribute_unmatched(question: Question, candidates: Candidates) -> bool:
    """Return whether a question asks for a property by name ("what were the findings of") that the best span does not name."""
    found = _ATTRIBUTE.search(fold(question.focus))
    if not found or found[1] in _GENERIC:
        return False
    return any(w == found[1] and candidates.matched[i, 0] < MATCH for i, w in enumerate(candidates.words.words))


def judge_support(
    index: Index, question: Question, candidates: Candidates, *, listing: Listing | None, cells: Cells | None, model: SupportModel | None = None
) -> Silence | None:
    """Return why the reports do not answer, or None where they do.

    Args:
        index: where the candidates come from.
        question: what was asked.
        candidates: the ranked spans.
        listing: the whole list that would answer, if one was found.
        cells: the table cells that would answer, if there are any.
        model: the support model; None: the fitted one.
    """
    folded = fold(question.focus)
    if _SMALL_TALK.match(folded) or _INSTRUCTION.match(folded) or not len(candidates.spans):
        return Silence("Ask about what the report covers.")
    foreign = _foreign_country(index, question, candidates)
    if foreign:
        return Silence(f"It is about {', '.join(r.country for r in index.reports)}; it does not say this of {foreign}.")
    if _FUTURE.search(folded) and not index.traits[int(candidates.spans[0]), TRAITS.index("planned")]:
        return Silence("It does not look ahead.")
    unnamed = _unnamed_body(index, question, candidates)
    if cells is not None and unnamed:
        return Silence(f"It does not say this of {unnamed}.")
    if cells is not None:
        return Silence(f"It gives {years_covered(cells.covered)}, not {', '.join(str(y) for y in cells.missing)}.") if cells.missing else None
    if listing is not None and listing.kind in ("mentions", "weaknesses", "concerns", "satisfactions"):
        return None if listing.spans else Silence("")
    missing = _missing_kind(index, question, folded, candidates, listing)
    if missing:
        return Silence(missing)
    if (model or SupportModel()).probability(read_features(index, question, candidates)) < (model or SupportModel()).threshold:
        return Silence("")
    return None


def _missing_kind(index: Index, question: Question, folded: str, candidates: Candidates, listing: Listing | None) -> str | None:
    """Return what the best spans lack of what was asked for: a later time, a figure, a person, an event, or None."""
    best = [index.spans[int(i)] for i in candidates.spans[:DEPTH]]
    flags = index.traits[[s.id for s in best]]
    latest = max((r.year or 0) for r in index.reports)
    later = sorted(y for y in question.years if latest and y > latest)
    if later and not any(year_mask(frozenset(later)) & int(index.years[s.id]) for s in best):
        return f"It dates from {latest} and does not reach {later[0]}."
    if not question.is_yes_no:
        if _QUANTITY.search(folded) and listing is None and not _has_figure(folded, best[:2]):
            return "It gives no figure for this."
        if "date" in question.expects and not any(flags[k, TRAITS.index("date")] and _says_same(candidates, k) for k in range(len(best))):
            return "It gives no date for this."
        if "reason" in question.expects and not flags[:2, TRAITS.index("reason")].any():
            return "It gives no reason for this."
        person = _PERSON.search(folded)
        if person and (person[1] or person[2]) in _ROLES and not any(term(person[1] or person[2]) in terms(s.text) for s in best[:1]):
            return "It names no such person."
        event = _ENDING.search(folded)
        if event and not any(_ENDING.search(fold(s.text)) for s in best):
            return "It does not speak of such an event."
    return None


def _says_same(candidates: Candidates, k: int) -> bool:
    """Return whether the candidate of rank ``k`` says nearly all that the best one says of the question."""
    weights, best = candidates.words.weights, candidates.matched[:, 0] >= MATCH
    said = float(weights[best].sum())
    return k == 0 or float(weights[best & (candidates.matched[:, k] >= MATCH)].sum()) >= 0.85 * said


def _unnamed_body(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return an acronym of the reports that the question names and the best span, its context and its passage do not."""
    best = index.spans[int(candidates.spans[0])]
    around = fold(f"{best.context} {best.text} {index.passages[best.passage].text}")
    asked = f" {' '.join(words(question.focus))} "
    for acronym, expansion in index.acronyms.items():
        if f" {fold(acronym)} " in asked and fold(acronym) not in around and fold(expansion) not in around:
            return acronym
    return None


def _has_figure(folded: str, best: Sequence[Span]) -> bool:
    """Return whether a span counts what the question counts: a numeral with one of its nouns close behind."""
    counted = {term(w) for w in words(folded) if w not in FUNCTION_WORDS}
    for span in best:
        text = fold(span.text)
        for match in _NUMERAL.finditer(text):
            if re.search(r"(?:law|laws|decree|resolution|article|art\.|no\.|of|paragraphs?|and)\s*$", text[max(0, match.start() - 12) : match.start()]):
                continue
            if counted & {term(w) for w in words(text[match.end() : match.end() + 45])[:4]}:
                return True
    return False


def _foreign_country(index: Index, question: Question, candidates: Candidates) -> str | None:
    """Return the name of a country that is asked about, has no report here, and that the best span does not speak of."""
    own = {code for report in index.reports for code in find_countries(report.country)}
    named = find_countries(question.focus) - own
    if not named or not len(candidates.spans):
        return None
    best = [index.spans[int(i)] for i in candidates.spans[:2]]
    unsaid = named - frozenset(c for s in best for c in find_countries(f"{s.context} {s.text}"))
    return country_name(min(unsaid)) if unsaid else None
