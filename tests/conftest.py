"""What the tests share: the shipped report, a synthetic one, and assistants over both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.corpus import load_corpus
from assistant.datatypes import Report
from tests.fakes import FakeEncoder

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "corpus"
SYNTHETIC = Path(__file__).parent / "data" / "reports"
NPS_QUESTION = "does Peru have an NPS early warning system?"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on how the machine is configured."""
    for name in ("ASSISTANT_CORPUS", "ASSISTANT_INDEX", "ASSISTANT_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def peru() -> Report:
    (report,) = load_corpus(SHIPPED)
    return report


@pytest.fixture(scope="session")
def san_lorenzo() -> Report:
    (report,) = load_corpus(SYNTHETIC)
    return report


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant as shipped: the Peru report, the default model, the checkout's index (built here where it is missing)."""
    shipped = Assistant(settings=Settings())
    shipped.load()
    return shipped


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with a copy of the synthetic report, to be changed at will."""
    return Path(shutil.copytree(SYNTHETIC, tmp_path / "corpus"))


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def small(corpus: Path, tmp_path: Path, encoder: FakeEncoder) -> Assistant:
    """An assistant over the synthetic report with the fake encoder: everything but the model, in a second."""
    return Assistant(corpus, tmp_path / "index", encoder=encoder)
