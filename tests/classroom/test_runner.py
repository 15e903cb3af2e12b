"""Whatever a learner's app does, the checks end, and say what it did and where."""

import shutil
import subprocess
import time

import pytest

from classroom.lessons import Patch
from classroom.lessons import read_lesson
from classroom.results import State
from classroom.runner import run_lesson
from classroom.stages import find_stage
from classroom.starters import apply_patch

LESSON = read_lesson(find_stage("01"))
SHOW = '    return {"post": get_post(post_id)}'
LINE = "new_id = count(3)"
APP = "app = Flask(__name__)"
ODD_APPS = {  # what is exchanged; what the first failing check says, in English and in Korean, and of which line
    "a view that never ends": (
        SHOW,
        "    while True:\n        pass",
        "does not come to an end",
        "끝나지 않아요",
        "content",
    ),
    "a module that never ends": (LINE, f"{LINE}\nwhile True: pass", "does not come to an end", "끝나지", "<module>"),
    "a view that exits": (SHOW, "    exit()", "sys.exit()", "프로그램 전체를 끝내요", "exit()"),
    "a view that ends the process": (SHOW, "    os._exit(3)", "ended the whole program", "프로그램 전체를 끝냈", ""),
    "a module that exits": (LINE, f"{LINE}\nexit()", "ends itself while it is loaded", "스스로 끝나요", "exit()"),
    "a line that is no Python": (SHOW, "    retrun {}", "Python cannot read", "Python이 이 줄을", "retrun {}"),
    "a block without indentation": (SHOW, "return {}", "Python cannot read", "Python이 이 줄을", "return {}"),
    "a module that fails": (LINE, f"{LINE}\n1 / 0", "division by zero", "불러올 수 없어요", "1 / 0"),
    "a missing import": ("from flask import abort\n", "", "called abort", "abort(이)라는 이름이 없어요", "abort(404)"),
    "a misspelt import": (
        "from flask import abort",
        "from flask import abrot",
        "nothing called abrot",
        "abrot",
        "abrot",
    ),
    "an app that serves at once": (LINE, f"{LINE}\napp.run()", "__main__", "서버를 시작해요", "app.run()"),
    "no app at all": (APP, "import types\napp = types.SimpleNamespace()", "has no json", "json", "app.json"),
}


@pytest.fixture
def folder(tmp_path):
    """Return a copy of stage 01."""
    copy = tmp_path / "mine"
    shutil.copytree(LESSON.stage.path, copy)
    return copy


@pytest.mark.parametrize(("old", "new", "en", "ko", "line"), ODD_APPS.values(), ids=ODD_APPS)
def test_an_odd_app_gets_its_own_plain_message(folder, old, new, en, ko, line):
    """The first check that fails says what the app does, with the learner's line, and shows no stack of ours."""
    apply_patch(folder / "app.py", Patch("", old, new))
    first = next(result for result in run_lesson(LESSON, folder) if result.state == State.FAILED)
    assert en in first.message.en
    assert ko in first.message.ko
    assert line in first.where
    assert "Traceback" not in first.message.en + first.printed + first.where


def test_an_app_of_another_name_is_named(folder):
    """An app that is called application is told to be called app."""
    path = folder / "app.py"
    path.write_text(path.read_text().replace("app = Flask", "application = Flask").replace("@app.", "@application."))
    path.write_text(path.read_text().replace("app.json", "application.json").replace("app.send", "application.send"))
    first = run_lesson(LESSON, folder)[0]
    assert "is called application here" in first.message.en


def test_what_an_app_prints_is_shown_with_the_check_that_fails(folder):
    """print() in a view does not disturb the checks; it is shown beside the failure."""
    apply_patch(folder / "app.py", Patch("", SHOW, '    print("here", post_id)'))
    first = run_lesson(LESSON, folder)[0]
    assert first.state == State.FAILED
    assert first.printed.startswith("here 1")


def test_no_port_is_opened_and_no_secret_is_handed_on(folder, monkeypatch):
    """An app under check sees no SECRET_KEY of the one who checks."""
    monkeypatch.setenv("SECRET_KEY", "the teacher's own")
    apply_patch(folder / "app.py", Patch("", LINE, f'{LINE}\nprint("key:", os.environ.get("SECRET_KEY"))'))
    apply_patch(folder / "app.py", Patch("", SHOW, "    return {}"))
    assert run_lesson(LESSON, folder)[0].printed.startswith("key: None")


def test_too_much_memory_ends_only_that_check(folder):
    """With a limit, a view that fills the memory fails, and the other checks still run."""
    apply_patch(folder / "app.py", Patch("", SHOW, "    return {'post': len(bytearray(3 << 30))}"))
    results = run_lesson(LESSON, folder, megabytes=1024)
    assert results[0].state == State.FAILED
    assert "MemoryError" in results[0].message.en
    assert State.PASSED in [result.state for result in results]


def test_nothing_that_the_app_started_outlives_the_checks(folder):
    """A process that an app starts is ended with the checks."""
    apply_patch(folder / "app.py", Patch("", LINE, f'{LINE}\nimport subprocess\nsubprocess.Popen(["sleep", "987"])'))
    run_lesson(LESSON, folder)
    deadline = time.monotonic() + 10
    while subprocess.run(["pgrep", "-f", "sleep 987"], capture_output=True, check=False).stdout:
        assert time.monotonic() < deadline
        time.sleep(0.1)
