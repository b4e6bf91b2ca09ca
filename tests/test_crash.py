"""A build that ends too soon, at any point, leaves an index that answers."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.index_store import current_version
from tests.conftest import ROOT
from tests.fakes import FakeEncoder
from tests.kill_index import kill_and_ask

QUESTION = "Does San Lorenzo have an early warning system?"
NEVER = 1_000_000


def ask(corpus: Path, index: Path) -> dict[str, object]:
    return Assistant(corpus, index, encoder=FakeEncoder()).ask(QUESTION).to_dict()


def command(corpus: Path, index: Path, mishap: str, step: int) -> list[str]:
    return [sys.executable, "-m", "tests.killed_build", str(corpus), str(index), mishap, str(step)]


def build(corpus: Path, index: Path, mishap: str, step: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(corpus, index, mishap, step), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def moments(corpus: Path, index: Path, random_ones: int) -> list[int]:
    """The first and the last two steps of a build, and random ones between."""
    finished = build(corpus, index, "kill", NEVER)
    assert finished.returncode == 0, finished.stderr
    steps = int(finished.stdout)
    assert steps > 30
    return sorted({1, 2, steps - 1, steps, *random.Random(2019).sample(range(3, steps - 1), random_ones)})


def test_kill_9_at_any_step_leaves_an_index_that_answers(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    before = ask(corpus, index)
    for step in moments(corpus, index, 10):
        killed = build(corpus, index, "kill", step)
        assert killed.returncode == -signal.SIGKILL, f"step {step}: {killed.stderr}"
        assert current_version(index) is not None, f"step {step}"
        assert ask(corpus, index) == before, f"step {step}"
    Assistant(corpus, index, encoder=FakeEncoder()).load(rebuild=True)
    assert not list(index.glob(".building-*"))


def test_a_full_disk_at_any_step_is_a_clear_error_and_leaves_an_index_that_answers(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    before = ask(corpus, index)
    failed = 0
    for step in moments(corpus, index, 8):
        ended = build(corpus, index, "full", step)
        assert ended.returncode in (0, 3), f"step {step}: {ended.stderr}"
        if ended.returncode == 3:
            failed += 1
            (line,) = ended.stderr.strip().splitlines()
            assert "No space left on device" in line, f"step {step}: {line}"
        assert ask(corpus, index) == before, f"step {step}"
    assert failed >= 3


@pytest.mark.parametrize("step", [1, 5, 20])
def test_kill_9_during_the_first_build_does_not_disturb_the_next(corpus: Path, tmp_path: Path, step: int) -> None:
    assert build(corpus, tmp_path / "index", "kill", step).returncode == -signal.SIGKILL
    assert ask(corpus, tmp_path / "index")["answered"]


def test_stopping_a_build_leaves_the_old_index(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    before = ask(corpus, index)
    in_use = current_version(index)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Assistant(corpus, index, encoder=FakeEncoder(on_encode=stop)).load(rebuild=True)
    assert current_version(index) == in_use
    assert ask(corpus, index) == before


def test_two_processes_that_build_the_same_index_do_not_disturb_each_other(corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    both = [subprocess.Popen(command(corpus, index, "kill", NEVER), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert ask(corpus, index)["answered"]
    assert len(list(index.glob("v-*"))) == 1


@pytest.mark.usefixtures("assistant")
def test_kill_9_during_assistant_index_leaves_an_index_that_answers(tmp_path: Path) -> None:
    """The real command and model, killed at two moments; ``python -m tests.kill_index`` does it at ten over a whole build."""
    index = Path(shutil.copytree(ROOT / "index", tmp_path / "index", ignore=shutil.ignore_patterns(".lock", ".building-*")))
    for after in (0.6, 1.5):
        killed, answer = kill_and_ask(index, after)
        assert killed
        assert (answer["verdict"], answer["citations"][0]["section"]) == ("no", "Objective 5")
