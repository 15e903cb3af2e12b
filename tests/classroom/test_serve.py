"""run: whose app is served, what an error in it says, and how --reload survives one."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from classroom.stages import ROOT
from classroom.stages import find_stage

RUN = [sys.executable, "-u", "-m", "classroom", "run"]


@pytest.fixture
def port():
    """Return a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def copy_of(tmp_path, monkeypatch):
    """Return a function that puts a solved copy of a stage into work/ and returns its app.py."""
    monkeypatch.setenv("COURSE_WORK", str(tmp_path))
    monkeypatch.setenv("COURSE_LANG", "en")

    def copy(number):
        stage = find_stage(number)
        shutil.copytree(stage.path, tmp_path / stage.folder)
        return tmp_path / stage.folder / "app.py"

    return copy


@pytest.fixture
def start():
    """Return a function that starts `run` and returns its process; all are stopped at the end."""
    started = []

    def start(*options):
        process = subprocess.Popen(
            [*RUN, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=30)


def wait_for_line(process, words):
    """Read the output until a line contains these words."""
    seen = []
    for line in process.stdout:
        seen.append(line)
        if words in line:
            return
    pytest.fail(f"{words} is not in:\n{''.join(seen)}")


def answers(port, wanted=True):
    """Return whether the server answers (or not) within some seconds."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            requests.get(f"http://127.0.0.1:{port}/", timeout=5)
            found = True
        except requests.ConnectionError:
            found = False
        if found == wanted:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("source", "line", "why"),
    [
        ("def broken(:\n", "def broken(:", "Python cannot read this line"),
        ("from flask import Flsk\n", "from flask import Flsk", "Cannot import Flsk"),
        ("import nothing_here\n", "import nothing_here", "There is no module nothing_here"),
        ("print(nobody)\n", "print(nobody)", "The name nobody is not defined"),
        ("exit()\n", "exit()", "remove sys.exit()"),
        ("1 / 0\n", "1 / 0", "ZeroDivisionError"),
    ],
)
def test_an_app_that_cannot_be_loaded_says_where_and_why(copy_of, port, source, line, why):
    """The message has the file, the line and its source, and no traceback of the course."""
    app = copy_of("01")
    above = app.read_text()
    app.write_text(f"{above}\n{source}")
    failed = subprocess.run(
        [*RUN, "01", "--mine", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert failed.returncode == 1
    assert f"{app}:{len(above.splitlines()) + 2}\n    {line}\n" in failed.stderr
    assert why in failed.stderr
    assert "Traceback" not in failed.stderr


def test_the_path_of_a_copy_in_the_course_is_short(copy_of, port, monkeypatch, tmp_path):
    """From the folder above work/, an error is at work/01_routes/app.py; the words are in the reader's language."""
    copy_of("01").write_text("app = Flask(__name__)\n")
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("COURSE_LANG", "ko")
    failed = subprocess.run([*RUN, "01", "--mine", "--port", str(port)], capture_output=True, text=True, check=False)
    assert f"\n{tmp_path.name}/01_routes/app.py:1\n    app = Flask(__name__)\n" in failed.stderr
    assert "앱을 시작할 수 없어요" in failed.stderr


@pytest.mark.parametrize("stage", ["01", "04"])
def test_run_says_whose_copy_it_serves(copy_of, start, port, stage):
    """The first line names the folder: the learner's, or that of the course."""
    copy_of(stage)
    folder = find_stage(stage).folder
    mine = start(stage, "--mine", "--port", str(port))
    assert mine.stdout.readline().startswith("Serving your copy ")
    assert answers(port)
    mine.terminate()
    mine.wait(30)
    wait_for_line(start(stage, "--port", str(port)), f"Serving the course's own {folder}\n")
    assert answers(port)


@pytest.mark.parametrize("stage", ["01", "04"])
def test_reload_survives_a_save_with_an_error(copy_of, start, port, stage):
    """A broken save shows the message and goes on watching; the next good save is served, and so is one after reset."""
    app = copy_of(stage)
    good = app.read_text()
    app.write_text(good + "\ndef broken(:\n")
    server = start(stage, "--mine", "--reload", "--port", str(port))
    wait_for_line(server, "def broken(:")
    wait_for_line(server, "Waiting for your next change")
    app.write_text(good)
    assert answers(port)
    app.write_text(good + "\nprint(nobody)\n")
    wait_for_line(server, "The name nobody is not defined")
    assert answers(port, wanted=False)
    shutil.move(app.parent, app.parent.parent / "backups")  # as reset does
    shutil.copytree(find_stage(stage).path, app.parent)
    assert answers(port)


@pytest.mark.parametrize("stage", ["01", "04"])
@pytest.mark.parametrize("options", [(), ("--reload",)])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_without_a_traceback(start, port, stage, options, number):
    """Ctrl-C and SIGTERM free the port, also with --reload."""
    server = start(stage, "--port", str(port), *options)
    assert answers(port)
    if number == signal.SIGINT:
        os.killpg(server.pid, number)  # as a terminal does
    else:
        server.send_signal(number)
    output, _ = server.communicate(timeout=30)
    assert "Traceback" not in output
    assert "KeyboardInterrupt" not in output
    assert answers(port, wanted=False)
