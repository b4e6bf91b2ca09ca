"""The tutorial that the assistant is compared with: RecursiveCharacterTextSplitter 1000/200, the same model, FAISS, top 3."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.datatypes import Hit, Report
from assistant.encoder import Encoder

CHUNK_CHARS = 1000
CHUNK_OVERLAP = 200
TOP_K = 3


class TutorialBaseline:
    """Retrieves chunks of fixed size, as the libraries' first tutorials do. It gives no verdict and never abstains."""

    def __init__(self, reports: Sequence[Report], encoder: Encoder) -> None:
        """Cut and encode the reports.

        Args:
            reports: what to search.
            encoder: the assistant's own, so that only the method differs.
        """
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=CHUNK_OVERLAP, add_start_index=True)
        self._encoder = encoder
        self._chunks = [
            _as_hit(report, document.page_content, int(document.metadata["start_index"]))
            for report in reports
            for document in splitter.create_documents([report.text])
        ]
        vectors = np.stack([e.vector for e in encoder.encode([c.quote for c in self._chunks])])
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(vectors)

    def search(self, question: str, top_k: int = TOP_K) -> tuple[Hit, ...]:
        """Return the ``top_k`` nearest chunks, best first."""
        _, found = self._index.search(self._encoder.encode([question])[0].vector[None], top_k)
        return tuple(self._chunks[int(i)] for i in found[0] if i >= 0)


def _as_hit(report: Report, text: str, start: int) -> Hit:
    """Place a chunk in the section that holds most of its characters."""
    end = start + len(text)
    section = max(report.sections, key=lambda s: min(end, s.end) - max(start, s.start))
    return Hit(report.id, section.area, section.name, text, start, end, text, 0.0, start)
