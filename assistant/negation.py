"""Whether a question asks about a negative proposition."""

from __future__ import annotations

import re

from assistant.framing import AUXILIARY
from assistant.lexicon import fold, terms
from assistant.question_form import TAG, asks_outright, leans_on_lead

_NEGATIVE = re.compile(
    r"\b(?:not|n't|cannot|never|no|nor|neither|lacks?|lacked|lacking|fails?|failed|failing|failure|ignor(?:e|es|ed"
    r"|ing)|neglect(?:s|ed|ing)?|omit(?:s|ted|ting)?"
    r"|exclud(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|depriv(?:e|es|ed|ing)"
    r"|le(?:ave|aves|ft|aving) (?:out|aside)|missing|absent|absence|overlook(?:s|ed|ing)?|unable|refus(?:e|es|ed"
    r"|ing)|unratified|uncovered|devoid|none|nobody|nothing"
    r"|ceas(?:e|es|ed|ing)|expir(?:e|es|ed|ing)|laps(?:e|es|ed|ing)|"
    r"unknown(?= to\b|\W*$| (?:about|on|of|how|what|who|whether|when|where|which)\b)|"
    r"alien to|bar(?=(?:s|red)? (?:the|its|any|all|\w+(?:ing|ion|ment))\b)|bans?|forbids?|prohibits?"
    r"|ke(?:ep|eps|pt) (?:[\w-]+ ){1,6}to (?:itself|themselves)"
    r"|stop(?:s|ped|ping)?|abandon(?:s|ed|ing)?|discontinu(?:e|es|ed|ing)|barred|forbid(?:s|den)?|prohibit(?:s|ed)?|short of"
    r"|stranger to|yet to|dropped|false|untrue|incorrect|disregard(?:s|ed|ing)?|flout(?:s|ed|ing)?)\b|\b(?:is|are|was|were|been|be|remain\w*) (?:\w+ )?non-\w+"
    r"|\w+n't\b"
    r"|\bun(?!der|til|it|ion|iver|ique|less|animous)[a-z]{3,}(?:ed|able|ible)\b"
    r"|\b(?:is|are|was|were|been|be|being|left|leaves?|goes|go|went|gone|does|do|did|remain\w*|live\w*|work\w*|still|all|ever|peru|country|it|they) without\b"
    r"|(?<!\bto )\b(?:stay|keep|remain|opt)\w* (?:out|outside|away)\b|\bkept (?:out|outside|away)\b"
    r"|\b(?:kept|left|keeps?|keeping) in the dark\b"
    r"|\bleav\w+ (?:[\w-]+ ){1,5}out\b|\b(?:shut|locked|lock|frozen|squeezed|cut) out\b"
    r"|\b(?:is|are|was|were) (?:(?!\w*(?:ed|ing|en)\b)[\w-]+ ){1,7}without\b"
    r"|\b(?:still|only|merely|just|no more than|nothing (?:more than|but)) (?:only |merely |just |no more than |an? )*(?:mere )?"
    r"(?:planned|pending|to be|to come|in the works|on paper|awaited|proposed|proposal|intention|wish|idea|promise|draft|on the drawing board|off limits)\b"
    r"|\b(?:turn|turns|turned|turning) a blind eye\b|\bforgets?\b|\bforgot(?:ten)?\b|\b(?:gone|going|goes|went) stale\b|\blump\w* together\b"
    r"|\bstill (?:waiting|to wait) for\b|\bsilent (?:about|on)\b|\bout of the picture\b|\bturn\w* away\b"
    r"|\bout of (?:service|order|use|operation)\b|\b(?:banned|outlawed)\b|\bexempt(?:ed)? from\b"
    r"|\b(?:left|remains?) undone\b|\bout[ -]of[ -]date\b|\bobsolete\b"
    r"|\boutside (?:of )?(?:the )?(?:[\w-]+ ){0,5}?(?:conventions?|treat(?:y|ies)|protocols?|agreements?|pacts?)\b"
)
_RULES = r"(?:comply|respect|observe|obey|follow|meet|abide|fulfill?|keep|the (?:rules?|norms?|laws?|regulations?|standards?))\w*"
_NOT_NEGATIVE = re.compile(
    r"^absent\b|\bnever-\w+|(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbe)(?<!\bbeen) (?:forbidden|prohibited|banned)(?= [a-z-]+s\b| [a-z-]+ing\b)"
    r"|\bno-\w+|\bnon-(?:state|governmental)\b|\bso (?:that )?(?:[\w'-]+ ){1,8}?(?:don't|doesn't|do not|does not|won't|will not|never|can't|cannot)\b"
    r"|\bso (?:that )?(?:nobody|no one|nothing)\b"
    rf"|(?<!among )(?<!one of )\b(?:persons?|people|individuals|companies|corporations|firms|businesses|centers|centres|establishments|institutions"
    rf"|those|anyone|laboratories|pharmacies|users|importers|exporters|manufacturers|dealers|entities|clinics|doctors|officials) (?:that|which|who) "
    rf"(?:do not|does not|did not|don't|doesn't|fail(?:s|ed)?(?: to)?|ignor\w+|refus\w+ to|disregard\w*) {_RULES}|\bfor (?:not|failing to|failure to) {_RULES}"
    r"|(?<!among )(?<!part of )(?<!one of )\b(?:the|these|those|its|their|of|any) (?:left[- ]out|excluded|omitted|missing|uncovered|overlooked|neglected)"
    r" (?!(?:in|from|by|for|of|on|and|or|to|at|with)\b)(?=[a-z])"
    r"|\bnot (?:just|merely|simply)\b|, which [^,;]*(?=[,;])"
    r"|\bnot only\b|\bnothing but\b|\bto (?:stop|end)\b"
    r"|\b(?:say(?:s|ing)?|said) no\b|\bno (?:more|less|later|longer than|fewer) than\b|\bwhether or not\b|\bor not\b|\bif not\b"
)
_ASIDE = re.compile(
    r"\((?:not|but not|except|without|other than|excluding)\b[^)]*\)"
    r"|^\W*(?:(?:leaving|setting|putting) (?:aside|apart)|(?:apart|aside) from|not counting|except(?:ing)?(?: for)?|excluding|other than) [^,?]*,"
)
_SCARCE = r"(?:insufficient|inadequate|scant|too (?:little|few)|not enough|(?:an? |the )?(?:lack|want|absence|shortage) of)"
_CAUSE = re.compile(
    rf"\b(?:because(?: of)?|due to|owing to|on account of|for (?:lack|want) of)\b(?:(?! that\b)[^,?])*"
    rf"|\b{_SCARCE} (?:[\w-]+ ){{1,4}}?(?=(?:the reason (?:why|that)|why)\b)"
    rf"|\b(?P<stops>{_SCARCE} (?:[\w-]+ ){{1,4}}?)(?=(?:prevent|ke(?:ep|pt)|stop|hinder|hamper|imped|block)\w*\b)"
)
"""A cause may be a want itself; what is denied or affirmed is what follows from it."""
_NEITHER = re.compile(r"\b(neither\b.*?)\bnor\b")
"""Denies two things at once."""
_LEADING_AUXILIARY_NEGATION = re.compile(rf"^(?:and |but |so )?(?:{AUXILIARY})n't\b")
STANDS_ALONE = 3
"""A question behind a statement asks of its own from so many content words on; a shorter one ("is he right?") asks of the statement."""


def is_negated(focus: str) -> bool:
    """Return whether the proposition asked about is a negative one ("does Peru lack", "is it true that Peru has no").

    A negated auxiliary at the head ("doesn't Peru have") asks about the positive proposition; a tag does not count.
    """
    folded = fold(focus).strip()
    lead, _, tail = folded.rpartition("; ")
    if lead and asks_outright(tail) and len(terms(tail)) > STANDS_ALONE and not leans_on_lead(tail):  # "departments often don't talk; is there …"
        folded = tail
    folded = re.sub(r"^(?:(?:hi|hello|hey|ok|okay|well|so|please|and|but|now)[,!.]?\s+)+", "", folded)
    tag = TAG.search(folded)
    if tag:
        folded = folded[: tag.start()]
    folded = _LEADING_AUXILIARY_NEGATION.sub("does", folded)
    folded = _NOT_NEGATIVE.sub(" ", _CAUSE.sub(lambda m: " not " if m["stops"] else " ", _ASIDE.sub(" ", folded)))
    folded = _NEITHER.sub(r"\1 or", folded)
    return len(_NEGATIVE.findall(folded)) % 2 == 1
