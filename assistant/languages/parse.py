"""A clause -> units: what each word or phrase is in English, and what part it plays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.languages.dictionary import Dictionary, Entry
from assistant.languages.grammar import Token
from assistant.languages.translate import Translator, source_text
from assistant.languages.units import ADVERBS, PREPOSITIONS, ReportWords, Unit, is_subject
from assistant.lexicon import fold

_OBJECT_PRONOUNS = {
    "es": {"lo": "it", "la": "it", "los": "them", "las": "them", "le": "it", "les": "them"},
    "pt": {"o": "it", "a": "it", "os": "them", "as": "them"},
    "fr": {"le": "it", "la": "it", "l": "it", "les": "them", "lui": "it", "leur": "them"},
}
_ACCENTED = frozenset("qué cuál cuáles quién quiénes cuándo dónde cómo cuánto cuánta cuántos cuántas".split())
"""Spanish question words, which an accent tells from relatives."""
_CHOICE = {
    **dict.fromkeys(("que", "cual", "cuales", "qual", "quais", "quel", "quelle", "quels", "quelles", "lequel", "laquelle"), "which"),
    **dict.fromkeys(("quien", "quienes", "quem", "qui"), "whom"),
    **dict.fromkeys(("cuantos", "cuantas", "quantos", "quantas"), "how many"),
    **dict.fromkeys(("cuanto", "cuanta", "quanto", "quanta"), "how much"),
}
"""Question words that choose, and what they are behind a preposition."""
_NEGATIVE_ADVERBS = {"tampoco": "not", "tampouco": "not", "nunca": "never", "jamas": "never", "jamais": "never"}
"""Adverbs that negate a verb before which they stand."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNTIL = {"hasta": "until", "ate": "until", "jusque": "until", "sobre": "about", "sur": "about"}
_ONLY_THERE_IS = frozenset({"hay", "hubo"})
"""Forms that say that there is something wherever they stand."""
_MORE_THAN = frozenset({"more than", "less than"})
_COMPARATIVES = frozenset("more less fewer higher lower greater better worse earlier later other rather".split())
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty sixty".split()
    + "seventy eighty ninety hundred thousand million half the a".split()
)
_RELATIVE = frozenset({"que", "cual", "cuales", "qual", "quais"})
_TIED = frozenset({"and", "but", "so", "also", "then"})
_SE_LEADS = frozenset("que en de para por con desde a em com ja ya tambien alguna vez ronda rondas ano anos rodada rodadas quais cuales no nao si".split())
"""Words before a passive "se" that are no subject of it."""
_HANGING_SE = re.compile(r"[^\W\d_]+-se\b")
_MAX_CLOSED = 6
"""Longest closed-class phrase, in words."""


class Parser:
    """Reads clauses of one language."""

    def __init__(self, dictionary: Dictionary, reports: ReportWords) -> None:
        """Prepare a language's dictionary; ``reports`` choose between equivalents and know further words."""
        self._dictionary = dictionary
        self._grammar = dictionary.grammar
        self._words = Translator(dictionary, reports)

    def parse(self, tokens: Sequence[Token], *, clause_start: bool = True) -> list[Unit]:
        """Return the units of a clause, the longest phrase first at each place.

        Args:
            tokens: the clause's words.
            clause_start: whether a question word may open the clause.
        """
        units: list[Unit] = []
        position = 0
        may_ask = clause_start
        while position < len(tokens):
            unit, length = self._next(tokens, position, units, may_ask)
            position += length
            if unit is None or not unit.english:
                continue
            if self._grammar.language == "fr" and unit.pos in "na" and _partitive(units):
                del units[-2 if units[-1].english == "the" else -1 :]
            units.append(unit)
            ended = unit.pos == "s" and (self._grammar.language == "es" or not any(u.pos in "vcut" for u in units))
            may_ask = ended or (may_ask and unit.english in _TIED)
        return units

    def _next(self, tokens: Sequence[Token], i: int, before: Sequence[Unit], may_ask: bool) -> tuple[Unit | None, int]:
        token = tokens[i]
        if token.key in ",;:()":
            return Unit(token.key, "s", token.text), 1
        if token.key in self._grammar.articles and i + 1 < len(tokens) and tokens[i + 1].key in _RELATIVE and before and before[-1].english in PREPOSITIONS:
            return Unit("which", "x", source_text(tokens, i, 2)), 2  # "en la que"
        if token.key[0].isdigit():
            return Unit(english_figure(token.text), "o", token.text), 1
        found, length = self._longest(tokens, i)
        governed = self._governed_question(tokens, i, may_ask)
        if governed:
            return governed
        for table, pos, least in (
            (self._grammar.question_words, "w", 1 if may_ask else _MAX_CLOSED + 1),
            (self._grammar.there_is, "t", 1 if not before or before[-1].pos not in "nup" or token.key in _ONLY_THERE_IS else _MAX_CLOSED + 1),
            (self._grammar.function, "x", 2),  # a function word alone has rules of its own
        ):
            said = _longest_phrase(tokens, i, table, least)
            if said and (said[1] > length or (said[1] == length and pos != "x")):
                english = said[0] if said[0] not in _MORE_THAN or self._is_figure(tokens, i + said[1]) else said[0].removesuffix(" than")
                return Unit(english, pos, source_text(tokens, i, said[1])), said[1]
        if length <= 1 and (closed := self._closed_class(tokens, i, before)) is not None:
            return closed, 1
        if length <= 1 and not self._dictionary.holds(token.key) and (adverb := self._words.adverb(fold(token.key))):
            return Unit(adverb, "x", token.text), 1
        if found:
            return self._words.translated(tokens, i, length, found, before), length
        return self._words.unknown(token, first=not before), 1

    def _is_figure(self, tokens: Sequence[Token], i: int) -> bool:
        """Return whether a figure, a number word or "the" stands at a place: "more than ten", "more than the others"."""
        if i >= len(tokens):
            return True
        return tokens[i].key[0].isdigit() or self._grammar.function.get(tokens[i].key, "") in _NUMBERS

    def _governed_question(self, tokens: Sequence[Token], i: int, may_ask: bool) -> tuple[Unit, int] | None:
        """Read a question word that a preposition governs ("en qué", "desde quais"), or one told by its accent wherever it stands."""
        grammar, token = self._grammar, tokens[i]
        if token.text.casefold() in _ACCENTED and token.key in grammar.question_words and not may_ask:
            return Unit(_CHOICE.get(token.key, grammar.question_words[token.key]), "w", token.text), 1
        if i + 1 >= len(tokens) or (not may_ask and tokens[i + 1].text.casefold() not in _ACCENTED):
            return None
        after = tokens[i + 1].key
        governs = "to" if token.key in ("a", "à") else _UNTIL.get(token.key, grammar.function.get(token.key, ""))
        if governs not in PREPOSITIONS | {"until", "about"} or after not in _CHOICE or _longest_phrase(tokens, i, grammar.question_words, 2):
            return None
        return Unit(f"{governs} {_CHOICE[after]}", "w", source_text(tokens, i, 2)), 2

    def _longest(self, tokens: Sequence[Token], i: int) -> tuple[tuple[Entry, ...], int]:
        """Return the entries of the longest run of words from ``i`` that the dictionary holds, and the run's length in tokens."""
        best: tuple[tuple[Entry, ...], int] = ((), 0)
        words: list[str] = []
        finite = self._words.finite_by_spelling(tokens[i])
        acronym = tokens[i].text.isupper() and len(tokens[i].text) > 1 and any(t.text.islower() for t in tokens)
        for j in range(i, len(tokens)):
            if tokens[j].key in self._grammar.articles and j > i:
                continue
            words.append(tokens[j].key)
            if len(words) > self._dictionary.longest:
                break
            if entries := (finite if len(words) == 1 else ()) or self._dictionary.find(words, by_stem=not acronym):
                best = entries, j - i + 1
        return best

    def _closed_class(self, tokens: Sequence[Token], i: int, before: Sequence[Unit]) -> Unit | None:
        """Read a closed-class word; None: it is no such word here."""
        read = self._finite(tokens, i, before) or self._ambiguous(tokens, i, before)
        if read is None and (key := tokens[i].key) in self._grammar.function:
            nominal = bool(before) and before[-1].english in ("the", "a") and self._dictionary.holds(key)
            return None if nominal else Unit(self._grammar.function[key], "x", tokens[i].text)
        return read

    def _finite(self, tokens: Sequence[Token], i: int, before: Sequence[Unit]) -> Unit | None:
        """Read a negator, a copula, an auxiliary or a pronoun that is a verb's object."""
        grammar, token = self._grammar, tokens[i]
        key, after = token.key, tokens[i + 1] if i + 1 < len(tokens) else None
        if key in grammar.negators:
            return Unit("not", "g", token.text)
        if key in _NEGATIVE_ADVERBS and not _in_negation(before) and grammar.language != "fr" and not any(u.pos in "vcut" for u in before):
            return Unit(_NEGATIVE_ADVERBS[key], "g", token.text)
        if key in grammar.copulas:
            return Unit(grammar.copulas[key], "c", token.text)
        if grammar.language == "fr" and key == "a":
            asked = bool(before) and (before[-1].pos in "gpw" or before[-1].english in ("who", "that", "which", "of which"))
            is_verb = token.inverted or is_subject(before) or asked
            return Unit("have", "v", token.text, base="have") if is_verb else Unit("to", "x", token.text)
        if key in grammar.auxiliaries and after is not None:
            return Unit(grammar.auxiliaries[key], "u", token.text)
        pronouns = _OBJECT_PRONOUNS[grammar.language]
        can_be_object = bool(before) and not (before[-1].pos == "x" and before[-1].english in PREPOSITIONS)
        if grammar.language == "es" and key in ("le", "les") and after is not None:  # says again what "a …" says
            return Unit("", "x", token.text)
        if key in pronouns and after is not None and (can_be_object or key == "lo" or key not in grammar.articles) and self._words.is_verb(after):
            return Unit(pronouns[key], "p", token.text)
        return None

    def _ambiguous(self, tokens: Sequence[Token], i: int, before: Sequence[Unit]) -> Unit | None:
        """Read a small word that says another thing in some places: "que" behind "more", "se", "pas", an article before a year."""
        grammar, token = self._grammar, tokens[i]
        key, after = token.key, tokens[i + 1] if i + 1 < len(tokens) else None
        if key in ("que", "qu") and any(u.english.split()[-1] in _COMPARATIVES for u in before if u.english):
            return Unit("than", "x", token.text)
        if grammar.language == "pt" and key == "se":
            reflexive = bool(before) and before[-1].pos in "wngx" and after is not None and bool(self._dictionary.find([after.key]))
            return Unit("" if reflexive else "if", "x", token.text)
        if grammar.language == "fr" and key in ("pas", "plus") and _in_negation(before):
            return Unit("any longer" if key == "plus" else "", "x", token.text)
        if grammar.language == "fr" and key == "pas":
            return Unit("not", "g", token.text)
        if key in grammar.articles and after is not None and _YEAR.fullmatch(after.key):
            return Unit("" if before and before[-1].english in PREPOSITIONS | {"before", "after", "until"} else "in", "x", token.text)
        if grammar.language == "fr" and key == "de" and before and before[-1].english in PREPOSITIONS - {"of"}:
            return Unit("", "x", token.text)  # "à d'autres pays"
        return None

    def passive_verbs(self, tokens: Sequence[Token], text: str) -> list[str]:
        """Return the verbs of a clause that say with "se" what is done, not by whom ("se evaluaron los programas").

        Verbs that always have "se" in the dictionary ("adherirse") are none, and neither are those that go on with "a" ("se dirige a").
        """
        if self._grammar.language == "fr":
            return []
        places: list[int | None] = [i for i, t in enumerate(tokens) if t.key == "se" and i + 1 < len(tokens)]
        if self._grammar.language == "pt" and _HANGING_SE.match(text):
            places.append(None)
        return [verb for at in places if (verb := self._passive_verb(tokens, at)) is not None]

    def _passive_verb(self, tokens: Sequence[Token], at: int | None) -> str | None:
        """Return the verb behind the "se" at a place, or at the head where it hung on the verb; None: it is no passive."""
        start = at + 1 if at is not None else 0
        passed = {*self._grammar.auxiliaries, "le", "les"}
        verb = next((j for j in range(start, len(tokens)) if tokens[j].key not in passed), None)
        if verb is None or (self._grammar.language == "pt" and not self._words.may_be_finite(tokens[start])):  # "se" is "if" as well
            return None
        led = any(t.key not in self._grammar.negators and t.key not in self._grammar.question_words and t.key not in _SE_LEADS for t in tokens[: at or 0])
        if led and verb + 1 < len(tokens) and tokens[verb + 1].key in ("a", "à"):
            return None
        return None if self._dictionary.reflexives(tokens[verb].key) else tokens[verb].text

    def is_verb_phrase(self, verb: Token, preposition: Token) -> bool:
        """Return whether a verb and a preposition together stand in the dictionary as they are."""
        key = (fold(verb.key), fold(preposition.key))
        found = self._dictionary.forms.get(key) or self._dictionary.verbs(key)
        leaves = fold(verb.key).startswith(("dej", "deix"))  # "para" is mostly a preposition
        return any(e.pos in "va" and (e.english not in ("stop", "have to") or (leaves and e.english == "stop")) for e in found)

    def is_subject(self, tokens: Sequence[Token]) -> bool:
        """Return whether some words are but a noun, with an article or a name's words: what can stand between a verb and its preposition."""
        if tokens[0].key in self._grammar.articles:
            tokens = tokens[1:]
        return bool(tokens) and all(t.text[:1].isupper() or any(e.pos in "na" for e in self._dictionary.find([t.key])) for t in tokens)


