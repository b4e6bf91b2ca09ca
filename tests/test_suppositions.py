"""What a question supposes (only, every, how many, where, when, whose) is held against what the report says."""

from __future__ import annotations

import pytest

from assistant import Assistant, Verdict
from assistant.counted_years import name_counted_years
from assistant.datatypes import Span
from assistant.negation import is_negated
from assistant.polarity import row_affirmed, segments
from assistant.question import analyse
from assistant.question_form import is_bare, is_yes_no
from assistant.scope import asked_aim, is_agent, is_among_both, is_inside_out, only_target, question_bodies, says_name, says_only
from assistant.suppositions import is_only_intended
from assistant.values import (
    other_count,
    other_country,
    other_kind,
    other_law,
    other_months,
    other_number_of_members,
    other_place,
    other_years,
    out_of_order,
    says_none_else,
)


@pytest.mark.parametrize(
    ("focus", "target"),
    [
        ("Are shipments checked only on land?", "on land"),
        ("Do the offices work with public bodies only?", "public bodies"),
        ("Is prevention the only pillar?", "prevention"),
        ("Are nurses taught how it should reach only those in need?", None),
        ("Are shipments checked?", None),
    ],
)
def test_what_is_asked_to_be_the_only_one(focus: str, target: str | None) -> None:
    assert only_target(focus) == target


def test_a_year_in_the_name_of_another_thing_is_no_other_year(assistant: Assistant) -> None:
    answer = assistant.ask("Does the 2017-2021 drug strategy take account of the SDGs?")
    assert answer.verdict is Verdict.YES
    assert answer.citations[0].quote.startswith("The ENLCD takes into account the United Nations Sustainable Development Goals")


def test_what_is_left_out_may_be_asked_about() -> None:
    assert not analyse("Were the left out groups covered in the past?").is_negated
    assert analyse("Were migrants left out of the programmes?").is_negated


def test_under_is_not_outside() -> None:
    assert is_inside_out("Does the observatory stand outside DEVIDA?", "The observatory, under DEVIDA's directorate, has resources.")
    assert not is_inside_out("Is the observatory part of DEVIDA?", "The observatory, under DEVIDA's directorate, has resources.")


def test_a_bound_allows_what_lies_below_it() -> None:
    assert other_count("Can a five-year term be swapped?", "a term of no more than four years may be swapped")
    assert not other_count("Can a three-year term be swapped?", "a term of no more than four years may be swapped")


def test_a_bound_that_is_asked_about_is_the_number_it_tries() -> None:
    assert other_count("Can a term of up to five years be swapped?", "a term of no more than two years may be swapped")
    assert not other_count("Can a term of up to two years be swapped?", "a term of no more than two years may be swapped")


@pytest.mark.parametrize(
    ("focus", "statement", "differs"),
    [
        ("Was the code drafted in 2015?", "The code was drafted in 2017.", True),
        ("Was the code drafted in 2017?", "The code was drafted in 2017.", False),
        ("Was the instrument drawn up in 2015?", "The group designed the seventh round instrument during 2017.", True),
        ("Was it evaluated in 2015?", "In the seventh round (2014-2018) it was evaluated under the law of 2002.", False),
        ("Does the law date from 2016?", "The law of 2013 covers it.", True),
        ("Law against crime, of 2010?", "The Law against Crime of 2013 covers it.", True),
        ("Is the decree from 2016?", "It is regulated by the decree of 2012.", True),
        ("Have courses been held from 2016?", "Courses began in 2012.", False),
        ("Does the plan run up to 2021?", "The plan 2013-2018 is in force.", True),
        ("Does the plan run up to 2018?", "The plan 2013-2018 is in force.", False),
    ],
)
def test_a_thing_of_another_year(focus: str, statement: str, *, differs: bool) -> None:
    span = Span(0, 0, 0, len(statement), "sentence", statement, "")
    assert other_years(focus, span) is differs


def test_words_that_exclude_each_other() -> None:
    assert other_kind("Is the program selective?", "Type of program: Universal") == {"select"}
    assert other_kind("Is the program selective?", "Types of programs: universal and selective") == frozenset()
    assert other_kind("Does the law forbid it?", "The law permits it.") == frozenset(), "the question's own negation says it"


def test_the_only_one_of_its_kind_has_no_others() -> None:
    assert says_none_else("Are there other tools like it?", "It is the only tool of its kind.")
    assert not says_none_else("Is it a tool?", "It is the only tool of its kind.")


