"""LangChain's retrieval tutorial: RecursiveCharacterTextSplitter 1000/200 and a FAISS store."""

from collections.abc import Callable

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


def build(model: str, text: str, folder: str) -> None:
    """Cut, embed and store a report."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    FAISS.from_documents(splitter.split_documents([Document(page_content=text)]), HuggingFaceEmbeddings(model_name=model)).save_local(folder)


def load(model: str, folder: str) -> Callable[[str, int], list[str]]:
    """Return a search over the stored report."""
    store = FAISS.load_local(folder, HuggingFaceEmbeddings(model_name=model), allow_dangerous_deserialization=True)
    return lambda question, k: [d.page_content for d in store.similarity_search(question, k=k)]
