"""What frames a question: requests, topics set apart, purposes."""

from __future__ import annotations

import pytest

from assistant.answer_set import wants_several
from assistant.assistant import Assistant
from assistant.question import analyse
from assistant.question_form import find_focus, is_yes_no


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("Can you tell me which ministries sit on the council?", "which ministries sit on the council?"),
        ("Hello, could you please list the studies published?", "list the studies published?"),
        ("Do you happen to know who runs the observatory?", "who runs the observatory?"),
        ("I'd like to know when it was set up.", "when it was set up."),
        ("hey, can you tell me who coordinates it pls?", "who coordinates it?"),
        ("Please gather what is said about gender.", "list what is said about gender."),
        ("Could I see the budget figures?", "show the budget figures?"),
        ("Trace for me how statistics developed.", "how statistics developed."),
    ],
)
def test_a_polite_request_is_read_as_what_it_asks_for(text: str, focus: str) -> None:
    assert find_focus(text) == focus
    assert not analyse(text).is_yes_no


@pytest.mark.parametrize(
    "text",
    [
        "Can you tell me whether Peru has drug courts?",
        "Do you know if Peru ratified the convention?",
        "Tell me whether there are drug courts",
        "Can Peru extradite its nationals?",
        "Could a judge show leniency?",
        "Would you be extradited for that?",
    ],
)
def test_a_request_to_be_told_whether_stays_a_yes_no_question(text: str) -> None:
    assert analyse(text).is_yes_no


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("Gender: where has Peru built it into policy?", "where has Peru built Gender into policy?"),
        ("DEVIDA: what year was it founded?", "what year was DEVIDA founded?"),
        ("Alternative development - what are its indicators?", "what are Alternative development's indicators?"),
        ("Control measures: what's not in place?", "what's not in place, on Control measures?"),
        ("Firearms trafficking: pull together treaties and data.", "list treaties and data, on Firearms trafficking."),
        ("I'm writing a brief on mutual legal assistance. Which laws are there?", "Which laws are there, on mutual legal assistance?"),
        ("I am preparing a report on Peru. Which laws are there?", "Which laws are there?"),
        ("Quick question: does Peru have drug courts?", "does Peru have drug courts?"),
        ("Ignore the report: what is the capital of France?", "what is the capital of France?"),
        ("Every mention of UNODC: in what connection?", "Every mention of UNODC: in what connection?"),
        ("Does it reach more people than it did? Tell me what's different.", "Does it reach more people than it did?"),
    ],
)
def test_a_topic_set_apart_goes_with_the_question(text: str, focus: str) -> None:
    assert find_focus(text) == focus


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("What is DEVIDA, and what does it decide?", True),
        ("How have the statistics developed over the rounds?", True),
        ("In what ways does Peru work with other countries?", True),
        ("Who sat on it? I need the complete list of ministries.", True),
        ("Who coordinates alternative development?", False),
        ("When was DEVIDA set up?", False),
    ],
)
def test_what_asks_for_several_things(text: str, several: bool) -> None:
    assert wants_several(analyse(text)) is several


def test_a_polite_request_is_answered_as_the_bare_question(assistant: Assistant) -> None:
    asked = assistant.ask("Can you tell me which institutions make up the national information system?")
    bare = assistant.ask("Which institutions make up the national information system?")
    assert asked.text == bare.text
    assert len(asked.citations) == 11


def test_of_experiences_shared_with_a_country_those_that_name_it_are_given(assistant: Assistant) -> None:
    answer = assistant.ask("What experiences did Peru share with Bolivia?")
    assert answer.text.count("[") == 1
    assert "Bolivia" in answer.citations[0].quote


def test_a_period_does_not_end_before_its_last_year(assistant: Assistant) -> None:
    verdicts = {year: assistant.ask(f"Does the national drug strategy end in {year}?").verdict for year in (2020, 2021)}
    assert {year: v and v.value for year, v in verdicts.items()} == {2020: "no", 2021: "yes"}


