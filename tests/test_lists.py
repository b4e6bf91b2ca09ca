"""Questions for a whole are answered by all of it: a part's weaknesses, a round, the laws of a matter, a theme, a body."""

from __future__ import annotations

import re

import pytest

from assistant import Assistant
from assistant.answer_set import asks_one, asks_what_is_not, wants_several
from assistant.finding_lists import years_in
from assistant.listing import years_bounded
from assistant.question import analyse
from assistant.rounds import named_rounds, read_rounds
from assistant.topics import objective_numbers


@pytest.mark.parametrize(
    ("folded", "numbers"),
    [
        ("under objectives 6 and 7 of institutional strengthening", {6, 7}),
        ("objectives 2 to 4", {2, 3, 4}),
        ("the first demand reduction objective", {1}),
        ("the third and fourth objectives", {3, 4}),
        ("the first round of the objectives' evaluation", set()),
        ("in all objectives", set()),
        ("control goals 6 to 8", {6, 7, 8}),
        ("the third demand goal", {3}),
        ("the first two cooperation objectives", {1, 2}),
    ],
)
def test_the_objectives_that_a_question_names(folded: str, numbers: set[int]) -> None:
    assert objective_numbers(folded) == numbers


def test_a_range_of_rounds_names_its_ends() -> None:
    text = "from the second to the fourth rounds"
    assert named_rounds(text) == {2, 4}
    assert read_rounds(text) == {2, 3, 4}


def test_a_count_beside_its_members_asks_for_a_list() -> None:
    assert "number" not in analyse("How many programmes does it run, and which are they?").expects
    assert "number" in analyse("How many programmes does it run?").expects


def sections(assistant: Assistant, question: str) -> list[tuple[str, str]]:
    return [(c.area, c.section) for c in assistant.ask(question).citations]


def test_what_is_not_met_is_given_for_the_objectives_that_are_named(assistant: Assistant) -> None:
    found = sections(assistant, "What did Peru fail to demonstrate or turn out to lack under objectives 6 and 7 of institutional strengthening?")
    assert found == [("Institutional Strengthening", "Objective 6"), ("Institutional Strengthening", "Objective 7")]


def test_what_is_not_studied_leaves_other_wants_of_the_area_aside(assistant: Assistant) -> None:
    answer = assistant.ask("What studies or research does Peru not conduct in the area of supply reduction?")
    assert {c.area for c in answer.citations} == {"Supply Reduction"}
    assert all("stud" in c.quote or "research" in c.quote for c in answer.citations)


def test_an_area_ahead_of_studies_is_their_topic_and_no_place(assistant: Assistant) -> None:
    answer = assistant.ask("Demand reduction studies that Peru has not done - list them.")
    assert len(answer.citations) == 7
    assert {(c.area, c.section) for c in answer.citations} == {("Institutional Strengthening", "Objective 4")}


def test_a_round_is_told_by_every_statement_that_names_it(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("What did Peru do, or begin to have, in the second round?").citations]
    assert len(quotes) == 3
    assert all("second" in q for q in quotes)


def test_laws_of_a_matter_come_with_every_part_of_it(assistant: Assistant) -> None:
    found = sections(assistant, "On which laws and decrees do the fight against money laundering, the asset investigations and the FIU rest?")
    assert found == [("Control Measures", "Objective 6")] * 3


def test_a_lead_in_that_says_as_much_as_the_best_sentence_gives_its_list(assistant: Assistant) -> None:
    assert len(assistant.ask("Members of the national information system on drug trafficking").citations) == 11


def test_a_theme_is_given_wherever_it_comes_up_and_silence_where_it_does_not(assistant: Assistant) -> None:
    assert len(assistant.ask("What does the report say about the Financial Intelligence Unit?").citations) == 5
    assert not assistant.ask("What does the report say about fentanyl?").answered


def test_the_kin_of_a_body_is_found_by_its_name(assistant: Assistant) -> None:
    answer = assistant.ask("What is said about the Financial Action Task Force and its Latin American counterpart?")
    assert sum("GAFILAT" in c.quote for c in answer.citations) == 2
    assert len(answer.citations) == 4


