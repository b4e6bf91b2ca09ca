"""What a question asks for and the best spans lack, told by rules: a figure, a date, a reason, a person, an event, a later time.

Each rule looks for the *kind* of answer that the question's own form demands. A reason is a sentence for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from assistant.catalogue import say
from assistant.countries import find_countries
from assistant.datatypes import Span
from assistant.index import Index
from assistant.lexicon import AUXILIARIES, FUNCTION_WORDS, NUMERALS, fold, term, terms, words
from assistant.polarity import row_affirmed, segments
from assistant.question import COUNTED_LIST, Question
from assistant.retriever import Candidates
from assistant.rounds import ROUND_YEARS, read_rounds, read_years
from assistant.stance import MATCH
from assistant.traits import TRAITS, names_body, year_mask
from assistant.values import happens

DEPTH = 4
"""Best candidates among which the kind of thing asked for is looked for."""
DOER_DEPTH, DOER_SHARE = 6, 0.6
"""Best candidates among which somebody who does it is looked for, and the share of what the best one says that they must say."""
REASON_SHARE = 0.7
"""Of a reason that a question gives; a span that says less of it gives no such reason."""
_QUANTITY = re.compile(
    r"\bhow (?:many|much|often|pure|tall|big|large|high|old|far(?! back)|fast)\b|\bpercent(?:age)?\b"
    r"|\bwhat (?:share|proportion|number|rate|percentage|amount)\b"
    r"|^\W*(?:the )?(?:total )?number of\b|\bnumber of\b.*\b(?:19|20)\d\d\W*$"
)
_OTHER_WH = re.compile(r"\b(?:who|whom|whose|which|what|when|where|why|how)\b")
_UNIT = re.compile(r"\b(?:tonnes?|tons?|kilos?|kilograms?|kg|grams?|hectares?|ha|headcount|usd|soles)\b")
_NUMERAL = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:{'|'.join(NUMERALS)})"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|both|once|twice)(?![\w/-])",
    re.IGNORECASE,
)
_NUMBERED_BEFORE = re.compile(r"(?:law|laws|decree|resolution|article|art\.|no\.|paragraphs?|articles)\s*$")
_LAW_BEFORE = re.compile(r"\b(?:laws?|decrees?|resolutions?|articles?)\b[^.;:]*$")
_ASKS_STAFF = re.compile(
    r"\bhow many (?:people|persons|staff|employees|workers|officials|members|professionals|experts)\b|\bhow (?:big|large)\b|\b(?:staff|workforce|headcount)\b"
)
_STAFF_BEFORE = re.compile(r"\b(?:staff|team|workforce|crew|body) of (?:some |about |only )?$")
_STAFF_BEHIND = re.compile(r" (?:[\w-]+ ){0,2}?(?:staff|people|persons|employees|workers|officials|officers|members|professionals|experts|technicians)\b")
_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b")
_FREQUENCY = re.compile(
    r"\b(?:every (?:other |second |\w+ )?(?:day|week|month|quarter|year|semester)s?|every \w+ (?:days|weeks|months|years)|once|twice|daily|weekly"
    r"|fortnightly|monthly"
    r"|bimonthly|quarterly|half-yearly|biannual(?:ly)?|annual(?:ly)?|yearly|biennial(?:ly)?|(?:times )?(?:a|per) (?:day|week|month|year))\b"
)
_JOINED_BEFORE = re.compile(r"\b(?:of|and)\s*$")
"""Before a longer number: another one of the laws that stand before it ("Laws 28009 of 2003 and 28306")."""
_PERSON = re.compile(
    r"\b(?:(?:who (?:is|was|are|were)|who's) (?:the |its |their )?(?:current |present )?(\w+)|names? of (?:the |its |their )?(\w+)|(\w+)(?:'s)? names?\W*$)"
)
_ASKS_WHO = re.compile(
    r"\W*(?:(?:and|so|but|then) )?who (?:(?:abroad|else|exactly|actually|now|currently) )*+"
    r"(?!(?:is|are|was|were|be|has|have|had|can|could|may|might|must|should|will|would|do|does|did"
    r"|gets?|got|receives?|received|benefits?|benefited|takes?|took|attends?|attended|participates?|participated|qualifies|needs?|uses?"
    r"|says?|said|thinks?|notes?|noted|reports?|reported|mentions?|recogni[sz]e[sd]?|finds?|found|observe[sd]?|praise[sd]?|criticis?z?e[sd]?"
    r"|worrie[sd]|regrets?|commends?|welcome[sd]?|underscore[sd]?|recommends?)\b)[a-z]{3,}"
)
"""Asks who does something; not to whom it is done, nor who says so, who are the evaluators."""
_SOMEBODY = re.compile(
    r"\b(?:institutions?|organi[sz]ations?|authorit(?:y|ies)|agenc(?:y|ies)|entit(?:y|ies)|governments?|courts?|tribunals?|judges?|prosecutors?"
    r"|ministr(?:y|ies)"
    r"|municipalit(?:y|ies)|compan(?:y|ies)|corporations?|individuals|persons|employers|universit(?:y|ies)|schools|teachers|professionals|experts?"
    r"|teams?|committees?"
    r"|assembl(?:y|ies)|congress|parliament|senate|president|summit|states?|communities|associations?|centers|centres|hospitals|doctors"
    r"|physicians|officers|health system"
    r"|secretariat|department|service|laborator(?:y|ies)|bank|customs|navy|army|coast guard|coastguard|prefecture|fund|corps|brigades?|squads?|inspectorate)\b"
)
_ROLES = frozenset(
    "director directors head heads minister ministers chief chiefs president chair chairman chairperson commissioner officer "
    "officers expert experts author authors delegate delegates coordinator secretary leader leaders boss spokesperson prosecutor "
    "rapporteur judge judges".split()
)
_ENDING = re.compile(
    r"\b(?:abolish\w*|clos(?:e|ed|ing) down|closed?|shut\w*|suspend\w*|withdr\w+|cancel\w*|repeal\w*|dissolv\w*|legali[sz]\w*"
    r"|decriminali[sz]\w*|expel\w*|resign\w*|scrap\w*|ban(?:ned|s)?|banned|reject\w*|refus\w*|privati[sz]\w*|terminat\w*|quit"
    r"|(?:leave|left)(?! (?:out|without|aside|behind|over|uncovered|unserved)))\b"
)
_HOW_DONE = re.compile(r"\W*(?:(?:and|but|so) )?how (?:do|does|can|is|are)\b")
"""Asks how something is done, not whether it happened."""
_ARTICLE = re.compile(r"\b(?:which|what) articles?\b")
_NUMBERED_ARTICLE = re.compile(r"\b(?:articles?|art\.) \d")
_DATES_FROM = re.compile(r"\bdat(?:e|es|ed|ing) (?:back )?(?:from|to|of)\b|\b(?:is|are|was|were) (?:it |they )?(?:[\w-]+ ){0,8}?(?:from|of) (?:19|20)\d\d\W*$")
"""Asks of what year a thing is."""
_GIVEN_REASON = re.compile(r"\b(?:because(?: of)?|due to|owing to|on account of)\b (?P<reason>.+)")
_MONTH_OR_DAY = re.compile(r"\b(?:which|what) (?:month|day|exact date)\b")
_MONTH = re.compile(r"\b(?:January|February|March|April|May \d|June|July|August|September|October|November|December)\b")
_CONTACT = re.compile(
    r"\b(?:the|its|their|an?|e-?mail|postal|street|web) (?P<noun>address(?:es)?)\b|\b(?P<number>(?:phone|telephone|fax) numbers?|contact details"
    r"|web ?sites?(?= of\b))"
)
"""Asks where somebody is reached."""
_GIVES_CONTACT = re.compile(r"@|https?:|\bwww\.|\+\d|\b(?:street|avenue|av\.)\b", re.IGNORECASE)
_PERIOD_OF_A_NAME = re.compile(r"\b(?:19|20)\d\d[-–](?:19|20)\d\d(?= [A-Z])|(?<=[A-Z]{3} )(?:19|20)\d\d[-–](?:19|20)\d\d")
_WHATEVER = r"(?:it|they|that|this|(?:the|its|this|that) (?:[\w-]+ ){1,12}?|peru|the country)\s?(?:(?:actually|really|ever|been|proved?|proven|to be|an?) )*"
_EFFECT = re.compile(
    rf"(?<!how )\b(?:did|has|have|had) {_WHATEVER}(?:work(?:ed)?(?: out)?|pass(?:ed)? or fail(?:ed)?)(?=\W*(?:$|\())"
    rf"|(?<!how )\b(?:did|does|do|has|have|had|is|are|was|were) {_WHATEVER}(?:succeed(?:ed)?|success(?:ful)?|effective|pa(?:y|id) off|bear fruit|born fruit"
    r"|a success)(?=\W*(?:$|\())"
)
"""Asks whether something had the effect that it was meant to have."""
_TELLS_EFFECT = re.compile(
    r"\b(?:effect\w*|success\w*|succeed\w*|achiev\w+|result\w*|outcomes?|improved|reduced|decreased|decline\w*|increased|lowered|fell|rose|worked)\b"
)
_TELLS_PURPOSE = re.compile(r"\b(?:objectives?|aims?|aimed|goals?|purpose|seeks?|intended) (?:\w+ ){0,2}?(?:include|to|being|is|are|at|of)\b")
"""Tells what is to be reached, not what was."""
_WHAT_FOUND = re.compile(
    r"^\W*(?:(?:and|but|so) )?what (?:did|does|do) (?:it|they|(?:the|that|this|those|these) (?:[\w-]+ ){0,3}?(?:stud(?:y|ies)|surveys?|evaluations?|research))"
    r" (?:find|show|reveal|conclude|discover)(?: out)?(?=\W*(?:$|\())"
)
"""Asks for a study's results."""
_FINDING = re.compile(
    r"\b(?:conclud\w*|conclusions?|f(?:ou|i)nd(?:ings?)?(?! out\b)|show(?:ed|n)?(?! to\b)(?<!\bwas shown)(?<!\bwere shown)"
    r"|reveal\w*|results? of (?:the|that|this|its) (?:\w+ ){0,3}(?:study|survey))\b"
)
"""A study's own findings; a table that only tells whether the study was made gives none."""
_WITH_RESULT = re.compile(
    r"\bwith (?:what|which) (?:results?|outcomes?|scores?|ratings?|success)\b|\bwhat (?:was|were|is|are) (?:the|its|their) (?:results?|outcomes?)(?= of\b|\W*$)"
)
_NAME_ASKED = re.compile(
    r"\bwhat(?:'s| is| are| was|s)? (?:the )?(?:official |full |exact )?names? of\b"
    r"|\bwhat(?:'s| is| are| was| were|s)? (?!(?:so|the so)\b)[^?,;]{2,60}? (?:called|named)\W*$"
)
_PROPER_NAME = re.compile(r"(?<=[a-z,;:)] )(?:the )?[“\"]?[A-Z][\w-]+|[“\"][A-Z]")
"""A capital behind a small letter, or in quotation marks."""
_COPULAS = frozenset("is was were are".split())
_PREPOSITIONS = frozenset(
    "of for in on by from to at that which with during under about among between through since until as and or who whose where when than into "
    "against over according".split()
)
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
WORDS_OF_A_ROW, SAID_IN_ROW = 3, 0.75
"""A row that says so many words of a question, each from this likeness on, is the one asked about."""
LIKE_IN_PLACE = 0.7
"""A word of the thesaurus for what leads to a row comes as near as this."""
_DETERMINERS = frozenset("the its their a an any his her this these those your our most main".split())
_PARTICIPLES = frozenset(
    "given done made said found shown known seen paid spent held sent told taken put set built drawn meant kept left lost taught brought".split()
)
_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
_CONTAINERS = frozenset(
    """kind kinds type types sort sorts way ways thing things aspect aspects area areas field fields point points issue issues item items part parts
    section sections people person persons group groups body bodies agency agencies institution institutions entity entities organisation organization
    organisations organizations authority authorities ministry ministries office offices unit units actor actors country countries state states law laws
    decree decrees act acts statute statutes legislation rule rules regulation regulations instrument instruments resolution basis year years round rounds
    date dates passage passages mention mentions connection connections context contexts respect respects
    time times period periods measure measures step steps programme programmes program programs scheme schemes activity activities development
    developments change changes weakness weaknesses shortcoming shortcomings gap gaps concern concerns trait traits characteristic characteristics
    perspective perspectives approach approaches criterion criteria purpose aim aims goal goals objective objectives role task tasks function functions
    norm norms provision provisions variable variables factor factors dimension dimensions category categories feature features viewpoint viewpoints
    example examples place places site sites location locations venue venues gathering gatherings meeting meetings event events name acronym abbreviation
    instead title system systems mechanism mechanisms tool tools reason reasons difference""".split()
)
"""Nouns that only say what class the answer is of ("which *body*", "what *kinds* of"); the answer need not repeat them."""
_ADJECTIVES = 3
"""Where no auxiliary ends the noun phrase, the noun is among so many first words ("which international *body* gives")."""

