"""Measure pages and static files over HTTP, as multiples of a bare route of the same server, and their bytes.

python -m benchmarks.pages [--beside FOLDER]

The connection is kept alive, as in a browser, and gzip is accepted.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack

from pymongo import MongoClient

from benchmarks.served import Browser
from benchmarks.served import arguments
from benchmarks.served import compare
from benchmarks.served import make_friendship
from benchmarks.served import make_post
from benchmarks.served import make_user
from benchmarks.served import report
from benchmarks.served import serve
from benchmarks.served import sources


def fill(client: MongoClient) -> None:
    """Insert a reader with two friends and some pages of their posts."""
    reader, *friends = (make_user(name) for name in ("reader", "friend_1", "friend_2"))
    client["sns"].people.insert_many([reader, *friends])
    client["sns"].friendships.insert_many([make_friendship(reader, friend) for friend in friends])
    client["sns"].posts.insert_many([make_post(friends[number % 2], number) for number in range(100)])


def pages_on(port: int) -> dict[str, Callable[[], object]]:
    """Return what is measured on a server."""
    visitor, reader = Browser(port), Browser(port).log_in("reader")
    script = re.search(r'src="([^"]+main\.js)"', reader.get("/").decode())
    paths = {"login page": "/login", "static file": script[1] if script else "/static/main.js"}
    pages = {name: lambda path=path: visitor.get(path) for name, path in paths.items()}
    pages["feed of 20 posts"] = lambda: reader.get("/")
    pages["feed of 20 posts, JSON"] = lambda: reader.read_json("/")
    return {"a bare route": lambda: visitor.get("/healthz"), **pages}


def report_bytes(port: int) -> None:
    """Print how many bytes a feed takes, and all static files of its page together, as they come with gzip."""
    reader = Browser(port).log_in("reader")
    page = reader.get("/").decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    together = sum(reader.bytes_of(path) for path in files)
    print(f"  feed {reader.bytes_of('/')} bytes, of {len(page.encode())}; {len(files)} static files {together} bytes")


def main() -> None:
    """Print the ratios and the bytes."""
    with ExitStack() as servers:
        ports = {one: servers.enter_context(serve(one, fill)) for one in sources(arguments(__doc__))}
        times = compare({source: pages_on(port) for source, port in ports.items()}, rounds=60)
        report(times, "a bare route")
        for source, port in ports.items():
            print(f"\n{source.name}:")
            report_bytes(port)


if __name__ == "__main__":
    main()
