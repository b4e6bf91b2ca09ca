"""Questions whose answer is a list: members of a list, rows with one mark, every concern or weakness of an area, every mention."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from assistant.datatypes import Span
from assistant.finding_lists import MENTION_FRAME, FindingLists, Listing
from assistant.index import Index
from assistant.lexicon import FUNCTION_WORDS, fold, term, words
from assistant.own_terms import OwnTerms
from assistant.paraphrases import phrase_terms
from assistant.polarity import row_affirmed
from assistant.question import ORDER, Question, is_bare
from assistant.retriever import Candidates
from assistant.stance import MATCH, word_match
from assistant.thesaurus import QuestionWords, Thesaurus
from assistant.traits import TRAITS

_MENTIONS = re.compile(
    r"\bevery (?:mention|reference|place|time|passage)\b|\ball (?:the )?(?:mentions|references|places|passages)\b"
    r"|\bwhere (?:does|do|is|are|in the report)\b.*\b(?:mention\w*|appear\w*|come up|comes up|crop\w* up|named|referred|cited"
    r"|discussed|talk\w*)\b"
    r"|\bwhere .*\b(?:appears?|mentioned|come up|comes up|brought up)\b|\b(?:what|which) (?:points|places|parts|passages|sections"
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
    r"|\bhow (?:does|do|did) .+ (?:figure|feature|come up|appear) (?:in|across|throughout) (?:the|this) (?:report|text|document)\b"
    r"|\bwhere (?:is|are|was|were) .+ (?:taken up|dealt with|touched (?:up)?on|brought in)\b"
    r"|\bwhere (?:is|are) (?:it|they|that|this) \w+\b"
    r"|\b(?:turns?|crops?|comes?|pops?) up\b.*\b(?:in|across|throughout) (?:the|this) (?:whole |entire )?(?:report|text|document|evaluation)\b"
    r"|\b(?:all|every|each of) (?:the )?(?:spots?|points?|lines?)\b.*\b(?:spoken of|mention\w*|named|comes? up|turns? up|touched)\b"
    r"|\beverywhere .*\b(?:turns?|comes?|crops?|pops?|appears?|is|are)\b"
    r"|\bwherever (?:it|they|he|she|this|that|these|those) (?:comes?|turns?|crops?|pops?|appears?|is|are)\b"
)
_ACROSS = re.compile(
    r"\b(?:said|says?|mention\w*|appear\w*|comes? up|discussed|written)\b.*\b(?:throughout|across|anywhere|everywhere|all over) (?:in )?(?:the |this )?"
    r"(?:whole |entire )?(?:report|text|document)?\W*$"
    r"|, (?:anywhere|everywhere|throughout|in all areas|across (?:all|the) areas|all over)\b[^,]*$"
)
"""The whole report is meant, not an area of it."""
_SHOW_PLACES = re.compile(r"\b(?:give|show|list|name|cite|quote|where|which)\b[^?]*\b(?:places?|mentions?|passages?)\b")
_SAYS_ABOUT = re.compile(
    r"\bwhat (?:does|did|do|is)\b.*\b(?:say|says|said|state|tell|report|written) (?:us |me )?(?:\w+ )?(?:about|on|of|regarding|concerning)\b"
)
_REPORT_SAYS = re.compile(
    r"^\W*what (?:(?:does|do|did) (?:the|this|your|that) (?:report|document|text|evaluation) (?:say|state|tell(?: us| me)?|write)"
    r"|does it (?:say|state|tell(?: us| me)?)|(?:do|can|could) (?:we|i|you|one) (?:learn|read|find(?: out)?|hear|know)(?: (?:in|from) (?:the|this) report)?"
    r"|(?:is|was|gets) (?:said|written|stated|reported)(?: throughout| everywhere| anywhere)?"
    r"|has (?:the|this) (?:report|document|text) (?:to say|got to say)) (?:about|on|of|regarding|concerning)\b"
)
"""Asks for what the report says of something, whoever else might have said it and when."""
_APPOSITION = re.compile(
    r",\s*(?:that is|i\.?e\.?|in other words|or rather|meaning|also known as|or)\b,?|,\s+(?=the\b)|\b(?:and|as well as)\b(?=\s+(?:its|the|their)\b)|/|;"
)
"""Between two namings of one thing, or between two things."""
_ITS_KIN = re.compile(
    r"\b(?:its|their) (?:[\w-]+ ){0,3}(?:branch|branches|counterparts?|body|bodies|arms?|offshoots?|affiliates?|sister|subsidiar\w+|chapters?)\b"
)
_NAMES_APART = re.compile(r",|;|/|\(|\band\b|\bor\b")
_SINGLE = re.compile(
    r"\b(?:which|what) (?!the country\b)(?:[\w-]+ ){0,2}?"
    r"(?:ministry|body|agency|institution|entity|office|authority|organi[sz]ation|unit|law|decree|year|country|company) (?!of\b|and\b|or\b)\w+"
)
"""Asks for one thing."""
_PLURAL = re.compile(
    r"\b(?:what|which|wich|whom?) (?:[\w-]+ ){0,3}?(?!was\b|is\b|has\b|does\b)\w{3,}s\b(?!')"
    r"|\bhow many (?:[\w-]+ ){0,3}?\w{3,}s\b.*(?:\band|,) (?:which|what|who|name|list)\b"
    r"|^\W*(?:(?:the|all|every) )?(?:[\w-]+ ){0,2}?\w{3,}s (?:on|of|in|about|for|that|which|used|under|with|by) "
)
"""Asks for several things by a plural, or names them by one ("statistics on …")."""
_BOUND = re.compile(
    r"\b(?P<year>(?:19|20)\d\d) (?:or|and) (?:(?P<later>later|after|newer|onwards?)|earlier|before|older)\b"
    r"|\b(?:(?P<since>since|from|as of)|until|up to) (?:the year )?(?P<bound>(?:19|20)\d\d)\b(?! ?(?:to|until|through|-|–))"
)
"""A bound of years that belongs to what it bounds ("2017 or later", "since 2015"); ``ORDER`` sets those that do not ("before 2016")."""
_MEMBERS = re.compile(r"\b(?:members|participants|components|parts|makes? up|belongs? to|takes? part|participates?|sits? on)\b")
_DEMAND = re.compile(r"\b(?:list|which|what|name|enumerate|all|every(?:thing)?|each|give|show|tell|things?|where)\b")
LEADS = 3
"""Candidates among which one that leads to a list may stand for the best one ..."""
LEAD_SHARE = 0.85
"""... when it says at least this share of what that one says of the question."""
LAST_YEAR = 9999
THEME_WORDS = 3
"""What a report says about so few words, which it puts together itself, is asked of them as a theme: every place counts."""
SHORT = 8
"""A question of at most so many words that is no sentence ("weak points in control measures") asks for all of them."""


KIND_WORDS = 3
"""A cell of so few words names a kind ("Universal and selective"), by which rows may be chosen."""
OWN_LABEL = 0.1
"""Rows are alike by words of their labels that carry at least this share of the question."""
SAID_BY_ITSELF = 0.85
"""From this likeness on a word is said by a span itself, not only by what leads to it; near-synonyms of the thesaurus included."""


def _demands(folded: str) -> bool:
    return bool(_DEMAND.search(folded)) or len(folded.split()) <= SHORT


def years_bounded(folded: str) -> tuple[int, int] | None:
    """Return the first and the last year that a question's bound leaves ("2017 or later", "before 2016"), or None where it sets none."""
    order, bound = ORDER.search(folded), _BOUND.search(folded)
    if bound:
        year = int(bound["year"] or bound["bound"])
        return (year, LAST_YEAR) if bound["later"] or bound["since"] else (0, year)
    if order:
        return (0, int(order["year"]) - 1) if order["before"] else (int(order["year"]) + 1, LAST_YEAR)
    return None