_DEADLINE = re.compile(r"\bby (?:what|which) (?:date|day|year|month|time)\b|\bby when\b|\bdeadline\b|\bhow soon must\b")
_SETS_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than) (?:the end of |early |mid-?|late )?(?:[a-z]+ )?(?:19|20)\d\d\b|\bdeadline\b|\bwithin\b"
)
"""What must be done by a time, and a statement that sets one."""


def later_than_report(index: Index, question: Question, best: Sequence[Span]) -> str | None:
    """Return that the reports do not reach a year asked about, or None."""
    latest = max((r.year or 0) for r in index.reports)
    later = sorted(y for y in question.years if latest and y > latest)
    if later and not any(year_mask(frozenset(later)) & int(index.years[s.id]) for s in best):
        return say("It dates from {year} and does not reach {later}.", question.language, year=latest, later=later[0])
    return None


def names_row(index: Index, question: Question, candidates: Candidates) -> bool | None:
    """Return whether a yes/no question that dates a thing means the best span, a row named with its year; None where that tells nothing.

    "Has it signed the 1971 Convention on Psychotropic Substances?" means the row "Convention on Psychotropic Substances, 1971", whose mark
    answers it, as it and what leads to it say every word asked. So does an acronym ("did Peru sign CIFTA?").
    "Party to the 1988 Convention?" is not answered by the row "Convention against Corruption, 2003", neither with yes nor with no. What it
    dates from is asked of the row that says the rest.
    """
    best = index.spans[int(candidates.spans[0])]
    if question.is_yes_no and not question.years and row_affirmed(best.facts) is not None and _says_a_name(question, candidates):
        return True
    named = read_years(best.label) if best.kind == "table_row" else frozenset()
    if not question.is_yes_no or len(question.years) != 1 or not named:
        return None
    if not question.years & (named | {int(v) for _, v in best.facts if v.isdigit()}):
        return None if _DATES_FROM.search(fold(question.focus)) and _says_all_but_figures(candidates) else False
    return True if question.years <= named and bool((candidates.matched[:, 0] >= MATCH).all()) else None


