"""Questions in four languages through the whole assistant, on the shipped report."""

from __future__ import annotations

import pytest

from assistant import Assistant, FilterError, QuestionError, Verdict
from assistant.cli import render_answer


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant()


def test_the_spanish_question_is_answered_no_in_spanish_with_the_reports_english_words(assistant: Assistant) -> None:
    answer = assistant.ask("¿Tiene el Perú un sistema de alerta temprana para NSP?")
    assert answer.verdict is Verdict.NO
    assert answer.language == "es"
    assert answer.question == "¿Tiene el Perú un sistema de alerta temprana para NSP?"
    assert answer.text.startswith("No. El informe dice: “Peru does not have an early warning system")
    first = answer.citations[0]
    assert (first.area, first.section) == ("Control Measures", "Objective 5")
    assert assistant.report_text(first.report)[first.start : first.end] == first.quote
    assert "peru_2019, Medidas de control › Objetivo 5 (caracteres" in render_answer(answer)
    assert "Medidas de control › Objetivo 5" in answer.to_markdown()


@pytest.mark.parametrize(
    ("question", "language", "lead"),
    [
        ("does Peru have an NPS early warning system?", "en", "No. The report states: “"),
        ("peru tiene sistema de alerta temprana para nuevas sustancias psicoactivas", "es", "No. El informe dice: “"),
        ("O Peru tem um sistema de alerta precoce para NSP?", "pt", "Não. O relatório diz: “"),
        ("Le Pérou dispose-t-il d'un système d'alerte précoce pour les NSP ?", "fr", "Non. Le rapport dit : « "),
    ],
)
def test_the_same_question_gets_the_same_sentence_in_each_language(assistant: Assistant, question: str, language: str, lead: str) -> None:
    answer = assistant.ask(question)
    assert answer.language == language
    assert answer.verdict is Verdict.NO
    assert answer.text.startswith(lead)
    assert answer.citations[0].section == "Objective 5"


@pytest.mark.parametrize(
    "question",
    [
        "Did Peru ratify the 1961 Single Convention?",
        "¿Ratificó el Perú la Convención Única de 1961?",
        "O Peru ratificou a Convenção Única de 1961?",
        "Le Pérou a-t-il ratifié la Convention unique de 1961 ?",
    ],
)
def test_a_row_that_the_table_marks_with_yes_is_a_yes_in_each_language(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.verdict is Verdict.YES
    assert answer.text.endswith("The Single Convention on Narcotic Drugs, 1961: Yes [1]")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("¿Quién ganó el mundial de fútbol de 2018?", "El informe no lo dice."),
        ("Quantos leitos hospitalares existem em Lima?", "O relatório não diz isso."),
        ("Quelle est la capitale de la Mongolie ?", "Le rapport ne le dit pas."),
    ],
)
def test_what_the_report_does_not_say_is_told_in_the_language_asked(assistant: Assistant, question: str, text: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert answer.text.startswith(text)


def test_a_country_without_a_report_is_named_in_the_language_asked(assistant: Assistant) -> None:
    assert "Allemagne" in assistant.ask("L'Allemagne a-t-elle un observatoire des drogues ?").text
    assert "Alemania" in assistant.ask("¿Tiene Alemania un observatorio de drogas?").text


def test_a_follow_up_may_change_the_language(assistant: Assistant) -> None:
    spanish = assistant.ask("¿y en 2015?", history=["What was DEVIDA's budget in 2014?"])
    assert spanish.language == "es"
    assert "$109,354,044" in spanish.text
    french = assistant.ask("Et en 2016 ?", history=["¿Cuál fue el presupuesto de DEVIDA en 2014?"])
    assert french.language == "fr"
    assert "$78,890,928" in french.text


def test_an_argument_or_a_setting_overrides_the_language_found(assistant: Assistant) -> None:
    assert assistant.ask("DEVIDA", language="fr").language == "fr"
    assert assistant.ask("¿Tiene el Perú un observatorio de drogas?", language="auto").language == "es"
    with pytest.raises(QuestionError, match="expected one of en, es, pt, fr"):
        assistant.ask("DEVIDA", language="de")


def test_errors_are_told_in_the_language_asked(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="la pregunta está vacía"):
        assistant.ask("¿?", language="es")
    with pytest.raises(QuestionError, match=r"max_citations es 0; se esperaba al menos 1\."):
        assistant.ask("¿Tiene el Perú un observatorio de drogas?", max_citations=0)
    with pytest.raises(QuestionError, match=r"top_k vaut 0 ; au moins 1 est attendu\."):
        assistant.search("Le Pérou a-t-il un observatoire des drogues ?", top_k=0)
    with pytest.raises(QuestionError, match=r"o idioma é 'de'; esperava-se um de en, es, pt, fr\."):
        assistant.ask("O Peru tem um observatório de drogas?", language="de")
    with pytest.raises(QuestionError, match="el historial es un solo texto"):
        assistant.ask("¿y en 2015?", history="¿Cuál fue el presupuesto de DEVIDA en 2014?", language="es")
    with pytest.raises(FilterError, match=r"área desconocida: .Turismo.\. Áreas conocidas: Preface"):
        assistant.ask("¿Tiene el Perú un observatorio de drogas?", areas=["Turismo"])


def test_search_reads_other_languages_too(assistant: Assistant) -> None:
    hits = assistant.search("lavado de activos unidad de inteligencia financiera", top_k=3)
    assert "FIU" in " ".join(hit.quote for hit in hits)


def test_an_english_question_loads_no_language_tables() -> None:
    from assistant.languages.dictionary import load_dictionary

    load_dictionary.cache_clear()
    Assistant().ask("does Peru have an NPS early warning system?")
    assert load_dictionary.cache_info().currsize == 0


def test_a_summary_opens_with_the_whole_verdict_in_the_questions_language(assistant: Assistant) -> None:
    answer = assistant.ask("¿Certifica el Perú al personal de prevención y de integración social?", summarize=True)
    assert answer.verdict == "mixed"
    assert answer.summary
    assert answer.summary.sentences[0].text.startswith("En parte. ")
    assert "Resumen (con las palabras del informe): En parte. " in render_answer(answer)
    assert "*Resumen (con las palabras del informe):* En parte. " in answer.to_markdown()
