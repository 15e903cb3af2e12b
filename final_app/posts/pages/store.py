"""Posts with their authors in MongoDB, a page at a time."""

from collections.abc import Collection as Group
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime

from bson import ObjectId

from final_app.db import Document
from final_app.db import aggregate
from final_app.memo import OnceARequest
from final_app.posts.store import older
from final_app.posts.store import posts
from final_app.schema import Post
from final_app.schema import PostImage
from final_app.schema import PostWithAuthor
from final_app.schema import Visibility
from final_app.users.store import users

NEWEST_FIRST: Document = {"_id": -1}


NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # before any post was pinned


def get_post_with_author(post_id: ObjectId) -> PostWithAuthor | None:
    """Return a post with its author, in one query, or None."""
    return next(iter(find_posts({"_id": post_id}, None, 1)), None)


@OnceARequest
def pinned_id() -> ObjectId | None:
    """Return the id of the pinned post, or None."""
    found = posts().find({"pinned_at": {"$gt": NEVER}}, {"_id": 1}).sort("pinned_at", -1).limit(1)
    return next((post["_id"] for post in found), None)


def pin(post_id: ObjectId, now: datetime) -> bool:
    """Pin a public post; return whether there is one."""
    pinned_id.forget()
    return posts().update_one({"_id": post_id, "audience": "public"}, {"$set": {"pinned_at": now}}).matched_count == 1


def unpin(post_id: ObjectId) -> None:
    """Unpin a post."""
    pinned_id.forget()
    posts().update_one({"_id": post_id}, {"$unset": {"pinned_at": 1}})


def unpin_all_but(post_id: ObjectId) -> None:
    """Unpin all other posts."""
    posts().update_many({"pinned_at": {"$gt": NEVER}, "_id": {"$ne": post_id}}, {"$unset": {"pinned_at": 1}})


def page_by_author(
    author_id: ObjectId, visibilities: Sequence[Visibility], before: ObjectId | None, limit: int
) -> list[PostWithAuthor]:
    """Return the newest posts before an id by this author, newest first."""
    return find_posts({"author_id": author_id, "audience": {"$in": list(visibilities)}}, before, limit)


def page_of_public(without_authors: Group[ObjectId], before: ObjectId | None, limit: int) -> list[PostWithAuthor]:
    """Return the newest public posts before an id, except those by some authors, newest first."""
    others: Document = {"author_id": {"$nin": list(without_authors)}} if without_authors else {}
    by_audience = {"audience": 1, "_id": -1}  # all equal; so named, only the index that begins with it is in order
    return find_posts({"audience": "public", **others}, before, limit, by_audience)


def page_by_authors(author_ids: Sequence[ObjectId], before: ObjectId | None, limit: int) -> list[PostWithAuthor]:
    """Return the newest posts before an id by these authors, newest first."""
    if len(author_ids) > limit:  # MongoDB merges the index entries of 200 authors; with more it reads all others' posts
        author_ids = latest_authors(author_ids, before, limit)
    return find_posts({"author_id": {"$in": list(author_ids)}}, before, limit)


def newer_ids(author_ids: Sequence[ObjectId] | None, after: ObjectId, limit: int) -> list[Post]:
    """Return the ids and authors of posts after an id, by these authors, or of all public ones for None."""
    wanted: Document = {"audience": "public"} if author_ids is None else {"author_id": {"$in": list(author_ids)}}
    return list(posts().find({**wanted, "_id": {"$gt": after}}, {"author_id": 1}).sort("_id", -1).limit(limit))


def latest_authors(author_ids: Sequence[ObjectId], before: ObjectId | None, limit: int) -> list[ObjectId]:
    """Return those of these authors who have the latest posts before an id: the newest posts are all by them."""
    stages: list[Document] = [
        {"$match": older({"author_id": {"$in": list(author_ids)}}, before)},
        {"$sort": {"author_id": 1, "_id": -1}},  # makes MongoDB read one index entry for each author (DISTINCT_SCAN)
        {"$group": {"_id": "$author_id", "latest": {"$first": "$_id"}}},
        {"$sort": {"latest": -1}},
        {"$limit": limit},
    ]
    return [row["_id"] for row in aggregate(posts(), stages)]


def page_by_hashtag(hashtag: str, visible: Document, before: ObjectId | None, limit: int) -> list[PostWithAuthor]:
    """Return the newest posts before an id that have this hashtag; visible: as visible_to returns it."""
    return find_posts({"hashtags": hashtag, **visible}, before, limit)


def page_by_ngrams(
    ngrams: Sequence[str], visible: Document, before: ObjectId | None, limit: int
) -> list[PostWithAuthor]:
    """Return the newest posts before an id that have all these n-grams; visible: as visible_to returns it."""
    return find_posts({"grams": {"$all": list(ngrams)}, **visible}, before, limit)


def visible_among(post_ids: Sequence[ObjectId], visible: Document) -> list[PostWithAuthor]:
    """Return those of these posts that are visible, as visible_to returns it."""
    return find_posts({"_id": {"$in": list(post_ids)}, **visible}, None, max(1, len(post_ids)))


def visible_to(friends_and_self: Sequence[ObjectId], hidden: Group[ObjectId]) -> Document:
    """Return a filter for posts that are public or by one of these authors, but not by one who is hidden."""
    shown: Document = {"$or": [{"audience": "public"}, {"author_id": {"$in": list(friends_and_self)}}]}
    return {**shown, "author_id": {"$nin": list(hidden)}} if hidden else shown


def find_posts(
    wanted: Document, before: ObjectId | None, limit: int, order: Document = NEWEST_FIRST
) -> list[PostWithAuthor]:
    """Return posts with their authors, newest first, in one query."""
    stages: list[Document] = [
        {"$match": older(wanted, before)},
        {"$sort": order},
        {"$limit": limit},
        {"$lookup": {"from": users().name, "localField": "author_id", "foreignField": "_id", "as": "authors"}},
        {"$project": {"grams": 0, "authors.grams": 0, "authors.logins": 0, "authors.password_hash": 0}},
    ]
    found = aggregate(posts(), stages)
    for post in found:
        post["author"] = next((author for author in post.pop("authors") if not author.get("leaving")), None)
    return found  # type: ignore[return-value]


def images_of_posts(post_ids: Sequence[ObjectId]) -> dict[ObjectId, list[PostImage]]:
    """Return the pictures of those of these posts that still exist."""
    found = posts().find({"_id": {"$in": list(post_ids)}}, {"images": 1})
    return {post["_id"]: post["images"] for post in found}
