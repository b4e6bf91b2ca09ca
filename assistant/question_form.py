"""The form of a question: which part of a text asks, and whether it asks for yes or no."""

from __future__ import annotations

import re

from assistant.attitude import is_attitude
from assistant.framing import (
    AUXILIARY,
    BACK_TO,
    COMMAND,
    QUESTION_WORD,
    asks_if_so,
    asks_to_check,
    claim_in,
    everything_asked,
    is_lead_aside,
    is_of_oneself,
    names_topic,
    sentences_of,
    topic_first,
    wanted_for,
    with_person_concerned,
    with_topic,
    without_interjections,
    without_manner,
    without_report,
    without_request,
    without_wish_to_know,
)
from assistant.lexicon import FUNCTION_WORDS, fold, terms, words
from assistant.outright import asked_of
from assistant.rounds import is_dating

_LEADS_YES_NO = re.compile(rf"(?:and |but |so |or |also |then )?(?:{AUXILIARY}(?:n't| not)?\b|any\b|ever\b)")
_EMBEDDED = re.compile(
    r"\b(?:whether|(?:know|see|check|tell me|say|wonder|wondering|confirm|find out|clarify|ask|asking|establish) if|(?:true"
    r"|correct|right|confirm|the case|fair to say) that)\b"
)
SUBORDINATE = re.compile(
    rf"^\W*(?:(?:and|but|so) )?(?:when it comes to|with regard to|with respect to|as for|as regards|regarding|concerning|in terms of|if|once|while"
    rf"|whenever|where|given that|given|absent|without|after|before|when(?= \w+ing\b)|when(?! {AUXILIARY}\b)(?= \w+ \w+))\b[^,?]*,\s+(?={AUXILIARY}\b)"
)
"""A clause before the question itself ("When curbing supply, does …")."""
TAG = re.compile(
    rf",? (?:{AUXILIARY})(?:n't| not)? (?:it|that) (?:so|right|true|correct|the case)\s*\?*$|,? (?:or )?am i (?:right|wrong)\s*\?*$"
    rf"|,? (?:{AUXILIARY})(?:n't| not)? (?:it|they|there|he|she|we|that|this|peru|the country)(?: not)?\s*\?*$|,? (?:right"
    rf"|correct|no|true|yes|or not|innit|eh)\s*\?+$|,? or not\W*$|, (?:right|true|any)\W*$"
)
_WH = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b")
_WH_FIRST = re.compile(
    r"(?:and |but |so |then |or |also |please |ok |okay |well )*(?:(?:since|until|till|by|from|in|on|to|for|at|under|with|of"
    r"|through|during|about|against|into) )?"
    rf"{QUESTION_WORD}\b"
)
_EITHER_OR = re.compile(
    r"(?:is|are|was|were) (?:(?:it|they|this|that|these|those) |the (?:[a-z-]+ ){1,3}?)?(?:an? )?(?P<one>[a-z-]{4,}) or (?:is it |are they )?(?:an? )?"
    r"(?!not\b|no\b|so\b|(?P=one)\b)[a-z-]{4,}(?: (?:ones?|prevention|programs?))?(?: \([^)]*\))?\W*$"
)
"""Asks which of two things it is ("is it universal or selective?")."""
_EITHER_OF = re.compile(
    rf"(?:and |but |so )?{AUXILIARY} (?:the|it|its|this|that|they|their|[\w-]+'s)\b[^?,]*?\b(?:up or down|(?:rise|rising|raise|grow|growing|increase"
    rf"|increasing|gone up|go up|higher|more|better|improve) or (?:is it |did it )?(?:fall|falling|shrink|shrinking|decline|drop|decrease"
    rf"|decreasing|gone down|go down|lower|less|worse|deteriorate)|(?:in |from )?(?:19|20)\d\d or (?:in |from )?(?:19|20)\d\d"
    rf"|the \w+ or (?:in )?the \w+ round|before or after|first or last)\b(?! or (?:neither|none|not)\b)"
)
"""Asks which way, or in which of two years ("did it go up or down?")."""
_LIST_HEAD = re.compile(
    r"(?:(?:the|all|main|key|principal) )*(?:[a-z]+ (?:and|or) )?(?:(?:main|key) )?(?:laws|decrees|resolutions|regulations|statutes|pillars"
    r"|levels|stages|phases|modalities"
    r"|objectives|goals|aims|axes"
    r"|indicators|members|functions|duties|tasks|responsibilities|reasons|kinds|types|names|strengths|weaknesses|gaps|shortcomings|instruments|components)"
    r" (?:(?:and|or) [a-z]+ )?(?:of|on|for|in|behind|to|against|from|about|with) "
)
"""Names what a list is made of, ahead of what the list is about ("laws and resolutions on treatment?")."""
_COMMAND = re.compile(rf"(?:please )?{COMMAND}\b")
MOST_CLAUSES = 8
"""A sentence of more colons and dashes than this is no question with a topic before it."""
_CLAUSES = re.compile(r":\s+|\s+[-–—]\s+")
_HAS_AUXILIARY = re.compile(rf"\b{AUXILIARY}\b")
_EVERYTHING = re.compile(r"\W*(?:please )?(?:everything|every|all|anything|whatever)\b")
"""Before a colon: what stands behind it only goes into details ("Everything on X: who, where, since when?")."""
_TELL_MORE = re.compile(
    r"(?:please )?(?:tell|explain|say|describe|show|give)\b(?: (?:me|us))?"
    r"(?: (?:more|why|how|what(?:'s)?|which|details|the|is|different|changed|difference|so))*\W*$"
)
_TOLD_THEN_ASKED = re.compile(
    rf"(?P<told>[^,;?]{{12,}}), (?:but|and|so|yet) (?P<asked>(?:{AUXILIARY}) (?:it|they|there|the|[a-z]+|[A-Z]\w+)\b.*\?\W*)$", re.IGNORECASE
)
"""Tells something before it asks ("it has no courts, but does it have prosecutors?")."""
_PRONOUN = re.compile(r"\b(?:it|they|this|that|these|those|them|its|their|ones)\b")
_OF_REPORTS = frozenset(
    "one ones report reports document text say says said state states stated tell tells told mention mentions mentioned talk talked discussed spoken named "
    "cited appear appears come comes referred area areas section sections anywhere everywhere throughout".split()
)
"""Words that tell what a report does with a topic, not which."""
_EXACTLY = re.compile(rf"\b({QUESTION_WORD}),? (?:exactly|precisely|specifically|actually)\b,?", re.IGNORECASE)
_AND_WHEN = re.compile(
    r"(?<=\w),? and (?:(?:if so|so),? )?(?:since when|until when|when|by whom|where|how|why|in (?:which|what) (?:year|round)|under (?:which"
    r"|what) law)\s*\?+\W*$",
    re.IGNORECASE,
)
"""Wants to know the circumstances as well, which the sentence that answers yes or no tells, or leaves out."""
_OR_NOT = re.compile(
    rf"(?<=\w)(?:,? or (?:{AUXILIARY} (?:it|they|there|this|that) (?:still |also |yet )?(?:not|missing|lacking|absent|none)|not at all|none at all"
    r"|(?:still )?(?:missing|lacking|absent))(?: [^,?]{0,40})?|, (?:and )?not (?:only|just|merely|simply) (?![^?]*\bbut\b)[^,?]{2,60})(?P<asked>\?)?\W*$",
    re.IGNORECASE,
)
"""Asks at the end whether it is not so ("…, or is it still missing?"), or what else is granted (", not only to adolescents?")."""
_ATTRIBUTE_LAST = re.compile(
    rf"^(?!\W*(?:{AUXILIARY}|{QUESTION_WORD}|if|any)\b)(?P<topic>(?=\w+ \w|(?-i:[A-Z]{{3,}}))[^?:;]+?)(?:, | [-–—] |: ?)(?:the |its |in "
    rf"|and )?(?P<what>year|date|round|law"
    rf"|decree|body|agency|institution|amount"
    r"|budget|number|name|author)\W*$",
    re.IGNORECASE,
)
"""Names a thing, then what is wanted of it ("Latest household survey, year?")."""
_ASKED_SO = {
    "amount": "what is the amount of",
    "budget": "what is the budget of",
    "number": "what is the number of",
    "name": "what is the name of",
    "author": "who is the author of",
}
_IS_IT_TRUE = re.compile(
    r"^\W*(?:(?:so|and|but) )?(?:(?:it|that)(?:'s| is|s) (?:true|right|correct|a fact|the case),? (?:isn'?t (?:it|that)|is (?:it|that) not|no|right)\??,? that"
    r"|(?:isn'?t|wasn'?t) (?:it|this) (?:true|right|correct|a fact|the case) that) (?=\w)",
    re.IGNORECASE,
)
"""Asks by a tag, or by a negated auxiliary, whether a clause is true, without denying it ("it's true, isn't it, that …")."""
_WH_AT_END = re.compile(r"\b(?:of|with|by|from|in|to|for|under|through|on|at|since|until) (?:(?:which|what|whose)(?: [\w-]+)?|whom)\W*$")
"""Puts its question word last ("inaugurated with the support of which countries?")."""
BARE_DEMAND = 2
"""A demand of so few content words belongs to the question before it."""


