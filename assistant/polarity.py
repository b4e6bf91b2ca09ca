"""Polarity of what a report says, worked out clause by clause.

A statement is cut into segments, each affirmed or denied: "certifies prevention and treatment, *but not* social integration" is
an affirmed segment and a denied one that shares its verb. A table row is affirmed or denied by the column that its mark ticks;
a bullet follows the sentence that leads to its list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.lexicon import term, words

_NEGATOR = (
    r"(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|must)\s*(?:still |also |yet |currently )?n[o']t\b|cannot\b|never\b"
    r"|\bnone\b|\bneither\b|\bnor\b|\bunable to\b|\bfail(?:s|ed|ing)? to\b|\black(?:s|ed|ing)?\b|\bwithout (?:an?|any|the|having)\b"
    r"|\bno longer\b|\bno (?!more than|less than|later than|fewer than)\w+"
    r"|\bnot (?!only\b)|n't\b|\babsence of\b|\byet to\b|\bhas ceased\b|\bdiscontinued\b|\bleft out\b|\binsufficient\b"
    r"|\b(?:is|are|was|were|be|been|remains?|remained|stays?|stayed|left|goes|went) (?:(?:still|also|largely|entirely|wholly|altogether|currently|however)"
    r",? |, by contrast, )*"
    r"(?:absent|pending|denied|on hold|without|out of (?:use|operation|service|order)|un(?:supervised|regulated|monitored|evaluated|addressed|answered"
    r"|available"
    r"|funded|staffed|used|met|checked|controlled|implemented|attended)|exempt(?:ed)? from"
    r"|(?:banned|forbidden|prohibited|outlawed)(?=\W*$|[,;.]| (?:in|by|for|under|from|to|at|on|as|and|since|unless|except|outside|within|during)\b))\b"
    r"|\b(?:expired|lapsed)\b(?![^.;]*\b(?:renewed|extended)\b)"
    r"|\bnobody\b|\bno one\b|\bnothing (?!but\b|more than\b|less than\b)|\bnowhere\b|\blost (?:its|their|the)\b|\brefus(?:es|ed) to\b)"
)
_NEGATIVE = re.compile(_NEGATOR, re.IGNORECASE)
_IN_RELATIVE = re.compile(
    r"(?P<lead>,? (?:who|whose)\b[^,;.:]*?)\b(?:(?:undertak\w+|agree\w*|promis\w+|commit\w*|pledg\w+|cho+se\w*|decid\w+|prefer\w*) not to"
    r"|without (?:an?|any|the))\b",
    re.IGNORECASE,
)
"""Says of whoever is named what he does without, or undertakes not to do; the clause around it is not denied by that."""
_EMBEDDED_NO = re.compile(r"\bnot only\b|\bno (?:more|less|later|fewer) than\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r";\s+|(?<!\ball)[,.]?\s+(?=(?:but|however|nevertheless|nonetheless|although|even though|(?<!even )though|while|whereas|given (?:that|the fact)"
    r"|yet)\b)|\s+(?=nor (?:does|do|did|is|are|has|have)\b)"
    r"|,\s+(?=with no\b)|,\s+(?=none of (?:which|whom|them)\b)"
    r"|,\s+(?=(?:and )?thus\b)|,\s+(?=particularly since\b)|,?\s+(?=and (?:notes|views|observes) with\b)|,\s+(?=and (?:it|the country|peru|they"
    r"|that it)\b)"
    r"|\s+(?=and (?:has|have|is|are|does|do|did|uses|carries|performs|grants)(?: not)?\b)|\s+(?=and that\b)"
    r"|,\s+(?=and (?!that\b|which\b)(?:[a-z][\w-]* ){1,5}(?:is|are|was|were|has|have|does|do|cannot)\b)"
    r"|,\s+(?=as (?:it|they|was|were|had|has|in)\b)",
    re.IGNORECASE,
)
_CONCESSION = re.compile(r"(?:even though|although|though|while|whereas)\b", re.IGNORECASE)
_MAIN_AFTER = re.compile(r",\s+(?=(?:the country|it|they|this|these|[A-Z]\w+) (?:has|have|does|do|did|is|are|was|were|had)\b)")
_CONSTITUENT = re.compile(
    r",?\s*\b(?P<cue>but not(?! only)|(?:though|although|albeit) not(?! only)(?= (?:in|for|to|at|on|with|by|the|of|all|yet|its|their)\b)"
    r"|(?<=, )all but|except(?:ing)?(?: for)?|excluding|with the exception of|other than|apart from|save for"
    r"|rather than|instead of|not including)\s+",
    re.IGNORECASE,
)
_EXCEPTED = re.compile(r",\s+(?!none\b)((?:[\w-]+ ){1,5})(?:excepted|excluded|(?<!set )aside)\b", re.IGNORECASE)
"""An exception whose cue stands behind it."""
_FRONTED = re.compile(
    r"^(?:as(?= (?:it|they|was|were|had|has|in)\b)|and that|but|however|nevertheless|nonetheless|although|though|even though|while|whereas|given|yet"
    r"|nor|and|thus)\b[,\s]*",
    re.IGNORECASE,
)
_EXCEPT_FIRST = re.compile(
    r"^(?:apart from|except for|with the exception of|other than) (?P<excepted>[^,;.]+), (?P<main>(?:there (?:is|are|was|were) no|no|none|nothing"
    r"|(?:it|they|the) [^;.]*?\b(?:does|do|did|has|have|is|are|was|were) not)\b[^;.]*)",
    re.IGNORECASE,
)
"""An exception ahead of its clause ("Apart from the treatment courts, there is no special court")."""
_CONDITION = re.compile(r",\s+when [^,]+,", re.IGNORECASE)
_COLUMN_YES = frozenset({"yes", "si", "sí", "sim", "oui"})
_COLUMN_NO = frozenset({"no", "não", "nao", "non"})
_NOTHING = re.compile(r"(?:us)?\\?\$?0(?:[.,]0+)?|none|nil|[-–—]", re.IGNORECASE)
"""A cell that says that there is none."""
Facts = tuple[tuple[str, str], ...]
"""The columns and values of a table row."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a statement with one polarity. ``shared`` is text of the main clause that an elliptical segment leans on."""

    text: str
    affirmed: bool
    shared: str = ""


