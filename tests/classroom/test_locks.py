"""Each part of the course installs what it imports, in the same versions, and nothing else."""

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
    "final_app": ["final_app/**/*.py"],
    "test": ["tests/**/*.py", "notes/**/*.py", "benchmarks/**/*.py"],
}


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def listed(part):
    """Return the packages in pyproject.toml for a part, including those of the parts before it."""
    lists = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"], *group(part)]
    return {normalized(re.match(r"[\w.-]+", line)[0]) for line in lists}


def group(name):
    lines = []
    for line in PROJECT["dependency-groups"].get(name, []):
        lines += group(line["include-group"]) if isinstance(line, dict) else [line]
    return lines


def locked(part):
    """Return the pins of a part as name==version; some packages have one for each Python version."""
    text = (ROOT / "requirements" / f"{part}.txt").read_text(encoding="utf-8")
    return {re.split(r"[ ;]", line)[0] for line in text.splitlines() if line[:1].isalnum()}


def imported(path):
    """Return (name, line) of each third-party package that a file imports."""
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
    """Everything that a part imports is listed in pyproject.toml, and so it is installed."""
    owners = packages_distributions()
    for path in {path for pattern in SOURCES[part] for path in ROOT.glob(pattern)}:
        for name, line in imported(path):
            names = {normalized(owner) for owner in owners.get(name, [name])}
            assert names & listed(part), f"{path}:{line} imports {name}, which {part} does not list"


def test_the_stages_and_the_classroom_do_not_import_the_final_app():
    """They run if only their own part is installed."""
    for path in {path for pattern in SOURCES["stages"] for path in ROOT.glob(pattern)}:
        assert "final_app" not in re.findall(
            r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )


@pytest.mark.parametrize("part", ["stages", "final_app", "test", "lint"])
def test_a_lock_contains_all_packages_of_its_part(part):
    """Run .ci/lock after changing pyproject.toml."""
    assert listed(part) <= {pin.split("==")[0] for pin in locked(part)}


def test_the_locks_agree_and_build_on_each_other():
    """Installing another part changes no installed version, because a stage may be running."""
    assert locked("stages") < locked("final_app") < locked("test")
    assert locked("final_app") < locked("lint")
    names = {pin.split("==")[0] for pin in locked("test")}
    assert {pin for pin in locked("lint") if pin.split("==")[0] in names} < locked("test")


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.stem)
def test_a_lock_pins_hashes_and_names_no_index(path):
    """A lock installs the same files from any index."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|^-", text, re.MULTILINE)
    for pin in re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in pin


def test_learners_install_only_what_the_stages_need():
    """The first start installs no database, browser driver, test runner or linter."""
    names = {pin.split("==")[0] for pin in locked("stages")}
    assert names.isdisjoint({"pymongo", "pillow", "babel", "pytest", "playwright", "hypothesis", "ruff", "mypy"})
