"""What a crash leaves between a like or a comment and its count: found, and mended from the facts."""

import time

from bson import ObjectId

from final_app.comments import store
from final_app.posts import store as post_store

PAUSE = 1.0
Counts = tuple[int, int]  # of likes and of comments


def mend(pause: float = PAUSE) -> int:
    """Set right the counts that are wrong, and return how many posts had one; safe while the app serves.

    pause: seconds between two looks. What is wrong in both alike is no like that is being counted just now.
    """
    remove_left_over()
    wrong = find_wrong_counts()
    if wrong:
        time.sleep(pause)
        again = find_wrong_counts()
        wrong = {post_id: counts for post_id, counts in wrong.items() if again.get(post_id) == counts}
    for post_id, (counted, right) in wrong.items():
        post_store.set_counts(post_id, counted, right)
    return len(wrong)


def find_wrong_counts() -> dict[ObjectId, tuple[Counts, Counts]]:
    """Return the posts whose counts are not those of their likes and comments: as counted, and as there are."""
    likes, comments = store.count_by_post("likes"), store.count_by_post("comments")
    wrong = {}
    for post_id, counted in post_store.all_counts().items():
        right = (likes.get(post_id, 0), comments.get(post_id, 0))
        if counted != right:
            wrong[post_id] = (counted, right)
    return wrong


def remove_left_over() -> None:
    """Delete the likes and comments of posts that are gone."""
    reacted_to = {*store.count_by_post("likes"), *store.count_by_post("comments")}
    for post_id in reacted_to - post_store.all_counts().keys():
        store.remove_all_of_post(post_id)
