"""Edit a post: its text, who sees it, and its pictures."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from datetime import datetime

from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.blocks.store import blocked_ids
from final_app.db import Document
from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.errors import check_all
from final_app.friends.store import friend_ids
from final_app.media import store as media_store
from final_app.notifications import store as notification_store
from final_app.notifications.actions import change_excerpts
from final_app.posts import live_feed
from final_app.posts import store
from final_app.posts.actions import get_own_post
from final_app.posts.actions import public_posts
from final_app.posts.fragments import render_in_all_languages
from final_app.posts.notifications import notify_mentioned
from final_app.posts.pictures import PictureChanges
from final_app.posts.pictures import arrange
from final_app.posts.pictures import check_changed_alts
from final_app.posts.pictures import process_uploads
from final_app.posts.rules import check_number
from final_app.posts.rules import check_text
from final_app.posts.rules import check_visibility
from final_app.posts.subscriptions import broadcast_to_subscribers
from final_app.schema import Post
from final_app.schema import PostImage
from final_app.schema import User
from final_app.text import repetition_key
from final_app.users.actions import raise_if_gone
from final_app.users.mentions import find_mentioned


def edit_post(
    viewer: User,
    post_id: ObjectId,
    changes: Mapping[str, str],
    pictures: PictureChanges | None = None,
    request_key: str = "",
) -> Post:
    """Change content_txt, audience, pictures or all of them of the viewer's own post and return it.

    request_key: of two requests with the same key, only the first adds its pictures.
    Raises AppError naming every invalid field: 413, 415, 429 or 503 for a picture, else 400; 401 if the viewer has left
    meanwhile; Forbidden, NotFound.
    """
    post = get_own_post(viewer, post_id)
    pictures = pictures or PictureChanges()
    if not changes and not pictures:
        raise AppError(_("Nothing to change. Send content_txt, audience or pictures."))
    once = repetition_key(request_key, str(post_id), changes.get("content_txt", "")) if pictures.uploads else ""
    if once and post.get("edit_once") == once:
        return post
    kept = sum(map(pictures.keeps, post["images"]))
    change, (images, new), alts = check_all(
        lambda: check_changes(post, changes, may_be_empty=kept + len(pictures.uploads) > 0),
        lambda: process_uploads(pictures.uploads, viewer["_id"], post_id, kept),
        lambda: check_changed_alts(pictures.alts),
    )
    raise_if_gone(viewer)
    if once:
        change["edit_once"] = once
    media_store.save_images(images)
    edited = store_edit(post, change, replace(pictures, alts=alts), new)
    if edited["audience"] == "friends":
        notification_store.delete_notifications_except(edited["_id"], [viewer["_id"], *friend_ids(viewer["_id"])])
    change_excerpts(edited["content_txt"], edited["_id"])
    notify_mentioned(edited, viewer)
    announce_edit(post, edited, viewer)
    return edited


def announce_edit(post: Post, edited: Post, author: User) -> None:
    """Tell the pages that show a post how it is now; those who may no longer see it hear that it was removed."""
    if (post["audience"], edited["audience"]) == ("public", "friends"):
        live_feed.announce_hidden(post)
    shown = public_posts(author, [{**edited, "author": author}])[0]
    facts = {name: shown[name] for name in ("id", "content_txt", "audience", "edited_at")}
    html = render_in_all_languages(shown)
    broadcast_to_subscribers(edited, author["_id"], "post_changed", {**facts, "html": html})
    live_feed.announce_changed(edited, facts)


def check_changes(post: Post, changes: Mapping[str, str], may_be_empty: bool) -> Document:
    """Return the fields of a post that change with its text and its visibility."""
    text, visibility = check_all(
        lambda: (
            check_text(changes.get("content_txt", post["content_txt"]), may_be_empty)
            if "content_txt" in changes or not may_be_empty
            else {}
        ),
        lambda: check_visibility(changes.get("audience", post["audience"])),
    )
    now = datetime.now(UTC)
    change: Document = {"edited_at": now, "audience": visibility, **text}
    if text:
        hidden = blocked_ids(post["author_id"])
        change["mentioned"] = find_mentioned(text["content_txt"], post.get("mentioned", []), hidden)
    return {**change, "audience_at": now} if visibility != post["audience"] else change


def store_edit(post: Post, change: Document, pictures: PictureChanges, new: list[PostImage]) -> Post:
    """Store an edit and return the post; raises NotFound if it was deleted at the same moment.

    Another edit may change the pictures at the same moment: this one is then applied to what that one left.
    """
    seen: Post | None = post
    try:
        while seen and not (edited := store_once(seen, change, pictures, new)):
            seen = store.get_post(post["_id"])
        if not seen or not edited:
            raise NotFound
    except AppError:
        media_store.delete_images([image["_id"] for image in new])
        raise
    shown = [image["_id"] for image in edited["images"]]
    unused = [*pictures.removed_from(seen["images"]), *(image["_id"] for image in new if image["_id"] not in shown)]
    media_store.delete_images(unused)
    return edited


def store_once(seen: Post, change: Document, pictures: PictureChanges, new: list[PostImage]) -> Post | None:
    """Store an edit of a post as it was seen and return the post, or None if its pictures are others by now."""
    if "edit_once" in change and seen.get("edit_once") == change["edit_once"]:  # the same request, at the same moment
        return seen
    if not pictures:
        return store.update_post(seen["_id"], seen["author_id"], change)
    images = arrange(seen["images"], new, pictures)
    check_number([], len(images))
    return store.update_post(seen["_id"], seen["author_id"], {**change, "images": images}, seen["images"])
