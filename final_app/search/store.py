"""Searches in MongoDB, by the grams that people and posts are kept with; no text is ever an expression."""

import re
from collections.abc import Sequence

from final_app.db import Document
from final_app.db import get_db

LAST_CHARACTER = "\U0010ffff"


def find_people(grams: Sequence[str], after: str, limit: int) -> list[Document]:
    """Return people whose names hold all these grams, by nickname, behind the nickname key after."""
    wanted = {"grams": {"$all": list(grams)}, "nickname_key": {"$gt": after}, "leaving": None}
    return list(get_db().people.find(wanted).sort("nickname_key", 1).limit(limit))


def find_tags(part: str, grams: Sequence[str], limit: int) -> list[Document]:
    """Return the tags of public posts that hold this part, as {"_id", "count"}, most used first.

    Before all others the tag that is the part, then those that begin so. grams: of the part, as posts have them.
    """
    begins = {"$and": [{"$gte": ["$_id", part]}, {"$lt": ["$_id", part + LAST_CHARACTER]}]}
    steps: list[Document] = [
        {"$match": {"grams": {"$all": list(grams)}, "audience": "public"}},
        {"$unwind": "$hashtags"},
        {"$match": {"hashtags": {"$regex": re.escape(part)}}},
        {"$group": {"_id": "$hashtags", "count": {"$sum": 1}}},
        {"$addFields": {"is_it": {"$eq": ["$_id", part]}, "begins": begins}},
        {"$sort": {"is_it": -1, "begins": -1, "count": -1, "_id": 1}},
        {"$limit": limit},
    ]
    return list(get_db().posts.aggregate(steps))
