"""The assistant, as it comes."""

from collections.abc import Callable
from pathlib import Path

from assistant import Assistant


def build(model: str, text: str, folder: str) -> None:
    """Index a report."""
    corpus = Path(folder) / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "peru_2019.txt").write_text(text, encoding="utf-8")
    Assistant(corpus, Path(folder) / "index").load()


def load(model: str, folder: str) -> Callable[[str, int], list[str]]:
    """Return a search over the stored report."""
    assistant = Assistant(Path(folder) / "corpus", Path(folder) / "index")
    return lambda question, k: [hit.quote for hit in assistant.search(question, top_k=k)]
