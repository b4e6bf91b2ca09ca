"""Which language model writes summaries, by the settings."""

from __future__ import annotations

from assistant.errors import SummaryError
from assistant.language_model import ChatModel, LanguageModel, read_key
from assistant.local_model import LocalModel
from assistant.settings import Settings


def open_model(settings: Settings) -> LanguageModel | None:
    """Return the model that the settings name, or None for extractive summaries. Nothing is loaded or sent yet.

    Raises:
        SummaryError: the mode is unknown, or a remote model lacks its address or name.
    """
    match settings.summary_mode:
        case "extractive":
            return None
        case "local":
            return LocalModel(settings.summary_gguf, seconds=settings.summary_seconds)
        case "remote":
            if not settings.summary_url or not settings.summary_model:
                raise SummaryError("remote summaries need an address and a model. Set ASSISTANT_SUMMARY_URL (up to /v1) and ASSISTANT_SUMMARY_MODEL.")
            return ChatModel(settings.summary_url, settings.summary_model, read_key(settings), seconds=settings.summary_seconds)
        case other:
            raise SummaryError(f"the summary mode is {other!r}, expected 'extractive', 'local' or 'remote'. Correct ASSISTANT_SUMMARY_MODE.")