def find_focus(text: str) -> str:
    """Return the part of a longer text that asks: the last clause that reads like a question, else the whole text.

    A polite request around it is left out; a topic that a colon, or a sentence on what the answer is wanted for, sets apart goes with it.
    """
    text = everything_asked(_EXACTLY.sub(r"\1", attribute_asked(_IS_IT_TRUE.sub("Is it true that ", text))))
    sentences = without_manner(sentences_of(text)) or [" ".join(text.split())]
    asking = [s for s in sentences if s.rstrip().endswith("?") or asks_outright(s) or asks_outright(s.partition(": ")[2])]
    if not asking:
        spoken = [s for s in sentences if not is_of_oneself(s)] or sentences
        return topic_first(without_report(without_request(_behind_colon(" ".join(spoken)))))
    chosen = asking[-1]
    told_before = sentences[max(sentences.index(chosen) - 1, 0)].rstrip(" .!")
    claim = claim_in(told_before) if told_before != chosen else claim_in(chosen) if len(sentences) == 1 and not chosen.endswith("?") else None
    if claim and (told_before == chosen or asks_to_check(chosen)):
        return asked_of(claim) or f"Is it true that {claim}?"
    if asks_if_so(chosen) and told_before != chosen and not told_before.endswith("?"):
        lowered = told_before[:1].lower() if not told_before[1:2].isupper() else told_before[:1]
        return asked_of(told_before) or f"Is it true that {lowered}{told_before[1:]}?"
    if len(asking) > 1 and len(terms(chosen)) <= BARE_DEMAND:  # "… ? List the documents.", but not "… ? Tell me more."
        chosen = asking[-2] if _TELL_MORE.match(fold(chosen).strip()) else f"{asking[-2].rstrip(' ?!.')} {chosen[:1].lower()}{chosen[1:]}"
    told = _TOLD_THEN_ASKED.match(chosen)
    if told and not asks_outright(told["told"]) and not leans_on_lead(told["asked"]):
        return told["asked"]
    focus = without_report(without_wish_to_know(without_interjections(without_request(_behind_colon(without_report(chosen))))))
    if _LEADS_YES_NO.match(fold(focus)) and focus[-1].isalnum():
        focus += "?"
    if _LEADS_YES_NO.match(fold(focus)):
        focus = _AND_WHEN.sub("?", focus)
    focus = _OR_NOT.sub(lambda m: "?" if m["asked"] else "", focus)
    topic = wanted_for([s for s in sentences if s not in asking])
    if topic:
        return with_topic(topic, topic_first(focus))
    return topic_first(with_person_concerned(sentences[: sentences.index(chosen)] if chosen in sentences else (), focus))


