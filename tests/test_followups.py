"""Follow-ups that name a round by its place beside the one before, or ask the same of another time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from assistant import Assistant
from assistant.conversation import resolve, ways_meant
from assistant.datatypes import Verdict
from assistant.turns import asks_by_itself
from assistant.word_order import in_order


@dataclass(frozen=True)
class FakeMeaning:
    """What the reports would tell of a turn's meaning."""

    alone: bool = False
    said: tuple[str, ...] = ()
    body: str | None = None
    kind: str | None = None
    nothing: bool = False

    def stands_alone(self, own: str, completed: str) -> bool:
        return self.alone

    def is_said(self, own: str, completed: str) -> bool:
        return completed in self.said

    def body_in_answer(self, question: str) -> str | None:
        return self.body

    def likest(self, phrase: str, among: Sequence[str]) -> int | None:
        return among.index(self.kind) if self.kind in among else None

    def names_nothing(self, own: str) -> bool:
        return self.nothing

    def is_literal(self, own: str, completed: str) -> bool:
        return own == completed

    def tells_beginning(self, completed: str) -> bool:
        return False


SEVENTH = "Did Peru study soil damage in the seventh round?"


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("And did it do so in the previous round?", "Did Peru study soil damage in the sixth round?"),
        ("did it in the sixth round?", "Did Peru study soil damage in the sixth round?"),
        ("Which laboratories were found in the previous round?", "Which laboratories were found in the sixth round?"),
        ("And in the next round?", "Did Peru study soil damage in the next round?"),
    ],
)
def test_a_round_is_named_by_its_place_beside_the_one_before(question: str, complete: str) -> None:
    assert resolve(question, [SEVENTH], lambda name: False) == complete


def test_a_previous_round_without_an_earlier_question_on_one_is_the_one_before_the_last() -> None:
    assert resolve("Did it do so in the previous round?", ["Does Peru have a budget?"], lambda name: False) == "Does Peru have a budget in the sixth round?"


def test_the_same_of_another_round_is_answered_as_if_asked_outright(assistant: Assistant) -> None:
    history = ["Did Peru study the environmental impact of illicit crops in the seventh round?"]
    assert assistant.ask("And did it do so in the previous round?", history=history).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("question", "complete"),
    [
        ("And the following year?", "What was the budget of DEVIDA in 2017?"),
        ("and the year before that?", "What was the budget of DEVIDA in 2015?"),
        ("Really? And in 2018?", "What was the budget of DEVIDA in 2018?"),
    ],
)
def test_what_leans_on_the_question_before_is_completed_from_it(question: str, complete: str) -> None:
    assert resolve(question, ["What was the budget of DEVIDA in 2016?"], lambda name: False) == complete


def test_a_question_word_without_a_verb_leans_on_the_question_before() -> None:
    assert resolve("And at what level?", ["Are treatment workers certified?"], lambda name: False) == "at what level are treatment workers certified?"


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("ok so how do they measure the crops?", "how do they measure the crops?"),
        ("and the FIU, when was it created?", "when was the FIU created?"),
        ("thanks, that was helpful. where can i call?", "where can i call?"),
    ],
)
def test_a_question_that_stands_alone_is_taken_as_it_is(question: str, own: str) -> None:
    assert resolve(question, ["how many hectares were eradicated?"], lambda name: False, FakeMeaning(alone=True)) == own


@pytest.mark.parametrize("question", ["since when?", "and in Cusco?", "Does Bolivia do so too?", "what type is it?", "and why?"])
def test_what_names_nothing_of_its_own_never_stands_alone(question: str) -> None:
    assert not asks_by_itself(question)
    assert resolve(question, ["Does Peru have a drug observatory?"], lambda name: False, FakeMeaning(alone=True)) != question


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        (["what does SUNAT stand for"], "how do they tell the companies about the rules?", "Registry of Controlled Assets"),
        (["who runs CONTRALAFI?"], "and the FIU, when was it created?", "The FIU was established by Law 27693 of 2002"),
        (["how many hectares were eradicated in 2018?"], "ok so how do they measure the crops?", "high resolution satellite images"),
        (
            ["how do they tell the companies about the rules?", "ok and medicines? who gives the licenses"],
            "are there inspections too?",
            "inspections and audits",
        ),
    ],
)
def test_a_clear_question_is_not_drawn_back_to_the_one_before(assistant: Assistant, history: list[str], question: str, said: str) -> None:
    answer = assistant.ask(question, history=history)
    assert said in answer.text


def test_a_question_on_a_group_is_not_answered_of_the_topic_before(assistant: Assistant) -> None:
    history = ["how many hectares were eradicated in 2018?", "ok so how do they measure the crops?"]
    assert assistant.ask("do indigenous people still have the right to chew it?", history=history).verdict is Verdict.YES


