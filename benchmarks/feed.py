"""Measure what a page of the feed costs, on page 1 and on page 500, with few posts and with many.

python benchmarks/feed.py [--posts 2000 200000]

The cost is the CPU time of the app and its mongod together. It is printed as a ratio to rendering the same page without
any database: the median of several rounds, in which the three are measured in turn.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path

from bson import ObjectId
from flask import Flask
from flask import g
from flask import render_template
from pymongo import MongoClient

from final_app import create_app
from final_app import mongod
from final_app.db import ensure_indexes
from final_app.friends.store import pair_id
from final_app.posts.rules import TextFields
from final_app.posts.rules import check_text
from final_app.posts.timelines import Feed
from final_app.posts.timelines import feed
from final_app.schema import Friendship
from final_app.schema import Post
from final_app.schema import User
from final_app.users.signup import name_fields
from final_app.users.signup import new_user
from final_app.users.store import users

USERS = 50
ROUNDS = 9
PAGES_PER_ROUND = 40
POSTS_PER_INSERT = 10_000
TEXT = "A post of a usual length, with a #tag in it."


def fill(app: Flask, client: MongoClient, count: int) -> User:
    """Insert users who are all friends of the first one, and this many posts by them; return the first user."""
    db = client["sns"]
    authors = [make_user(number) for number in range(USERS)]
    reader = authors[0]
    db.people.insert_many(authors)
    db.friendships.insert_many([make_friendship(reader, author) for author in authors[1:]])
    with app.test_request_context():
        text = check_text(TEXT, may_be_empty=False)
    for start in range(0, count, POSTS_PER_INSERT):
        numbers = range(start, min(start + POSTS_PER_INSERT, count))
        db.posts.insert_many([make_post(authors[number % USERS], text) for number in numbers])
    return reader


def make_user(number: int) -> User:
    """Return a user, not stored yet."""
    return new_user(
        ObjectId(),
        username=f"user_{number}",
        names=name_fields(f"user{number}", "Some One"),
        email=f"user{number}@example.org",
        password_hash="",
        language="en",
    )


def make_friendship(one: User, other: User) -> Friendship:
    """Return the friendship of two users, not stored yet."""
    pair = [one["_id"], other["_id"]]
    return {"_id": pair_id(*pair), "people": pair, "state": "friends", "asked_by": pair[0], "at": datetime.now(UTC)}


def make_post(author: User, text: TextFields) -> Post:
    """Return a public post, not stored yet."""
    return {
        "_id": ObjectId(),
        "author_id": author["_id"],
        **text,
        "audience": "public",
        "audience_at": None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
        "like_count": 0,
        "comment_count": 0,
        "images": [],
    }


def cursor_of_page_500(client: MongoClient, count: int) -> ObjectId:
    """Return the cursor of page 500, or of the last page if there are fewer."""
    skipped = max(0, min(499 * 20, count - 20) - 1)
    return client["sns"].posts.find({}, {"_id": 1}).sort("_id", -1).skip(skipped).limit(1)[0]["_id"]


def cpu_seconds(process_id: int) -> float:
    """Return the CPU seconds that a process has used."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost(app: Flask, process_id: int, show_page: Callable[[], object]) -> float:
    """Return the CPU seconds of the app and the database for the pages of one round."""
    before = time.process_time() + cpu_seconds(process_id)
    for _ in range(PAGES_PER_ROUND):
        with app.test_request_context("/"):
            show_page()
    return time.process_time() + cpu_seconds(process_id) - before


def show_feed(reader: User, before: ObjectId | None) -> str:
    """Return a page of the feed, as a logged-in user gets it: their document is read for each request."""
    user = users().find_one({"_id": reader["_id"]})
    return render(user, feed(user, before, "friends"))


def render(user: User, shown: Feed) -> str:
    """Return a page of the feed with these posts."""
    g.user = user
    return render_template("pages/feed.html", **shown._asdict(), values={})


def measure(count: int) -> None:
    """Print the ratios for this many posts."""
    with tempfile.TemporaryDirectory() as folder:
        process = mongod.start(Path(folder))
        client = MongoClient(mongod.uri(Path(folder)), tz_aware=True)
        app = create_app({"ASYNC_MODE": "threading", "SECRET_KEY": "only for the benchmark"}, client=client)
        with app.app_context():
            ensure_indexes()
        reader = fill(app, client, count)
        later = cursor_of_page_500(client, count)
        with app.test_request_context("/"):
            first_page = feed(reader, None, "friends")
        count_unread = app.jinja_env.globals["count_unread"]

        def show_without_database() -> None:
            app.jinja_env.globals["count_unread"] = lambda: 0
            render(reader, first_page)
            app.jinja_env.globals["count_unread"] = count_unread

        pages = {
            "no database": show_without_database,
            "page 1": lambda: show_feed(reader, None, "friends"),
            "page 500": lambda: show_feed(reader, later),
        }
        rounds = [{name: cost(app, process.pid, show) for name, show in pages.items()} for _ in range(ROUNDS)]
        for name in ("page 1", "page 500"):
            ratio = statistics.median(one[name] / one["no database"] for one in rounds)
            print(f"{count:>7} posts, {name}: {ratio:.2f} times the page without any database", flush=True)
        client.close()
        mongod.stop(process)


def main() -> None:
    """Measure with each number of posts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", nargs="+", type=int, default=[2_000, 200_000])
    for count in parser.parse_args().posts:
        measure(count)


if __name__ == "__main__":
    main()