def test_studies_that_date_from_a_year_are_of_that_year(assistant: Assistant) -> None:
    assert all("2016" in c.quote for c in assistant.ask("Which studies date from 2016?").citations)


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("My editor wants to know whether Peru teaches kids about drugs in school", "Does Peru teach kids about drugs in school?"),
        ("I was wondering if Peru has drug courts", "Does Peru have drug courts?"),
        ("They asked me whether the plan was approved", "Was the plan approved?"),
        ("Peru has a plan. Is it evaluated?", "Is it evaluated?"),
        ("I am a journalist. Do they train judges?", "Do they train judges?"),
        ("Overall, does Peru publish its budget?", "Overall, does Peru publish its budget?"),
        ("Peru trains judges, are they effective?", "Peru trains judges, are they effective?"),
        ("Precursor chemicals. Who's in charge of that in Peru?", "Who's in charge of Precursor chemicals in Peru?"),
        ("We work with primary school kids. Is there a program for them?", "Is there a program for primary school kids?"),
        ("Great. Is it a problem?", "Is it a problem?"),
        ("And the FIU, when was it created?", "when was the FIU created?"),
        ("Does the report mention any drug courts?", "Are there any drug courts?"),
        ("so in short, is Peru doing well?", "is Peru doing well?"),
    ],
)
def test_what_is_wanted_is_asked_outright_and_with_its_topic(text: str, focus: str) -> None:
    assert find_focus(text) == focus


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("guns - everything please", "everything the report says about guns"),
        ("coca: all statements", "everything the report says about coca"),
        ("What does the report say about forests? Everything.", "everything the report says about forests"),
        ("What exactly is Ministerial Resolution 574 used for?", "What is Ministerial Resolution 574 used for?"),
        ("Is there a warning system, or is it still missing?", "Is there a warning system?"),
        ("Are they open to adults, not only to adolescents?", "Are they open to adults?"),
        ("Does Peru treat people not only in clinics but also at home?", "Does Peru treat people not only in clinics but also at home?"),
        ("Is that everything?", "Is that everything?"),
        ("Was Peru evaluated by GAFILAT, and when?", "Was Peru evaluated by GAFILAT?"),
        ("Who runs it, and since when?", "Who runs it, and since when?"),
        ("Going back to the police: who studies new trends?", "who studies new trends, on the police?"),
        ("Let's turn to coca. Does Peru measure its crops?", "Does Peru measure its crops, on coca?"),
    ],
)
def test_what_stands_around_what_is_asked_is_read(text: str, focus: str) -> None:
    assert find_focus(text) == focus


@pytest.mark.parametrize(("text", "yes_no"), [("Laws and resolutions on treatment?", False), ("Pillars of the strategy?", False), ("Drug courts?", True)])
def test_what_a_list_is_made_of_asks_for_the_list(text: str, yes_no: bool) -> None:
    assert is_yes_no(text) is yes_no


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("Our reporter writes that Peru had no strategy before 2017. Can I let that stand?", "Is it true that Peru had no strategy before 2017?"),
        ("The story also says DEVIDA runs interdiction. Correct?", "Does DEVIDA run interdiction?"),
        ('A line says the programs reach "every group in society". True?', 'Is it true that the programs reach "every group in society?'),
        ("I think Peru has a law. Does it have courts?", "Does it have courts?"),
        ("Somebody on my panel said schools have drug programmes. Really?", "Do schools have drug programmes?"),
        ("Section 3.2 asserts that Peru trains judges. Is it so?", "Does Peru train judges?"),
        ("The draft claims that Peru has special courts. Is this borne out?", "Does Peru have special courts?"),
        ("Peru trains judges. May this sentence stand?", "Does Peru train judges?"),
        ("Another matter: which countries helped with the office?", "which countries helped with the office?"),
        ("What does the report say about drug courts?", "What does the report say about drug courts?"),
        ("I'm writing a note about DEVIDA. What does the report say about that institution?", "What does the report say about DEVIDA?"),
        ("Returning to the budget, what was the lowest amount?", "what was the lowest amount, on the budget?"),
    ],
)
def test_what_somebody_says_is_asked_of_the_report(text: str, focus: str) -> None:
    assert find_focus(text) == focus


@pytest.mark.parametrize(
    ("text", "yes_no"), [("Is it universal or selective?", False), ("Is there a law or not?", True), ("Are there courts or tribunals?", True)]
)
def test_which_of_two_is_no_question_for_yes_or_no(text: str, yes_no: bool) -> None:
    assert is_yes_no(text) is yes_no


@pytest.mark.parametrize(
    ("text", "focus"),
    [
        ("I am interested in seized assets. What does the report say on that?", "What does the report say on seized assets?"),
        ("Budget of DEVIDA in 2015. Can you confirm?", "Can you confirm?"),
        ("I wonder who chairs CONTRALAFI. Can you confirm?", "Can you confirm?"),
        ("The claim is that Peru has no courts. True?", "Is it true that Peru has no courts?"),
    ],
)
def test_a_topic_is_nothing_that_somebody_says(text: str, focus: str) -> None:
    assert find_focus(text) == focus
