"""The tables of names, phrases and words."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from assistant.languages.conjugation import infinitives, is_finite_by_spelling
from assistant.languages.dictionary import TABLES, known_words, load_dictionary, read_rows
from assistant.languages.inflection import english_participle, english_plural, is_participle, romance_forms


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_english_a_part_of_speech_and_all_three_languages(table: str) -> None:
    text = files("assistant.languages").joinpath(f"{table}.tsv").read_text(encoding="utf-8")
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        assert len(row) == 5, f"{table}.tsv:{number}"
        assert all(cell.strip() == cell and cell for cell in row), f"{table}.tsv:{number}"
        assert number == 1 or row[1] in ("n", "a", "v", "x"), f"{table}.tsv:{number}"


def test_no_row_stands_twice() -> None:
    seen = [(row["en"], row["pos"]) for row in read_rows()]
    assert len(seen) == len(set(seen)), sorted({s for s in seen if seen.count(s) > 1})


@pytest.mark.parametrize(
    ("language", "words", "english"),
    [
        ("es", ["lavado", "de", "activos"], "money laundering"),
        ("es", ["nsp"], "NPS"),
        ("es", ["uif"], "FIU"),
        ("es", ["incautaciones"], "seizure"),
        ("pt", ["lavagem", "de", "dinheiro"], "money laundering"),
        ("pt", ["apreensões"], "seizure"),
        ("fr", ["blanchiment", "de", "argent"], "money laundering"),
        ("fr", ["saisies"], "seizure"),
    ],
)
def test_terms_of_the_field_are_known_in_any_number(language: str, words: list[str], english: str) -> None:
    assert english in [entry.english for entry in load_dictionary(language).find(words)]


def test_forms_of_romance_words() -> None:
    assert romance_forms("social", "es", feminine=False) == {"social", "sociales"}
    assert romance_forms("avaliacao", "pt", feminine=False) == {"avaliacao", "avaliacoes", "avaliacaos", "avaliacaes"}
    assert romance_forms("national", "fr", feminine=True) >= {"national", "nationaux", "nationale", "nationales"}


def test_forms_of_english_words() -> None:
    assert [english_plural(n) for n in ("study", "survey", "child", "treatment center", "DEVIDA", "information")] == [
        "studies",
        "surveys",
        "children",
        "treatment centers",
        "DEVIDA",
        "information",
    ]
    assert [english_participle(v) for v in ("create", "carry out", "ratify", "ban", "submit", "offer", "develop")] == [
        "created",
        "carried out",
        "ratified",
        "banned",
        "submitted",
        "offered",
        "developed",
    ]
    assert is_participle("creada", "es")
    assert is_participle("créées", "fr")
    assert not is_participle("dispose", "fr")


@pytest.mark.parametrize(
    ("form", "language", "infinitive"),
    [
        ("mide", "es", "medir"),
        ("empiecen", "es", "empezar"),
        ("publiquen", "es", "publicar"),
        ("destruyen", "es", "destruir"),
        ("consigue", "es", "conseguir"),
        ("reinsertarlos", "es", "reinsertar"),
        ("calculou", "pt", "calcular"),
        ("fique", "pt", "ficar"),
        ("appelle", "fr", "appeler"),
        ("remplissent", "fr", "remplir"),
    ],
)
def test_conjugated_forms_lead_to_their_infinitives(form: str, language: str, infinitive: str) -> None:
    assert infinitive in infinitives(form, language)


@pytest.mark.parametrize(
    ("form", "language", "verb"),
    [
        ("recibio", "es", "receive"),
        ("mantuvo", "es", "maintain"),
        ("impuesta", "es", "impose"),
        ("fizeram", "pt", "make"),
        ("recoit", "fr", "receive"),
        ("permis", "fr", "allow"),
    ],
)
def test_verbs_are_found_by_any_form(form: str, language: str, verb: str) -> None:
    assert verb in [entry.english for entry in load_dictionary(language).find([form])]


def test_a_conjugated_noun_is_no_verb_of_several_words() -> None:
    assert [entry.english for entry in load_dictionary("es").find(["tratado", "de"])] == []


def test_an_accent_tells_a_preterite_from_an_adjective() -> None:
    assert is_finite_by_spelling("publicó", "es")
    assert not is_finite_by_spelling("público", "es")


@pytest.mark.parametrize("language", ["es", "pt", "fr"])
def test_known_words_are_the_single_words_of_the_dictionary(language: str) -> None:
    assert known_words(language) == {key[0] for key in load_dictionary(language).forms if len(key) == 1}
