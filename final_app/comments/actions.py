"""What happens when someone likes or comments; no request in it. viewer and author are people, as documents."""

from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.comments import store
from final_app.comments.fragments import render_in_all_languages
from final_app.comments.notifications import tell_those_concerned
from final_app.comments.notifications import tell_watchers
from final_app.db import Document
from final_app.errors import Refusal
from final_app.ids import NOTHING_HERE
from final_app.ids import read_id
from final_app.ids import read_place
from final_app.notifications import store as notice_store
from final_app.notifications.actions import notify
from final_app.posts import store as post_store
from final_app.posts.actions import get_post
from final_app.posts.actions import post_removed
from final_app.text import iso_time
from final_app.users.actions import public_person
from final_app.users.store import people_by_id


def like(viewer: Document, post_id: str, liked: bool) -> dict[str, Any]:
    """Like a post, or take it back; twice changes nothing. Return {"liked", "like_count"}; refuse (404)."""
    post = get_post(viewer, post_id)
    change = store.add_like if liked else store.remove_like
    if not change(post["_id"], viewer["_id"]):
        return {"liked": liked, "like_count": post["like_count"]}
    counted = count_like(post["_id"], 1 if liked else -1)
    if counted is None:  # deleted this very moment
        store.remove_like(post["_id"], viewer["_id"])
        raise Refusal(NOTHING_HERE, status=404)
    if liked and viewer["_id"] != post["author_id"]:
        cause = f"like:{post['_id']}:{viewer['_id']}"
        notify(post["author_id"], "like", viewer, cause, {"post_id": post["_id"], "text": post["content_txt"]})
    return {"liked": liked, "like_count": counted["like_count"]}


def count_like(post_id: ObjectId, by: int) -> Document | None:
    """Add to the likes of a post, tell those who watch it, and return it; None if there is no such post."""
    post = post_store.count(post_id, "like_count", by)
    if post:
        tell_watchers(post, "like_count", {"post_id": str(post_id), "like_count": post["like_count"]})
    return post


def likers(viewer: Document, post_id: str, before: str) -> dict[str, Any]:
    """Return {"people", "next"}: who likes a post, newest first; refuse (400, 404)."""
    post = get_post(viewer, post_id)
    size = current_app.config["PAGE_SIZE"]
    found = store.likes_of(post["_id"], read_place(before), size + 1)
    people = people_by_id(like["person_id"] for like in found)
    shown = [public_person(people[like["person_id"]]) for like in found[:size] if like["person_id"] in people]
    return {"people": shown, "next": str(found[size - 1]["_id"]) if len(found) > size else None}


def comments(viewer: Document, post_id: str, before: str) -> dict[str, Any]:
    """Return {"comments", "next"}: a page of a post's comments, oldest first; next leads back; refuse (400, 404)."""
    post = get_post(viewer, post_id)
    size = current_app.config["PAGE_SIZE"]
    found = store.comments_of(post["_id"], read_place(before), size + 1)
    authors = people_by_id(comment["author_id"] for comment in found)
    page = [comment for comment in reversed(found[:size]) if comment["author_id"] in authors]
    shown = [public_comment(comment, authors[comment["author_id"]]) for comment in page]
    return {"comments": shown, "next": str(found[size - 1]["_id"]) if len(found) > size else None}


def post_comment(author: Document, post_id: str, text: str, reply_to: str) -> dict[str, Any]:
    """Comment on a post, or reply to a comment on it; whoever is concerned hears of it once.

    Return the comment's public shape. Raises Refusal: 400 for the text or reply_to, 404 for the post.
    """
    post = get_post(author, post_id)
    comment = {
        "_id": ObjectId(),
        "post_id": post["_id"],
        "author_id": author["_id"],
        "text": check_comment(text),
        "reply_to": None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
    }
    parent = get_parent(post, reply_to) if reply_to else None
    if parent:
        comment["reply_to"] = parent["_id"]
    store.add_comment(comment)
    counted = post_store.count(post["_id"], "comment_count", 1)
    if counted is None:  # deleted this very moment
        store.remove_comments([comment["_id"]])
        raise Refusal(NOTHING_HERE, status=404)
    shown = public_comment(comment, author)
    news = {**shown, "comment_count": counted["comment_count"], "html": render_in_all_languages(shown)}
    tell_watchers(counted, "comment_added", news)
    tell_those_concerned(comment, post, parent, author)
    return shown