def _behind_colon(sentence: str) -> str:
    """Return the clause behind a colon or a dash that asks by itself, with the topic before it where one is named; else the whole sentence."""
    clauses = _CLAUSES.split(sentence)
    if len(clauses) > MOST_CLAUSES:
        return sentence
    if len(clauses) > 2 and _WH_FIRST.match(fold(clauses[0])) and not _HAS_AUXILIARY.search(fold(clauses[0])) and _LEADS_YES_NO.match(fold(clauses[-1])):
        return f"{clauses[0]} {clauses[-1]}"  # "by which ways - road, river - do they look for drugs?"
    while len(clauses) > 1 and is_lead_aside(clauses[0]):
        sentence = with_person_concerned((f"{clauses[0].rstrip(' .')}.",), sentence[sentence.index(clauses[1], len(clauses[0])) :])
        clauses = clauses[1:]
    for i in range(len(clauses) - 1, 0, -1):
        lead, tail = " ".join(clauses[:i]), without_request(" ".join(clauses[i:]))
        if not asks_outright(tail) or len(words(tail)) <= BARE_DEMAND:
            continue
        if _EVERYTHING.match(fold(lead)):
            return sentence
        if names_topic(lead) and not asks_outright(lead) and (BACK_TO.match(lead) or not is_yes_no(tail)):
            return with_topic(lead, tail)
        if not leans_on_lead(tail):
            return with_person_concerned((f"{lead.rstrip(' .')}.",), tail)
    return sentence