def tells_row(index: Index, question: Question, candidates: Candidates) -> bool:
    """Return whether the best span is a table's row that says every word of a question for a body, and names more ("with whom was it shared?")."""
    best = index.spans[int(candidates.spans[0])]
    if question.is_yes_no or best.kind != "table_row" or question.expects != {"body"} or len(candidates.words.words) < WORDS_OF_A_ROW:
        return False
    asked = {term(w) for w in words(question.focus)}
    return bool((candidates.matched[:, 0] >= SAID_IN_ROW).all()) and any(term(w) not in asked for w in words(best.label) if w not in FUNCTION_WORDS)


def _says_a_name(question: Question, candidates: Candidates) -> bool:
    """Return whether the best candidate says the acronyms of a question itself, and it or what leads to it the like of every other word."""
    asked = list(zip(candidates.words.words, candidates.matched[:, 0], strict=True))
    names = {fold(name) for name in _ACRONYM.findall(question.focus)}
    return any(w in names for w, _ in asked) and all(m >= (1.0 if w in names else LIKE_IN_PLACE) for w, m in asked)


def _says_all_but_figures(candidates: Candidates) -> bool:
    """Return whether the best candidate says every word of a question that is neither a figure nor asks for a date."""
    asked = zip(candidates.words.words, candidates.matched[:, 0], strict=True)
    return all(near >= MATCH for word, near in asked if not word[0].isdigit() and not word.startswith("dat"))


