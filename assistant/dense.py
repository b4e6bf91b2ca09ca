"""The FAISS index over the spans' vectors: exact while a pass over all of them is short, inverted lists beyond.

Measured at 340,000 spans, one question at a time (``python -m evals.scale``): all vectors in bytes 20 to 80 ms; inverted lists with 8-bit
codes of what is left of a vector beside its list's centre 2 to 3 ms; HNSW with the same codes 1.3 ms, but recall@10 0.92 over a third of
the spans.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from assistant.encoder import Float32

Int64 = npt.NDArray[np.int64]
EXACT_UP_TO = 10_000
"""Spans up to which every vector is compared, in floats: 15 MB, a millisecond or two."""
LISTS_PER_ROOT = 2
"""Inverted lists for each unit of the square root of the number of spans: 1,024 of them for 340,000."""
NEARLY_ALL = 0.8
"""Share of the vectors from which on those not allowed are found and left out."""
PROBES = 128
LEAST_SHARE = 3 / 16
"""Lists that are looked into: so many, of more than 682 lists this share. Of 34,000 spans of fresh text 128 of 512 lists hold 0.986 of the ten
nearest, the bytes left aside. However many spans there are, the same share holds about as much: an eighth 0.97 to 0.99, a quarter 0.99 to 1
(``python -m evals.probes``)."""
HELD = 0.5
"""Share of the spans, left by a filter, below which more lists are looked into."""
_TRAINED_ON = 64
"""Spans for each list that the lists are trained on."""


def dense_index(vectors: Float32) -> faiss.Index:
    """Return an inner-product index over unit vectors (n, d), so that scores are cosines; its type is chosen by n."""
    n = len(vectors)
    if n <= EXACT_UP_TO:
        return flat_index(vectors)
    return inverted_lists(vectors, 2 ** round(math.log2(LISTS_PER_ROOT * math.sqrt(n))))


def inverted_lists(vectors: Float32, lists: int) -> faiss.IndexIVF:
    """Return an inner-product index over unit vectors (n, d) in so many lists of 8-bit codes."""
    rows, (n, d) = np.ascontiguousarray(vectors, dtype=np.float32), vectors.shape
    index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(d), d, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    index.train(rows[:: max(1, n // (_TRAINED_ON * lists))])
    index.add(rows)
    return index


def flat_index(vectors: Float32) -> faiss.IndexFlat:
    """Return an exact inner-product index over unit vectors (n, d)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return index


def read_dense_index(path: Path) -> faiss.Index:
    """Load a stored index; inverted lists stay in the file, mapped into memory.

    Raises:
        ValueError: it is of a type that this program does not write.
        RuntimeError: it cannot be read.
    """
    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
    if not isinstance(index, faiss.IndexFlat | faiss.IndexIVF):
        raise ValueError(f"{path.name} holds a {type(index).__name__}, expected a flat index or inverted lists")
    if isinstance(index, faiss.IndexIVF) and index.invlists is not None:
        lists = faiss.downcast_InvertedLists(index.invlists)
        if isinstance(lists, faiss.OnDiskInvertedLists):
            lists.prefetch_nthread = 0  # 32 threads that read ahead for each question take longer than its search
    return index


def probes_for(lists: int) -> int:
    """Return how many lists a search looks into, of so many."""
    return min(lists, max(PROBES, round(LEAST_SHARE * lists)))


def nearest(index: faiss.IndexIVF, vector: Float32, allowed: npt.NDArray[np.bool_], count: int, probes: int | None = None) -> tuple[Int64, Float32]:
    """Return the ids of about ``count`` vectors nearest to one, of those allowed, nearest first, and their cosines; fewer where the lists hold fewer.

    Args:
        index: inverted lists.
        vector: shape (d,).
        allowed: shape (n,).
        count: how many.
        probes: lists to look into, where nothing is filtered; None: by their number.
    """
    share = max(float(np.count_nonzero(allowed)) / len(allowed), 1e-6)
    parameters: Any = faiss.SearchParametersIVF()
    parameters.nprobe = min(index.nlist, math.ceil((probes or probes_for(index.nlist)) * max(1.0, HELD / share)))
    wanted = count
    if share > NEARLY_ALL:  # asking a selector about each vector takes twice the search; a few more are found and left out
        wanted = math.ceil(count / share) + count // 4
    else:
        bits = np.packbits(allowed, bitorder="little")
        parameters.sel = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
    cosines, found = index.search(vector[None], wanted, params=parameters)
    kept = np.flatnonzero(found[0] >= 0)
    kept = kept[allowed[found[0][kept]]][:count]
    return np.asarray(found[0][kept], dtype=np.int64), np.asarray(cosines[0][kept], dtype=np.float32)
