"""Posts in MongoDB, newest first by their ids.

posts: {_id, author_id, content_txt, hashtags, mentions, grams, audience, audience_at, created_at, edited_at,
like_count, comment_count, images: [{_id, width, height}]}. audience_at: when the audience last changed, None for never.
The counts are copies: likes and comments are the facts.
"""

from collections.abc import Sequence

from bson import ObjectId
from pymongo import ReturnDocument

from final_app.db import Document
from final_app.db import get_db


def add_post(post: Document) -> None:
    """Keep a post."""
    get_db().posts.insert_one(post)


def get_post(post_id: ObjectId) -> Document | None:
    """Return a post, or None."""
    return get_db().posts.find_one({"_id": post_id})


def change_post(post_id: ObjectId, author_id: ObjectId, change: Document) -> Document | None:
    """Change these fields of a post of this author, and return it; None if there is no such post."""
    own = {"_id": post_id, "author_id": author_id}
    return get_db().posts.find_one_and_update(own, {"$set": change}, return_document=ReturnDocument.AFTER)


def count(post_id: ObjectId, field: str, by: int) -> Document | None:
    """Add to like_count or comment_count of a post, and return it; None if there is no such post."""
    change = {"$inc": {field: by}}
    return get_db().posts.find_one_and_update({"_id": post_id}, change, return_document=ReturnDocument.AFTER)


def all_counts() -> dict[ObjectId, tuple[int, int]]:
    """Return how many likes and comments each post has counted."""
    found = get_db().posts.find({}, {"like_count": 1, "comment_count": 1})
    return {post["_id"]: (post["like_count"], post["comment_count"]) for post in found}


def set_counts(post_id: ObjectId, counted: tuple[int, int], right: tuple[int, int]) -> None:
    """Set the counts of likes and comments of a post, if they are what was read, to what is right."""
    wanted = {"_id": post_id, "like_count": counted[0], "comment_count": counted[1]}
    get_db().posts.update_one(wanted, {"$set": {"like_count": right[0], "comment_count": right[1]}})


def remove_post(post_id: ObjectId, author_id: ObjectId) -> Document | None:
    """Delete a post of this author, and return what it was; None if there is no such post."""
    return get_db().posts.find_one_and_delete({"_id": post_id, "author_id": author_id})


def find_posts(wanted: Document, before: ObjectId | None, limit: int) -> list[Document]:
    """Return at most limit posts with these fields, newest first, older than before, with their authors, in one query.

    author: the person, or None where they are leaving.
    """
    if before:
        wanted = {**wanted, "_id": {"$lt": before}}
    steps: list[Document] = [
        {"$match": wanted},
        {"$sort": {"_id": -1}},
        {"$limit": limit},
        {"$lookup": {"from": "people", "localField": "author_id", "foreignField": "_id", "as": "authors"}},
        {"$project": {"grams": 0, "authors.grams": 0, "authors.logins": 0, "authors.password_hash": 0}},
    ]
    found = list(get_db().posts.aggregate(steps))
    for post in found:
        post["author"] = next((author for author in post.pop("authors") if not author.get("leaving")), None)
    return found


def posts_by(author_id: ObjectId) -> list[Document]:
    """Return all posts of a person."""
    return list(get_db().posts.find({"author_id": author_id}, {"grams": 0}))


def ids_among(post_ids: Sequence[ObjectId], author_id: ObjectId, audience: str) -> list[ObjectId]:
    """Return which of these posts are by this author and for this audience."""
    wanted = {"_id": {"$in": list(post_ids)}, "author_id": author_id, "audience": audience}
    return [post["_id"] for post in get_db().posts.find(wanted, {"_id": 1})]


def liked_among(person_id: ObjectId, post_ids: Sequence[ObjectId]) -> set[ObjectId]:
    """Return which of these posts a person likes, in one query."""
    wanted = {"person_id": person_id, "post_id": {"$in": list(post_ids)}}
    return {like["post_id"] for like in get_db().likes.find(wanted, {"post_id": 1})}
