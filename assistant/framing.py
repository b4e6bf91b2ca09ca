"""What frames a question: a polite request to be told, a topic put before a colon, what the answer is wanted for.

"Can you tell me which bodies sit on the council?" asks for bodies, not for yes or no; "Gender: where is it built in?" asks about gender.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from assistant.countries import find_countries
from assistant.lexicon import FUNCTION_WORDS, words
from assistant.outright import asked_of
from assistant.rounds import is_dating
from assistant.small_talk import GREETING, THANKS

QUESTION_WORD = r"(?:what|whats|which|wich|who|whom|whose|when|where|why|how)"
AUXILIARY = r"(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|must)"
_COLLECT = r"(?:gather|collect|compile|itemi[sz]e|(?:pull|put|bring) together|(?:run|go|walk|talk|take) (?:me |us )?through|round up)"
COMMAND = (
    r"(?:list|name|give|compare|contrast|show|enumerate|describe|explain|summari[sz]e|state|identify|outline|mention|quote|cite|find|count|trace"
    r"|detail|recap"
    rf"|{_COLLECT}|(?:set|lay|spell|write|point) out|sum up|break down|tell (?:me|us)(?! (?:if|whether)\b))"
)
_PREPOSITION = r"(?:since|until|till|by|from|in|on|to|for|at|under|with|of|through|during|about|against|into)"
_AHEAD = rf"^\W*(?:(?:{GREETING}|{THANKS}|ok|okay|well|so|and|but|please|pls|plz|kindly|also|now|then|sorry|excuse me)\b\W*)*+"
_SOFTLY = r"(?: (?:please|pls|kindly|perhaps|maybe|possibly|just|quickly|briefly|also|first))*"
_TOLD = r"(?:tell|show|say|explain|inform|advise|remind|clarify|specify|describe|indicate|point out)(?: to)?(?: me| us)?(?: please)?(?: exactly| precisely)?"
_REQUEST = re.compile(
    rf"{_AHEAD}(?:(?:can|could|would|will|might) (?:you|u|someone|anyone|anybody|somebody){_SOFTLY}"
    rf"(?: be so (?:kind|good) as to)? (?={COMMAND}\b)"
    rf"|(?:can|could|may|might) (?:i|we){_SOFTLY} (?:see|get|have) (?=(?:the|a|an|all|every|some)\b)"
    rf"|(?:can|could|would|will) (?:you|u){_SOFTLY} (?:help|assist)(?: me| us)? with )",
    re.IGNORECASE,
)
"""Asks somebody to do what a command would demand."""
_TO_BE_TOLD = re.compile(
    rf"{_AHEAD}(?:(?:can|could|would|will|might) (?:you|u|someone|anyone|anybody|somebody|i){_SOFTLY} (?:{_TOLD}|let (?:me|us) know|find out|ask(?: you)?)"
    r"|(?:do|does|did|would|might) (?:you|u|anyone|anybody|somebody|we)(?: (?:happen to|perhaps|even|also))* (?:know|remember|recall"
    r"|have any (?:idea|clue))"
    r"(?: (?:of|about))?"
    r"|any (?:idea|clue)(?: of| about)?|i(?:'d| would| should)? (?:really |just |also )?(?:want|need|like|love|wish|am trying|was hoping) to"
    r" (?:know|learn|find out|understand|see|hear|be told)"
    r"|i(?:'m| am| was)? (?:also |just )?(?:wonder(?:ing)?|curious(?: about| as to| to know)?|interested (?:in|to know)|not sure|unsure|keen to know)"
    r"|(?:i|we)(?:'d| would| should| will|'ll)? be (?:very |most |really )?"
    r"(?:grateful|glad|happy|pleased|interested|obliged|curious) (?:to|if you (?:could|would))"
    r" (?:know|learn|find out|understand|see|hear|be told|tell (?:me|us)|say|indicate|clarify)"
    r"|(?:it would be (?:\w+ )?(?:useful|helpful|good|interesting) to know|(?:may|might|could|can) (?:i|we) ask(?: you)?|(?:allow|permit) me to ask)"
    rf"|{_TOLD}|(?:please )?let (?:me|us) know|trace(?: for (?:me|us))?)"
    rf",?:? (?=(?:{_PREPOSITION} )?{QUESTION_WORD}\b|(?:(?:back )?{_PREPOSITION} [^,?]+, )?{AUXILIARY}\b)",
    re.IGNORECASE,
)
"""Wants to be told what a question word asks for."""
_COLLECTS = re.compile(rf"{_AHEAD}{_COLLECT}(?: for (?:me|us))? (?=\w)", re.IGNORECASE)
_AT_END = re.compile(
    r",? (?:(?:can|could|would|will) you(?: please)? (?:tell|show|remind|help) (?:me|us)|(?:do|would) you (?:happen to )?know"
    r"|please|pls|plz|thanks|thx|thank you)(?: in advance| so much| a lot)?(?=\W*$)"
    r"|, (?:please|pls)(?=[,:;])",
    re.IGNORECASE,
)
_WANTED_FOR = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are|'ve been| have been)? (?:\w+ )?"
    r"(?:writing|working|preparing|drafting|researching|looking|interested|compiling|reading|reporting|doing|need|want|write|study|studying|cover|covering"
    r"|(?:have|had|need|want|must|got) to (?:write|prepare|draft|present|cover|study))\b"
    r"[^.?!]*?\b(?:on|about|regarding|concerning|in|into) (?P<topic>[^.?!]+)"
    r"|\b(?:(?:i|we)(?:'d| would)? (?:like|want|wanted|need) to|let us|let's|lets|can we|could we|shall we) (?:now )?"
    r"(?:(?:talk|speak|ask|know more|hear)(?: (?:to|with) you)? (?:about|on)|discuss|(?:turn|go|come|get|go back|come back|get back|return|move on"
    r"|switch) to|look (?:at|into))"
    r" (?P<talked>[^.?!]+)"
    r"|\b(?:i|we) have (?:a few |some |a couple of |two |three )?questions? (?:about|on) (?P<asked>[^.?!]+)",
    re.IGNORECASE,
)
"""Says what the answer is wanted for ("I'm writing a brief on mutual legal assistance.")."""
_MANNER = re.compile(
    r"\W*(?:(?:please|pls|and|also) )*(?:"
    r"(?:quote|cite|give|show|provide|include|name|state|add|mention|attach|tell)(?: me| us)? (?:the |your |its |an? |any )?(?:exact |relevant "
    r"|supporting )?"
    r"(?:sources?|quotes?|quotations?|pages?|evidence|passages?|references?|citations?|proof|sentences?)(?: and (?:the )?\w+)?"
    r"|where (?:does (?:it|the (?:report|text|document)) say|is) (?:so|that|this)(?: written| stated)?"
    r"|(?:just |only |simply )?(?:an? )?(?:yes or no|yes/no|yes-or-no)(?: answer)?(?: (?:is enough|will do|suffices))?"
    r"|(?:be|keep it|make it) (?:\w+ )?(?:brief|short|concise|precise|quick|exact)|(?:answer|reply|respond) (?:in|with|by|only|briefly|shortly)\b.*"
    r"|in (?:one|a|two|few)(?: few)? (?:words?|sentences?|lines?)|"
    rf"{THANKS}\b.*|{GREETING}\b(?: \w+){{0,2}}|please|pls|no (?:waffle|guessing|long answer)\b.*"
    r")(?:,? (?:please|pls|thanks))?\W*",
    re.IGNORECASE,
)
"""A sentence that greets, thanks, or says how the answer is to be given."""
_WANTS_TO_KNOW = re.compile(
    r"^[^?.,;:]{0,60}?\b(?:(?:(?:grateful|glad|happy|pleased|interested|obliged|curious|useful|helpful|good|like) to "
    r"(?:know|learn|hear|find out|understand)"
    r"|(?:may|might|could|can) (?:i|we) ask(?: you)?|(?:allow|permit) me to ask)"
    r"|(?:wants?|needs?|would like|'d like|trying|asked|asks?|told) (?:(?:me|us) )?to (?:know|find out|see|check|confirm|understand)"
    r"|wonders?|wondering|asked(?: me| us)?|asks(?: me| us)?) (?:whether|if) (?P<clause>[^?]+?)(?:,? or not)?\W*$",
    re.IGNORECASE,
)
"""Says who wants to know whether something is so."""
_INTERJECTION = re.compile(
    r"^\W*(?:(?:oh|ah|hm+|mm+|wow|ok|okay|(?:so|and|then)(?=,? (?:in short|to sum|in sum(?:mary)?|all in all|in a nutshell)\b)|in short|to sum up"
    r"|in sum(?:mary)?|all in all"
    r"|in a nutshell)\b[\s.,;:!?…-]+"
    r"|(?:really|seriously|great|good|nice|fine|right|sure|perfect|cool|alright|interesting|i see|got it|understood"
    r"|(?:hold|hang) on|wait(?: a (?:minute|second|moment|sec))?|one (?:moment|second)|just a (?:moment|second|minute)"
    r"|(?:that(?:'s| is)|thats|it(?:'s| is)) (?:very |really |so |a bit )?(?:odd|strange|weird|interesting|good|great|bad|sad|surprising|funny|a pity)"
    r"|vale|bueno|claro|entiendo|ya)[.,;:!?…-]+\s*)++(?=\w)",
    re.IGNORECASE,
)
"""Exclamations in front of a question."""
_CLAIM = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|ok|okay|so|and|also|now)\b[,.!]?\s+)*+"
    rf"(?!(?:{QUESTION_WORD}|{AUXILIARY}|{COMMAND})\b)"
    r"(?:(?:[^.?!]|(?<=\d)\.(?=\d)){0,80}?\b(?:story|stories|piece|article|line|claim|claims|report(?:er)?|columnist|section|paragraph|chapter|newspaper|press|media|website|blog|radio|television|tv|journalist|lawyer|colleague|source|editor|friend|post|tweet|draft"
    r"|text|paper|person"
    r"|someone|somebody|minister|politician|critic|reader|he|she|they|it)\b(?:[^.?!:]|(?<=\d)\.(?=\d)){0,40}?"
    r"\b(?:says?|said|saying|claims?|claimed|claiming|tells? (?:me|us)|told (?:me|us)|writes?|wrote|states?|stated|reads?|argues?|suggests?"
    r"|asserts?|asserted|alleges?|alleged|maintains?|holds?(?= that\b)|notes?(?= that\b)|is(?= that\b))(?: also)?(?: that\b|:)?"
    r"|[^.?!]{0,60}?\b(?:check|checking|verify|verifying|fact-check(?:ing)?|confirm|confirming) (?:whether|if|that)(?: it(?:'s| is) true that)?"
    r"|[^.?!]{0,60}?\b(?:a|the|this) (?:claim|story|line|statement|rumou?r|report) (?:that|of|saying|claiming)"
    r"|(?:i|we)(?:'ve| have|'m| am| was)? (?:told|heard|read|been told|saw|hear|state|assert|understand|think|thought"
    r"|believe)(?: that)?)\s+(?P<claim>(?!to\b)[^?]{12,}?)\W*$",
    re.IGNORECASE,
)
"""Reports what somebody says ("I'm checking a story that says Peru has no prosecutors")."""
_IF_SO = re.compile(
    r"\W*(?:(?:and|or|but) )?(?:is|isn't|was|wasn't|would) (?:that|this|it|i) (?:(?:really|still|indeed) )?"
    r"(?:so|true|right|wrong|correct|the case|fair|accurate)(?: or (?:not|false|wrong))?"
    r"|\W*(?:¿\s*)?(?:es|no es|será) (?:eso |esto )?(?:cierto|verdad|correcto|así)|\W*(?:é|não é) (?:isso )?(?:verdade|certo|correto)"
    r"|\W*(?:est-ce|c'est|n'est-ce pas)\b[^?]{0,12}|\W*(?:yes or no|am i (?:right|wrong)|right|correct|true(?: or false)?"
    r"|(?:is|was) (?:this|that|it) (?:really )?(?:supported|borne out|backed(?: up)?|confirmed|justified|documented|substantiated"
    r"|what the (?:report|text) says)"
    r"(?: (?:by|in) (?:the|this|your) (?:report|text|document|evaluation))?"
    r"|(?:may|can|does|should|could) (?:this|that|it|the) ?(?:sentence|statement|claim|line|wording)?"
    r" (?:stand|stay|remain|be kept|hold(?: true| up)?)(?: like this| as it is)?"
    r"|(?:is (?:this|that|it) )?(?:accurate|supported|borne out|confirmed|verified|agreed)"
    r"|(?:is|was|are|were) (?:he|she|they) (?:right|correct|wrong|mistaken)|(?:oh )?really(?: so)?|seriously|for real)",
    re.IGNORECASE,
)
"""Asks whether what was just said is so."""
_CHECK = re.compile(
    r"\W*(?:can|could|would|will) you (?:please )?(?:confirm|verify|check)(?: (?:that|this|it|so))?"
    r"|\W*(?:did|does|do|has|have|is|was|are|were|can) (?:it|they|he|she)"
    r"|\W*(?:does|did|do|would|will|can) (?:the |this |your )?(?:report|document|text|evaluation|cicad|it)(?: really| actually)?"
    r" (?:agree|confirm|support|back|say so|bear|corroborate|contradict|deny)\b(?: (?:with )?(?:it|that|this|so))?(?: (?:up|out))?"
    r"|\W*(?:can|may|should) i (?:let that stand|print (?:that|it|this)|write (?:that|it|so)|say (?:that|so)|keep (?:that|it)|run (?:that|it))"
    r"|\W*(?:is (?:that|this|it) )?(?:accurate|ok|okay)"
    r"|\W*what does (?:the|this|your) (?:report|document|text) say(?: (?:about|on|to) (?:that|this|it))?",
    re.IGNORECASE,
)
"""Asks for a check of what somebody says."""
_OF_ONESELF = re.compile(r"\W*(?:i|i'm|i've|i'd|we|we're|we've|my|our)\b", re.IGNORECASE)
_LEAD_ASIDE = re.compile(
    r"\W*(?:(?:a |one |just |my |the |quick |short |another |second |third |first |last |next |follow-?up )*(?:question|q|query|one|thing)"
    r"(?: is| for you| again)?"
    r"|(?:(?:on )?(?:another|a (?:different|new|separate|further)|different|separate) )(?:matter|issue|topic|subject|point|note|thing)"
    r"|for (?:my|our|a|an|the) [\w-]+(?: [\w-]+)?|(?:i|we|my|our)\b.*|also|next|please|pls|please answer|answer|so|ok|okay"
    r"|here(?:'s| is) (?:a|my|the|one) question)\W*",
    re.IGNORECASE,
)
"""What stands before a colon or a dash and says only that a question follows."""
_REPORT = r"(?:the|this|your) (?:mem |evaluation )?(?:report|document|text|pdf|file)"
_GOING_BY = r"(?:according to|as per|per|going by|judging by|based on|on the basis of)"
_BY_THE_REPORT = re.compile(rf"^\W*(?:{_GOING_BY}|in) {_REPORT},\s+|,? {_GOING_BY} {_REPORT}(?=\W*$)", re.IGNORECASE)
"""Says where the answer is to come from, which is where all answers come from."""
_NAMED_THERE = re.compile(
    r"^(?P<asked>\W*(?:which|what) [^?]{3,60}? )(?P<verb>is|are|was|were) (?:named|mentioned|cited|listed|given|talked about)(?: by name)?"
    rf"(?: (?:in|by) {_REPORT})?(?=\W*$)",
    re.IGNORECASE,
)
"""Asks what is named, which is what the report holds."""
_MENTIONS_ANY = re.compile(
    rf"^\W*(?:does|did|do) (?:{_REPORT}|it) (?:mention|describe|list|cite|show|identify|name|(?:talk|speak) (?:about|of)|refer to|say (?:anything"
    rf"|something) (?:about|on))"
    r"(?= (?:any|some|an?) (?:(?:[\w-]+ ){0,4}?(?P<several>[\w-]+[^s\W]s\b))?) ",
    re.IGNORECASE,
)
"""Asks whether there is such a thing."""
_PAPERS = frozenset("brief briefs memo paper report article note piece chapter thesis book study project country region review evaluation peru this".split())
_NO_TOPIC = frozenset(
    """question questions please hello quick one next again also answer say reply respond ignore instruction instructions system assistant user prompt
    role pretend act note important task you your me my i we yes no only always must never need want tell first second third last clarification
    curious checking example context summary""".split()
)
"""Words of what stands before a colon that name no topic."""
_TOPIC_FIRST = re.compile(
    rf"^\W*(?:(?:and|but|so|ok|okay|then|also|well|what about|how about|as for)\b[,\s]*)*(?P<lead>(?!(?:{_PREPOSITION}|{QUESTION_WORD}|{AUXILIARY}"
    rf"|no|yes|absent|without"
    r"|given|despite|unlike|besides|beyond|per|once|after|before|if|as|while|although|though|because|regarding|concerning|according)\b)"
    rf"[^,.:;?]+)(?:,|\?) (?P<tail>(?:(?:{_PREPOSITION} )?{QUESTION_WORD}|{AUXILIARY}(?:n't)?)\b[^?]*\?*\s*)$",
    re.IGNORECASE,
)
"""Names a topic, then asks about it ("And the FIU, when was it created?", "Ok and medicines? Who gives the licences?")."""
_THERE_IS = re.compile(
    rf"^(\W*(?:(?:and|but|so|ok|okay|then|also|well)\b[,\s]*)*)there(?:'s|s| is| are| was| were) (?:some |also |a |an |any )*(?=[^,?]+, {QUESTION_WORD}\b)",
    re.IGNORECASE,
)
"""Says that there is what is asked about ("there's some committee, who leads it?")."""
_ASIDE = re.compile(r"^\W*[a-z]+ing\b|\b(?:aside|apart|included|excepted)\W*$", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b(?:{AUXILIARY}|{QUESTION_WORD}|that|if|because|i|we|you)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[?!])\s+|(?<=\w{3}[.])\s+|(?<=\w[\"”][.])\s+|(?<=\w[.][\"”])\s+")
_THAT_KIND = re.compile(
    r"\b(?:that|this|those|these) (?:institutions?|body|bodies|agency|entity|authority|office|organi[sz]ations?|topic|subject|issue|matter|laws?"
    r"|program(?:me)?s?|systems?|strategy|plan|drugs?|substances?|cent(?:er|re)s?|group)\b",
    re.IGNORECASE,
)
"""Stands for what was named, by its kind."""
_OWNER = re.compile(rf"\W*{AUXILIARY}(?:n't)? (?!(?:it|they|there)\b)[a-z]", re.IGNORECASE)
"""Begins with a subject of its own ("does Peru measure its crops?")."""
_EVERYTHING_BEHIND = re.compile(
    r"\W*(?P<asked>[^?]{3,120}?)(?:\?\s*|\s*[-–—:;,.]\s*)(?:(?:show|give|tell)(?: me| us)? )?(?:everything|all(?: of it|(?: the)? (?:statements?"
    r"|mentions?|places|references"
    r"|passages|facts|info(?:rmation)?))?)(?: (?:there is|you have|it says))?(?:,? (?:please|pls))?\W*",
    re.IGNORECASE,
)
"""Wants everything, behind the topic."""
_TELL_ABOUT = re.compile(
    r"\W*(?:(?:please|ok|okay|now|so|and) )*(?:tell|inform)(?: (?:me|us))?(?: (?:more|something|all|everything))? about (?P<topic>[^?.!,;:]{3,60}?)"
    r"(?: in (?:the country|(?-i:[A-Z])\w+))?\W*",
    re.IGNORECASE,
)
_SAID_OF = re.compile(r"what (?:does|do) (?:the|this) (?:report|document) say (?:about|on|of|regarding) (?P<topic>.+)", re.IGNORECASE)
_LONGEST_TOPIC = 8
BACK_TO = re.compile(
    r"^(?:(?:ok|okay|so|and|now|but)\W+)*(?:(?:going|coming|getting|turning|moving|let us go|let's go|to go|to come) )?(?:back|over|on) to "
    r"(?:the (?:subject|topic|question|issue|matter) of )?|^(?:returning|turning) to |^on (?:the (?:subject|topic|question|issue|matter) of )",
    re.IGNORECASE,
)
"""Leads back to a topic ("going back to the police")."""
_STANDS_FOR_TOPIC = re.compile(
    r"\b(?P<whose>its|their|theirs)\b|\b(?:one(?= (?:on|about|for|in|against|with)\b| of (?!the\b|its\b|their\b|those\b|these\b|them\b))|it|they|them"
    r"|these|those|(?:this|that)(?= (?:is|was|has"
    r"|does|\W*$)"
    r"|\W*$))\b",
    re.IGNORECASE,
)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, those without a word left out."""
    return [s for s in _SENTENCE_END.split(" ".join(text.split())) if s.strip(" .!?¿¡")]


