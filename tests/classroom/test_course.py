"""course.py in a fresh copy: it installs once, starts the classroom, and explains what is missing."""

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
    """Return a function that runs course.py in a copy that is like a fresh clone."""
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


def installed(folder):
    """Return the names of the packages in the .venv of a folder."""
    found = (folder / ".venv").glob("**/site-packages/*.dist-info")
    return {path.name.split("-")[0].lower().replace("_", "-") for path in found}


@pytest.fixture
def course(monkeypatch, tmp_path):
    """Return course.py as a module that works in an empty folder."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "SCRIPT_HOMES", [tmp_path / module.SCRIPT])
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "requirements").mkdir()
    for part in (module.STAGES, module.FINAL_APP, module.TEST):
        module.lock_of(part).write_text(f"{part}==1\n")
    return module


@pytest.fixture
def prepared(course, monkeypatch):
    """Replace pip with a function that records its lock files; return the record."""
    locks = []

    def make_venv():
        shutil.rmtree(course.VENV, ignore_errors=True)
        course.VENV.mkdir()
        course.PYTHON.touch()

    def pip(*what, follow=None):
        locks.extend(Path(name).stem for name in what if name.endswith(".txt"))
        return True

    monkeypatch.setattr(course, "make_venv", make_venv)
    monkeypatch.setattr(course, "pip", pip)
    monkeypatch.setattr(course, "fetch_socketio_client", lambda: None)
    return locks


@pytest.mark.timeout(600)
def test_a_fresh_clone_is_ready_after_one_command(fresh):
    """The first start installs what the stages need, the next start nothing; `test` adds its own packages."""
    first = fresh()
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Installing Flask and what the stages need" in first.stdout
    assert {"flask", "eventlet", "rich"} <= installed(fresh.folder)
    assert installed(fresh.folder).isdisjoint({"pymongo", "pillow", "babel", "pytest", "playwright", "mypy", "ruff"})
    second = fresh()
    assert "Installing" not in second.stdout
    for number in ("01", "02", "03", "04", "final_app"):
        assert f"python3 course.py run {number}" in second.stdout
    assert (fresh.folder / "04_websockets/static/socket.io.min.js").stat().st_size > 10_000
    assert "URL과 메서드로 함수 고르기" in fresh(LC_ALL="ko_KR.UTF-8").stdout
    tested = fresh("test", "01", "-q")
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert "Installing what the final app needs" in tested.stdout
    assert "Installing what the tests need" in tested.stdout
    assert {"pymongo", "pillow", "pytest", "playwright"} <= installed(fresh.folder)
    assert "ruff" not in installed(fresh.folder)


@pytest.mark.timeout(600)
def test_the_final_app_installs_what_it_needs_when_it_first_runs(fresh):
    """It adds MongoDB and its own packages, with messages in the reader's language, but no test packages."""
    started = fresh("run", "final_app", "--help", LC_ALL="ko_KR.UTF-8")
    assert started.returncode == 0, started.stdout + started.stderr
    assert "스테이지에 필요한 패키지를 설치해요" in started.stdout
    assert "final_app에 필요한 패키지를 설치해요" in started.stdout
    assert "Installing" not in started.stdout
    assert {"flask", "pymongo", "pillow", "flask-babel"} <= installed(fresh.folder)
    assert installed(fresh.folder).isdisjoint({"pytest", "playwright", "mypy"})
    python = next((fresh.folder / ".venv").glob("[bS]*/python*"))
    imported = subprocess.run([python, "-c", "import final_app"], cwd=fresh.folder, check=False, capture_output=True)
    assert imported.returncode == 0, imported.stderr


@pytest.mark.timeout(600)
def test_in_a_pipe_the_progress_is_a_few_plain_lines(fresh):
    """Output to a file or log contains no control codes."""
    first = fresh("--help")
    before_help = first.stdout[: first.stdout.index("Usage")]
    assert "\r" not in before_help
    assert "\033" not in before_help
    assert 2 <= len(before_help.splitlines()) <= 5


