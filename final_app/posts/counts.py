"""The numbers of likes and comments as a viewer may know them: without those of users who are hidden from them."""

from collections.abc import Sequence
from typing import Any
from typing import TypeVar

from blinker import Namespace
from bson import ObjectId

from final_app.blocks.store import blocked_ids
from final_app.posts import store
from final_app.schema import Post
from final_app.schema import User

# Sent with the ids of posts and by=, ids of users; a receiver returns how many comments of theirs each post has.
comments_counted = Namespace().signal("comments-counted")
SomePost = TypeVar("SomePost", bound=Post)


def with_visible_counts(viewer: User, posts: Sequence[SomePost]) -> list[SomePost]:
    """Return posts with the numbers that the viewer may know: only with blocks that takes queries."""
    hidden = blocked_ids(viewer["_id"])
    if not hidden or not posts:
        return list(posts)
    post_ids = [post["_id"] for post in posts]
    likes = store.count_likes_by(hidden, post_ids)
    comments = count_comments_by(hidden, post_ids)
    return [subtract(post, likes[post["_id"]], comments.get(post["_id"], 0)) for post in posts]


def count_comments_by(user_oids: frozenset[ObjectId], post_ids: Sequence[ObjectId]) -> dict[ObjectId, int]:
    """Return how many comments by these users each of these posts has, if any."""
    counts: dict[ObjectId, int] = {}
    for _receiver, counted in comments_counted.send(post_ids, by=user_oids):
        counts |= counted
    return counts


def subtract(post: Any, likes: int, comments: int) -> Any:
    """Return a post with fewer likes and comments."""
    fewer = {"like_count": post["like_count"] - likes, "comment_count": post["comment_count"] - comments}
    return {**post, **fewer}