def get_parent(post: Document, reply_to: str) -> Document:
    """Return the comment on this post that is replied to, or refuse (400)."""
    parent = store.get_comment(ObjectId(reply_to)) if ObjectId.is_valid(reply_to) else None
    if parent is None or parent["post_id"] != post["_id"]:
        raise Refusal(_("The comment you reply to is not there any more."), field="reply_to")
    return parent


def check_comment(text: str) -> str:
    """Return the text of a comment, or refuse it (400)."""
    most = current_app.config["COMMENT_LENGTH"]
    text = text.replace("\r\n", "\n").strip()  # as a form sends the end of a line, which the field counts as one
    if not 1 <= len(text) <= most:
        raise Refusal(_("1 to %(most)s characters, please.", most=most), field="text")
    return text


def get_comment(viewer: Document, comment_id: str) -> tuple[Document, Document]:
    """Return a comment and its post, if the viewer may see it, or refuse (404)."""
    comment = store.get_comment(read_id(comment_id))
    if comment is None:
        raise Refusal(NOTHING_HERE, status=404)
    return comment, get_post(viewer, str(comment["post_id"]))


def edit_comment(viewer: Document, comment_id: str, text: str) -> dict[str, Any]:
    """Change one's own comment and return its public shape; refuse (400, 403, 404)."""
    comment, post = get_comment(viewer, comment_id)
    if comment["author_id"] != viewer["_id"]:
        raise Refusal(_("Only its author may do this."), status=403)
    changed = store.change_comment(comment["_id"], {"text": check_comment(text), "edited_at": datetime.now(UTC)})
    if changed is None:  # deleted this very moment
        raise Refusal(NOTHING_HERE, status=404)
    shown = public_comment(changed, viewer)
    tell_watchers(post, "comment_changed", {**shown, "html": render_in_all_languages(shown)})
    tell_those_concerned(changed, post, None, viewer)  # whoever is mentioned only now; the others know its cause
    return shown


def remove_comment(viewer: Document, comment_id: str) -> Document:
    """Delete a comment and the replies to it, by its author or the post's; return the post; refuse (403, 404)."""
    comment, post = get_comment(viewer, comment_id)
    if viewer["_id"] not in (comment["author_id"], post["author_id"]):
        raise Refusal(_("Only its author may do this."), status=403)
    remove_thread(post, comment["_id"])
    return post


def remove_thread(post: Document, comment_id: ObjectId) -> None:
    """Delete a comment, the replies to it and to those, and their notices."""
    thread, last = {comment_id}, {comment_id}
    while last:
        last = set(store.replies_to(last)) - thread
        thread |= last
    counted = post_store.count(post["_id"], "comment_count", -store.remove_comments(thread))
    notice_store.remove_notices_of_comments(list(thread))
    count = counted["comment_count"] if counted else 0
    for one in thread:
        tell_watchers(post, "comment_removed", {"id": str(one), "post_id": str(post["_id"]), "comment_count": count})


@post_removed.connect
def forget_reactions(post_id: ObjectId) -> None:
    """Delete what hangs on a post that was deleted."""
    store.remove_all_of_post(post_id)


def public_comment(comment: Document, author: Document) -> dict[str, Any]:
    """Return what leaves the server of a comment."""
    return {
        "id": str(comment["_id"]),
        "post_id": str(comment["post_id"]),
        "author": public_person(author),
        "text": comment["text"],
        "reply_to": comment["reply_to"] and str(comment["reply_to"]),
        "created_at": iso_time(comment["created_at"]),
        "edited_at": iso_time(comment["edited_at"]),
    }
