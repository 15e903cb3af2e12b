"""How the suites meet a stage: loaded fresh in this process, or served by a process of its own."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from werkzeug.security import generate_password_hash

import course
from classroom.checks.kit.loading import load_app
from final_app import mongod

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

# What `course.py test` leaves out, and `course.py test slow` runs: they wait for browsers, servers and clones.
SLOW = (
    "tests/browser/",
    "tests/classroom/diagnosis/test_mistakes.py",
    "tests/classroom/test_course.py",
    "tests/classroom/test_grade_",
    "tests/classroom/test_output.py",
    "tests/classroom/test_runner.py",
    "tests/cluster/",
    "tests/final_app/served/",
    "tests/final_app/test_bystanders.py",
    "tests/final_app/test_types.py",
    "tests/notes/test_exercises.py",
)


def default_database():
    """Return a real mongod where one can run; CI tests the final app on mongomock, too, with every other Python."""
    try:
        mongod.find_program()
    except mongod.NoMongod:
        return "mongomock"
    return "mongod"


def pytest_addoption(parser):
    """Let --db choose what the final app's tests run on."""
    choices = ["mongomock", "mongod", "both"]
    parser.addoption("--db", choices=choices, default=default_database(), help="what the final app is tested on")


def pytest_collection_modifyitems(items):
    """Mark the slow tests."""
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Count a skipped test as failed where CI=true: there everything must run."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def stage_root():
    """Return the folder that holds the stages: the one place that says whose stages are tested."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def find_stage(stage_root, tmp_path_factory):
    """Return a function that finds a stage's folder, or a copy where each (old, new) of patch is done."""

    def find(folder, patch=None):
        if patch is None:
            return stage_root / folder
        copy = tmp_path_factory.mktemp("altered") / folder
        shutil.copytree(stage_root / folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
        for old, new in [patch] if isinstance(patch, tuple) else patch:
            alter(copy, old, new)
        return copy

    return find


def alter(folder, old, new):
    sources = {path: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    if not any(old in source for source in sources.values()):
        pytest.fail(f"This test alters {folder.name}, but no file there says: {old}")
    for path, source in sources.items():
        path.write_text(source.replace(old, new), encoding="utf-8")


@pytest.fixture
def load_stage(find_stage, monkeypatch):
    """Return a function that loads a stage anew, as the checks do, so that its data is as at the start."""
    loaded = []
    monkeypatch.setattr(generate_password_hash, "__defaults__", ("pbkdf2:sha256:1", 16))  # quick, so for tests only

    def load(folder, patch=None):
        unload()
        path = find_stage(folder, patch)
        loaded.append(path)
        return load_app(path)

    def unload():
        while loaded:
            path = loaded.pop()
            sys.path.remove(str(path))
            for file in path.glob("*.py"):
                sys.modules.pop(file.stem, None)

    yield load
    unload()


@pytest.fixture(scope="module")
def start_stage(find_stage):
    """Return a function that serves a stage by `python app.py` on a free port and returns its address."""
    running = []

    def start(folder, patch=None, **environment):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, str(find_stage(folder, patch) / "app.py")]
        process = subprocess.Popen(command, env={**os.environ, "PORT": str(port), **environment})
        running.append(process)
        wait_until_it_listens(process, port)
        return f"http://127.0.0.1:{port}"

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("no_proxy", "127.0.0.1")
        yield start
    for process in running:
        process.terminate()
        process.wait(timeout=10)


def wait_until_it_listens(process, port):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"python app.py does not listen on PORT={port}")


@pytest.fixture
def list_routes(stage_root):
    """Return a function that asks `flask --app NN/app routes` for (endpoint, methods, rule) of each route."""

    def ask(folder):
        command = [sys.executable, "-m", "flask", "--app", f"{folder}/app", "routes"]
        done = subprocess.run(command, cwd=stage_root, capture_output=True, encoding="utf-8", timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return [tuple(re.split(r"\s{2,}", line.strip())) for line in done.stdout.splitlines()]

    return ask


@pytest.fixture
def read_page():
    """Return a function that reads the HTML of a page."""
    return lambda html: BeautifulSoup(html, "html.parser")


@pytest.fixture(scope="session")
def chromium():
    """Return the browser; without one the tests are skipped, but fail where CI must have it."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop("There is no Chromium: install it (Debian: apt-get install chromium), or name one in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def socketio_client():
    """Return the file of the Socket.IO browser script, fetched here where course.py has not been run."""
    course.prepare([])
    home = course.SCRIPT_HOMES[0]
    if not home.exists():
        pytest.skip("There is no Socket.IO script, and it could not be fetched: run this again with a network.")
    return home
