"""The wheel, in an empty environment, from another folder, offline, gives the answer that the checkout gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import NPS_QUESTION, ROOT, SHIPPED


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "-q", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel; its dependencies are those of the tests' own environment, so that nothing is downloaded."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--disable-pip-version-check", "-q", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    (site_packages,) = environment.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment


def run(installed: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ASSISTANT_", "PYTHON", "XDG_"))}
    environment |= {"HOME": str(home), "HF_HUB_OFFLINE": "1"}
    command = [str(installed / "bin" / "assistant"), *arguments]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=600)


def test_the_corpus_ships_inside_the_wheel_and_nothing_else_does(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert archive.read("assistant/_corpus/peru_2019.txt") == (SHIPPED / "peru_2019.txt").read_bytes()
    assert "assistant/_corpus/manifest.toml" in names
    sources = {str(p.relative_to(ROOT)) for p in (ROOT / "assistant").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert sources <= set(names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"assistant"}
    assert not [name for name in names if name.endswith((".onnx", ".npy", ".faiss", ".pyc", "records.json"))]


def test_an_installed_wheel_answers_from_another_folder_offline(installed: Path, tmp_path: Path) -> None:
    asked = run(installed, tmp_path, "ask", NPS_QUESTION, "--json")
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert (answer["answered"], answer["verdict"]) == (True, "no")
    first = answer["citations"][0]
    assert (first["area"], first["section"]) == ("Control Measures", "Objective 5")
    assert (SHIPPED / "peru_2019.txt").read_text(encoding="utf-8")[first["start"] : first["end"]] == first["quote"]

    saved = tmp_path / "answer.json"
    saved.write_text(asked.stdout, encoding="utf-8")
    assert run(installed, tmp_path, "verify", str(saved)).returncode == 0

    up_to_date = run(installed, tmp_path, "index")
    assert up_to_date.stdout.startswith("index up to date: 1 report(s)")
    index = Path(up_to_date.stdout.rstrip().rpartition("in ")[2])
    assert index.is_relative_to(tmp_path), "the index belongs into the user's cache folder"
    assert not list(installed.rglob("*.onnx")), "nothing is written beside the package"

    evaluation = run(installed, tmp_path, "eval")
    assert evaluation.returncode == 1
    assert evaluation.stderr == ("assistant: the gold questions are not part of the installed package. Run 'assistant eval' in a checkout of the project.\n")
