"""Words -> terms: folding, British and American spelling, stemming, function words. One rule for questions and reports."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"\d+(?:[.,/-]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?(?:\d+)?|\d+", re.UNICODE)
_SPELLING = (
    (re.compile(r"mmes?$"), "m"),
    (re.compile(r"(\w{2,})is(e[ds]?|ing|ations?|ers?)$"), r"\1iz\2"),
    (re.compile(r"(\w{2,})yse([ds]?)$"), r"\1yze\2"),
    (re.compile(r"(\w{2,})our(s|ed|ing|able|al)?$"), r"\1or\2"),
    (re.compile(r"(\w{2,})tre(s?)$"), r"\1ter\2"),
    (re.compile(r"(\w{2,})ll(ed|ing|er|ers)$"), r"\1l\2"),
    (re.compile(r"(\w{2,})ence(s?)$"), r"\1ense\2"),
    (re.compile(r"ae"), "e"),
)
"""British endings and their American ones. Both sides pass through, so a false friend costs nothing but a shared form."""

FUNCTION_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be been before being below between both but by can could did do does
    doing done down during each either else ever few for from further get gets got had has have having he her here hers him his how i if in into
    is it its itself just least less let many may me might mine more most much must my neither no nor not now of off on once only or other our
    out over own per please rather same shall she should so some such than that the their them then there these they this those through to too
    under until up upon us very was we well were what when where which while who whom whose why will with within without would yes yet you your
    since every still already actually really currently although though whether via among amongst upon toward towards despite unless whereas another
    able unable possible several go goes gone going anyone someone everyone anybody somebody everybody anything something everything
    isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't cannot couldn't won't wouldn't shouldn't isn doesn don didn
    hasn haven wasn weren won wouldn s t d ll re ve m o there's what's it's i'm we're they're i'd we'd""".split()
)
"""English closed-class words: they carry no topic."""


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


TEXTS_REMEMBERED = 1024
"""Texts whose folding is kept: each question reads the same few spans over and over. At about 3 KB each, folded and in words, a few MB."""


@lru_cache(maxsize=TEXTS_REMEMBERED)
def fold(text: str) -> str:
    """Return text in lower case without accents, curly apostrophes straightened."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the folded words and numbers of a text in order; possessive endings dropped, hyphenated words apart."""
    return list(_words(text))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    return tuple(w[:-2] if w.endswith("'s") else w for w in _WORD.findall(fold(text)))


@lru_cache(maxsize=65536)
def term(word: str) -> str:
    """Return the term that stands for a folded word: spelling made American, then stemmed (Snowball English)."""
    if word[0].isdigit():
        return word
    for pattern, replacement in _SPELLING:
        word = pattern.sub(replacement, word)
    return str(_stemmer().stemWord(word))


def terms(text: str) -> list[str]:
    """Return the terms of a text in order, function words left out."""
    return [term(w) for w in words(text) if w not in FUNCTION_WORDS]


NUMERALS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
"""Numbers in words -> in figures."""
AUXILIARIES = frozenset("do does did is was were are has have had can could will would should may might must be been".split())
"""Verbs that ask, or carry another verb."""


def initials(text: str) -> str:
    """Return the first letters of a text's folded content words, joined."""
    return "".join(w[0] for w in words(text) if w not in FUNCTION_WORDS)