def without_manner(sentences: Sequence[str]) -> list[str]:
    """Return sentences without those that greet, thank, or say how the answer is to be given; all of them where nothing else is said."""
    return [s for s in sentences if not _MANNER.fullmatch(s)] or list(sentences)


def without_wish_to_know(text: str) -> str:
    """Return what somebody wants to know as a question ("My editor wants to know whether Peru teaches it" -> "Does Peru teach it?"), else the text."""
    wanted = _WANTS_TO_KNOW.match(text)
    return (asked_of(wanted["clause"]) if wanted else None) or text


def everything_asked(text: str) -> str:
    """Return a topic of which everything is wanted ("guns - everything please", "What does the report say on guns? Everything.") as such a demand."""
    told = _TELL_ABOUT.fullmatch(text)
    if told and is_noun_phrase(told["topic"]):
        return f"What does the report say about {told['topic']}?"
    behind = _EVERYTHING_BEHIND.fullmatch(text)
    said = _SAID_OF.match(behind["asked"]) if behind else None
    topic = said["topic"] if said else behind["asked"].strip(" -–—:;,.") if behind and is_noun_phrase(behind["asked"]) else None
    return f"everything the report says about {topic}" if topic else text


def without_interjections(text: str) -> str:
    """Return a text without the exclamations that it begins with ("Really? And …", "Hmm, …"); the text where it is nothing else."""
    return _INTERJECTION.sub("", text, count=1) or text