def test_a_pronoun_still_means_what_was_asked_about(assistant: Assistant) -> None:
    history = ["what do they do with the houses and cars they take from traffickers?"]
    answer = assistant.ask("is it transparent?", history=history)
    assert answer.verdict is Verdict.YES
    assert "accountability and transparency" in answer.citations[0].quote


def test_a_doubt_with_its_reason_gets_the_answer_again(assistant: Assistant) -> None:
    history = ["does Peru have an early warning system for new drugs?"]
    answer = assistant.ask("are you sure? I heard that they launched one", history=history)
    assert answer.text.startswith("Once more, “does Peru have an early warning system for new drugs?”: No.")


@pytest.mark.parametrize(
    ("history", "question", "complete"),
    [
        ("compare the budgets of 2014 and 2017", "No, I meant 2016 and 2017", "compare the budgets of 2016 and 2017?"),
        ("what did CICAD criticize?", "give me the list of all the concerns", "give me the list of all the concerns"),
        ("What was the budget in 2016?", "that's not what i asked, i asked how much went to prevention", "how much went to prevention"),
        ("Is there a law on tenders?", "ok different subject: is there a national plan?", "is there a national plan?"),
        (
            "Does Peru certify people who work in prevention?",
            "What about those in social integration?",
            "Does Peru certify people who work in social integration?",
        ),
    ],
)
def test_corrections_new_topics_and_demands(history: str, question: str, complete: str) -> None:
    assert resolve(question, [history], lambda name: False) == complete


@pytest.mark.parametrize(
    "question",
    [
        "Can investigators chase the cash at the same time as the drug case?",
        "Is CICAD satisfied that Peru has had a drug observatory since the fourth round?",
        "Who inspects the addiction centres that run as therapeutic communities?",
        "Are those formally charged counted?",
        "Would Peru hand over its own citizens to stand trial abroad?",
    ],
)
def test_what_points_at_something_in_the_question_itself_leans_on_nothing(question: str) -> None:
    assert resolve(question, ["How many hectares were eradicated in 2018?"], lambda name: False) == question


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("The strategy has a human rights angle, hasn't it?", "does the strategy have a human rights angle?"),
        ("But information on laboratories is available, isn't it?", "But is information on laboratories available?"),
        ("And in the fifth round, did they evaluate programmes then?", "And did they evaluate programmes in the fifth round?"),
        ("and before that, in 2015, how much was it?", "and how much was it in 2015?"),
        ("so according to CICAD it has all of the information there?", "so does it have all of the information there according to CICAD?"),
        ("So churches do it too then?", "So do churches do it too?"),
        ("That budget rose every year between 2014 and 2018, didn't it?", "did that budget rise every year between 2014 and 2018?"),
        ("but that last group does get training, right?", "but does that last group get training?"),
        ("and only the government runs those places?", "and does only the government run those places?"),
        ("So for exports such processes are missing too, correct?", "So are such processes missing too for exports?"),
        ("and it opened in 2015?", "and did it open in 2015?"),
        ("special courts for the small cases, got those?", "does the country have special courts for the small cases?"),
        ("and eradication ops, they do that as well?", "and do they do eradication ops?"),
        ("And evaluates it as well?", "And does it evaluate it as well?"),
        ("And PEN Online, in use since the first as well?", "And is PEN Online in use since the first as well?"),
        ("and plans to mitigate the impact, also in the fifth round?", "and is there plans to mitigate the impact in the fifth round?"),
        ("there are no special courts, right?", "are there no special courts?"),
        ("so there's an early warning system then?", "so is there an early warning system?"),
        ("so the country doesn't certify them?", "so is it true that the country doesn't certify them?"),
        ("not even primary school children?", "primary school children?"),
        ("and no regulatory framework for them either, is that right?", "and is there no regulatory framework for them?"),
    ],
)
def test_a_turn_in_another_order_is_put_as_a_question(question: str, asked: str) -> None:
    assert in_order(question) == asked


@pytest.mark.parametrize(
    "turn",
    [
        "the year it was founded?",
        "From what year is that decree?",
        "drugs seized in 2017?",
        "laws passed since 2010?",
        "impact evaluations as well?",
        "No more?",
        "no, the other one",
        "prisons too, right?",
        "what is the budget",
        "And the FIU?",
    ],
)
def test_a_turn_that_is_no_sentence_or_in_order_stays_as_it_is(turn: str) -> None:
    assert in_order(turn) == turn


@pytest.mark.parametrize(
    ("history", "turn", "complete"),
    [
        ("Is Peru a party to the protocol against the smuggling of migrants?", "and the firearms one?", "Is Peru a party to the firearms protocol?"),
        ("Is Peru in the UN treaty against corruption?", "and the American one?", "Is Peru in the American treaty against corruption?"),
        ("is peru party to the human trafficking protocol", "the migrant smuggling one too?", "is peru party to the migrant smuggling protocol?"),
        ("Are primary school children among them?", "and indigenous people?", "Are indigenous people among them?"),
    ],
)
def test_another_one_of_its_kind_takes_the_place_of_what_was_named(history: str, turn: str, complete: str) -> None:
    assert resolve(turn, [history], lambda name: False) == complete


