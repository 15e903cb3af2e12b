"""Write, edit and delete comments, and their public shape."""

from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.blocks.store import blocked_ids
from final_app.comments import store
from final_app.comments.fragments import render_in_all_languages
from final_app.comments.notifications import push_all
from final_app.comments.notifications import record_for_recipients
from final_app.comments.threads import delete_thread
from final_app.errors import Forbidden
from final_app.errors import NotFound
from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.notifications import store as notification_store
from final_app.notifications.actions import change_excerpts
from final_app.posts import store as post_store
from final_app.posts.actions import get_post
from final_app.posts.subscriptions import broadcast_to_subscribers
from final_app.schema import Comment
from final_app.schema import Notification
from final_app.schema import Post
from final_app.schema import User
from final_app.text import iso_time
from final_app.text import repetition_key
from final_app.text import trim_text
from final_app.users.actions import public_user
from final_app.users.mentions import find_mentioned
from final_app.users.moderators import is_moderator
from final_app.users.moderators import may_judge
from final_app.users.moderators import note_removal
from final_app.users.standing.store import is_active


def post_comment(author: User, post: Post, text: str, reply_to: str, request_key: str = "") -> dict[str, Any]:
    """Store a comment or reply, tell the post's subscribers, notify, and return the comment's public shape.

    reply_to: the id of the comment that is answered, or "". request_key: of two requests with the same key and text,
    the second returns the comment of the first.
    Raises ValidationError naming every invalid field, NotFound if it, its post, parent or author was deleted meanwhile.
    """
    once = repetition_key(request_key, str(author["_id"]), str(post["_id"]), reply_to, text)
    checked_text, parent = check_all(lambda: check_comment(text), lambda: get_parent(author, post, reply_to))
    comment: Comment = {
        "_id": ObjectId(),
        "post_id": post["_id"],
        "author_id": author["_id"],
        "text": checked_text,
        "reply_to": parent["_id"] if parent else None,
        "mentioned": find_mentioned(checked_text, hidden=blocked_ids(author["_id"])),
        "created_at": datetime.now(UTC),
        "edited_at": None,
    }
    if once:
        comment["once"] = once
    stored = store.insert_comment(comment)
    if stored["_id"] != comment["_id"]:  # by the same request, sent again
        return public_comment(stored, author)
    # Stored before the comment is counted: if the post is deleted at the same moment, one of both deletes them.
    notifications = record_for_recipients(comment, post, parent, author, wait=False)
    counted = post_store.increment(post["_id"], "comment_count", 1)
    if counted is None or not is_complete(comment, notifications):
        delete_thread(post, author["_id"], comment["_id"])  # what it belongs to was deleted at the same moment
        raise NotFound
    shown = public_comment(comment, author)
    data = {**shown, "comment_count": counted["comment_count"]}
    broadcast_to_subscribers(counted, author["_id"], "comment_added", data, lambda: render_in_all_languages(shown))
    push_all(notifications, author)
    return shown


def is_complete(comment: Comment, notifications: Sequence[Notification]) -> bool:
    """Return whether a new comment's author and parent are still there and, if others are notified of it, itself."""
    needed = [comment["reply_to"]] if comment["reply_to"] else []
    needed += [comment["_id"]] if notifications else []
    is_author_here = bool(notifications) or is_active(comment["author_id"])  # record has looked, too
    return is_author_here and (not needed or store.exist(*needed))


def retract_if_deleted(comment_id: ObjectId) -> None:
    """Delete the notifications about a comment that was deleted, alone or with its post, while they were stored."""
    if not store.exist(comment_id):
        notification_store.delete_notifications_about([comment_id])


def get_parent(author: User, post: Post, reply_to: str) -> Comment | None:
    """Return the comment on this post that the author answers, None for ""; raises ValidationError."""
    if not reply_to:
        return None
    parent = store.get_comment(ObjectId(reply_to)) if ObjectId.is_valid(reply_to) else None
    hidden = parent and parent["author_id"] in blocked_ids(author["_id"])
    if parent is None or parent["post_id"] != post["_id"] or hidden:
        raise ValidationError({"reply_to": _("The comment you are replying to no longer exists.")})
    return parent


