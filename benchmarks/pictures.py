"""What pictures cost, as ratios: python benchmarks/pictures.py

It serves the app with its embedded database on a free port, and prints how much longer a picture takes than its
decoding alone, how long another user waits for a picture and a page while one sends many, and the memory that stays.
"""

import http.client
import io
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from final_app.decoder.pictures import process

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
MANY = 8
LARGE = 15


def photo(width: int, height: int) -> bytes:
    """Return a JPEG as a camera makes it."""
    output = io.BytesIO()
    noise = Image.effect_noise((width // 3, height // 3), 50).resize((width, height)).convert("RGB")
    noise.save(output, "JPEG", quality=80)
    return output.getvalue()


def seconds(work: Any) -> float:
    """Return how long a function takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Server:
    """The app, served by a process of its own."""

    def __init__(self, folder: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "final_app", "--port", str(self.port)]
        environment = {"SNS_INSTANCE_PATH": folder, "SNS_WRITES": "", "PATH": os.environ["PATH"]}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.people = []
        for line in self.process.stdout:  # type: ignore[union-attr]
            if line.startswith("log in as"):
                self.people.append(re.match(r"log in as (\S+) / (\S+)", line).groups())  # type: ignore[union-attr]
            if line.startswith("Ready"):
                break

    def memory(self) -> int:
        """Return the megabytes that the server's process has, 0 where the system does not say."""
        status = Path(f"/proc/{self.process.pid}/status")
        return int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]) // 1024 if status.exists() else 0  # type: ignore[index]

    def enter(self, number: int) -> "Visitor":
        """Return a user of the demo who has logged in."""
        return Visitor(f"http://127.0.0.1:{self.port}", *self.people[number])

    def ask(self) -> None:
        """Ask for a page that does nothing."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        connection.close()


class Visitor:
    """A user who sends pictures."""

    def __init__(self, url: str, user_id: str, password: str) -> None:
        self.url = url
        self.http = requests.Session()
        page = self.http.get(f"{url}/login").text
        token = re.search(r'csrf-token" content="([^"]+)"', page)[1]  # type: ignore[index]
        self.http.post(f"{url}/login", data={"csrf_token": token, "user_id": user_id, "password": password})
        page = self.http.get(f"{url}/setting").text
        self.token = re.search(r'csrf-token" content="([^"]+)"', page)[1]  # type: ignore[index]

    def send(self, picture: bytes) -> int:
        """Post a picture and return the status."""
        files = {"content_file": (f"{uuid.uuid4()}.jpg", picture)}
        fields = {"csrf_token": self.token}
        headers = {"Accept": "application/json"}
        return self.http.post(f"{self.url}/content_submit", data=fields, files=files, headers=headers).status_code


def while_sending(visitor: Visitor, picture: bytes, work: Any) -> float:
    """Return how long a function takes while a user sends many pictures at once."""
    threads = [threading.Thread(target=visitor.send, args=(picture,)) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    took = statistics.median(seconds(work) for _ in range(ROUNDS))
    for thread in threads:
        thread.join()
    return took


def measure(server: Server) -> None:
    """Print the ratios."""
    alice, bob = server.enter(0), server.enter(1)
    large, small = photo(6000, 4500), photo(600, 400)
    before = server.memory()
    rounds = [
        (seconds(lambda: alice.send(large)), seconds(lambda: process(large, 40_000_000, 20_000))) for _ in range(3)
    ]
    print(f"a photo of 27 megapixels: {statistics.median(a / b for a, b in rounds):.2f} times its decoding alone")
    rounds = [(seconds(lambda: alice.send(small)), seconds(lambda: bob.send(large))) for _ in range(3)]
    print(f"a small picture: {statistics.median(a / b for a, b in rounds):.2f} of the large one")
    quiet = statistics.median(seconds(lambda: bob.send(small)) for _ in range(ROUNDS))
    busy = while_sending(alice, large, lambda: bob.send(small))
    print(f"another user's picture while one sends {MANY}: {busy / quiet:.2f} times as long")
    quiet = statistics.median(seconds(server.ask) for _ in range(ROUNDS))
    print(f"a page meanwhile: {while_sending(alice, large, server.ask) / quiet:.2f} times as long")
    for _ in range(LARGE):
        alice.send(large)
    if before:
        print(f"memory of the server after {LARGE} of them: {server.memory() / before:.2f} times as before")


def main() -> None:
    """Serve, measure, and end the server."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            measure(server)
        finally:
            server.process.terminate()
            server.process.wait()


if __name__ == "__main__":
    main()