def claim_in(sentence: str) -> str | None:
    """Return what somebody is said to say ("A source tells me that Peru has a unit" -> "Peru has a unit"); None where nobody says anything."""
    said = _CLAIM.match(sentence)
    return said["claim"].strip(" \"'“”,") if said else None


def asks_if_so(sentence: str) -> bool:
    """Return whether a sentence asks only if what was said before it is so ("Is that true?")."""
    return _IF_SO.fullmatch(sentence.rstrip(" ?!.")) is not None


def asks_to_check(sentence: str) -> bool:
    """Return whether a sentence asks for a check of what was said before it ("Can you confirm?")."""
    return asks_if_so(sentence) or _CHECK.fullmatch(sentence.rstrip(" ?!.")) is not None


def is_of_oneself(sentence: str) -> bool:
    """Return whether a sentence tells of the one who asks ("I'm on deadline.")."""
    return _OF_ONESELF.match(sentence) is not None


def is_lead_aside(lead: str) -> bool:
    """Return whether what stands before a colon or a dash says only that a question follows ("quick question")."""
    return _LEAD_ASIDE.fullmatch(lead) is not None


def without_report(text: str) -> str:
    """Return a question without "according to the report" around it, or "does the report mention any"."""
    plain = _NAMED_THERE.sub(r"\g<asked>\g<verb> there", _BY_THE_REPORT.sub("", text))
    mentions = _MENTIONS_ANY.match(plain)
    return f"{'Are' if mentions['several'] else 'Is'} there {plain[mentions.end() :]}" if mentions else plain


