"""Follow-ups: a question that leans on the ones before it -> a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Protocol

from assistant.attitude import is_attitude
from assistant.counted_years import counted_from
from assistant.framing import BACK_TO, COMMAND, sentences_of, topic_first, with_topic, without_interjections
from assistant.lexicon import FUNCTION_WORDS, fold, words
from assistant.question_form import TAG, find_focus
from assistant.rounds import ROUND_NAMES, ROUND_YEARS, is_dating, read_rounds
from assistant.whole_turns import FILLED, asked_of_whole

_NEW_TOPIC = re.compile(
    r"^\W*(?:(?:ok|okay|so|now|well|hi|hello|thanks|and)\b\W*)*(?:by the way|(?:(?:a|on a|something|totally|completely|quite) )*(?:different|another|new) "
    r"(?:matter|question|topic|subject|thing|note)(?: (?:now|today|then))?|changing (?:the )?(?:subject|topic)|something else|on another note|unrelated"
    r"|(?:that(?:'s| is|s)|this is) not (?:what|how) i (?:asked|meant|wanted)(?: (?:for|to know|you))?|turning to|switching"
    r"|moving on)\b[,:;.\s!-]*(?:i (?:asked|meant|wanted(?: to know)?) )?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*(?:(?:and|but|so(?! far\b)|ok|okay|then|also|well(?!-)|or|(?:overall|in general|on the whole)(?=,))\b[,\s]*)*", re.IGNORECASE)
_ABOUT_FIRST = re.compile(r"^\W*(?:(?:and|but|so|ok|okay) )*(?:what|how) about\b")
_ABOUT = re.compile(
    r"^(?:(?:what|how) about|same for|and what of|what of|not even|(?:those|the ones|ones)(?= (?:in|for|on|at|from|working)\b))\s+(.+?)\s*\?*$", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|theirs|that|this|those|these|one|ones|he|she|his|her|so too|do so|does so|there|the same|such|said)\b")
_IT = re.compile(r"\b(?:it|its|that|this|these|those|one|ones)\b")
"""Points at one thing that was named, which a question of one word of its own cannot do without."""
_SAME = re.compile(r"\b(?:(?:do|does|did|doing|done) (?:so|it|that|this|the same)|so too|the same|such|said)\b")
"""Repeats what was said before."""
_JOINS = re.compile(
    r"\b(?P<before>[\w-]+) that(?= (?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|do|does|did|the|an?|it|they|there|\w+ed)\b"
    r"| (?!(?:with|to|for|in|on|at|by|from|of|against)\b)\w+ (?!(?:in|of|for|by|since|during|at|on|with|from|to)\b)\w)"
)
"""A "that" that joins a clause to the word before it ("laboratories that were found", "is it true that the") and points at nothing."""
_EXISTS = re.compile(
    r"\b(?:is|are|was|were|be|been)(?:n't)? there\b|\b(?:has|have|had)(?:n't)? there been\b|\bthere (?:is|are|was|were|be|has been|have been)\b"
)
"""A "there" that says that something is, not where ("how many beds are there"); it points at nothing."""
_THERE_FIRST = re.compile(r"^(?:is|are|was|were)(?:n't)? there\b")
_LEFT_OUT = re.compile(r"\b(?:any|one|some) (?:for|in|of|with|on|among)\b")
"""Leaves out what was named before ("is there any for women?")."""
_LEFT_LAST = re.compile(r"\b(?:them|those|these|it|that|this|any|one)\W*$")
"""Ends with what stands for it ("do women receive them?")."""
_ONES_LAST = re.compile(r"^(?:the )?(?P<kind>(?!(?:which|what|the|these|those|other|new|same|only)\b)[a-z-]{3,}(?: [a-z-]+)?) ones?\W*$", re.IGNORECASE)
"""Names another kind of the things asked about ("and treatment ones?")."""
_OVER_THERE = re.compile(r",? (?<!is )(?<!are )(?<!was )(?<!were )(?:over )?(?:there|here)(?=\W*$)", re.IGNORECASE)
"""At the end of a first question: in the country of the report."""
_IS_TRUE = re.compile(r"^is it (?:really |indeed )?(?:true|correct|right|fair to say|the case) that ", re.IGNORECASE)
_ANY_FIRST = re.compile(r"any (?!(?:more|other|others|idea|chance)\b)\w+(?: \w+)? (?:on|for|about|against|of|in|to|with|by)\b")
"""Asks whether there is something without saying so ("any law on them?")."""
_WHICH_OF = re.compile(r"\w+ (?:which|what|whom|whose)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:it|they|he|she) (?!(?:is|are|was|were)\W*$)\w+")
"""A statement on what was asked about, put as a question ("so they stopped?")."""
_NAMED_FIRST = re.compile(
    r"^(?P<named>(?!(?:and|or|but|so)\b)[^?,:]{3,60}?)(?: ?[-–—:] ?|, )(?P<wh>since when|when|where|who|why|how|how many|how much|under what law"
    r"|which law|anything)\s*\?*$",
    re.IGNORECASE,
)
"""Names a thing and asks one word of it ("accreditation - since when?")."""
_RUN = re.compile(
    r"\b(?:(?!(?:for|of|to|with|among|on|by|in|about|from|at|the|a|an|any|and|or|its|their|does|do|did|is|are|was|were|has|have|had|can|not|no"
    r"|never|that|it|true|there|country|who|which|what)\b)[\w-]+(?: (?=\w))?)+",
    re.IGNORECASE,
)
"""Words of a question that may name one thing together."""
_OF_COUNTRY = re.compile(r"(?:what|which) [\w-]+(?: [\w-]+)? (?:does|do|did|has|have) (?:it|they|the country) (?:have|use|used|got|run|offer|apply|keep)\W*$")
"""Asks what the country has of something ("what equipment do they use?")."""
_WH_LAST = re.compile(
    r"^(?P<said>(?!(?:and|or|but|so|since|until)\b)\w+(?: \w+){0,2}?) (?P<wh>when|where|why|how|by whom|since when|until when|by which law)\s*\?*$",
    re.IGNORECASE,
)
"""Puts the question word last ("set up when?")."""
_OF_BODY = re.compile(r"\b(?:does|do|did|is|are|was|were|has|have|had|can|will)(?:n't)? (?:it|they|he|she)\b|\b(?:its|their)\b|^(?:it|they) \w")
"""Speaks of somebody who was named."""
_OF_IT = re.compile(r"^(?:is|are|was|were)(?:n't)? (?:(?:it|they|this|that|(?:these|those)(?= \w+\W*$)) (?!true\b|possible\b)|[a-z-]+ or )")
"""Says something of what was named, and nothing else."""
_NAMED_SUBJECT = re.compile(
    r"\W*(?:[Dd]oes|[Dd]o|[Dd]id|[Ii]s|[Ww]as|[Hh]as|[Cc]an|[Ww]ill) (?:the )?(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+)*)\b(?! of\b)", re.ASCII
)
_AS_WELL = re.compile(r"\b(?:also|too|as well)\b")
_IT_ALONE = re.compile(r"^(?P<aux>(?:does|do|did|is|was|has|can|will)(?:n't)?) (?:it|they|he|she)\b", re.IGNORECASE)
_VERB_OBJECT = re.compile(r"\W*(?P<verb>(?:[Dd]oes|[Dd]o|[Dd]id|[Hh]as|[Hh]ave) (?:the )?[\w-]+ [\w-]+) [^?]+\W*$")
_IT_SUBJECT = re.compile(r"^(?:does|did|is|was|has|can|will)(?:n't)? it\b")
_REPORT_ON = re.compile(
    r"^(?:(?:what|everything|all)(?: that)? (?:does |do |did )?(?:the |this |your )?(?:report|document|text) says? (?:about|on|of)"
    r"|what (?:happens|becomes)(?: in (?:the country|[A-Z]\w+))? (?:to|with|of)"
    r"|(?:please )?(?:(?:can|could) you )?(?:tell|inform)(?: (?:me|us))?(?: (?:more|something|all|everything))? (?:about|on)"
    r"|(?:i (?:want|would like|'d like) to know|let's talk|let us talk)(?: more)? about) (?:the )?",
    re.IGNORECASE,
)
_OF_THING = re.compile(r"^(?:does|did|is|was|has|can|will)(?:n't)? it\b|\b(?:them|those|these)\W*$")
"""Says something of a thing that was named some turns ago."""
_OBJECT_LAST = re.compile(r"\b(?:the|its|their|any|an?) (?P<object>(?!(?:it|they|country)\b)[\w-]+(?: [\w-]+){0,3}?)\W*$", re.IGNORECASE)
"""What a question does something to, named last ("who inspects *the centers*?")."""
_SINCE_WHEN = re.compile(r"^(?:since when|when|how long)\W*$")
_BEGAN = re.compile(r"\b(?:exist(?:s|ed)?|created|founded|set up|started?|beg[au]n|begin|established|launched|introduced)\b")
LONGEST = 8
"""How many turns back a conversation is read: no turn leans on what lies further back."""
REACH = 3
"""How many turns back a turn may lean; further than the last one only on words that the reports say together with its own."""
_THAT_LAST = re.compile(r"\b(?:that|this)\W*$")
NAMED_ALONE = 2
"""A question that names so many things may be meant without the one before it."""
_BARE_WH = re.compile(
    r"^(?:and |but |so )*(?:why|why not|when|where|how|how come|how many|how much|since when|until when|by whom|who"
    r"|since (?:which|what) (?:round|year)|in (?:which|what) (?:round|year|law)|under (?:which|what) law|which (?:round|law"
    r"|year)s?|what (?:round|law|year)s?|until (?:which|what) (?:round|year)|from (?:which|what) round)"
    r"(?: (?:there (?:is|are)|(?:does|do|did|has|have) (?:it|they) (?:exist|existed)|is (?:it|that)))?\s*\?*$"
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_ROUND = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|1st|2nd|3rd|4th|5th|6th|7th)(?:\s+(?:evaluation\s+)?rounds?)?\b", re.IGNORECASE)
_RELATIVE_ROUND = re.compile(
    r"\b(?:(?P<before>previous|preceding|prior)|(?P<after>next|following|subsequent)|same|that) (?:evaluation )?round\b"
    r"|\b(?:evaluation )?round (?:(?P<earlier>before)|(?P<later>after))(?: (?:that|this|it)\b|(?=\W*$))",
    re.IGNORECASE,
)
"""A round named by its place beside the one that was asked about."""
_SAME_THEN = re.compile(
    r"^(?:does|do|did|is|are|was|were|has|have|had) (?:it|they)(?: (?:do|make|done|made))?(?: (?:so|it|that|this))? (?P<when>(?:in|during) .+)$"
)
"""Asks the same of another time, and nothing else ("did it do so in the sixth round?")."""
_PREPOSITION = re.compile(r"^(for|in|of|with|among|by|to|on|during|about|from|at)\s+(?:the\s+)?(.+)$", re.IGNORECASE)
_COMMANDS = re.compile(rf"(?:please )?{COMMAND}\b")
_AUXILIARY_FIRST = re.compile(
    r"^(?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should|may|isn't|aren't|doesn't|don't|didn't|hasn't"
    r"|haven't)\b"
)
_WH_FIRST = re.compile(
    r"^(?:what|whats|which|who|whom|whose|when|where|why|how|(?:since|under|until|by)(?= (?:when|which|what|whom?|whose|how)\b)|in which|from which|to whom"
    r"|(?:in|from|to|with|for|on|at|of|through|against|about) (?:what|which|whom|whose|how)(?=(?: [\w'-]+){3}))\b"
)
_SUBJECT = re.compile(r"^((?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:n't)?) (?:it|they)\b")
"""A subject pronoun right after the auxiliary stands for the country."""
_OF_YEAR = re.compile(r"(?:the |that )?(?:one (?:of|from) )?(?P<year>(?:19|20)\d{2})(?: ones?)?$", re.IGNORECASE)
"""Of things with a year in their name another one ("the 1971 one")."""
MOST_WORDS_OF_YEARS = 6
_NAME = re.compile(r"\b[A-Z]{3,}\b")
"""An acronym names what a short question is about ("who is DEVIDA?")."""
_GENITIVE = re.compile(r"['’]s?$")
_GENERIC = re.compile(r"(?<=[a-z]s )(?:they|we|you)(?= [a-z]+)")
"""Whoever does something to the things named right before ("the cars they seize")."""
_OWN_REFERENCE = re.compile(
    r"\bthe same (?=(?!for\b|in\b|of\b|on\b|to\b|with\b|about\b|apply\b|applies\b|true\b|thing\b)[a-z])"
    r"|\bthose (?=(?:\w+ly )?(?:\w+ed|who|whom|whose|which|that|with|without|in|of|on|from|for|working|living)\b)|\bover there\b"
    r"|[:;,-] is (?:that|this|it) (?:correct|right|true|so|the case)\W*$"
)
"""Refers to what the question names itself ("at the same time", "those formally charged")."""
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b")
_HERE = re.compile(r"\b(?:this|that|the same) (?:mem |evaluation )?(?:report|document|text|evaluation|country|chat|page|tool|assistant)\b")
"""Points at what everybody has before them, at nothing that was said."""
_CORRECTED = re.compile(
    r"^\W*(?:(?:no|sorry|oh|actually)\b,? )*(?:i (?:mean|meant|was (?:asking|talking) about)|not that,?) (?=\w)(?!whether\b|if\b|that\b|what\b"
    r"|when\b|how\b|who\b|does\b|do\b|did\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b|can\b)",
    re.IGNORECASE,
)
"""Puts one thing in the place of another that was understood."""
SHORT_TURN = 8
"""A turn of so few words may count a year from the one before ("and how was it the following year?")."""
_NAMES_NOTHING = frozenset(
    """always ever never like new old different better worse really again sure true work works working current currently present called name named
    main own mention mentioned happen happens mean means say says said look exist exists compare compares compared fair
    left included excluded missing involved affected reached""".split()
)
_OWN_CONTENT = 3
"""With so many content words a question whose only pronoun is its subject needs no topic from before."""
_TOPIC_FRAME = re.compile(
    r"^(?:(?:for|by|in|to|with|of|under) (?=which|what|whom))?(?:(?:who|what|which|when|where|why|how(?: many| much)?|whose|whom)\s+)?(?:(?:does"
    r"|do|did|is|are|was|were|has|have|had"
    r"|can|could|will|would)(?:n't)?\s+)?(?:(?:peru|the country|there|it|they|cicad)\b)?\s*(?:(?:have|has|had|got|been|run|runs|keep|keeps"
    r"|still|ever)\b)?\s*(?:able to\s+)?(?:(?:an?|any|the)\b)?\s*"
)


class Meaning(Protocol):
    """Tells how a turn of a conversation is meant, by what the reports say to each way of completing it."""

    def stands_alone(self, own: str, completed: str) -> bool:
        """Return whether a question that asks by itself is better taken as it is than completed from the one before."""
        ...

    def is_said(self, own: str, completed: str) -> bool:
        """Return whether the reports say in one place what a turn asks itself and what completed it."""
        ...

    def likest(self, phrase: str, among: Sequence[str]) -> int | None:
        """Return which of some phrases is of the kind of another one, as its place; None where none is."""
        ...

    def is_literal(self, own: str, completed: str) -> bool:
        """Return whether the best place for a completed turn says the very words of the turn."""
        ...

    def tells_beginning(self, completed: str) -> bool:
        """Return whether the best place for a completed turn tells when something began."""
        ...

    def names_nothing(self, own: str) -> bool:
        """Return whether the reports say hardly a word of what a turn names itself."""
        ...

    def body_in_answer(self, question: str) -> str | None:
        """Return the body that answers a question for one ("who is in charge?"), None where it asks for none."""
        ...


def resolve(question: str, history: Sequence[str], is_country: Callable[[str], bool], meaning: Meaning | None = None) -> str:
    """Return the question as it would be asked without the conversation before it; see ``ways_meant``."""
    return ways_meant(question, history, is_country, meaning)[0]


def ways_meant(question: str, history: Sequence[str], is_country: Callable[[str], bool], meaning: Meaning | None = None) -> tuple[str, ...]:
    """Return the ways in which a question may be meant, as it would be asked without the conversation before it, the likeliest first.

    Args:
        question: the latest question.
        history: earlier questions, oldest first.
        is_country: tells whether a name is a country's.
        meaning: tells which way is meant; None: what is left open is completed from the question before.
    """
    meant: list[str] = []  # each turn so far
    ways: tuple[str, ...] = (question,)
    for asked in (*history[-LONGEST:], question):
        ways = _ways(asked, meant, is_country, meaning) if meant else (asked if TAG.search(fold(asked)) else _OVER_THERE.sub("", asked),)
        if not (meant and _BARE_WH.match(fold(_unled(asked)))) or ways[0] == asked:
            meant.append((_asked_last(asked if meant else ways[0]) or ways)[0])  # "since when?" turns to nothing else
    return tuple(dict.fromkeys((*ways, *_asked_last(question))))


def _asked_last(way: str) -> tuple[str, ...]:
    """Return the last of several sentences where it asks for enough by itself ("Let's turn to coca. Does Peru measure its illicit crops?")."""
    sentences = sentences_of(way)
    return (sentences[-1],) if len(sentences) > 1 and asks_by_itself(sentences[-1], _OWN_CONTENT) else ()


def _ways(asked: str, meant: Sequence[str], is_country: Callable[[str], bool], meaning: Meaning | None) -> tuple[str, ...]:
    """Return the ways in which a turn may be meant after others, the likeliest first."""
    if BACK_TO.match(without_interjections(asked)):  # names its topic itself
        return (find_focus(without_interjections(asked)),)
    first, *more = sentences_of(without_interjections(asked))
    if more and (meant_now := _CORRECTED.match(first)) and _content(first[meant_now.end() :]):  # "No, I meant small dealing. Is that studied?"
        return (with_topic(first[meant_now.end() :].strip(" .!?"), more[-1]),)
    corrected = _CORRECTED.match(_asking(asked))
    if corrected and FILLED.search(meant[-1]):  # "I meant the police" after "do they train people (SUNAT)?"
        return (f"{FILLED.sub('', meant[-1]).rstrip(' ?')} ({_asking(asked)[corrected.end() :].strip(' ?.!')})?",)
    if corrected and _IT_ALONE.match(_unled(meant[-1])):  # "do the police train their people?"
        doer = _asking(asked)[corrected.end() :].strip(" ?.!")
        return (_IT_ALONE.sub(lambda m: f"{m['aux']} {doer}", _unled(meant[-1]), count=1),)
    asked = _name_year(asked, topic_of_turn(meant[-1]))
    whole = asked_of_whole(fold(_unled(_asking(asked))).rstrip(" ?!."), topic_of_turn(meant[-1]), topic, is_country)
    if whole:
        return (whole,)
    said = _CORRECTED.sub("what about ", _wh_first(_asking(asked)))
    own = _of_same_subject(_unled(said), topic_of_turn(meant[-1]), is_country)
    said = own if own != _unled(said) else said
    last, *others = reversed(meant[-REACH:])
    on_last = [_lean_on(said, before, is_country) for before in _antecedents(own, last, meaning)]
    latest = on_last[0]
    if latest != said:
        swaps = (_swap_like(topic_of_turn(meant[-1]), own, is_country, meaning), _swap_object(topic_of_turn(meant[-1]), own))
        on_last += [swapped for swapped in swaps if swapped]
    wholly = _OF_IT.match(fold(own)) is not None
    if latest == said:  # it leans on nothing, unless nothing answers it so
        filled = _fill_pronoun(own, topic_of_turn(meant[-1])) if wholly or points_back(own) else said
        if meaning is not None and filled != said and _OF_THING.search(fold(own)) and not meaning.is_said(own, filled):
            earlier = (_fill_pronoun(own, before) for turn in reversed(meant[-REACH:]) for before in _antecedents(own, turn, meaning))
            filled = next((way for way in earlier if way != filled and meaning.is_said(own, way)), filled)
        if meaning is None or not meaning.is_said(own, filled):
            return (said, filled) if meaning is None or wholly else (said,)
        return (filled, said) if _IT_SUBJECT.match(fold(own)) else (said, filled)
    bare = _bare_topic(own, least=1 if meaning and meaning.names_nothing(own) else NAMED_ALONE)
    asks = (asks_by_itself(own) and not _THAT_LAST.search(fold(own))) or (own == said.strip() and _names_a_topic(own))
    alone = bare or (own if could_be_meant_alone(own) else None)
    if meaning is None:
        return tuple(dict.fromkeys((latest, alone or latest)))
    if asks and (meaning.stands_alone(own, latest) or (_OF_COUNTRY.match(fold(own)) and meaning.is_literal(own, own) and not meaning.is_literal(own, latest))):
        return (own, *(way for way in on_last if wholly or (points_back(own) and meaning.is_said(own, way))))
    further = () if bare or not _content(own) else others
    on_others = (_lean_on(said, before, is_country) for turn in further for before in _antecedents(own, turn, meaning))
    named = None if alone or _is_like_before(own, meant[-1], is_country) else _bare_topic(own, least=1)
    by_topic = (f"{named} {topic(topic_of_turn(turn))}" for turn in reversed(meant)) if named else ()
    literal = (way for way in by_topic if meaning.is_said(own, way) and meaning.is_literal(own, way))
    said_so = (way for way in chain(on_last[1:], (latest,), on_others) if meaning.is_said(own, way))
    first = next(chain(said_so, literal), named or alone or latest)
    return tuple(dict.fromkeys((first, *(way for way in on_last if not _content(own) or meaning.is_said(own, way)), alone or latest)))


def _of_same_subject(own: str, previous: str, is_country: Callable[[str], bool]) -> str:
    """Return a turn that asks if "it" does something *as well* with the body that the turn before asked of by name in the place of the pronoun."""
    subject = _NAMED_SUBJECT.match(previous)
    if not subject or is_country(subject["name"]) or not _AS_WELL.search(fold(own)):
        return own
    return _IT_ALONE.sub(lambda m: f"{m['aux']} {subject['name']}", own, count=1)


def _antecedents(own: str, turn: str, meaning: Meaning | None) -> tuple[str, ...]:
    """Return what an earlier turn asked, as what a turn after it may lean on: its words, then what it leant on itself.

    Where it asked for a body and the turn after it speaks of that, the body that answers it stands with its words.
    """
    asked = topic_of_turn(turn)
    body = meaning.body_in_answer(turn) if meaning and (_OF_BODY.search(fold(own)) or _SINCE_WHEN.match(fold(own))) else None
    filled = FILLED.search(turn)
    if body and filled and _BEGAN.search(fold(own)):  # "who runs it?", "since when has it existed?": the same thing
        return (f"Is there {filled[1]}?", asked, f"Is there {body}?")
    if body and not (filled and _SINCE_WHEN.match(fold(own))):
        ways = [f"Is there {body} {topic(asked)}?", f"Is there {body}?", asked]
        if meaning and _SINCE_WHEN.match(fold(own)):
            dated = [way for way in (asked, *ways[:2]) if meaning.tells_beginning(f"{own.rstrip(' ?')} {topic(way)}?")]
            ways = [*dated, *(way for way in ways if way not in dated)]
        return tuple(ways)
    if filled and _SINCE_WHEN.match(fold(own)):
        return (f"Is there {filled[1]}?", asked)
    if not points_back(own):
        return (asked,)
    object_last = _OBJECT_LAST.search(asked)
    named_last = [f"Is there {object_last['object']}?"] if object_last and not points_back(object_last["object"]) else []
    named = [f"Is there {' '.join(names)}?"] if (names := list(dict.fromkeys(_NAME.findall(asked)))) else []
    return tuple(dict.fromkeys((asked, *named, *([f"Is there {filled[1]}?"] if filled else []), *named_last)))


def _wh_first(question: str) -> str:
    """Return a question that puts its question word last ("set up when?") with that in front."""
    own = _unled(question)
    named = _NAMED_FIRST.match(own)
    if named and _content(named["named"]) and not (_WH_FIRST.match(fold(own)) or _AUXILIARY_FIRST.match(fold(own))):
        return f"what about {named['named']}?" if named["wh"].lower() == "anything" else f"{named['wh']} {named['named']}?"
    last = _WH_LAST.match(own)
    return (
        f"{last['wh']} was it {last['said'][:1].lower()}{last['said'][1:]}?"
        if last and not (_WH_FIRST.match(fold(own)) or _AUXILIARY_FIRST.match(fold(own)))
        else question
    )


def _content(text: str) -> list[str]:
    """Return the words of a turn that name something."""
    return [w for w in words(text) if w not in FUNCTION_WORDS and not is_dating(w)]


def _swap_like(previous: str, own: str, is_country: Callable[[str], bool], meaning: Meaning | None) -> str | None:
    """Return an earlier question with the things in it that are of the kind of those which a turn names ("and university students?") put as these."""
    named = _named(own)
    if meaning is None or _AUXILIARY_FIRST.match(fold(named)) or _WH_FIRST.match(fold(named)) or _PREPOSITION.match(named) or not _content(named):
        return None
    runs = [(run.start(), run[0].rstrip()) for run in _RUN.finditer(previous) if _content(run[0]) and not is_country(run[0])]
    likest = meaning.likest(named, [run for _, run in runs]) if runs else None
    if likest is None:
        return None
    start, run = runs[likest]
    return f"{previous[:start]}{named}{previous[start + len(run) :].rstrip(' ?')}?"


def _swap_object(previous: str, own: str) -> str | None:
    """Return an earlier question for yes or no with what stands behind its verb put as the thing that a turn names ("And households?")."""
    named, asked = _bare_topic(own, least=1), _VERB_OBJECT.match(previous)
    return f"{asked['verb']} {named}" if named and asked and not points_back(previous) else None


def _is_like_before(own: str, previous: str, is_country: Callable[[str], bool]) -> bool:
    """Return whether a turn names another country, or a body by its acronym as the turn before does, so that the same is asked of that."""
    named = _GENITIVE.sub("", _named(own))
    return is_country(named) or bool(_NAME.fullmatch(named) and _NAME.search(previous))


def _named(own: str) -> str:
    """Return what a turn names, without what leads to it ("what about …?") and its mark."""
    about = _ABOUT.match(own)
    named = (about[1] if about else own).strip(" ?.")
    kind = _ONES_LAST.match(named)
    return kind["kind"] if kind else named


def _bare_topic(own: str, least: int = 2) -> str | None:
    """Return what a turn that is no sentence names ("what about imports of medicines?"), where that says enough to be looked up; else None."""
    named = _named(own)
    pointing = _PRONOUN.search(_OWN_REFERENCE.sub(" ", fold(named)))
    if pointing or _AUXILIARY_FIRST.match(fold(named)) or _WH_FIRST.match(fold(named)) or _PREPOSITION.match(named) or _GENITIVE.search(named):
        return None
    return named if min(len(_content(named)), len(named.split())) >= least else None  # no question for yes or no


def _unled(text: str) -> str:
    """Return a text without the words that join it to the turn before ("and", "ok, so")."""
    lead = _LEAD.match(text.strip())
    return text.strip()[lead.end() if lead else 0 :].strip()


def _asking(turn: str) -> str:
    """Return the part of a turn that asks, the topic that it names first put in its place."""
    said = without_interjections(turn)
    said = topic_first(said, pointing=_unled(said) == said.strip() and not _ABOUT_FIRST.match(fold(said)))
    return find_focus(said) if len(sentences_of(said)) > 1 and not _NEW_TOPIC.match(said) else said


def _names_a_topic(phrase: str) -> bool:
    """Return whether a phrase that is no sentence names two things and more ("survey of university students?"), not a group or place alone."""
    folded = fold(phrase)
    return len(_content(phrase)) >= NAMED_ALONE and not (_PREPOSITION.match(phrase) or _ABOUT_FIRST.match(folded) or _PRONOUN.search(folded))


def topic_of_turn(turn: str) -> str:
    """Return the part of an earlier turn that asks, without the words that join it to the turn before."""
    focus = find_focus(turn)
    return _IS_TRUE.sub("", _unled(focus) or focus)


def could_be_meant_alone(question: str) -> bool:
    """Return whether a question may be asked again without the conversation where that gives no answer: it names two things, or asks if there is one."""
    folded = fold(question)
    return not _LEFT_LAST.search(folded) and asks_by_itself(question, 1 if _THERE_FIRST.match(folded) else NAMED_ALONE)


def points_back(question: str) -> bool:
    """Return whether a question holds a pronoun that may stand for what was asked about before."""
    return _PRONOUN.search(_EXISTS.sub(" ", _HERE.sub(" ", fold(question)))) is not None


def asks_by_itself(question: str, least: int = 1) -> bool:
    """Return whether a question is a whole sentence that names ``least`` things of its own, not "since when?" or "and in Cusco?"."""
    bare = fold(question).rstrip(" ?!.")
    if _BARE_WH.match(fold(question)) or _ABOUT.match(question) or _LEFT_OUT.search(bare) or not (_AUXILIARY_FIRST.match(bare) or _WH_FIRST.match(bare)):
        return False
    named = [w for w in words(question) if w not in FUNCTION_WORDS and w not in _NAMES_NOTHING and not is_dating(w) and not is_attitude(w)]
    return len(named) >= least + bool(_IT.search(bare)) and not _SAME.search(bare)


def _lean_on(question: str, previous: str, is_country: Callable[[str], bool]) -> str:
    """Complete one question from the one before, where it leans on it."""
    question = _name_round(question, previous)
    if new := _NEW_TOPIC.match(question):
        return question[new.end() :] if words(question[new.end() :]) else question
    body = _unled(question)
    bare = fold(body).rstrip(" ?!.")
    led = len(body) < len(question.strip())
    if about := _ABOUT.match(body):
        return _replace(previous, about[1].strip(" ?"), is_country)
    if _BARE_WH.match(fold(body)) or bare in ("why", "why not", "when", "where"):
        return f"{body.rstrip(' ?')} {topic(previous)}?"
    if (same := _SAME_THEN.match(bare)) and not [w for w in words(same["when"]) if w not in FUNCTION_WORDS and not is_dating(w)]:
        return _replace(previous, same["when"], is_country)
    if _ANY_FIRST.match(bare):
        body = f"Is there {body[:1].lower()}{body[1:]}"
        bare = fold(body).rstrip(" ?!.")
    asks = bool(_AUXILIARY_FIRST.match(bare) or _WH_FIRST.match(bare) or _COMMANDS.match(bare) or _CLAUSE.match(bare))
    content = [w for w in words(body) if w not in FUNCTION_WORDS]
    named = _content(body)
    if not asks and (led or len(content) <= 3):
        return _replace(previous, body.rstrip(" ?"), is_country)
    pointing = TAG.sub(" ", _OWN_REFERENCE.sub(" ", _HERE.sub(" ", _GENERIC.sub(" ", fold(body)))))
    if len(named) >= _OWN_CONTENT:
        pointing = _POSSESSIVE.sub(" ", pointing)
    pointing = _EXISTS.sub(" ", _JOINS.sub(lambda m: m[0] if m["before"] in FUNCTION_WORDS else m["before"], pointing))
    own = _OWN_CONTENT - _asks_of_country(previous, is_country)
    if _PRONOUN.search(_SUBJECT.sub(r"\1", pointing) if len(named) >= own else pointing) and (led or len(content) <= 7):
        return _fill_pronoun(body, previous)
    if asks and len(content) <= 1 and not _NAME.search(body) and not _HERE.search(bare):
        return f"{body.rstrip(' ?')} {topic(previous)}?"
    return question


def _asks_of_country(previous: str, is_country: Callable[[str], bool]) -> bool:
    """Return whether the subject of a question is the country, so that "it" in the next one is likely the country as well."""
    subject = re.match(r"(?:(?:and|so|but) )?(?:does|do|did|is|are|was|were|has|have|had|can) (the country|[\w-]+)\b", fold(previous).strip())
    return subject is not None and (subject[1] == "the country" or is_country(subject[1]))


def _name_round(question: str, previous: str) -> str:
    """Call "the previous round" (the next, the same one) by its number, counted from the one round that the question before asked about, else from now."""
    relative = _RELATIVE_ROUND.search(question)
    back, on = (bool(relative["before"] or relative["earlier"]), bool(relative["after"] or relative["later"])) if relative else (False, False)
    rounds = read_rounds(fold(previous)) or ({max(ROUND_YEARS)} if back else set())
    if len(rounds) != 1 or relative is None:
        return question
    number = min(rounds) - back + on
    return _RELATIVE_ROUND.sub(f"{ROUND_NAMES[number - 1]} round", question, count=1) if number in ROUND_YEARS else question


def _name_year(question: str, previous: str) -> str:
    """Call "the following year" (the one before it) by its number, where the question before asked about one year."""
    years = set(_YEAR.findall(previous))
    if len(years) != 1 or len(words(question)) > SHORT_TURN:
        return question
    return counted_from(question, int(years.pop()), several=not asks_by_itself(question))


def topic(question: str) -> str:
    """Return what a question is about: its words after the question frame."""
    stripped = _REPORT_ON.sub("", question.strip().rstrip(" ?!."))
    match = _TOPIC_FRAME.match(fold(stripped))
    rest = stripped[match.end() :] if match and len(fold(stripped)) == len(stripped) else stripped
    return rest.strip() or stripped


def _fill_pronoun(question: str, previous: str) -> str:
    """Put the earlier question's topic where the pronoun stands, keeping the new question's own words first.

    Where the new question names a year or a round of its own, the earlier one's is left out.
    """
    about = topic(previous)
    if _YEAR.search(question) or _ROUND.search(question):
        about = re.sub(r"\b(?:in|during|since|from|as of|at)?\s*(?:the )?$", "", _ROUND.sub(" ", _YEAR.sub(" ", about)).strip())
    kept = ("of", "for", "and", "in", "on", "by", "to")
    subject = " ".join(w for w in re.findall(r"[^\s?()]+", about) if fold(w) not in FUNCTION_WORDS or fold(w) in kept)
    return f"{question.rstrip(' ?')} ({subject})?"


def _replace(previous: str, new: str, is_country: Callable[[str], bool]) -> str:
    """Put a new year, round, country, owner or group where the earlier question had its own."""
    stem = previous.rstrip(" ?")
    preposition = _PREPOSITION.match(new)
    core = preposition[2] if preposition else new
    the_one = _OF_YEAR.match(core)
    if the_one and (named := re.search(rf"\b(?:{_YEAR.pattern})(?: [A-Z][\w-]*)*? (?P<head>[A-Z]?[\w-]+)(?= (?:on|against|for|of|in|to|and)\b|$|,)", stem)):
        return f"{stem[: named.start()]}{the_one['year']} {named['head']}?"
    years, new_years = _YEAR.findall(stem), _YEAR.findall(core)
    if len(new_years) > 1 and len(new_years) == len(years) and len(words(core)) <= MOST_WORDS_OF_YEARS:  # "2016 and 2017" for "2014 and 2017"
        following = iter(new_years)
        return f"{_YEAR.sub(lambda _: next(following), stem)}?"
    if _YEAR.search(core) and len(words(core)) <= 4:
        return f"{_YEAR.sub(_YEAR.search(core)[0], stem)}?" if _YEAR.search(stem) else f"{stem} in {core}?"  # type: ignore[index]
    if _ROUND.fullmatch(core.removeprefix("the ")) and _ROUND.search(stem):
        return f"{_ROUND.sub(core.removeprefix('the ').removesuffix(' round') + ' round', stem, count=1).replace('round round', 'round')}?"
    if _ROUND.fullmatch(core.removeprefix("the ")):
        return f"{stem} in the {core.removeprefix('the ')}?"
    if is_country(core):
        swapped = re.sub(r"\b(?:Peru|the country)\b", core, stem, flags=re.IGNORECASE)
        return f"{swapped if swapped != stem else f'{stem} in {core}'}?"
    if core.endswith(("'s", "’s", "s'")) and (owner := re.search(r"\b[\w-]+['’]s\b", stem)):
        return f"{stem[: owner.start()]}{core}{stem[owner.end() :]}?"
    if _WHICH_OF.match(new):  # "to which countries?"
        return f"{new} {previous[:1].lower()}{previous[1:].rstrip(' ?')}?" if _AUXILIARY_FIRST.match(fold(previous)) else f"{new} {topic(previous)}?"
    if preposition:
        pattern = re.compile(rf"\b{preposition[1]}\s+(?:the\s+)?[^?]*$", re.IGNORECASE)
        tail = pattern.search(stem)
        return f"{stem[: tail.start()] if tail else stem + ' '}{new}?"
    return f"{_swap_tail(stem, core)}?"


def _swap_tail(stem: str, new: str) -> str:
    """Replace what follows the earlier question's last preposition (its newest information) with the new phrase."""
    tails = list(re.finditer(r"\b(?:for|of|to|with|among|on|by|in|about)\s+", stem, re.IGNORECASE))
    bare = re.sub(r"^(?:(?:the )?ones?|those) (?:for|of|to|on|among|in|from)\s+|^to the one on\s+", "", new, flags=re.IGNORECASE)
    return f"{stem[: tails[-1].end()]}{bare}" if tails else f"{stem} {bare}"
