"""Correct what a crash left: counts that differ from the likes and comments, and what belongs to nobody."""

import time
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from bson import ObjectId
from flask import Flask

from final_app import db
from final_app.comments import store as comment_store
from final_app.friends import store as friend_store
from final_app.media import store as media_store
from final_app.notifications import store as notification_store
from final_app.posts import store as post_store
from final_app.presence import store as presence_store
from final_app.users import store as user_store

PAUSE = 1.0  # seconds
IN_THE_MAKING = timedelta(hours=1)  # a post may be stored long after its pictures
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


def clean_up(app: Flask) -> None:
    """Delete what belongs to nobody, in the background of a start, and correct the counts if there was any."""
    with app.app_context():
        try:
            if delete_orphans():
                reconcile_counts()
        except Exception as error:  # the database is away: the next start tries again
            app.logger.error("repair: %s", error)


def delete_orphans() -> int:
    """Delete what belongs to users, posts or comments that no longer exist, and return how much there was.

    It has been left by a crash, or by earlier versions. Parents come first, so that what hung on them goes, too.
    """
    users, posts, comments = user_store.users(), post_store.posts(), comment_store.comments()
    likes, images = post_store.likes(), media_store.images()
    notices, numbers = notification_store.notifications(), notification_store.numbers()
    until = ObjectId.from_datetime(datetime.now(UTC) - IN_THE_MAKING)
    deleted = db.delete_orphans(posts, "author_id", users)
    deleted += db.delete_orphans(comments, "author_id", users)
    deleted += db.delete_orphans(comments, "post_id", posts)
    deleted += db.delete_orphans(comments, "reply_to", comments)
    deleted += db.delete_orphans(likes, "post_id", posts)
    deleted += db.delete_orphans(likes, "person_id", users)
    deleted += db.delete_orphans(notices, "recipient_id", users)
    deleted += db.delete_orphans(notices, "actor_id", users)
    deleted += db.delete_orphans(notices, "post_id", posts)
    deleted += db.delete_orphans(notices, "comment_id", comments)
    deleted += db.delete_orphans(numbers, "_id", users)
    deleted += db.delete_orphans(presence_store.presences(), "person_id", users)
    deleted += db.delete_orphans(images, "owner_id", users)
    deleted += db.delete_orphans(images, "post_id", posts, until)
    deleted += friend_store.delete_without_user()
    return deleted + media_store.delete_replaced(until, user_store.profile_pictures)
