"""What a feed page costs, as ratios: with 2,000 and 200,000 posts, on page 1 and page 500, and with no database at all.

python benchmarks/feed.py [--posts 2000 200000]
The cost is CPU time of the app and of its mongod together, measured in alternation, medians of several rounds.
"""

import argparse
import os
import statistics
import tempfile
import time
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
from final_app.posts import actions

AUTHORS = 50
ROUNDS = 9
PAGES_A_ROUND = 40


def fill(app: Flask, client: MongoClient, count: int) -> ObjectId:
    """Keep a reader, their friends, and so many posts by them; return the reader's id."""
    db = client["sns"]
    people = [
        {
            "_id": ObjectId(),
            "user_id": f"user_{number}",
            "nickname": f"user{number}",
            "nickname_key": f"user{number}",
            "email_key": f"user{number}@example.org",
            "user_name": "Some One",
            "language": "en",
            "profile_img": None,
            "background_img": None,
            "bio": "",
            "logins": [],
        }
        for number in range(AUTHORS)
    ]
    db.people.insert_many(people)
    reader = people[0]["_id"]
    pairs = [{"_id": f"{number}", "people": [reader, person["_id"]]} for number, person in enumerate(people[1:])]
    db.friendships.insert_many([{**pair, "state": "friends", "at": datetime.now(UTC)} for pair in pairs])
    text = {
        "content_txt": "A post of a usual length, with a #tag in it.",
        "hashtags": ["tag"],
        "mentions": [],
        "grams": ["ta"],
    }
    counts = {"audience": "public", "edited_at": None, "images": [], "like_count": 0, "comment_count": 0}
    for start in range(0, count, 10_000):
        numbers = range(start, min(start + 10_000, count))
        authors = [people[number % AUTHORS]["_id"] for number in numbers]
        db.posts.insert_many(
            [{"author_id": author, "created_at": datetime.now(UTC), **text, **counts} for author in authors]
        )
    return reader


def page_500(client: MongoClient, count: int) -> str:
    """Return the id of the post before which page 500, or the last page, begins."""
    skipped = min(500 * 20, count - 20)
    return str(client["sns"].posts.find({}, {"_id": 1}).sort("_id", -1).skip(skipped).limit(1)[0]["_id"])


def cpu_seconds(process_id: int) -> float:
    """Return the CPU time that a process has used."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost(app: Flask, process_id: int, show) -> float:
    """Return the CPU seconds of app and database for some pages."""
    before = time.process_time() + cpu_seconds(process_id)
    for _ in range(PAGES_A_ROUND):
        with app.test_request_context("/"):
            show()
    return time.process_time() + cpu_seconds(process_id) - before


def measure(count: int) -> None:
    """Print the ratios for so many posts."""
    with tempfile.TemporaryDirectory() as folder:
        process = mongod.start(Path(folder))
        client = MongoClient(mongod.uri(Path(folder)), tz_aware=True)
        app = create_app({"ASYNC_MODE": "threading", "SECRET_KEY": "only for the benchmark"}, client=client)
        with app.app_context():
            ensure_indexes()
        reader = fill(app, client, count)
        later = page_500(client, count)
        with app.test_request_context("/"):
            kept = actions.feed({"_id": reader}, "")

        def page(before: str | None) -> None:
            person = client["sns"].people.find_one({"_id": reader}) if before is not None else {"_id": reader}
            g.person = {**person, "nickname": "user0"}
            posts, following = actions.feed(g.person, before) if before is not None else kept
            render_template("pages/feed.html", posts=posts, next=following, sent={})

        def bare() -> None:
            app.jinja_env.globals["count_unread"] = lambda: 0
            page(None)

        unread = app.jinja_env.globals["count_unread"]

        def with_unread(before: str) -> None:
            app.jinja_env.globals["count_unread"] = unread
            page(before)

        shows = {"no database": bare, "page 1": lambda: with_unread(""), "page 500": lambda: with_unread(later)}
        rounds = [{name: cost(app, process.pid, show) for name, show in shows.items()} for _ in range(ROUNDS)]
        for name in ("page 1", "page 500"):
            ratio = statistics.median(one[name] / one["no database"] for one in rounds)
            print(f"{count:>7} posts, {name}: {ratio:.2f} times the page without any database", flush=True)
        client.close()
        mongod.stop(process)


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", nargs="+", type=int, default=[2_000, 200_000])
    for count in parser.parse_args().posts:
        measure(count)


if __name__ == "__main__":
    main()
