"""course.py by itself, in a fresh copy: it prepares once, hands over, and speaks plainly when something is missing."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fresh(tmp_path):
    """Return a function that runs course.py in a copy as a fresh clone would be."""
    copy = tmp_path / "course"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "course.py", *arguments],
            cwd=copy,
            env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    run.folder = copy
    return run


@pytest.fixture
def course(monkeypatch, tmp_path):
    """Return course.py as a module, at home in an empty folder."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "SCRIPT_HOMES", [tmp_path / module.SCRIPT])
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return module


@pytest.mark.timeout(600)
def test_a_fresh_clone_is_ready_after_one_command(fresh):
    """The first start prepares and lists the stages, the second only lists them, a third runs one."""
    first = fresh()
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Setting up, once" in first.stdout
    second = fresh()
    assert "Setting up" not in second.stdout
    for number in ("01", "02", "03", "04", "final_app"):
        assert f"python3 course.py run {number}" in second.stdout
    assert (fresh.folder / "04_websockets/static/socket.io.min.js").stat().st_size > 10_000
    assert fresh("test", "01", "-q").returncode == 0
    assert "URL과 메서드가 함수를 고른다" in fresh(LC_ALL="ko_KR.UTF-8").stdout


def test_two_first_starts_at_once_wait_for_each_other(course, monkeypatch):
    """Of two starts one prepares, the other finds it done."""
    done = []

    def install():
        time.sleep(0.2)
        done.append(1)
        course.PYTHON.touch()
        course.INSTALLED.write_text(course.digest())

    (course.ROOT / "requirements.txt").touch()
    monkeypatch.setattr(course, "PYTHON", course.ROOT / "python")
    monkeypatch.setattr(course, "INSTALLED", course.ROOT / "installed")
    monkeypatch.setattr(course, "install", install)
    monkeypatch.setattr(course, "bring_script", lambda: None)
    with ThreadPoolExecutor() as threads:
        for start in [threads.submit(course.prepare) for _ in range(3)]:
            start.result()
    assert done == [1]


@pytest.mark.timeout(600)
def test_without_a_network_it_says_so_and_tries_again_next_time(fresh):
    """A copy that could not be prepared says what to do, in the reader's language, at each start."""
    for language, words in (("C.UTF-8", "Is there a network?"), ("ko_KR.UTF-8", "네트워크를 확인하고")):
        failed = fresh(PIP_NO_INDEX="1", PIP_FIND_LINKS="", LC_ALL=language)
        assert failed.returncode == 1
        assert words in failed.stderr
        assert "Traceback" not in failed.stderr


def test_a_changed_lock_or_another_place_is_installed_anew(course, tmp_path, monkeypatch):
    """What was installed counts only for the lock, the folder and the Python that it was installed for."""
    lock = tmp_path / "requirements.txt"
    lock.write_text("flask==3")
    before = course.digest()
    assert course.digest() == before
    lock.write_text("flask==4")
    assert course.digest() != before
    lock.write_text("flask==3")
    monkeypatch.setattr(course.sys, "version", "another")
    assert course.digest() != before


def test_a_python_that_is_too_old_is_named(course, monkeypatch):
    """Before 3.11 it ends with the version, and with what to type."""
    monkeypatch.setattr(course.sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(course.sys, "version", "3.9.18 (main)")
    with pytest.raises(SystemExit, match=r"3.11 or newer is needed; this is 3.9.18.*course.py"):
        course.check_python()


def test_a_missing_venv_module_is_named(course, monkeypatch):
    """Where Python was packaged without venv, the package to install is named."""
    failed = subprocess.CompletedProcess([], 1, stdout="ensurepip is not available\n", stderr="")
    monkeypatch.setattr(course.subprocess, "run", lambda *arguments, **options: failed)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        course.install()


@pytest.mark.parametrize(("npm", "cdn", "kept"), [(b"1", b"2", b"1"), (None, b"2", b"2"), (None, None, None)])
def test_the_script_comes_from_npm_or_the_cdn_or_is_said_to_be_missing(course, monkeypatch, capsys, npm, cdn, kept):
    """npm first, then the CDN; without either the start goes on and says what that means."""
    monkeypatch.setattr(course, "from_npm", lambda: npm)
    monkeypatch.setattr(course, "from_cdn", lambda: cdn)
    course.bring_script()
    home = course.SCRIPT_HOMES[0]
    assert (home.read_bytes() if home.exists() else None) == kept
    assert ("cdn.socket.io" in capsys.readouterr().out) == (kept is None)


def test_a_script_with_another_hash_is_not_taken(course):
    """Only the pinned bytes are used, wherever they come from."""
    right = (ROOT / "04_websockets/static/socket.io.min.js").read_bytes()
    assert course.right_or_none(right) == right
    assert course.right_or_none(right + b" ") is None


def test_without_npm_and_network_nothing_breaks(course, monkeypatch):
    """Both sources answer None where they cannot be reached."""

    def refuse(*arguments, **options):
        raise OSError("no network")

    monkeypatch.setattr(course.shutil, "which", lambda name: None)
    monkeypatch.setattr(course.urllib.request, "urlopen", refuse)
    assert (course.from_npm(), course.from_cdn()) == (None, None)


@pytest.fixture
def running():
    """Return a function that starts a stage by the classroom and waits until it answers; all are stopped."""
    started = []

    def run(stage, *options):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "classroom", "run", stage, "--port", str(port), *options]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started.append(process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                return port, requests.get(f"http://127.0.0.1:{port}/", timeout=5)
            except requests.ConnectionError:
                time.sleep(0.05)
        return pytest.fail(f"{stage} did not answer")

    yield run
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.mark.parametrize("stage", ["01", "02_templates_redirect_jsonify", "03_sessions/", "04"])
def test_every_stage_runs_by_its_number_or_its_folder(running, stage):
    """run takes 01 as well as 01_routes."""
    assert running(stage)[1].status_code == 200


def test_the_final_app_runs_by_the_classroom(running, monkeypatch, tmp_path):
    """run final_app serves the app."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))
    assert running("final_app")[1].url.endswith("/login?next=/")


@pytest.mark.parametrize(
    ("language", "words"),
    [("C.UTF-8", "Port {port} is taken"), ("ko_KR.UTF-8", "포트 {port}번은 이미 쓰이고 있어요")],
)
def test_a_taken_port_is_named_and_another_offered(running, language, words):
    """The message names the port and one that is free, in the reader's language."""
    port, _ = running("01")
    command = [sys.executable, "-m", "classroom", "run", "02", "--port", str(port)]
    environment = {**os.environ, "LC_ALL": language}
    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode == 1
    assert words.format(port=port) in second.stderr
    assert "--port " in second.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "05"], "There is no stage 05"),
        (["run"], "Missing argument"),
        (["run", "01", "--port", "0"], "not in the range"),
        (["run", "01", "--host", "nowhere.invalid"], "nowhere.invalid:5000"),
        (["fly"], "No such command"),
    ],
)
def test_a_mistyped_command_gets_advice_and_no_traceback(arguments, words):
    """What is wrong is said in one line."""
    command = [sys.executable, "-m", "classroom", *arguments]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    failed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert failed.returncode != 0
    assert words in failed.stderr
    assert "Traceback" not in failed.stderr
