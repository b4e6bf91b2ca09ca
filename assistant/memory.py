"""Keep a process small: rows read from a file when they are wanted, freed memory given back."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's ``mallopt``."""


class RowFile:
    """The rows of a matrix in a ``.npy`` file, each read when it is asked for; safe to share between threads.

    For tables of which a process needs few rows here and there: every touch of a mapped file brings 64 KB around it into memory.
    The file stays open, so that rows can be read even after another process has put a newer one in its place.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        Args:
            path: a two-dimensional array as ``numpy.save`` writes it, rows in one piece, no objects.

        Raises:
            OSError: it cannot be read.
            ValueError: it is no such array.
        """
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
        if not isinstance(mapped, np.memmap) or mapped.ndim != 2 or not mapped.flags.c_contiguous:
            raise ValueError(f"{path.name} holds no matrix in rows")
        self._start, self._dtype = int(mapped.offset), mapped.dtype
        self._rows, self._columns = int(mapped.shape[0]), int(mapped.shape[1])
        self._lock = threading.Lock()
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, row: int) -> npt.NDArray[Any]:
        """Return a row, shape (columns,), read only."""
        if not 0 <= row < self._rows:
            raise IndexError(f"row {row} of {self._rows}")
        size = self._columns * self._dtype.itemsize
        with self._lock:  # os.pread would need none, but is not everywhere
            os.lseek(self._file, self._start + row * size, os.SEEK_SET)
            data = os.read(self._file, size)
        return np.frombuffer(data, dtype=self._dtype, count=self._columns)


def return_freed() -> bool:
    """Hand freed memory of the C library's heap back to the system; return whether this platform can.

    A loader that unpacks large tables leaves gaps in the heap as large as what it keeps, and glibc holds on to them for good.
    """
    trim = _of_glibc("malloc_trim")
    if trim is None:
        return False
    trim(0)
    return True


@contextmanager
def large_blocks_apart() -> Iterator[None]:
    """Inside this, blocks from 64 KB on are mapped on their own, so that each goes back to the system as soon as it is freed.

    Afterwards glibc keeps blocks of up to 4 MB, more than a question takes, for the next need, as it does by itself once it has seen such
    blocks come and go.
    """
    tune = _of_glibc("mallopt")
    if tune is None:
        yield
        return
    return_freed()
    tune(_M_MMAP_THRESHOLD, 64 << 10)
    try:
        yield
    finally:
        tune(_M_MMAP_THRESHOLD, 4 << 20)
        tune(_M_TRIM_THRESHOLD, 8 << 20)
        return_freed()


def _of_glibc(name: str) -> Any:
    """Return a function of the C library, or None where it is another one than glibc."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform.startswith("linux") else None
