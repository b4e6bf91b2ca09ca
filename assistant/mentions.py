"""Every place where a body or a theme comes up: who asks for that, and which spans name it, by any of its names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

import numpy as np

from assistant.answer_set import answering_together
from assistant.finding_lists import Listing
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.membership import Membership
from assistant.own_terms import OwnTerms
from assistant.paraphrases import phrase_terms
from assistant.question import Question
from assistant.question_form import is_bare
from assistant.retriever import Candidates
from assistant.thesaurus import QuestionWords
from assistant.topics import MENTION_FRAME
from assistant.traits import TRAITS

_MENTIONS = re.compile(
    r"\bevery (?:mention|reference|place|time|passage)\b|\ball (?:the )?(?:mentions|references|places|passages)\b"
    r"|\bwhere (?:does|do|is|are|in the report)\b.*\b(?:mention\w*|appear\w*|come up|comes up|crop\w* up|named|referred|cited"
    r"|discussed|talk\w*)\b"
    r"|\bwhere .*\b(?:appears?|mentioned|come up|comes up|brought up|shows? up|turns? up|pops? up)\b|\b(?:what|which) (?:points|places|parts|passages|sections"
    r"|objectives)\b.*\b(?:mention\w*|come up|comes up|appear\w*|refer\w*|involv\w*|named?|cited)\b"
    r"|\bin (?:what|which) (?:\w+ )?(?:connections?|contexts?|respects?|passages?|places?|parts?)\b"
    r"|\bin (?:what|which) (?:areas?|sections?|chapters?|passages?)\b.* (?:named|mentioned|cited|talked|spoken|discussed|referred)\b"
    r"|\b(?:what|which) (?:parts|places|passages|sections|chapters)\b.*\b(?:deals?|dealing|treats?|speaks?|talks?|touch\w*|covers?) (?:with|of|on|about)\b"
    r"|\b(?:what|which) (?:references?|mentions?) (?:is|are|was|were) (?:there|made)\b"
    r"|\b(?:everything|anything|all there is) (?:about|on|concerning|regarding)\b"
    r"|\b(?:everything|anything|whatever|all) (?:that )?(?:\w+ ){0,4}(?:says?|said|states?|tells?|contains?|writes?|written|there is) "
    r"(?:\w+ ){0,2}(?:about|on|of)\b"
    r"|\b(?:every|each|all(?: the)?) (?:passages?|mentions?|references?|statements?|sentences?|findings?|points?) "
    r"(?:about|on|of|to|that|which|concerning|regarding|where)\b"
    r"|\bsays? (?:about|on)\b.*\ball points\b"
    r"|\b(?:get|gets|got|have|has) an? mention\b|^\W*(?:all )?(?:the )?(?:mentions|references|passages|places|sentences|statements) (?:of|to|on|about)\b"
    r"|\bwhere (?:do|does|can|could|may) (?:we|i|you|one|it|the report) (?:read|find|hear|learn|speak|talk)s?(?: (?:anything|something))? (?:about|of|on)\b"
    r"|\b(?:what|which) (?:[\w-]+,? (?:or|and) )?(?:passages?|places?|points|parts|statements|sentences|lines|spots)\b"
    r"[^?]*\b(?:concern|regard|are about|relate to|bear on)\b"
    r"|\bhow (?:does|do|did) .+ (?:figure|feature|come up|appear) (?:in|across|throughout) (?:the|this) (?:report|text|document)\b"
    r"|\bwhere (?:is|are|was|were) .+ (?:taken up|dealt with|touched (?:up)?on|brought in)\b"
    r"|\bwhere (?:is|are) (?:it|they|that|this) \w+\b"
    r"|\b(?:turns?|crops?|comes?|pops?) up\b.*\b(?:in|across|throughout) (?:the|this) (?:whole |entire )?(?:report|text|document|evaluation)\b"
    r"|\b(?:all|every|each of) (?:the )?(?:spots?|points?|lines?)\b.*\b(?:spoken of|mention\w*|named|comes? up|turns? up|touched)\b"
    r"|\beverywhere .*\b(?:turns?|comes?|crops?|pops?|appears?|is|are|brings? up|mentions?|names?|cites?|speaks? of|talks? (?:of|about)|refers? to)\b"
    r"|\bwhere (?:does|do|did) (?:the|this) (?:report|document|text|evaluation) (?:refer|speak|talk|touch|deal)\b"
    r"|^\W*(?:[\w'-]+ ){1,4}(?:mentions|references)\W*$"
    r"|\bwhere(?:ver)? (?:(?:it|they) (?:is|are) )?(?:cited|mentioned|named|referred to|discussed|quoted)\b"
    r"|\bwherever (?:it|they|he|she|this|that|these|those) (?:comes?|turns?|crops?|pops?|appears?|is|are)\b"
)
_ACROSS = re.compile(
    r"\b(?:said|says?|mention\w*|appear\w*|comes? up|discussed|written)\b.*\b(?:throughout|across|anywhere|everywhere|all over) (?:in )?(?:the |this )?"
    r"(?:whole |entire )?(?:report|text|document)?\W*$"
    r"|,? (?:in (?:all|each|any) (?:of )?(?:its|the) (?:parts|areas|sections)|from (?:start|beginning|first page) to (?:end|finish|last)|cover to cover)\W*$"
    r"|, (?:anywhere|everywhere|throughout|in all areas|across (?:all|the) areas|all over)\b[^,]*$"
)
"""The whole report is meant, not an area of it."""
_SAYS_ABOUT = re.compile(
    r"\bwhat (?:does|did|do|is)\b.*\b(?:say|says|said|state|tell|report|written) (?:us |me )?(?:\w+ )?(?:about|on|of|regarding|concerning)\b"
)
_REPORT_SAYS = re.compile(
    r"^\W*what (?:(?:does|do|did) (?:the|this|your|that) (?:report|document|text|evaluation) (?:say|state|tell(?: us| me)?|write)"
    r"|does it (?:say|state|tell(?: us| me)?)|(?:do|can|could) (?:we|i|you|one) (?:learn|read|find(?: out)?|hear|know)(?: (?:in|from) (?:the|this) report)?"
    r"|(?:is|was|gets) (?:said|written|stated|reported)(?: throughout| everywhere| anywhere)?"
    r"|(?:does|did) (?:the|this|your|that) (?:report|document|text|evaluation) have to say"
    r"|has (?:the|this) (?:report|document|text) (?:to say|got to say)) (?:about|on|of|regarding|concerning)\b"
)
"""Asks for what the report says of something, whoever else might have said it and when."""
_ROLE = r"(?:roles?|functions?|mandate|remit|tasks?|responsibilit(?:y|ies)|duties|powers)"
_ROLE_OF = re.compile(
    rf"^\W*(?:(?:what|which) (?:exactly )?(?:is|are|was|were) )?(?:the )?{_ROLE} (?:(?:and \w+ )?of|played by) (?:the )?(?P<of>[^?,;]+?)\W*$"
    rf"|^\W*(?:(?:what|which) (?:exactly )?(?:is|are|was|were) )?(?:the )?(?P<whose>[^?,;]+?)(?:'s|s')? {_ROLE}\W*$"
    r"|^\W*what(?:'s|s| is| are) (?:the )?(?P<charged>[^?,;]+?) (?:in charge of|responsible for|charged with|there for)\W*$"
    r"|^\W*what (?:all |exactly |else )?(?:does|do|did) (?:the )?(?P<does>[^?,;]+?) (?:do|get up to)(?: exactly| all day)?\W*$"
    rf"|^\W*(?:what|which) (?:{_ROLE}|jobs?|parts?) (?:does|do|did|has|have) (?:the )?(?P<plays>[^?,;]+?) (?:play|have|fulfil|perform|serve|take on)\w*\W*$"
)
"""Asks what a body is there for."""
_JOINED = re.compile(r"^\W*(?:(?:and|so|but|ok) )+")
_APPOSITION = re.compile(
    r",\s*(?:that is|i\.?e\.?|in other words|or rather|meaning|also known as|or)\b,?|,\s+(?=the\b)|\b(?:and|or|as well as)\b(?=\s+(?:its|the|their)\b)"
    r"|\bor (?:any )?other\b|/|;"
)
"""Between two namings of one thing, or between two things."""
_ITS_KIN = re.compile(
    r"\b(?:its|their) (?:[\w-]+ ){0,3}(?:branch|branches|counterparts?|body|bodies|arms?|offshoots?|affiliates?|sister|subsidiar\w+|chapters?)\b"
)
_NAMES_APART = re.compile(r",|;|/|\(|\band\b|\bor\b")
TELLING = 0.4
"""Of a subject's weight; a term of less does not stand for the whole."""
TOPIC_WORDS, MANY_PLACES = 2, 4
"""A question of so few words, of which two stand side by side in so many places, asks for these places, not for yes or no."""
THEME_WORDS = 3
"""What a report says about so few words, which it puts together itself, is asked of them as a theme: every place counts."""
_BODIES = frozenset(term(w) for w in "office agency body authority administration institution organization service department unit branch arm entity".split())
"""Terms that stand for any body ("the customs and tax office")."""
SAID_BY_ITSELF = 0.85
"""From this likeness on a word is said by a span itself, not only by what leads to it; near-synonyms of the thesaurus included."""


