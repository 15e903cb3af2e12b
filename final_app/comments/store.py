"""Comments in MongoDB (schema: Comment); ids tell their order."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Collection as Group
from collections.abc import Iterator
from collections.abc import Sequence

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
from final_app.schema import Comment
from final_app.schema import Mention
from final_app.users.mentions import find_mentioned

comments: Callable[[], Collection[Comment]] = declare(
    "comments",
    IndexModel([("post_id", ASCENDING), ("_id", DESCENDING)]),
    IndexModel([("author_id", ASCENDING), ("post_id", ASCENDING)]),
    IndexModel([("reply_to", ASCENDING)]),
    IndexModel([("mentioned.person_id", ASCENDING)], sparse=True),
    IndexModel([("once", ASCENDING)], unique=True, sparse=True),
)


@upgrade
def point_mentions_in_comments_to_users() -> None:
    """Store whom each comment of an earlier version mentions: the users who have these nicknames now."""
    earlier = comments().find({"text": {"$regex": "[@＠]"}, "mentioned": None}, {"text": 1}).batch_size(BATCH)
    changes = [UpdateOne({"_id": one["_id"]}, {"$set": {"mentioned": find_mentioned(one["text"])}}) for one in earlier]
    if changes:
        comments().bulk_write(changes, ordered=False)


def insert_comment(comment: Comment) -> Comment:
    """Insert a comment and return it, or return the comment that the same request has made before.

    It does not wait for the journal: counting the comment does.
    """
    while True:
        try:
            unwaited(comments()).insert_one(comment)
        except DuplicateKeyError:
            if earlier := find_repeated(comment["once"]):  # else it was deleted at this moment
                return earlier
        else:
            return comment


def find_repeated(once: str) -> Comment | None:
    """Return the comment that a request has made, by its repetition_key, or None."""
    return comments().find_one({"once": once})


def exist(*comment_ids: ObjectId) -> bool:
    """Return whether there are all these comments, to be asked again after something about them is stored."""
    found = comments().find({"_id": {"$in": list(comment_ids)}}, {"_id": 1})
    return len(list(found)) == len(comment_ids)


def get_comment(comment_id: ObjectId) -> Comment | None:
    """Return a comment, or None."""
    return comments().find_one({"_id": comment_id})


def page_of_comments(post_id: ObjectId, without: Group[ObjectId], before: ObjectId | None, limit: int) -> list[Comment]:
    """Return the newest comments on a post before an id, newest first, without those by some users."""
    wanted: Document = {"post_id": post_id}
    if without:
        wanted["author_id"] = {"$nin": list(without)}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(comments().find(wanted).sort("_id", -1).limit(limit))


def comments_after(post_id: ObjectId, without: Group[ObjectId], after: ObjectId, limit: int) -> list[Comment]:
    """Return the oldest comments on a post after an id, oldest first, without those by some users."""
    wanted: Document = {"post_id": post_id, "_id": {"$gt": after}}
    if without:
        wanted["author_id"] = {"$nin": list(without)}
    return list(comments().find(wanted).sort("_id", 1).limit(limit))


def authors_of(comment_ids: Group[ObjectId]) -> dict[ObjectId, ObjectId]:
    """Return who wrote these comments, by the comment's id."""
    found = comments().find({"_id": {"$in": list(comment_ids)}}, {"author_id": 1})
    return {comment["_id"]: comment["author_id"] for comment in found}


def comments_by(author_id: ObjectId) -> Iterator[Comment]:
    """Yield all comments of a user."""
    yield from comments().find({"author_id": author_id}, {"once": 0}).batch_size(BATCH)


def mentioned_in(comment_ids: Sequence[ObjectId]) -> dict[ObjectId, list[Mention]]:
    """Return whom these comments mention, by the comment's id."""
    found = comments().find({"_id": {"$in": list(comment_ids)}}, {"mentioned": 1})
    return {comment["_id"]: comment.get("mentioned", []) for comment in found}


def forget_mentioned(user_oid: ObjectId) -> None:
    """Delete whom comments mention where it is this user: the name in the text means nobody."""
    wanted = {"mentioned.person_id": user_oid}
    comments().update_many(wanted, {"$pull": {"mentioned": {"person_id": user_oid}}})


def update_comment(comment_id: ObjectId, change: Document) -> Comment | None:
    """Change a comment and return it; None if there is no such comment."""
    return comments().find_one_and_update({"_id": comment_id}, {"$set": change}, return_document=ReturnDocument.AFTER)


def replies_to(comment_ids: Group[ObjectId]) -> dict[ObjectId, ObjectId]:
    """Return the ids of the replies to these comments, with those of their authors."""
    found = comments().find({"reply_to": {"$in": list(comment_ids)}}, {"author_id": 1})
    return {reply["_id"]: reply["author_id"] for reply in found}


def ids_by(user_oids: Group[ObjectId], comment_ids: Group[ObjectId]) -> set[ObjectId]:
    """Return which of these comments are by these users."""
    wanted = {"_id": {"$in": list(comment_ids)}, "author_id": {"$in": list(user_oids)}}
    return {comment["_id"] for comment in comments().find(wanted, {"_id": 1})}


def count_comments_by(user_oids: Group[ObjectId], post_ids: Group[ObjectId]) -> Counter[ObjectId]:
    """Return how many comments by these users each of these posts has."""
    wanted = {"author_id": {"$in": list(user_oids)}, "post_id": {"$in": list(post_ids)}}
    return Counter(comment["post_id"] for comment in comments().find(wanted, {"_id": 0, "post_id": 1}))


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
