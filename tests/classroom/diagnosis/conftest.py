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


@pytest.fixture(autouse=True)
def no_server(monkeypatch):
    """Let no app open a port or log its exceptions, as in the worker."""
    monkeypatch.setattr(Flask, "run", raise_instead_of_serving)
    monkeypatch.setattr(SocketIO, "run", raise_instead_of_serving)
    monkeypatch.setattr(Flask, "log_exception", lambda *_: None)


@pytest.fixture
def changed(tmp_path):
    """Return a function that copies a stage and makes the replacements of an entry in the copy."""

    def change(folder, entry):
        copy = tmp_path.resolve() / folder
        shutil.copytree(LESSONS[folder].stage.path, copy, ignore=shutil.ignore_patterns("__pycache__"))
        for patch in entry.get("patch", [entry]):
            path = copy / patch.get("file", "app.py")
            source = path.read_text(encoding="utf-8")
            assert source.count(patch["old"]) == 1, f"{path.name} contains this {source.count(patch['old'])} times"
            path.write_text(source.replace(patch["old"], patch["new"]), encoding="utf-8")
        return copy

    return change


def first_failure(folder, copy):
    """Return the first check that fails on a copy, with its outcome, or None."""
    for check in checks_of(LESSONS[folder]):
        outcome = run_check(check, copy)
        if not outcome.passed:
            return check, outcome
    return None
