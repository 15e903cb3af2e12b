"""What happens to posts; no request in it. A viewer is the person who looks, as a document."""

from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.auth.actions import public_person
from final_app.auth.store import people_by_id
from final_app.db import Document
from final_app.errors import Refusal
from final_app.posts import store
from final_app.text import find_hashtags
from final_app.text import find_mentions

AUDIENCES = ("public", "friends")
Page = tuple[list[dict[str, Any]], str | None]


def write_post(author: Document, content_txt: str, audience: str) -> dict[str, Any]:
    """Keep a new post and return its public shape; refuse (400) an empty or too long text, an unknown audience."""
    post = {
        "author_id": author["_id"],
        **check_text(content_txt),
        "audience": check_audience(audience or AUDIENCES[0]),
        "created_at": datetime.now(UTC),
        "edited_at": None,
        "images": [],
        "like_count": 0,
        "comment_count": 0,
    }
    post["_id"] = store.add_post(post)
    return public_post(post, author)


def check_text(content_txt: str) -> Document:
    """Return a post's text with the hashtags and mentions in it, or refuse it (400)."""
    text = content_txt.replace("\r\n", "\n").strip()
    if not text:
        raise Refusal(_("Write something first."), field="content_txt")
    if len(text) > current_app.config["POST_LENGTH"]:
        most = current_app.config["POST_LENGTH"]
        raise Refusal(_("Too long: %(most)s characters at most.", most=most), field="content_txt")
    return {"content_txt": text, "hashtags": find_hashtags(text), "mentions": find_mentions(text)}


def check_audience(audience: str) -> str:
    """Return an audience, "public" or "friends", or refuse it (400)."""
    if audience not in AUDIENCES:
        raise Refusal(_('The audience is "public" or "friends".'), field="audience")
    return audience


def read_id(text: str) -> ObjectId:
    """Return the id that a text names, or refuse (404): nothing has such an id."""
    if not ObjectId.is_valid(text):
        raise Refusal(_("There is nothing here, or nothing that you may see."), status=404)
    return ObjectId(text)


def get_post(viewer: Document, post_id: str) -> Document:
    """Return a post that the viewer may see, or refuse (404)."""
    post = store.get_post(read_id(post_id))
    if post is None or (post["author_id"] != viewer["_id"] and post["audience"] != "public"):
        raise Refusal(_("There is nothing here, or nothing that you may see."), status=404)
    return post


def get_own_post(viewer: Document, post_id: str) -> Document:
    """Return a post that the viewer wrote, or refuse (404, 403)."""
    post = get_post(viewer, post_id)
    if post["author_id"] != viewer["_id"]:
        raise Refusal(_("Only its author may do this."), status=403)
    return post


def show_post(viewer: Document, post_id: str) -> dict[str, Any]:
    """Return the public shape of a post that the viewer may see, or refuse (404)."""
    return with_authors([get_post(viewer, post_id)])[0]


def edit_post(viewer: Document, post_id: str, changes: dict[str, str]) -> dict[str, Any]:
    """Change content_txt, audience or both of one's own post and return its public shape; refuse (400, 403, 404)."""
    post = get_own_post(viewer, post_id)
    if not changes:
        raise Refusal(_("Nothing to change: send content_txt or audience."))
    change: Document = {"edited_at": datetime.now(UTC)}
    if "content_txt" in changes:
        change |= check_text(changes["content_txt"])
    if "audience" in changes:
        change["audience"] = check_audience(changes["audience"])
    changed = store.change_post(post["_id"], viewer["_id"], change)
    if changed is None:  # deleted this very moment
        raise Refusal(_("There is nothing here, or nothing that you may see."), status=404)
    return public_post(changed, viewer)


def remove_post(viewer: Document, post_id: str) -> None:
    """Delete one's own post, or refuse (403, 404)."""
    store.remove_post(get_own_post(viewer, post_id)["_id"], viewer["_id"])


def feed(viewer: Document, before: str) -> Page:
    """Return one page of the viewer's own and friends' posts, newest first, and the id to go on from, or None."""
    return page_of([viewer["_id"]], AUDIENCES, before)


def posts_of(viewer: Document, person: Document, before: str) -> Page:
    """Return one page of a person's posts that the viewer may see, newest first, and the id to go on from, or None."""
    audiences = AUDIENCES if person["_id"] == viewer["_id"] else AUDIENCES[:1]
    return page_of([person["_id"]], audiences, before)


def page_of(author_ids: list[ObjectId], audiences: tuple[str, ...], before: str) -> Page:
    """Return one page of posts by these authors; refuse (400) a before that is no id."""
    if before and not ObjectId.is_valid(before):
        raise Refusal(_("before must be the id of a post."), field="before")
    size = current_app.config["PAGE_SIZE"]
    found = store.posts_of(author_ids, audiences, ObjectId(before) if before else None, size + 1)
    return with_authors(found[:size]), str(found[size - 1]["_id"]) if len(found) > size else None


def with_authors(posts: list[Document]) -> list[dict[str, Any]]:
    """Return the public shapes of posts, their authors found in one query."""
    authors = people_by_id(post["author_id"] for post in posts)
    return [public_post(post, authors[post["author_id"]]) for post in posts if post["author_id"] in authors]


def public_post(post: Document, author: Document) -> dict[str, Any]:
    """Return what leaves the server of a post."""
    copied = ("content_txt", "images", "hashtags", "mentions", "audience", "like_count", "comment_count")
    return {
        "id": str(post["_id"]),
        "author": public_person(author),
        **{name: post[name] for name in copied},
        "created_at": post["created_at"].isoformat(timespec="milliseconds"),
        "edited_at": post["edited_at"] and post["edited_at"].isoformat(timespec="milliseconds"),
        "liked": False,
    }
