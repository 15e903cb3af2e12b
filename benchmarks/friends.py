"""Measure the feed over HTTP with many friends, active and quiet ones, as multiples of the feed of two active friends.

So are the posts of everyone, and the list of all people.

python -m benchmarks.friends [--beside FOLDER] [--posts 100000] [--friends 300 1000 5000]

Every friend, quiet or active, has four old posts, which all the others are newer than. Of these every fifth is by an
active friend (half of them by the first two), and the rest are by strangers. Page 500 is the last page where there are
fewer.
"""

import random
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

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
from final_app.schema import User

BASE = "2 active friends, page 1"
OLD_POSTS = 4
STRANGERS = 5000
BATCH = 10_000
PAGE_SIZE = 20


class Network:
    """Users with few and many friends, and the posts of these and of strangers."""

    def __init__(self, posts: int, numbers: list[int]) -> None:
        self.posts = posts
        most = max(numbers)
        self.strangers = [make_user(f"stranger_{number}") for number in range(STRANGERS)]
        self.friends = {kind: [make_user(f"{kind}_{number}") for number in range(most)] for kind in ("active", "quiet")}
        self.readers = {("active", 2): make_user("reader_active_2")}
        for kind in self.friends:
            self.readers |= {(kind, number): make_user(f"reader_{kind}_{number}") for number in numbers}
        self.later: dict[tuple[str, int], str] = {}  # the cursor of page 500 of each reader's feed
        self.later_of_everyone = ""

    def fill(self, client: MongoClient) -> None:
        """Insert all users, friendships and posts."""
        db = client["sns"]
        db.people.insert_many([*self.strangers, *self.readers.values()])
        for friends in self.friends.values():
            db.people.insert_many(friends)
        for (kind, number), reader in self.readers.items():
            db.friendships.insert_many(make_friendship(reader, friend) for friend in self.friends[kind][:number])
        everyone = [friend for friends in self.friends.values() for friend in friends]
        authors = everyone * OLD_POSTS
        for start in range(0, len(authors) + self.posts, BATCH):
            if start >= len(authors):
                batch = [self.choose_author(number) for number in range(BATCH)]
            else:
                batch = authors[start : start + BATCH]
            db.posts.insert_many(make_post(author, start + number) for number, author in enumerate(batch))
        for kind, number in self.readers:
            ids = [friend["_id"] for friend in self.friends[kind][:number]]
            found = sorted(
                (post["_id"] for post in db.posts.find({"author_id": {"$in": ids}}, {"_id": 1})), reverse=True
            )
            self.later[kind, number] = found[max(0, min(499 * PAGE_SIZE, len(found) - PAGE_SIZE) - 1)]

        newest = db.posts.find({}, {"_id": 1}).sort("_id", -1).skip(499 * PAGE_SIZE - 1).limit(1)
        self.later_of_everyone = str(newest[0]["_id"])

    def choose_author(self, number: int) -> User:
        """Return the author of a new post."""
        if number % 10 == 0:
            return self.friends["active"][number // 10 % 2]
        return random.choice(self.friends["active"] if number % 10 == 5 else self.strangers)

    def pages_on(self, port: int) -> dict[str, Callable[[], object]]:
        """Return what is measured on a server: pages of the feeds of all readers."""
        pages: dict[str, Callable[[], object]] = {}
        for (kind, number), reader in self.readers.items():
            browser = Browser(port).log_in(reader["user_id"])
            for page, path in ((1, "/"), (500, f"/?before={self.later[kind, number]}")):
                pages[f"{number} {kind} friends, page {page}"] = lambda browser=browser, path=path: browser.get(path)
        browser = Browser(port).log_in(self.readers["active", 2]["user_id"])
        everyone = {"1": "/?view=everyone", "500": f"/?view=everyone&before={self.later_of_everyone}"}
        for page, path in everyone.items():
            pages[f"everyone's posts, page {page}"] = lambda path=path: browser.get(path)
        pages["all people, page 1"] = lambda: browser.get("/people")
        return pages


def main() -> None:
    """Print the ratios."""
    options = arguments(__doc__, posts=100_000, friends=[300, 1000, 5000])
    measured: dict[Path, dict[str, Callable[[], object]]] = {}
    with ExitStack() as servers:
        for source in sources(options):
            network = Network(options.posts, options.friends)
            measured[source] = network.pages_on(servers.enter_context(serve(source, network.fill)))
        times = compare(measured, rounds=15)
    report(times, BASE)


if __name__ == "__main__":
    main()
