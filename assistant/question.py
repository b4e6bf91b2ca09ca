"""What is being asked: yes/no or not, negated or not, years, rounds, what kind of thing the answer is, who is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import say
from assistant.counted_years import name_counted_years
from assistant.errors import QuestionError
from assistant.lexicon import FUNCTION_WORDS, NUMERALS, fold, terms, words

MAX_QUESTION_CHARS = 2000
"""Longest question, in characters; longer texts are documents, not questions."""

ROUND_YEARS: dict[int, tuple[int, int]] = {
    1: (1999, 2000),
    2: (2001, 2002),
    3: (2003, 2004),
    4: (2005, 2006),
    5: (2007, 2009),
    6: (2013, 2014),
    7: (2014, 2018),
}
"""The MEM rounds and their years, as the reports date them."""
_DATING = frozenset("round rounds year years since seven all early late period periods evaluation".split())
ROUND_NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")

_AUXILIARY = r"(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)"
_LEADS_YES_NO = re.compile(rf"(?:and |but |so |or |also |then )?(?:{_AUXILIARY}(?:n't| not)?\b|any\b|ever\b)")
_EMBEDDED = re.compile(
    r"\b(?:whether|(?:know|see|check|tell me|say|wonder|wondering|confirm|find out|clarify|ask|asking|establish) if|(?:true"
    r"|correct|right|confirm|the case|fair to say) that)\b"
)
_SUBORDINATE = re.compile(
    rf"^\W*(?:(?:and|but|so) )?(?:when it comes to|with regard to|with respect to|as for|as regards|regarding|concerning|in terms of|if|once|while"
    rf"|whenever|where|given that|given|absent|without|after|before|when(?= \w+ing\b)|when(?! {_AUXILIARY}\b)(?= \w+ \w+))\b[^,?]*,\s+(?={_AUXILIARY}\b)"
)
"""A clause before the question itself ("When curbing supply, does …")."""
_TAG = re.compile(
    rf",? (?:{_AUXILIARY})(?:n't| not)? (?:it|that) (?:so|right|true|correct|the case)\s*\?*$|,? (?:or )?am i (?:right|wrong)\s*\?*$"
    rf"|,? (?:{_AUXILIARY})(?:n't| not)? (?:it|they|there|he|she|we|that|this|peru|the country)(?: not)?\s*\?*$|,? (?:right"
    rf"|correct|no|true|yes|or not|innit|eh)\s*\?+$|,? or not\W*$|, (?:right|true|any)\W*$"
)
_WH = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b")
_WH_FIRST = re.compile(
    r"(?:and |but |so |then |or |also |please |ok |okay |well )*(?:(?:since|until|till|by|from|in|on|to|for|at|under|with|of"
    r"|through|during|about|against|into) )?"
    r"(?:what|whats|which|wich|who|whom|whose|when|where|why|how)\b"
)
_COMMAND = re.compile(r"(?:please )?(?:list|name|give|show|enumerate|describe|explain|summari[sz]e|state|identify|outline|mention|quote|cite|find|count)\b")
_NEGATIVE = re.compile(
    r"\b(?:not|n't|cannot|never|no|nor|neither|lacks?|lacked|lacking|fails?|failed|failing|failure|ignor(?:e|es|ed"
    r"|ing)|neglect(?:s|ed|ing)?|omit(?:s|ted|ting)?"
    r"|exclud(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|depriv(?:e|es|ed|ing)"
    r"|le(?:ave|aves|ft|aving) (?:out|aside)|missing|absent|absence|overlook(?:s|ed|ing)?|unable|refus(?:e|es|ed"
    r"|ing)|unratified|uncovered|devoid|none|nobody|nothing"
    r"|ceas(?:e|es|ed|ing)|"
    r"unknown(?= to\b|\W*$| (?:how|what|who|whether|when|where|which)\b)|"
    r"alien to|bar(?=(?:s|red)? (?:the|its|any|all|\w+(?:ing|ion|ment))\b)|bans?|forbids?|prohibits?"
    r"|ke(?:ep|eps|pt) (?:[\w-]+ ){1,6}to (?:itself|themselves)"
    r"|stop(?:s|ped|ping)?|abandon(?:s|ed|ing)?|discontinu(?:e|es|ed|ing)|barred|forbid(?:s|den)?|prohibit(?:s|ed)?|short of"
    r"|stranger to|yet to|dropped|false|untrue|incorrect|disregard(?:s|ed|ing)?|flout(?:s|ed|ing)?)\b|\b(?:is|are|was|were|been|be|remain\w*) (?:\w+ )?non-\w+"
    r"|\w+n't\b"
    r"|\bun(?!der|til|it|ion|iver|ique|less|animous)[a-z]{3,}(?:ed|able|ible)\b"
    r"|\b(?:is|are|was|were|been|be|being|left|leaves?|goes|go|went|gone|does|do|did|remain\w*|live\w*|work\w*|still|all|ever|peru|country|it|they) without\b"
    r"|\b(?:stay|keep|remain|opt)\w* (?:out|outside|away)\b|\bkept (?:out|outside|away)\b"
    r"|\b(?:kept|left|keeps?|keeping) in the dark\b"
    r"|\bleav\w+ (?:[\w-]+ ){1,5}out\b|\b(?:shut|locked|lock|frozen|squeezed|cut) out\b"
    r"|\b(?:is|are|was|were) (?:(?!\w*(?:ed|ing|en)\b)[\w-]+ ){1,7}without\b"
    r"|\b(?:still|only|merely|just|no more than|nothing (?:more than|but)) (?:only |merely |just |no more than |an? )*(?:mere )?"
    r"(?:planned|pending|to be|to come|in the works|on paper|awaited|proposed|proposal|intention|wish|idea|promise|draft|on the drawing board|off limits)\b"
    r"|\b(?:turn|turns|turned|turning) a blind eye\b|\bforgets?\b|\bforgot(?:ten)?\b|\b(?:gone|going|goes|went) stale\b|\blump\w* together\b"
    r"|\bstill (?:waiting|to wait) for\b|\bsilent (?:about|on)\b|\bout of the picture\b|\bturn\w* away\b"
    r"|\b(?:left|remains?) undone\b|\bout[ -]of[ -]date\b|\bobsolete\b"
    r"|\boutside (?:of )?(?:the )?(?:[\w-]+ ){0,5}?(?:conventions?|treat(?:y|ies)|protocols?|agreements?|pacts?)\b"
)
_NOT_NEGATIVE = re.compile(
    r"^absent\b|\bnever-\w+|(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbe)(?<!\bbeen) (?:forbidden|prohibited|banned)(?= [a-z-]+s\b| [a-z-]+ing\b)"
    r"|\bno-\w+|\bnon-(?:state|governmental)\b|\bso (?:that )?(?:[\w'-]+ ){1,8}?(?:don't|doesn't|do not|does not|won't|will not|never|can't|cannot)\b"
    r"|\bso (?:that )?(?:nobody|no one|nothing)\b"
    r"|\bnot (?:just|merely|simply)\b|, which [^,;]*(?=[,;])"
    r"|\bnot only\b|\bnothing but\b|\bto (?:stop|end)\b"
    r"|\b(?:say(?:s|ing)?|said) no\b|\bno (?:more|less|later|longer than|fewer) than\b|\bwhether or not\b|\bor not\b|\bif not\b"
)
_ASIDE = re.compile(
    r"\((?:not|but not|except|without|other than|excluding)\b[^)]*\)"
    r"|^\W*(?:(?:leaving|setting|putting) (?:aside|apart)|(?:apart|aside) from|not counting|except(?:ing)?(?: for)?|excluding|other than) [^,?]*,"
)
_TOLD_THEN_ASKED = re.compile(
    rf"(?P<told>[^,;?]{{12,}}), (?:but|and|so|yet) (?P<asked>(?:{_AUXILIARY}) (?:it|they|there|the|[a-z]+|[A-Z]\w+)\b.*\?\W*)$", re.IGNORECASE
)
"""Tells something before it asks ("it has no courts, but does it have prosecutors?")."""
_SCARCE = r"(?:insufficient|inadequate|scant|too (?:little|few)|not enough|(?:an? |the )?(?:lack|want|absence|shortage) of)"
_CAUSE = re.compile(
    rf"\b(?:because(?: of)?|due to|owing to|on account of|for (?:lack|want) of)\b(?:(?! that\b)[^,?])*"
    rf"|\b{_SCARCE} (?:[\w-]+ ){{1,4}}?(?=(?:the reason (?:why|that)|why)\b)"
    rf"|\b(?P<stops>{_SCARCE} (?:[\w-]+ ){{1,4}}?)(?=(?:prevent|ke(?:ep|pt)|stop|hinder|hamper|imped|block)\w*\b)"
)
"""A cause may be a want itself; what is denied or affirmed is what follows from it."""
_WHETHER_ASIDE = re.compile(r", whether (?:as |by |in |from )?[^?]*\bor\b[^?]*(?=\?|$)", re.IGNORECASE)
"""Tells a question for something that all its forms are meant ("…, whether as data or as treaties")."""
_ALL_BEHIND = re.compile(r"^(?P<topic>[^?:]+?)(?::|,| [-–—]) (?:all(?: of (?:it|them))?|everything)\W*$", re.IGNORECASE)
_CONCERNS_A_THING = re.compile(
    r"(?<= )(?<!with )(?<!of )(?<!the )(?<!any )(?<!no )(?<!some )(?<!their )(?<!its )(?<!your )(?<!express )(?<!expresses )(?<!expressed )(?<!voice )"
    r"(?<!voices )(?<!raise )(?<!raises )(?<!raised )(?<!for )(?<!main )(?<!cause )(?<!causes )(?<!what )(?<!note )(?<!notes )(?<!and )(?<!or )(?<!'s )(?<!s' )"
    r"concerns? (?=(?!about\b|over\b|with\b|regard|on\b|in\b|for\b|of\b|is\b|are\b|was\b|were\b|that\b|do\b|does\b|did\b|ha[sd]\b|have\b|cicad\b"
    r"|(?:the )?(?:evaluat|expert|assess|review|mem\b)|them\b|voiced|raised|expressed|noted|at\b|by\b|as\b|and\b|or\b|from\b|includ|relat|remain|exist)\w)"
)
"""A verb that says what something is about ("studies that concern adolescents")."""
_LEADING_AUXILIARY_NEGATION = re.compile(rf"^(?:and |but |so )?(?:{_AUXILIARY})n't\b")
_ROUND = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|1st|2nd|3rd|4th|5th|6th|7th|last|latest|current"
    r"|previous)\b(?=[\w\s,-]{0,40}\brounds?\b)|\brounds? (?:no\. ?|number )?([1-7]|one|two|three|four|five|six|seven)\b"
)
_WHOSE_ROUND = re.compile(r"\bMEM (?=(?:evaluation )?rounds?\b)", re.IGNORECASE)
"""Every round is one of this mechanism."""
_THROUGHOUT = re.compile(r"\bfrom (?:the )?(?:very )?first (?:round|evaluation|cycle) (?:right )?(?:to|until|till|through) (?:the )?(?:very )?last\b")
_ONWARDS = re.compile(r"^\w+ (?:\w+ )?rounds?(?: (?:on|onwards?|forwards?|upwards?)\b)")
"""Behind the name of a round: that round and all later ones."""
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b(?:\s*(?:-|–|to|and|until|through)\s*((?:19|20)\d{2})\b)?")
ORDER = re.compile(r"\b(?:(?P<before>before|prior to|(?:earlier|older) than)|(?:after|(?:later|newer|younger) than))(?: the year)? (?P<year>(?:19|20)\d{2})\b")
SPAN = 4
"""Years that "before" or "after" a year reaches; about a round."""
_CONCERN = re.compile(
    r"\b(?:concern\w*|worr\w+|regret\w*|deplor\w*|dissatisf\w*|unhappy|alarm(?:ed|ing)|critici[sz]\w*|tell\w* off|uneas\w*"
    r"|upset|fret(?:s|ted|ting)?|scold\w*|sound(?:s|ed)? the alarm|(?:call|calls|called) into question|ill at ease"
    r"|bother(?:s|ed|ing)?|displeas\w*|dismay\w*|takes? issue"
    r"|misgiving\w*|troubl(?:ed|es|ing)|complain\w*|disapprov\w*|reproach\w*|censur\w*|lament\w*|finds? fault|found fault"
    r"|(?:see|sees|saw|view|views|regard|regards|treat|treats) [^?]*\bas an? (?:problem|weakness|failing|shortcoming|worry))\b"
)
_SATISFACTION = re.compile(
    r"\b(?:satisf\w+|pleas(?:ed|es|ing|ure)|welcom\w*|prais\w*|happy|content|glad|commend\w*|applaud\w*|congratulat\w*|approv(?:es?|ing) of"
    r"|(?<!ill )at ease|hail(?:s|ed)?|good news|positive\w*)\b"
)
_EXPECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("money", re.compile(r"\b(?:budget\w*|how much (?:money|cash|funding|does|did|is|was|has)?|dollars?|usd|spend\w*|spent|cost|amounts?|funding|cash)\b")),
    ("number", re.compile(r"\bhow (?:many|often|long|much)\b|\bnumber of\b|\bhow (?:high|large|big|tall)\b|\bpercent\w*\b")),
    (
        "date",
        re.compile(
            r"^\W*(?:and |but |so )?when\b"
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


_PRONOUN = re.compile(r"\b(?:it|they|this|that|these|those|them|its|their|ones)\b")
_OF_REPORTS = frozenset(
    "one ones report reports document text say says said state states stated tell tells told mention mentions mentioned talk talked discussed spoken named "
    "cited appear appears come comes referred area areas section sections anywhere everywhere throughout".split()
)
"""Words that tell what a report does with a topic, not which."""
STANDS_ALONE = 3
"""A question behind a statement asks of its own from so many content words on; a shorter one ("is he right?") asks of the statement."""
BARE_DEMAND = 2
"""A demand of so few content words belongs to the question before it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as analysed.

    ``focus`` is the part that asks, without greetings, instructions and other sentences; ``terms`` are its content terms.
    ``expects`` names kinds of answer ("money", "number", "date", "law", "body", "reason"); ``years`` and ``rounds`` are named
    in it; ``attitude`` is "concern" or "satisfaction" where it asks how the evaluators see something.
    Of a question in another language ``focus`` is its English reading, ``wording`` pairs English words with what was asked, and
    ``untranslated`` are words that the reading left as they were.
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