def test_what_is_done_both_here_and_there_is_not_done_there_only() -> None:
    assert is_among_both("Training takes place both at home and through the Office.", "through the office")
    assert not is_among_both("Training takes place through the Office.", "through the office")


def test_an_acronym_behind_by_is_a_body() -> None:
    assert question_bodies("Was it developed by the WHO?") == {"WHO": frozenset({"who"})}
    assert question_bodies("Does the OAS Secretariat for Legal Affairs run it?").keys() == {"secretariat for legal"}
    assert question_bodies("Do the MEM reports say so?") == {}


def test_a_law_that_the_statement_lacks_is_another_one() -> None:
    assert other_law("Was Law 27693 amended by Law 29009?", "Law 27693, amended by Law 28306")
    assert not other_law("Was Law 27693 amended by Law 28306?", "Law 27693, amended by Laws 28009 and 28306")


def test_an_event_lies_before_or_after_a_year() -> None:
    assert out_of_order("Was it established before 2001?", "It was established in 2002.")
    assert not out_of_order("Was it established before 2010?", "It was established in 2002.")
    assert out_of_order("Was it established after 2005?", "It was established in 2002.")


def test_a_list_has_as_many_members_as_it_has() -> None:
    assert other_number_of_members("Does it have six instruments?", 4)
    assert not other_number_of_members("Does it have four instruments?", 4)
    assert not other_number_of_members("Does it have instruments?", 4)


@pytest.mark.parametrize(
    ("bound", "holds"),
    [
        ("at least four", True),
        ("at least five", False),
        ("no fewer than four", True),
        ("more than three", True),
        ("more than four", False),
        ("fewer than five", True),
        ("fewer than four", False),
        ("at most four", True),
        ("at most three", False),
        ("no more than 3", False),
    ],
)
def test_a_bound_on_what_is_counted_holds_or_not(bound: str, holds: bool) -> None:
    assert other_number_of_members(f"Does it have {bound} instruments?", 4) is not holds
    assert other_count(f"Does it have {bound} instruments?", "It has four instruments.") is not holds


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Are at least ten institutions part of the national information system?", Verdict.YES),
        ("Are at least four intermediate indicators used for alternative development?", Verdict.YES),
        ("Are more than four intermediate indicators used for alternative development?", Verdict.NO),
        ("Does the ENLCD target at least three key areas?", Verdict.YES),
        ("Does the ENLCD target more than four key areas?", Verdict.NO),
    ],
)
def test_members_of_a_list_or_a_kind_of_row_are_counted(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


@pytest.mark.parametrize(
    ("question", "mark"),
    [
        ("Do airports have scanners?", False),
        ("Are there canine units at airports?", True),
        ("Is there a program in operation at airports?", True),
        ("What about airports?", True),
    ],
)
def test_of_several_marked_columns_the_one_that_is_named_decides(question: str, mark: bool) -> None:
    assert row_affirmed((("Program in operation", "Yes"), ("Scanners", "No"), ("Canine units", "12")), question) is mark


def test_a_zero_in_the_column_that_is_named_is_a_no() -> None:
    facts = (("Registered in 2018", "54"), ("Inspected in 2018", "0"))
    assert row_affirmed(facts, "Were transporters inspected in 2018?") is False
    assert row_affirmed(facts, "Were transporters registered in 2018?") is None
    assert row_affirmed(facts) is None


def test_what_a_denial_denies_is_so(assistant: Assistant) -> None:
    for question in ("Are there no special courts for low-level drug offences?", "Peru has no special courts for low-level drug offences, right?"):
        assert assistant.ask(question).verdict is Verdict.YES
    assert assistant.ask("Are there special courts for low-level drug offences?").verdict is Verdict.NO


@pytest.mark.parametrize(
    ("question", "statement", "intended"),
    [
        ("Are the courts open to adolescents?", "A bill to extend the courts to adolescents was tabled in 2017 and remains before the Senate.", True),
        ("Is there a house for women?", "A new house for women is to open in 2020.", True),
        ("Is a bill on the courts pending?", "A bill to extend the courts to adolescents was tabled in 2017 and remains before the Senate.", False),
        ("Are the courts open to adolescents?", "The courts are open to adolescents.", False),
    ],
)
def test_what_is_only_tabled_or_to_come_is_not_done(question: str, statement: str, intended: bool) -> None:
    assert is_only_intended(analyse(question), Span(0, 0, 0, 0, "sentence", statement, "")) is intended


def test_only_some_is_not_every() -> None:
    assert says_only("It only had results for two areas.")
    assert not says_only("It had results for two areas.")


@pytest.mark.parametrize(
    ("focus", "negated"),
    [
        ("Are addicts treated without staying overnight?", False),
        ("Has Peru ever been without a strategy?", True),
        ("Does Peru leave native communities out of it?", True),
        ("Is the unit still only planned?", True),
        ("List the surveys (not the studies) not carried out.", True),
        ("Were domestic agencies without any means?", True),
        ("Are drugs seized without a warrant?", False),
        ("Are citizens shut out of the programs?", True),
    ],
)
def test_what_negates_a_question(focus: str, negated: bool) -> None:
    assert is_negated(focus) is negated


def test_a_clause_ahead_of_the_question_asks_nothing() -> None:
    assert is_yes_no("When curbing supply, does the State respect it?")
    assert not is_yes_no("When was it set up?")
    assert "date" not in analyse("When it comes to youngsters, are girls considered?").expects


def test_bare_keywords_may_ask_for_a_list() -> None:
    assert is_bare("signatory treaties?")
    assert not is_bare("Does Peru have treaties?")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was DEVIDA established before 2010?", Verdict.YES),
        ("Does the ENLCD have five key areas?", Verdict.NO),
        ("Is the drug observatory independent of DEVIDA?", Verdict.NO),
        ("Does the Ministry of Justice supervise therapeutic communities?", Verdict.NO),
        ("Does the Ministry of Health run the Peruvian Observatory on Drugs?", Verdict.NO),
        ("Is the Ministry of Foreign Affairs one of the institutions that make up the national information system on drug trafficking?", Verdict.NO),
        ("Has Peru fully implemented the Plan of Action 2016-2020?", Verdict.NO),
        ("Is Peru outside the 1961 Single Convention?", Verdict.NO),
        ("Does the Law against Organized Crime date from 2016?", Verdict.NO),
        ("Was the FIU created by Law 28306 of 2004?", Verdict.NO),
        ("Did the WHO develop PEN Online?", Verdict.NO),
        ("Are control measures coordinated by DEVIDA itself?", Verdict.NO),
        ("Is there data about drug labs that were found and taken down?", Verdict.MIXED),
        ("Is data on seized pharmaceutical products available?", Verdict.NO),
        ("Did the yearly appropriation of the lead agency rise between 2017 and 2018?", Verdict.NO),
    ],
)
def test_a_supposition_that_the_report_contradicts_is_a_no(assistant: Assistant, question: str, verdict: Verdict) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is verdict, answer.text