def test_rows_of_either_of_two_kinds_are_given(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("On which kinds of persons charged or convicted are no figures available?").citations]
    assert len(quotes) == 8
    assert sum("convicted" in q for q in quotes) == 4


def test_what_held_in_a_round_is_more_than_what_it_brought(assistant: Assistant) -> None:
    held = assistant.ask("What happened in the third round?").citations
    brought = assistant.ask("What was new in the third round?").citations
    assert {c.start for c in brought} < {c.start for c in held}


def test_a_table_headed_by_the_area_is_where_its_studies_are(assistant: Assistant) -> None:
    answer = assistant.ask("Which studies were not carried out in demand reduction?")
    assert len(answer.citations) == 7
    assert {c.section for c in answer.citations} == {"Objective 4"}


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What do we learn about the Financial Intelligence Unit?", 5),
        ("Collect all statements on extradition.", 5),
        ("What references are made to FATF and GAFILAT?", 4),
        ("Which parts of the report deal with firearms?", 7),
        ("Firearms: where in the report are they talked about?", 7),
    ],
)
def test_mentions_are_asked_for_in_many_ways(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(f"The report mentions it in {count} places:")


def test_all_that_an_objective_says_is_given_and_nothing_of_another_one(assistant: Assistant) -> None:
    answer = assistant.ask("What does objective 4 of international cooperation say about extradition? Every point.")
    assert answer.text.startswith("3 statements of this part of the report answer:")
    assert {(c.area, c.section) for c in answer.citations} == {("International Cooperation", "Objective 4")}


def test_judgements_are_listed_whatever_they_are_called(assistant: Assistant) -> None:
    assert len(assistant.ask("Which achievements in demand reduction is CICAD satisfied or pleased with?").citations) == 6
    assert len(assistant.ask("Which shortcomings in control measures does CICAD see with concern in its review of the rounds?").citations) == 3


def test_a_bound_of_years_chooses_among_rows(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("Which demand reduction studies date from 2016 or later?").citations]
    assert len(quotes) == 3
    assert all(re.search(r"201[67]$", q) for q in quotes)


def test_what_held_in_all_rounds_is_listed(assistant: Assistant) -> None:
    answer = assistant.ask("List everything that, according to CICAD, Peru has had or done in all seven evaluation rounds (1999-2018).")
    assert len(answer.citations) == 11
    assert any("in the seventh round (2014-2018), it has had the ENLCD" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("folded", "years"),
    [("2017 or later", (2017, 9999)), ("before 2016", (0, 2015)), ("since 2015", (2015, 9999)), ("2016 or earlier", (0, 2016)), ("from 2014 to 2018", None)],
)
def test_a_bound_of_years_is_read(folded: str, years: tuple[int, int] | None) -> None:
    assert years_bounded(folded) == years


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("What is in place against money laundering?", True),
        ("What did the country do about the training of its staff?", True),
        ("How does it deal with seized assets?", True),
        ("Courses for officials: all of them, please.", True),
        ("Which authority is in charge of seized assets?", False),
        ("What is the national drug authority?", False),
    ],
)
def test_who_asks_for_all_that_is_arranged_wants_several_things(question: str, several: bool) -> None:
    asked = analyse(question)
    assert (wants_several(asked) and not asks_one(asked)) is several


def test_statements_that_answer_together_are_counted_and_cited_each(assistant: Assistant) -> None:
    answer = assistant.ask("What arrangements are in place to supervise treatment services?")
    assert answer.text.startswith("8 statements of the report bear on this:")
    assert "\n\n6 more may bear on it:\n- " in answer.text
    assert len(answer.citations) == 14
    assert {c.area for c in answer.citations} == {"Demand Reduction"}


def test_concern_is_listed_whole_however_openly_it_is_voiced(assistant: Assistant) -> None:
    openly, plainly = (assistant.ask(f"What are the evaluators {manner}worried about?") for manner in ("openly ", ""))
    assert [c.start for c in openly.citations] == [c.start for c in plainly.citations]
    assert len(openly.citations) == 8


