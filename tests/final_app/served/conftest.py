"""The app served by its own process, as in production."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from final_app import loops

every_server = pytest.mark.parametrize("async_mode", loops.MODES, indirect=True)  # else by eventlet, the default
MAIL_KEY = {"SNS_MAIL_KEY": "only-for-tests"}
ROOT = Path(__file__).resolve().parents[3]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Served:
    """The app in its own process, and a visitor."""

    def __init__(self, folder, async_mode=""):
        self.folder = folder
        self.async_mode = async_mode or os.environ.get("SNS_ASYNC_MODE", loops.MODES[0])
        self.log = folder.with_suffix(".log")
        self.url = f"http://127.0.0.1:{free_port()}"
        self.visitor = requests.Session()
        self.process = None
        self.token = None
        self.said = ""  # stderr, known once the process has ended

    def starts(self, files=None, **environment):
        """Start the app, which may open this many files, and return the first line that it prints."""
        limit = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh"] if files else []
        kept = {name: value for name, value in os.environ.items() if name not in ("MONGO_URI", "SECRET_KEY")}
        settings = {"SNS_INSTANCE_PATH": str(self.folder), "SNS_DEMO": "0", "SNS_ASYNC_MODE": self.async_mode}
        settings["SNS_WRITES"] = ""
        with self.log.open("ab") as log:  # a pipe that nobody reads would stop the app once it is full
            self.process = subprocess.Popen(
                [*limit, sys.executable, "-m", "final_app", "--port", self.url.rsplit(":", 1)[1]],
                env={**kept, **settings, **MAIL_KEY, **environment},
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.first_line = self.process.stdout.readline().strip()
        return self.first_line

    def ends(self, how):
        self.process.send_signal(how)
        return self.has_ended()

    def has_ended(self):
        """Wait until the process has ended, keep what it said, and return its exit status."""
        self.process.communicate(timeout=60)
        self.said = self.lines()
        return self.process.returncode

    def lines(self):
        """Return what the app has written to stderr."""
        return self.log.read_text(encoding="utf-8")

    def submits(self, path, **fields):
        page = self.visitor.get(f"{self.url}/login").text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
        return self.visitor.post(f"{self.url}{path}", data={"csrf_token": token, **fields})

    def joins_and_logs_in(self, user_id="minsu_1", nickname="민수"):
        passwords = {"password": "correct horse", "password2": "correct horse"}
        names = {"user_id": user_id, "nickname": nickname, "user_name": "Some One", "user_email": f"{user_id}@a.org"}
        self.submits("/join", **names, **passwords)
        self.submits("/join/verify", code=self.code_mailed_to(f"{user_id}@a.org"))
        return self.submits("/login", user_id=user_id, password="correct horse")

    def code_mailed_to(self, address):
        """Return the code in the email to this address; emails are sent in the background, so wait for it."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            emails = self.visitor.get(self.mailbox()).text.split("<article")
            code = next((re.search(r"\b\d{6}\b", mail)[0] for mail in emails if address in mail), None)
            if code:
                return code
            time.sleep(0.05)
        raise AssertionError(f"no email to {address}")

    def mailbox(self):
        """Return the address of the local mailbox."""
        return f"{self.url}/dev/mail?key=only-for-tests"

    def sends(self, method, path, json=None):
        """Send JSON as a script of our pages would, from a page opened after the last login."""
        return self.visitor.request(method, f"{self.url}{path}", json=json, headers=self.headers(), timeout=30)

    def headers(self):
        if self.token is None:
            page = self.visitor.get(f"{self.url}/").text
            self.token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
        return {"Accept": "application/json", "X-CSRFToken": self.token}


@pytest.fixture
def async_mode(request):
    """Return what serves the app, where a test is run with each; "" is the default."""
    return getattr(request, "param", "")


@pytest.fixture
def make_served(tmp_path, async_mode):
    """Return a function that makes an app with its own folder, not started yet; stop all of them at the end."""
    made = []

    def make(name):
        made.append(Served(tmp_path / name, async_mode))
        return made[-1]

    yield make
    for app in made:
        if app.process and app.process.returncode is None:
            app.ends(signal.SIGKILL)


@pytest.fixture
def served(make_served):
    """Return the app, not started yet."""
    return make_served("instance")
