"""Search queries in MongoDB, through the n-grams of users and posts; the search text is never a regular expression."""

import re
from collections.abc import Collection as Group
from collections.abc import Sequence

from bson import ObjectId

from final_app.db import BATCH
from final_app.db import Document
from final_app.db import aggregate
from final_app.db import upgrade
from final_app.ngrams import name_ngrams
from final_app.posts.store import posts
from final_app.schema import User
from final_app.users.store import users

LAST_CHARACTER = "\U0010ffff"


@upgrade
def note_initials() -> None:
    """Store the n-grams of the initial consonants in the names of each user of an earlier version."""
    for user in users().find({}, {"nickname": 1, "user_name": 1}).batch_size(BATCH):
        same_names = {name: user[name] for name in ("_id", "nickname", "user_name")}
        users().update_one(same_names, {"$set": {"grams": name_ngrams(user["nickname"], user["user_name"])}})


def find_users(ngrams: Sequence[str], without: Group[ObjectId], after: str, limit: int) -> list[User]:
    """Return users whose names have all these n-grams, sorted by nickname, behind the nickname key after.

    without: users who are left out.
    """
    wanted: Document = {"grams": {"$all": list(ngrams)}, "nickname_key": {"$gt": after}, "leaving": None}
    if without:
        wanted["_id"] = {"$nin": list(without)}
    return list(users().find(wanted).sort("nickname_key", 1).limit(limit))


def find_users_among(
    user_oids: Sequence[ObjectId], without: Group[ObjectId], ngrams: Sequence[str], limit: int
) -> list[User]:
    """Return those of these users whose names have all these n-grams, sorted by nickname."""
    wanted: Document = {"_id": {"$in": [one for one in user_oids if one not in without]}, "leaving": None}
    if ngrams:
        wanted["grams"] = {"$all": list(ngrams)}
    return list(users().find(wanted).sort("nickname_key", 1).limit(limit))


def find_users_by_beginning(beginning: str, without: Group[ObjectId], limit: int) -> list[User]:
    """Return users whose nickname key begins with this, sorted by it."""
    range_of_names = {"$gte": beginning, "$lt": beginning + LAST_CHARACTER}
    wanted: Document = {"nickname_key": range_of_names, "_id": {"$nin": list(without)}, "leaving": None}
    return list(users().find(wanted).sort("nickname_key", 1).limit(limit))


def find_hashtags(part: str, ngrams: Sequence[str], without: Group[ObjectId], limit: int) -> list[Document]:
    """Return hashtags of public posts that contain this part, as {"_id", "count"}.

    The hashtag equal to the part comes first, then those that start with it, then the most used.
    ngrams: of the part, as posts store them. without: authors whose posts do not count.
    """
    starts_with_it = {"$and": [{"$gte": ["$_id", part]}, {"$lt": ["$_id", part + LAST_CHARACTER]}]}
    wanted: Document = {"grams": {"$all": list(ngrams)}, "audience": "public"}
    if without:
        wanted["author_id"] = {"$nin": list(without)}
    stages: list[Document] = [
        {"$match": wanted},
        {"$unwind": "$hashtags"},
        {"$match": {"hashtags": {"$regex": re.escape(part)}}},
        {"$group": {"_id": "$hashtags", "count": {"$sum": 1}}},
        {"$addFields": {"is_it": {"$eq": ["$_id", part]}, "starts_with_it": starts_with_it}},
        {"$sort": {"is_it": -1, "starts_with_it": -1, "count": -1, "_id": 1}},
        {"$limit": limit},
    ]
    return aggregate(posts(), stages)


def popular_hashtags(without: Group[ObjectId], latest: int, limit: int) -> list[Document]:
    """Return the most used hashtags of the latest public posts, as {"_id", "count"}.

    without: authors whose posts do not count.
    """
    others: Document = {"author_id": {"$nin": list(without)}} if without else {}
    stages: list[Document] = [
        {"$match": {"audience": "public", **others}},
        {"$sort": {"audience": 1, "_id": -1}},
        {"$limit": latest},
        {"$unwind": "$hashtags"},
        {"$group": {"_id": "$hashtags", "count": {"$sum": 1}}},
        {"$sort": {"count": -1, "_id": 1}},
        {"$limit": limit},
    ]
    return aggregate(posts(), stages)