def is_attitude(word: str) -> bool:
    """Return whether a folded word only tells how something is seen ("regrets", "pleased")."""
    return bool(_CONCERN.fullmatch(word) or _SATISFACTION.fullmatch(word))


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
    if not is_yes_no(focus):
        focus = _ALL_BEHIND.sub(r"everything on \g<topic>", _WHETHER_ASIDE.sub("", focus))
    folded = fold(focus)
    asking = _SUBORDINATE.sub("", folded)
    years, rounds = read_years(folded), read_rounds(folded)
    attitude = "concern" if _CONCERN.search(_CONCERNS_A_THING.sub(" ", folded)) else "satisfaction" if _SATISFACTION.search(folded) else None
    return Question(
        text=text,
        focus=focus,
        language=language,
        is_yes_no=is_yes_no(focus),
        is_negated=is_negated(focus),
        expects=frozenset(name for name, pattern in _EXPECTS if pattern.search(asking) and not (name == "number" and COUNTED_LIST.search(asking))),
        wants_all=bool(_WANTS_ALL.search(folded)),
        years=years,
        rounds=rounds,
        attitude=attitude,
        terms=tuple(dict.fromkeys(terms(focus))),
    )


def find_focus(text: str) -> str:
    """Return the part of a longer text that asks: the last clause that reads like a question, else the whole text."""
    flat = " ".join(text.split())
    sentences = [s for s in re.split(r"(?<=[?!])\s+|(?<=\w{3}[.])\s+", flat) if s.strip(" .!?")]
    asking = [s for s in sentences if s.rstrip().endswith("?") or _asks(s)]
    if not asking:
        return flat
    chosen = asking[-1]
    if len(asking) > 1 and len(terms(chosen)) <= BARE_DEMAND:  # "… ? List the documents."
        chosen = f"{asking[-2].rstrip(' ?!.')} {chosen}"
    told = _TOLD_THEN_ASKED.match(chosen)
    if told and not _asks(told["told"]) and not _leans_on_lead(told["asked"]):
        return told["asked"]
    clauses = re.split(r":\s+|\s+[-–—]\s+", chosen)
    for i in range(len(clauses) - 1, 0, -1):
        tail = " ".join(clauses[i:])
        if _asks(tail) and len(words(tail)) > 2 and not _leans_on_lead(tail):
            return tail
    return chosen