def check_comment(text: str) -> str:
    """Return the text of a comment; raises ValidationError."""
    limit = current_app.config["COMMENT_LENGTH"]
    text = trim_text(text)
    if not 1 <= len(text) <= limit:
        raise ValidationError({"text": _("Use 1 to %(most)s characters.", most=limit)})
    return text


def get_comment(viewer: User, comment_id: ObjectId) -> tuple[Comment, Post]:
    """Return a comment and its post, which the viewer may see; raises NotFound."""
    comment = store.get_comment(comment_id)
    if comment is None or comment["author_id"] in blocked_ids(viewer["_id"]):
        raise NotFound
    return comment, get_post(viewer, comment["post_id"])


def get_own_comment(viewer: User, comment_id: ObjectId) -> tuple[Comment, Post]:
    """Return the viewer's own comment and its post; raises NotFound, or Forbidden for someone else's."""
    comment, post = get_comment(viewer, comment_id)
    if comment["author_id"] != viewer["_id"]:
        raise Forbidden(_("Only the author can do this."))
    return comment, post


def edit_comment(viewer: User, comment_id: ObjectId, text: str) -> dict[str, Any]:
    """Change the viewer's own comment and return its public shape.

    Raises ValidationError, NotFound, or Forbidden for someone else's.
    """
    comment, post = get_own_comment(viewer, comment_id)
    checked_text = check_comment(text)
    mentioned = find_mentioned(checked_text, comment.get("mentioned", []), blocked_ids(viewer["_id"]))
    change = {"text": checked_text, "mentioned": mentioned, "edited_at": datetime.now(UTC)}
    edited = store.update_comment(comment["_id"], change)
    if edited is None:  # deleted at the same moment
        raise NotFound
    shown = public_comment(edited, viewer)
    broadcast_to_subscribers(post, viewer["_id"], "comment_changed", shown, lambda: render_in_all_languages(shown))
    change_excerpts(edited["text"], post["_id"], edited["_id"])
    # Only new mentions: the other causes are known.
    notifications = record_for_recipients(edited, post, None, viewer)
    push_all(notifications, viewer)
    if notifications:
        retract_if_deleted(edited["_id"])
    return shown


def delete_comment(viewer: User, comment_id: ObjectId) -> Comment:
    """Delete a comment with the replies to it, as its author, the author of the post, or a moderator; return it.

    Raises NotFound, Forbidden.
    """
    comment, post = get_comment_to_delete(viewer, comment_id)
    delete_thread(post, comment["author_id"], comment["_id"])
    if viewer["_id"] not in (comment["author_id"], post["author_id"]):
        note_removal(viewer, "comment", comment["_id"], comment["author_id"], comment["text"])
    return comment


def get_comment_to_delete(viewer: User, comment_id: ObjectId) -> tuple[Comment, Post]:
    """Return a comment that the viewer may delete, and its post; raises NotFound, Forbidden."""
    if may_judge(viewer, comment_id):
        comment = store.get_comment(comment_id)
        post = post_store.get_post(comment["post_id"]) if comment else None
        if comment and post:
            return comment, post
    comment, post = get_comment(viewer, comment_id)
    if viewer["_id"] not in (comment["author_id"], post["author_id"]) and not is_moderator(viewer):
        raise Forbidden(_("Only the author of the comment or the post can do this."))
    return comment, post


def public_comment(comment: Comment, author: User) -> dict[str, Any]:
    """Return what a client gets of a comment, as the contract describes it."""
    return {
        "id": str(comment["_id"]),
        "post_id": str(comment["post_id"]),
        "author": public_user(author),
        "text": comment["text"],
        "reply_to": str(comment["reply_to"]) if comment["reply_to"] else None,
        "created_at": iso_time(comment["created_at"]),
        "edited_at": iso_time(comment["edited_at"]),
    }
