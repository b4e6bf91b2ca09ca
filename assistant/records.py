"""Passages and spans in a file of JSON lines that is mapped into memory: each is decoded when it is asked for.

An index of a thousand reports holds some 340,000 spans; a question reads a few hundred of them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
import numpy.typing as npt

from assistant.datatypes import Passage, Span

Record = TypeVar("Record", Passage, Span)
DECODED_UP_TO = 10_000
"""Records up to which all are decoded when the index loads: about 40 ms, and each later look at one costs nothing."""


class Records(Sequence[Record]):
    """Records that are decoded on access; a slice gives a tuple."""

    def __init__(self, lines: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], decode: Callable[[list[Any]], Record]) -> None:
        """Lay a sequence over stored lines.

        Args:
            lines: the UTF-8 bytes of all lines, end to end.
            offsets: where each begins, and the end of the last one, shape (records + 1,).
            decode: makes a record of the values of a line.
        """
        self._lines = lines
        self._offsets = offsets
        self._decode: Callable[[list[Any]], Record] = decode

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, place: int | slice) -> Record | tuple[Record, ...]:
        """Return a record, or the records of a slice."""
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        i = place + len(self) if place < 0 else place
        if not 0 <= i < len(self):
            raise IndexError(f"record {place} of {len(self)}")
        record: Record = self._decode(json.loads(self._lines[self._offsets[i] : self._offsets[i + 1]].tobytes()))
        return record


def span_of(values: list[Any]) -> Span:
    """Return the span that a stored line tells of."""
    return Span(*(*values[:-1], tuple((a, b) for a, b in values[-1])))


def passage_of(values: list[Any]) -> Passage:
    """Return the passage that a stored line tells of."""
    return Passage(*(*values[:-1], tuple(values[-1])))


def write_records(folder: Path, name: str, records: Iterable[Passage | Span]) -> None:
    """Write records as ``<name>.jsonl``, one line each, and where the lines begin as ``<name>_lines.npy``."""
    offsets = [0]
    with (folder / f"{name}.jsonl").open("wb") as file:
        for record in records:
            values = [getattr(record, field.name) for field in dataclasses.fields(record)]
            offsets.append(offsets[-1] + file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n"))
    np.save(folder / f"{name}_lines.npy", np.array(offsets, dtype=np.int64), allow_pickle=False)


def read_records(folder: Path, name: str, decode: Callable[[list[Any]], Record]) -> Sequence[Record]:
    """Return stored records: few of them decoded at once, many when they are asked for.

    Raises:
        ValueError: the lines are not where they should be.
    """
    offsets = np.asarray(np.load(folder / f"{name}_lines.npy", mmap_mode="r", allow_pickle=False))
    path = folder / f"{name}.jsonl"
    if not len(offsets) or offsets[-1] != path.stat().st_size:
        raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes, expected {int(offsets[-1]) if len(offsets) else 0:,}")
    lines = np.asarray(np.memmap(path, dtype=np.uint8, mode="r")) if offsets[-1] else np.zeros(0, dtype=np.uint8)
    records = Records(lines, offsets, decode)
    return records if len(records) > DECODED_UP_TO else tuple(records)
