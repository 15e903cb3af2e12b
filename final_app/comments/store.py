"""Likes and comments in MongoDB.

likes: {_id, post_id, person_id}, unique in both. comments: {_id, post_id, author_id, text, reply_to, created_at,
edited_at}.
"""

from collections.abc import Collection

from bson import ObjectId
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import get_db


def add_like(post_id: ObjectId, person_id: ObjectId) -> bool:
    """Keep a like; tell whether it is new."""
    try:
        get_db().likes.insert_one({"post_id": post_id, "person_id": person_id})
    except DuplicateKeyError:
        return False
    return True


def remove_like(post_id: ObjectId, person_id: ObjectId) -> bool:
    """Take a like back; tell whether there was one."""
    return get_db().likes.delete_one({"post_id": post_id, "person_id": person_id}).deleted_count == 1


def likes_of(post_id: ObjectId, before: ObjectId | None, limit: int) -> list[Document]:
    """Return a post's likes, newest first, older than before."""
    wanted: Document = {"post_id": post_id}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(get_db().likes.find(wanted).sort("_id", -1).limit(limit))


def likes_by(person_id: ObjectId) -> list[Document]:
    """Return all likes of a person."""
    return list(get_db().likes.find({"person_id": person_id}))


def add_comment(comment: Document) -> None:
    """Keep a comment."""
    get_db().comments.insert_one(comment)


def get_comment(comment_id: ObjectId) -> Document | None:
    """Return a comment, or None."""
    return get_db().comments.find_one({"_id": comment_id})


def comments_of(post_id: ObjectId, before: ObjectId | None, limit: int) -> list[Document]:
    """Return a post's newest comments, older than before, newest first."""
    wanted: Document = {"post_id": post_id}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(get_db().comments.find(wanted).sort("_id", -1).limit(limit))


def comments_by(author_id: ObjectId) -> list[Document]:
    """Return all comments of a person."""
    return list(get_db().comments.find({"author_id": author_id}))


def change_comment(comment_id: ObjectId, change: Document) -> Document | None:
    """Change a comment and return it, or None."""
    change = {"$set": change}
    return get_db().comments.find_one_and_update({"_id": comment_id}, change, return_document=ReturnDocument.AFTER)


def replies_to(comment_ids: Collection[ObjectId]) -> list[ObjectId]:
    """Return the ids of the replies to these comments."""
    found = get_db().comments.find({"reply_to": {"$in": list(comment_ids)}}, {"_id": 1})
    return [reply["_id"] for reply in found]


def remove_comments(comment_ids: Collection[ObjectId]) -> int:
    """Delete comments, and return how many there were."""
    return get_db().comments.delete_many({"_id": {"$in": list(comment_ids)}}).deleted_count


def count_by_post(collection: str) -> dict[ObjectId, int]:
    """Return how many likes or comments there are of each post that has any."""
    found = get_db()[collection].aggregate([{"$group": {"_id": "$post_id", "count": {"$sum": 1}}}])
    return {row["_id"]: row["count"] for row in found}


def remove_all_of_post(post_id: ObjectId) -> None:
    """Delete all likes and comments of a post."""
    get_db().likes.delete_many({"post_id": post_id})
    get_db().comments.delete_many({"post_id": post_id})