def without_request(text: str) -> str:
    """Return what a polite request asks for: the command, or what the question word asks ("could you tell me who chairs it?" → "who chairs it?")."""
    asked = _AT_END.sub("", text)
    told = _TO_BE_TOLD.sub("", asked)
    if told != asked:
        return told
    commanded = _REQUEST.sub("", asked)
    collected = _COLLECTS.sub("list ", commanded)
    if collected != commanded:
        return collected
    if commanded == asked:
        return text
    return commanded if re.match(rf"{COMMAND}\b", commanded, re.IGNORECASE) else f"show {commanded}"


def names_topic(lead: str) -> bool:
    """Return whether what stands before a colon names a topic ("Firearms trafficking"), and neither greets nor instructs."""
    said = words(lead)
    return 0 < len(said) <= _LONGEST_TOPIC and not _NO_TOPIC & set(said) and any(w not in FUNCTION_WORDS for w in said)


def with_topic(lead: str, tail: str) -> str:
    """Return a question with the topic that was put before it, in the place of the first pronoun that stands for it, else behind it."""
    topic = BACK_TO.sub("", lead.strip(" ,;:-–—"))
    named = _THAT_KIND.search(tail)
    if named:
        return f"{tail[: named.start()]}{topic}{tail[named.end() :]}"
    pronoun = _STANDS_FOR_TOPIC.search(tail)
    if pronoun and not (pronoun["whose"] and _OWNER.match(tail)):
        possessive = "'s" if pronoun["whose"] else ""
        return f"{tail[: pronoun.start()]}{topic}{possessive}{tail[pronoun.end() :]}"
    asked = tail.rstrip()
    end = asked[len(asked.rstrip(" ?!.")) :]
    return f"{asked[: len(asked) - len(end)]}, on {topic}{end}"


