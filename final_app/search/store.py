"""Searches in MongoDB, by the grams that people and posts are kept with; no text is ever an expression."""

from collections.abc import Sequence

from final_app.db import Document
from final_app.db import get_db

LAST_CHARACTER = "\U0010ffff"


def find_people(grams: Sequence[str], limit: int) -> list[Document]:
    """Return people whose names hold all these grams, by nickname."""
    wanted = {"grams": {"$all": list(grams)}, "leaving": None}
    return list(get_db().people.find(wanted).sort("nickname_key", 1).limit(limit))


def find_tags(beginning: str, limit: int) -> list[Document]:
    """Return the tags of public posts that begin so, as {"_id", "count"}, most used first."""
    range_ = {"$gte": beginning, "$lt": beginning + LAST_CHARACTER}
    steps: list[Document] = [
        {"$match": {"hashtags": {"$elemMatch": range_}, "audience": "public"}},
        {"$unwind": "$hashtags"},
        {"$match": {"hashtags": range_}},
        {"$group": {"_id": "$hashtags", "count": {"$sum": 1}}},
        {"$sort": {"count": -1, "_id": 1}},
        {"$limit": limit},
    ]
    return list(get_db().posts.aggregate(steps))