def missing_kind(index: Index, question: Question, candidates: Candidates, *, is_list: bool, corrects: bool = False) -> str | None:
    """Return what the best spans lack of the kind of answer that a question demands, as a sentence, or None.

    Args:
        index: where the candidates come from.
        question: what was asked; a yes/no question demands no kind but a time within the reports.
        candidates: the ranked spans, at least one.
        is_list: whether a whole list answers; its members are then counted, not found.
        corrects: whether what is said corrects the time that the question supposes.
    """
    best = [index.spans[int(i)] for i in candidates.spans[:DEPTH]]
    reason = None if corrects else later_than_report(index, question, best)
    if question.is_yes_no and not corrects and _is_of_another_round(index, question, candidates):
        return say("It does not say this of that round.", question.language)
    if _lacks_effect(question, best):
        return _lacks_noun(question, "results")
    if question.is_yes_no and _supposes_a_reason(index, question, candidates):
        return say("It gives no reason for this.", question.language)
    if reason or question.is_yes_no:
        return reason
    folded = fold(question.focus)
    if (_asks_quantity(folded) or _UNIT.search(folded)) and not is_list and not _has_figure(folded, best[:2]):
        return say("It gives no figure for this.", question.language)
    if _lacks_time(folded, [s.text for s in best[:2]]) or _lacks_date(index, question, candidates, best):
        return say("It gives no date for this.", question.language)
    if "reason" in question.expects and not index.traits[[s.id for s in best[:2]], TRAITS.index("reason")].any():
        return say("It gives no reason for this.", question.language)
    return _lacks_thing(question, folded, best, is_list=is_list)


