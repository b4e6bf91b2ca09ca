"""The catalogue of messages."""

from __future__ import annotations

import ast
import io
import string
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import assistant
from assistant.catalogue import LANGUAGES, say, say_counted
from assistant.datatypes import Verdict
from assistant.phrasing import counted, statement, verdict_word

SOURCES = sorted(Path(assistant.__file__).parent.rglob("*.py"))


def messages_in_source() -> set[str]:
    """Return every literal that the source says, marks or counts."""
    found: set[str] = set()
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if "from assistant.catalogue import" in source else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "marked", "say_counted"):
                literals = node.args[: 2 if node.func.id == "say_counted" else 1]
                found |= {a.value for a in literals if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def catalogue(language: str) -> Catalog:
    source = files("assistant").joinpath("locale", language, "LC_MESSAGES", "assistant.po").read_bytes()
    return read_po(io.BytesIO(source), locale=language)


def texts(catalog: Catalog) -> dict[str, list[str]]:
    """Return each message's id -> its translations; singular and plural ids both."""
    result: dict[str, list[str]] = {}
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = list(message.string) if isinstance(message.string, tuple) else [message.string]
        for i in ids:
            if i:
                result[i] = translations
    return result


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_messages_are_found_in_the_source() -> None:
    assert {"Yes.", "The report does not say.", "It gives no figure for this."} <= messages_in_source()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_lacks_a_translation(language: str) -> None:
    translated = texts(catalogue(language))
    assert messages_in_source() - set(translated) == set()
    assert [i for i, strings in translated.items() if not all(strings)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_of_a_message_that_is_not_said(language: str) -> None:
    assert set(texts(catalogue(language))) - messages_in_source() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_fill_the_same_places(language: str) -> None:
    for english, translations in texts(catalogue(language)).items():
        for translation in translations:
            assert names(translation) <= names(english) | {"n"}, english
            assert names(english) - {"n"} <= names(translation), english


def test_messages_are_said_in_each_language() -> None:
    assert [verdict_word(Verdict.NO, language) for language in ("en", "es", "pt", "fr")] == ["No.", "No.", "Não.", "Non."]
    assert say("The report does not say.", "es") == "El informe no lo dice."
    assert say("It gives {given}, not {asked}.", "fr", given="2014-2018", asked="2019") == "Il donne 2014-2018, pas 2019."
    assert say_counted("CICAD voices concern once:", "CICAD voices concern {n} times:", 1, "pt") == "A CICAD expressa preocupação uma vez:"
    assert counted("mentions", 3, "es") == "El informe lo menciona en 3 lugares:"
    assert counted("mentions", 1) == "The report mentions it in 1 place:"


def test_a_quote_with_braces_is_said_as_it_is() -> None:
    assert statement("it holds {braces}", 2, "es") == "El informe dice: “it holds {braces}” [2]"


def test_what_no_catalogue_holds_stays_english() -> None:
    assert say("An area of another report", "fr") == "An area of another report"
