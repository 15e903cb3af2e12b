"""A cluster of its own for these tests, and people who use it through nginx."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
import requests

from final_app.cluster.topology import missing_programs

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ["minsu", "bob_lee", "jiwoo", "carol"]  # who write; alice is told
OPENED = []  # closed at the end of each test
MANY = {"SNS_WRITES": "1000000/minute", "SNS_NOTIFICATIONS_PER_USER": "100000"}


class Cluster:
    """A running cluster, by its command line."""

    def __init__(self, folder, port):
        self.folder, self.port_of_nginx = folder, port

    def start(self):
        """Start it, or start it again."""
        self.run("--port", str(self.port_of_nginx))

    def run(self, *arguments):
        command = [sys.executable, "-m", "final_app.cluster", "--folder", str(self.folder), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **MANY}, capture_output=True, text=True, check=False, timeout=180
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def state(self):
        return json.loads((self.folder / "cluster.json").read_text(encoding="utf-8"))

    def port(self, name):
        return self.state["nodes"][name]["port"]

    def kill(self, name, how="KILL"):
        """Send a signal to a node, and return its process id."""
        pid = self.state["nodes"][name]["pid"]
        self.run("kill", name, "--signal", how)
        return pid

    def primary(self, other_than=None):
        """Wait until a mongod takes the writes, another one than before, and return its name."""
        return wait_for(lambda: (found := self.now_primary()) != other_than and found)

    def now_primary(self):
        """Return None while the others elect one."""
        found = re.search(r"^(mongo\d) .*PRIMARY", self.run("status"), re.M)
        return found and found[1]

    def logs_in(self, user_id, port=None):
        """Return a person who has logged in, through nginx or straight at one of the apps."""
        return Person(f"http://127.0.0.1:{port}" if port else self.state["url"], user_id)


class Person:
    """Someone with a browser of their own."""

    def __init__(self, url, user_id, password="maru-demo"):
        self.url, self.browser = url, requests.Session()
        OPENED.append(self.browser)
        self.answer = self.send("POST", "/login", user_id=user_id, password=password)

    def send(self, method, path, **values):
        """Send JSON as a page's script does."""
        if "token" not in vars(self) or path == "/login":
            page = self.browser.get(f"{self.url}/login", timeout=30).text
            self.token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
        headers = {"Accept": "application/json", "X-CSRFToken": self.token}
        answer = self.browser.request(method, f"{self.url}{path}", json=values or None, headers=headers, timeout=30)
        if path == "/login":
            page = self.browser.get(f"{self.url}/", timeout=30).text
            self.token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
        return answer

    def read(self, path):
        """Return JSON."""
        return self.send("GET", path).json()


class Writer(threading.Thread):
    """Someone who comments on a post without a break, and notes what was acknowledged."""

    def __init__(self, person, post_id):
        super().__init__()
        self.person, self.path = person, f"/content_submit/{post_id}/comments"
        self.acknowledged, self.failures = [], []
        self.is_done = threading.Event()

    def run(self):
        number = 0
        while not self.is_done.wait(0.02):
            number += 1
            try:
                answer = self.person.send("POST", self.path, text=f"comment {number}")
            except requests.RequestException as error:
                self.failures.append(repr(error))
                self.is_done.wait(0.1)
                continue
            if answer.status_code == 201:
                self.acknowledged.append((answer.json()["comment"]["id"], time.monotonic()))
            else:
                self.failures.append(f"{answer.status_code} {answer.text[:200]}")
                self.is_done.wait(0.1)


class Load:
    """Four people who comment on a post by alice at the same time."""

    def __init__(self, cluster):
        self.alice = cluster.logs_in("alice")
        post = self.alice.send("POST", "/content_submit", content_txt="Say something").json()["post"]
        self.post_id = post["id"]
        self.writers = [Writer(cluster.logs_in(one), self.post_id) for one in PEOPLE]

    @contextmanager
    def goes_on(self, until_seconds=3):
        """Write before, during and after what happens in the block, until all writers have succeeded again."""
        for writer in self.writers:
            writer.start()
        try:
            time.sleep(2)
            yield
            time.sleep(until_seconds)
            since = time.monotonic()
            deadline = since + 60
            while not all(one.acknowledged and one.acknowledged[-1][1] > since for one in self.writers):
                assert time.monotonic() < deadline, [writer.failures[-3:] for writer in self.writers]
                time.sleep(0.1)
        finally:
            for writer in self.writers:
                writer.is_done.set()
            for writer in self.writers:
                writer.join()

    @property
    def acknowledged(self):
        return {comment for writer in self.writers for comment, _ in writer.acknowledged}

    @property
    def failures(self):
        return [failure for writer in self.writers for failure in writer.failures]

    def longest_gap(self):
        """Return for how many seconds nobody could write."""
        times = sorted(moment for writer in self.writers for _, moment in writer.acknowledged)
        return max(later - earlier for earlier, later in pairwise(times))

    def stored(self):
        """Return the ids of all comments on the post."""
        found, path = set(), f"/content_submit/{self.post_id}/comments"
        page = self.alice.read(path)
        while True:
            found |= {comment["id"] for comment in page["comments"]}
            if not page["next"]:
                return found
            page = self.alice.read(f"{path}?before={page['next']}")

    def notified(self):
        """Return the ids of the comments that alice has notifications of."""
        found, page = set(), self.alice.read("/notice")["notices"]
        while page:
            found |= {one["comment_id"] for one in page if one["post_id"] == self.post_id}
            page = self.alice.read(f"/notice?before={page[-1]['id']}")["notices"]
        return found

    def check(self, capsys):
        """Fail if something that was acknowledged is not there, or alice was not told of it."""
        with capsys.disabled():
            print(
                f" {len(self.acknowledged)} written, {len(self.failures)} failed, gap {self.longest_gap():.1f} s",
                end=" ",
            )
        assert self.acknowledged <= self.stored()
        assert self.acknowledged <= self.notified()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """Return a cluster of two apps that is stopped at the end."""
    if missing := missing_programs():
        assert not os.environ.get("CI"), f"missing: {missing}"
        pytest.skip(f"missing: {', '.join(missing)}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = Cluster(tmp_path_factory.mktemp("cluster"), port)
    running.start()
    yield running
    running.run("stop")


@pytest.fixture(autouse=True)
def _closes():
    """Close what the people of a test have opened."""
    yield
    while OPENED:
        OPENED.pop().close()


@pytest.fixture
def load(cluster):
    return Load(cluster)


def wait_for(condition, seconds=30):
    """Wait until a condition is true, and return what it gives."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


def let_go_on(pid):
    """Let a frozen process go on."""
    os.kill(pid, signal.SIGCONT)
