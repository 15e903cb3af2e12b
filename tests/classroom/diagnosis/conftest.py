import shutil
import tomllib
from pathlib import Path

import pytest
from flask import Flask
from flask_socketio import SocketIO

from classroom.checks import checks_of
from classroom.checks.kit import run_check
from classroom.lessons import lessons
from classroom.worker import raise_instead_of_serving

HERE = Path(__file__).parent
LESSONS = {lesson.folder: lesson for lesson in lessons()}


def entries(kind, table):
    """Return (folder, entry) for each mistake or alternative, as parameters of a test."""
    return [
        pytest.param(path.stem, entry, id=f"{path.stem}: {entry['name']}")
        for path in sorted((HERE / kind).glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))[table]
    ]


def patches_of(entry):
    """Return the replacements of a mistake or an alternative."""
    return [{"file": "app.py"} | patch for patch in entry.get("patch", [entry])]


def apply(patches, sources):
    """Make replacements in sources by file; each old text must be there once."""
    for patch in patches:
        times = sources[patch["file"]].count(patch["old"])
        assert times == 1, f"{patch['file']} contains this {times} times: {patch['old']}"
        sources[patch["file"]] = sources[patch["file"]].replace(patch["old"], patch["new"])


def sources_of(folder, patches):
    """Return the text of each file that some replacements change."""
    files = {patch["file"] for patch in patches}
    return {file: (LESSONS[folder].stage.path / file).read_text(encoding="utf-8") for file in files}


def fit_together(folder, some):
    """Tell whether each of some entries changes lines of its own."""
    patches = [patch for entry in some for patch in patches_of(entry)]
    try:
        apply(patches, sources_of(folder, patches))
    except AssertionError:
        return False
    return True


def grouped(parameters):
    """Return (folder, entries) for each group of entries that fit together in one copy, as parameters of a test."""
    groups = []
    for folder, entry in (one.values for one in parameters):
        fitting = (some for name, some in groups if name == folder and fit_together(folder, [*some, entry]))
        group = next(fitting, None)
        if group is None:
            groups.append((folder, [entry]))
        else:
            group.append(entry)
    return [pytest.param(folder, some, id=f"{folder}: {some[0]['name']} + {len(some) - 1}") for folder, some in groups]


@pytest.fixture(autouse=True)
def no_server(monkeypatch):
    """Let no app open a port or log its exceptions, as in the worker."""
    monkeypatch.setattr(Flask, "run", raise_instead_of_serving)
    monkeypatch.setattr(SocketIO, "run", raise_instead_of_serving)
    monkeypatch.setattr(Flask, "log_exception", lambda *_: None)


@pytest.fixture
def changed(tmp_path_factory):
    """Return a function that copies a stage and makes the replacements of some entries in the copy."""

    def change(folder, *some):
        copy = tmp_path_factory.mktemp("changed").resolve() / folder
        shutil.copytree(LESSONS[folder].stage.path, copy, ignore=shutil.ignore_patterns("__pycache__"))
        patches = [patch for entry in some for patch in patches_of(entry)]
        sources = sources_of(folder, patches)
        apply(patches, sources)
        for file, source in sources.items():
            (copy / file).write_text(source, encoding="utf-8")
        return copy

    return change


def first_failure(folder, copy):
    """Return the first check that fails on a copy, with its outcome, or None."""
    for check in checks_of(LESSONS[folder]):
        outcome = run_check(check, copy)
        if not outcome.passed:
            return check, outcome
    return None
