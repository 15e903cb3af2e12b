"""What a submission changes in the checks, the libraries or other submissions is noticed at once and undone."""

import os
import shutil

import pytest

from classroom import guard
from classroom.guard import Guard
from classroom.stages import ROOT


@pytest.fixture
def course_files(tmp_path, monkeypatch):
    """Guard a copy of the checks, so that tests that run at the same time are left alone."""
    copy = tmp_path / "course"
    shutil.copytree(ROOT / "classroom", copy / "classroom", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "link").symlink_to("classroom")
    monkeypatch.setattr(guard, "places", lambda: [(copy, guard.UNUSED)])
    return copy


def contents(folder):
    """Return what is in a folder."""
    return {path: (path.read_bytes(), path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}


CHANGES = {
    "writes": "open(course + '/classroom/checks/kit/failure.py', 'a').write('# mine')",
    "writes at an old time": """
        path = course + "/classroom/checks/kit/failure.py"
        size, time = os.stat(path).st_size, os.stat(path).st_mtime_ns
        open(path, "w").write(" " * size)
        os.utime(path, ns=(time, time))
    """,
    "replaces": "os.replace(course + '/classroom/i18n.py', course + '/classroom/runner.py')",
    "deletes": "shutil.rmtree(course + '/classroom/checks')",
    "adds": "open(course + '/flask.py', 'w').write('')",
    "adds a package": "os.mkdir(course + '/flask'); open(course + '/flask/__init__.py', 'w').write('')",
    "turns a folder into a file": "shutil.rmtree(course + '/classroom'); open(course + '/classroom', 'w').write('')",
    "links": "os.unlink(course + '/classroom/i18n.py'); os.symlink('/dev/null', course + '/classroom/i18n.py')",
    "changes a link": "os.unlink(course + '/link'); os.symlink('/tmp', course + '/link')",
    "changes another submission": "shutil.rmtree(submissions + '/zoe')",
}


def test_changes_on_the_disk_are_undone_and_cost_the_points(course_files, grade, hand_in):
    """After each change everything is as it was, the row says what was changed, and others keep their points."""
    begin = f"import os, shutil\ncourse, submissions = {str(course_files)!r}, {str(grade.folder)!r}\n"
    for student, code in CHANGES.items():
        app = hand_in(student, code if code.startswith("\n") else code + "\n") / "app.py"
        app.write_text(begin + app.read_text(encoding="utf-8"), encoding="utf-8")
    hand_in("zoe")
    before = contents(course_files) | contents(grade.folder / "zoe")
    rows = grade()
    assert contents(course_files) | contents(grade.folder / "zoe") == before
    assert (course_files / "link").readlink().name == "classroom"
    assert {name: row["points"] for name, row in rows.items()} == {**dict.fromkeys(CHANGES, "0"), "zoe": "12"}
    for name in CHANGES:
        assert "changed files" in rows[name]["note"], name
    assert "failure.py" in rows["writes"]["note"]
    assert "flask.py" in rows["adds"]["note"]


def test_what_python_itself_writes_is_no_change(tmp_path):
    """A new .pyc file goes unnoticed, one that replaces another of the same source does not; both are removed."""
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    (cache / "old.pyc").write_bytes(b"source of sixteen" + b"code")
    (cache / "stale.pyc").write_bytes(b"source of sixteen" + b"code")
    (tmp_path / "notes.txt").touch()
    watched = Guard(tmp_path, set())
    assert watched.undo() == []
    (cache / "new.pyc").write_bytes(b"another header here")
    (cache / "old.pyc").write_bytes(b"source of sixteen" + b"evil")
    (cache / "stale.pyc").write_bytes(b"another source now" + b"code")
    (tmp_path / "grades.csv").touch()
    (tmp_path / "notes.txt").chmod(0o600)
    os.utime(tmp_path / "notes.txt", (0, 0))
    assert watched.undo() == [str(cache / "old.pyc")]
    assert list(cache.iterdir()) == []
    assert (tmp_path / "grades.csv").exists()
    assert watched.undo() == []


PATCHES = {
    "replaces a function": "import classroom.checks.kit.failure as f; f.expect = lambda *a, **o: None",
    "replaces a method": "from classroom.checks.kit.response import Response; Response.expect = lambda s, *a, **o: s",
    "replaces code": "from classroom.checks.stage01 import update as u; f = next(v for v in vars(u).values() "
    "if hasattr(v, 'check')); f.__code__ = (lambda app: None).__code__",
    "hides a builtin": "import classroom.checks.kit.response as r; r.len = lambda *a: 0",
    "replaces the client": "import werkzeug.test as t; t.TestResponse.status_code = property(lambda s: 200)",
    "replaces the worker": "import sys; sys.modules['__main__'].run_check = lambda *a: None",
}


def test_changes_in_memory_are_noticed(grade, hand_in):
    """An app that replaces what decides about its points gets none, and the row says what it was."""
    for student, code in PATCHES.items():
        hand_in(student, code + "\n")
    rows = grade()
    assert {row["points"] for row in rows.values()} == {"0"}
    for student, row in rows.items():
        assert "changes the code of the checks" in row["first_failure"], student
    assert "classroom.checks.kit.failure.expect" in rows["replaces a function"]["first_failure"]