@lru_cache(maxsize=4096)
def segments(statement: str) -> tuple[Segment, ...]:
    """Cut a statement into affirmed and denied segments, in order.

    Rules: a clause with a negated verb is denied as a whole, its subject included; "but not X", "except X" and their like deny
    (or, in a denied clause, affirm) X alone, sharing the clause's verb; "nor does it" denies; "not only" and "no more than" do not.
    """
    result: list[Segment] = []
    statement = _EXCEPT_FIRST.sub(lambda m: f"{m['main']} except for {m['excepted']}", statement)
    for clause in _clauses(_EXCEPTED.sub(lambda m: f", except {m[1].strip()}", _CONDITION.sub(",", statement))):
        affirmed = not _denies(clause)
        cut = _CONSTITUENT.search(clause)
        if cut and cut.start() > 0:
            main, exception = clause[: cut.start()].strip(" ,"), clause[cut.end() :].strip(" ,")
            affirmed = not _denies(main)
            result.append(Segment(main, affirmed))
            result.append(Segment(exception, not affirmed, shared=main))
        else:
            result.append(Segment(_FRONTED.sub("", clause).strip(" ,"), affirmed))
    return tuple(s for s in result if s.text)


def _clauses(statement: str) -> list[str]:
    """Split at clause borders; "but not X" stays with its clause, and a lone fragment goes back to the clause before it."""
    pieces: list[str] = []
    position = 0
    for match in _CLAUSE.finditer(statement):
        if _CONSTITUENT.match(statement, match.start()) or statement[match.end() :].casefold().startswith("but also"):
            continue
        pieces.append(statement[position : match.start()])
        position = match.end()
    pieces.append(statement[position:])
    pieces = [part for piece in pieces for part in (_MAIN_AFTER.split(piece, maxsplit=1) if _CONCESSION.match(piece.strip(" ,")) else [piece])]
    return [p.strip() for p in pieces if p.strip(" ,.;")]


def _denies(clause: str) -> bool:
    """Return whether a clause's verb is negated; two negations cancel ("not unable to")."""
    plain = _IN_RELATIVE.sub(r"\g<lead>", _EMBEDDED_NO.sub(" ", clause))
    found = _NEGATIVE.findall(plain)
    if re.search(r"\bneither\b.*\bnor\b", plain, re.IGNORECASE):
        return True
    return bool(found)


def row_affirmed(facts: Facts, focus: str = "") -> bool | None:
    """Return what a table row's mark says: True under Yes, False under No, None where no column says either.

    Args:
        facts: the row's columns and values.
        focus: the question, which may name one of several marked columns, or one with a zero ("do airports have scanners?").
    """
    column = column_asked(facts, focus)
    if column is not None:
        return next(mark for name, value in facts if name == column and (mark := _mark(name, value)) is not None)
    return next((mark for name, value in facts if not _NOTHING.fullmatch(value) and (mark := _mark(name, value)) is not None), None)


def column_asked(facts: Facts, focus: str) -> str | None:
    """Return the one of several marked columns of a row whose own words a question says most of; None where it names none of them."""
    marked = list(dict.fromkeys(name for name, value in facts if _mark(name, value) is not None))
    if len(facts) < 2 or not focus or not marked:
        return None
    asked, named = {term(w) for w in words(focus)}, {name: {term(w) for w in words(name)} for name, _ in facts}
    own = {name: (named[name] & asked) - set().union(*(named[other] for other in named if other != name)) for name in named}
    best = max(named, key=lambda name: len(own[name]))
    return best if own[best] and best in marked and all(len(own[best]) > len(own[name]) for name in named if name != best) else None


def _mark(column: str, value: str) -> bool | None:
    for name in (value.casefold(), column.casefold()):
        if name in _COLUMN_YES:
            return True
        if name in _COLUMN_NO:
            return False
    return False if _NOTHING.fullmatch(value) else None