def _leans_on_lead(tail: str) -> bool:
    """Return whether what asks names its topic only by a pronoun ("…: of what year is it?")."""
    named = [w for w in words(tail) if w not in FUNCTION_WORDS and not is_dating(w) and not is_attitude(w) and w not in _OF_REPORTS]
    return bool(_PRONOUN.search(fold(tail))) and len(named) <= 1


def asks_outright(clause: str) -> bool:
    """Return whether a text reads like a question or a demand: question word or auxiliary first, a command, "whether"."""
    return _asks(clause)


def _asks(clause: str) -> bool:
    folded = fold(clause).strip()
    return bool(_LEADS_YES_NO.match(folded) or _WH_FIRST.match(folded) or _COMMAND.match(folded) or _EMBEDDED.search(folded))


def is_yes_no(focus: str) -> bool:
    """Return whether a question asks for yes or no.

    Auxiliary first, "is it true that", "whether", tag questions, and bare keywords with a question mark; not a question word first.
    """
    folded = _SUBORDINATE.sub("", fold(focus).strip(" \"'¿"))
    folded = re.sub(r"^(?:hi|hello|hey|ok|okay|well|so|please|also|and|but|now|sorry|actually|thanks|thank you)[,!.]?\s+", "", folded)
    if _WH_FIRST.match(folded) or _COMMAND.match(folded):
        folded = re.sub(r",? whether [^,?]* or not\W*$", "", folded)  # "list them, whether done or not"
        return bool(_TAG.search(folded)) and not folded.startswith(("how", "what", "which", "who", "when", "where", "why"))
    if _LEADS_YES_NO.match(folded) or _TAG.search(folded) or _EMBEDDED.search(folded):
        return True
    for clause in re.split(r"[,;:]\s+", folded)[1:]:
        if re.match(rf"{_AUXILIARY}(?:n't)? (?:the|peru|there|it|they|any|this|that|a|its|cicad|devida|\w+)\b", clause) and len(clause.split()) > 3:
            return True
    return folded.rstrip().endswith("?") and not _WH.search(folded)


