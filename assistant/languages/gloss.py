"""A question in Spanish, Portuguese or French -> the English question that the rest of the program reads.

The gloss is for the machine, not for people: what it must keep is what is asked (yes or no, who, when, how many), what is negated,
which years, rounds, names and countries are named, and the reports' own words for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.languages.dictionary import load_dictionary
from assistant.languages.grammar import Grammar, Token, load_grammar
from assistant.languages.idiom import passive, settle
from assistant.languages.parse import Parser
from assistant.languages.render import english_order, say, statement, yes_no
from assistant.languages.units import UNKNOWN_REPORTS, ReportWords, Unit
from assistant.lexicon import fold, words

_ALSO_FIRST = re.compile(r"(?:(?:y|e|et) )?(?:tambien|tambem|aussi|igualmente)\b")
_IT_DOES = re.compile(r"^((?:does|did|is|was|has|can|could|will) (?:it|they))(?: also)? ")
_STATED = re.compile(r"\w{2}[.!]\s*$")
_SENTENCE = re.compile(r"[^.?!¿¡]+(?:[.](?=\w)[^.?!¿¡]*)*[.?!]*")
_VERB_PREPOSITIONS = frozenset({"con", "com", "de", "a"})
_SUBJECT_WORDS = 6
"""How far behind its verb, in words, a preposition may stand."""
_TAG_MARK = re.compile(r",\s*[¿¡]\s*")
"""Spanish opens a tag question with a mark of its own: ", ¿verdad?"."""
_LIMITS: dict[str, tuple[tuple[str, ...], str]] = {"es": (("mas", "que"), "solo"), "pt": (("mais", "que"), "somente"), "fr": (("que",), "seulement")}
"""By language: what limits a negator to "only", and the word for "only"."""
_FULL_NEGATIVES = frozenset("pas jamais rien personne aucun aucune ni point guere plus".split())
"""French words that make a full negative of "ne"."""
_ABOUT = {
    "es": re.compile(r"^(?:que (?:hay|pasa|tal|ocurre|sucede)(?: con)?(?: de)?|en cuanto a|respecto a) (?=\w)"),
    "pt": re.compile(r"^(?:e quanto a|quanto a|que tal|e que dizer de|o que dizer de) (?=\w)"),
    "fr": re.compile(r"^(?:que? ?en est (?:il )?(?:de|du|des)|quid (?:de|du|des)|que dire de) ?(?=\w)"),
}


@dataclass(frozen=True, slots=True)
class Gloss:
    """A question in English.

    ``wording`` pairs each folded English word with what stood for it in the question as asked; ``untranslated`` are the folded
    words that no table and no report knows.
    """

    text: str
    wording: tuple[tuple[str, str], ...] = ()
    untranslated: frozenset[str] = frozenset()


def gloss(text: str, language: str, reports: ReportWords = UNKNOWN_REPORTS) -> Gloss:
    """Return a question in English.

    Args:
        text: the question as asked.
        language: "es", "pt" or "fr".
        reports: what the reports know of words.
    """
    said: list[str] = []
    wording: dict[str, str] = {}
    untranslated: set[str] = set()
    for sentence in _SENTENCE.findall(_TAG_MARK.sub(", ", load_grammar(language).reworded(" ".join(text.split())))):
        if any(c.isalnum() for c in sentence):
            english, units = _sentence(sentence, language, reports)
            said.append(f"{english.strip()}." if _STATED.search(sentence) and english.strip()[-1:].isalnum() else english.strip())
            for unit in units:
                for word in fold(unit.english).split():
                    wording.setdefault(word, unit.source)
                if unit.pos == "o" and not unit.proper and not unit.english[0].isdigit():
                    untranslated.update(words(unit.english))
    asks = "?" in text and not any("?" in s for s in said)
    return Gloss(" ".join(filter(None, said)) + ("?" if said and asks else ""), tuple(wording.items()), frozenset(untranslated))


def _sentence(sentence: str, language: str, reports: ReportWords) -> tuple[str, list[Unit]]:
    grammar = load_grammar(language)
    parser = Parser(load_dictionary(language), reports)
    body = sentence.strip(' .?!¿¡"«»“”')
    asked = sentence.rstrip().endswith("?")
    tokens = grammar.tokens(body)
    lead, tokens = _lead(tokens, grammar.leads)
    plain = " ".join(t.key for t in tokens)
    tagged = grammar.tag.search(fold(plain)) if asked and len(tokens) > 3 else None
    if tagged:
        tokens = _cut(tokens, len(fold(plain)[: tagged.start()].split()))
    plain = " ".join(fold(t.key) for t in tokens) + " "
    about = _ABOUT[language].match(plain)
    if about:
        units = parser.parse(tokens[len(about[0].split()) :], clause_start=False)
        return f"{lead}what about {say(english_order(units))}?", units
    english, clause = "", "any"
    for opener in grammar.openers:
        if match := opener.pattern.match(plain):
            english, clause = opener.english, opener.clause
            tokens = tokens[len(match[0].split()) :]
            break
    tokens = _said_again(tokens, grammar)
    done = parser.passive_verbs(tokens, body)
    tokens = _rejoined(_only(tokens, grammar), parser)
    units = settle(parser.parse(tokens, clause_start=clause in ("any", "command")))
    for verb in done:
        units = passive(units, verb)
    text = _clause(units, clause, asked, bool(tagged), len(body.split()))
    if _ALSO_FIRST.match(fold(body)):
        text = _IT_DOES.sub(r"\1 also ", text)
    joined = f"{lead}{f'{english} ' if english else ''}{text}"
    if tagged:
        return f"{joined.rstrip('?')}, right?", units
    asks = asked or (clause != "command" and not joined.endswith((".", "?")) and bool(units) and (units[0].pos == "w" or clause in ("yesno", "statement")))
    return joined if joined.endswith("?") or not asks else f"{joined}?", units


def _clause(units: list[Unit], clause: str, asked: bool, tagged: bool, length: int) -> str:
    """Say a clause in the frame that it asks in."""
    if clause in ("statement", "command") or tagged:
        return statement(units) if clause != "command" else say(english_order(units))
    if units and units[0].pos == "w":
        return _wh(units)
    embedded = next((i for i, u in enumerate(units) if i and u.pos == "w"), None)
    if embedded is not None:  # "¿alguien calculó cuántas …?" asks for yes or no; "en el Perú, ¿cuántas …?" does not
        outer = yes_no(units[:embedded]) if asked and not any(u.pos == "s" for u in units[:embedded]) else None
        said = f"{outer or say(english_order(units[:embedded]))} {_wh(units[embedded:])}"
        return f"{said}?" if outer else said
    fronted = next((i + 1 for i, u in enumerate(units) if u.pos == "s"), 0)
    if any(u.pos in "vcut" for u in units[:fronted]) or not any(u.pos in "vcut" for u in units[fronted:]):
        fronted = 0
    framed = yes_no(units[fronted:]) if asked or clause == "yesno" or (length > 2 and _reads_like_a_clause(units)) else None
    before = f"{say(english_order(units[:fronted]))} " if fronted else ""
    return statement(units) if framed is None else f"{before}{framed}?"


def _reads_like_a_clause(units: Sequence[Unit]) -> bool:
    """Return whether a text without a question mark is more than keywords: a verb, a negator, an article or a name at its head."""
    first = units[0] if units else None
    return first is not None and (first.pos in "vcutgp" or first.proper or first.english in ("the", "its", "this"))


def _wh(units: Sequence[Unit]) -> str:
    """Say a clause that a question word opens; before a noun "what" chooses among several."""
    first, rest = units[0], list(units[1:])
    if first.english == "what" and rest and not any(u.pos in "vcut" for u in rest) and "est ce que" in fold(first.source):
        return f"what is {statement(rest)}"
    chooses = first.english == "what" and bool(rest) and rest[0].pos in "na" and first.source.casefold() != "o que"
    head = "which" if chooses else first.english
    if len(rest) > 1 and rest[-1].pos == "c":  # the subject is what was talked about before
        rest.append(Unit("it", "x", ""))
    return f"{head} {statement(rest)}".strip()


def _lead(tokens: list[Token], leads: frozenset[str]) -> tuple[str, list[Token]]:
    """Split off the words that tie a question to the one before ("and", "but")."""
    said = ""
    rest = list(tokens)
    while len(rest) > 1 and ((fold(rest[0].key) in leads and rest[0].key not in ("é", "où")) or rest[0].key in ",;"):
        said = "and "
        rest = rest[1:]
    return said, rest


def _rejoined(tokens: list[Token], parser: Parser) -> list[Token]:
    """Bring a verb's preposition back to it from behind the subject: "¿Cuenta el país con …?" -> "cuenta con el país …"."""
    for i, verb in enumerate(tokens[:3]):
        for j in range(i + 2, min(i + _SUBJECT_WORDS, len(tokens))):
            if tokens[j].key in _VERB_PREPOSITIONS and not verb.inverted and parser.is_verb_phrase(verb, tokens[j]) and parser.is_subject(tokens[i + 1 : j]):
                return [*tokens[: i + 1], tokens[j], *tokens[i + 1 : j], *tokens[j + 1 :]]
    return tokens


