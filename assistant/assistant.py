"""The only place that wires the stages together: ``Assistant`` and ``ask``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.catalogue import marked, say
from assistant.datatypes import Answer, Hit, ReportInfo, Summary
from assistant.errors import QuestionError
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from assistant.builder import OpenIndex
    from assistant.encoder import Encoder
    from assistant.finding_lists import Listing
    from assistant.index import Index, Progress
    from assistant.languages.reading import QuestionReader
    from assistant.languages.vectors import SafetyNet
    from assistant.lookup import Cells
    from assistant.parts import Parts
    from assistant.question import Question
    from assistant.reader import Reader
    from assistant.retriever import Candidates, Retriever
    from assistant.ruling import Ruling
    from assistant.standalone import ReportsMeaning
    from assistant.summarizer import Summarizer
    from assistant.thesaurus import Thesaurus

    Stages = tuple[OpenIndex, Retriever, Reader]

MAX_CITATIONS = 3
MOST_PLACES = 12
"""Where more places than this mention what a broad question is about, they are no answer to it."""
TOP_K = 10
_OPENING = threading.Lock()
_shared: Assistant | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the reader sees of a question before it answers.

    ``ruling`` is what it would say to a yes/no question, ``left_open`` how surely the second reading finds it left open (-1 to 1).
    """

    index: Index
    question: Question
    candidates: Candidates
    listing: Listing | None
    cells: Cells | None
    ruling: Ruling | None
    left_open: float = 0.0