def topic_first(text: str, *, pointing: bool = True) -> str:
    """Return a question that names its topic first with the topic in its place ("when was the FIU created?"); the text where it does not.

    Args:
        text: a question.
        pointing: only where what is asked points back at the topic by a pronoun.
    """
    parted = _TOPIC_FIRST.match(_THERE_IS.sub(r"\1", text))
    if parted and BACK_TO.match(parted["lead"]):
        return with_topic(parted["lead"], parted["tail"])
    if not parted or not is_noun_phrase(parted["lead"]):
        return text
    return with_topic(parted["lead"], parted["tail"]) if not pointing or _STANDS_FOR_TOPIC.search(parted["tail"]) else text


_CONCERNED_WITH = re.compile(
    r"^\W*(?:i|we|my|our|he|she|they)\b[^.?!]*?\b(?:works?|working|deals?|dealing|helps?|helping|supports?|supporting|defends?|defending|cares?"
    r"|caring|teach(?:es)?"
    r"|teaching|treats?|treating|runs?|running|hear(?:d|ing)? about|read(?:ing)? about|(?:interested|curious|looking) (?:in|about|at"
    r"|into))(?: (?:with|for|on|in|about|a|an|the|of|of the))* (?P<topic>[^.?!,]+)",
    re.IGNORECASE,
)
"""Says whom or what somebody is concerned with ("We work with primary school kids.")."""
_TOPIC_ALONE = re.compile(
    rf"^(?:[^.?!:]{{3,60}}: )?(?P<topic>(?!(?:{_PREPOSITION}|{AUXILIARY}|{QUESTION_WORD}|i|we|it|they|you)\b)[\w'’ -]{{3,40}})[.!:]\W*$", re.IGNORECASE
)
"""Names nothing but a topic ("Precursor chemicals.")."""
MOST_OF_A_PLURAL = 3
_BEHIND_NOUNS = frozenset("of for on in and or to against with from at by under between among".split())
"""Words behind a plural inside a noun phrase ("conventions on drugs"); before others a word in "s" is taken for a verb ("trains judges")."""
_NO_NOUNS = frozenset(
    "overall honestly today nowadays currently sorry enough sure thanks please nice fair true right again here there now then always never far".split()
)
_THEM = re.compile(
    r"\b(?:for|of|with|to|on|by|about|against|in|reach(?:es)?|helps?|covers?|includes?|targets?) (?P<pronoun>them|these|those|it|that|this)"
    r"(?=(?: there| in (?:the country|(?-i:[A-Z])\w+))?\W*$)",
    re.IGNORECASE,
)


