"""What happens to posts; no request in it. A viewer is the person who looks, as a document."""

from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import IO
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.db import Document
from final_app.errors import Refusal
from final_app.friends.actions import may_see
from final_app.friends.actions import parted
from final_app.friends.store import friend_ids
from final_app.ids import NOTHING_HERE
from final_app.ids import read_id
from final_app.ids import read_place
from final_app.media import store as media_store
from final_app.media.actions import public_image
from final_app.media.actions import read_images
from final_app.notifications import store as notice_store
from final_app.notifications.actions import forget
from final_app.notifications.actions import notify
from final_app.posts import store
from final_app.posts.rules import AUDIENCES
from final_app.posts.rules import check_audience
from final_app.posts.rules import check_text
from final_app.text import iso_time
from final_app.users.actions import public_person
from final_app.users.store import people_by_nickname

post_removed = Namespace().signal("post-removed")  # sent with the id of a post that was deleted
Page = tuple[list[dict[str, Any]], str | None]


def write_post(author: Document, content_txt: str, audience: str, files: Sequence[IO[bytes]] = ()) -> dict[str, Any]:
    """Keep a new post and return its public shape; those it mentions hear of it.

    Raises Refusal naming the field: 400 for the text, the audience or too many pictures, 413 and 415 for a picture.
    """
    if len(files) > current_app.config["IMAGES_PER_POST"]:
        raise Refusal(_("%(most)s pictures at most.", most=current_app.config["IMAGES_PER_POST"]), field="content_file")
    post: Document = {
        "_id": ObjectId(),
        "author_id": author["_id"],
        **check_text(content_txt, may_be_empty=bool(files)),
        "audience": check_audience(audience or AUDIENCES[0]),
        "audience_at": None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
        "like_count": 0,
        "comment_count": 0,
    }
    images = read_images(files, author["_id"], post["_id"], "content_file")
    post["images"] = [{name: image[name] for name in ("_id", "width", "height")} for image in images]
    media_store.add_images(images)
    store.add_post(post)
    tell_mentioned(post, author)
    return public_post(post, author, liked=False)


def tell_mentioned(post: Document, author: Document) -> None:
    """Notify those whom a post mentions, if they may see it, once."""
    for person in people_by_nickname(post["mentions"]) if post["mentions"] else []:
        if person["_id"] != author["_id"] and may_see(person, author["_id"], post["audience"]):
            about = {"post_id": post["_id"], "text": post["content_txt"]}
            notify(person["_id"], "mention", author, f"mention:{post['_id']}", about)


def get_post(viewer: Document, post_id: str) -> Document:
    """Return a post that the viewer may see, or refuse (404)."""
    post = store.get_post(read_id(post_id))
    if post is None or not may_see(viewer, post["author_id"], post["audience"]):
        raise Refusal(NOTHING_HERE, status=404)
    return post


def get_own_post(viewer: Document, post_id: str) -> Document:
    """Return a post that the viewer wrote, or refuse (404, 403)."""
    post = get_post(viewer, post_id)
    if post["author_id"] != viewer["_id"]:
        raise Refusal(_("Only its author may do this."), status=403)
    return post


def show_post(viewer: Document, post_id: str) -> dict[str, Any]:
    """Return the public shape of a post that the viewer may see, or refuse (404)."""
    shown = public_posts(viewer, store.find_posts({"_id": get_post(viewer, post_id)["_id"]}, None, 1))
    if not shown:
        raise Refusal(NOTHING_HERE, status=404)
    return shown[0]