def _said_again(tokens: list[Token], grammar: Grammar) -> list[Token]:
    """Drop Spanish "a" at the head of a clause whose verb says its object again: "a los expertos los dejaron …"."""
    again = grammar.language == "es" and tokens[:1] and tokens[0].key == "a" and any(t.key in ("le", "les", "se") for t in tokens[2:])
    return tokens[1:] if again else tokens


def _only(tokens: list[Token], grammar: Grammar) -> list[Token]:
    """Say "only" for "ne … que" and "no … más que": the negator goes, and what limits it becomes the language's word for "only"."""
    negator = next((i for i, t in enumerate(tokens) if t.key in grammar.negators), None)
    limit, only = _LIMITS[grammar.language]
    if negator is None or any(t.key in _FULL_NEGATIVES for t in tokens[negator:]):
        return tokens
    for i in range(negator + 2, len(tokens) - len(limit)):
        behind = tokens[i + len(limit)]
        if tuple(t.key for t in tokens[i : i + len(limit)]) == limit and not behind.key[0].isdigit() and tokens[i].key not in ",;":
            return [*tokens[:negator], *tokens[negator + 1 : i], Token(tokens[i].text, only), *tokens[i + len(limit) :]]
    return tokens


def _cut(tokens: list[Token], words: int) -> list[Token]:
    kept = tokens[:words]
    while kept and kept[-1].key in ",;:":
        kept = kept[:-1]
    return kept
