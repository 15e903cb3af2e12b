"""Write, list, edit and delete comments, and their public shape."""

from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.comments import store
from final_app.comments.fragments import render_in_all_languages
from final_app.comments.notifications import notify_recipients
from final_app.errors import Forbidden
from final_app.errors import NotFound
from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.notifications import store as notification_store
from final_app.notifications.actions import change_excerpts
from final_app.posts import store as post_store
from final_app.posts.actions import get_post
from final_app.posts.actions import post_deleted
from final_app.posts.subscriptions import broadcast_to_subscribers
from final_app.schema import Comment
from final_app.schema import Post
from final_app.schema import User
from final_app.text import iso_time
from final_app.text import repetition_key
from final_app.text import trim_text
from final_app.users.actions import public_user
from final_app.users.store import is_active
from final_app.users.store import users_by_id


def comments_on(post: Post, before: ObjectId | None) -> dict[str, Any]:
    """Return {"comments", "next"}: a page of a post's comments, oldest first; next leads to older ones."""
    size = current_app.config["PAGE_SIZE"]
    found = store.page_of_comments(post["_id"], before, size + 1)
    authors = users_by_id(comment["author_id"] for comment in found)
    page = [comment for comment in reversed(found[:size]) if comment["author_id"] in authors]
    shown = [public_comment(comment, authors[comment["author_id"]]) for comment in page]
    return {"comments": shown, "next": str(found[size - 1]["_id"]) if len(found) > size else None}


def post_comment(author: User, post: Post, text: str, reply_to: str, request_key: str = "") -> dict[str, Any]:
    """Store a comment or reply, tell the post's subscribers, notify, and return the comment's public shape.

    reply_to: the id of the comment that is answered, or "". request_key: of two requests with the same key and text,
    the second returns the comment of the first.
    Raises ValidationError naming every invalid field, NotFound if post, parent or author were deleted meanwhile.
    """
    once = repetition_key(request_key, str(author["_id"]), str(post["_id"]), reply_to, text)
    if earlier := store.find_repeated(once):
        return public_comment(earlier, author)
    checked_text, parent = check_all(lambda: check_comment(text), lambda: get_parent(post, reply_to))
    comment: Comment = {
        "_id": ObjectId(),
        "post_id": post["_id"],
        "author_id": author["_id"],
        "text": checked_text,
        "reply_to": parent["_id"] if parent else None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
    }
    if once:
        comment["once"] = once
    stored = store.insert_comment(comment)
    if stored["_id"] != comment["_id"]:  # the same request, at the same moment
        return public_comment(stored, author)
    counted = post_store.increment(post["_id"], "comment_count", 1)
    if counted is None or (parent and not store.get_comment(parent["_id"])) or not is_active(author["_id"]):
        delete_thread(post, comment["_id"])  # what it belongs to was deleted at the same moment
        raise NotFound
    shown = public_comment(comment, author)
    data = {**shown, "comment_count": counted["comment_count"], "html": render_in_all_languages(shown)}
    broadcast_to_subscribers(counted, "comment_added", data)
    notify_recipients(comment, post, parent, author)
    retract_if_deleted(comment["_id"])
    return shown


def retract_if_deleted(comment_id: ObjectId) -> None:
    """Delete the notifications about a comment that was deleted, alone or with its post, while they were stored."""
    if not store.get_comment(comment_id):
        notification_store.delete_notifications_about([comment_id])


def get_parent(post: Post, reply_to: str) -> Comment | None:
    """Return the comment on this post that is answered, None for ""; raises ValidationError."""
    if not reply_to:
        return None
    parent = store.get_comment(ObjectId(reply_to)) if ObjectId.is_valid(reply_to) else None
    if parent is None or parent["post_id"] != post["_id"]:
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
    if comment is None:
        raise NotFound
    return comment, get_post(viewer, comment["post_id"])


def edit_comment(viewer: User, comment_id: ObjectId, text: str) -> dict[str, Any]:
    """Change the viewer's own comment and return its public shape.

    Raises ValidationError, NotFound, or Forbidden for someone else's.
    """
    comment, post = get_comment(viewer, comment_id)
    if comment["author_id"] != viewer["_id"]:
        raise Forbidden(_("Only the author can do this."))
    change = {"text": check_comment(text), "edited_at": datetime.now(UTC)}
    edited = store.update_comment(comment["_id"], change)
    if edited is None:  # deleted at the same moment
        raise NotFound
    shown = public_comment(edited, viewer)
    broadcast_to_subscribers(post, "comment_changed", {**shown, "html": render_in_all_languages(shown)})
    change_excerpts(edited["text"], post["_id"], edited["_id"])
    notify_recipients(edited, post, None, viewer)  # only new mentions: the other causes are known
    retract_if_deleted(edited["_id"])
    return shown


def delete_comment(viewer: User, comment_id: ObjectId) -> None:
    """Delete a comment with the replies to it, as its author or the author of the post; raises NotFound, Forbidden."""
    comment, post = get_comment(viewer, comment_id)
    if viewer["_id"] not in (comment["author_id"], post["author_id"]):
        raise Forbidden(_("Only the author of the comment or the post can do this."))
    delete_thread(post, comment["_id"])


def delete_thread(post: Post, comment_id: ObjectId) -> None:
    """Delete a comment, all replies below it, and their notifications."""
    thread, last, deleted = {comment_id}, {comment_id}, 0
    while last:  # each comment before its replies: one that is stored from now on finds its parent gone
        deleted += store.delete_comments(list(last))
        last = set(store.replies_to(last)) - thread
        thread |= last
    counted = post_store.increment(post["_id"], "comment_count", -deleted)
    notification_store.delete_notifications_about(list(thread))
    count = counted["comment_count"] if counted else 0
    for one in thread:
        data = {"id": str(one), "post_id": str(post["_id"]), "comment_count": count}
        broadcast_to_subscribers(post, "comment_removed", data)


@post_deleted.connect
def delete_comments_of_post(post_id: ObjectId) -> None:
    """Delete the comments on a post that was deleted."""
    store.delete_comments_on(post_id)


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