def _alternatives(focus: str) -> list[tuple[str, str]]:
    """Return the pairs of folded words that "or" or "and" joins ("charged or convicted")."""
    return [(m[1], m[2]) for m in re.finditer(r"\b([a-z]+) (?:or|and|and/or) ([a-z]+)\b", fold(focus))]


def _says_all(said: np.ndarray, wanted: np.ndarray, pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether all wanted words are said, (words,); of a pair of alternatives one is enough."""
    said = said.copy()
    for a, b in pairs:
        if wanted[a] or wanted[b]:
            said[[a, b]] = said[a] or said[b]
    return bool(said[wanted].all())


class Lister:
    """Finds whole lists in one index."""

    def __init__(self, index: Index, thesaurus: Thesaurus) -> None:
        """Prepare an index."""
        self._index = index
        self._thesaurus = thesaurus
        self._flag = {name: index.traits[:, i] for i, name in enumerate(TRAITS)}
        self._findings = FindingLists(index, thesaurus)
        self._own = OwnTerms(index.postings, index.word_vectors, index.words, len(index.spans))
        names = sorted({r.country for r in index.reports if r.country}, key=len, reverse=True)
        self._own_country = re.compile(rf"\b(?:{'|'.join(map(re.escape, names)) or '(?!)'})\b", re.IGNORECASE)

    def find(self, question: Question, candidates: Candidates, allowed: np.ndarray | None) -> Listing | None:
        """Return the whole list that a question asks for, or None where it asks for one thing."""
        asked = question.text if question.language == "en" and self._findings.names_area_aside(question) else question.focus
        question = replace(question, focus=self._own_country.sub("the country", asked))
        folded = fold(question.focus)
        if question.is_yes_no and not is_bare(question.focus) and not _SHOW_PLACES.search(folded):
            return None
        usable = np.ones(len(self._index.spans), dtype=np.bool_) if allowed is None else allowed
        whole = self._findings.section(question, candidates, usable, several=self._wants_several(question)) or self._findings.laws(question, usable)
        if whole is not None:
            return whole
        subjects = self._said_of(question.focus)
        scoped = _SAYS_ABOUT.search(folded) and self._without_scope(question.focus, usable)[0] != question.focus
        if subjects or scoped or _MENTIONS.search(folded) or (_ACROSS.search(folded) and not question.attitude):
            return self._mentions(question, candidates, usable, subjects)
        if not _demands(folded):
            return self._members(question, candidates)
        if question.attitude:
            return self._findings.attitudes(question, candidates, usable)
        return (
            self._findings.weaknesses(question, candidates, usable)
            or self._findings.rounds(question, usable)
            or self._members(question, candidates)
            or (self._findings.denials(question, candidates, usable) if self._wants_several(question) else None)
        )

    def _mentions(self, question: Question, candidates: Candidates, usable: np.ndarray, subjects: Sequence[str]) -> Listing | None:
        """Return every span that names what is asked about, by its name, acronym, expansion or words of the same meaning."""
        topic, usable = self._without_scope(question.focus, usable)
        parts = [subject for part in subjects or _APPOSITION.split(topic) if (subject := self._subject(part))]
        wanted = {frozenset(name) for subject in parts for name in self._names(subject)}
        if _ITS_KIN.search(fold(topic)):
            wanted |= self._kin(wanted)
        if not parts:
            return None
        named = self._own.holding(wanted)
        for subject in parts:
            rows = [row for row, w in enumerate(candidates.words.words) if term(w) in subject]
            if rows and not self._is_said(subject):
                named[candidates.spans[(candidates.matched[rows] >= SAID_BY_ITSELF).all(axis=0)]] = True
        found = usable & ~self._flag["statement"] & ~self._flag["preface"] & named
        return Listing("mentions", tuple(int(i) for i in np.flatnonzero(found)))

    def _is_said(self, subject: list[str]) -> bool:
        """Return whether the reports name a subject in its own words, which then stand for themselves alone."""
        return bool(self._own.count(subject)) or self._is_name(subject)

    def _said_of(self, focus: str) -> list[str]:
        """Return the bodies and themes of which "what does the report say about" asks everything; none where it asks about anything else."""
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
            if short in subject or set(long) <= set(self._spelt_out(subject)):
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

    def _members(self, question: Question, candidates: Candidates) -> Listing | None:
        """Return the members of the list or table that the best candidate leads to or belongs to, where the whole is asked for."""
        best = self._leading(question, candidates)
        items = [self._index.spans[i] for i in self._index.passages[best.passage].spans]
        members = [s for s in items if s.kind in ("bullet", "table_row")]
        if not members or _SINGLE.search(fold(question.focus)):
            return None
        if best.kind in ("bullet", "table_row"):
            alike = self._rows_alike(question, candidates.words, best)
            if alike is not None:
                return alike
            if not self._asks_for_whole(question, candidates.words, best) and not self._several_answer(question, candidates, best):
                return None
        elif not best.text.rstrip().endswith(":"):
            return None
        if question.expects == {"body"} and not self._flag["body"][[s.id for s in members]].any():
            return None  # a list of things does not say who
        if members[0].kind == "bullet":
            return Listing("items", tuple(s.id for s in members if s.kind == "bullet"))
        return self._rows(question, candidates.words, members)

    def _leading(self, question: Question, candidates: Candidates) -> Span:
        """Return the best candidate, or where several things are asked for the first that leads to a list or a table, if it says as much."""
        best = self._index.spans[int(candidates.spans[0])]
        if best.kind != "sentence" or best.text.rstrip().endswith(":") or not self._wants_several(question):
            return best
        weights = candidates.words.weights
        said = weights @ (candidates.matched[:, :LEADS] >= MATCH)
        for k in range(min(LEADS, len(candidates.spans))):
            span = self._index.spans[int(candidates.spans[k])]
            if said[k] >= LEAD_SHARE * said[0] and (span.kind == "table_row" or span.text.rstrip().endswith(":")):
                return span
        return best

    def _wants_several(self, question: Question) -> bool:
        folded = fold(question.focus)
        return question.wants_all or bool(_PLURAL.search(folded) or _MEMBERS.search(folded))

    def _asks_for_whole(self, question: Question, asked: QuestionWords, member: Span) -> bool:
        """Return whether a question names the list rather than this member: its words match the lead-in, not the member."""
        if len({(s.start, s.end) for s in self._members_of(member)}) < 2:
            return False
        own = word_match(asked, self._thesaurus, member.label or member.text)
        lead = word_match(asked, self._thesaurus, " ".join([member.context, *(c for c, _ in member.facts)]))
        total = float(asked.weights.sum()) or 1.0
        own_only = float(asked.weights[(own >= 0.6) & (own > lead + 0.2)].sum()) / total
        return own_only < 0.15 and float((asked.weights * (lead >= 0.6)).sum()) / total >= 0.3

    def _rows_alike(self, question: Question, asked: QuestionWords, best: Span) -> Listing | None:
        """Return the rows that answer a question for several things as well as the best one: their labels say all that its label says."""
        if best.kind != "table_row" or question.years or not (question.wants_all or _PLURAL.search(fold(question.focus))):
            return None
        rows = self._members_of(best)
        own = (word_match(asked, self._thesaurus, best.label) >= SAID_BY_ITSELF) & ~self._said_by_lead(asked, [best])
        said = {s.id: word_match(asked, self._thesaurus, s.label) >= SAID_BY_ITSELF for s in rows}
        if float(asked.weights[own].sum()) < OWN_LABEL * float(asked.weights.sum()):
            return None
        pairs = [(asked.words.index(a), asked.words.index(b)) for a, b in _alternatives(question.focus) if a in asked.words and b in asked.words]
        alike = [s for s in rows if own.any() and _says_all(said[s.id], own, pairs)]
        marks = {s.id: row_affirmed(s.facts) for s in alike}
        if None not in marks.values():
            alike = [s for s in alike if marks[s.id] != question.is_negated]
        return Listing("rows", tuple(s.id for s in alike)) if 1 < len({(s.start, s.end) for s in alike}) < len({(s.start, s.end) for s in rows}) else None

    def _several_answer(self, question: Question, candidates: Candidates, best: Span) -> bool:
        """Return whether a question asks for several things and the two best candidates are two bullets of one list."""
        if not self._wants_several(question) or best.kind != "bullet" or len(candidates.spans) < 2:
            return False
        second = self._index.spans[int(candidates.spans[1])]
        return second.kind == "bullet" and second.passage == best.passage

    def _members_of(self, member: Span) -> list[Span]:
        return [s for i in self._index.passages[member.passage].spans if (s := self._index.spans[i]).kind == member.kind]

    def _rows(self, question: Question, asked: QuestionWords, members: list[Span]) -> Listing | None:
        """Return the rows that carry the mark, the year or the column that a question asks for."""
        rows = [s for s in members if s.kind == "table_row"]
        if len({(s.start, s.end) for s in rows}) < 2:
            return None
        if question.years:
            first, last = years_bounded(fold(question.focus)) or (LAST_YEAR, 0)
            dated = [s for s in rows if any(v.isdigit() and (int(v) in question.years or first <= int(v) <= last) for _, v in s.facts)]
            if first <= last:
                dated = [s for s in dated if all(not v.isdigit() or first <= int(v) <= last for _, v in s.facts)]
            if dated:
                return Listing("rows", tuple(s.id for s in dated))
        named = self._with_label(asked, rows)
        marks = {s.id: row_affirmed(s.facts) for s in rows}
        if any(marks[s.id] not in (None, question.is_negated) for s in named):
            rows = named
        marks = {s.id: marks[s.id] for s in rows}
        if None not in marks.values() and len(set(marks.values())) > 1:
            return Listing("rows", tuple(i for i, affirmed in marks.items() if affirmed != question.is_negated))
        if None not in marks.values() and question.is_negated == (True not in marks.values()):
            return Listing("rows", tuple(s.id for s in rows))
        unsaid = ~self._said_by_lead(asked, rows)
        cells = Counter(v for s in rows for _, v in s.facts)
        kinds = {v for v, count in cells.items() if count > 1 or len(v.split()) <= KIND_WORDS}  # a longer cell of its own describes, it sorts nothing
        columns = [
            s
            for s in rows
            if any(np.any((word_match(asked, self._thesaurus, v) >= 0.95) & unsaid) or self._asked_whole(asked, v) for _, v in s.facts if v in kinds)
        ]
        if question.is_negated and not columns and None in marks.values():  # who gets *no* programme is none of those listed
            return None
        return Listing("rows", tuple(s.id for s in (columns if 0 < len(columns) < len(rows) else rows)))

    def _asked_whole(self, asked: QuestionWords, value: str) -> bool:
        """Return whether a question says every content word of a cell ("outcome")."""
        ids = self._thesaurus.word_ids(value)
        return bool(ids) and len(ids) <= 2 and bool((asked.likeness[:, ids].max(axis=0) >= 0.95).all())

    def _with_label(self, asked: QuestionWords, rows: list[Span]) -> list[Span]:
        """Return the rows whose labels say the words of the question that some labels of the table say and others do not."""
        said = np.array([word_match(asked, self._thesaurus, s.label) >= SAID_BY_ITSELF for s in rows])
        telling = said.any(axis=0) & ~said.all(axis=0) & ~self._said_by_lead(asked, rows)
        kept = [s for s, own in zip(rows, said[:, telling], strict=True) if own.all()]
        return kept if len({(s.start, s.end) for s in kept}) > 1 else rows

    def _said_by_lead(self, asked: QuestionWords, rows: Sequence[Span]) -> np.ndarray:
        """Return which words of a question the table's heading or its columns say, (words,): they tell none of its rows apart."""
        return np.asarray(word_match(asked, self._thesaurus, " ".join([rows[0].context, *(c for s in rows for c, _ in s.facts)])) >= SAID_BY_ITSELF)
