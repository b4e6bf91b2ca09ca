"""Typed text -> the same text without markup, quotation marks around it, a greeting ahead of it, shouting and repeated marks."""

from __future__ import annotations

import re

from assistant.small_talk import GREETING, THANKS, without_doubt

_QUOTED = re.compile(r"^\s*(?:\"(?P<a>[^\"]*)\"|“(?P<b>[^“”]*)”|«(?P<c>[^«»]*)»|'(?P<d>[^']*)')\s*$", re.DOTALL)
_MARKUP = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
"""A tag with its attributes, which ask nothing ("<img src=x>")."""
_MARKS = re.compile(r"[?!]{2,}")
_LETTERS = re.compile(r"[^\W\d_]")
_SALUTATION = re.compile(
    rf"^\W*(?:{GREETING}(?: there| all| again)?\b[\s,!.:;]+(?:- )?|(?:ok|okay|great|perfect|i see|got it|vale|{THANKS})[,!.;:]+\s+)++(?=\S)", re.IGNORECASE
)
"""Greets or thanks before anything is asked."""
_MISTYPED = (
    (re.compile(r"\b(?:wich|whitch|whcih|wihch|whic)\b", re.IGNORECASE), "which"),
    (re.compile(r"\b(?:wat|waht|whta|hwat|whar)\b(?=(?: is| are| was| were| do| dose| does| did| has| have| kinds?| the)\b|'s\b)", re.IGNORECASE), "what"),
    (re.compile(r"\b(?:wen|wehn|whne)\b(?= (?:is|are|was|were|do|dose|does|did|has|have)\b)", re.IGNORECASE), "when"),
    (re.compile(r"\b(?:were|whre|wehre)\b(?= (?:do|dose|does|did) )|\b(?:whre|wehre)\b", re.IGNORECASE), "where"),
    (re.compile(r"\bhwo\b(?= (?:many|much|does|do|did|is|are)\b)", re.IGNORECASE), "how"),
    (re.compile(r"\bhwo\b", re.IGNORECASE), "who"),
    (re.compile(r"\b(what|how|where|who|when)s\b(?= \w)", re.IGNORECASE), r"\1's"),
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must)nt\b", re.IGNORECASE), r"\1n't"),
    (re.compile(r"\b(that|there|he|she)s\b(?= \w)", re.IGNORECASE), r"\1's"),
    (re.compile(r"(?:(?<=what )|(?<=when )|(?<=where )|(?<=which )|(?<=who )|(?<=how )|(?<=why ))dose(?= (?:the|it|they|this|that)\b)", re.IGNORECASE), "does"),
    (re.compile(r"^dose(?= (?!of\b|for\b|is\b|was\b|and\b|or\b)\w+ \w)", re.IGNORECASE), "does"),
)
"""Question words, contractions and what leads a question, mistyped: the form of a question hangs on them, and no report says them."""
SHOUTED_WORDS = 4
"""So many words in capitals throughout are shouted; fewer may be acronyms."""


def normalize(text: str) -> str:
    """Return a text without markup, enclosing quotation marks and a greeting ahead, one mark for several ("?!"), in small letters if it is all capitals.

    Question words are spelt right; a doubt is left out where its reason names something.

    A text of nothing but markup stays as it is.
    """
    bare = _MARKUP.sub(" ", text)
    text = bare if _LETTERS.search(bare) else text
    quoted = _QUOTED.match(text)
    inside = next((part for part in quoted.groups() if part is not None), "").strip() if quoted else ""
    plain = _MARKS.sub(lambda m: "?" if "?" in m[0] else "!", inside or text)
    for mistyped, meant in _MISTYPED:
        plain = mistyped.sub(meant, plain)
    shouted = plain.upper() == plain and len(plain.split()) >= SHOUTED_WORDS and _LETTERS.search(plain)
    return without_doubt(_SALUTATION.sub("", plain.lower() if shouted else plain))
