"""txtai: hybrid (dense and BM25) embeddings with content, over paragraphs."""

from collections.abc import Callable

from txtai import Embeddings


def build(model: str, text: str, folder: str) -> None:
    """Embed and store a report's paragraphs."""
    embeddings = Embeddings(path=model, hybrid=True, content=True)
    embeddings.index([p.strip() for p in text.split("\n") if p.strip()])
    embeddings.save(folder)


def load(model: str, folder: str) -> Callable[[str, int], list[str]]:
    """Return a search over the stored report."""
    embeddings = Embeddings()
    embeddings.load(folder)
    return lambda question, k: [found["text"] for found in embeddings.search(question, k)]
