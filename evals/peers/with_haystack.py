"""Haystack's hybrid retrieval tutorial: BM25 and embeddings in the in-memory store, joined by reciprocal rank."""

from collections.abc import Callable
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

try:
    from haystack.components.embedders import SentenceTransformersDocumentEmbedder, SentenceTransformersTextEmbedder
except ImportError:  # moved out of the core package in Haystack 3
    from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersDocumentEmbedder, SentenceTransformersTextEmbedder


def build(model: str, text: str, folder: str) -> None:
    """Cut, embed and store a report."""
    splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=20)
    embedder = SentenceTransformersDocumentEmbedder(model=model, progress_bar=False)
    for component in (splitter, embedder):
        getattr(component, "warm_up", lambda: None)()
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(embedder.run(splitter.run([Document(content=text)])["documents"])["documents"])
    Path(folder).mkdir(parents=True, exist_ok=True)
    store.save_to_disk(str(Path(folder) / "store.json"))


def load(model: str, folder: str) -> Callable[[str, int], list[str]]:
    """Return a search over the stored report."""
    store = InMemoryDocumentStore.load_from_disk(str(Path(folder) / "store.json"))
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=model, progress_bar=False))
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store))
    pipeline.add_component("sparse", InMemoryBM25Retriever(store))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("embedder.embedding", "dense.query_embedding")
    pipeline.connect("dense", "joiner")
    pipeline.connect("sparse", "joiner")
    pipeline.warm_up()

    def search(question: str, k: int) -> list[str]:
        found = pipeline.run({"embedder": {"text": question}, "sparse": {"query": question}})
        return [d.content for d in found["joiner"]["documents"][:k]]

    return search
