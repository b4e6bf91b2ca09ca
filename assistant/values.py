"""What a statement says of another value than the question supposes: another year, number, law, cell of the same column.

"Was it established in 2005?" is a no where the report says "established in 2002". Pure functions on texts and spans; each returns
True only where the statement holds a value *of the same kind* that differs, never where it holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.contrasts import exclusive_kinds
from assistant.countries import find_countries
from assistant.datatypes import Span
from assistant.lexicon import FUNCTION_WORDS, NUMERALS, fold, term, words
from assistant.negation import is_negated
from assistant.question import ORDER
from assistant.rounds import read_rounds, read_years, years_of_rounds

_EVENT = re.compile(
    r"^\W*was it in (?:19|20)\d\d \(|\b(?:establish\w*|found(?:ed|ing)|creat\w*|set up|start\w*|beg[iau]n\w*|launch\w*|born|approv\w*|inaugurat\w*"
    r"|open(?:ed|ing)?|enact\w*|adopt\w*"
    r"|evaluat\w*|assess\w*|publish\w*|conduct\w*|carried out|carry out|dat(?:e|es|ed|ing) (?:from|to|back)|sign\w*|introduc\w*|issu\w*"
    r"|pass(?:ed)?|most recent|latest|draw\w* up|drawn up|draft\w*|design\w*|writ(?:e|ing|ten)|complet\w*|finish\w*|wrap\w* up|conclud\w*|came (?:in|out)"
    r"|prepar\w*|took place|take place|held in|dat(?:e|es|ed)(?= from)|mandat\w*|revis\w*|updat\w*|amend\w*|renew\w*"
    r"|c[oa]mes? in|up to date|grant\w*|award\w*|examin\w*|inspect\w*|visit(?:ed|s)?|survey(?:ed|s)?|poll(?:ed|s)?|stud(?:y|ied)"
    r"|back in|it (?:only )?in (?:19|20)\d\d|(?:first|last)(?! (?:\w+ )?rounds?\b))\b"
)
"""What happens at one time, so that another time is another value; states go on and may have begun before."""
_OPEN_ENDED = re.compile(
    r"\b(?:since|already|by(?= (?:the end of |late |early |mid-?)?(?:19|20)\d{2})|before|after|until|till|still|ever|as of|as early as|as late as"
    r"|(?<!date )(?<!dates )(?<!dated )(?<!dating )from)\b"
)
_OF_A_YEAR = re.compile(
    r"\b(?:law|laws|act|decree|code|regulations?|resolution|plan|strategy|policy|program(?:me)?|study|survey|census|report|protocol|convention|treaty|agreement"
    r"|summit|manual|instrument|figure|data)\b[^?]*?(?:,? (?:of|from|for)|\() ?(?:19|20)\d{2}\b|\b(?:19|20)\d{2} [a-z]"
    r"|\b(?:is|are|was|were) (?:it |they )?[^?]*\bfrom (?:19|20)\d{2}(?:\W*$|, (?:is|are|was|were|right|correct|true)\b)"
)
"""A thing named with its year: the law of 2013, the 2016 code, "is it from 2015?"."""
_YEAR_NAMES = re.compile(r"\b(?:(?:19|20)\d\d ?[-–] ?)?(?:19|20)\d\d (?P<head>[A-Za-z]\w+)")
"""What is named by a year or a period ("the 2017-2021 strategy", "the 2030 Agenda")."""
_FROM_A_YEAR = re.compile(r"\bfrom (?:19|20)\d{2}(?:\W*$|, (?:is|are|was|were|right|correct|true)\b)")
_IN_ROUNDS = re.compile(r"\b(?:in|during|throughout|from|since|through) (?:the|all|its)\b[^,;.]{0,40}\brounds?\b")
_LATEST = re.compile(r"\b(?:last|latest|most recent(?:ly)?|newest)(?! (?:\w+ )?rounds?\b)\b")
_END = re.compile(
    r"\b(?:up to|until|till|through|runs? to|lasts? to|(?P<at>(?:end(?:s|ed|ing)?|expires?|expired|finish(?:es|ed)?|r[au]ns? out|lapses?) in))"
    r"(?: the end of)? (?P<year>(?:19|20)\d{2})\b"
)
_RANGE = re.compile(r"\b((?:19|20)\d{2})\s*(?:-|–|to|and|until|through)\s*(?:the end of |early[ -]|mid[ -]?|late[ -])?((?:19|20)\d{2})\b")
_NUMERALS = NUMERALS | {"both": 2, "twice": 2, "once": 1}
_COUNT = re.compile(
    rf"(?P<bound>\b(?:no|not) (?:more|longer|later|greater) than |\bat most |\bup to |\bmaximum of )?"
    rf"\b(\d{{1,3}}(?:,\d{{3}})*|{'|'.join(_NUMERALS)})[\s-]+([a-z]+)(?:[\s-]+([a-z]+))?"
)
_MEMBER_BOUND = re.compile(
    r"\b(?:(?P<least>at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of)|(?P<most>at most|(?:no|not) more than|a maximum of)"
    rf"|(?P<more>more than|over|upwards of)|(?P<fewer>fewer than|less than|under))\s+(?P<number>\d{{1,3}}|{'|'.join(_NUMERALS)})\b"
)
_PARTS = frozenset(map(term, "area pillar front leg chapter part branch axis theme objective goal target yardstick heading strand".split()))
"""What a plan or a report is made of, whatever each is called; counted, they are compared with each other."""
_PART = "part"
MAX_BOUND = 1000
"""A bound above this is kept as the number it is."""
_LAW_FROM = re.compile(
    r"\b(?:laws?|decrees?|resolutions?)(?: (?:n|no|nr|number)\.?)? (?P<number>\d{2,6})\b(?!-)[^?]{0,20}?\b(?:from|of|dat\w+ (?:back )?(?:from"
    r"|to)) (?:19|20)\d\d\W*$"
)
_LAW = re.compile(r"\b(?:laws?|decrees?|resolutions?|articles?|legislative|supreme)\b")
_EXISTS = re.compile(r"\bexist\w*|\bin (?:existence|place|operation|being)\b|\bthere\b")
_FOUNDED = re.compile(r"\b(?:established|created|founded|set up|instituted)\b")
_NUMBERED_LAW = re.compile(r"\b(?:laws?|decrees?|resolutions?)(?: (?:n|no|nr|number)\.?)? (\d{3,6})\b(?!-)")
_DUTY = re.compile(r"\b(?:oblig(?:ed|ation|atory)|must|ha(?:ve|s|d) to|required|requires?|forced|compulsory|mandatory|shall)\b")
_LIBERTY = re.compile(r"\b(?:may|can|optional(?:ly)?)\b")
_MONTH = re.compile(r"\b(January|February|March|April|May(?= (?:\d|to\b|and\b|until\b))|June|July|August|September|October|November|December)\b")
_OTHERS = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had)(?: there)?(?: any| some| plenty of| many| several)?"
    r" (?:other|others|another|similar|comparable|further|more)\b"
    r"|\banywhere else\b|\belsewhere\b|\banything else like\b|\b(?:many|several|plenty of|lots of|a few|quite a few) (?:other|others|similar|comparable)\b"
)
_THE_ONLY_ONE = re.compile(r"\bthe (?:only|sole)\b|\bof its kind\b|\bunique\b|\bno other\b")
_PLACE = re.compile(r"\b(?:in|at|near|outside) ([A-Z][a-z]{3,})\b(?! (?:of|and) )(?! [A-Z])")
"""A place that is named by one word behind a preposition of place."""
_LONG_NUMBER = re.compile(r"(?<![\w,.])\d{3,6}(?:-\d{2,4}(?:-[a-z]+)?)?(?![\w,.]\d)")


def other_years(focus: str, span: Span) -> bool:
    """Return whether a statement dates what is asked about at other years than the question does.

    An event's year must be among the statement's; a range of years asked about must lie within a range that the statement gives.
    """
    folded, said = fold(focus), fold(_without_other_names(focus, span.text))
    ranges = [range(int(a), int(b) + 1) for a, b in _RANGE.findall(said)]
    for a, b in _RANGE.findall(folded):
        if ranges and not any(int(a) in r and int(b) in r for r in ranges):
            return True
    asked, given = read_years(folded), read_years(said)
    if _LATEST.search(folded) and len(asked) == 1 and asked < given and max(given) > max(asked):
        return True  # "last amended in 2012": also in 2016
    end = _END.search(folded)
    if end and len(ranges) == 1 and int(end["year"]) != ranges[0][-1] and len(asked) == 1:
        return end["at"] is not None or int(end["year"]) > ranges[0][-1]  # what lasts until 2021 lasts until 2020 as well, but does not end then
    if not asked or not given or asked & given or (_OPEN_ENDED.search(_FROM_A_YEAR.sub("", folded))):
        return False
    if span.kind == "table_row":
        return True
    happens = _EVENT.search(folded) or _OF_A_YEAR.search(folded)
    return bool(happens) and not (_IN_ROUNDS.search(said) and asked <= years_of_rounds(read_rounds(said)))


def _without_other_names(focus: str, statement: str) -> str:
    """Return a statement without the years in names of which a question says nothing, where that names something by its year as well.

    Asked of the 2017-2021 strategy, "it takes the 2030 Agenda into account" tells no other year of the strategy.
    """
    asked = set(words(fold(focus)))
    if not any(m["head"] not in FUNCTION_WORDS for m in _YEAR_NAMES.finditer(fold(focus))):
        return statement
    return _YEAR_NAMES.sub(lambda m: m[0] if m["head"].islower() or fold(m["head"]) in asked else m["head"], statement)


def ends_are_compared(focus: str, statement: str) -> bool:
    """Return whether a question asks until when, and a statement gives a period, whose end is counted and not read."""
    return bool(_END.search(fold(focus)) and _RANGE.search(fold(statement)))


def other_months(focus: str, statement: str) -> bool:
    """Return whether both name months and none is the same."""
    asked, given = (set(_MONTH.findall(text)) for text in (focus, statement))
    return bool(asked and given and not asked & given)


def out_of_order(focus: str, statement: str) -> bool:
    """Return whether an event that a question puts before or after a year happened on the other side of it, as far as a statement dates it."""
    folded = fold(focus)
    asked, given = ORDER.search(folded), read_years(fold(statement))
    begun = _EXISTS.search(folded) and _FOUNDED.search(fold(statement))  # what was founded in a year did not exist before
    if not asked or not given or not (_EVENT.search(folded) or begun):
        return False
    year = int(asked["year"])
    return all(y >= year for y in given) if asked["before"] else all(y <= year for y in given)


def other_count(focus: str, statement: str) -> bool:
    """Return whether a statement counts a thing that the question counts, but otherwise ("ten years" where it says "two years")."""
    folded = fold(focus)
    asked, given = _counts(folded, bounded=False), _counts(fold(statement))
    for noun in asked.keys() & given.keys():
        if len(given[noun]) == 1 and has_bound(focus):
            if not _within(folded, *given[noun]):
                return True
        elif not asked[noun] & given[noun]:
            return True
    return False


def counts_the_same(focus: str, statement: str) -> bool:
    """Return whether a question sets a bound to the number of what a statement counts."""
    return has_bound(focus) and bool(_counts(fold(focus)).keys() & _counts(fold(statement)).keys())


def names_number(focus: str) -> bool:
    """Return whether a question holds a figure or counts something."""
    folded = fold(focus)
    return any(c.isdigit() for c in folded) or bool(_counts(folded))


def _counts(folded: str, *, bounded: bool = True) -> dict[str, set[int]]:
    """Return counted noun (as a term) -> the numbers it is counted with; years and numbers of laws are no counts.

    Where ``bounded``, "no more than four years" allows every number up to four; a question's own bound is the number that it tries.
    """
    result: dict[str, set[int]] = {}
    for bound, figure, *nouns in _COUNT.findall(folded):
        number = _NUMERALS[figure] if figure in _NUMERALS else int(figure.replace(",", ""))
        for noun in nouns:
            if noun and noun not in FUNCTION_WORDS and not 1900 <= number <= 2100:
                allowed = range(number + 1) if bound and bounded and number <= MAX_BOUND else (number,)
                result.setdefault(_PART if term(noun) in _PARTS else term(noun), set()).update(allowed)
    return result


def happens(focus: str) -> bool:
    """Return whether a question is about what happens at one time ("was it approved?"), not about a state."""
    return bool(_EVENT.search(fold(focus)))


def is_law_word(word: str) -> bool:
    """Return whether a folded word only says that a law is named."""
    return bool(_LAW.fullmatch(word))


def law_numbers(focus: str) -> list[str]:
    """Return the numbers of the laws that a question names, as folded words."""
    return [m[1] for m in _NUMBERED_LAW.finditer(fold(focus))]


def other_law(focus: str, statement: str) -> bool:
    """Return whether both name laws by number and the statement lacks one that the question names."""
    folded, said = fold(focus), fold(statement)
    asked = {n for n in _LONG_NUMBER.findall(folded) if not re.fullmatch(r"(?:19|20)\d\d", n)}
    given = {n for n in _LONG_NUMBER.findall(said) if not re.fullmatch(r"(?:19|20)\d\d", n)}
    short = {n.partition("-")[0] for n in given}  # "resolution 173" is "Resolution 173-2013"
    return bool(asked and given and _LAW.search(folded) and not asked <= given | short)


def law_of_other_time(focus: str, statement: str) -> bool:
    """Return whether a question dates a law by its number otherwise than a statement does ("Resolution 574 of 2017": before 2015? in the sixth round?)."""
    folded, said = fold(focus), fold(statement)
    rounds = years_of_rounds(read_rounds(folded))
    for number in _LONG_NUMBER.findall(folded):
        named = re.search(rf"(?<![\w-]){re.escape(number)}(?:-\w+)*,? (?:of|from) ((?:19|20)\d{{2}})\b", said)
        if named is None or re.fullmatch(r"(?:19|20)\d\d", number):
            continue
        year, order = int(named[1]), ORDER.search(folded)
        if order and (year >= int(order["year"]) if order["before"] else year <= int(order["year"])):
            return True
        if rounds and year > max(rounds):
            return True
    return False


def dates_its_law(focus: str, statement: str) -> bool:
    """Return whether a question asks of what year a law is ("is Decree 1126 from 2012?"), and a statement names that law with a year: they are compared."""
    folded, said = fold(focus), fold(statement)
    asked = _LAW_FROM.search(folded)
    return asked is not None and bool(re.search(rf"(?<![\w-]){re.escape(asked['number'])}(?:-\w+)*,? (?:of|from) (?:19|20)\d\d\b", said))


def only_allows(focus: str, statement: str) -> bool:
    """Return whether a question asks of a duty where a statement gives a liberty ("may be turned into a fine")."""
    return bool(_DUTY.search(fold(focus)) and _LIBERTY.search(fold(statement)) and not _DUTY.search(fold(statement)))


def other_cell(focus: str, row: Span, siblings: Iterable[Span]) -> bool:
    """Return whether the question names a value that another row of the table has in a column where this row has another.

    Args:
        focus: the question.
        row: the table row that answers.
        siblings: all rows of its table.
    """
    asked = {term(w) for w in words(focus)}
    own = {column: value for column, value in row.facts}
    label = {term(w) for w in words(row.label)}
    for sibling in siblings:
        for column, value in sibling.facts:
            mine = own.get(column)
            if mine is None or mine == value or len(words(value)) > 3 or value.casefold() in ("yes", "no"):
                continue
            theirs = {term(w) for w in words(value)} - FUNCTION_WORDS
            if theirs and theirs <= asked and not theirs & label and not {term(w) for w in words(mine)} & asked:
                return True
    return False


def other_kind(focus: str, statement: str) -> frozenset[str]:
    """Return the terms of a question for which a statement says a word that excludes them ("selective" where it says "universal").

    A term that the statement says as well, or whose opposite the question says as well, is none of them.
    """
    asked, said = {term(w) for w in words(focus)}, {term(w) for w in words(statement)}
    both_ways = ((a, b) for pair in exclusive_kinds() for a, b in (pair, pair[::-1]))
    return frozenset(a for a, b in both_ways if a in asked - said and b in said - asked and not is_negated(a))


def says_none_else(focus: str, statement: str) -> bool:
    """Return whether a question asks for others of a thing that a statement calls the only one."""
    return bool(_OTHERS.search(fold(focus)) and _THE_ONLY_ONE.search(fold(statement)))


def counts_things(focus: str) -> bool:
    """Return whether a question counts things ("six instruments", "at least ten institutions"); years are none."""
    return bool(_counts(fold(focus)))


def other_number_of_members(focus: str, members: int) -> bool:
    """Return whether a question counts things otherwise than a list of so many members has them ("six" or "at most three instruments" of four)."""
    folded = fold(focus)
    numbers = set().union(*_counts(folded, bounded=False).values()) if members else set()
    return bool(numbers) and not (_within(folded, members) if has_bound(focus) else members in numbers)


def has_bound(focus: str) -> bool:
    """Return whether a question sets a bound to a count ("at least ten", "fewer than three")."""
    return _MEMBER_BOUND.search(fold(focus)) is not None


def _within(folded: str, count: int) -> bool:
    """Return whether a count lies within the bound that a question sets; False where it sets none."""
    bound = _MEMBER_BOUND.search(folded)
    if bound is None:
        return False
    number = _NUMERALS[bound["number"]] if bound["number"] in _NUMERALS else int(bound["number"])
    if bound["least"] or bound["more"]:
        return count >= number + bool(bound["more"])
    return count <= number - bool(bound["fewer"])


def other_country(focus: str, statement: str, own: frozenset[str]) -> frozenset[str] | None:
    """Return the terms of the countries that a question names, where the statement names others instead; None where it does not.

    Args:
        focus: the question.
        statement: what a report says.
        own: ISO codes of the countries that the reports are about.
    """
    asked = find_countries(focus) - own
    given = find_countries(statement) - own if asked else asked  # a statement is searched for every country of the world
    if not asked - given or not given - asked:
        return None
    return frozenset(term(w) for w in words(focus) if find_countries(w) & (asked - given))


def other_place(focus: str, statement: str, own: frozenset[str]) -> frozenset[str] | None:
    """Return the terms of the place where a question supposes something, where the statement names another place instead; None where it does not.

    Args:
        focus: the question.
        statement: what a report says.
        own: ISO codes of the countries that the reports are about, which are no places within them.
    """
    asked, given = ({name for name in _PLACE.findall(text) if not find_countries(name) & own} for text in (focus, statement))
    said = {term(w) for w in words(statement)}
    missing = {name for name in asked if term(fold(name)) not in said}
    return frozenset(term(fold(name)) for name in missing) if missing and given and not asked & given else None