def is_bare(focus: str) -> bool:
    """Return whether only the question mark makes a text a yes/no question ("signatory treaties?"): it may as well ask for a list."""
    return is_yes_no(focus) and not _TAG.search(fold(focus)) and not is_yes_no(focus.rstrip(" ?") + ".")


def is_negated(focus: str) -> bool:
    """Return whether the proposition asked about is a negative one ("does Peru lack", "is it true that Peru has no").

    A negated auxiliary at the head ("doesn't Peru have") asks about the positive proposition; a tag does not count.
    """
    folded = fold(focus).strip()
    lead, _, tail = folded.rpartition("; ")
    if lead and _asks(tail) and len(terms(tail)) > STANDS_ALONE and not _leans_on_lead(tail):  # "departments often don't talk; is there …"
        folded = tail
    folded = re.sub(r"^(?:(?:hi|hello|hey|ok|okay|well|so|please|and|but|now)[,!.]?\s+)+", "", folded)
    tag = _TAG.search(folded)
    if tag:
        folded = folded[: tag.start()]
    folded = _LEADING_AUXILIARY_NEGATION.sub("does", folded)
    folded = _NOT_NEGATIVE.sub(" ", _CAUSE.sub(lambda m: " not " if m["stops"] else " ", _ASIDE.sub(" ", folded)))
    return len(_NEGATIVE.findall(folded)) % 2 == 1


