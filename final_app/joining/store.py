"""The class code in MongoDB (schema: ClassCode), and who has joined."""

from collections.abc import Callable

from pymongo.collection import Collection

from final_app.db import Document
from final_app.db import declare
from final_app.schema import ClassCode
from final_app.schema import User
from final_app.users.store import users

class_codes: Callable[[], Collection[ClassCode]] = declare("joining")


def find_class_code(setting: str) -> ClassCode | None:
    """Return the class code under this value of the setting JOIN, if there is one yet."""
    return class_codes().find_one({"_id": setting})


def make_class_code(setting: str, code: str, is_open: bool) -> ClassCode:
    """Store the first class code under this value of the setting JOIN; return the one that is stored."""
    first = {"code": code, "open": is_open}
    class_codes().update_one({"_id": setting}, {"$setOnInsert": first}, upsert=True)
    return class_codes().find_one({"_id": setting}) or {"_id": setting, "code": code, "open": is_open}


def change_class_code(setting: str, change: Document) -> None:
    """Change the code under this value of the setting JOIN, or whether people join with it."""
    class_codes().update_one({"_id": setting}, {"$set": change})


def newest_users(most: int) -> list[User]:
    """Return the users who joined last, newest first."""
    return list(users().find({"leaving": None}, {"logins": 0, "grams": 0}).sort("_id", -1).limit(most))


def count_users() -> int:
    """Return how many users there are."""
    return users().count_documents({"leaving": None})
