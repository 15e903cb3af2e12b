"""People, their logins, and joins that wait for their code, in MongoDB.

people: {_id, user_id, nickname, nickname_key, user_name, user_email, email_key, password_hash, language, bio,
profile_img, background_img, grams, created_at, logins: [{id, began_at}], leaving: true once they leave}.
waiting, for a mailed code: {_id: "join:..." or "reset:<address>", user_email, user_name, language, code_hash,
code_until, tries, forget_at}, of a join also the rest of the newcomer.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import get_db

UNIQUE_FIELDS = {"user_id": "user_id", "nickname_key": "nickname", "email_key": "user_email"}


def keep_waiting(waiting: Document) -> None:
    """Keep what waits for a mailed code, in the place of what waited under the same id."""
    get_db().waiting.replace_one({"_id": waiting["_id"]}, waiting, upsert=True)


def get_waiting(waiting_id: str) -> Document | None:
    """Return what waits for a mailed code, or None."""
    return get_db().waiting.find_one({"_id": waiting_id})


def spend_try(waiting_id: str, tries: int, now: datetime) -> Document | None:
    """Count one try at a code, before it is looked at, and return what waits for it; None if the code is dead."""
    alive = {"_id": waiting_id, "tries": {"$lt": tries}, "code_until": {"$gt": now}}
    return get_db().waiting.find_one_and_update(alive, {"$inc": {"tries": 1}}, return_document=ReturnDocument.AFTER)


def remove_waiting(waiting_id: str) -> bool:
    """Forget what waited for a code; tell whether it still did."""
    return get_db().waiting.delete_one({"_id": waiting_id}).deleted_count == 1


def add_person(person: Document) -> str | None:
    """Keep a person; return None, or the field whose value someone else has: then nothing is kept."""
    try:
        get_db().people.insert_one(person)
    except DuplicateKeyError:
        return taken_field(person) or "user_id"
    return None


def taken_field(person: Document) -> str | None:
    """Return the first field whose value someone else has, or None."""
    people = get_db().people
    taken = (field for key, field in UNIQUE_FIELDS.items() if people.find_one({key: person[key]}, {"_id": 1}))
    return next(taken, None)


def person_by(key: str, value: str) -> Document | None:
    """Return the person whose unique key (user_id, nickname_key or email_key) has this value, or None."""
    return get_db().people.find_one({key: value, "leaving": None})


def people_by_id(person_ids: Iterable[ObjectId]) -> dict[ObjectId, Document]:
    """Return people by their ids, in one query."""
    found = get_db().people.find({"_id": {"$in": list(set(person_ids))}, "leaving": None}, {"logins": 0, "grams": 0})
    return {person["_id"]: person for person in found}


def people_by_nickname(nickname_keys: Iterable[str]) -> list[Document]:
    """Return people by their nicknames, as name_key gives them, in one query."""
    return list(get_db().people.find({"nickname_key": {"$in": list(nickname_keys)}, "leaving": None}))


def change_person(person_id: ObjectId, change: Document) -> str | None:
    """Change a person; return None, or the field whose value someone else has: then nothing is changed."""
    try:
        get_db().people.update_one({"_id": person_id}, {"$set": change})
    except DuplicateKeyError:
        return next(field for key, field in UNIQUE_FIELDS.items() if key in change)
    return None


def add_login(person_id: ObjectId, login: dict[str, Any], at_most: int) -> None:
    """Keep a login of a person; the oldest goes where there are too many."""
    change = {"$push": {"logins": {"$each": [login], "$slice": -at_most}}}
    get_db().people.update_one({"_id": person_id}, change)


def person_with_login(person_id: ObjectId, login_id: str) -> Document | None:
    """Return the person if this login of theirs still lives, in one query, or None."""
    return get_db().people.find_one({"_id": person_id, "logins.id": login_id, "leaving": None}, {"grams": 0})


def keep_logins(person_id: ObjectId, login_ids: Iterable[str]) -> list[str]:
    """End all logins of a person but these, and return which ended."""
    kept = list(login_ids)
    change = {"$pull": {"logins": {"id": {"$nin": kept}}}}
    before = get_db().people.find_one_and_update({"_id": person_id}, change, {"logins": 1})
    return [login["id"] for login in (before or {}).get("logins", []) if login["id"] not in kept]


def remove_login(person_id: ObjectId, login_id: str) -> None:
    """End a login: its cookie is worth nothing from now on."""
    get_db().people.update_one({"_id": person_id}, {"$pull": {"logins": {"id": login_id}}})


def leaving_people() -> list[Document]:
    """Return the people who are leaving and not gone yet."""
    return list(get_db().people.find({"leaving": True}))


def remove_person(person_id: ObjectId) -> None:
    """Delete a person."""
    get_db().people.delete_one({"_id": person_id})
