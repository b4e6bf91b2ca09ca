"""LlamaIndex with a local embedding model: VectorStoreIndex, its defaults otherwise."""

from collections.abc import Callable

from llama_index.core import Document, Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


def build(model: str, text: str, folder: str) -> None:
    """Cut, embed and store a report."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=model)
    VectorStoreIndex.from_documents([Document(text=text)]).storage_context.persist(persist_dir=folder)


def load(model: str, folder: str) -> Callable[[str, int], list[str]]:
    """Return a search over the stored report."""
    Settings.embed_model = HuggingFaceEmbedding(model_name=model)
    index = load_index_from_storage(StorageContext.from_defaults(persist_dir=folder))
    return lambda question, k: [n.node.get_content() for n in index.as_retriever(similarity_top_k=k).retrieve(question)]