def with_person_concerned(sentences: Sequence[str], asked: str) -> str:
    """Return a question whose last word points at what the sentence before it is concerned with, with that in its place."""
    pointing = _THEM.search(asked)
    if not pointing or not sentences:
        return asked
    before = without_interjections(f"{sentences[-1]} {asked}").removesuffix(asked)
    told = _CONCERNED_WITH.match(before) or _TOPIC_ALONE.match(before.strip())
    if not told or not is_noun_phrase(told["topic"]) or not set(words(told["topic"])) - FUNCTION_WORDS - _PAPERS:
        return asked
    return f"{asked[: pointing.start('pronoun')]}{told['topic'].strip()}{asked[pointing.end('pronoun') :]}"


def is_noun_phrase(text: str) -> bool:
    """Return whether a few words name something and hold no verb that can be told from a noun ("Precursor chemicals", not "That helps")."""
    if not names_topic(text) or _CLAUSE.search(text) or _ASIDE.search(text) or find_countries(text):
        return False
    said = words(text)
    verbs = (
        w.endswith("s") and not w.endswith(("ous", "ss", "us")) and len(w) > MOST_OF_A_PLURAL and after not in _BEHIND_NOUNS
        for w, after in itertools.pairwise(said)
    )
    return not any(verbs) and not any(is_dating(w) or w in _NO_NOUNS or w.endswith("ly") for w in said)