def _lacks_thing(question: Question, folded: str, best: Sequence[Span], *, is_list: bool) -> str | None:
    """Return what is missing of a person in a role, an event that ends something, an address, a numbered article or a result, as a sentence, or None."""
    person = _PERSON.search(folded)
    role = next((g for g in person.groups() if g), "") if person else ""
    if role in _ROLES and not any(term(role) in terms(s.text) and not _is_title_only(s.text, role) for s in best[:1]):
        return say("It names no such person.", question.language)
    if _ENDING.search(folded) and not _HOW_DONE.match(folded) and not any(_ENDING.search(fold(s.text)) for s in best):
        return say("It does not speak of such an event.", question.language)
    contact = _CONTACT.search(folded)
    if contact and not any(_GIVES_CONTACT.search(s.text) for s in best[:2]):
        return _lacks_noun(question, contact["noun"] or contact["number"])
    if _NAME_ASKED.search(folded) and best[0].kind == "sentence" and not _names_something(question, best[0].text):
        return _lacks_noun(question, "name")
    if _ARTICLE.search(folded) and not any(_NUMBERED_ARTICLE.search(fold(s.text)) for s in best[:2]):
        return _lacks_noun(question, "article")
    if _asks_result(folded, best) or (_FINDING.search(folded) and best[0].kind == "table_row" and not is_list):
        return _lacks_noun(question, "results")
    return None


def _names_something(question: Question, text: str) -> bool:
    """Return whether a text calls something by a name that is not the country's, the evaluators' or in the question."""
    asked = {*words(question.focus), "cicad", "mem", "round", "rounds"}
    return any(not find_countries(found[0]) and not set(words(found[0])) <= asked for found in _PROPER_NAME.finditer(text))


def _lacks_noun(question: Question, noun: str) -> str:
    return say("It does not give the {noun} asked for.", question.language, noun=question.original(noun))


def _lacks_effect(question: Question, best: Sequence[Span]) -> bool:
    """Return whether a question asks if something that there is had its effect, and neither of the best two spans tells one: what it aims at is none."""
    tells = (_TELLS_EFFECT.search(fold(s.text)) and not _TELLS_PURPOSE.search(fold(s.text)) for s in best[:2])
    exists = question.is_yes_no and all(part.affirmed for part in segments(best[0].text))
    return exists and bool(_EFFECT.search(fold(question.focus))) and not any(tells)


