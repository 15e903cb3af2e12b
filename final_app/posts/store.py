"""Posts and likes in MongoDB (schema: Post, Like); ids tell the order of posts."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Collection as Group
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Literal

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import IndexModel
from pymongo import ReturnDocument
from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from final_app.db import BATCH
from final_app.db import Document
from final_app.db import aggregate
from final_app.db import declare
from final_app.db import unwaited
from final_app.db import upgrade
from final_app.schema import Like
from final_app.schema import Post
from final_app.schema import PostImage
from final_app.schema import Visibility
from final_app.users.mentions import find_mentioned

posts: Callable[[], Collection[Post]] = declare(
    "posts",
    IndexModel([("author_id", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("audience", ASCENDING), ("_id", DESCENDING), ("author_id", ASCENDING)]),
    IndexModel([("grams", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("hashtags", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("mentioned.person_id", ASCENDING)], sparse=True),
    IndexModel([("pinned_at", ASCENDING)], sparse=True),
    IndexModel([("once", ASCENDING)], unique=True, sparse=True),
)
likes: Callable[[], Collection[Like]] = declare(
    "likes",
    IndexModel([("post_id", ASCENDING), ("person_id", ASCENDING)], unique=True),
    IndexModel([("post_id", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("person_id", ASCENDING), ("post_id", ASCENDING)]),
)


@upgrade
def point_mentions_to_users() -> None:
    """Store whom each post of an earlier version mentions: the users who have these nicknames now."""
    earlier = posts().find({"mentions.0": {"$exists": True}, "mentioned": None}, {"content_txt": 1}).batch_size(BATCH)
    changes = [
        UpdateOne({"_id": one["_id"]}, {"$set": {"mentioned": find_mentioned(one["content_txt"])}}) for one in earlier
    ]
    if changes:
        posts().bulk_write(changes, ordered=False)


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


def update_post(
    post_id: ObjectId, author_id: ObjectId, change: Document, images: Sequence[PostImage] | None = None
) -> Post | None:
    """Change these fields of a post by this author and return it; None if there is no such post.

    images: change it only if it still has these pictures.
    """
    own: Document = {"_id": post_id, "author_id": author_id}
    if images is not None:
        own["images"] = images
    return posts().find_one_and_update(own, {"$set": change}, return_document=ReturnDocument.AFTER)


def forget_mentioned(user_oid: ObjectId) -> None:
    """Delete whom posts mention where it is this user: the name in the text means nobody."""
    posts().update_many({"mentioned.person_id": user_oid}, {"$pull": {"mentioned": {"person_id": user_oid}}})


def increment(post_id: ObjectId, field: Literal["like_count", "comment_count"], by: int) -> Post | None:
    """Add to a count of a post and return it without its n-grams; None if there is no such post."""
    return posts().find_one_and_update(
        {"_id": post_id}, {"$inc": {field: by}}, {"grams": 0}, return_document=ReturnDocument.AFTER
    )


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


def posts_by(author_id: ObjectId) -> Iterator[Post]:
    """Yield all posts of a user, newest first, without their n-grams."""
    without = {"grams": 0, "once": 0, "edit_once": 0}
    yield from posts().find({"author_id": author_id}, without).sort("_id", -1).batch_size(BATCH)


def images_on(post_ids: Sequence[ObjectId]) -> set[ObjectId]:
    """Return the ids of the pictures that these posts show."""
    found = posts().find({"_id": {"$in": list(post_ids)}}, {"images._id": 1})
    return {image["_id"] for post in found for image in post["images"]}


def ids_among(post_ids: Sequence[ObjectId], author_id: ObjectId, *visibilities: Visibility) -> list[ObjectId]:
    """Return which of these posts are by this author and have one of these visibilities."""
    wanted = {"_id": {"$in": list(post_ids)}, "author_id": author_id, "audience": {"$in": visibilities}}
    return [post["_id"] for post in posts().find(wanted, {"_id": 1})]


def older(wanted: Document, before: ObjectId | None) -> Document:
    """Return a filter with ids before this one, if it is one."""
    return {**wanted, "_id": {"$lt": before}} if before else wanted


def insert_like(post_id: ObjectId, user_oid: ObjectId) -> bool:
    """Insert a like, without waiting for the journal; return whether it is new."""
    try:
        unwaited(likes()).insert_one({"post_id": post_id, "person_id": user_oid})
    except DuplicateKeyError:
        return False
    return True


def delete_like(post_id: ObjectId, user_oid: ObjectId) -> bool:
    """Delete a like, without waiting for the journal; return whether there was one."""
    return unwaited(likes()).delete_one({"post_id": post_id, "person_id": user_oid}).deleted_count == 1


def delete_likes(post_id: ObjectId) -> None:
    """Delete all likes of a post."""
    likes().delete_many({"post_id": post_id})


def page_of_likes(post_id: ObjectId, without: Group[ObjectId], before: ObjectId | None, limit: int) -> list[Like]:
    """Return the newest likes of a post before an id, newest first, without those of some users."""
    wanted: Document = {"post_id": post_id, "person_id": {"$nin": list(without)}} if without else {"post_id": post_id}
    return list(likes().find(older(wanted, before)).sort("_id", -1).limit(limit))


def likes_by(user_oid: ObjectId) -> Iterator[Like]:
    """Yield all likes of a user."""
    yield from likes().find({"person_id": user_oid}).batch_size(BATCH)


def liked_among(user_oid: ObjectId, post_ids: Sequence[ObjectId]) -> set[ObjectId]:
    """Return which of these posts a user likes, in one query."""
    wanted = {"person_id": user_oid, "post_id": {"$in": list(post_ids)}}
    return {like["post_id"] for like in likes().find(wanted, {"post_id": 1})}


def count_likes_by(user_oids: Group[ObjectId], post_ids: Sequence[ObjectId]) -> Counter[ObjectId]:
    """Return how many of these users like each of these posts."""
    wanted = {"person_id": {"$in": list(user_oids)}, "post_id": {"$in": list(post_ids)}}
    return Counter(like["post_id"] for like in likes().find(wanted, {"post_id": 1}))


def like_counts() -> dict[ObjectId, int]:
    """Return the actual number of likes of every post that has any."""
    found = aggregate(likes(), [{"$group": {"_id": "$post_id", "count": {"$sum": 1}}}])
    return {row["_id"]: row["count"] for row in found}
