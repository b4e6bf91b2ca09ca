"""Rules and second reading weighed against each other: costs, what is weighed, and what stands by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.datatypes import Verdict
from assistant.entailment import Entailed
from assistant.errors import WeightsError
from assistant.fitted import write_fitted
from assistant.reader import Reader
from assistant.second_reading import SecondReading, asked_outright
from assistant.weighing import NAMES, VERDICTS, Weighing, load_weighing, weighed, write_weighing
from evals.fit_weighing import Weighed, fit, rates

SURE_YES = Entailed(yes=-0.01, no=-6.0, partly=-6.0, unsaid=-6.0)
SURE_NO = Entailed(yes=-6.0, no=-0.01, partly=-6.0, unsaid=-6.0)
AGREES = {
    Verdict.YES: Entailed(yes=-0.2, no=-2.6, partly=-4.0, unsaid=-2.6),
    Verdict.NO: Entailed(yes=-1.6, no=-0.4, partly=-4.0, unsaid=-2.2),
    Verdict.MIXED: Entailed(yes=-1.6, no=-1.6, partly=-0.7, unsaid=-2.7),
}


def biased(*probabilities: float) -> Weighing:
    """A regression that gives these probabilities whatever it weighs."""
    return Weighing(np.zeros((len(NAMES), len(VERDICTS))), np.log(probabilities))


@pytest.mark.parametrize(
    ("probabilities", "verdict"),
    [
        ((0.60, 0.38, 0.02), Verdict.NO),
        ((0.68, 0.30, 0.02), Verdict.NO),  # a wrong yes costs two and a half times a wrong no
        ((0.78, 0.20, 0.02), Verdict.YES),
        ((0.38, 0.60, 0.02), Verdict.NO),
        ((0.20, 0.20, 0.60), Verdict.MIXED),
    ],
)
def test_the_verdict_is_the_one_of_least_expected_cost(probabilities: tuple[float, float, float], verdict: Verdict) -> None:
    weighing = biased(*probabilities)
    assert weighing.probabilities([0.0] * len(NAMES)) == pytest.approx(probabilities)
    assert weighing.verdict([0.0] * len(NAMES)) is verdict


@pytest.mark.parametrize("rules", [Verdict.YES, Verdict.MIXED, Verdict.NO])
def test_a_sure_denial_overrules_whatever_the_rules_say(rules: Verdict) -> None:
    assert load_weighing().verdict(weighed(rules, SURE_NO, negated=False, corrects=False)) is Verdict.NO


@pytest.mark.parametrize("rules", VERDICTS)
def test_a_reading_that_leans_to_what_the_rules_say_leaves_it(rules: Verdict) -> None:
    assert load_weighing().verdict(weighed(rules, AGREES[rules], negated=False, corrects=False)) is rules


def test_what_is_weighed_is_cut_off_at_its_bounds() -> None:
    features = weighed(Verdict.NO, Entailed(yes=-20.0, no=-1e-9, partly=-20.0, unsaid=-20.0), negated=True, corrects=False)
    assert features == [0.0, 1.0, 0.0, -6.0, pytest.approx(-1.0, abs=1e-4), -1.0, -8.0, 1.0, 0.0]


class SaysNo:
    """A second reading that denies everything."""

    def read(self, question: str, statement: str) -> Entailed:
        return SURE_NO


@pytest.fixture(scope="module")
def denied(assistant: Assistant) -> Reader:
    opened, retriever, _ = assistant.stages()
    return Reader(opened.index, opened.texts, retriever, second=SecondReading(opened.index, SaysNo()))


def verdicts(reader: Reader, assistant: Assistant, question: str) -> tuple[Verdict, Verdict]:
    """What the rules alone say, and what is said after a second reading."""
    seen = assistant.inspect(question)
    return reader.verdicts.rule(seen.question, seen.candidates).verdict, reader.rule(seen.question, seen.candidates, None).verdict


def test_a_second_reading_of_one_span_does_not_overrule_several(assistant: Assistant, denied: Reader) -> None:
    seen = assistant.inspect("Does Peru measure the number of drug laboratories?")
    assert len(denied.verdicts.rule(seen.question, seen.candidates).deciding) == 2
    by_rules, after = verdicts(denied, assistant, "Does Peru measure the number of drug laboratories?")
    assert after is by_rules
    assert verdicts(denied, assistant, "Does Peru have a national drug observatory?") == (Verdict.YES, Verdict.NO)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does Peru certify human resources providing prevention services?", Verdict.YES),
        ("Does the country certify social integration staff?", Verdict.NO),
        ("Is there a certificate for those who work in social integration?", Verdict.NO),
    ],
)
def test_a_statement_of_two_sides_is_read_for_the_side_that_is_asked_about(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict


def test_one_row_is_not_partly_so(assistant: Assistant) -> None:
    assert assistant.ask("pharmaceutical products seized, number and quantity: data available?").verdict is Verdict.NO


def test_two_things_of_which_one_place_says_one_are_answered_by_two(assistant: Assistant) -> None:
    answer = assistant.ask("Does Peru have a financial intelligence unit and a national drug authority?")
    assert answer.verdict is Verdict.YES
    assert [(c.area, c.section) for c in answer.citations[:2]] == [("Control Measures", "Objective 6"), ("Institutional Strengthening", "Objective 1")]


def test_a_member_of_a_long_enumeration_is_looked_up(assistant: Assistant, denied: Reader) -> None:
    assert verdicts(denied, assistant, "Is the Ministry of Health involved in the ENLCD?") == (Verdict.YES, Verdict.YES)


class Hears:
    """A second reading that keeps the questions that it is asked."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def read(self, question: str, statement: str) -> Entailed:
        self.heard.append(question)
        return SURE_YES


