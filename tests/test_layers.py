"""Imports go one way: a module may import only modules that stand above it in the table of docs/architecture.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from assistant.builder import READING
from tests.conftest import ROOT

PACKAGE = ROOT / "assistant"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ANSWERS_WRITE_THEMSELVES = ("datatypes", "export")
"""``Answer.to_json`` and its like import ``export`` when they are called: the one import against the direction."""


def rows() -> list[list[str]]:
    """The modules of each row of the module table, in order."""
    table = re.search(r"<!-- modules -->\n(.*?)<!-- /modules -->", ARCHITECTURE, re.DOTALL)
    assert table
    return [re.findall(r"`([\w.]+)`", line.split("|")[1]) for line in table[1].splitlines() if line.startswith("| `")]


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(p for p in parts if p != "__init__")


def imports(path: Path) -> set[str]:
    """The package's own modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "assistant":
            names = [node.module] if node.module != "assistant" else [f"assistant.{a.name}" for a in node.names]
            found |= {name.removeprefix("assistant.") for name in names}
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("assistant.") for a in node.names if a.name.startswith("assistant.")}
    return found


def files() -> dict[str, Path]:
    return {name: path for path in sorted(PACKAGE.rglob("*.py")) if (name := module_name(path))}


def test_the_table_lists_every_module_once() -> None:
    listed = [name for row in rows() for name in row]
    assert sorted(listed) == sorted(files())


def test_no_module_imports_one_below_it() -> None:
    place = {name: i for i, row in enumerate(rows()) for name in row}
    against = [
        f"{name} imports {imported}"
        for name, path in files().items()
        for imported in sorted(imports(path))
        if imported != name and place[imported] >= place[name] and (name, imported) != ANSWERS_WRITE_THEMSELVES
    ]
    assert against == []


def test_only_the_command_line_prints() -> None:
    printing = {
        name
        for name, path in files().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if getattr(getattr(node, "func", None), "id", "") == "print"
    }
    assert printing == {"cli"}


def test_nothing_of_the_package_knows_the_tests_or_the_measurements() -> None:
    knowing = {
        name
        for name, path in files().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("evals", "tests")
    }
    assert knowing == {"cli"}, "`assistant eval` alone looks for evals/"


def test_an_index_is_built_anew_when_a_module_changes_that_reads_reports_into_it() -> None:
    reading, left = set[str](), ["index", "passages", "report"]
    while left:
        name = left.pop()
        if name in files() and name not in reading:
            reading.add(name)
            left += imports(files()[name])
    assert sorted(reading) == list(READING)