class Assistant:
    """Answers questions from a folder of reports. Loads at the first question; safe to share between threads."""

    def __init__(
        self,
        corpus: str | Path | None = None,
        index: str | Path | None = None,
        *,
        settings: Settings | None = None,
        encoder: Encoder | None = None,
        progress: Progress | None = None,
        assemble: Callable[[OpenIndex], Stages] | None = None,
    ) -> None:
        """Say where things are; nothing is read yet.

        Args:
            corpus: the folder of reports; None: the shipped corpus.
            index: the folder of the index; None: ``index/`` of the checkout, or a cache folder.
            settings: further settings; None: those of the environment. ``corpus`` and ``index`` go first.
            encoder: an encoder of one's own; None: the one that the settings name.
            progress: called with (what is done, steps done, steps in all) while an index is built.
            assemble: puts the stages together over an opened index; None: ``standard_stages``.
        """
        base = settings or Settings.from_environment()
        self.settings = replace(base, corpus=Path(corpus) if corpus is not None else base.corpus, index=Path(index) if index is not None else base.index)
        self._encoder = encoder
        self._progress = progress
        self._assemble = assemble or standard_stages
        self._lock = threading.Lock()
        self._stages: Stages | None = None
        self._languages: QuestionReader | None = None
        self._safety_net: SafetyNet | None = None
        self._meant: ReportsMeaning | None = None
        self._summarizer: Summarizer | None = None
        self._findings: npt.NDArray[np.bool_] | None = None

    def load(self, *, rebuild: bool = False) -> OpenIndex:
        """Load the index, building it first where it is missing, stale or damaged (or where ``rebuild`` asks for it).

        Raises:
            AssistantError: corpus, model or index folder cannot be used; the message says why and what to do.
        """
        with self._lock:
            if self._stages is None or rebuild:
                from assistant.builder import open_index
                from assistant.traits import findings

                stages = self._assemble(open_index(self.settings, encoder=self._encoder, rebuild=rebuild, progress=self._progress))
                self._languages = self._safety_net = self._meant = None
                self._findings = findings(stages[0].index.traits)
                self._summarizer = None
                self._stages = stages
            return self._stages[0]

    def stages(self) -> Stages:
        """Return the loaded parts, for measuring them one by one; loads them first where needed."""
        stages = self._stages
        if stages is None:
            self.load()
            stages = self._stages
        assert stages is not None
        return stages

    @property
    def reports(self) -> tuple[ReportInfo, ...]:
        """What the corpus holds."""
        return self.stages()[0].index.reports

    @property
    def areas(self) -> tuple[str, ...]:
        """The area names of all reports, in reading order."""
        return tuple(dict.fromkeys(area for report in self.reports for area in report.areas))

    def report_text(self, report: str) -> str:
        """Return a report's text, which citations' offsets point into."""
        return self.stages()[0].texts[report]

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        reports: Collection[str] | None = None,
        areas: Collection[str] | None = None,
        max_citations: int = MAX_CITATIONS,
        summarize: bool = False,
        language: str | None = None,
    ) -> Answer:
        """Answer a question, or say that the reports do not; of a message that asks several, each in turn, without a verdict on the whole.

        A turn that doubts the answer before it, or wants it shorter or longer ("are you sure?"), gets that answer again.

        Args:
            question: the question, at most 2,000 characters.
            history: earlier questions of the conversation, oldest first.
            reports: ids of the reports to answer from; None: those of the countries that the question names, else all.
            areas: names of the areas to answer from; None: all.
            max_citations: at most so many citations where the question asks for no list, at least 1; each question of a message has its own.
            summarize: add a short summary, in the mode of the settings; a silence has none.
            language: the question's language, "en", "es", "pt" or "fr"; None: that of the settings, or found.

        Raises:
            QuestionError: the question is blank, too long or no text, the language unknown, or ``max_citations`` below 1.
            FilterError: a report or area is unknown.
            AssistantError: corpus, model or index cannot be used.
        """
        from assistant.joined import joined
        from assistant.question import check_question
        from assistant.several_questions import questions_in
        from assistant.small_talk import substance, wish

        wanted = wish(question) if isinstance(question, str) else None
        earlier = () if wanted is None or isinstance(history, str) else substance([h for h in history if isinstance(h, str)])
        if wanted and earlier:  # "are you sure?": the last question again
            most = {"again": max_citations, "shorter": 1, "more": 2 * max_citations}[wanted]
            again = self.ask(earlier[-1], history=earlier[:-1], reports=reports, areas=areas, max_citations=most, summarize=summarize, language=language)
            lead = say("Once more, “{question}”:", again.language, question=earlier[-1])
            return replace(again, question=question, text=f"{lead} {again.text}")
        asked = questions_in(question) if isinstance(question, str) else (question,)
        if len(asked) == 1:
            answer = self._ask_one(question, history, reports, areas, max_citations, language)
        else:
            check_question(question, language or self.settings.language or "en")  # the whole of it
            answers = [self._ask_one(q, (*history, *asked[:n]), reports, areas, max_citations, language) for n, q in enumerate(asked)]
            answer = joined(question.strip(), list(zip(asked, answers, strict=True)), None)
        return self._summaries().summarize(answer) if summarize else answer

    def _ask_one(
        self,
        question: str,
        history: Sequence[str],
        reports: Collection[str] | None,
        areas: Collection[str] | None,
        max_citations: int,
        language: str | None,
    ) -> Answer:
        """Answer one question of a message; where the reports say nothing to it, without the conversation before it, or completed from that after all."""
        from assistant.countries import codes_of, find_countries
        from assistant.framing import broadly
        from assistant.question import analyse

        meant, *otherwise = self._readings(question, history, language)
        if max_citations < 1:
            raise QuestionError(say("max_citations is {found}, expected at least 1.", meant.language, found=max_citations))
        answer = self._answer(meant, reports, areas, max_citations)
        if answer.answered:
            return answer
        own = codes_of(meant.countries or tuple(r.country for r in self.reports))
        named = find_countries(meant.focus)
        others = (self._answer(other, reports, areas, max_citations) for other in otherwise if named - own <= find_countries(other.focus))
        answered = next((other for other in others if other.answered), None)
        if answered is not None:
            return answered
        broad = broadly(meant.focus, lambda name: bool(find_countries(name)) and find_countries(name) <= own)
        if broad is None or not named <= own:
            return answer
        whole = replace(analyse(broad, meant.language), text=meant.text, wording=meant.wording, untranslated=meant.untranslated)
        told = self._answer(whole, reports, areas, max_citations)
        return told if told.answered and len(told.citations) <= MOST_PLACES else answer

    def _answer(self, question: Question, reports: Collection[str] | None, areas: Collection[str] | None, max_citations: int) -> Answer:
        """Answer from the one report there is, or from the reports of each country that a question is asked of."""
        allowed = self._allowed(reports, areas, question.language)  # complains about unknown names
        from assistant.by_country import answer_by_country, nearest_countries
        from assistant.reports_asked import MOST_COUNTRIES, reports_asked
        from assistant.retriever import chosen_reports

        index = self.stages()[0].index
        chosen = chosen_reports(index, reports, question.language)
        infos = [r for r in index.reports if chosen is None or r.id in chosen]

        def answer_from_all() -> Answer:
            return self._answer_from(question, reports, areas, max_citations, narrowed=reports is not None or areas is not None)

        if len(infos) < 2:
            return answer_from_all()
        every = reports_asked(question, infos)
        asked = every
        if len(every) > MOST_COUNTRIES:
            country_of = {r.id: r.country for r in infos}
            found = (country_of[index.section_of(int(i))[0]] for i in self._candidates(question, allowed).spans)
            asked = nearest_countries(every, found, MOST_COUNTRIES)

        def answer_from(own: Question, of: Collection[str], most: int) -> Answer:
            return self._answer_from(own, of, areas, most, narrowed=areas is not None)

        return answer_by_country(question, asked, answer_from, answer_from_all, max_citations, len(every) - len(asked))

    def _answer_from(self, question: Question, reports: Collection[str] | None, areas: Collection[str] | None, max_citations: int, *, narrowed: bool) -> Answer:
        """Answer a question from some reports; ``narrowed``: whether filters leave a part of what was to answer."""
        _, _, reader = self.stages()
        allowed = self._allowed(reports, areas, question.language)
        candidates, parts = self._search(question, allowed)
        whole = None if areas is None else self._candidates(question, self._allowed(reports, None, question.language))
        return reader.answer(question, candidates, max_citations=max_citations, allowed=allowed, parts=parts, narrowed=narrowed, whole=whole)

    def stream_summary(self, answer: Answer) -> Iterator[Summary]:
        """Yield an answer's summary as it grows, a checked sentence at a time; see ``assistant.summarizer``.

        Raises:
            SummaryError: the settings of summaries are contradictory or name something unknown.
        """
        return self._summaries().stream(answer)

    @property
    def thesaurus(self) -> Thesaurus:
        """Likeness of words over the reports' vocabulary."""
        return self.stages()[1].thesaurus

    def _summaries(self) -> Summarizer:
        """Return the summarizer that the settings describe, made when it is first needed."""
        from assistant.language_models import open_model
        from assistant.summarizer import summarizer_for

        opened, retriever, _ = self.stages()
        with self._lock:
            if self._summarizer is None:
                self._summarizer = summarizer_for(opened.index, retriever.thesaurus, open_model(self.settings), self.settings.summary_mode)
            return self._summarizer

    def _analyse(self, question: str, history: Sequence[str], language: str | None = None) -> Question:
        """Check a question, read it into English, complete it from the conversation, mend its spelling and analyse it."""
        return self._readings(question, history, language)[0]

    def _readings(self, question: str, history: Sequence[str], language: str | None = None) -> list[Question]:
        """Return the ways in which a question may be meant after the ones before it, the likeliest first; see ``_analyse``."""
        from assistant.acronyms import spell_out_lookalikes
        from assistant.conversation import ways_meant
        from assistant.countries import capitals_as_countries, codes_of, country_name, find_countries, without_own_country
        from assistant.normalization import normalize
        from assistant.question import analyse, check_question
        from assistant.several_questions import questions_in
        from assistant.small_talk import asks_nothing, substance
        from assistant.turns import asks_by_itself, leans_wholly

        named = language or self.settings.language
        text = check_question(question, named or "en")
        if isinstance(history, str):
            message = marked("the history is one text, expected a list of the earlier questions. Pass it as [question, …], oldest first.")
            raise QuestionError(say(message, named or "en"))
        earlier = [q for turn in substance([check_question(h, named or "en") for h in history]) for q in questions_in(turn)]
        opened, retriever, _ = self.stages()
        read = self._question_reader(opened).read(text if asks_nothing(text) else normalize(text), [normalize(h) for h in earlier], named)
        ways: tuple[str, ...] = (read.english,)
        countries = tuple(r.country for r in opened.index.reports)
        if not asks_nothing(text):
            ways = ways_meant(read.english, read.history, lambda name: bool(find_countries(name)), self._meaning())
            before = find_countries(read.history[-1]) - codes_of(countries) if read.history else frozenset()
            leans = not asks_by_itself(read.english) and leans_wholly(read.english)
            if before and leans and not find_countries(read.english):  # what leans on a turn on another country is on that as well
                ways = tuple(way for way in ways if before <= find_countries(way)) or (f"{ways[0].rstrip(' ?')} in {country_name(min(before))}?",)
        suspects = None if read.language == "en" else read.untranslated  # what the dictionary said in English is spelt right
        found = []
        for way in ways:
            standalone = without_own_country(capitals_as_countries(way, countries), countries)
            standalone = spell_out_lookalikes(standalone, opened.index.acronyms)
            analysed = analyse(retriever.correct(standalone, suspects), read.language)
            found.append(replace(analysed, text=text, wording=read.wording, untranslated=read.untranslated))
        return found

    def _search(self, question: Question, allowed: npt.NDArray[np.bool_] | None) -> tuple[Candidates, Parts | None]:
        """Return a question's candidates, and its parts with theirs where it asks two things."""
        opened, retriever, _ = self.stages()
        net = self._net(question, opened)
        return retriever.search(question, allowed, net), self._parts(question, lambda part: retriever.search(part, allowed, net))

    def _allowed(self, reports: Collection[str] | None, areas: Collection[str] | None, language: str) -> npt.NDArray[np.bool_] | None:
        """Return which spans may answer: what the filters allow, without sentences that tell a reader what to say; None where all may."""
        from assistant.retriever import allowed_spans

        allowed = allowed_spans(self.stages()[0].index, reports, areas, language)
        if self._findings is None:
            return allowed
        return self._findings if allowed is None else allowed & self._findings

    def _candidates(self, question: Question, allowed: npt.NDArray[np.bool_] | None) -> Candidates:
        opened, retriever, _ = self.stages()
        return retriever.search(question, allowed, self._net(question, opened))

    def _parts(self, question: Question, search: Callable[[Question], Candidates]) -> Parts | None:
        """Return the two questions that a yes/no question is made of, each searched for when it is looked at, or None where it asks one thing."""
        from assistant.coordination import coordination
        from assistant.parts import Parts
        from assistant.question import analyse

        found = coordination(question.focus) if question.is_yes_no else None
        if found is None:
            return None

        def asked(text: str) -> tuple[Question, Candidates]:
            part = replace(analyse(text, question.language), wording=question.wording, untranslated=question.untranslated, countries=question.countries)
            return part, search(part)

        return Parts(found, asked)

    def _net(self, question: Question, opened: OpenIndex) -> SafetyNet | None:
        """Return the safety net for a question in another language, where the index has one."""
        if question.language == "en" or opened.multilingual is None:
            return None
        if self._safety_net is None:
            from assistant.languages.vectors import SafetyNet, load_encoder, model_name

            name = model_name(self.settings.multilingual)
            self._safety_net = SafetyNet(opened.multilingual, lambda: load_encoder(str(name)))
        return self._safety_net

    def _meaning(self) -> ReportsMeaning:
        """Return what tells how a turn of a conversation is meant."""
        if self._meant is None:
            from assistant.standalone import ReportsMeaning

            opened, retriever, _ = self.stages()
            self._meant = ReportsMeaning(retriever, opened.index)
        return self._meant

    def _question_reader(self, opened: OpenIndex) -> QuestionReader:
        """Return what reads questions in four languages for this index."""
        if self._languages is None:
            from assistant.languages.reading import QuestionReader

            self._languages = QuestionReader(opened.index.words, opened.encoder.is_word)
        return self._languages

    def inspect(self, question: str, *, history: Sequence[str] = (), language: str | None = None) -> Inspection:
        """Return what the reader sees before it answers: for fitting and for looking into an answer, not for answering.

        Raises:
            QuestionError: the question is blank, too long or no text, or the language unknown.
        """
        analysed = self._analyse(question, history, language)
        opened, _, reader = self.stages()
        candidates, parts = self._search(analysed, self._findings)
        listing, cells = reader.whole_answers(analysed, candidates, self._findings)
        ruling = reader.rule(analysed, candidates, parts) if analysed.is_yes_no and len(candidates.spans) else None
        left_open = reader.left_open(analysed, candidates, ruling) if len(candidates.spans) else 0.0
        return Inspection(opened.index, analysed, candidates, listing, cells, ruling, left_open)

    def search(
        self,
        query: str,
        *,
        top_k: int = TOP_K,
        reports: Collection[str] | None = None,
        areas: Collection[str] | None = None,
        language: str | None = None,
    ) -> tuple[Hit, ...]:
        """Return the ``top_k`` best spans for a query, best first, without judging them.

        Raises:
            QuestionError: the query is blank, too long or no text, the language unknown, or ``top_k`` below 1.
            FilterError: a report or area is unknown.
        """
        from assistant.reports_asked import countries_named
        from assistant.retriever import allowed_spans

        analysed = self._analyse(query, (), language)
        if top_k < 1:
            raise QuestionError(say("top_k is {found}, expected at least 1.", analysed.language, found=top_k))
        opened, retriever, reader = self.stages()
        about = countries_named(analysed.focus, tuple(r.country for r in self.reports)) if reports is None and len(self.reports) > 1 else ()
        if about:
            analysed, reports = replace(analysed, countries=about), [r.id for r in self.reports if r.country in about]
        allowed = allowed_spans(opened.index, reports, areas, analysed.language)
        found = retriever.search(analysed, allowed, self._net(analysed, opened))
        cited = reader.citer.cite([int(i) for i in found.spans[:top_k]], found)
        return tuple(Hit(c.report, c.area, c.section, c.quote, c.start, c.end, c.passage, c.score, c.passage_start) for c in cited)


def standard_stages(opened: OpenIndex) -> Stages:
    """Put the retriever and the reader together over an opened index."""
    from assistant.adapter import adapter_for
    from assistant.reader import Reader
    from assistant.retriever import Retriever

    retriever = Retriever(opened.index, opened.encoder, adapter=adapter_for(opened.encoder.weights_sha256))
    return opened, retriever, Reader(opened.index, opened.texts, retriever)


def ask(
    question: str,
    *,
    history: Sequence[str] = (),
    reports: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    max_citations: int = MAX_CITATIONS,
    summarize: bool = False,
    language: str | None = None,
) -> Answer:
    """Answer a question from the shipped corpus (or the one that the environment names); see ``Assistant.ask``."""
    return _default_assistant().ask(
        question, history=history, reports=reports, areas=areas, max_citations=max_citations, summarize=summarize, language=language
    )


def _default_assistant() -> Assistant:
    """Return the one assistant behind ``ask``, so that a second question does not load everything again."""
    global _shared
    with _OPENING:
        if _shared is None:
            _shared = Assistant()
        return _shared
