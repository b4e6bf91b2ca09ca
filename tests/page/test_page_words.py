"""The page's own words: every language has every text, with the same names to fill in."""

import re
import string

import pytest

from assistant.page.chat import messages
from assistant.page.examples import KINDS, chat_examples
from assistant.page.labels import LABELS, label
from assistant.page.words import LANGUAGES, preferred_language, say, words_of


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_text_lacks_a_translation(language):
    english, other = words_of("en"), words_of(language)
    assert sorted(other) == sorted(english)
    assert {key: names(text) for key, text in other.items()} == {key: names(text) for key, text in english.items()}
    assert [key for key, text in other.items() if not text.strip()] == []


def test_every_word_asked_for_stands_in_the_catalogue(root):
    asked = set()
    for path in [*(root / "assistant" / "page").glob("*.py"), root / "app.py"]:
        asked |= set(re.findall(r'say\([^()]*?,\s*"(\w+)"', path.read_text("utf-8")))
        asked |= set(re.findall(r'data_word(?:_label)?="(\w+)"', path.read_text("utf-8")))
    for path in (root / "assistant" / "page").glob("*.js"):
        asked |= set(re.findall(r"page\.words\.(\w+)", path.read_text("utf-8")))
    asked |= {key for properties in LABELS.values() for key in properties.values()}
    assert asked
    assert sorted(asked - set(words_of("en"))) == []


def test_every_widget_has_its_words_in_every_language():
    for language in LANGUAGES:
        for widget in LABELS:
            assert all(label(widget, language).values()), (widget, language)


def test_an_example_for_each_kind_of_answer():
    assert KINDS == ("no", "yes", "partly", "figure", "list", "silent")
    assert chat_examples("en")[0]["text"] == "Does Peru have an NPS early warning system?"
    assert len({e["text"] for e in chat_examples("pt")}) == 6


def test_an_unknown_language_reads_as_english():
    assert say("de", "ask") == "Ask"


def test_a_missing_value_is_an_error_and_not_a_gap():
    with pytest.raises(KeyError, match="total"):
        say("en", "step_count", done=3)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es-PE,es;q=0.9,en;q=0.8", "es"),
        ("de,fr;q=0.4,pt-BR;q=0.6", "pt"),
        ("fr;q=0, en;q=0.1", "en"),
        ("en;q=nonsense, es;q=0.2", "es"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_the_browser_is_asked_for_its_language(header, language):
    assert preferred_language(header) == language


def test_a_chat_without_turns_is_empty():
    assert messages([], library=None) == []
