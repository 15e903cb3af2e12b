"""Comments in MongoDB (schema.py: Comment); ids tell their order."""

from collections.abc import Callable
from collections.abc import Collection as Group
from collections.abc import Sequence

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import IndexModel
from pymongo import ReturnDocument
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import aggregate
from final_app.db import declare
from final_app.schema import Comment

comments: Callable[[], Collection[Comment]] = declare(
    "comments",
    IndexModel([("post_id", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("author_id", ASCENDING)]),
    IndexModel([("reply_to", ASCENDING)]),
    IndexModel([("once", ASCENDING)], unique=True, sparse=True),
)


def insert_comment(comment: Comment) -> Comment:
    """Insert a comment and return it, or return the comment that the same request has made before."""
    while (earlier := find_repeated(comment.get("once"))) is None:
        try:
            comments().insert_one(comment)
        except DuplicateKeyError:  # at the same moment
            continue
        return comment
    return earlier


def find_repeated(once: str | None) -> Comment | None:
    """Return the comment that a request has made, by its repetition_key, or None."""
    return comments().find_one({"once": once}) if once else None


def get_comment(comment_id: ObjectId) -> Comment | None:
    """Return a comment, or None."""
    return comments().find_one({"_id": comment_id})


def page_of_comments(post_id: ObjectId, before: ObjectId | None, limit: int) -> list[Comment]:
    """Return the newest comments on a post before an id, newest first."""
    wanted: Document = {"post_id": post_id}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(comments().find(wanted).sort("_id", -1).limit(limit))


def comments_by(author_id: ObjectId) -> list[Comment]:
    """Return all comments of a user."""
    return list(comments().find({"author_id": author_id}, {"once": 0}))


def update_comment(comment_id: ObjectId, change: Document) -> Comment | None:
    """Change a comment and return it; None if there is no such comment."""
    return comments().find_one_and_update({"_id": comment_id}, {"$set": change}, return_document=ReturnDocument.AFTER)


def replies_to(comment_ids: Group[ObjectId]) -> list[ObjectId]:
    """Return the ids of the replies to these comments."""
    found = comments().find({"reply_to": {"$in": list(comment_ids)}}, {"_id": 1})
    return [reply["_id"] for reply in found]


def delete_comments(comment_ids: Sequence[ObjectId]) -> int:
    """Delete comments and return how many there were."""
    return comments().delete_many({"_id": {"$in": list(comment_ids)}}).deleted_count


def delete_comments_on(post_id: ObjectId) -> None:
    """Delete all comments on a post."""
    comments().delete_many({"post_id": post_id})


def comment_counts() -> dict[ObjectId, int]:
    """Return the actual number of comments on every post that has any."""
    found = aggregate(comments(), [{"$group": {"_id": "$post_id", "count": {"$sum": 1}}}])
    return {row["_id"]: row["count"] for row in found}
