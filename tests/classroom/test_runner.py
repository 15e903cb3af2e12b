"""Whatever a learner's app does, the checks finish and report what it did and where."""

import shutil
import subprocess
import time

import pytest

from classroom.lessons import Patch
from classroom.lessons import read_lesson
from classroom.report import state_of
from classroom.results import State
from classroom.runner import run_lesson
from classroom.stages import find_stage
from classroom.starters import apply_patch
from classroom.starters import write_starter

LESSON = read_lesson(find_stage("01"))
SHOW = '    return {"post": get_post(post_id)}'
LINE = "new_id = count(3)"
APP = "app = Flask(__name__)"
BROKEN_APPS = {  # old and new code; words of the first failed check in English and Korean, and of its line
    "a view that never finishes": (
        SHOW,
        "    while True:\n        pass",
        "did not finish",
        "끝나지 않아요",
        "(content)",
    ),
    "a module that never finishes": (LINE, f"{LINE}\nwhile True: pass", "did not finish", "끝나지", "while True"),
    "a view that exits": (SHOW, "    exit()", "sys.exit()", "프로그램 전체를 끝내요", "exit()"),
    "a view that ends the process": (SHOW, "    os._exit(3)", "ended the whole program", "프로그램 전체를 끝냈", ""),
    "a module that exits": (LINE, f"{LINE}\nexit()", "ends the whole program", "프로그램 전체를 끝내요", "exit()"),
    "a syntax error": (SHOW, "    retrun {}", "Python cannot read", "Python이 이 줄을", "retrun {}"),
    "a block without indentation": (SHOW, "return {}", "outside of a function", "함수 밖", "return {}"),
    "a module that fails": (LINE, f"{LINE}\n1 / 0", "division by zero", "division by zero", "1 / 0"),
    "a missing import": (
        "Flask, abort, request",
        "Flask, request",
        "name abort is not defined",
        "abort: 이런 이름이 없어요",
        "abort(404)",
    ),
    "a misspelled import": (
        "Flask, abort, request",
        "Flask, abrot, request",
        "Cannot import abrot",
        "abrot",
        "abrot",
    ),
    "an app that serves while loading": (LINE, f"{LINE}\napp.run()", "__main__", "서버를 시작해요", "app.run()"),
    "no app at all": (APP, "import types\napp = types.SimpleNamespace()", "has no attribute json", "json", "app.json"),
}


@pytest.fixture
def folder(tmp_path):
    """Return a copy of stage 01."""
    copy = tmp_path / "mine"
    shutil.copytree(LESSON.stage.path, copy)
    return copy


@pytest.mark.parametrize(("old", "new", "en", "ko", "line"), BROKEN_APPS.values(), ids=BROKEN_APPS)
def test_each_broken_app_gets_a_clear_message(folder, old, new, en, ko, line):
    """The first failed check says what the app does, with the learner's line and without a traceback."""
    apply_patch(folder / "app.py", Patch("", old, new))
    first = next(result for result in run_lesson(LESSON, folder) if result.state in (State.FAILED, State.NOT_LOADED))
    assert en in first.message.en
    assert ko in first.message.ko
    assert line in first.where
    assert "Traceback" not in first.message.en + first.printed + first.where


def states_of(folder):
    """Return the state of each exercise of a copy."""
    results = run_lesson(LESSON, folder)
    return [str(state_of(exercise, results)) for exercise in LESSON.exercises]


def test_only_the_first_of_the_exercises_that_nobody_has_begun_fails(tmp_path):
    """The empty exercises behind it are not called failed: they are still to come."""
    folder = tmp_path / "mine"
    write_starter(LESSON, folder, LESSON.exercises[1:])
    assert states_of(folder) == ["passed", "failed", "pending", "pending", "pending"]


def test_an_exercise_that_was_begun_before_an_earlier_one_fails_first(tmp_path):
    """Whoever passes over an exercise is told about the one they work on."""
    folder = tmp_path / "mine"
    write_starter(LESSON, folder, [LESSON.exercises[1], LESSON.exercises[3]])
    apply_patch(folder / "app.py", Patch("", "def delete_post():\n", "def delete_post(number):\n"))
    assert states_of(folder) == ["passed", "pending", "passed", "failed", "pending"]


def test_an_app_with_another_name_is_reported(folder):
    """If the app is named application, the message says to rename it to app."""
    path = folder / "app.py"
    path.write_text(path.read_text().replace("app = Flask", "application = Flask").replace("@app.", "@application."))
    path.write_text(path.read_text().replace("app.json", "application.json").replace("app.send", "application.send"))
    first = run_lesson(LESSON, folder)[0]
    assert "is named application" in first.message.en


def test_the_output_of_an_app_is_shown_with_the_failed_check(folder):
    """print() in a view does not disturb the checks, and its output is shown with the failure."""
    apply_patch(folder / "app.py", Patch("", SHOW, '    print("here", post_id)'))
    first = run_lesson(LESSON, folder)[0]
    assert first.state == State.FAILED
    assert first.printed.startswith("here 2")


def test_an_app_does_not_inherit_secrets(folder, monkeypatch):
    """The app under test does not see the SECRET_KEY of the person who checks."""
    monkeypatch.setenv("SECRET_KEY", "the teacher's own")
    apply_patch(folder / "app.py", Patch("", LINE, f'{LINE}\nprint("key:", os.environ.get("SECRET_KEY"))'))
    apply_patch(folder / "app.py", Patch("", SHOW, "    return {}"))
    assert run_lesson(LESSON, folder)[0].printed.startswith("key: None")


def test_a_memory_limit_stops_only_one_check(folder):
    """With a limit, a view that uses too much memory fails, and the other checks still run."""
    apply_patch(folder / "app.py", Patch("", SHOW, "    return {'post': len(bytearray(3 << 30))}"))
    results = run_lesson(LESSON, folder, megabytes=1024)
    assert results[0].state == State.FAILED
    assert "MemoryError" in results[0].message.en
    assert State.PASSED in [result.state for result in results]


def test_processes_started_by_the_app_are_killed(folder):
    """A process started by an app ends with the checks."""
    apply_patch(folder / "app.py", Patch("", LINE, f'{LINE}\nimport subprocess\nsubprocess.Popen(["sleep", "987"])'))
    run_lesson(LESSON, folder)
    deadline = time.monotonic() + 10
    while subprocess.run(["pgrep", "-f", "sleep 987"], capture_output=True, check=False).stdout:
        assert time.monotonic() < deadline
        time.sleep(0.1)
