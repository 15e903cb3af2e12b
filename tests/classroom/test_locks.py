"""What is installed for each part of the course: what it imports, in one version everywhere, and no more."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = {
    "stages": ["0*_*/**/*.py", "classroom/**/*.py", "notes/**/checks.py"],
    "final_app": ["final_app/**/*.py", "benchmarks/**/*.py"],
    "test": ["tests/**/*.py", "notes/**/*.py"],
}


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(part):
    """Return the names that pyproject.toml lists for a part, with those of the parts it builds on."""
    lists = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"], *group(part)]
    return {normalized(re.match(r"[\w.-]+", line)[0]) for line in lists}


def group(name):
    lines = []
    for line in PROJECT["dependency-groups"].get(name, []):
        lines += group(line["include-group"]) if isinstance(line, dict) else [line]
    return lines


def locked(part):
    """Return the pins of a part: name==version, where it differs by Python more than one."""
    text = (ROOT / "requirements" / f"{part}.txt").read_text(encoding="utf-8")
    return {re.split(r"[ ;]", line)[0] for line in text.splitlines() if line[:1].isalnum()}


def imported(path):
    """Return (name, line) of each foreign package that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        for name in {name.split(".")[0] for name in names} - set(sys.stdlib_module_names):
            if not any((folder / f"{name}{end}").exists() for folder in (ROOT, path.parent) for end in ("", ".py")):
                yield name, node.lineno


@pytest.mark.parametrize("part", SOURCES)
def test_a_part_lists_what_it_imports(part):
    """Whatever a part imports is in its list in pyproject.toml, so that its installation holds it."""
    owners = packages_distributions()
    for path in {path for pattern in SOURCES[part] for path in ROOT.glob(pattern)}:
        for name, line in imported(path):
            names = {normalized(owner) for owner in owners.get(name, [name])}
            assert names & asked_for(part), f"{path}:{line} imports {name}, which {part} does not list"


def test_the_stages_and_the_classroom_import_nothing_of_the_final_app():
    """They run where only their own part is installed."""
    for path in {path for pattern in SOURCES["stages"] for path in ROOT.glob(pattern)}:
        assert "final_app" not in re.findall(
            r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )


@pytest.mark.parametrize("part", ["stages", "final_app", "test", "lint"])
def test_a_lock_holds_all_that_its_part_lists(part):
    """After a change of pyproject.toml, .ci/lock was run."""
    assert asked_for(part) <= {pin.split("==")[0] for pin in locked(part)}


def test_the_locks_agree_and_build_on_each_other():
    """Installing a further part changes no version of what is installed: a stage may be running."""
    assert locked("stages") < locked("final_app") < locked("test")
    assert locked("final_app") < locked("lint")
    names = {pin.split("==")[0] for pin in locked("test")}
    assert {pin for pin in locked("lint") if pin.split("==")[0] in names} < locked("test")


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.stem)
def test_a_lock_pins_hashes_and_names_no_index(path):
    """It installs the same files wherever they come from."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|^-", text, re.MULTILINE)
    for pin in re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in pin


def test_a_learner_need_not_install_what_only_others_need():
    """The first start is small: no database, no browser driver, no test runner, no linter."""
    names = {pin.split("==")[0] for pin in locked("stages")}
    assert names.isdisjoint({"pymongo", "pillow", "babel", "pytest", "playwright", "hypothesis", "ruff", "mypy"})
