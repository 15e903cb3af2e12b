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

INDEXES: dict[str, list[tuple[list[tuple[str, int]], dict[str, Any]]]] = {
    "people": [
        ([("user_id", ASCENDING)], {"unique": True}),
        ([("nickname_key", ASCENDING)], {"unique": True}),
        ([("email_key", ASCENDING)], {"unique": True}),
    ],
    "joins": [([("forget_at", ASCENDING)], {"expireAfterSeconds": 0})],
    "posts": [([("author_id", ASCENDING), ("_id", DESCENDING)], {})],
    "letters": [([("sent_at", ASCENDING)], {"expireAfterSeconds": 24 * 60 * 60})],
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