def edit_post(viewer: Document, post_id: str, changes: dict[str, str]) -> dict[str, Any]:
    """Change content_txt, audience or both of one's own post and return its public shape; refuse (400, 403, 404)."""
    post = get_own_post(viewer, post_id)
    if not changes:
        raise Refusal(_("Nothing to change: send content_txt or audience."))
    change: Document = {"edited_at": datetime.now(UTC)}
    if "content_txt" in changes:
        change |= check_text(changes["content_txt"], may_be_empty=bool(post["images"]))
    if "audience" in changes:
        change["audience"] = check_audience(changes["audience"])
    if change.get("audience", post["audience"]) != post["audience"]:
        change["audience_at"] = change["edited_at"]
    changed = store.change_post(post["_id"], viewer["_id"], change)
    if changed is None:  # deleted this very moment
        raise Refusal(NOTHING_HERE, status=404)
    if changed["audience"] == "friends":
        notice_store.remove_notices_but_of(changed["_id"], [viewer["_id"], *friend_ids(viewer["_id"])])
    tell_mentioned(changed, viewer)
    return public_posts(viewer, [{**changed, "author": viewer}])[0]


@parted.connect
def forget_notices(person_id: ObjectId, without: ObjectId) -> None:
    """Take back a person's notices, of whomever, about posts for friends by a friend they have no more."""
    for post_id in store.ids_among(notice_store.posts_told_of(person_id), without, "friends"):
        forget(person_id, post_id=post_id)


def remove_post(viewer: Document, post_id: str) -> None:
    """Delete one's own post and all that hangs on it, or refuse (403, 404)."""
    remove_own_post(get_own_post(viewer, post_id))


def remove_own_post(post: Document) -> None:
    """Delete a post, its pictures, its notices, and by the signal what other rooms hang on it."""
    media_store.remove_images([image["_id"] for image in post["images"]])
    notice_store.remove_notices(post_id=post["_id"])
    store.remove_post(post["_id"], post["author_id"])
    post_removed.send(post["_id"])


def feed(viewer: Document, before: str) -> Page:
    """Return one page of the viewer's own and friends' posts, newest first, and the id to go on from, or None."""
    return page_of(viewer, [viewer["_id"], *friend_ids(viewer["_id"])], AUDIENCES, before)


def posts_of(viewer: Document, person: Document, friendship: str, before: str) -> Page:
    """Return one page of a person's posts that the viewer may see, newest first, and the id to go on from, or None.

    friendship: what is between the two, as friends.actions.friendship tells it.
    """
    audiences = AUDIENCES if friendship in ("self", "friends") else AUDIENCES[:1]
    return page_of(viewer, [person["_id"]], audiences, before)


def page_of(viewer: Document, author_ids: list[ObjectId], audiences: tuple[str, ...], before: str) -> Page:
    """Return one page of posts by these authors, and the id to go on from, or None; refuse (400) a bad before."""
    size = current_app.config["PAGE_SIZE"]
    wanted = {"author_id": {"$in": author_ids}, "audience": {"$in": list(audiences)}}
    found = store.find_posts(wanted, read_place(before), size + 1)
    return public_posts(viewer, found[:size]), str(found[size - 1]["_id"]) if len(found) > size else None


def public_posts(viewer: Document, posts: list[Document]) -> list[dict[str, Any]]:
    """Return the public shapes of posts that have their authors with them; the viewer's likes in one query."""
    shown = [post for post in posts if post["author"]]
    liked = store.liked_among(viewer["_id"], [post["_id"] for post in shown]) if shown else set()
    return [public_post(post, post["author"], post["_id"] in liked) for post in shown]


def public_post(post: Document, author: Document, liked: bool) -> dict[str, Any]:
    """Return what leaves the server of a post."""
    copied = ("content_txt", "hashtags", "mentions", "audience", "like_count", "comment_count")
    return {
        "id": str(post["_id"]),
        "author": public_person(author),
        **{name: post[name] for name in copied},
        "images": [public_image(image) for image in post["images"]],
        "created_at": iso_time(post["created_at"]),
        "edited_at": iso_time(post["edited_at"]),
        "liked": liked,
    }


def get_picture(viewer: Document, image_id: str, size: str) -> bytes:
    """Return the WebP bytes of a picture in one size, or refuse (404): a post's only to who may see the post."""
    image = media_store.get_image(read_id(image_id), size)
    if image is None:
        raise Refusal(NOTHING_HERE, status=404)
    if image["post_id"]:
        get_post(viewer, str(image["post_id"]))
    return bytes(image[size])
