"""Unit vectors in one byte a component, and inner products with them by integer arithmetic.

Token vectors are most of an index: in 8 bits with a scale for each row they take half of what 16-bit floats take, and their products
with a question's vectors about a tenth of the time that numpy needs to gather and multiply floats (docs/performance.md). A row's
product is off by about 0.001, a tenth of what tells two spans apart. The question's side keeps 14 bits.
"""

from __future__ import annotations

import base64
import os
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Float32 = npt.NDArray[np.float32]
Int64 = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8]

ZERO = 128
"""The code of zero."""
_LARGEST = 127
_DIGIT = 64
"""A question's component is written in two digits of -64 to 64. Two such products of unsigned with signed bytes fit in 16 bits, in
which processors without VNNI add them up; larger digits would overflow there without a sign of it."""
_FINE = 128.0
ROWS_AT_ONCE = 2048
"""Rows picked from here and there that are copied and multiplied at once: what a core's own cache holds."""
_PRODUCT_GRAPH = base64.b64decode(
    "CAo64QIKKgoFY29kZXMKBmRpZ2l0cwoEemVybxIEc3VtcyINTWF0TXVsSW50ZWdlcgodCgRzdW1zEgR3aWRlIgRDYXN0KgkKAnRvGAGgAQIKHwoEd2lkZQoFdW5p"
    "dHMSCHVuc2NhbGVkIgZNYXRNdWwKIQoIdW5zY2FsZWQKBnNjYWxlcxIIcHJvZHVjdHMiA011bBIIcHJvZHVjdHMqDBACKgKAAUIEemVyb1okCgVjb2RlcxIbChkI"
    "AhIVCgYSBHJvd3MKCxIJZGltZW5zaW9uWicKBmRpZ2l0cxIdChsIAxIXCgsSCWRpbWVuc2lvbgoIEgZkaWdpdHNaJAoFdW5pdHMSGwoZCAESFQoIEgZkaWdpdHMK"
    "CRIHcXVlcmllc1ocCgZzY2FsZXMSEgoQCAESDAoGEgRyb3dzCgIIAWIlCghwcm9kdWN0cxIZChcIARITCgYSBHJvd3MKCRIHcXVlcmllc0IECgAQFA=="
)
"""An ONNX model: MatMulInteger(codes, digits, zero point 128), then the digits put together and the rows scaled, without a copy in between;
tests/test_speed_quantized.py composes it anew."""


class FileCodes:
    """The codes of an array file, read at each look: unlike those of a mapped file they do not count as this process's memory."""

    def __init__(self, path: Path) -> None:
        """Open an array file of bytes, shape (n, d), that ``numpy.save`` wrote."""
        with path.open("rb") as file:
            np.lib.format.read_magic(file)
            self.shape, _, self.dtype = np.lib.format.read_array_header_1_0(file)
            self._start = file.tell()
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return int(self.shape[0])

    def __getitem__(self, rows: slice | Int64) -> Codes:
        """Return rows; runs of neighbours are read in one go."""
        numbers = np.arange(len(self))[rows] if isinstance(rows, slice) and rows.step not in (None, 1) else rows
        width = int(self.shape[1])
        if isinstance(numbers, slice):
            first, last, _ = numbers.indices(len(self))
            return np.frombuffer(self._read(first, max(last - first, 0)), dtype=np.uint8).reshape(-1, width)
        result = np.empty((len(numbers), width), dtype=np.uint8)
        starts = np.flatnonzero(np.diff(numbers, prepend=-2) != 1)
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(numbers)], strict=True):
            os.preadv(self._file, [result[start:end].data], self._start + int(numbers[start]) * width)
        return result

    def take(self, rows: Int64, axis: int = 0) -> Codes:
        """Return rows, as an array's ``take`` does along its first axis."""
        assert axis == 0  # the only axis that is read by parts
        return self[rows]

    def _read(self, first: int, count: int) -> bytes:
        width = int(self.shape[1])
        return os.pread(self._file, count * width, self._start + first * width)


@dataclass(frozen=True, slots=True)
class QuantizedRows:
    """Vectors as ``scales[i] * (codes[i] - 128)``; ``codes`` (n, d) bytes, ``scales`` (n,)."""

    codes: Codes | FileCodes
    scales: Float32

    def restore(self, rows: slice | Int64) -> Float32:
        """Return some rows as floats, shape (rows, d)."""
        return np.asarray((self.codes[rows].astype(np.float32) - ZERO) * self.scales[rows][:, None], dtype=np.float32)

    def products(self, rows: Int64 | slice, queries: Float32) -> Float32:
        """Return the inner products of some rows with each query.

        Args:
            rows: row numbers or a slice.
            queries: floats, shape (q, d).

        Returns:
            Shape (rows, q).
        """
        chosen = range(len(self.codes))[rows] if isinstance(rows, slice) else rows
        count = len(queries)
        if not len(chosen) or not count:
            return np.zeros((len(chosen), count), dtype=np.float32)
        steps = np.maximum(np.abs(queries).max(axis=1), 1e-12) / _DIGIT
        scaled = queries.T / steps
        coarse = np.rint(scaled)
        digits = np.concatenate([coarse, np.rint((scaled - coarse) * _FINE)], axis=1).astype(np.int8)
        units = np.concatenate([np.diag(steps), np.diag(steps / _FINE)]).astype(np.float32)
        if isinstance(rows, slice):
            return _multiply(self.codes[rows], self.scales[rows], digits, units)
        result = np.empty((len(rows), count), dtype=np.float32)
        for first in range(0, len(rows), ROWS_AT_ONCE):
            part = rows[first : first + ROWS_AT_ONCE]
            result[first : first + len(part)] = _multiply(self.codes.take(part, axis=0), self.scales.take(part), digits, units)
        return result


def _multiply(codes: Codes, scales: Float32, digits: npt.NDArray[np.int8], units: Float32) -> Float32:
    """Return the products of rows with queries given as digits (d, 2q), which ``units`` (2q, q) put together; shape (rows, q)."""
    inputs = {"codes": np.ascontiguousarray(codes), "digits": digits, "units": units, "scales": scales[:, None]}
    return np.asarray(_product_session().run(None, inputs)[0], dtype=np.float32)


def quantize(vectors: Float32) -> QuantizedRows:
    """Write vectors (n, d) in bytes; a row that was written so before comes out the same."""
    largest = np.abs(vectors).max(axis=1) if len(vectors) else np.zeros(0, dtype=np.float32)
    scales = np.maximum(largest / _LARGEST, 1e-12).astype(np.float32)
    codes = np.rint(vectors / scales[:, None]).astype(np.int16) + ZERO
    return QuantizedRows(codes.astype(np.uint8), scales)


def join(parts: Sequence[QuantizedRows]) -> QuantizedRows:
    """Lay rows end to end."""
    return QuantizedRows(np.concatenate([p.codes[:] for p in parts]), np.concatenate([p.scales for p in parts]))


def row_numbers(offsets: Int64, chosen: Int64) -> tuple[Int64, Int64]:
    """Return the rows of several groups end to end, and where each group begins among them.

    Group ``i`` has the rows ``offsets[i]`` to ``offsets[i + 1]``.
    """
    first = offsets[chosen]
    lengths = offsets[chosen + 1] - first
    starts = np.cumsum(lengths) - lengths
    return np.repeat(first - starts, lengths) + np.arange(int(lengths.sum())), starts


@lru_cache(maxsize=1)
def _product_session() -> Any:
    """Open the one-node model; it holds no data, so all indexes share it. One thread: the work is done before a second one wakes."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(_PRODUCT_GRAPH, options, providers=["CPUExecutionProvider"])
