"""All users in MongoDB, a page at a time."""

from collections.abc import Iterable

from bson import ObjectId

from final_app.db import Document
from final_app.schema import User
from final_app.users.store import users


def page_of_users(without: Iterable[ObjectId], before: ObjectId | None, limit: int) -> list[User]:
    """Return the newest users before an id, except some, newest first."""
    ids: Document = {"$nin": list(without), **({"$lt": before} if before else {})}
    found = users().find({"_id": ids, "leaving": None}, {"grams": 0, "logins": 0, "password_hash": 0})
    return list(found.sort("_id", -1).limit(limit))
