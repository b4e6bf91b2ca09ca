"""Spanish, Portuguese and French questions read into English."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.languages.gloss import gloss
from assistant.languages.grammar import load_grammar
from assistant.languages.parse import english_figure
from assistant.languages.units import ReportWords
from assistant.question import analyse

PIECES = "¿ ? , no não ne pas que qué o a os la le l' d' se é está à y e et tiene tem a-t-il Perú DEVIDA 2014 1999 con de ni sin el cuenta país est-ce".split()


def english(text: str, language: str) -> str:
    return gloss(text, language).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¿Tiene el Perú un sistema de alerta temprana para NSP?", "does Peru have an early warning system for NPS?"),
        ("tiene peru un sistema de alerta temprana", "does Peru have an early warning system?"),
        ("¿El Perú no tiene juzgados especiales?", "doesn't Peru have special courts?"),
        ("¿No tiene el Perú juzgados especiales?", "doesn't Peru have special courts?"),
        ("¿Es cierto que el Perú no evalúa los programas de prevención?", "is it true that Peru does not evaluate the prevention programs?"),
        ("El Perú no tiene alerta temprana, ¿verdad?", "Peru does not have early warning system, right?"),
        ("¿Ha ratificado el Perú la Convención Única sobre Estupefacientes?", "has Peru ratified the Single Convention on Narcotic Drugs?"),
        ("¿Hay programas de intercambio de jeringas?", "is there syringe exchange programs?"),
        ("¿Una pena de hasta cuatro años puede convertirse en multa?", "can a penalty of up to four years turn into fine?"),
        ("¿Capacita a policías?", "does it train police?"),
        ("¿También capacita a policías?", "and does it also train police?"),
        ("¿Y la del 88?", "and the one of 1988?"),
        ("¿Y la UIF qué hace?", "and what is the function of FIU?"),
        ("¿Qué hace DEVIDA?", "what is the function of DEVIDA?"),
        ("No, yo me refería a si la UIF tiene convenios", "does FIU have agreements?"),
        ("¿Fue creada DEVIDA en 2005?", "was DEVIDA created in 2005?"),
        ("¿Cuál fue el presupuesto de DEVIDA en 2016?", "what was the budget of DEVIDA in 2016?"),
        ("¿y en 2017?", "and in 2017?"),
        ("¿Y Alemania?", "and Germany?"),
        ("¿Quién lo supervisa?", "who supervise it?"),
        ("¿Desde qué ronda mide el país los cultivos ilícitos?", "since which round measure the country the illicit crops?"),
        ("¿Cuántas familias participan?", "how many families participate?"),
        ("Enumera las leyes sobre precursores químicos", "list the laws about chemical precursors"),
        ("Quisiera saber si hay un observatorio de drogas", "whether is there a drug observatory?"),
        ("¿Por qué?", "why?"),
    ],
)
def test_spanish_questions(text: str, expected: str) -> None:
    assert english(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O Peru tem um sistema de alerta precoce para NSP?", "does Peru have an early warning system for NPS?"),
        ("O Peru não tem tribunais especiais?", "doesn't Peru have special courts?"),
        ("É verdade que o Peru não avalia os programas de prevenção?", "is it true that Peru does not evaluate the prevention programs?"),
        ("A DEVIDA foi criada em 2002?", "was DEVIDA created in 2002?"),
        ("Qual foi o orçamento da DEVIDA em 2016?", "what was the budget of DEVIDA in 2016?"),
        ("Em que rodada o Peru mede os cultivos ilícitos?", "in which round Peru measure the illicit crops?"),
        ("Há programas de prevenção para a população carcerária?", "is there prevention programs for the prison population?"),
        ("E em 2015?", "and in 2015?"),
        ("A estratégia tem perspectiva de gênero, não é?", "the strategy have gender perspective, right?"),
    ],
)
def test_portuguese_questions(text: str, expected: str) -> None:
    assert english(text, "pt") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Pérou dispose-t-il d'un système d'alerte précoce pour les NSP ?", "does Peru have an early warning system for NPS?"),
        ("Le Pérou a-t-il ratifié la Convention unique sur les stupéfiants ?", "has Peru ratified the Single Convention on Narcotic Drugs?"),
        ("Est-ce que le Pérou n'a pas de tribunaux spécialisés ?", "doesn't Peru have special courts?"),
        ("Est-il vrai que le Pérou n'évalue pas ses programmes ?", "is it true that Peru does not evaluate its programs?"),
        ("Qui supervise les centres de traitement ?", "who supervise the treatment centers?"),
        ("Y a-t-il un observatoire des drogues ?", "is there a drug observatory?"),
        ("Lors de quels cycles le Pérou a-t-il mesuré les cultures illicites ?", "in which rounds Peru have measured the illicit crops?"),
        ("Le Pérou a un observatoire des drogues, n'est-ce pas ?", "Peru have a drug observatory, right?"),
        ("Qu'en est-il de la Colombie ?", "what about Colombia?"),
        ("Et en 2015 ?", "and in 2015?"),
    ],
)
def test_french_questions(text: str, expected: str) -> None:
    assert english(text, "fr") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Carece el Perú de juzgados especiales?", "es"),
        ("¿Es verdad que el Perú no tiene ningún programa para migrantes ni refugiados?", "es"),
        ("O Peru carece de tribunais especiais?", "pt"),
        ("É verdade que o Peru não tem nenhum programa para migrantes nem refugiados?", "pt"),
        ("Est-il vrai que le Pérou n'a aucun programme ni pour les migrants ni pour les réfugiés ?", "fr"),
        ("Le Pérou manque-t-il de tribunaux spécialisés ?", "fr"),
    ],
)
def test_a_negative_question_stays_one_negative_question(text: str, language: str) -> None:
    read = analyse(english(text, language), language)
    assert read.is_yes_no
    assert read.is_negated


@pytest.mark.parametrize(
    ("with_accents", "without", "language"),
    [
        ("¿Cuántos centros de tratamiento hay?", "cuantos centros de tratamiento hay", "es"),
        ("O Peru já avaliou os programas?", "o peru ja avaliou os programas?", "pt"),
        ("Où le trafic de drogues est-il mentionné ?", "ou le trafic de drogues est-il mentionne ?", "fr"),
    ],
)
def test_accents_and_question_marks_may_be_missing(with_accents: str, without: str, language: str) -> None:
    full, bare = analyse(english(with_accents, language)), analyse(english(without, language))
    assert full.is_yes_no == bare.is_yes_no
    assert set(bare.terms) == set(full.terms)


def test_years_and_rounds_are_read_from_the_gloss() -> None:
    assert analyse(english("¿Qué pasó entre 2014 y 2016?", "es")).years == {2014, 2015, 2016}
    assert analyse(english("da segunda à sétima rodada", "pt")).rounds >= {7}
    assert analyse(english("au cours du septième cycle", "fr")).rounds == {7}


def test_figures_get_english_separators() -> None:
    assert english_figure("102.223.807") == "102,223,807"
    assert english_figure("88,9") == "88.9"
    assert english_figure("18,000") == "18,000"
    assert english_figure("023-2001-SA") == "023-2001-SA"


def test_the_reports_choose_between_equivalents() -> None:
    reports = ReportWords({"tribunal": 5, "court": 1}.get, lambda _: None)  # type: ignore[arg-type]
    counted = ReportWords(lambda word: {"tribunal": 5}.get(word, 0), reports.nearest)
    assert gloss("¿Hay un tribunal?", "es", counted).text == "is there a tribunal?"
    assert gloss("¿Hay un tribunal?", "es").text == "is there a court?"


def test_what_no_table_knows_is_left_as_it_is_and_told() -> None:
    read = gloss("¿Tiene el Perú zurullos?", "es")
    assert read.text == "does Peru have zurullos?"
    assert read.untranslated == {"zurullos"}
    assert ("have", "Tiene") in read.wording


def test_what_is_left_of_a_text_keeps_its_question_mark_and_single_blanks() -> None:
    assert gloss("Y&SE¿0", "es").text == "and 0"
    assert gloss("0¿?", "es").text == "0?"


def test_no_text_breaks_the_gloss() -> None:
    for language in ("es", "pt", "fr"):
        for text in ("?", "¿?", "...", "no", "¿No?", "de la", "que", "a a a", "(", "¿Qué?", "É?", "est-ce que", "l'", "—", "1.2.3", "🙂 si"):
            assert isinstance(gloss(text, language).text, str)


def test_closed_class_tables_speak_english() -> None:
    for language in ("es", "pt", "fr"):
        grammar = load_grammar(language)
        assert set(grammar.copulas.values()) <= {"am", "is", "are", "was", "were", "will be", "would be"}
        assert all(value.isascii() for value in grammar.function.values())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.sampled_from(("es", "pt", "fr")))
def test_any_text_is_read_and_a_question_stays_one(text: str, language: str) -> None:
    read = gloss(text, language)
    assert "  " not in read.text.strip()
    for year in ("2014", "1999"):
        assert (f" {year} " in f" {text} ") <= (year in read.text)
    if text.rstrip().endswith("?") and any(c.isalnum() for c in text):
        assert "?" in read.text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("¿Se evaluaron los programas de prevención en la quinta ronda?", "es", "were the prevention programs evaluated in the fifth round?"),
        ("Cuando el Estado combate la oferta, ¿respeta la costumbre?", "es", "does it respect the custom when the state fight the supply?"),
        ("En cuanto a los adolescentes, ¿aplica medidas alternativas?", "es", "does it apply alternative measures about the adolescents?"),
        ("Quanto aos adolescentes, existem medidas alternativas?", "pt", "are there alternative measures about the adolescents?"),
        ("¿En base a qué ley?", "es", "under which law?"),
        ("¿Y para qué sirve?", "es", "and what is its function?"),
        ("¿Para qué sirven los observatorios?", "es", "what is the function of the observatories?"),
        ("¿Al menos hay equipos?", "es", "is there equipment?"),
        ("¿Se encuentran facultadas las autoridades?", "es", "are the authorities enabled?"),
        ("¿DEVIDA se encarga de las medidas de control?", "es", "is DEVIDA in charge of the control measures?"),
        ("¿Se encarga DEVIDA de las medidas de control?", "es", "is DEVIDA in charge of the control measures?"),
        ("¿Logró el Perú cumplir con los estándares?", "es", "could Peru fulfil the standards?"),
        ("¿La UIF-Perú fue creada por ley?", "es", "was FIU Peru created by law?"),
        ("¿Se puede extraditar a un peruano?", "es", "can a Peruvian be extradited?"),
        ("Usam-se imagens de satélite?", "pt", "are satellite images used?"),
        ("¿Le falta al Perú un observatorio?", "es", "does Peru lack an observatory?"),
        ("Faltam ao Peru mecanismos?", "pt", "does Peru lack mechanisms?"),
        ("Manque-t-il au Pérou un mécanisme ?", "fr", "does Peru lack a mechanism?"),
        ("¿Le preocupa a la CICAD que no exista?", "es", "is CICAD concerned that not exist?"),
        ("¿El PEN Online lo desarrolló la UNODC?", "es", "was the PEN Online developed by UNODC?"),
        ("¿Es el ejército el que analiza las drogas?", "es", "is it the military that analyze the drugs?"),
        ("Est-ce le Congrès qui a approuvé la stratégie ?", "fr", "is it the parliament that have approved the strategy?"),
        ("¿Son cinco los ejes de la estrategia?", "es", "are there five key areas of the strategy?"),
        ("¿En el Perú hay juzgados especiales?", "es", "is there special courts in Peru?"),
        ("¿Subió el presupuesto del 2017 al 2018?", "es", "does the budget increase from 2017 to 2018?"),
        ("¿Aumentó el Perú el presupuesto?", "es", "does Peru grow the budget?"),
        ("¿Necesitan permiso los laboratorios que fabrican medicinas?", "es", "does the laboratories that manufacture medicines need authorization?"),
        ("¿Tienen acceso los presos a tratamiento?", "es", "does the prisoners have access to treatment?"),
        ("¿Está permitida por los jueces la interceptación telefónica?", "es", "is the wiretapping allowed by the judges?"),
        ("¿Se instruye anualmente al personal de aduanas?", "es", "is the customs personnel taught per year?"),
        ("¿Se incautó mucha droga en 2018?", "es", "was much drug seized in 2018?"),
        ("¿Dejó el país de medir los cultivos?", "es", "does the country stop measure the crops?"),
        ("¿Ni siquiera hay un registro?", "es", "is there not even a record?"),
        ("O sea que no hay cortes de drogas, ¿verdad?", "es", "and there is no drug courts, right?"),
        ("¿Es falso que hay un observatorio?", "es", "is it false that there is an observatory?"),
        ("¿Llegó a más de cuarenta mil alumnos?", "es", "does it reach more than forty thousand school children?"),
        ("¿Recibió DEVIDA menos dinero en 2013 que en 2014?", "es", "does DEVIDA get less money in 2013 than in 2014?"),
        ("Les programmes ont-ils été évalués ?", "fr", "has the programs been evaluated?"),
        ("Le traitement n'est-il assuré que par le système public ?", "fr", "is the treatment ensured only by the public system?"),
        ("¿Hay programas tanto para niños como para universitarios?", "es", "is there programs both for children and for university students?"),
        ("¿Usan los estándares de la UNODC y de la OMS?", "es", "does it use the standards of UNODC and WHO?"),
    ],
)
def test_constructions_that_english_builds_in_another_way(text: str, language: str, expected: str) -> None:
    assert english(text, language) == expected


@pytest.mark.parametrize("text", ["¿No hay ninguna autoridad?", "¿No hay una autoridad?", "¿No hay nadie que lo supervise?"])
def test_a_negative_question_asks_about_the_thing_itself(text: str) -> None:
    assert not analyse(english(text, "es")).is_negated


def test_an_embedded_question_still_asks_for_yes_or_no() -> None:
    assert analyse(english("¿Alguien ha calculado cuántas camas necesita el país?", "es")).is_yes_no
    assert not analyse(english("¿Cuántas camas necesita el país?", "es")).is_yes_no