def read_years(folded: str) -> frozenset[int]:
    """Return the years a folded text names, ranges written out."""
    years: set[int] = set()
    for match in _YEAR.finditer(folded):
        first, last = int(match[1]), int(match[2] or match[1])
        years.update(range(first, last + 1) if first <= last <= first + 60 else (first, last))
    return frozenset(years)


def read_rounds(folded: str) -> frozenset[int]:
    """Return the rounds a folded text names; "from the second to the seventh rounds" gives 2 to 7."""
    found: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in _ROUND.finditer(folded):
        name = match[1] or match[2]
        number = round_number(name)
        if number:
            found.append(number)
            spans.append(match.span())
    if re.search(
        r"\b(?:all|seven|every|each)(?: of)?(?: the)?(?: seven)?(?: mem)?(?: evaluation)? rounds\b|\bthroughout (?:all"
        r"|the)(?: seven)? rounds\b",
        folded,
    ) or _THROUGHOUT.search(folded):
        return frozenset(ROUND_YEARS)
    if len(found) == 1 and _ONWARDS.search(folded[spans[0][0] :]):
        return frozenset(range(found[0], max(ROUND_YEARS) + 1))
    if len(found) == 2 and re.search(r"\b(?:to|through|until|thru|-)\b", folded[spans[0][1] : spans[1][0]]):
        return frozenset(range(min(found), max(found) + 1))
    return frozenset(found)


def named_rounds(folded: str) -> frozenset[int]:
    """Return the rounds that a folded text names one by one; "from the second to the seventh rounds" gives 2 and 7."""
    return frozenset(n for match in _ROUND.finditer(folded) if (n := round_number(match[1] or match[2])))


def round_number(name: str) -> int | None:
    """Return the number of a round's name ("third", "3rd", "three", "3"); the latest is the seventh."""
    if name in ("last", "latest", "current"):
        return max(ROUND_YEARS)
    if name in ROUND_NAMES:
        return ROUND_NAMES.index(name) + 1
    if name in NUMERALS:
        return NUMERALS[name]
    return int(name[0]) if name[0].isdigit() else None


def is_dating(word: str) -> bool:
    """Return whether a folded word only dates a question: a figure, a round's name, "round", "year", "since"."""
    return word[0].isdigit() or word in ROUND_NAMES or word in _DATING


def years_of_rounds(rounds: Sequence[int] | frozenset[int]) -> frozenset[int]:
    """Return the years that the given rounds cover."""
    return frozenset(y for r in rounds for y in range(ROUND_YEARS[r][0], ROUND_YEARS[r][1] + 1))