class Mentions:
    """Finds the mentions of bodies and themes in one index."""

    def __init__(self, index: Index, membership: Membership) -> None:
        """Prepare an index; ``membership`` tells which ranked spans answer together."""
        self._index = index
        self._membership = membership
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}
        self._own = OwnTerms(index.postings, index.word_vectors, index.words, len(index.spans))

    def asked(self, question: Question, usable: np.ndarray) -> bool:
        """Return whether a question asks where, or how often, the reports speak of something, or for all that they say of it."""
        folded = fold(question.focus)
        scoped = bool(_SAYS_ABOUT.search(folded)) and self._without_scope(question.focus, usable)[0] != question.focus
        across = bool(_ACROSS.search(folded)) and not question.attitude
        return bool(self._said_of(question.focus)) or scoped or bool(_MENTIONS.search(folded)) or across or self._is_topic_alone(question, usable)

    def _is_topic_alone(self, question: Question, usable: np.ndarray) -> bool:
        """Return whether a question is nothing but a noun ("guns?"), or two that many places put side by side ("human rights?")."""
        subject = self._subject(question.focus)
        if not is_bare(question.focus) or not 0 < len(subject) == len(words(question.focus)) <= TOPIC_WORDS:
            return False
        if len(subject) == 1:
            return True
        names = {frozenset(name) for name in self._names(subject)}
        places = int((self._own.holding(names) & usable & ~self._flag["statement"] & ~self._flag["preface"]).sum())
        return min(places, self._own.count(subject)) >= MANY_PLACES

    def find(self, question: Question, candidates: Candidates, usable: np.ndarray) -> Listing | None:
        """Return every span that names what is asked about, by its name, acronym, expansion or words of the same meaning; None where nothing is named.

        Args:
            question: what was asked.
            candidates: the best ones may name it in other words.
            usable: which spans may be returned.
        """
        topic, usable = self._without_scope(question.focus, usable)
        subjects = self._said_of(topic)
        parts = [subject for part in subjects or _APPOSITION.split(topic) if (subject := self._subject(part))]
        names = [self._names(subject) for subject in parts]
        wanted = {frozenset(name) for of_subject in names for name in of_subject}
        described = any(self._is_described(subject, of_subject, candidates.words) for subject, of_subject in zip(parts, names, strict=True))
        if _ITS_KIN.search(fold(topic)):
            wanted |= self._kin(wanted)
        if not parts:
            return None
        named = self._own.holding(wanted)
        for subject in parts:
            rows = [row for row, w in enumerate(candidates.words.words) if term(w) in subject]
            if rows and not self._is_said(subject):
                named[candidates.spans[(candidates.matched[rows] >= SAID_BY_ITSELF).all(axis=0)]] = True
        if described:
            named[list(answering_together(self._index, question, candidates, self._membership).spans)] = True
        found = usable & ~self._flag["statement"] & ~self._flag["preface"] & named
        return Listing("mentions", tuple(int(i) for i in np.flatnonzero(found)))

    def _is_described(self, subject: list[str], names: Sequence[tuple[str, ...]], asked: QuestionWords) -> bool:
        """Return whether the reports put no two terms of a subject side by side, and its one own term tells little of it ("peddling in tiny amounts")."""
        if len(subject) < 2 or self._is_said(subject) or not all(len(name) == 1 and name[0] in subject for name in names):
            return False
        weights = {term(w): float(weight) for w, weight in zip(asked.words, asked.weights, strict=True)}
        said = sum(weights.get(name[0], 0.0) for name in names)
        return said < TELLING * sum(weights.get(t, 0.0) for t in subject)

    def _is_said(self, subject: list[str]) -> bool:
        """Return whether the reports name a subject in its own words, which then stand for themselves alone."""
        return bool(self._own.count(subject)) or self._is_name(subject)

    def _said_of(self, focus: str) -> list[str]:
        """Return the bodies and themes of which "what does the report say about" asks everything; none where it asks about anything else."""
        of_role = _ROLE_OF.search(_JOINED.sub("", fold(focus)))
        if of_role:
            return [name for name in of_role.groupdict().values() if name and self._is_name(self._subject(name))]
        about = _REPORT_SAYS.search(fold(focus))
        if not about or len(fold(focus)) != len(focus):
            return []
        parts = [part for part in _NAMES_APART.split(focus[about.end() :]) if self._subject(part)]
        if _ITS_KIN.search(fold(focus)):
            parts = parts[:1]
        terms = [frozenset(self._subject(part)) for part in parts]
        return parts if all((len(t) <= THEME_WORDS and self._own.holding([t]).any()) or self._is_name(t) for t in terms) else []

    def _is_name(self, terms: Collection[str]) -> bool:
        """Return whether terms are an acronym of the reports, or two and more of a body's name."""
        names = (*self._index.acronyms, *self._index.acronyms.values(), *self._index.ministries)
        asked = set(terms)
        return any(asked == name or (len(asked) > 1 and asked < name) for name in map(set, map(phrase_terms, names)))

    def _without_scope(self, focus: str, usable: np.ndarray) -> tuple[str, np.ndarray]:
        """Cut "in the progress section of Control Measures" off a question, and return which spans lie there."""
        folded = fold(focus)
        if len(folded) != len(focus):
            return focus, usable
        for area in self._index.places.areas:
            scope = re.search(
                rf"\b(?:in|of|under|within|across|from|for) (?:the )?{re.escape(fold(area))}\b(?: (?:area|objectives?|sections?|part|chapter|progress))*",
                folded,
            )
            if scope:
                usable = usable & self._index.places.in_areas((area,))
                focus, folded = (t[: scope.start()] + " " + t[scope.end() :] for t in (focus, folded))
                usable = self._of_part(scope[0] + " " + folded, usable)
                return re.sub(r"\b(?:progress (?:section|part|review)|objectives?)\b", " ", focus, flags=re.IGNORECASE), usable
        return focus, usable

    def _of_part(self, folded: str, usable: np.ndarray) -> np.ndarray:
        if re.search(r"\bprogress\b", folded):
            return usable & self._flag["progress"]
        return usable & ~self._flag["progress"] if re.search(r"\bobjectives?\b", folded) else usable

    def _subject(self, text: str) -> list[str]:
        """Return the terms of a text without those that only ask for mentions."""
        return [term(w) for w in words(text) if w not in FUNCTION_WORDS and w not in MENTION_FRAME and w != "country"]

    def _names(self, subject: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the names in a subject: what acronyms and the thesaurus of names know, with all their forms, else its longest known phrase."""
        names: list[tuple[str, ...]] = []
        for acronym, expansion in self._index.acronyms.items():
            short, long = term(fold(acronym)), phrase_terms(expansion)
            described = {t for t in subject if t not in _BODIES}
            if short in subject or set(long) <= set(self._spelt_out(subject)) or (len(described) > 1 and described < set(long)):
                names += [(short,), long]
        if not names and self._is_name(subject):
            return [tuple(subject)]
        beside = tuple(t for t in subject if (t,) not in names)
        if names and len(beside) > 1 and self._own.count(beside):  # "the drug observatory (OUD)"
            names.append(beside)
        return names or [run for form in (subject, self._joined(subject)) for run in self._longest_phrase(form)]

    def _joined(self, subject: Sequence[str]) -> list[str]:
        """Return a subject with "non" joined to the term behind it, where the reports also spell the two as one; nothing where they do not."""
        joined = [f"non{t}" for before, t in itertools.pairwise(subject) if before == "non"]
        if not joined or joined[0] not in self._index.postings.vocabulary:
            return []
        at = subject.index("non")
        return [*subject[:at], joined[0], *subject[at + 2 :]]

    def _kin(self, names: set[frozenset[str]]) -> set[frozenset[str]]:
        """Return the names of bodies whose expansion holds one of some names ("… of Latin America"), and their acronyms."""
        found: set[frozenset[str]] = set()
        for acronym, expansion in self._index.acronyms.items():
            long = frozenset(phrase_terms(expansion))
            if any(len(name) > 1 and name < long for name in names):
                found |= {long, frozenset({term(fold(acronym))})}
        return found

    def _spelt_out(self, subject: Sequence[str]) -> list[str]:
        """Return a subject with initials of parts of known expansions spelt out ("UN" in "UN Office on Drugs and Crime")."""
        result = list(subject)
        for expansion in self._index.acronyms.values():
            long = [w for w in words(expansion) if w not in FUNCTION_WORDS]
            for i in range(len(long)):
                for j in range(i + 2, len(long) + 1):
                    if "".join(w[0] for w in long[i:j]) in subject:
                        result += [term(w) for w in long[i:j]]
        return result

    def _longest_phrase(self, subject: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the longest run of a subject's terms that the reports also put side by side, the rarest of equally long ones."""
        for length in range(len(subject), 0, -1):
            runs = [tuple(subject[i : i + length]) for i in range(len(subject) - length + 1)]
            counts = [(self._own.count(run), run) for run in runs]
            said = [(count, run) for count, run in counts if count]
            if said:
                return [min(said)[1]]
        return []
