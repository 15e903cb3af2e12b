"""Posts in MongoDB, newest first by their ids.

posts: {_id, author_id, content_txt, hashtags, mentions, audience, created_at, edited_at, like_count, comment_count,
images}.
"""

from collections.abc import Sequence

from bson import ObjectId
from pymongo import ReturnDocument

from final_app.db import Document
from final_app.db import get_db


def add_post(post: Document) -> ObjectId:
    """Keep a post and return its id."""
    added: ObjectId = get_db().posts.insert_one(post).inserted_id
    return added


def get_post(post_id: ObjectId) -> Document | None:
    """Return a post, or None."""
    return get_db().posts.find_one({"_id": post_id})


def change_post(post_id: ObjectId, author_id: ObjectId, change: Document) -> Document | None:
    """Change these fields of a post of this author, and return it; None if there is no such post."""
    own = {"_id": post_id, "author_id": author_id}
    return get_db().posts.find_one_and_update(own, {"$set": change}, return_document=ReturnDocument.AFTER)


def remove_post(post_id: ObjectId, author_id: ObjectId) -> bool:
    """Delete a post of this author; tell whether there was one."""
    return get_db().posts.delete_one({"_id": post_id, "author_id": author_id}).deleted_count == 1


def posts_of(
    author_ids: Sequence[ObjectId], audiences: Sequence[str], before: ObjectId | None, limit: int
) -> list[Document]:
    """Return at most limit posts of these authors for these audiences, newest first, older than before."""
    wanted: Document = {"author_id": {"$in": list(author_ids)}, "audience": {"$in": list(audiences)}}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(get_db().posts.find(wanted).sort("_id", -1).limit(limit))
