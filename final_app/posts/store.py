"""Posts and likes in MongoDB (schema.py: Post, Like); ids tell the order of posts."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Literal

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
from final_app.schema import Like
from final_app.schema import Post
from final_app.schema import PostWithAuthor
from final_app.schema import Visibility
from final_app.users.store import users

posts: Callable[[], Collection[Post]] = declare(
    "posts",
    IndexModel([("author_id", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("grams", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("hashtags", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("once", ASCENDING)], unique=True, sparse=True),
)
likes: Callable[[], Collection[Like]] = declare(
    "likes",
    IndexModel([("post_id", ASCENDING), ("person_id", ASCENDING)], unique=True),
    IndexModel([("post_id", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("person_id", ASCENDING), ("post_id", ASCENDING)]),
)


def insert_post(post: Post) -> Post:
    """Insert a post and return it, or return the post that the same request has made before."""
    while (earlier := find_repeated(post.get("once"))) is None:
        try:
            posts().insert_one(post)
        except DuplicateKeyError:  # at the same moment
            continue
        return post
    return earlier


def find_repeated(once: str | None) -> Post | None:
    """Return the post that a request has made, by its repetition_key, or None."""
    return posts().find_one({"once": once}) if once else None


def exists(post_id: ObjectId) -> bool:
    """Return whether there is such a post, to be asked again after something about it is stored."""
    return posts().find_one({"_id": post_id}, {"_id": 1}) is not None


def get_post(post_id: ObjectId) -> Post | None:
    """Return a post, or None."""
    return posts().find_one({"_id": post_id})


def update_post(post_id: ObjectId, author_id: ObjectId, change: Document) -> Post | None:
    """Change these fields of a post by this author and return it; None if there is no such post."""
    own = {"_id": post_id, "author_id": author_id}
    return posts().find_one_and_update(own, {"$set": change}, return_document=ReturnDocument.AFTER)


def increment(post_id: ObjectId, field: Literal["like_count", "comment_count"], by: int) -> Post | None:
    """Add to a count of a post and return it; None if there is no such post."""
    return posts().find_one_and_update({"_id": post_id}, {"$inc": {field: by}}, return_document=ReturnDocument.AFTER)


def all_counts() -> dict[ObjectId, tuple[int, int]]:
    """Return the stored numbers of likes and comments of every post."""
    found = posts().find({}, {"like_count": 1, "comment_count": 1})
    return {post["_id"]: (post["like_count"], post["comment_count"]) for post in found}


def set_counts(post_id: ObjectId, stored: tuple[int, int], actual: tuple[int, int]) -> None:
    """Set the numbers of likes and comments of a post to the actual ones, if they are still the stored ones."""
    wanted = {"_id": post_id, "like_count": stored[0], "comment_count": stored[1]}
    posts().update_one(wanted, {"$set": {"like_count": actual[0], "comment_count": actual[1]}})


def delete_post(post_id: ObjectId) -> None:
    """Delete a post and its likes."""
    posts().delete_one({"_id": post_id})
    delete_likes(post_id)


def posts_by(author_id: ObjectId) -> list[Post]:
    """Return all posts of a user, without their n-grams."""
    return list(posts().find({"author_id": author_id}, {"grams": 0, "once": 0}))


def ids_among(post_ids: Sequence[ObjectId], author_id: ObjectId, visibility: Visibility) -> list[ObjectId]:
    """Return which of these posts are by this author and have this visibility."""
    wanted = {"_id": {"$in": list(post_ids)}, "author_id": author_id, "audience": visibility}
    return [post["_id"] for post in posts().find(wanted, {"_id": 1})]


def get_post_with_author(post_id: ObjectId) -> PostWithAuthor | None:
    """Return a post with its author, in one query, or None."""
    return next(iter(find_posts({"_id": post_id}, None, 1)), None)


def page_by_authors(
    author_ids: Sequence[ObjectId], visibilities: Sequence[Visibility], before: ObjectId | None, limit: int
) -> list[PostWithAuthor]:
    """Return the newest posts before an id by these authors, newest first."""
    wanted = {"author_id": {"$in": list(author_ids)}, "audience": {"$in": list(visibilities)}}
    return find_posts(wanted, before, limit)


def page_by_hashtag(
    hashtag: str, friends_and_self: Sequence[ObjectId], before: ObjectId | None, limit: int
) -> list[PostWithAuthor]:
    """Return the newest posts before an id that have this hashtag, public ones and those of friends."""
    return find_posts({"hashtags": hashtag, **visible_to(friends_and_self)}, before, limit)


def page_by_ngrams(
    ngrams: Sequence[str], friends_and_self: Sequence[ObjectId], before: ObjectId | None, limit: int
) -> list[PostWithAuthor]:
    """Return the newest posts before an id that have all these n-grams, public ones and those of friends."""
    return find_posts({"grams": {"$all": list(ngrams)}, **visible_to(friends_and_self)}, before, limit)


def visible_to(friends_and_self: Sequence[ObjectId]) -> Document:
    """Return a filter for posts that are public or by one of these authors."""
    return {"$or": [{"audience": "public"}, {"author_id": {"$in": list(friends_and_self)}}]}


def find_posts(wanted: Document, before: ObjectId | None, limit: int) -> list[PostWithAuthor]:
    """Return posts with their authors, newest first, in one query."""
    if before:
        wanted = {**wanted, "_id": {"$lt": before}}
    stages: list[Document] = [
        {"$match": wanted},
        {"$sort": {"_id": -1}},
        {"$limit": limit},
        {"$lookup": {"from": users().name, "localField": "author_id", "foreignField": "_id", "as": "authors"}},
        {"$project": {"grams": 0, "authors.grams": 0, "authors.logins": 0, "authors.password_hash": 0}},
    ]
    found = aggregate(posts(), stages)
    for post in found:
        post["author"] = next((author for author in post.pop("authors") if not author.get("leaving")), None)
    return found  # type: ignore[return-value]


def insert_like(post_id: ObjectId, user_oid: ObjectId) -> bool:
    """Insert a like; return whether it is new."""
    try:
        likes().insert_one({"post_id": post_id, "person_id": user_oid})
    except DuplicateKeyError:
        return False
    return True


def delete_like(post_id: ObjectId, user_oid: ObjectId) -> bool:
    """Delete a like; return whether there was one."""
    return likes().delete_one({"post_id": post_id, "person_id": user_oid}).deleted_count == 1


def delete_likes(post_id: ObjectId) -> None:
    """Delete all likes of a post."""
    likes().delete_many({"post_id": post_id})


def page_of_likes(post_id: ObjectId, before: ObjectId | None, limit: int) -> list[Like]:
    """Return the newest likes of a post before an id, newest first."""
    wanted: Document = {"post_id": post_id}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(likes().find(wanted).sort("_id", -1).limit(limit))


def likes_by(user_oid: ObjectId) -> list[Like]:
    """Return all likes of a user."""
    return list(likes().find({"person_id": user_oid}))


def liked_among(user_oid: ObjectId, post_ids: Sequence[ObjectId]) -> set[ObjectId]:
    """Return which of these posts a user likes, in one query."""
    wanted = {"person_id": user_oid, "post_id": {"$in": list(post_ids)}}
    return {like["post_id"] for like in likes().find(wanted, {"post_id": 1})}


def like_counts() -> dict[ObjectId, int]:
    """Return the actual number of likes of every post that has any."""
    found = aggregate(likes(), [{"$group": {"_id": "$post_id", "count": {"$sum": 1}}}])
    return {row["_id"]: row["count"] for row in found}
