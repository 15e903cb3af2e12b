"""MongoDB: declare collections with their indexes, open the database, upgrade it, create the indexes."""

import atexit
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Any

import mongomock
import pymongo
from bson import ObjectId
from flask import Flask
from flask import current_app
from pymongo import IndexModel
from pymongo import MongoClient
from pymongo import WriteConcern
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import PyMongoError

from final_app import mongod

BATCH = 100  # documents that are read at a time where there may be very many; others get their turn in between
LONG_SECONDS = 600
MAX_DATABASE_CONNECTIONS = 50
Document = dict[str, Any]  # a filter, a change or the stages of an aggregation

INDEXES: dict[str, list[IndexModel]] = {}
UPGRADES: list[Callable[[], None]] = []


def declare(name: str, *indexes: IndexModel) -> Callable[[], Collection[Any]]:
    """Declare a collection with the indexes that its queries need, and return a function that opens it."""
    INDEXES[name] = list(indexes)
    return lambda: get_collection(name)


def upgrade(change: Callable[[], None]) -> Callable[[], None]:
    """Register a function that changes data of an earlier version; running it twice must be harmless."""
    UPGRADES.append(change)
    return change


def init_app(app: Flask, client: MongoClient[Any] | None) -> None:
    """Set the client to use; without one, the first get_db opens the configured database."""
    app.extensions["mongo_client"] = client
    app.extensions["collections"] = {}


def get_db() -> Database[Any]:
    """Return the app's database, opened at the first call."""
    if current_app.extensions["mongo_client"] is None:
        current_app.extensions["mongo_client"] = open_client()
        ping()  # without the longer time limit that follows: is there a database at all?
        with without_limit():
            run_upgrades()
            ensure_indexes()
    client: MongoClient[Any] = current_app.extensions["mongo_client"]
    return client.get_default_database("sns")


def get_collection(name: str) -> Collection[Any]:
    """Return a collection, opened once: that takes a tenth of the time of a query."""
    opened: dict[str, Collection[Any]] = current_app.extensions["collections"]
    if name not in opened:
        opened[name] = get_db()[name]
    return opened[name]


def ping() -> None:
    """Ask the database for an answer; raises PyMongoError where there is none."""
    get_db().command("ping")


def answers(seconds: float) -> bool:
    """Return whether the database answers within some seconds."""
    try:
        with pymongo.timeout(seconds):
            ping()
    except PyMongoError:
        return False
    return True


def open_client() -> MongoClient[Any]:
    """Return a client for MONGO_URI, else for the embedded mongod, else for a database in memory, with a warning.

    Raises PyMongoError for an invalid MONGO_URI, RuntimeError if the embedded mongod cannot start.
    """
    uri = current_app.config["MONGO_URI"]
    if uri:
        return connect(uri)
    folder = Path(current_app.instance_path)
    try:
        if not mongod.is_running(folder):
            current_app.extensions["mongod"] = mongod.start(folder)
            atexit.register(stop_mongod, current_app.extensions)
    except mongod.NoMongod as reason:
        message = f"Data will not be saved: {reason}. Install mongod, or set MONGO_URI."
        print(message, file=sys.stderr, flush=True)
        return mongomock.MongoClient(tz_aware=True)
    return connect(mongod.uri(folder))


def stop_mongod(extensions: dict[str, Any]) -> None:
    """Stop the embedded mongod that this app has started last."""
    mongod.stop(extensions["mongod"])


def connect(uri: str) -> MongoClient[Any]:
    """Return a client that reads times in UTC and waits until a majority has journaled each write.

    An operation that takes too long raises PyMongoError, so that requests are answered even if the database is frozen.
    """
    options: dict[str, Any] = {
        "maxPoolSize": MAX_DATABASE_CONNECTIONS,
        "timeoutMS": int(current_app.config["DATABASE_SECONDS"] * 1000),
        "connectTimeoutMS": 5000,
    }
    return MongoClient(uri, tz_aware=True, w="majority", journal=True, **options)


def without_limit() -> AbstractContextManager[None]:
    """Return a context in which the database may take long, as for an upgrade."""
    return pymongo.timeout(LONG_SECONDS)


def unwaited(collection: Collection[Any]) -> Collection[Any]:
    """Return a collection whose writes don't wait for the journal, which takes longer than all else in a request.

    Use it only before another write that does wait: the journal keeps the order, so that one wait is for all of them.
    """
    return collection.with_options(write_concern=WriteConcern("majority", j=False))


def aggregate(collection: Collection[Any], stages: list[Document]) -> list[Document]:
    """Return the results of an aggregation, which have other fields than the collection's documents."""
    return list(collection.aggregate(stages))


def delete_orphans(
    children: Collection[Any], field: str, parents: Collection[Any], until: ObjectId | None = None
) -> int:
    """Delete the documents whose field has an id that no document of parents has, and return how many there were.

    until: only documents with smaller ids, where children are stored before their parents.
    """
    older = {"_id": {"$lt": until}} if until else {}
    ids = (row["_id"] for row in children.aggregate([{"$group": {"_id": f"${field}"}}]) if row["_id"] is not None)
    deleted = 0
    while batch := list(islice(ids, 1000)):
        found = {parent["_id"] for parent in parents.find({"_id": {"$in": batch}}, {"_id": 1})}
        if missing := [one for one in batch if one not in found]:
            deleted += children.delete_many({field: {"$in": missing}, **older}).deleted_count
    return deleted


def run_upgrades() -> None:
    """Run the upgrades that this database has not had yet; they are known by the names of their functions."""
    versions = get_db()["versions"]
    done = (versions.find_one({"_id": "upgrades"}) or {"done": []})["done"]
    for change in UPGRADES:
        if change.__name__ not in done:
            change()
            versions.update_one({"_id": "upgrades"}, {"$addToSet": {"done": change.__name__}}, upsert=True)


def ensure_indexes() -> None:
    """Create the indexes that are missing."""
    for name, indexes in INDEXES.items():
        if indexes:
            get_db()[name].create_indexes(indexes)
