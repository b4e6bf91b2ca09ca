"""Which language a question is in."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from assistant.errors import QuestionError
from assistant.languages.detection import check_language, conversation_language, detect
from evals.gold import GOLD_FOLDER
from tests.conftest import ROOT

ENGLISH = frozenset(
    "does peru have an early warning system for what is the budget of drug use control coca money laundering colombia in evaluation treatment centres".split()
)


def is_english(word: str) -> bool:
    return word in ENGLISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("does Peru have an early warning system?", "en"),
        ("¿Tiene el Perú un sistema de alerta temprana para NSP?", "es"),
        ("tiene peru sistema de alerta temprana", "es"),
        ("presupuesto devida 2014", "es"),
        ("O Peru tem um sistema de alerta precoce?", "pt"),
        ("orçamento da DEVIDA em 2014", "pt"),
        ("Le Pérou a-t-il un système d'alerte précoce ?", "fr"),
        ("y en 2015?", "es"),
        ("e em 2015?", "pt"),
        ("et en 2015 ?", "fr"),
    ],
)
def test_a_question_is_found_to_be_in_its_language(text: str, language: str) -> None:
    assert detect(text, is_english) == language


@pytest.mark.parametrize(
    "text",
    ["DEVIDA", "MINSA", "NPS", "what is Familias Fuertes Amor y Límites?", "money laundering GAFILAT", "what is the ENLCD?", "drug control DIRANDRO PNP"],
)
def test_names_and_acronyms_alone_do_not_flip_an_english_question(text: str) -> None:
    assert detect(text, is_english) == "en"


def test_a_bare_name_keeps_the_language_of_the_conversation() -> None:
    assert detect("DEVIDA?", is_english, "es") == "es"
    assert detect("Colombia?", is_english, "pt") == "pt"


def test_the_conversations_language_is_that_of_its_latest_question() -> None:
    assert conversation_language(["what is the budget of Peru?", "¿y en 2015?"], is_english) == "es"
    assert conversation_language([], is_english) is None


def test_a_named_language_is_checked() -> None:
    assert check_language("ES") == "es"
    assert check_language("pt-BR") == "pt"
    assert check_language("auto") is None
    assert check_language(None) is None
    with pytest.raises(QuestionError, match="the language is 'de', expected one of en, es, pt, fr"):
        check_language("de")


def test_every_twin_is_found_to_be_in_its_language() -> None:
    for language in ("es", "pt", "fr"):
        for line in (GOLD_FOLDER / f"twins_{language}.jsonl").read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            assert detect(question["question"], is_english, language if question["history"] else None) == language, question["question"]


def test_a_clear_lead_in_closed_class_words_needs_no_models() -> None:
    program = (
        "import sys\nfrom assistant.languages.detection import detect\n"
        "known = set('which part of the country has worst drug gangs'.split()).__contains__\n"
        "print(detect('Which part of the country has the worst drug gangs?', known), 'lingua' in sys.modules)\n"
        "print(detect('Quels sont les bénéficiaires ?', known), 'lingua' in sys.modules)\n"
        "print(detect('Which part of the country has the worst cartelitos?', known), 'lingua' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["en False", "fr False", "en True"]
