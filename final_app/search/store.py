"""Search queries in MongoDB, through the n-grams of users and posts; the search text is never a regular expression."""

import re
from collections.abc import Sequence

from final_app.db import Document
from final_app.db import aggregate
from final_app.posts.store import posts
from final_app.schema import User
from final_app.users.store import users

LAST_CHARACTER = "\U0010ffff"


def find_users(ngrams: Sequence[str], after: str, limit: int) -> list[User]:
    """Return users whose names have all these n-grams, sorted by nickname, behind the nickname key after."""
    wanted = {"grams": {"$all": list(ngrams)}, "nickname_key": {"$gt": after}, "leaving": None}
    return list(users().find(wanted).sort("nickname_key", 1).limit(limit))


def find_hashtags(part: str, ngrams: Sequence[str], limit: int) -> list[Document]:
    """Return hashtags of public posts that contain this part, as {"_id", "count"}.

    The hashtag equal to the part comes first, then those that start with it, then the most used.
    ngrams: of the part, as posts store them.
    """
    starts_with_it = {"$and": [{"$gte": ["$_id", part]}, {"$lt": ["$_id", part + LAST_CHARACTER]}]}
    stages: list[Document] = [
        {"$match": {"grams": {"$all": list(ngrams)}, "audience": "public"}},
        {"$unwind": "$hashtags"},
        {"$match": {"hashtags": {"$regex": re.escape(part)}}},
        {"$group": {"_id": "$hashtags", "count": {"$sum": 1}}},
        {"$addFields": {"is_it": {"$eq": ["$_id", part]}, "starts_with_it": starts_with_it}},
        {"$sort": {"is_it": -1, "starts_with_it": -1, "count": -1, "_id": 1}},
        {"$limit": limit},
    ]
    return aggregate(posts(), stages)