def wanted_for(sentences: Sequence[str]) -> str | None:
    """Return the topic that sentences around a question say its answer is wanted for; None where they name none."""
    for sentence in sentences:
        match = _WANTED_FOR.search(sentence)
        topic = next((said for said in match.groups() if said), "") if match else ""
        if set(words(topic)) - FUNCTION_WORDS - _PAPERS:
            return topic.strip()
    return None


_DOER = r"(?P<{}>the country|the government|the state|it|they|we|[\w-]+)"
_BROADLY = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|well) )*(?:"
    rf"what(?:'s|s| is| are| has| have)? {_DOER.format('doing')}(?: been)? doing (?:about|on|against|for|with|to (?:help|fight|stop|tackle))"
    rf"|what (?:does|do|did) {_DOER.format('does')} do (?:about|on|against|for|with)"
    r"|what (?:happens|becomes) (?:to|with|of)"
    r"|what (?:is|was|has been|gets) (?:being )?done (?:about|on|with|for|against)"
    rf"|how (?:does|do|did) {_DOER.format('how')} (?:(?:deal|cope) with|handle|tackle|treat|address)"
    r"|(?:what|how) about)\s+(?:the |a |an |those |these |its |their )?(?P<topic>[^?,;]+?)(?: in (?P<place>the country|[\w-]+))?\W*$",
    re.IGNORECASE,
)
_ANY_DOER = frozenset({"the country", "the government", "the state", "it", "they", "we"})
_SAID_BY = re.compile(
    r"^\W*what says? (?:the )?(?P<named>(?:article|law|legislative decree|supreme decree|decree|resolution|code|convention|plan|strategy)\b[^?]*?)\W*$"
    r"|^\W*what (?:does|do|did) (?:the )?(?P<topic>(?:article|law|legislative decree|supreme decree|decree|resolution|code|convention)\b[^?]*?"
    r"|[^?]*?\b(?:law|act|code|decree"
    r"|plan|strategy)) (?:say|state|establish|provide|provide for|stipulate|deal with|contain|set out|regulate|cover)\W*$",
    re.IGNORECASE,
)
"""Asks what a law or a plan holds."""
_SAYS_OF = re.compile(
    r"^\W*what (?:does|do|did) (?:the )?(?:[^?]*?\b)?(?:law|act|code|decree|plan|strategy|convention) (?:say|state|establish|provide"
    r"|stipulate)s? (?:about|on|of|for|regarding) "
    r"(?:the )?(?P<topic>[^?,;]+?)\W*$",
    re.IGNORECASE,
)
"""Asks what a law or a plan says of a thing."""
_BROAD_WORDS = 4


def broadly(text: str, is_own: Callable[[str], bool]) -> str | None:
    """Return a question for what goes on about a thing ("what happens to seized assets?") as one for all that is said of it; None where it is none.

    Args:
        text: a question.
        is_own: tells whether a name is that of a country whose reports are to answer; of what others do these say nothing.
    """
    asked, said = _BROADLY.match(text) or _SAYS_OF.match(text), _SAID_BY.match(text)
    found, most = (asked, _BROAD_WORDS) if asked else (said, 2 * _BROAD_WORDS)
    if found is None:
        return None
    parts = found.groupdict()
    doer = next((parts[name] for name in ("doing", "does", "how") if parts.get(name)), None)
    topic, place = parts.get("topic") or parts.get("named") or "", parts.get("place")
    if place and place.lower() != "the country" and not is_own(place):
        topic = f"{topic} in {place}"
    if (doer and doer.lower() not in _ANY_DOER and not is_own(doer)) or len([w for w in words(topic) if w not in FUNCTION_WORDS]) > most:
        return None
    return f"What does the report say about {topic}?"