def test_under_what_instrument_leans_on_the_question_before(assistant: Assistant) -> None:
    seen = assistant.inspect("Under what legal instrument?", history=["Which body regulates domestic trade in controlled chemicals?"])
    assert seen.question.focus == "Under what legal instrument body regulates domestic trade in controlled chemicals?"


def test_the_evaluators_are_not_what_they_or_it_stands_for() -> None:
    history = "Could CICAD evaluate the programmes for people affected by drugs?"
    assert "CICAD" not in resolve("How many people have been given one of those?", [history], lambda name: False)


def test_keywords_on_another_topic_are_not_put_into_the_question_before(assistant: Assistant) -> None:
    history = ["How many hectares of coca were eradicated in 2018?"]
    assert assistant.ask("accreditation of treatment centres?", history=history).verdict is Verdict.YES


@pytest.mark.parametrize("question", ["Something else?", "new topic?", "another thing?"])
def test_a_new_topic_without_a_topic_is_no_crash(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, history=["Does Peru have drug courts?"]).question == question


def test_what_leaves_out_what_was_named_is_not_asked_alone(assistant: Assistant) -> None:
    assert not assistant.ask("Is there any for women?", history=["Does Peru have drug courts?"]).answered


@pytest.mark.parametrize(
    ("history", "question", "complete"),
    [
        ("Is there a law on tenders?", "Who enforces that law?", "Who enforces that law (law on tenders)?"),
        ("Does Peru train police?", "To whom?", "To whom train police?"),
        ("What was the budget in 2016?", "Were users followed two years later?", "Were users followed two years later?"),
        ("What was the budget in 2016?", "and of the following year?", "What was the budget in 2017?"),
        ("Is treatment free?", "Is it a problem for women?", "Is it a problem for women (treatment free)?"),
    ],
)
def test_what_leans_and_what_does_not(history: str, question: str, complete: str) -> None:
    assert resolve(question, [history], lambda name: False) == complete


@pytest.mark.parametrize("question", ["is that a problem?", "Is that a problem for Jamaica?", "is that good or bad according to the evaluators?"])
def test_what_the_evaluators_think_of_it_is_asked_of_any_country(question: str) -> None:
    asked = resolve(question, ["Can a hospital import morphine?"], lambda name: name == "jamaica")
    assert asked == "What do the evaluators think about hospital import morphine?"


POLICY = "Who is in charge of drug policy there?"


@pytest.mark.parametrize(
    ("question", "meaning", "complete"),
    [
        ("Who does it answer to?", FakeMeaning(body="DEVIDA"), "Who does it answer to (DEVIDA in charge of drug policy)?"),
        ("Since when?", FakeMeaning(body="DEVIDA"), "Since when DEVIDA in charge of drug policy?"),
        ("What about imports of medicines?", FakeMeaning(), "imports of medicines"),
        ("Set up when?", FakeMeaning(), "when was it set up (in charge of drug policy)?"),
        ("Going back to prisons: who runs them?", FakeMeaning(), "who runs prisons?"),
        ("To which ministry?", FakeMeaning(), "To which ministry in charge of drug policy?"),
        ("so they stopped?", FakeMeaning(), "did they stop (in charge of drug policy)?"),
        ("Any law on it?", FakeMeaning(), "Is there any law on it (in charge of drug policy)?"),
    ],
)
def test_a_turn_is_completed_by_what_the_reports_say(question: str, meaning: FakeMeaning, complete: str) -> None:
    assert resolve(question, [POLICY], lambda name: False, meaning) == complete


def test_a_turn_reaches_further_back_only_for_what_the_reports_say_with_it() -> None:
    history = ["Is there a drug observatory?", "Does it publish surveys?", "Who pays for training?"]
    further = "Is it independent (drug observatory)?"
    assert resolve("Is it independent?", history, lambda name: False, FakeMeaning(said=(further,))) == further
    assert ways_meant("Is it independent?", history, lambda name: False, FakeMeaning())[0] == "Is it independent (pays for training)?"


