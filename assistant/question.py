"""What is being asked: yes/no or not, negated or not, years, rounds, what kind of thing the answer is, who is asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.attitude import read_attitude
from assistant.catalogue import say
from assistant.counted_years import name_counted_years
from assistant.errors import QuestionError
from assistant.lexicon import fold, terms
from assistant.negation import is_negated
from assistant.question_form import SUBORDINATE, find_focus, is_yes_no
from assistant.rounds import read_rounds, read_years, years_of_rounds

MAX_QUESTION_CHARS = 2000
"""Longest question, in characters; longer texts are documents, not questions."""
_WHETHER_ASIDE = re.compile(r", whether (?:as |by |in |from )?[^?]*\bor\b[^?]*(?=\?|$)", re.IGNORECASE)
"""Tells a question for something that all its forms are meant ("…, whether as data or as treaties")."""
_ALL_BEHIND = re.compile(r"^(?P<topic>[^?:]+?)(?::|,| [-–—]) (?:all(?: of (?:it|them))?|everything)\W*$", re.IGNORECASE)
_WHOSE_ROUND = re.compile(r"\bMEM (?=(?:evaluation )?rounds?\b)", re.IGNORECASE)
"""Every round is one of this mechanism."""
ORDER = re.compile(r"\b(?:(?P<before>before|prior to|(?:earlier|older) than)|(?:after|(?:later|newer|younger) than))(?: the year)? (?P<year>(?:19|20)\d{2})\b")
SPAN = 4
"""Years that "before" or "after" a year reaches; about a round."""
_EXPECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "money",
        re.compile(
            r"\b(?:budget\w*|how much (?:money|cash|funding|does|did|is|was|has)?|dollars?|usd|spend\w*|spent|cost"
            r"|(?<!small )(?<!tiny )(?<!minor )(?<!large )(?<!big )amounts?(?! of (?:drugs?|substances?|narcotics|cocaine|cannabis|coca)\b)|funding|cash)\b"
        ),
    ),
    ("number", re.compile(r"\bhow (?:many|often|long|much)\b|\bnumber of\b|\bhow (?:high|large|big|tall)\b|\bpercent\w*\b")),
    (
        "date",
        re.compile(
            r"^\W*(?:and |but |so )?when\b(?! (?:can|could|may|might)\b)"
            r"|\b(?:since when|from when|till when|how far back|what year|which years?|what date|until when"
            r"|how long (?:has|have|had)|in which rounds?|which rounds?|what rounds?|wich years?|what years?)\b"
        ),
    ),
    (
        "law",
        re.compile(
            r"\b(?:law|laws|decree\w*|legislation|statute\w*|act|acts|legal basis|regulation\w*|resolution\w*|instrument\w*"
            r"|legal instrument|norm|norms|rule|rules|article|code)\b"
        ),
    ),
    (
        "body",
        re.compile(
            r"\bwho\b|\bwhom\b|\b(?:which|what|wich) (?:\w+ ){0,3}(?:body|bodies|agency|agencies|institutions?|organi[sz]ations?"
            r"|entity|entities|authority|authorities|ministry|ministries|unit|office|offices|department|actors?|countries|committee"
            r"|system|systems)\b"
        ),
    ),
    ("reason", re.compile(r"\bwhy\b|\bhow come\b|\breasons?\b")),
)
COUNTED_LIST = re.compile(r"\bhow many\b.*\b(?:and|,) (?:which|what|who|name|list)\b")
"""A count beside the members that are counted: the list gives both."""
_WANTS_ALL = re.compile(
    r"\b(?:list|name all|enumerate|all (?:the|of)|every|each|what are|which are|who are|which (?:\w+ ){0,4}\w+s\b"
    r"|what (?:\w+ ){0,3}(?:weaknesses|shortcomings|gaps|concerns|actors|bodies|members|groups|laws|areas|studies|instruments)"
    r"|everywhere|where (?:\w+ ){0,3}mention\w*)\b"
)
_ALL_ASIDE = re.compile(
    r"\b(?:complete|full|whole|entire|exhaustive|comprehensive) (?:roll|roster|list|set|picture|rundown|run-down|overview|inventory|account|range|story)\b"
    r"|\ball of (?:them|it)\b|\bevery (?:single )?one\b|\bname them\b|\bone by one\b|\bin full\b|\ball the \w+ (?:you|there)\b|\b(?:leave|miss) nothing\b"
)
"""Says beside the question that all are wanted ("I need the complete list")."""


_HOW_FOUND = re.compile(r"^(?P<how>\W*(?:(?:and|but|so) )?how (?:do|does|did|is|are|was|were|can|could|has|have)\b.*)\bhow (?:much|many)\b")
"""Asks how one finds an amount, not for the amount ("how do they find out how much is grown?")."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as analysed.

    ``focus`` is the part that asks, without greetings, instructions and other sentences; ``terms`` are its content terms.
    ``expects`` names kinds of answer ("money", "number", "date", "law", "body", "reason"); ``years`` and ``rounds`` are named
    in it; ``attitude`` is "concern" or "satisfaction" where it asks how the evaluators see something.
    Of a question in another language ``focus`` is its English reading, ``wording`` pairs English words with what was asked, and
    ``untranslated`` are words that the reading left as they were. ``countries`` names the countries whose reports are to answer; empty: all.
    """

    text: str
    focus: str
    language: str
    is_yes_no: bool
    is_negated: bool
    expects: frozenset[str]
    wants_all: bool
    years: frozenset[int]
    rounds: frozenset[int]
    attitude: str | None
    terms: tuple[str, ...]
    wording: tuple[tuple[str, str], ...] = ()
    untranslated: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()

    def original(self, english: str) -> str:
        """Return what was asked in the place of an English word of the reading; the word itself where nothing else was."""
        return next((source for word, source in self.wording if word == fold(english) and source), english)


def asked_years(question: Question) -> frozenset[int]:
    """Return the years that a question asks about, named or by round; "after 2014" means the years behind it, "before" those ahead."""
    order = ORDER.search(fold(question.focus))
    if order:
        year = int(order["year"])
        return frozenset(range(year - SPAN, year) if order["before"] else range(year + 1, year + 1 + SPAN))
    return question.years | years_of_rounds(question.rounds)


_IN_CHARGE = re.compile(
    r"^(?P<asks>\W*(?:(?:and|so) )?(?:who|(?:which|what) (?:[\w-]+ )?(?:body|institution|agency|entity|organi[sz]ation|authority|office)))(?:'s"
    r"| is| are| be)? "
    r"(?:(?:in charge|at the head|on top|at the helm) of|responsible for|accountable for|charged with|lead(?:s|ing)?|run(?:s|ning)?|head(?:s|ing)?"
    r"|direct(?:s|ing)?|steer(?:s|ing)?|coordinat(?:es|ing)|manag(?:es|ing)|oversee(?:s|ing)?)"
    r" (?:all |the |its |their |(?:the )?country's )*(?P<whose>(?:[\w-]+['’]s )?)(?:overall |general |national )*"
    r"(?:(?:anti-?)?drugs?(?:[- ](?:control|related))? (?:polic(?:y|ies)|matters|affairs|issues|questions|efforts)|polic(?:y|ies) on drugs"
    r"|(?:fight|struggle|battle|war) (?:against|on) drugs)(?= in (?:the country\b|(?-i:[A-Z]))|\W*$)",
    re.IGNORECASE,
)
"""Asks who leads drug policy as a whole: in reports of this mechanism the national drug authority, by this name; whose it is stays."""


_CZAR = re.compile(
    r"(?<!\bun )(?<!\bnations )(?<!\bus )(?<!\bu\.s\. )(?<!american )(?<!european )(?<!\blocal )(?<!regional )(?<!municipal )(?<!provincial )(?<!international "
    r")"
    r"(?<!\bglobal )(?<!\bforeign )(?<!-)\b(?:(?:national|country's|main|chief|top|lead|leading) )*(?:anti-?(?:drugs?|narcotics)|drugs?"
    r"|narcotics)(?: policy| control)? "
    r"(?:(?:czar|tsar)(?:'s)?(?: (?:agency|office|body))?|agency|authority|commission|council|office)\b(?! (?:on|for|against|and) )",
    re.IGNORECASE,
)
"""Calls the national drug authority by what people call it."""


def check_question(text: object, language: str = "en") -> str:
    """Return the question without blanks at its ends.

    Args:
        text: the question as given.
        language: what to complain in.

    Raises:
        QuestionError: it is no text, blank, or longer than ``MAX_QUESTION_CHARS``.
    """
    if not isinstance(text, str):
        raise QuestionError(say("the question is {found}, expected text. Pass the question as a string.", language, found=type(text).__name__))
    stripped = "".join(c for c in text if c.isprintable() or c in "\n\t").strip()
    if not any(c.isalnum() for c in stripped):
        raise QuestionError(say("the question is empty. Ask something, such as: does Peru have an NPS early warning system?", language))
    if len(stripped) > MAX_QUESTION_CHARS:
        raise QuestionError(
            say(
                "the question has {found} characters, at most {most} are read. Shorten it to what you want to know.",
                language,
                found=f"{len(stripped):,}",
                most=f"{MAX_QUESTION_CHARS:,}",
            )
        )
    return stripped


def analyse(text: str, language: str = "en") -> Question:
    """Analyse a checked question."""
    focus = _WHOSE_ROUND.sub("", name_counted_years(find_focus(text)))
    focus = _CZAR.sub("national drug authority", _IN_CHARGE.sub(r"\g<asks> is \g<whose>national drug authority", focus))
    if not is_yes_no(focus):
        focus = _ALL_BEHIND.sub(r"everything on \g<topic>", _WHETHER_ASIDE.sub("", focus))
    folded = fold(focus)
    asking = _HOW_FOUND.sub(r"\g<how>what", SUBORDINATE.sub("", folded))
    years, rounds = read_years(folded), read_rounds(folded)
    return Question(
        text=text,
        focus=focus,
        language=language,
        is_yes_no=is_yes_no(focus),
        is_negated=is_negated(focus),
        expects=frozenset(name for name, pattern in _EXPECTS if pattern.search(asking) and not (name == "number" and COUNTED_LIST.search(asking))),
        wants_all=bool(_WANTS_ALL.search(folded) or _ALL_ASIDE.search(fold(text))),
        years=years,
        rounds=rounds,
        attitude=read_attitude(folded),
        terms=tuple(dict.fromkeys(terms(focus))),
    )