def test_a_list_named_by_its_heading_is_given_whole(assistant: Assistant) -> None:
    answer = assistant.ask("which people get prevention programmes")
    assert len(answer.citations) == 2


def test_rows_are_told_apart_by_their_category(assistant: Assistant) -> None:
    answer = assistant.ask("Which alternative development indicator is of the outcome type?")
    assert [c.quote.split("\t")[0] for c in answer.citations] == ["Dependence on coca cultivation in families living in coca-growing areas (has./family)"]


def test_other_months_are_another_time() -> None:
    assert other_months("Did it run from January to May 2017?", "during the months of July to November 2017")
    assert not other_months("Did it run in July?", "during the months of July to November 2017")
    assert not other_months("May it run?", "during the months of July to November 2017")


@pytest.mark.parametrize(
    "question",
    ["Does the MEM owe its mandate to a summit held in Quebec in 2001?", "Did the chemical study of cocaine at Callao cover January to May 2017?"],
)
def test_a_false_detail_is_corrected_even_where_it_names_what_the_report_never_mentions(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.answered, answer.verdict) == (True, Verdict.NO), answer.text


def test_what_was_done_once_and_is_done_no_longer_is_partly_where_all_the_time_is_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("Has Peru ever looked at what drug crops do to nature?")
    assert answer.verdict is Verdict.MIXED
    assert [c.section for c in answer.citations[:2]] == ["Objective 4", "Progress 1999-2018"]
    assert assistant.ask("Does the country research the environmental damage done by illicit crops and drug production?").verdict is Verdict.NO


def test_what_one_place_states_as_done_and_another_as_considered_is_partly(assistant: Assistant) -> None:
    answer = assistant.ask("Has proportionate sentencing for minor drug offences been established in Peru?")
    assert answer.verdict is Verdict.MIXED
    assert answer.conflict is not None


def test_a_body_is_named_by_words_that_stand_together() -> None:
    told = ["committe", "against", "financ", "which", "is", "chair", "by", "the", "ministri", "of", "justic"]
    assert not says_name(frozenset({"ministri", "financ"}), told)
    assert says_name(frozenset({"ministri", "justic"}), told)