def _longest_phrase(tokens: Sequence[Token], i: int, table: Mapping[str, str], least: int) -> tuple[str, int] | None:
    """Return what the longest phrase from ``i`` of at least ``least`` words says in a table of closed-class words, and its length."""
    for length in range(min(_MAX_CLOSED, len(tokens) - i), least - 1, -1):
        keys = [t.key for t in tokens[i : i + length]]
        phrase = keys[0] if length == 1 else fold(" ".join(keys))
        if phrase in table:
            return table[phrase], length
    return None


def _partitive(units: Sequence[Unit]) -> bool:
    """Return whether French "de", "du", "des" after a verb or a negation only says that there is some of a thing."""
    rest = list(units[:-1]) if units and units[-1].english == "the" else list(units)
    while len(rest) > 2 and rest[-2].pos == "x" and (rest[-2].english in ADVERBS or rest[-2].english.endswith("ly")):
        del rest[-2]
    if rest and rest[-1].english == "of" and len(units) > len(rest):  # "des", "de la": at the head of a clause there is no "of the"
        governed = rest[-2].english in PREPOSITIONS | {"that", "if", "than", "or", "and"} if len(rest) > 1 else True
        if governed or rest[-2].pos == "s":
            return True
    return len(rest) > 1 and rest[-1].english == "of" and rest[-2].pos in "vtg" and not rest[-2].participle


def _in_negation(before: Sequence[Unit]) -> bool:
    """Return whether the clause has its negator already."""
    for unit in reversed(before):
        if unit.pos == "g":
            return True
        if unit.pos == "s" or unit.english == "but":
            return False
    return False


def english_figure(text: str) -> str:
    """Return a figure with English separators: thousands by commas, decimals by a point.

    >>> english_figure("102.223.807"), english_figure("88,9")
    ('102,223,807', '88.9')
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return text.replace(".", "\0").replace(",", ".").replace("\0", ",")
    return re.sub(r"^(\d+),(\d{1,2})$", r"\1.\2", text)
