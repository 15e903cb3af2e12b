"""How the tests use the command line."""

import pytest
from click.testing import CliRunner

from classroom import workspace
from classroom.cli import main


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