def test_on_a_terminal_the_progress_is_one_line_that_names_the_package(course, monkeypatch, capsys):
    """Each package replaces the previous one, with a counter; at the end the line is empty."""
    monkeypatch.setattr(course.sys.stdout, "isatty", lambda: True, raising=False)
    lock = course.lock_of(course.STAGES)
    lock.write_text("a==1 \\\n    --hash=sha256:1\nflask-wtf==1\nblinker==1\nitsdangerous==2\n")
    progress = course.Progress(lock)
    progress.follow("Ignoring a: markers 'sys_platform == \"win32\"' don't match your environment\n")
    progress.follow("Collecting flask-wtf==1.3.0 (from -r requirements/stages.txt (line 7))\n")
    progress.follow("  Downloading flask_wtf-1.3.0-py3-none-any.whl (13 kB)\n")
    progress.follow("Processing /folder/blinker-1.9.0-py3-none-any.whl (from -r requirements/stages.txt (line 7))\n")
    progress.follow("Requirement already satisfied: itsdangerous==2.2.0 in ./.venv (from -r x.txt (line 9)) (2.2.0)\n")
    progress.clear()
    shown = [line.strip() for line in capsys.readouterr().out.split("\r\033[K")]
    assert shown == ["", "1/4 a", "2/4 flask-wtf", "3/4 blinker", "4/4 itsdangerous", ""]


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("", "stages"),
        ("run 04", "stages"),
        ("read final_app", "stages"),
        ("start 01", "stages"),
        ("check 01 --watch", "stages"),
        ("grade test", "stages"),
        ("--help", "stages"),
        ("run final_app", "stages final_app"),
        ("run --port 5001 final_app/", "stages final_app"),
        ("--lang ko run final_app", "stages final_app"),
        ("test", "stages final_app test"),
        ("--lang ko test 01 -k like", "stages final_app test"),
    ],
)
def test_a_command_installs_only_what_it_needs(course, command, parts):
    """Only the final app and the tests need more than the stages."""
    assert course.parts_for(command.split()) == parts.split()


def test_simultaneous_first_starts_wait_for_each_other(course, monkeypatch, capsys):
    """One start installs; the others say that they wait, and install nothing."""
    done = []

    def install(part):
        time.sleep(0.2)
        done.append(part)
        course.VENV.mkdir(exist_ok=True)
        course.PYTHON.touch()
        course.stamp_of(part).write_text(course.digest_of(part))

    monkeypatch.setattr(course, "install", install)
    monkeypatch.setattr(course, "fetch_socketio_client", lambda: None)
    with ThreadPoolExecutor() as threads:
        for start in [threads.submit(course.prepare, ["stages", "final_app"]) for _ in range(3)]:
            start.result()
    assert done == ["stages", "final_app"]
    assert capsys.readouterr().out.count("Waiting for it") == 2


def test_a_part_is_installed_once_and_again_when_its_lock_changes(course, prepared):
    """A new lock of the final app leaves the stages alone; a new lock of the stages reinstalls everything."""
    course.prepare(["stages"])
    course.prepare(["stages", "final_app"])
    course.prepare(["stages", "final_app"])
    assert prepared == ["stages", "final_app"]
    course.lock_of("final_app").write_text("final_app==2\n")
    course.prepare(["stages"])
    course.prepare(["stages", "final_app"])
    assert prepared == ["stages", "final_app", "final_app"]
    course.lock_of("stages").write_text("stages==2\n")
    course.prepare(["stages"])
    course.prepare(["stages", "final_app"])
    assert prepared == ["stages", "final_app", "final_app", "stages", "final_app"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("C.UTF-8", "The stages work without them"), ("ko_KR.UTF-8", "스테이지는 이 패키지 없이도")],
)
def test_without_the_final_apps_packages_the_stages_still_work(course, prepared, monkeypatch, language, words):
    """A failed installation is reported in the reader's language, and the stages stay installed."""
    monkeypatch.setenv("LC_ALL", language)
    works = course.pip
    monkeypatch.setattr(course, "pip", lambda *what, follow=None: "final_app.txt" not in str(what) and works(*what))
    for _ in range(2):
        with pytest.raises(SystemExit, match=words):
            course.prepare(["stages", "final_app"])
        course.prepare(["stages"])
    assert prepared == ["stages"]


@pytest.mark.timeout(600)
def test_without_a_network_it_says_so_and_tries_again_next_time(fresh):
    """Each start without a network says what to do, in the reader's language."""
    for language, words in (("C.UTF-8", "Check your network connection"), ("ko_KR.UTF-8", "네트워크를 확인하고")):
        failed = fresh(PIP_NO_INDEX="1", PIP_FIND_LINKS="", LC_ALL=language)
        assert failed.returncode == 1
        assert words in failed.stderr
        assert "Traceback" not in failed.stderr


def test_when_pip_fails_its_reason_is_shown(course, monkeypatch, capsys):
    """The last lines of pip are shown, without those about packages that are already installed."""
    script = "print('Requirement already satisfied: flask\\n' * 20 + 'ERROR: no such version'); exit(1)"
    shell = course.ROOT / "python"
    shell.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{script}"\n')
    shell.chmod(0o755)
    monkeypatch.setattr(course, "PYTHON", shell)
    assert not course.pip("--requirement", "stages.txt")
    assert capsys.readouterr().err == "ERROR: no such version\n"