def _lacks_date(index: Index, question: Question, candidates: Candidates, best: Sequence[Span]) -> bool:
    """Return whether a question asks for a date, and none of the best spans that say the same gives a new one, nor says that it was not done."""
    if "date" not in question.expects or (best[0].kind == "table_row" and row_affirmed(best[0].facts) is False):
        return False
    dated = index.traits[[s.id for s in best], TRAITS.index("date")]
    return not any(dated[k] and _dates_anew(question, s) and _says_same(candidates, k) for k, s in enumerate(best))


def lacks_doer(index: Index, question: Question, candidates: Candidates, *, from_cells: bool) -> bool:
    """Return whether a question asks who does something, and a row of figures or none of the best spans that say it names a body or whoever does it."""
    folded = fold(question.focus)
    if not _ASKS_WHO.match(folded):
        return False
    if from_cells:
        return True
    near = [k for k in range(min(DOER_DEPTH, len(candidates.spans))) if _says_same(candidates, k, DOER_SHARE)]
    return not any(_names_doer(index, index.spans[int(candidates.spans[k])], folded) for k in near)


def _names_doer(index: Index, span: Span, folded: str) -> bool:
    """Return whether a span names a body that the question does not name itself, or whoever does something by a common noun."""
    asked = set(words(folded))

    def aside(match: re.Match[str]) -> str:
        expansion = index.acronyms.get(match[0])
        told = expansion is None or names_body(expansion) or _SOMEBODY.search(fold(expansion))
        return match[0] if told and fold(match[0]) not in asked else " "

    said = _ACRONYM.sub(aside, span.text)
    return names_body(said) or _SOMEBODY.search(fold(said)) is not None


def _lacks_time(folded: str, said: Sequence[str]) -> bool:
    """Return whether a question asks for a month, a day or a deadline, and none is given."""
    if _MONTH_OR_DAY.search(folded) and not any(_MONTH.search(text) for text in said):
        return True
    return bool(_DEADLINE.search(folded)) and not any(_SETS_DEADLINE.search(fold(text)) for text in said)


def _is_of_another_round(index: Index, question: Question, candidates: Candidates) -> bool:
    """Return whether a question asks of earlier rounds, and neither the best span nor a like one bears a date: it speaks of the last round."""
    if not question.rounds or max(ROUND_YEARS) in question.rounds:
        return False
    spans = (index.spans[int(i)] for i in candidates.spans[:DEPTH])
    return not any(_dates(s) and _says_same(candidates, k) for k, s in enumerate(spans))


def _supposes_a_reason(index: Index, question: Question, candidates: Candidates) -> bool:
    """Return whether a question gives a reason ("because no law provides for it") of which neither of the best two spans says most words."""
    cause = _GIVEN_REASON.search(fold(question.focus))
    if cause is None or index.traits[candidates.spans[:2], TRAITS.index("reason")].any():
        return False
    own = candidates.words.weights * np.array([w in words(cause["reason"]) for w in candidates.words.words], dtype=np.float32)
    said = own @ (candidates.matched[:, :2] >= MATCH)
    return bool(own.sum()) and float(said.max()) < REASON_SHARE * float(own.sum())


def _dates(span: Span) -> frozenset[int]:
    """Return the years and the rounds that a span names."""
    folded = fold(span.text)
    return read_years(folded) | read_rounds(folded)


def _dates_anew(question: Question, span: Span) -> bool:
    """Return whether a span names a time that the question does not name itself ("in which year was the convention of 1961 ratified?").

    What happened is not dated by the period in the name of a thing ("the 2017-2021 Strategy was approved").
    """
    dates = _dates(span)
    if happens(question.focus):
        dates -= read_years(fold(" ".join(_PERIOD_OF_A_NAME.findall(span.text))))
        return bool(dates - question.years - question.rounds)
    return not dates or bool(dates - question.years - question.rounds)


def unmatched_noun(question: Question, candidates: Candidates) -> str | None:
    """Return the noun that names what is asked for, where neither of the best two spans says the like of it; None where they do."""
    noun = None if question.is_yes_no else asked_noun(question.focus)
    return noun if noun and _unmatched(candidates, noun) else None


def _asks_result(folded: str, best: Sequence[Span]) -> bool:
    """Return whether a question asks with what result something was done, and none of the best two spans tells one."""
    return bool(_WITH_RESULT.search(folded) or _WHAT_FOUND.search(folded)) and not any(_FINDING.search(fold(s.text)) for s in best[:2])


