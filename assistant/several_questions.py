"""A message that asks several questions -> the questions, each asked after the one before it."""

from __future__ import annotations

import re

from assistant.framing import AUXILIARY, QUESTION_WORD, asks_if_so, sentences_of, without_manner
from assistant.lexicon import terms
from assistant.normalization import normalize

MOST_QUESTIONS = 4
"""More question marks than this make a text of its own, of which the last question counts."""
FEWEST_WORDS = 3
"""A shorter one ("is it?", "¿verdad?") belongs to what stands before it."""
_FOREIGN = r"(?:qué|quién|quiénes|cuándo|cuál|cuáles|dónde|cómo|cuánt[oa]s?|quem|quando|qual|quais|onde|qui|quand|quel(?:le)?s?|où|comment|combien)\b"
_ASKED_SECOND = (
    r"(?:since |in |by |from |to |under )?"
    rf"(?:(?-i:[Ww]ho) \w+|(?:what|when|where|why|how|whom) {AUXILIARY}\b"
    rf"|(?:which|what|how many|how much) (?!(?:it|they|its|their|he|she|this|that|the)\b)[\w-]+ (?:[\w-]+ )?{AUXILIARY}\b)"
)
"""A question word with the verb before its subject; else it begins a clause of the first question ("what it does")."""
_TWO_QUESTIONS = re.compile(
    rf"(?P<first>\W*(?:(?:and|so|but|also|y|e|et) )?(?:(?:de|desde|since|in|en|by|por) )?(?:{QUESTION_WORD}\b|{AUXILIARY}\b"
    rf"|{_FOREIGN})(?! many\b)[^?]+?),?"
    rf" (?P<second>(?:and (?={_ASKED_SECOND})|(?:y|e|et) (?=(?:desde |depuis )?{_FOREIGN}))[^?]*\?)",
    re.IGNORECASE,
)
"""Two questions joined into one sentence, the second of them for a thing ("when was it set up, and who chairs it?")."""
_EMBEDDED = re.compile(rf"\w \W*{QUESTION_WORD}\b", re.IGNORECASE)
"""A question word inside a clause ("do they know how often …"), which may go on behind "and"."""
_AND_WHY = re.compile(r"(?P<first>\W*(?:(?:and|so) )?(?:what|which|who|where|when)\b[^?]+?),? and why(?: so)?\?*\s*", re.IGNORECASE)
"""Wants the reason as well."""
_LEADS = re.compile(r"\W*(?:and |so |now )?(?:what|how) about\b", re.IGNORECASE)
"""Names the topic of the question behind it."""


def _halves(sentence: str) -> tuple[str, ...]:
    """Return the two questions that a sentence joins, where each could stand alone; else the sentence."""
    why = _AND_WHY.fullmatch(sentence)
    if why and len(why["first"].split()) >= FEWEST_WORDS:
        return f"{why['first']}?", "why is that so?"
    two = _TWO_QUESTIONS.fullmatch(sentence)
    if two is None or _EMBEDDED.search(two["first"]) or any(len(half.split()) < FEWEST_WORDS or not terms(half) for half in two.groups()):
        return (sentence,)
    return f"{two['first']}?", two["second"].partition(" ")[2]


def questions_in(text: str) -> tuple[str, ...]:
    """Return the questions of a message, each with the sentences before it that ask nothing; the message itself where it asks one thing."""
    sentences = without_manner([half for sentence in sentences_of(normalize(text)) for half in _halves(sentence)])
    found: list[str] = []
    before: list[str] = []
    for sentence in sentences:
        before.append(sentence)
        leads = _LEADS.match(sentence) is not None and sentence is not sentences[-1]
        own = not leads and sentence.rstrip().endswith("?") and len(sentence.split()) >= FEWEST_WORDS and not asks_if_so(sentence)
        if own:
            found.append(" ".join(before))
            before = []
        elif found and not leads and sentence.rstrip().endswith("?"):
            found[-1] = " ".join([found[-1], *before])
            before = []
    if not 1 < len(found) <= MOST_QUESTIONS:
        return (text,)
    return (*found[:-1], " ".join([found[-1], *before]))