@pytest.mark.parametrize(
    ("focus", "language", "heard"),
    [
        ("was it evaluated by GAFILAT in 2012?", "es", "was the country evaluated by GAFILAT in 2012?"),
        ("was it evaluated by GAFILAT in 2012?", "en", "was it evaluated by GAFILAT in 2012?"),
        ("Were crops eradicated in all rounds without exception?", "en", "Were crops eradicated in all rounds?"),
        ("is it true that DEVIDA report to the Office?", "es", "Does DEVIDA report to the Office?"),
        ("is it true that there is no law?", "es", "is it true that there is no law?"),
        ("Does the report actually find that it was really done?", "en", "Does the report find that it was done?"),
        ("Did Peru itself report it?", "en", "Did Peru report it?"),
        ("Has Peru kept it to itself?", "en", "Has Peru kept it to itself?"),
    ],
)
def test_a_question_is_read_again_without_emphasis_and_with_the_subject_that_another_language_leaves_out(
    assistant: Assistant, focus: str, language: str, heard: str
) -> None:
    opened, _, _ = assistant.stages()
    hears = Hears()
    seen = assistant.inspect("Does Peru have a national drug observatory?")
    SecondReading(opened.index, hears).left_open(replace(seen.question, focus=focus, language=language), seen.candidates)
    assert hears.heard == [heard]


def test_numbers_that_weigh_other_things_are_refused(tmp_path: Path) -> None:
    write_weighing(biased(0.2, 0.3, 0.5), tmp_path / "a.json")
    assert load_weighing(tmp_path / "a.json").probabilities([0.0] * len(NAMES)) == pytest.approx([0.2, 0.3, 0.5])
    write_fitted(tmp_path / "b.json", {"names": ["margin"]}, {"weights": np.zeros((1, 3)), "bias": np.zeros(3)})
    with pytest.raises(WeightsError, match=r"b\.json weighs \['margin'\], expected"):
        load_weighing(tmp_path / "b.json")
    with pytest.raises(WeightsError, match=r"c\.json cannot be read .* python -m evals\.fit_weighing --write"):
        load_weighing(tmp_path / "c.json")


def test_the_fit_follows_the_source_that_is_right() -> None:
    def sample(rules: Verdict, entailed: Entailed, truth: Verdict) -> Weighed:
        return Weighed(tuple(weighed(rules, entailed, negated=False, corrects=False)), rules, truth)

    # of the three verdicts by rules only the second reading tells which is right
    samples = [sample(r, e, t) for r in VERDICTS for e, t in ((SURE_YES, Verdict.YES), (SURE_NO, Verdict.NO))] * 20 + [
        sample(Verdict.MIXED, AGREES[Verdict.MIXED], Verdict.MIXED)
    ]
    verdicts = [fit(samples).verdict(s.features) for s in samples[:-1]]
    assert verdicts == [s.truth for s in samples[:-1]]
    assert rates(samples[:4], [Verdict.YES] * 4) == "right 50.0%, wrong yes 100.0%"


@pytest.mark.parametrize(
    ("framed", "outright"),
    [
        ("Is it true that the strategy was approved by the board?", "Was the strategy approved by the board?"),
        ("Is it correct that Peru has an observatory?", "Does Peru have an observatory?"),
        ("Is it true that Peru has signed it?", "Has Peru signed it?"),
        ("Is it true that Peru has never signed it?", "Is it true that Peru has never signed it?"),
        ("Is it true that the body that is in charge reports yearly?", "Is it true that the body that is in charge reports yearly?"),
    ],
)
def test_a_clause_asked_to_be_true_is_asked_outright_where_it_affirms(framed: str, outright: str) -> None:
    assert asked_outright(framed) == outright


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is CONTRALAFI chaired by the Ministry of Justice and Human Rights?", Verdict.YES),
        ("Does the Ministry of Justice and Human Rights chair CONTRALAFI?", Verdict.YES),
        ("Is CONTRALAFI chaired by the Ministry of the Economy?", Verdict.NO),
        ("Is the observatory run by DEVIDA?", Verdict.YES),
        ("Is it true that treatment centre accreditation is overseen by SUSALUD?", Verdict.YES),
        ("Is it true that the strategy was approved by the board of DEVIDA?", Verdict.YES),
        ("Does Peru no longer study environmental impact?", Verdict.YES),
    ],
)
def test_who_does_it_is_not_denied_by_the_sentence_that_names_him(assistant: Assistant, question: str, verdict: Verdict) -> None:
    assert assistant.ask(question).verdict is verdict