def test_deficient_is_a_weakness(assistant: Assistant) -> None:
    respects = assistant.ask("In what respects is Peru deficient under control measures?")
    assert respects.text.startswith("The report says what is wanting in ")
    assert {c.area for c in respects.citations} == {"Control Measures"}


def test_a_full_list_is_the_table_that_holds_it(assistant: Assistant) -> None:
    answer = assistant.ask("treaties Peru has signed up to - full list")
    assert answer.text.startswith("The table has 9 such rows:")


def test_a_body_is_mentioned_where_its_acronym_stands_for_a_description(assistant: Assistant) -> None:
    described, named = (sections(assistant, f"Where is {name} named in the report?") for name in ("the customs and tax office", "SUNAT"))
    assert described == named


def test_years_of_a_round_ask_for_that_round(assistant: Assistant) -> None:
    by_years, by_name = (assistant.ask(f"What had Peru got done or started as of {when}?") for when in ("2005-2006", "the fourth round"))
    assert [c.start for c in by_years.citations] == [c.start for c in by_name.citations]


def test_a_round_onwards_reaches_to_the_last() -> None:
    assert read_rounds("from the fifth round onward") == {5, 6, 7}
    assert read_rounds("from the first evaluation to the last") == {1, 2, 3, 4, 5, 6, 7}
    assert read_rounds("the fifth round") == {5}


def test_an_area_is_named_by_its_one_word_before_goal_or_chapter(assistant: Assistant) -> None:
    answer = assistant.ask("Where does looking after patients fall down, judging by the third demand goal? All the holes please.")
    assert {(c.area, c.section) for c in answer.citations} == {("Demand Reduction", "Objective 3")}


def test_the_goals_of_the_united_nations_are_mentions_and_no_objective(assistant: Assistant) -> None:
    assert assistant.ask("mentions of the Sustainable Development Goals").text.startswith("The report mentions it in ")


def test_a_demand_for_a_list_is_no_yes_no_question_whatever_its_members_are() -> None:
    assert not analyse('List the entries under "Other studies", whether done or not.').is_yes_no
    assert analyse("Were the studies done or not?").is_yes_no


def test_going_to_jail_is_no_future(assistant: Assistant) -> None:
    assert "look ahead" not in assistant.ask("What can happen to a minor caught for a petty drug crime, short of going to jail?").text
    assert "look ahead" in assistant.ask("Is Peru going to open a drug court next year?").text


def test_rows_without_a_mark_are_not_the_marked_ones(assistant: Assistant) -> None:
    assert not assistant.ask("Which conventions has Peru not signed?").text.startswith("The table has 9 such rows")


def test_unknown_asks_for_what_is_not_known() -> None:
    assert analyse("Is the price of drugs unknown?").is_negated
    assert analyse("Is it unknown how many people die from drugs?").is_negated
    assert not analyse("Does Peru register unknown substances?").is_negated


def test_what_happened_in_a_year_is_all_that_names_it_and_no_period_around_it(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("What happened in 2012?").citations]
    assert len(quotes) == 11
    assert all("2012" in quote for quote in quotes)
    assert years_in("In 2014, and in the seventh round (2014-2018)") == {2014}


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Law 29765, where cited", 3),
        ("Everywhere the report brings up guns or other firearms", 7),
        ("Where do guns turn up in the report, whether as missing data, treaties or joint work?", 7),
        ("Extradition: everything", 5),
        ("UNODC mentions", 4),
        ("Where does the report refer to the FATF or to GAFILAT?", 4),
        ("What does the report say about gender in demand reduction?", 5),
        ("Where is the National Police of Peru or its antidrug bureau (DIRANDRO) mentioned?", 5),
    ],
)
def test_every_place_is_given_however_it_is_asked_for(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question)
    assert answer.text.startswith(f"The report mentions it in {count} places:")
    assert len(answer.citations) == count


def test_figures_that_a_country_is_unable_to_give_are_the_rows_marked_no(assistant: Assistant) -> None:
    answer = assistant.ask("What figures on drug supply, trafficking and related crime is Peru unable to give?")
    assert len(answer.citations) == 12
    assert all(c.quote.split("\t", 1)[1].strip() == "X" for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Which groups have no prevention programs?", True),
        ("List everything that Peru does not do.", True),
        ("Which studies were never published?", True),
        ("Who makes sure that chemicals don't end up in kitchens?", False),
        ("Which indicator measures outcome, not intermediate results?", False),
        ("Who looks after control measures if DEVIDA does not?", False),
        ("Does Peru not have a drug strategy?", False),
        ("Who gets prevention programs and who is left out?", False),
        ("Which guidelines does Peru follow, or fail to follow?", False),
    ],
)
def test_only_a_negation_in_the_clause_that_asks_asks_what_is_not(question: str, asks: bool) -> None:
    assert asks_what_is_not(analyse(question)) is asks


@pytest.mark.parametrize("question", ["Which groups have no prevention programs?", "¿Qué grupos no tienen programas de prevención?"])
def test_what_is_not_is_told_by_a_denial(assistant: Assistant, question: str) -> None:
    first = assistant.ask(question).citations[0]
    assert first.quote.startswith("However, the country does not implement prevention programs targeting the following population groups")


def test_where_all_affirm_what_is_not_is_silence(assistant: Assistant) -> None:
    answer = assistant.ask("Which international treaties has Peru not ratified?")
    assert (answer.answered, answer.text) == (False, "The report does not say. It names none of which it denies this.")


@pytest.mark.parametrize(
    ("question", "attitude"),
    [
        ("Which studies concern adolescents?", None),
        ("Which laws concern money laundering?", None),
        ("What are CICAD's concerns about prevention?", "concern"),
        ("What concerns the evaluators?", "concern"),
        ("Do the concerns extend to treatment?", "concern"),
    ],
)
def test_what_concerns_a_thing_worries_nobody(question: str, attitude: str | None) -> None:
    assert analyse(question).attitude == attitude


def test_what_is_left_aside_is_not_what_is_denied() -> None:
    assert analyse("Leaving aside court numbers, what figures can Peru not give?").is_negated
    assert not analyse("Apart from DEVIDA, which bodies take part?").is_negated


def test_what_pleases_the_evaluators_is_all_that_does(assistant: Assistant) -> None:
    assert assistant.ask("What are the evaluators happy about in control measures?").text.startswith("CICAD voices satisfaction 6 times:")


@pytest.mark.parametrize(
    ("question", "section", "count"),
    [
        ("How does Peru deal with money laundering?", "Objective 6", 8),
        ("What does Peru do at home about money laundering?", "Objective 6", 8),
        ("What is done about small-scale drug trafficking?", "Objective 5", 2),
    ],
)
def test_what_is_done_about_the_one_matter_of_an_objective_is_all_that_it_says(assistant: Assistant, question: str, section: str, count: int) -> None:
    answer = assistant.ask(question)
    assert ({c.section for c in answer.citations}, len(answer.citations)) == ({section}, count)


def test_a_matter_that_is_spoken_of_elsewhere_is_no_one_section(assistant: Assistant) -> None:
    cited = assistant.ask("What is in place for the exchange of information with other countries?").citations
    assert len({(c.area, c.section) for c in cited}) > 1


def test_the_halves_of_a_sentence_that_a_footnote_parts_are_one_item(assistant: Assistant) -> None:
    text = assistant.ask("Everything on gender, please.").text
    assert text.count("It also incorporates a human rights approach") == 1
    assert "[2][3]" in text


@pytest.mark.parametrize("question", ["What are the main concerns?", "Give me the main concerns raised in this report."])
def test_the_main_concerns_are_all_of_them(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).text.startswith("CICAD voices concern 8 times:")


def test_an_item_that_only_repeats_the_question_does_not_lead(assistant: Assistant) -> None:
    assert "establishes control measures" in assistant.ask("What is Legislative Decree 1126 about?").citations[0].quote
