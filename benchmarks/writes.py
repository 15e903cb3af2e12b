"""Measure a like and a comment over HTTP, as multiples of a bare route of the same server.

python -m benchmarks.writes [--beside FOLDER]

--beside: another checkout of this repository, measured in turn with this one.
"""

import itertools
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

POSTS = 2000


def actions_on(port: int) -> dict[str, Callable[[], object]]:
    """Return what is measured on a server: each call likes or comments on another post."""
    visitor, reader, author = Browser(port), Browser(port).log_in("reader"), Browser(port).log_in("author")
    posts = reader.read_json("/user/author")["posts"]
    while len(posts) < POSTS:
        posts += reader.read_json(f"/user/author?before={posts[-1]['id']}")["posts"]
    urls = itertools.cycle(f"/content_submit/{post['id']}" for post in posts)
    return {
        "a bare route": lambda: visitor.get("/healthz"),
        "like a friend's post": lambda: reader.send("PUT", f"{next(urls)}/like"),
        "like one's own post": lambda: author.send("PUT", f"{next(urls)}/like"),
        "comment on a friend's post": lambda: reader.send("POST", f"{next(urls)}/comments", text="hello"),
        "comment on one's own post": lambda: author.send("POST", f"{next(urls)}/comments", text="hello"),
    }


def fill(client: MongoClient) -> None:
    """Insert two friends and the posts of one."""
    author, reader = make_user("author"), make_user("reader")
    client["sns"].people.insert_many([author, reader])
    client["sns"].friendships.insert_one(make_friendship(author, reader))
    client["sns"].posts.insert_many([make_post(author, number) for number in range(POSTS)])


def main() -> None:
    """Print the ratios."""
    with ExitStack() as servers:
        ports = {one: servers.enter_context(serve(one, fill)) for one in sources(arguments(__doc__))}
        times = compare({source: actions_on(port) for source, port in ports.items()}, rounds=60)
    report(times, "a bare route")


if __name__ == "__main__":
    main()
