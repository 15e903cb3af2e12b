"""Correct what a crash left: counts that differ from the likes and comments, and what belongs to nobody."""

import time
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from itertools import islice

from bson import ObjectId
from flask import Flask

from final_app import db
from final_app.blocks import store as block_store
from final_app.comments import store as comment_store
from final_app.db import without_limit
from final_app.friends import store as friend_store
from final_app.media import store as media_store
from final_app.moderation import store as moderation_store
from final_app.notifications import store as notification_store
from final_app.posts import store as post_store
from final_app.presence import store as presence_store
from final_app.schema import Image
from final_app.users import store as user_store

PAUSE = 1.0  # seconds
UPLOAD_TIME = timedelta(hours=1)  # after which a picture without a post is no longer about to get one
IMAGES_AT_ONCE = 1000
Counts = tuple[int, int]  # likes, comments


def reconcile_counts(pause: float = PAUSE) -> int:
    """Correct wrong counts and return how many posts had one; safe while the app is serving.

    pause: seconds between two looks. Only what is wrong in both is corrected: the rest is being counted right now.
    """
    with without_limit():
        delete_orphans()
        block_store.note_users_with_blocks()
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
    with without_limit():
        likes, comments = post_store.like_counts(), comment_store.comment_counts()
        all_counts = post_store.all_counts()
    wrong = {}
    for post_id, stored in all_counts.items():
        actual = (likes.get(post_id, 0), comments.get(post_id, 0))
        if stored != actual:
            wrong[post_id] = (stored, actual)
    return wrong


def clean_up(app: Flask, before: datetime | None = None) -> None:
    """Delete what belongs to nobody, in the background of a start, and correct the counts if there was any."""
    with app.app_context(), without_limit():
        try:
            if delete_orphans(before):
                reconcile_counts()
        except Exception as error:  # the database is away: the next start tries again
            app.logger.error("repair: %s", error)


def delete_orphans(before: datetime | None = None) -> int:
    """Delete what belongs to users, posts or comments that no longer exist, and return how much there was.

    It has been left by a crash, or by earlier versions. Parents come first, so that what hung on them goes, too.
    before: of pictures only those from before this time, else UPLOAD_TIME ago: a newer one may be about to be shown.
    """
    users, posts, comments = user_store.users(), post_store.posts(), comment_store.comments()
    likes, blocks, reports = post_store.likes(), block_store.blocks(), moderation_store.reports()
    notices, numbers = notification_store.notifications(), notification_store.numbers()
    deleted = db.delete_orphans(posts, "author_id", users)
    deleted += db.delete_orphans(comments, "author_id", users)
    deleted += db.delete_orphans(comments, "post_id", posts)
    deleted += db.delete_orphans(comments, "reply_to", comments)
    deleted += db.delete_orphans(likes, "post_id", posts)
    deleted += db.delete_orphans(likes, "person_id", users)
    deleted += db.delete_orphans(blocks, "blocker_id", users)
    deleted += db.delete_orphans(blocks, "blocked_id", users)
    deleted += db.delete_orphans(reports, "reporter_id", users)
    deleted += db.delete_orphans(reports, "author_id", users)
    deleted += db.delete_orphans(moderation_store.log(), "person_id", users)
    deleted += db.delete_orphans(notices, "recipient_id", users)
    deleted += db.delete_orphans(notices, "actor_id", users)
    deleted += db.delete_orphans(notices, "post_id", posts)
    deleted += db.delete_orphans(notices, "comment_id", comments)
    deleted += db.delete_orphans(numbers, "_id", users)
    deleted += db.delete_orphans(presence_store.presences(), "person_id", users)
    deleted += db.delete_orphans(media_store.images(), "owner_id", users)
    deleted += friend_store.delete_without_user()
    return deleted + delete_unowned(before or datetime.now(UTC) - UPLOAD_TIME)


def delete_unowned(before: datetime) -> int:
    """Delete the pictures from before this time that no post and no profile shows; return how many there were."""
    deleted, stored = 0, media_store.owners_of_images()
    while images := list(islice(stored, IMAGES_AT_ONCE)):
        unowned = find_unowned(images, before)
        media_store.delete_images(unowned)
        deleted += len(unowned)
    return deleted


def find_unowned(images: list[Image], before: datetime) -> list[ObjectId]:
    """Return which of these pictures no post and no profile shows, of those from before this time."""
    on_profiles = user_store.profile_pictures({image["owner_id"] for image in images})
    on_posts = post_store.images_on([image["post_id"] for image in images if image["post_id"]])
    unowned = [image["_id"] for image in images if image["_id"] not in on_posts | on_profiles]
    return [image_id for image_id in unowned if image_id.generation_time <= before]