def test_who_does_it_is_asked_about_behind_by_and_in_a_cleft() -> None:
    customs = frozenset({"custom"})
    assert is_agent("Is SIETID operated by the customs authority?", customs)
    assert is_agent("Was it customs that set it up?", customs)
    assert not is_agent("Does customs data reach the observatory?", customs)


@pytest.mark.parametrize(
    "question",
    [
        "Is CONTRALAFI chaired by the finance ministry?",
        "Does the Ministry of Economy and Finance chair CONTRALAFI?",
        "Was it Congress that gave the 2017-2021 strategy its blessing?",
        "Do nursery-age children get any drug prevention program?",
    ],
)
def test_another_body_or_group_is_a_no(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).verdict is Verdict.NO


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was DEVIDA's budget higher in 2017 than in 2018?", Verdict.YES),
        ("Was DEVIDA's budget higher in 2018 than four years before?", Verdict.NO),
        ("Does Law 29889 amend Article 11 of Law 26842?", Verdict.YES),
        ("Does the national plan on adolescents in conflict with the law run from 2015 to 2020?", Verdict.NO),
        ("Has Peru had a national drug authority in all seven rounds?", Verdict.YES),
        ("Is the National Prisons Institute part of the national information system on trafficking?", Verdict.YES),
        ("Do treatment programs heed the UNODC and WHO International Standards?", Verdict.NO),
        ("Was the cacao farmers' know-how swapped with Ecuador and Brazil?", Verdict.NO),
    ],
)
def test_figures_laws_members_and_countries_are_held_against_what_is_said(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


def test_another_country_is_no_answer_where_the_report_names_none(assistant: Assistant) -> None:
    assert not assistant.ask("Is Ecuador a party to the 1988 Convention?").answered


def test_countries_named_instead_of_those_asked_about_are_other_ones() -> None:
    assert other_country("Was it shared with Ecuador?", "shared with Colombia and Peru", frozenset({"PE"})) == frozenset({"ecuador"})
    assert other_country("Was it shared with Ecuador?", "shared with Peru", frozenset({"PE"})) is None
    assert other_country("Was it shared with Ecuador?", "shared with Ecuador and Chile", frozenset({"PE"})) is None


def test_a_question_tag_asks_for_no_list() -> None:
    assert not is_bare("The programs only got going in 2010, right?")
    assert is_bare("signatory treaties?")


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did experts take part in evaluating their own country?", Verdict.NO),
        ("Has there been a central authority for extradition requests since the second round?", Verdict.NO),
        ("Were the environmental mitigation efforts kept up in the seventh round?", Verdict.NO),
        ("Was the Callao port and airport study about heroin?", Verdict.NO),
        ("Does Law 29889 date from 2015?", Verdict.NO),
        ("The Public Ministry's Crime Analysis Office was set up with technical support from Spain and Argentina, isn't that so?", Verdict.NO),
        ("Has Peru kept what it learned from alternative development to itself?", Verdict.NO),
    ],
)
def test_absolute_clauses_shared_dates_rounds_and_substances_are_read(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


def test_what_is_done_with_no_one_is_denied() -> None:
    main, absolute = segments("The process was open, with no experts involved in the evaluation of their own country.")
    assert main.affirmed
    assert not absolute.affirmed


def test_a_minister_stands_for_the_ministry() -> None:
    assert frozenset({"ministri", "interior"}) in question_bodies("Does it answer to the Interior Minister?").values()


@pytest.mark.parametrize(
    ("focus", "negated"),
    [
        ("Does Peruvian law bar the extradition of nationals?", True),
        ("Did the eradication cease after the fifth round?", True),
        ("Was the office set up without any foreign help?", True),
        ("Do dealers go before a bench that hears nothing but such matters?", False),
        ("Is there a scheme to stop them from starting on drugs?", False),
        ("It was set up with support from Spain, isn't that so?", False),
    ],
)
def test_what_else_negates_a_question(focus: str, negated: bool) -> None:
    assert is_negated(focus) is negated


def test_another_place_is_a_no(assistant: Assistant) -> None:
    assert other_place("Was it held in Lima?", "held in Santiago, Chile", frozenset({"PE"})) == frozenset({"lima"})
    assert other_place("Was it held in Santiago?", "held in Santiago, Chile", frozenset({"PE"})) is None
    assert assistant.ask("The MEM was mandated by a summit held in Lima, right?").verdict is Verdict.NO


def test_a_row_named_with_another_year_is_another_thing(assistant: Assistant) -> None:
    assert not assistant.ask("Is Peru party to the 1988 UN Convention?").answered
    assert assistant.ask("Has Peru signed the 1971 Convention on Psychotropic Substances?").verdict is Verdict.YES


def test_one_country_too_many_is_corrected(assistant: Assistant) -> None:
    assert assistant.ask("Did Colombia, Mexico and Brazil support the Crime Analysis Office?").verdict is Verdict.NO


def test_a_row_is_told_with_the_names_of_its_columns(assistant: Assistant) -> None:
    answer = assistant.ask("Does Peru conduct a national survey of secondary school students?")
    assert answer.text == "No. National surveys of secondary school students: Studies carried out and published: No [1]"


def test_a_year_counted_back_from_another_is_compared_with_it(assistant: Assistant) -> None:
    answer = assistant.ask("Was DEVIDA's budget higher in 2017 than three years earlier?")
    assert answer.verdict is Verdict.YES
    assert "2014: $88,943,007" in answer.text
    assert "2017: $102,223,807" in answer.text


def test_a_year_counted_on_from_another_is_compared_with_it(assistant: Assistant) -> None:
    answer = assistant.ask("Was DEVIDA's budget higher in 2016 than two years later?")
    assert answer.verdict is Verdict.YES
    assert "2016: $78,890,928" in answer.text
    assert "2018: $77,507,303" in answer.text


@pytest.mark.parametrize(
    ("focus", "named"),
    [
        ("Was it higher in 2018 than four years before?", "Was it higher in 2018 than in 2014?"),
        ("Was the 2016 budget lower than a year earlier?", "Was the 2016 budget lower than in 2015?"),
        ("Did it rise from 2016 to the following year?", "Did it rise from 2016 to in 2017?"),
        ("Was it amended in 2012 and again 3 years later?", "Was it amended in 2012 and again in 2015?"),
        ("Was it higher two years after 2014?", "Was it higher in 2016 than in 2014?"),
        ("What was it the year before 2016?", "What was it in 2015?"),
        ("Was it higher in 2018 than in 2014, four years before?", "Was it higher in 2018 than in 2014, four years before?"),
        ("Did it fall within two years after 2014?", "Did it fall within two years after 2014?"),
        ("Was it done in the two years before 2018?", "Was it done in the two years before 2018?"),
        ("Was it higher than four years before?", "Was it higher than four years before?"),
    ],
)
def test_a_year_counted_from_the_only_one_named_is_named_too(focus: str, named: str) -> None:
    assert name_counted_years(focus) == named


@pytest.mark.parametrize(
    ("focus", "aim"),
    [
        ("Is lowering drug use the main objective of the plan?", "lowering drug use"),
        ("Is prevention one of the goals of the strategy?", "prevention"),
        ("Is the main objective of the plan known?", None),
    ],
)
def test_what_is_asked_to_be_an_aim(focus: str, aim: str | None) -> None:
    assert asked_aim(focus) == aim


def test_another_aim_than_the_one_told_is_a_no(assistant: Assistant) -> None:
    assert assistant.ask("Is fighting gangs the main objective of the National Plan for adolescents?").verdict is Verdict.NO
    assert assistant.ask("Is reducing the number of adolescents in conflict with the law the main objective of the plan?").verdict is Verdict.YES


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was Peru already using PEN Online before the seventh round?", Verdict.YES),
        ("Was Peru already using PEN Online before the fifth round?", Verdict.NO),
        ("Do they evaluate their prevention programs?", Verdict.MIXED),
        ("Are impact evaluations of prevention programs carried out?", Verdict.NO),
        ("Does Peru have both an accreditation process for treatment centers and an assessment of care needs?", Verdict.MIXED),
        ("Does Peru have a regulatory framework for acquiring controlled substances and special processes for importing them?", Verdict.MIXED),
        ("It's true, isn't it, that Peru does not study the environmental impact of illicit crops?", Verdict.YES),
        ("Isn't it true that Peru does not have special courts?", Verdict.YES),
        ("Did Peru look into the environmental impact of coca in the sixth and seventh rounds?", Verdict.MIXED),
        ("Is Legislative Decree 1126 from 2012?", Verdict.YES),
        ("Is Legislative Decree 1126 from 2014?", Verdict.NO),
        ("Is the Ministry of Education one of the members of the information system on trafficking?", Verdict.YES),
        ("Are people in care protected against discrimination?", Verdict.YES),
        ("Do the rules on pharmaceuticals provide penalties for companies that fail to comply with them?", Verdict.YES),
    ],
)
def test_what_is_supposed_of_time_parts_and_limits(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict
