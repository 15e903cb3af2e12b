"""One door to MongoDB: open it, get it, index it, close it."""

import atexit
import sys
from pathlib import Path
from typing import Any

import mongomock
from flask import Flask
from flask import current_app
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import MongoClient
from pymongo.database import Database

from final_app import mongod

Document = dict[str, Any]

UNIQUE = {"unique": True}
INDEXES: dict[str, list[tuple[list[tuple[str, int]], dict[str, Any]]]] = {
    "people": [
        ([("user_id", ASCENDING)], UNIQUE),
        ([("nickname_key", ASCENDING)], UNIQUE),
        ([("email_key", ASCENDING)], UNIQUE),
        ([("grams", ASCENDING), ("nickname_key", ASCENDING)], {}),
        ([("leaving", ASCENDING)], {"sparse": True}),
    ],
    "waiting": [([("forget_at", ASCENDING)], {"expireAfterSeconds": 0})],
    "letters": [([("sent_at", ASCENDING)], {"expireAfterSeconds": 24 * 60 * 60}), ([("to", ASCENDING)], {})],
    "failures": [([("sent_at", ASCENDING)], {"expireAfterSeconds": 60 * 60})],
    "images": [([("owner_id", ASCENDING)], {})],
    "friendships": [([("people", ASCENDING), ("state", ASCENDING), ("at", DESCENDING)], {})],
    "online": [
        ([("person_id", ASCENDING)], {}),
        ([("process", ASCENDING)], {}),
        ([("seen_at", ASCENDING)], {}),
    ],
    "posts": [
        ([("author_id", ASCENDING), ("_id", DESCENDING)], {}),
        ([("grams", ASCENDING), ("_id", DESCENDING)], {}),
        ([("hashtags", ASCENDING), ("_id", DESCENDING)], {}),
    ],
    "likes": [
        ([("post_id", ASCENDING), ("person_id", ASCENDING)], UNIQUE),
        ([("post_id", ASCENDING), ("_id", DESCENDING)], {}),
        ([("person_id", ASCENDING), ("post_id", ASCENDING)], {}),
    ],
    "comments": [
        ([("post_id", ASCENDING), ("_id", DESCENDING)], {}),
        ([("author_id", ASCENDING)], {}),
        ([("reply_to", ASCENDING)], {}),
    ],
    "notices": [
        ([("recipient_id", ASCENDING), ("cause", ASCENDING)], UNIQUE),
        ([("recipient_id", ASCENDING), ("_id", DESCENDING)], {}),
        ([("recipient_id", ASCENDING), ("read", ASCENDING)], {}),
        ([("post_id", ASCENDING)], {}),
        ([("comment_id", ASCENDING)], {}),
        ([("actor_id", ASCENDING)], {}),
    ],
}


def init_app(app: Flask, client: MongoClient[Document] | None) -> None:
    """Remember the client to use; without one, the first get_db opens what the settings name."""
    app.extensions["mongo_client"] = client


def get_db() -> Database[Document]:
    """Return the app's database, opened at the first call."""
    if current_app.extensions["mongo_client"] is None:
        current_app.extensions["mongo_client"] = open_client()
        ensure_indexes()
    client: MongoClient[Document] = current_app.extensions["mongo_client"]
    return client.get_default_database("sns")


def open_client() -> MongoClient[Document]:
    """Return a client for MONGO_URI, else for the embedded mongod, else for a database in memory, with a warning.

    Raises PyMongoError where MONGO_URI cannot be read, RuntimeError where the embedded mongod cannot start.
    """
    uri = current_app.config["MONGO_URI"]
    if uri:
        return connect(uri)
    folder = Path(current_app.instance_path)
    try:
        if not mongod.answers(folder):
            atexit.register(mongod.stop, mongod.start(folder))
    except mongod.NoMongod as missing:
        print(f"Nothing will be kept: {missing}. Set MONGO_URI, or install mongod.", file=sys.stderr, flush=True)
        return mongomock.MongoClient(tz_aware=True)
    return connect(mongod.uri(folder))


def connect(uri: str) -> MongoClient[Document]:
    """Return a client whose times are in UTC and whose writes are in the journals of a majority."""
    return MongoClient(uri, tz_aware=True, w="majority", journal=True, serverSelectionTimeoutMS=5000)


def ensure_indexes() -> None:
    """Make the indexes that the queries and the rules of uniqueness rest on; twice is harmless."""
    for collection, indexes in INDEXES.items():
        for keys, options in indexes:
            get_db()[collection].create_index(keys, **options)
