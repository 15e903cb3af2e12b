"""A comment with the replies below it: find them, and delete them together."""

from bson import ObjectId

from final_app.comments import store
from final_app.notifications import store as notification_store
from final_app.posts import store as post_store
from final_app.posts.actions import post_deleted
from final_app.posts.subscriptions import broadcast_to_subscribers
from final_app.schema import Post


def count_below(comment_id: ObjectId) -> int:
    """Return how many replies there are below a comment, with those to them."""
    thread, last = {comment_id}, [comment_id]
    while last:
        last = [one for one in store.replies_to(last) if one not in thread]
        thread.update(last)
    return len(thread) - 1


def delete_thread(post: Post, author_id: ObjectId, comment_id: ObjectId) -> None:
    """Delete a comment by this author, all replies below it, and their notifications."""
    thread, last, deleted = {comment_id: author_id}, [comment_id], 0
    while last:  # each comment before its replies: one that is stored from now on finds its parent gone
        deleted += store.delete_comments(last)
        replies = store.replies_to(last)
        last = [one for one in replies if one not in thread]
        thread |= replies
    counted = post_store.increment(post["_id"], "comment_count", -deleted)
    notification_store.delete_notifications_about(list(thread))
    count = counted["comment_count"] if counted else 0
    for one, written_by in thread.items():
        data = {"id": str(one), "post_id": str(post["_id"]), "comment_count": count}
        broadcast_to_subscribers(post, written_by, "comment_removed", data)


@post_deleted.connect
def delete_comments_of_post(post_id: ObjectId) -> None:
    """Delete the comments on a post that was deleted."""
    store.delete_comments_on(post_id)
