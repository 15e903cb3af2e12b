"""List and count comments as a viewer may see them: without those by users who are hidden from them."""

from collections.abc import Collection as Group
from collections.abc import Sequence
from typing import Any
from typing import NamedTuple

from bson import ObjectId
from flask import current_app

from final_app.blocks.store import blocked_ids
from final_app.comments import store
from final_app.comments.actions import public_comment
from final_app.posts.counts import comments_counted
from final_app.schema import Comment
from final_app.schema import Post
from final_app.schema import User
from final_app.users.store import users_by_id


class Found(NamedTuple):
    """Comments on a post, newest first, and whether it has older and newer ones."""

    comments: list[Comment]
    has_older: bool
    has_newer: bool


def comments_on(
    viewer: User,
    post: Post,
    before: ObjectId | None = None,
    after: ObjectId | None = None,
    around: ObjectId | None = None,
) -> dict[str, Any]:
    """Return {"comments", "next", "newer"}: a page of a post's comments, oldest first.

    next leads to older ones (as before), newer to newer ones (as after), and is None where there are none.
    around: the id of a comment that the page is to have in its midst. Without any of the three, or where there is
    nothing, it is the page of the newest.
    """
    hidden = blocked_ids(viewer["_id"])
    found = find_around(post, hidden, around) if around else find_after(post, hidden, after) if after else None
    found = found or find_before(post, hidden, before)
    ids = [str(comment["_id"]) for comment in found.comments]
    return {
        "comments": list(reversed(publish(found.comments, hidden))),
        "next": ids[-1] if found.has_older else None,
        "newer": ids[0] if found.has_newer else None,
    }


def find_before(post: Post, hidden: Group[ObjectId], before: ObjectId | None) -> Found:
    """Find a page of the newest comments before one, or of all."""
    size = current_app.config["PAGE_SIZE"]
    found = store.page_of_comments(post["_id"], hidden, before, size + 1)
    has_newer = bool(before and found and store.comments_after(post["_id"], hidden, found[0]["_id"], 1))
    return Found(found[:size], len(found) > size, has_newer)


def find_after(post: Post, hidden: Group[ObjectId], after: ObjectId) -> Found | None:
    """Find a page of the oldest comments after one; None if there are none."""
    size = current_app.config["PAGE_SIZE"]
    found = store.comments_after(post["_id"], hidden, after, size + 1)
    return Found(found[:size][::-1], True, len(found) > size) if found else None


def find_around(post: Post, hidden: Group[ObjectId], comment_id: ObjectId) -> Found | None:
    """Find a page with a comment and its neighbours; None if the viewer may not see it here, or it is gone."""
    comment = store.get_comment(comment_id)
    if comment is None or comment["post_id"] != post["_id"] or comment["author_id"] in hidden:
        return None
    half = current_app.config["PAGE_SIZE"] // 2
    newer = store.comments_after(post["_id"], hidden, comment_id, half + 1)
    older = store.page_of_comments(post["_id"], hidden, comment_id, half + 1)
    comments = [*reversed(newer[:half]), comment, *older[:half]]
    return Found(comments, len(older) > half, len(newer) > half)


def publish(comments: Sequence[Comment], hidden: Group[ObjectId]) -> list[dict[str, Any]]:
    """Return the public shapes of those of these comments whose authors still exist."""
    authors = users_by_id(comment["author_id"] for comment in comments)
    shown = without_answers_to(hidden, comments) if hidden else comments
    return [public_comment(one, authors[one["author_id"]]) for one in shown if one["author_id"] in authors]


def without_answers_to(hidden: Group[ObjectId], comments: Sequence[Comment]) -> list[Comment]:
    """Return comments that do not say that they answer one by a hidden user."""
    answered = [comment["reply_to"] for comment in comments if comment["reply_to"]]
    by_hidden = store.ids_by(hidden, answered) if answered else set()
    return [{**comment, "reply_to": None} if comment["reply_to"] in by_hidden else comment for comment in comments]


@comments_counted.connect
def count_comments_by(post_ids: Sequence[ObjectId], by: Group[ObjectId]) -> dict[ObjectId, int]:
    """Return how many comments by these users each of these posts has, if any."""
    return store.count_comments_by(by, post_ids)
