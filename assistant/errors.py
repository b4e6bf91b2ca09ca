"""The error tree. Each message says what was found, what was expected and what to do.

AssistantError
├── QuestionError            the question cannot be answered as it stands
├── FilterError              an area or report filter names something unknown
├── CorpusError              the folder of reports cannot be used
│   └── DuplicateReportError two reports share one id
├── EncoderError             the embedding model cannot be used
│   └── WeightsError         its weights are not the expected ones
├── IndexStoreError          the index folder cannot be written
│   └── DamagedIndexError    what is stored there is damaged, foreign or stale (rebuilt from the corpus)
├── AnswerFileError          a saved answer cannot be read
├── SummaryError             summaries are not set up as they must be
│   └── LanguageModelError   the language model cannot be loaded or reached, or broke off (the summary is then extractive)
├── FeedbackError            readers' feedback cannot be written or read
└── EvaluationError          the gold questions cannot be used
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error that this package raises on purpose."""


class QuestionError(AssistantError):
    """The question is empty, too long or not text."""


class FilterError(AssistantError):
    """An area or report filter names something that the corpus does not hold."""


class CorpusError(AssistantError):
    """The corpus folder is missing, empty or holds a file that cannot be read as a report."""


class DuplicateReportError(CorpusError):
    """Two reports of the corpus share one id."""


class EncoderError(AssistantError):
    """The embedding model cannot be loaded or run."""


class WeightsError(EncoderError):
    """The weights on disk are not those whose hash is recorded."""


class IndexStoreError(AssistantError):
    """The index folder cannot be written or locked."""


class DamagedIndexError(IndexStoreError):
    """The stored index is damaged, foreign or stale; it can be rebuilt from the corpus."""


class AnswerFileError(AssistantError):
    """A saved answer is not readable as one."""


class SummaryError(AssistantError):
    """The settings of summaries contradict each other or name something unknown."""


class LanguageModelError(SummaryError):
    """The language model cannot be loaded or reached, or broke off in mid-stream."""


class FeedbackError(AssistantError):
    """The file of readers' feedback cannot be written, or is missing or damaged."""


class EvaluationError(AssistantError):
    """The gold questions are missing or contradict the report."""
