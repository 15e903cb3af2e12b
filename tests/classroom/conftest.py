"""How the tests use the command line."""

import csv
import shutil
import textwrap

import pytest
from click.testing import CliRunner

from classroom import workspace
from classroom.cli import main
from classroom.stages import ROOT


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return a function that runs a command in an empty work/ and returns its output and exit code."""
    monkeypatch.setattr(workspace, "WORK", tmp_path / "work")
    monkeypatch.setattr(workspace, "PROGRESS", tmp_path / "work" / "progress.json")
    monkeypatch.setenv("COURSE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def command(*arguments, answer=""):
        result = CliRunner().invoke(main, arguments, input=answer)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result.output, result.exit_code

    command.work = tmp_path / "work"
    command.copy = command.work / "01_routes" / "app.py"
    return command


@pytest.fixture
def grade(course, tmp_path):
    """Return a function that grades a folder of submissions and returns the rows of the table by student."""

    def run():
        run.output, code = course("grade", str(run.folder), "-o", str(run.table))
        assert code == 0, run.output
        with run.table.open(encoding="utf-8-sig", newline="") as file:
            run.rows = list(csv.DictReader(file))
        return {row["student"]: row for row in run.rows}

    run.folder = tmp_path / "submissions"
    run.folder.mkdir()
    run.table = tmp_path / "grades.csv"
    return run


@pytest.fixture
def hand_in(grade):
    """Return a function that hands in stage 01 with all points, and with code of one's own before it."""

    def hand(student, code=""):
        folder = grade.folder / student / "work" / "01_routes"
        shutil.copytree(ROOT / "01_routes", folder, ignore=shutil.ignore_patterns("__pycache__"))
        app = folder / "app.py"
        app.write_text(textwrap.dedent(code) + app.read_text(encoding="utf-8"), encoding="utf-8")
        return folder

    return hand
