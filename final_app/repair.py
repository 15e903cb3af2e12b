"""Correct what a crash left between a like or a comment and its count; the likes and comments are the facts."""

import time

from bson import ObjectId

from final_app.comments import store as comment_store
from final_app.posts import store as post_store

PAUSE = 1.0  # seconds
Counts = tuple[int, int]  # likes, comments


def reconcile_counts(pause: float = PAUSE) -> int:
    """Correct wrong counts and return how many posts had one; safe while the app is serving.

    pause: seconds between two looks. Only what is wrong in both is corrected: the rest is being counted right now.
    """
    delete_orphans()
    wrong = find_wrong_counts()
    if wrong:
        time.sleep(pause)
        again = find_wrong_counts()
        wrong = {post_id: counts for post_id, counts in wrong.items() if again.get(post_id) == counts}
    for post_id, (stored, actual) in wrong.items():
        post_store.set_counts(post_id, stored, actual)
    return len(wrong)


def find_wrong_counts() -> dict[ObjectId, tuple[Counts, Counts]]:
    """Return the stored and the actual counts of each post where they differ."""
    likes, comments = post_store.like_counts(), comment_store.comment_counts()
    wrong = {}
    for post_id, stored in post_store.all_counts().items():
        actual = (likes.get(post_id, 0), comments.get(post_id, 0))
        if stored != actual:
            wrong[post_id] = (stored, actual)
    return wrong


def delete_orphans() -> None:
    """Delete likes and comments of posts that no longer exist."""
    post_ids = {*post_store.like_counts(), *comment_store.comment_counts()}
    for post_id in post_ids - post_store.all_counts().keys():
        post_store.delete_likes(post_id)
        comment_store.delete_comments_on(post_id)
