"""MongoDB: declare collections with their indexes, open the database, upgrade it, create the indexes."""

import atexit
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import mongomock
from bson import ObjectId
from flask import Flask
from flask import current_app
from pymongo import IndexModel
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

from final_app import mongod

Document = dict[str, Any]  # a filter, a change or the stages of an aggregation

INDEXES: dict[str, list[IndexModel]] = {}
UPGRADES: list[Callable[[], None]] = []


def declare(name: str, *indexes: IndexModel) -> Callable[[], Collection[Any]]:
    """Declare a collection with the indexes that its queries need, and return a function that opens it."""
    INDEXES[name] = list(indexes)
    return lambda: get_db()[name]


def upgrade(change: Callable[[], None]) -> Callable[[], None]:
    """Register a function that changes data of an earlier version; running it twice must be harmless."""
    UPGRADES.append(change)
    return change


def init_app(app: Flask, client: MongoClient[Any] | None) -> None:
    """Set the client to use; without one, the first get_db opens the configured database."""
    app.extensions["mongo_client"] = client


def get_db() -> Database[Any]:
    """Return the app's database, opened at the first call."""
    if current_app.extensions["mongo_client"] is None:
        current_app.extensions["mongo_client"] = open_client()
        run_upgrades()
        ensure_indexes()
    client: MongoClient[Any] = current_app.extensions["mongo_client"]
    return client.get_default_database("sns")


def ping() -> None:
    """Ask the database for an answer; raises PyMongoError where there is none."""
    get_db().command("ping")


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
            atexit.register(mongod.stop, mongod.start(folder))
    except mongod.NoMongod as reason:
        message = f"Data will not be saved: {reason}. Install mongod, or set MONGO_URI."
        print(message, file=sys.stderr, flush=True)
        return mongomock.MongoClient(tz_aware=True)
    return connect(mongod.uri(folder))


def connect(uri: str) -> MongoClient[Any]:
    """Return a client that reads times in UTC and waits until a majority has journaled each write."""
    return MongoClient(uri, tz_aware=True, w="majority", journal=True, serverSelectionTimeoutMS=5000)


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
