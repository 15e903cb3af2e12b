"""Measure a cluster by its number of apps: sockets held, time to a notification, writes a second.

python -m benchmarks.cluster [--apps 1 2] [--sockets 2000] [--seconds 10]

Prints a table, with times as multiples of a bare route of the same run, and draws notes/05_final_app/cluster.svg.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import websocket
from pymongo import MongoClient

from benchmarks.served import ROOT
from benchmarks.served import Browser
from benchmarks.served import arguments
from benchmarks.served import make_friendship
from benchmarks.served import make_post
from benchmarks.served import make_user
from final_app.cluster.state import read_state

CHART = ROOT / "notes" / "05_final_app" / "cluster.svg"
PEOPLE = 100  # whose pages are held
WRITERS = 8
ROUNDS = 200
SETTINGS = {"SNS_DEMO": "0", "SNS_WRITES": "1000000/minute", "SNS_LOGINS_PER_USER": "1000"}
NO_LIMITS = {
    "SNS_CONNECTIONS_PER_ADDRESS": "0",
    "SNS_MAX_CONNECTIONS": "12000",
    "SNS_IDLE_SECONDS": "600",
    "SNS_NOTIFICATIONS_PER_USER": "100000",
}


@dataclass
class Result:
    """What was measured with a number of apps; times in milliseconds."""

    apps: int
    bare: float
    times: tuple[list[float], list[float]]  # to a notification, within an app and across apps
    writes: float
    sockets: int
    kilobytes: float  # of the apps' memory for each socket
    heard: int  # bytes that those heard whom a notification was not for


@contextmanager
def running(apps: int) -> Iterator[dict[str, Any]]:
    """Run a cluster on an empty database in a temporary folder, and give its state."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "final_app.cluster", "--folder", name]
        environment = {**os.environ, **SETTINGS, **NO_LIMITS}
        subprocess.run([*command, "--apps", str(apps), "--port", "8099"], env=environment, check=True, cwd=ROOT)
        try:
            yield read_state(Path(name)) or {}
        finally:
            subprocess.run([*command, "stop"], check=True, cwd=ROOT)


def fill(ports: list[int]) -> None:
    """Insert people, two of them friends, and a post."""
    addresses = ",".join(f"127.0.0.1:{port}" for port in ports)
    with MongoClient(f"mongodb://{addresses}/sns?replicaSet=maru", tz_aware=True) as client:
        people = [make_user(f"person_{number}") for number in range(PEOPLE)]
        client["sns"].people.insert_many(people)
        client["sns"].friendships.insert_one(make_friendship(people[0], people[1]))
        client["sns"].posts.insert_one(make_post(people[0], 1))


def open_page(port: int, cookie: str) -> websocket.WebSocket:
    """Open the socket of a page."""
    address = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    page = websocket.create_connection(address, header=[f"Cookie: {cookie}"], timeout=30)
    page.recv()
    page.send("40")
    return page


def times_to_notification(page: websocket.WebSocket, writer: Browser, post: str) -> Iterator[float]:
    """Yield, again and again, the milliseconds from a comment being sent to its notification at the author."""
    number = 0
    while True:
        number += 1
        began = time.perf_counter()
        writer.send("POST", f"/content_submit/{post}/comments", text=f"comment {number}")
        while not (packet := str(page.recv())).startswith('42["comment_notice"'):
            if packet == "2":
                page.send("3")
        yield (time.perf_counter() - began) * 1000


def writes_a_second(ports: list[int], post: str, seconds: int) -> float:
    """Return how many comments people write in a second, with all apps together."""
    done = [0] * WRITERS
    end = time.monotonic() + seconds

    def write(number: int, writer: Browser) -> None:
        """Comment without a break."""
        while time.monotonic() < end:
            writer.send("POST", f"/content_submit/{post}/comments", text=f"comment {done[number]}")
            done[number] += 1

    people = [Browser(ports[number % len(ports)]).log_in(f"person_{number + 2}") for number in range(WRITERS)]
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=write, args=each) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def memory(state: dict[str, Any]) -> float:
    """Return the kilobytes of memory that the apps take together."""
    pids = [node["pid"] for name, node in state["nodes"].items() if name.startswith("app")]
    lines = "".join(Path(f"/proc/{pid}/status").read_text(encoding="utf-8") for pid in pids).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def measure(apps: int, sockets: int, seconds: int) -> Result:
    """Return what a cluster of this many apps does."""
    with running(apps) as state:
        ports = [node["port"] for name, node in state["nodes"].items() if name.startswith("app")]
        fill([node["port"] for name, node in state["nodes"].items() if name.startswith("mongo")])
        before = memory(state)
        cookies = [Browser(ports[0]).log_in(f"person_{number}").cookie for number in range(2, PEOPLE)]
        with subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sockets"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as crowd:
            held = ask(crowd, json.dumps({"ports": ports, "cookies": cookies, "count": sockets}))
            each = (memory(state) - before) / max(held["open"], 1)
            # Only now: an idle connection is closed, and opening thousands of pages takes long.
            author, writer = (Browser(ports[0]).log_in(f"person_{number}") for number in range(2))
            post = author.read_json("/user/person_0")["posts"][0]["id"]
            near, far = times_at(ports[0], author, writer, post), times_at(ports[-1], author, writer, post)
            visitor = Browser(ports[0])
            rounds = [(bare_route(visitor), next(near), next(far)) for _ in range(ROUNDS)]
            heard = ask(crowd, "")["heard"] - held["heard"]
            crowd.kill()
        writes = writes_a_second(ports, post, seconds)
    bare, within, across = zip(*rounds, strict=True)
    times = (list(within), list(across))
    return Result(apps, statistics.median(bare), times, writes, held["open"], each, heard)


def times_at(port: int, author: Browser, writer: Browser, post: str) -> Iterator[float]:
    """Return the times to notifications of an author whose page is open at a port; the first ones warm up."""
    times = times_to_notification(open_page(port, author.cookie), writer, post)
    for _ in range(3):
        next(times)
    return times


def bare_route(visitor: Browser) -> float:
    """Return the milliseconds of a bare route."""
    began = time.perf_counter()
    visitor.get("/healthz")
    return (time.perf_counter() - began) * 1000


def ask(crowd: subprocess.Popen[str], line: str) -> dict[str, int]:
    """Write a line to the holder of the sockets, and return its answer."""
    if crowd.stdin is None or crowd.stdout is None:
        raise RuntimeError("The pages cannot be held.")
    crowd.stdin.write(f"{line}\n")
    crowd.stdin.flush()
    answer: dict[str, int] = json.loads(crowd.stdout.readline())
    return answer


def percentile(times: list[float], percent: int) -> float:
    """Return a percentile."""
    return statistics.quantiles(times, n=100)[percent - 1]


def table(results: list[Result]) -> str:
    """Return the results as a table, times as multiples of a bare route."""
    head = ["apps", "notification within an app, p50 / p99", "across apps, p50 / p99", "comments a second"]
    rows = [[*head, "sockets held", "KB each", "bytes to others"], ["---"] * 7]
    for one in results:
        times = [f"{percentile(each, 50) / one.bare:.1f} / {percentile(each, 99) / one.bare:.1f}" for each in one.times]
        writes = f"{one.writes / results[0].writes:.2f} times"
        rows.append([str(one.apps), *times, writes, str(one.sockets), f"{one.kilobytes:.0f}", str(one.heard)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def chart(results: list[Result]) -> str:
    """Return bars of the writes a second by the number of apps, as SVG."""
    title = "Comments a second, as multiples of one app"
    most = max(one.writes for one in results)
    lines = [f"<title>{title}</title>", f'<text x="0" y="15">{title}</text>']
    for row, one in enumerate(results):
        width, y = round(360 * one.writes / most), 30 + 40 * row
        lines.append(f'<text x="0" y="{y + 19}">{one.apps} app{"s" * (one.apps > 1)}</text>')
        lines.append(f'<rect x="70" y="{y}" width="{width}" height="28" rx="4" fill="#3b6fd4"/>')
        lines.append(f'<text x="{78 + width}" y="{y + 19}">{one.writes / results[0].writes:.2f}</text>')
    size = f'width="500" height="{40 + 40 * len(results)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="15" fill="#777">'
    return "\n".join([head, *lines, "</svg>"]) + "\n"


def main() -> None:
    """Measure, print and draw."""
    options = arguments(__doc__, apps=[1, 2], sockets=2000, seconds=10)
    results = [measure(apps, options.sockets, options.seconds) for apps in options.apps]
    print(table(results))
    CHART.write_text(chart(results), encoding="utf-8")


if __name__ == "__main__":
    main()
