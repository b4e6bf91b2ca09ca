"""What the program says around the quotes, in four languages.

The English text is the message; ``locale/<language>/LC_MESSAGES/assistant.po`` holds the others, in gettext's own format, and is
compiled when a language is first spoken. English costs nothing: it is what stands in the source.
"""

from __future__ import annotations

import io
from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files

LANGUAGES = ("es", "pt", "fr")
"""The languages that messages are translated into."""


def marked(message: str) -> str:
    """Return a message as it is, marked as one to translate where it is said later by a variable."""
    return message


def say(message: str, language: str = "en", /, **values: object) -> str:
    """Return a message in a language, its ``{names}`` filled in; one that the catalogue lacks stays English.

    >>> say("It does not say this of {name}.", "es", name="MINSA")
    'No lo dice de MINSA.'
    """
    text = message if language not in LANGUAGES else _catalogue(language).gettext(message)
    return text.format(**values) if values else text


def say_counted(one: str, many: str, n: int, language: str = "en", /) -> str:
    """Return the message for one thing or for ``n``, which fills its ``{n}``."""
    text = (one if n == 1 else many) if language not in LANGUAGES else _catalogue(language).ngettext(one, many, n)
    return text.format(n=n)


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = files("assistant").joinpath("locale", language, "LC_MESSAGES", "assistant.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
