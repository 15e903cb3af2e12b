"""What the benchmarks over HTTP share: the app as it is served, filled from outside, and requests timed in turn."""

import argparse
import gzip
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bson import ObjectId
from pymongo import MongoClient
from werkzeug.security import generate_password_hash

from final_app import mongod
from final_app.friends.store import pair_id
from final_app.schema import Friendship
from final_app.schema import Post
from final_app.schema import User
from final_app.users.signup import name_fields
from final_app.users.signup import new_user

ROOT = Path(__file__).resolve().parents[1]
TEXT = "A post of a usual length, with a #tag in it."
PASSWORD = "only for benchmarks"
QUICK_HASH = generate_password_hash(PASSWORD, "pbkdf2:sha256:1")


class Browser:
    """A client that keeps its connection and its cookie, as a browser does."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = ""
        self.token = ""
        self.last_bytes = 0  # of the last response's body, as it came

    def request(
        self, method: str, path: str, body: str | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send a request and return the response with its body; raises RuntimeError for an error."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, {"Cookie": self.cookie, "Accept-Encoding": "gzip", **sent})
        response = self.connection.getresponse()
        data = response.read()
        self.last_bytes = len(data)
        if response.getheader("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status}")
        if response.getheader("Set-Cookie"):
            self.cookie = str(response.getheader("Set-Cookie")).split(";")[0]
        return response, data

    def send(self, method: str, path: str, **fields: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Send JSON, as a script of a page does."""
        headers = {"Content_Type": "application/json", "Accept": "application/json", "X_CSRFToken": self.token}
        return self.request(method, path, json.dumps(fields), **headers)

    def get(self, path: str) -> bytes:
        """Return a page or file."""
        return self.request("GET", path)[1]

    def bytes_of(self, path: str) -> int:
        """Return how many bytes a page or file takes on the wire."""
        self.get(path)
        return self.last_bytes

    def read_json(self, path: str) -> Any:
        """Return the JSON of a page."""
        return json.loads(self.request("GET", path, Accept="application/json")[1])

    def read_token(self) -> None:
        """Read the token for changes from a page."""
        found = re.search(rb'name="csrf-token" content="([^"]+)"', self.request("GET", "/login")[1])
        self.token = found[1].decode() if found else ""

    def log_in(self, username: str) -> "Browser":
        """Log in as a user of the benchmark."""
        self.read_token()
        fields = urlencode({"csrf_token": self.token, "user_id": username, "password": PASSWORD})
        self.request("POST", "/login", fields, Content_Type="application/x-www-form-urlencoded")
        self.read_token()
        return self


@contextmanager
def serve(source: Path, fill: Callable[[MongoClient], None], **settings: str) -> Iterator[int]:
    """Serve the app of a checkout on data of its own, in a folder that is deleted afterwards; give its port."""
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        own = {"SNS_INSTANCE_PATH": name, "SNS_DEMO": "0", "SNS_WRITES": "", "PYTHONPATH": str(source)}
        environment = {**os.environ, **own, **settings}
        command = [sys.executable, "-m", "final_app", "--port", str(port)]
        process = subprocess.Popen(
            command, cwd=source, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            if process.stdout is None or not process.stdout.readline().startswith("Ready"):
                raise RuntimeError("The app does not start.")
            with MongoClient(mongod.uri(Path(name)), tz_aware=True) as client:
                fill(client)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def make_user(name: str) -> User:
    """Return a user who can log in, not stored yet."""
    names, email = name_fields(name, "Some One"), f"{name}@example.org"
    return new_user(ObjectId(), username=name, names=names, email=email, password_hash=QUICK_HASH, language="en")


def make_friendship(one: User, other: User) -> Friendship:
    """Return the friendship of two users, not stored yet."""
    pair = [one["_id"], other["_id"]]
    return {"_id": pair_id(*pair), "people": pair, "state": "friends", "asked_by": pair[0], "at": datetime.now(UTC)}


def make_post(author: User, number: int) -> Post:
    """Return a public post, not stored yet; higher numbers are newer."""
    began = 1_700_000_000
    return {
        "_id": ObjectId((began + number).to_bytes(4, "big") + bytes(8)),
        "author_id": author["_id"],
        "content_txt": TEXT,
        "hashtags": ["tag"],
        "mentions": [],
        "grams": [],  # search is not measured
        "audience": "public",
        "audience_at": None,
        "created_at": datetime.fromtimestamp(began + number, UTC),
        "edited_at": None,
        "like_count": 0,
        "comment_count": 0,
        "images": [],
    }


def arguments(description: str | None, **numbers: int | list[int]) -> argparse.Namespace:
    """Return the arguments of the command line: --beside and these numbers, or lists of numbers, with defaults."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, help="another checkout, measured in turn with this one")
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default, nargs="+" if isinstance(default, list) else None)
    return parser.parse_args()


def sources(options: argparse.Namespace) -> list[Path]:
    """Return the checkouts to measure: this one and, given --beside, another."""
    return [ROOT, options.beside] if options.beside else [ROOT]


def compare(measured: dict[Path, dict[str, Callable[[], object]]], rounds: int = 30) -> dict[Path, dict[str, float]]:
    """Return the median time of each action in milliseconds; all are run in turn, so that noise hits them alike."""
    times: dict[Path, dict[str, list[float]]] = {
        source: {name: [] for name in actions} for source, actions in measured.items()
    }
    for number in range(rounds + 3):
        for source, actions in measured.items():
            for name, act in actions.items():
                began = time.perf_counter()
                act()
                if number >= 3:  # the first rounds warm up
                    times[source][name].append((time.perf_counter() - began) * 1000)
    return {source: {name: statistics.median(each) for name, each in of.items()} for source, of in times.items()}


def report(times: dict[Path, dict[str, float]], base: str) -> None:
    """Print each time as a multiple of one of the same server."""
    for source, of in times.items():
        print(f"\n{source.name}, as multiples of {base} ({of[base]:.1f} ms):")
        for name, taken in of.items():
            print(f"  {taken / of[base]:6.2f}  {name}", flush=True)