def test_since_when_turns_to_nothing_else() -> None:
    assert resolve("Who chairs it?", ["Is there a drug observatory?", "Since when?"], lambda name: False) == "Who chairs it (drug observatory)?"


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        (["Good morning. I'm preparing a briefing on Peru. Who is in charge of drug policy there?"], "Since when?", "established in 2002"),
        (["Who is in charge of drug policy in Peru?", "Since when?"], "How much money did it get in 2018?", "$77,507,303"),
        (["When was the last household survey?"], "And the school survey?", "National surveys of secondary school students"),
        (["Is there a financial intelligence unit?"], "Set up when?", "The FIU was established by Law 27693 of 2002"),
        (["Is there an early warning system?"], "Back to concerns: is there one on small-scale trafficking?", "micro-drug trafficking"),
        ([], "Let's turn to coca. Does Peru measure its illicit crops?", "comparable methodologies to measure illicit crops"),
        ([], "I'd like to talk about treatment of drug users in Peru. Is there a national system?", "a national system for comprehensive treatment"),
    ],
)
def test_what_a_chat_is_about_is_kept(assistant: Assistant, history: list[str], question: str, said: str) -> None:
    assert said in assistant.ask(question, history=history).text


def test_how_many_is_not_asked_of_what_comes_next(assistant: Assistant) -> None:
    answer = assistant.ask("What about social inclusion programmes for those affected?", history=["How many people benefited from alternatives to prison?"])
    assert answer.answered
    assert answer.citations[0].quote.startswith("During the seventh evaluation round (2014-2018), Peru did not submit enough evidence")


def test_a_count_of_people_is_not_answered_by_the_budget(assistant: Assistant) -> None:
    assert not assistant.ask("How many people work there?", history=["What is DEVIDA's budget?", "Which year was the best funded?"]).answered


@pytest.mark.parametrize(
    ("history", "question", "complete"),
    [
        (["Does DEVIDA have a budget?"], "How much was that in 2016?", "How much was that in 2016 (DEVIDA)?"),
        (["Has Peru surveyed its high schoolers on drugs?"], "And university students?", "Has Peru surveyed its university students on drugs?"),
        (["Is there a warning system?"], "And fentanyl - anything?", "fentanyl"),
        (["Is there a warning system?"], "And accreditation - since when?", "since when accreditation warning system?"),
        (["What does the report say about DEVIDA?"], "Since when?", "Since when DEVIDA?"),
        (["How many people were convicted by money laundering?"], "and by drug trafficking?", "How many people were convicted by drug trafficking?"),
    ],
)
def test_what_was_named_stands_for_the_pronoun_and_a_kind_for_its_like(history: list[str], question: str, complete: str) -> None:
    said = ("How much was that in 2016 (DEVIDA)?", "Has Peru surveyed its university students on drugs?")
    meaning = FakeMeaning(said=said, kind="high schoolers", nothing="fentanyl" in question)
    assert resolve(question, history, lambda name: False, meaning) == complete


@pytest.mark.parametrize(
    ("history", "question", "verdict", "said"),
    [
        ([], "A source tells me Peru has no financial intelligence unit. Can you confirm?", Verdict.NO, "Financial Intelligence Unit (FIU) is responsible"),
        ([], "I'm checking a story that says DEVIDA was created in 2002. Is that right?", Verdict.YES, "established in 2002"),
        (["Who does DEVIDA report to?"], "Does it have its own money?", Verdict.YES, "it has an independent annual budget"),
        (["Does it follow WHO standards?"], "What about needle exchange?", None, "The report does not say."),
    ],
)
def test_a_checker_of_facts_is_answered(assistant: Assistant, history: list[str], question: str, verdict: Verdict | None, said: str) -> None:
    answer = assistant.ask(question, history=history)
    assert answer.verdict is verdict
    assert said in answer.text


@pytest.mark.parametrize("turn", ["and?", "So?", "¿y?", "et ?", "e?", "or."])
def test_a_turn_of_joining_words_alone_breaks_nothing(assistant: Assistant, turn: str) -> None:
    history = ["Does Peru have drug courts?"]
    assert assistant.ask(turn, history=history).text
    assert "CONTRALAFI" in assistant.ask("Who chairs CONTRALAFI?", history=[*history, turn]).text


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ([], "I'm writing about Chile. Are there special courts for low-level drug offenses?"),
        (["Does Chile have an observatory?"], "And special courts for low-level offenses?"),
    ],
)
def test_a_question_on_another_country_is_not_asked_of_this_one_after_all(assistant: Assistant, history: list[str], question: str) -> None:
    answer = assistant.ask(question, history=history)
    assert not answer.answered
    assert "Chile" in answer.text


@pytest.mark.parametrize(
    ("history", "question", "verdict"),
    [
        ([], "There is an observatory in Peru, isn't there?", Verdict.YES),
        ([], "There are drug courts, aren't there?", Verdict.NO),
        (["Does Peru conduct program evaluations?"], "And in the last evaluation round?", Verdict.YES),
        ([], "We look forward to your answers in advance. Is extradition permitted?", Verdict.YES),
    ],
)
def test_a_tag_the_last_round_and_an_aside_are_no_topics(assistant: Assistant, history: list[str], question: str, verdict: Verdict) -> None:
    assert assistant.ask(question, history=history).verdict is verdict
