"""Follow-ups that ask something of the turn before as a whole: whether it is still so, was always so, is good; only its weak points; how it is judged.

They name nothing themselves ("is that still so?"), so the question before gives the topic. Pure functions on texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.rounds import ROUND_NAMES

_ORDINAL = rf"(?:{'|'.join(ROUND_NAMES)}|1st|2nd|3rd|4th|5th|6th|7th)"
_ROUND = re.compile(
    rf"\b(?:in|during|from|since|as of|between) the {_ORDINAL}(?: rounds?)?"
    rf"(?:(?:,| and|, and| or| to| through| until) (?:the )?{_ORDINAL})*(?: evaluation)? rounds?\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?: (?:in|during|from|since|as of|by|until|between)(?: the years?)?)? \(?(?:19|20)\d\d(?: ?(?:-|–|to|and|or)(?: in)? ?(?:19|20)\d\d)*\)?",
    re.IGNORECASE,
)
FILLED = re.compile(r"\(([^()]+)\)\W*$")
"""What the turn before was completed with."""
_LATEST = ROUND_NAMES[-1]
_JUDGED = re.compile(
    r"^(?:(?:is|was|would) (?:that|this|it) (?:an? )?(?:\w+ )?(?:problem|concern|issue|good|bad|positive|negative|worrying|serious|satisfactory"
    r"|worrisome|thing|sign|ok)\b"
    r"(?: or (?:bad|good|not|negative|positive))?(?:,? (?:according to|for|in the eyes of|in the view of) (?:the )?(?P<whom>\w+))?"
    r"|what (?:does|do|did) (?:the )?(?:evaluators|cicad|experts|report|mem) (?:think|say) (?:of|about) (?:that|this|it))$"
)
"""Asks what the evaluators think of what was asked about."""
_WHO_SEES = frozenset("country cicad evaluators experts report mem oas".split())
"""Whom a question of that kind may name beside the country itself; of others ("for women") it asks something else."""
_STILL = re.compile(
    r"^(?:is|are) (?:it|that|this|they|things?) still (?:so|the case|like (?:that|this)|true|that way|valid|going on|happening)(?: (?:now|today|nowadays))?$"
    r"|^(?:does|do) (?:it|that|this|they) (?:still (?:apply|hold|go on|happen|exist)|continue)(?: (?:now|today))?$"
    r"|^(?:does|do) (?:it|that|this|they) (?:remain|continue|keep|stay|go on)(?: being| to be)?(?: still)? (?:so|like (?:that|this)"
    r"|that way)(?: (?:now|today))?$|^still(?: so| the case)?$"
)
"""Asks whether what was asked about still holds."""
_ALWAYS = re.compile(
    r"^(?:has|have|was|were|is) (?:(?:it|that|this|they|things?) )?(?:always )?(?:been )?(?:always )?(?:so|the case|like (?:that|this)|that way"
    r"|this way|true)(?: (?:before|in the past|earlier|until now))?$"
    r"|^(?:was|were) (?:it|that|this|they|things) (?:ever )?(?:different|otherwise|better|worse)(?: (?:before|in the past|earlier))?$"
    r"|^(?:(?:what|how) (?:about|was it|were things|was (?:there|in place|done)|came|existed|happened) )?(?:before|prior to) (?:that|then|it|this)$"
    r"|^(?:what|how) (?:about|was it|were things) (?:before|in the past|earlier|previously|in earlier rounds|in the earlier rounds)$"
    r"|^(?:never|not ever|ever|not even (?:once|before|ever|earlier|in (?:the past|(?:the )?earlier rounds)))(?: before)?$"
    r"|^was there (?:one|any|something|anything)(?: like (?:it|that|this))? (?:before|earlier)(?: (?:that|this|it|then))?(?: too)?$"
)
"""Asks how it was before."""
_WAS_IN = re.compile(
    r"^(?:(?:so|but|then),? )?(?:(?:that|this|it) (?:was|happened)(?: back)? in|was (?:that|this|it)(?: back)? in|did (?:that|this"
    r"|it) happen in) (?P<year>(?:19|20)\d\d)(?:,? (?:right|no|correct|yes|wasn't it|was it not|or not))*$"
)
"""Asks whether what was asked about happened in a year ("that was in 2015, right?")."""
_HAPPENED = re.compile(
    r"^\W*(?:and )?(?:since )?when\b|\b(?:established|created|founded|set up|launched|inaugurated|opened|adopted|approved|signed|ratified|helped"
    r"|enacted|published|evaluated|started|began)\b",
    re.IGNORECASE,
)
"""Asks of what happened at one time."""
_ALWAYS_SAID = re.compile(r"\b(?:always|n?ever|once|before|past|earlier|different|otherwise|better|worse|previously|prior)\b")
_SIDES = (
    (
        "weaknesses",
        re.compile(
            r"\b(?:weakness\w*|weak points?|shortcomings?|gaps?|failings?|flaws?|negatives?|bad (?:points?|parts?|news)|what is missing"
            r"|what's missing|problems?|deficiencies)\b"
        ),
    ),
    ("strengths", re.compile(r"\b(?:strengths?|strong points?|achievements?|positives?|good (?:points?|parts?|news)|successes|advances)\b")),
    ("concerns", re.compile(r"\b(?:concerns?|worries)\b")),
)
_ASKS_SIDE = re.compile(
    r"^(?:(?:please|now|just|only) )*(?:(?:list|name|show|give|tell)(?: me| us)? )?(?:only |just )?(?:the |its |their )?(?:main "
    r"|key )?(?P<side>[a-z' ]{4,24}?)(?: (?:only|too|as well|now|then|alone))*,?(?: please| pls)?$"
)
"""Wants one side of what was asked about ("only the weaknesses, please")."""
_SIDE = r"\b(?:weakness\w*|weak points?|shortcomings?|gaps?|strengths?|strong points?|achievements?|concerns?)\b"
_SIDE_BEFORE = re.compile(rf"{_SIDE}(?:,? (?:and|or) (?:the )?{_SIDE})*", re.IGNORECASE)


def undated(text: str) -> str:
    """Return a text without the years and the rounds that it names, and what leads to them."""
    return _TIME.sub("", _ROUND.sub("", text))


def asked_of_whole(bare: str, previous: str, topic: Callable[[str], str], is_country: Callable[[str], bool]) -> str | None:
    """Return what a turn asks of the turn before as a whole, as a question of its own; None where it asks something else.

    Args:
        bare: the turn, folded, without what joins it to the one before, and without its mark.
        previous: the question before.
        topic: returns what a question is about.
        is_country: tells whether a name is a country's.
    """
    judged = _JUDGED.match(bare)
    if judged and (judged["whom"] is None or judged["whom"] in _WHO_SEES or is_country(judged["whom"])):
        return f"What do the evaluators think about {topic(previous)}?"
    if _STILL.match(bare):
        return f"{undated(previous).rstrip(' ?')} in the {_LATEST} round?".replace("  ", " ")
    dated = _WAS_IN.match(bare)
    if dated and _HAPPENED.search(previous):
        return f"Was it in {dated['year']} ({topic(_TIME.sub('', previous)).rstrip(' ?')})?"
    if _ALWAYS.match(bare) and _ALWAYS_SAID.search(bare):
        filled = FILLED.search(previous)
        return f"What does the report say about {filled[1] if filled else topic(_ROUND.sub('', previous))} in earlier rounds?"
    asked = _ASKS_SIDE.match(bare)
    side = next((name for name, pattern in _SIDES if asked and pattern.fullmatch(asked["side"])), None)
    if side is None:
        return None
    if _SIDE_BEFORE.search(previous):
        return f"{_SIDE_BEFORE.sub(side, previous, count=1).rstrip(' ?')}?"
    return f"What are the {side} in {topic(previous)}?"
