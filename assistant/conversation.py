"""Follow-ups: a question that leans on the ones before it -> a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain

from assistant.attitude import EVALUATORS, is_attitude
from assistant.counted_years import counts_from_nothing
from assistant.framing import BACK_TO, COMMAND, sentences_of, topic_first, with_topic, without_interjections
from assistant.lexicon import FUNCTION_WORDS, fold, words
from assistant.question_form import TAG, find_focus, is_yes_no
from assistant.rounds import is_dating
from assistant.substitution import name_round, name_year, of_same_kind, put_among, substitute, swap_like, swap_object, swap_subject
from assistant.turns import (
    ABOUT,
    AUXILIARY_FIRST,
    BARE_WH,
    EXISTS,
    GENITIVE,
    HERE,
    OWN_REFERENCE,
    PREPOSITION,
    PRONOUN,
    ROUND,
    WH_FIRST,
    YEAR,
    Meaning,
    asks_by_itself,
    bare_topic,
    content,
    points_back,
    topic,
    what_is_named,
)
from assistant.whole_turns import FILLED, asked_of_whole, undated
from assistant.word_order import in_order

_NEW_TOPIC = re.compile(
    r"^\W*(?:(?:ok|okay|so|now|well|hi|hello|thanks|and)\b\W*)*(?:by the way|(?:(?:a|on a|something|totally|completely|quite) )*(?:different|another|new) "
    r"(?:matter|question|topic|subject|thing|note)(?: (?:now|today|then))?|changing (?:the )?(?:subject|topic)|something else|on another note|unrelated"
    r"|(?:that(?:'s| is|s)|this is) not (?:what|how) i (?:asked|meant|wanted)(?: (?:for|to know|you))?|turning to|switching"
    r"|moving on)\b[,:;.\s!-]*(?:i (?:asked|meant|wanted(?: to know)?) )?",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*(?:(?:and|but|so(?! far\b)|ok|okay|then|also|well(?!-)|or|(?:overall|in general|on the whole)(?=,))\b[,\s]*)*", re.IGNORECASE)
_ABOUT_FIRST = re.compile(r"^\W*(?:(?:and|but|so|ok|okay) )*(?:what|how) about\b")
_JOINS = re.compile(
    r"\b(?P<before>[\w-]+) that(?= (?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|do|does|did|the|an?|it|they|there|\w+ed)\b"
    r"| (?!(?:with|to|for|in|on|at|by|from|of|against)\b)\w+ (?!(?:in|of|for|by|since|during|at|on|with|from|to)\b)\w)"
)
"""A "that" that joins a clause to the word before it ("laboratories that were found", "is it true that the") and points at nothing."""
_THERE_FIRST = re.compile(r"^(?:is|are|was|were)(?:n't)? there\b")
_LEFT_LAST = re.compile(r"\b(?:them|those|these|it|that|this|any|one)\W*$")
"""Ends with what stands for it ("do women receive them?")."""
_OVER_THERE = re.compile(r",? (?<!is )(?<!are )(?<!was )(?<!were )(?:over )?(?:there|here)(?=\W*$)", re.IGNORECASE)
"""At the end of a first question: in the country of the report."""
_IS_TRUE = re.compile(r"^is it (?:really |indeed )?(?:true|correct|right|fair to say|the case) that ", re.IGNORECASE)
_ANY_FIRST = re.compile(r"any(?:thing|one|body| (?!(?:more|other|others|idea|chance)\b)\w+(?: \w+)?) (?:on|for|about|against|of|in|to|with|by)\b")
"""Asks whether there is something without saying so ("any law on them?")."""
_CLAUSE = re.compile(r"(?:it|they|he|she) (?!(?:is|are|was|were)\W*$)\w+")
"""A statement on what was asked about, put as a question ("so they stopped?")."""
_NAMED_FIRST = re.compile(
    r"^(?P<named>(?!(?:and|or|but|so)\b)[^?,:]{3,60}?)(?: ?[-–—:] ?|, )(?P<wh>since when|when|where|who|why|how|how many|how much|under what law"
    r"|which law|anything)\s*\?*$",
    re.IGNORECASE,
)
"""Names a thing and asks one word of it ("accreditation - since when?")."""
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
_IT_SUBJECT = re.compile(r"^(?:does|did|is|was|has|can|will)(?:n't)? it\b")
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
_OTHER_TIME = re.compile(
    r"\b(?:earlier|previous|prior|past|other|later) (?:rounds?|years?|evaluations?|times?)\b|\bin the past\b|\bbefore that\b", re.IGNORECASE
)
_SAME_THEN = re.compile(
    r"^(?:does|do|did|is|are|was|were|has|have|had) (?:it|they)(?: (?:do|make|done|made))?(?: (?:so|it|that|this))? (?P<when>(?:in|during) .+)$"
)
"""Asks the same of another time, and nothing else ("did it do so in the sixth round?")."""
_COMMANDS = re.compile(rf"(?:please )?{COMMAND}\b")
_SUBJECT = re.compile(r"^((?:does|do|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:n't)?) (?:it|they)\b")
"""A subject pronoun right after the auxiliary stands for the country."""
_NAME = re.compile(rf"\b(?!(?:{EVALUATORS})\b)[A-Z]{{3,}}\b")
"""An acronym names what a short question is about ("who is DEVIDA?"); that of the evaluators does not."""
_GENERIC = re.compile(r"(?<=[a-z]s )(?:they|we|you)(?= [a-z]+)")
"""Whoever does something to the things named right before ("the cars they seize")."""
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b")
_CORRECTED = re.compile(
    r"^\W*(?:(?:no|sorry|oh|actually|ok|okay|but|well|wait|hm+|ah)\b,? )*"
    r"(?:i (?:mean|meant|was (?:asking|talking) about)|not that,?) (?=\w)(?!whether\b|if\b|that\b|what\b"
    r"|when\b|how\b|who\b|does\b|do\b|did\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b|can\b)",
    re.IGNORECASE,
)
"""Puts one thing in the place of another that was understood."""
_OWN_CONTENT = 3
"""With so many content words a question whose only pronoun is its subject needs no topic from before."""


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
        if not (meant and BARE_WH.match(fold(_unled(asked)))) or ways[0] == asked:
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
    if more and (meant_now := _CORRECTED.match(first)) and content(first[meant_now.end() :]):  # "No, I meant small dealing. Is that studied?"
        return (with_topic(first[meant_now.end() :].strip(" .!?"), more[-1]),)
    corrected = _another_doer(_asking(asked), meant[-1])
    if corrected:
        return (corrected,)
    asked = name_year(asked, topic_of_turn(meant[-1]))
    turn = fold(_unled(_asking(asked))).rstrip(" ?!.")
    whole = asked if counts_from_nothing(asked) else asked_of_whole(turn, topic_of_turn(meant[-1]), topic, is_country)
    if whole:
        return (whole,)
    asked = in_order(asked)
    among = put_among(_unled(_CORRECTED.sub("", asked)), topic_of_turn(meant[-1]))
    if among:
        return (among,)
    said = _CORRECTED.sub("what about ", _wh_first(_asking(asked)))
    own = _of_same_subject(_unled(said), topic_of_turn(meant[-1]), is_country)
    said = own if own != _unled(said) else said
    last, *others = reversed(meant[-REACH:])
    on_last = [_lean_on(said, before, is_country) for before in _antecedents(own, last, meaning)]
    latest = on_last[0]
    if latest != said:
        before = topic_of_turn(meant[-1])
        swaps = (swap_like(before, own, is_country, meaning), swap_subject(before, own), swap_object(before, own))
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
    bare = _as_before(bare_topic(own, least=1 if meaning and meaning.names_nothing(own) else NAMED_ALONE), own, meant[-1])
    asks = (asks_by_itself(own) and not _THAT_LAST.search(fold(own))) or (own == said.strip() and _names_a_topic(own))
    alone = bare or (own if could_be_meant_alone(own) else None)
    if meaning is None:
        return tuple(dict.fromkeys((latest, alone or latest)))
    if asks and (meaning.stands_alone(own, latest) or (_OF_COUNTRY.match(fold(own)) and meaning.is_literal(own, own) and not meaning.is_literal(own, latest))):
        return (own, *(way for way in on_last if wholly or (points_back(own) and meaning.is_said(own, way))))
    further = () if bare or not _own_content(own) else others
    on_others = (_lean_on(said, before, is_country) for turn in further for before in _antecedents(own, turn, meaning))
    named = None if alone or _is_like_before(own, meant[-1], is_country) else bare_topic(own, least=1)
    by_topic = (f"{named} {topic(topic_of_turn(turn))}" for turn in reversed(meant)) if named else ()
    literal = (way for way in by_topic if meaning.is_said(own, way) and meaning.is_literal(own, way))
    said_so = (way for way in chain(on_last[1:], (latest,), on_others) if meaning.is_said(own, way))
    first = next(chain(said_so, literal), named or alone or latest)
    return tuple(dict.fromkeys((first, *(way for way in on_last if not content(own) or meaning.is_said(own, way)), alone or latest)))


def _another_doer(asking: str, previous: str) -> str | None:
    """Return the question before with the doer that a turn means instead ("I meant the police" after "do they train people (SUNAT)?"), else None."""
    corrected = _CORRECTED.match(asking)
    doer = asking[corrected.end() :].strip(" ?.!") if corrected else ""
    if corrected and FILLED.search(previous):
        return f"{FILLED.sub('', previous).rstrip(' ?')} ({doer})?"
    if corrected and _IT_ALONE.match(_unled(previous)):  # "do the police train their people?"
        return _IT_ALONE.sub(lambda m: f"{m['aux']} {doer}", _unled(previous), count=1)
    return None


def _of_same_subject(own: str, previous: str, is_country: Callable[[str], bool]) -> str:
    """Return a turn that asks if "it" does something *as well* with the body that the turn before asked of by name in the place of the pronoun."""
    subject = _NAMED_SUBJECT.match(previous)
    if not subject or is_country(subject["name"]) or not _AS_WELL.search(fold(own)):
        return own
    return _IT_ALONE.sub(lambda m: f"{m['aux']} {subject['name']}", own, count=1)


def _as_before(named: str | None, own: str, previous: str) -> str | None:
    """Return what a turn names as a question for yes or no where the turn before asked for that ("And an early warning system?"), else as it is."""
    asks = own.rstrip().endswith("?") and not ABOUT.match(own)
    return f"{named}?" if named and asks and is_yes_no(topic_of_turn(previous)) else named


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
    last = object_last["object"] if object_last and not points_back(object_last["object"]) and content(object_last["object"]) else None
    named_last = [f"Is there {last}?"] if last else []
    named = [f"Is there {' '.join(names)}?"] if (names := list(dict.fromkeys(_NAME.findall(asked)))) else []
    return tuple(dict.fromkeys((asked, *named, *([f"Is there {filled[1]}?"] if filled else []), *named_last)))


def _own_content(turn: str) -> list[str]:
    """Return the words of a turn that name something, those on how the evaluators see it left out."""
    return [w for w in content(re.sub(rf"\b{EVALUATORS}\b", " ", turn, flags=re.IGNORECASE)) if not is_attitude(w)]


def _wh_first(question: str) -> str:
    """Return a question that puts its question word last ("set up when?") with that in front."""
    own = _unled(question)
    named = _NAMED_FIRST.match(own)
    if named and content(named["named"]) and not (WH_FIRST.match(fold(own)) or AUXILIARY_FIRST.match(fold(own))):
        return f"what about {named['named']}?" if named["wh"].lower() == "anything" else f"{named['wh']} {named['named']}?"
    last = _WH_LAST.match(own)
    return (
        f"{last['wh']} was it {last['said'][:1].lower()}{last['said'][1:]}?"
        if last and not (WH_FIRST.match(fold(own)) or AUXILIARY_FIRST.match(fold(own)))
        else question
    )


def _is_like_before(own: str, previous: str, is_country: Callable[[str], bool]) -> bool:
    """Return whether a turn names another country, or a body by its acronym as the turn before does, so that the same is asked of that."""
    named = GENITIVE.sub("", what_is_named(own))
    return is_country(named) or bool(_NAME.fullmatch(named) and _NAME.search(previous))


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
    return len(content(phrase)) >= NAMED_ALONE and not (
        PREPOSITION.match(phrase) or BARE_WH.match(folded) or _ABOUT_FIRST.match(folded) or PRONOUN.search(folded)
    )


def topic_of_turn(turn: str) -> str:
    """Return the part of an earlier turn that asks, without the words that join it to the turn before."""
    focus = find_focus(turn)
    return _IS_TRUE.sub("", _unled(focus) or focus)


def could_be_meant_alone(question: str) -> bool:
    """Return whether a question may be asked again without the conversation where that gives no answer: it names two things, or asks if there is one."""
    folded = fold(question)
    return not _LEFT_LAST.search(folded) and asks_by_itself(question, 1 if _THERE_FIRST.match(folded) else NAMED_ALONE)


def _lean_on(question: str, previous: str, is_country: Callable[[str], bool]) -> str:
    """Complete one question from the one before, where it leans on it."""
    question = name_round(question, previous)
    if like := of_same_kind(_unled(question), previous):
        return like
    if new := _NEW_TOPIC.match(question):
        return question[new.end() :] if words(question[new.end() :]) else question
    body = _unled(question)
    bare = fold(body).rstrip(" ?!.")
    led = len(body) < len(question.strip())
    if about := ABOUT.match(body):
        return substitute(previous, about[1].strip(" ?"), is_country)
    if BARE_WH.match(fold(body)) or bare in ("why", "why not", "when", "where"):
        return f"{body.rstrip(' ?')} {topic(previous)}?"
    if (same := _SAME_THEN.match(bare)) and not [w for w in words(same["when"]) if w not in FUNCTION_WORDS and not is_dating(w)]:
        return substitute(previous, same["when"], is_country)
    if _ANY_FIRST.match(bare):
        body = f"Is there {body[:1].lower()}{body[1:]}"
        bare = fold(body).rstrip(" ?!.")
    asks = bool(AUXILIARY_FIRST.match(bare) or WH_FIRST.match(bare) or _COMMANDS.match(bare) or _CLAUSE.match(bare))
    telling = [w for w in words(body) if w not in FUNCTION_WORDS]
    named = content(body)
    if not asks and (led or len(telling) <= 3):
        return substitute(previous, body.rstrip(" ?"), is_country)
    pointing = TAG.sub(" ", OWN_REFERENCE.sub(" ", HERE.sub(" ", _GENERIC.sub(" ", fold(body)))))
    if len(named) >= _OWN_CONTENT:
        pointing = _POSSESSIVE.sub(" ", pointing)
    pointing = EXISTS.sub(" ", _JOINS.sub(lambda m: m[0] if m["before"] in FUNCTION_WORDS else m["before"], pointing))
    own = _OWN_CONTENT - _asks_of_country(previous, is_country)
    if PRONOUN.search(_SUBJECT.sub(r"\1", pointing) if len(named) >= own else pointing) and (led or len(telling) <= 7):
        return _fill_pronoun(body, previous)
    if asks and len(telling) <= 1 and not _NAME.search(body) and not HERE.search(bare):
        before = topic(previous)
        return f"{body.rstrip(' ?')} {undated(before) if YEAR.search(body) or ROUND.search(body) else before}?"
    return question


def _asks_of_country(previous: str, is_country: Callable[[str], bool]) -> bool:
    """Return whether the subject of a question is the country, so that "it" in the next one is likely the country as well."""
    subject = re.match(r"(?:(?:and|so|but) )?(?:does|do|did|is|are|was|were|has|have|had|can) (the country|[\w-]+)\b", fold(previous).strip())
    return subject is not None and (subject[1] == "the country" or is_country(subject[1]))


def _fill_pronoun(question: str, previous: str) -> str:
    """Put the earlier question's topic where the pronoun stands, keeping the new question's own words first.

    Where the new question names a year or a round of its own, the earlier one's is left out.
    """
    about = topic(previous)
    if YEAR.search(question) or ROUND.search(question) or _OTHER_TIME.search(question):
        about = re.sub(r"\b(?:in|during|since|from|as of|at)?\s*(?:the )?$", "", ROUND.sub(" ", YEAR.sub(" ", undated(about))).strip())
    kept = ("of", "for", "and", "in", "on", "by", "to")
    subject = " ".join(w for w in re.findall(r"[^\s?()]+", about) if fold(w) not in FUNCTION_WORDS or fold(w) in kept)
    return f"{question.rstrip(' ?')} ({subject})?"