def attribute_asked(text: str) -> str:
    """Return a thing with what is wanted of it behind ("Latest household survey, year?") as a question ("in which year is …?"), else the text."""
    named = _ATTRIBUTE_LAST.match(text)
    if not named or asks_outright(text):
        return text
    what = fold(named["what"])
    asked = _ASKED_SO.get(what) or f"{'in ' if what in ('year', 'round', 'date') else ''}which {what} is"
    return f"{asked} {named['topic']}?"


def leans_on_lead(tail: str) -> bool:
    """Return whether what asks names its topic only by a pronoun ("…: of what year is it?")."""
    named = [w for w in words(tail) if w not in FUNCTION_WORDS and not is_dating(w) and not is_attitude(w) and w not in _OF_REPORTS]
    return bool(_PRONOUN.search(fold(tail))) and len(named) <= 1


def asks_outright(clause: str) -> bool:
    """Return whether a text reads like a question or a demand: question word or auxiliary first, a command, "whether"."""
    folded = fold(clause).strip()
    return bool(_LEADS_YES_NO.match(folded) or _WH_FIRST.match(folded) or _COMMAND.match(folded) or _EMBEDDED.search(folded))


def is_yes_no(focus: str) -> bool:
    """Return whether a question asks for yes or no.

    Auxiliary first, "is it true that", "whether", tag questions, and bare keywords with a question mark; not a question word first, nor in the last phrase.
    """
    folded = SUBORDINATE.sub("", fold(focus).strip(" \"'¿"))
    folded = re.sub(r"^(?:hi|hello|hey|ok|okay|well|so|please|also|and|but|now|sorry|actually|thanks|thank you)[,!.]?\s+", "", folded)
    if _EITHER_OR.match(folded) or _EITHER_OF.match(folded) or (_WH_AT_END.search(folded) and not TAG.search(folded)):
        return False
    if _WH_FIRST.match(folded) or _COMMAND.match(folded):
        folded = re.sub(r",? whether [^,?]* or not\W*$", "", folded)  # "list them, whether done or not"
        return bool(TAG.search(folded)) and not folded.startswith(("how", "what", "which", "who", "when", "where", "why"))
    if _LEADS_YES_NO.match(folded) or TAG.search(folded) or _EMBEDDED.search(folded):
        return True
    for clause in re.split(r"[,;:]\s+", folded)[1:]:
        if re.match(rf"{AUXILIARY}(?:n't)? (?:the|peru|there|it|they|any|this|that|a|its|cicad|devida|\w+)\b", clause) and len(clause.split()) > 3:
            return True
    return folded.rstrip().endswith("?") and not _WH.search(folded) and not _LIST_HEAD.match(folded)


def is_bare(focus: str) -> bool:
    """Return whether only the question mark makes a text a yes/no question ("signatory treaties?"): it may as well ask for a list."""
    return is_yes_no(focus) and not TAG.search(fold(focus)) and not is_yes_no(focus.rstrip(" ?") + ".")