def test_a_new_lock_folder_or_python_needs_a_new_installation(course, tmp_path, monkeypatch):
    """An installation is valid only for its lock file, folder and Python version."""
    lock = course.lock_of("stages")
    lock.write_text("flask==3")
    before = course.digest_of("stages")
    assert course.digest_of("stages") == before
    lock.write_text("flask==4")
    assert course.digest_of("stages") != before
    lock.write_text("flask==3")
    with monkeypatch.context() as elsewhere:
        shutil.copytree(tmp_path / "requirements", tmp_path / "copy" / "requirements")
        elsewhere.setattr(course, "ROOT", tmp_path / "copy")
        assert course.digest_of("stages") != before
    monkeypatch.setattr(course.sys, "version", "another")
    assert course.digest_of("stages") != before


def test_a_python_that_is_too_old_is_reported(course, monkeypatch):
    """Before 3.11, course.py exits with the version and the command to use."""
    monkeypatch.setattr(course.sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(course.sys, "version", "3.9.18 (main)")
    with pytest.raises(SystemExit, match=r"3\.11 or newer; this is 3\.9\.18\..*course\.py"):
        course.check_python()
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    with pytest.raises(SystemExit, match=r"지금 버전: 3\.9\.18\..*course\.py"):
        course.check_python()


def test_a_missing_venv_module_is_reported(course, monkeypatch):
    """If Python comes without venv, the message names the package to install."""
    failed = subprocess.CompletedProcess([], 1, stdout="ensurepip is not available\n", stderr="")
    monkeypatch.setattr(course.subprocess, "run", lambda *arguments, **options: failed)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        course.install("stages")


@pytest.mark.parametrize(("npm", "cdn", "saved"), [(b"1", b"2", b"1"), (None, b"2", b"2"), (None, None, None)])
def test_the_script_comes_from_npm_or_the_cdn_or_a_message_says_it_is_missing(
    course, monkeypatch, capsys, npm, cdn, saved
):
    """npm is tried first, then the CDN; without both, the course starts with a message."""
    monkeypatch.setattr(course, "fetch_from_npm", lambda: npm)
    monkeypatch.setattr(course, "fetch_from_cdn", lambda: cdn)
    course.fetch_socketio_client()
    home = course.SCRIPT_HOMES[0]
    assert (home.read_bytes() if home.exists() else None) == saved
    assert ("cdn.socket.io" in capsys.readouterr().out) == (saved is None)


def test_a_script_with_another_hash_is_rejected(course, socketio_client):
    """Only the pinned script is used, wherever it comes from."""
    right = socketio_client.read_bytes()
    assert course.verified_or_none(right) == right
    assert course.verified_or_none(right + b" ") is None


def test_without_npm_and_network_nothing_breaks(course, monkeypatch):
    """Both sources return None if they cannot be reached."""

    def fail(*arguments, **options):
        raise OSError("no network")

    monkeypatch.setattr(course.shutil, "which", lambda name: None)
    monkeypatch.setattr(course.urllib.request, "urlopen", fail)
    assert (course.fetch_from_npm(), course.fetch_from_cdn()) == (None, None)


@pytest.fixture
def running():
    """Return a function that runs a stage and waits until it responds; all are stopped at the end."""
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
        return pytest.fail(f"{stage} did not respond")

    yield run
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@pytest.mark.parametrize("stage", ["01", "02_templates_redirect_jsonify", "03_sessions/", "04"])
def test_every_stage_runs_by_its_number_or_its_folder(running, stage):
    """run accepts both 01 and 01_routes."""
    assert running(stage)[1].status_code == 200


def test_run_serves_the_final_app(running, monkeypatch, tmp_path):
    """run final_app serves the app."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))
    assert running("final_app")[1].url.endswith("/login?next=/")


@pytest.mark.parametrize(
    ("language", "words"),
    [("C.UTF-8", "Port {port} is already in use"), ("ko_KR.UTF-8", "포트 {port}번은 이미 쓰이고 있어요")],
)
def test_a_taken_port_is_reported_with_a_free_one(running, language, words):
    """The message names the taken port and a free one, in the reader's language."""
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
    """The error is explained in one line."""
    command = [sys.executable, "-m", "classroom", *arguments]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    failed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert failed.returncode != 0
    assert words in failed.stderr
    assert "Traceback" not in failed.stderr
