"""Which of the English words that a word may stand for is meant, by the words around it and by what the reports use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.countries import country_name, find_countries
from assistant.languages.conjugation import is_finite_by_spelling
from assistant.languages.dictionary import Dictionary, Entry
from assistant.languages.grammar import Token
from assistant.languages.inflection import english_gerund, english_participle, english_plural, is_gerund, is_participle, is_plural
from assistant.languages.units import ADVERBS, DETERMINERS, PREPOSITIONS, ReportWords, Unit, is_subject
from assistant.lexicon import fold

_PLURAL_ARTICLES = {"es": frozenset({"los", "las"}), "pt": frozenset({"os", "as"}), "fr": frozenset({"les"})}
_INFINITIVE = re.compile(r"(?:[aei]r|re|por)(?:l[oa]s?|les?|se)?$")
_ACUTE = re.compile(r"é(?:e?s?)$")
"""The French participles that no finite form looks like."""
_NAMES = frozenset({"Peru", "America", "Bolivia", "Chile", "Colombia", "Mexico", "Callao"})


class Translator:
    """Turns words of one language into units."""

    def __init__(self, dictionary: Dictionary, reports: ReportWords) -> None:
        """Prepare a language's dictionary; ``reports`` choose between equivalents and know further words."""
        self._dictionary = dictionary
        self._grammar = dictionary.grammar
        self._reports = reports

    def finite_by_spelling(self, token: Token) -> tuple[Entry, ...]:
        """Return the verbs of which a word's accent makes a form ("publicó"), none where it tells nothing."""
        return self._dictionary.verbs((fold(token.key),)) if is_finite_by_spelling(token.text.casefold(), self._grammar.language) else ()

    def is_verb(self, token: Token) -> bool:
        """Return whether a word can be nothing but a verb that is no participle."""
        if self.finite_by_spelling(token):
            return True
        entries = self._dictionary.find([token.key])
        form = token.text.casefold()
        participle = _ACUTE.search(form) if self._grammar.language == "fr" else is_participle(form, self._grammar.language)
        return token.inverted or bool(entries and all(e.pos == "v" for e in entries) and not participle)

    def may_be_finite(self, token: Token) -> bool:
        """Return whether a word may be a clause's verb: a copula, an auxiliary, or a word that is nothing else."""
        grammar = self._grammar
        return token.key in grammar.copulas or token.key in grammar.auxiliaries or token.key in grammar.there_is or self.is_verb(token)

    def translated(self, tokens: Sequence[Token], i: int, length: int, found: Sequence[Entry], before: Sequence[Unit]) -> Unit:
        """Return a word or phrase in the English that is meant, inflected.

        Args:
            tokens: the clause.
            i: where the word stands in it.
            length: how many tokens it takes.
            found: what the dictionary holds for it.
            before: the units read so far.
        """
        form = tokens[i].text.casefold()
        exact = length > 1 or self._dictionary.holds(tokens[i].key)
        last = next((u for u in reversed(before) if not (u.pos == "x" and u.english in ADVERBS)), None)
        completes = last is not None and (last.pos in "cu" or last.english in ("have", "been", "be")) and is_participle(form, self._grammar.language)
        rest = tokens[i + length :]
        if (
            length == 1
            and not any(e.pos == "v" for e in found)
            and (completes or found[0].pos == "a" or (last and (last.pos in "gp" or last.english in ("who", "that"))))
        ):  # "publicado", "falta"
            found = [*found, *self._dictionary.verbs((fold(tokens[i].key),))]
        if length == 1 and any(t.key == "se" for t in tokens[max(0, i - 2) : i]):
            found = self._dictionary.reflexives(tokens[i].key) or found
        governed = self._grammar.language != "fr" and i > 0 and tokens[i - 1].key in ("le", "les", "se")  # only verbs follow these
        if governed and length == 1 and not any(e.pos == "v" for e in found):
            found = [*found, *self._dictionary.verbs((fold(tokens[i].key),))]
        alone = governed or self._only_verb(found, before, rest)
        if i and tokens[i - 1].key in _PLURAL_ARTICLES[self._grammar.language] and is_plural(fold(form)):  # "os pais" are parents, "o país" is one
            found = [e for e in found if e.pos != "n" or e.first != fold(form)] or found
        entry = self._choose(self._meant(found, before, rest), before, exact=exact, verb=tokens[i].inverted or completes or alone)
        follows = last is not None and last.pos == "n" and not alone  # "les gens pris": the clause's verb is another
        looks = is_participle(form, self._grammar.language) and (
            completes or self._grammar.language != "fr" or _ACUTE.search(form) is not None or (follows and any(map(self.is_verb, rest)))
        )
        participle = entry.pos == "v" and not tokens[i].inverted and looks
        english = entry.english
        if participle and not (before and before[-1].pos in "wgp"):
            english = english_participle(english)
        elif entry.pos == "v" and is_gerund(form, self._grammar.language):
            english = english_gerund(english)
        elif entry.pos == "n" and not entry.proper and is_plural(fold(form)) and fold(form) != entry.first:
            english = english_plural(english)
        return Unit(english, entry.pos, source_text(tokens, i, length), entry.proper or english in _NAMES, participle, entry.english)

    def _only_verb(self, found: Sequence[Entry], before: Sequence[Unit], rest: Sequence[Token]) -> bool:
        """Return whether a word that may be verb or adjective is the clause's verb: behind its subject, and no other word can be."""
        both = {"v", "a"} <= {e.pos for e in found}
        return both and bool(before) and before[-1].pos in "no" and is_subject(before) and not any(self.may_be_finite(t) for t in rest)

    def _meant(self, found: Sequence[Entry], before: Sequence[Unit], rest: Sequence[Token]) -> Sequence[Entry]:
        """Leave out what cannot be meant beside the next word.

        "Conseguir" is "can" before an infinitive and only there; between a determiner and no noun stands a noun ("los científicos").
        """
        following = rest[0].key if rest else ""
        before_verb = bool(_INFINITIVE.search(following)) and any(e.pos == "v" for e in self._dictionary.forms.get((fold(following),), ()))
        if any(e.english == "can" for e in found):
            return [e for e in found if (e.english == "can") == before_verb] or found
        if before and before[-1].english in ("its", "their", "his", "her") and any(e.english == "own" for e in found):
            return [e for e in found if e.english == "own"]
        determined = bool(before) and before[-1].pos == "x" and before[-1].english in DETERMINERS
        if determined and {"n", "a"} <= {e.pos for e in found}:
            noun_next = any(e.pos == "n" for e in self._dictionary.find([following])) if following else False
            return [e for e in found if e.pos != ("n" if noun_next else "a")]
        return found

    def _choose(self, found: Sequence[Entry], before: Sequence[Unit], *, exact: bool, verb: bool) -> Entry:
        """Choose among homonyms by the word before, then among equivalents by what the reports use."""
        last = before[-1] if before else None
        if verb or (last is not None and last.pos in "gp"):
            wanted = "v"
        elif last is not None and last.pos == "x" and last.english in DETERMINERS | PREPOSITIONS:
            wanted = "na"
        elif last is not None and last.english in ("who", "that") and any(e.pos == "v" for e in found):
            wanted = "v"
        elif last is not None and last.pos == "n":
            verbless = not any(u.pos in "vcut" for u in before)
            wanted = "v" if last.proper or not exact else "a" if any(e.pos == "a" for e in found) else "v" if verbless else found[0].pos
        else:
            wanted = found[0].pos
        chosen = [e for e in found if e.pos in wanted] or [e for e in found if e.pos == found[0].pos]
        return max(chosen, key=lambda e: min((self._reports.frequency(w) for w in fold(e.english).split()), default=0))

    def unknown(self, token: Token, *, first: bool = False) -> Unit:
        """Translate a word that no table holds: a country by its English name, another word by the reports' nearest; names stay.

        The ``first`` word of a question has its capital from there, unless it is all capitals.
        """
        countries = find_countries(token.text)
        if countries:
            return Unit(country_name(min(countries)), "n", token.text, proper=True)
        if token.text[:1].isupper() and (token.text.isupper() or not first):
            return Unit(token.text, "n" if token.text.isupper() else "o", token.text, proper=True)
        near = self._reports.nearest(fold(token.key))
        return Unit(near[0], near[1], token.text) if near else Unit(token.text, "o", token.text)

    def adverb(self, word: str) -> str | None:
        """Return the English adverb for one that is formed from a known adjective ("regularmente", "régulièrement")."""
        ending = "ment" if self._grammar.language == "fr" else "mente"
        if not word.endswith(ending):
            return None
        adjective = next((e.english for e in self._dictionary.find([word.removesuffix(ending)]) if e.pos == "a"), None)
        if adjective is None:
            return None
        return f"{adjective}ally" if adjective.endswith("ic") else f"{adjective[:-1]}ily" if adjective.endswith("y") else f"{adjective}ly"


def source_text(tokens: Sequence[Token], i: int, length: int) -> str:
    """Return some tokens as they were typed."""
    return " ".join(t.text for t in tokens[i : i + length] if t.text)
