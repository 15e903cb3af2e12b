"""The table has all rows that there are, at any time, and is safe to open."""

import csv
import os
import signal
import subprocess
import sys
import time

import pytest

from classroom import table
from classroom.grading import Row
from classroom.stages import ROOT
from classroom.table import STDOUT
from classroom.table import Table
from classroom.table import cell

ENVIRONMENT = {**os.environ, "COURSE_LANG": "en", "PYTHONUNBUFFERED": "1"}


def rows_of(path):
    """Return the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_its_rows(grade, hand_in, number):
    """Rows are in the file as they come; Ctrl-C and SIGTERM end the run with a message and leave no process."""
    (grade.folder / "ann.zip").touch()
    seconds = str(os.getpid() + 200_000)
    hand_in("ben", f"import subprocess\nsubprocess.run(['sleep', '{seconds}'])\n")
    command = [sys.executable, "-m", "classroom", "grade", str(grade.folder), "-o", str(grade.table)]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as run:
        deadline = time.monotonic() + 60
        while not subprocess.run(["pgrep", "-f", f"^sleep {seconds}"], capture_output=True, check=False).stdout:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert [row["student"] for row in rows_of(grade.table)] == ["ann"]
        run.send_signal(number)
        _, said = run.communicate(timeout=30)
    assert run.returncode == 1
    assert "Rows so far: 1" in said
    assert "Traceback" not in said
    assert not subprocess.run(["pgrep", "-f", f"^sleep {seconds}"], capture_output=True, check=False).stdout
    assert [row["student"] for row in rows_of(grade.table)] == ["ann"]


def test_names_are_no_formulas_and_any_name_can_be_written(grade):
    """A spreadsheet runs nothing from a name; bytes that are no text, and control characters, end nothing."""
    names = ["=HYPERLINK(1).zip", "+1.zip", "-1.zip", "@SUM(1).zip", "\x1b[2J.zip", "김민수.zip", "a,\"b'\n.zip"]
    for name in [*(os.fsencode(name) for name in names), b"\xff\xfe.zip"]:
        with open(os.path.join(os.fsencode(grade.folder), name), "wb"):
            pass
    grade()
    written = [row["student"] for row in rows_of(grade.table)]
    assert len(written) == 8
    assert not [name for name in written if name.startswith(("=", "+", "-", "@"))]
    assert "김민수" in written
    assert "\x1b" not in "".join(written) + grade.output
    assert cell("=1") == "'=1"
    assert cell(12) == 12
    assert len(cell("x" * 99_999)) == table.LONGEST


def test_the_table_can_go_to_the_terminal(course, grade, tmp_path, monkeypatch):
    """With -o - the output is CSV and nothing else goes between; the table in the same folder is no submission."""
    (grade.folder / "ann.zip").touch()
    command = [sys.executable, "-m", "classroom", "grade", str(grade.folder), "-o"]
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii"}
    for target in ("-", "/dev/stdout"):
        done = subprocess.run([*command, target], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        rows = list(csv.DictReader(line for line in done.stdout.splitlines() if "ann  " not in line))
        assert [row["student"] for row in rows if row["points"] == "0"] == ["ann"], done.stdout
    for _ in range(2):
        course("grade", str(grade.folder), "-o", str(grade.folder / "grades.csv"))
        assert [row["student"] for row in rows_of(grade.folder / "grades.csv")] == ["ann"]
    assert sorted(path.name for path in grade.folder.iterdir()) == ["ann.zip", "grades.csv"]


def test_a_table_that_cannot_be_written_is_reported_before_grading(course, grade, hand_in):
    """The message comes before any submission runs, without a traceback; without submissions no table is touched."""
    grade.table.write_text("the old table")
    output, code = course("grade", str(grade.folder), "-o", str(grade.table))
    assert "No submissions found" in output
    assert grade.table.read_text() == "the old table"
    hand_in("ann", "raise SystemExit(open('/nowhere'))\n")
    for target in ("nowhere/grades.csv", "/dev/full"):
        output, code = course("grade", str(grade.folder), "-o", target)
        assert code == 1
        assert "The table cannot be written" in output
        assert "ann  01" not in output


def test_a_table_that_cannot_be_written_for_a_while_is_complete_in_the_end(tmp_path, monkeypatch):
    """A full disk during one row loses no row, and what somebody else wrote into the table is gone."""
    written = Table(tmp_path / "grades.csv")
    works = Table.save
    with monkeypatch.context() as full:
        full.setattr(Table, "save", lambda *_: works(Table, 1 / 0) if False else (_ for _ in ()).throw(OSError(28, "")))
        written.add(Row("ann"))
    written.add(Row("ben"))
    (tmp_path / "grades.csv").write_text("forged")
    written.close()
    assert [row["student"] for row in rows_of(tmp_path / "grades.csv")] == ["ann", "ben"]
    assert STDOUT.name == "-"
