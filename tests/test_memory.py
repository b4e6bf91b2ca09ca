"""Rows read one by one are those of the array; freed memory goes back."""

import subprocess
import sys
import threading

import numpy as np
import pytest

from assistant.memory import RowFile, return_freed
from tests.conftest import ROOT


@pytest.fixture
def matrix(tmp_path):
    values = np.random.default_rng(0).standard_normal((50, 7)).astype(np.float16)
    np.save(tmp_path / "rows.npy", values)
    return tmp_path / "rows.npy", values


def test_a_row_is_that_of_the_array(matrix):
    path, values = matrix
    rows = RowFile(path)
    assert len(rows) == 50
    assert [rows[i].tolist() for i in (0, 49, 3)] == [values[i].tolist() for i in (0, 49, 3)]


@pytest.mark.parametrize("row", [-1, 50])
def test_a_row_outside_is_an_index_error(matrix, row):
    with pytest.raises(IndexError, match=f"row {row} of 50"):
        RowFile(matrix[0])[row]


def test_rows_stay_readable_after_the_file_is_gone(matrix):
    path, values = matrix
    rows = RowFile(path)
    path.unlink()
    assert rows[7].tolist() == values[7].tolist()


def test_threads_do_not_mix_rows_up(matrix):
    path, values = matrix
    rows = RowFile(path)
    wrong = []

    def read() -> None:
        wrong.extend(i for _ in range(100) for i in range(50) if rows[i].tolist() != values[i].tolist())

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_another_shape_is_refused(tmp_path):
    np.save(tmp_path / "flat.npy", np.arange(4))
    with pytest.raises(ValueError, match="holds no matrix in rows"):
        RowFile(tmp_path / "flat.npy")


def resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc can be told")
def test_freed_memory_goes_back_to_the_system():
    return_freed()
    blocks = [b"x" * 100_000 for _ in range(500)]  # below the size that the C library maps on its own
    last = b"x" * 100_000
    held = resident()
    del blocks
    assert return_freed()
    assert resident() < held - 20_000_000
    assert len(last) == 100_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc can be told")
def test_blocks_apart_go_back_as_soon_as_they_are_freed():
    program = (
        "from assistant.memory import large_blocks_apart\nfrom tests.test_memory import resident\n"
        "with large_blocks_apart():\n"
        "    blocks = [b'x' * 100_000 for _ in range(500)]\n    last = b'x' * 100_000\n    held = resident()\n    del blocks\n"
        "    print(held - resident() > 40_000_000)\n"
    )  # in a process of its own, whose heap has no gaps that would be filled first
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "True"
