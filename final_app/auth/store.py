"""People, their logins, and joins that wait for their code, in MongoDB.

people: {_id, user_id, nickname, nickname_key, user_name, user_email, email_key, password_hash, language, created_at,
logins: [{id, began_at}]}. joins: the same without logins, and {code_hash, code_until, tries, forget_at}.
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


def add_join(join: Document) -> ObjectId:
    """Keep a join until its code comes, and return its id."""
    added: ObjectId = get_db().joins.insert_one(join).inserted_id
    return added


def get_join(join_id: ObjectId) -> Document | None:
    """Return a join that waits, or None."""
    return get_db().joins.find_one({"_id": join_id})


def renew_code(join_id: ObjectId, code_hash: str, code_until: datetime) -> None:
    """Give a join another code, with all its tries."""
    change = {"code_hash": code_hash, "code_until": code_until, "tries": 0}
    get_db().joins.update_one({"_id": join_id}, {"$set": change})


def spend_try(join_id: ObjectId, tries: int, now: datetime) -> Document | None:
    """Count one try at the code, before it is looked at, and return the join; None if the code is dead."""
    alive = {"_id": join_id, "tries": {"$lt": tries}, "code_until": {"$gt": now}}
    return get_db().joins.find_one_and_update(alive, {"$inc": {"tries": 1}}, return_document=ReturnDocument.AFTER)


def remove_join(join_id: ObjectId) -> None:
    """Forget a join."""
    get_db().joins.delete_one({"_id": join_id})


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
    return get_db().people.find_one({key: value})


def people_by_id(person_ids: Iterable[ObjectId]) -> dict[ObjectId, Document]:
    """Return people by their ids, in one query."""
    found = get_db().people.find({"_id": {"$in": list(set(person_ids))}})
    return {person["_id"]: person for person in found}


def add_login(person_id: ObjectId, login: dict[str, Any], at_most: int) -> None:
    """Keep a login of a person; the oldest goes where there are too many."""
    change = {"$push": {"logins": {"$each": [login], "$slice": -at_most}}}
    get_db().people.update_one({"_id": person_id}, change)


def person_with_login(person_id: ObjectId, login_id: str) -> Document | None:
    """Return the person if this login of theirs still lives, in one query, or None."""
    return get_db().people.find_one({"_id": person_id, "logins.id": login_id})


def remove_login(person_id: ObjectId, login_id: str) -> None:
    """End a login: its cookie is worth nothing from now on."""
    get_db().people.update_one({"_id": person_id}, {"$pull": {"logins": {"id": login_id}}})