def _asks_quantity(folded: str) -> bool:
    """Return whether a question asks for a figure itself, not who, what or how one finds it ("how do they gauge how much is grown?").

    A count beside the members that are counted ("how many, and which?") is given by the members.
    """
    found = None if COUNTED_LIST.search(folded) else _QUANTITY.search(folded)
    return found is not None and not _OTHER_WH.search(folded, 0, found.start())


def counts_people(focus: str) -> bool:
    """Return whether a question asks how many people there are, of whom figures by year say nothing."""
    return bool(_ASKS_STAFF.search(fold(focus)))


def asked_noun(focus: str) -> str | None:
    """Return the noun that names what is asked for ("what was the *rating* of", "which *cities*"), None for nouns of mere class.

    The noun phrase behind "what" or "which" ends before a preposition or an auxiliary; its last word is the noun. Where no
    auxiliary ends it, its first word is taken, as what follows may be the verb ("which summit gave").
    """
    asked = words(focus)
    start = next((i for i, w in enumerate(asked[:6]) if w in ("what", "which", "whats")), None)
    if start is None:
        return None
    position = start + 1
    copula = asked[start] == "whats" or (position < len(asked) and asked[position] in _COPULAS)
    if not copula and position < len(asked) and asked[position] in AUXILIARIES:  # "what does the report say": the subject follows
        return None
    if copula:
        position += asked[start] != "whats"
        if position < len(asked) and asked[position].endswith("ed") and asked[position] not in _DETERMINERS:  # "what was tested at the port": no noun
            return None
        while position < len(asked) and asked[position] in _DETERMINERS:
            position += 1
    end = position
    while end < len(asked) and asked[end] not in _PREPOSITIONS and asked[end] not in AUXILIARIES and asked[end] not in _DETERMINERS:
        end += 1
    phrase = [w for w in asked[position:end] if w not in _NUMBERS]
    bounded = copula or end == len(asked) or asked[end] in AUXILIARIES or asked[end] == "of"
    if not phrase or (asked[start] != "which" and not bounded):  # "what changed": the verb follows at once
        return None
    noun = phrase[-1] if bounded else phrase[0]
    if copula and len(phrase) > 1 and (noun.endswith("ed") or noun in _PARTICIPLES):  # "what was DEVIDA given": no noun is asked for
        return None
    of_a_class = noun in _CONTAINERS or (not bounded and any(w in _CONTAINERS for w in phrase[:_ADJECTIVES]))
    return None if of_a_class or noun in FUNCTION_WORDS or noun[0].isdigit() else noun


def _unmatched(candidates: Candidates, word: str) -> bool:
    return any(w == word and float(candidates.matched[i, :2].max()) < MATCH for i, w in enumerate(candidates.words.words))


def _is_title_only(text: str, role: str) -> bool:
    """Return whether a text names only an office of that title, such as a ministry for "minister"."""
    return role not in words(text)


def _says_same(candidates: Candidates, k: int, share: float = 0.85) -> bool:
    """Return whether the candidate of rank ``k`` says nearly all, or a ``share``, of what the best one says of the question."""
    weights, best = candidates.words.weights, candidates.matched[:, 0] >= MATCH
    said = float(weights[best].sum())
    return k == 0 or float(weights[best & (candidates.matched[:, k] >= MATCH)].sum()) >= share * said


def _has_figure(folded: str, best: Sequence[Span]) -> bool:
    """Return whether a span counts what the question counts: a numeral with one of its nouns close behind."""
    counted = {term(w) for w in words(folded) if w not in FUNCTION_WORDS}
    for span in best:
        text = fold(span.text)
        if _HOW_OFTEN.search(folded) and _FREQUENCY.search(text):
            return True
        for match in _NUMERAL.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if _NUMBERED_BEFORE.search(before) or (len(match[0]) > 2 and _JOINED_BEFORE.search(before) and _LAW_BEFORE.search(text[: match.start()])):
                continue
            if counts_people(folded) and (_STAFF_BEFORE.search(before) or (span is best[0] and _STAFF_BEHIND.match(text, match.end()))):
                return True
            if counted & {term(w) for w in words(text[match.end() : match.end() + 45])[:4]}:
                return True
    return False
