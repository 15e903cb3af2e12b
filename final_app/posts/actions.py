"""Create, find, edit and delete posts, and their public shape. A viewer is the user who looks."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.blocks.store import blocked_ids
from final_app.errors import Forbidden
from final_app.errors import NotFound
from final_app.errors import check_all
from final_app.friends.actions import can_view
from final_app.media import store as media_store
from final_app.media.actions import post_access_requested
from final_app.media.actions import public_image
from final_app.notifications import store as notification_store
from final_app.posts import live_feed
from final_app.posts import store
from final_app.posts.counts import with_visible_counts
from final_app.posts.notifications import notify_mentioned
from final_app.posts.pages import store as pages
from final_app.posts.pictures import Upload
from final_app.posts.pictures import process_uploads
from final_app.posts.rules import VISIBILITIES
from final_app.posts.rules import TextFields
from final_app.posts.rules import check_text
from final_app.posts.rules import check_visibility
from final_app.schema import Mention
from final_app.schema import Post
from final_app.schema import PostWithAuthor
from final_app.schema import User
from final_app.text import iso_time
from final_app.text import repetition_key
from final_app.users.actions import public_user
from final_app.users.actions import raise_if_gone
from final_app.users.mentions import Mentions
from final_app.users.mentions import current_nicknames
from final_app.users.mentions import find_mentioned
from final_app.users.mentions import mention_links
from final_app.users.moderators import is_moderator
from final_app.users.moderators import may_judge
from final_app.users.moderators import note_removal
from final_app.users.standing.store import is_active

post_deleted = Namespace().signal("post-deleted")  # sent with the post's id


def create_post(
    author: User, content_txt: str, visibility: str, uploads: Sequence[Upload] = (), request_key: str = ""
) -> Post:
    """Store a new post with its pictures, notify the users it mentions, and return it.

    request_key: of two requests with the same key and text, the second returns the post of the first.
    Raises AppError naming every invalid field: 413, 415, 429 or 503 for a picture, else 400; 401 if the author has
    left meanwhile. They may leave at any moment, so look again after the slow work, and after all is stored.
    """
    once = repetition_key(request_key, str(author["_id"]), content_txt)
    if earlier := store.find_repeated(once):
        return earlier
    post_id = ObjectId()
    text: TextFields
    text, shown_to, (images, shown) = check_all(
        lambda: check_text(content_txt, may_be_empty=bool(uploads)),
        lambda: check_visibility(visibility or VISIBILITIES[0]),
        lambda: process_uploads(uploads, author["_id"], post_id),
    )
    raise_if_gone(author)
    media_store.save_images(images)
    post: Post = {
        "_id": post_id,
        "author_id": author["_id"],
        "content_txt": text["content_txt"],
        "hashtags": text["hashtags"],
        "mentioned": find_mentioned(text["content_txt"], hidden=blocked_ids(author["_id"])),
        "grams": text["grams"],
        "audience": shown_to,
        "audience_at": None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
        "like_count": 0,
        "comment_count": 0,
        "images": shown,
    }
    if once:
        post["once"] = once
    stored = store.insert_post(post)
    if stored["_id"] != post_id:  # the same request, at the same moment
        media_store.delete_images([image["_id"] for image in images])
        return stored
    notify_mentioned(post, author)
    if not is_active(author["_id"]):
        delete_whole_post(post)
        raise_if_gone(author)
    live_feed.announce_added(post, author)
    return post


def get_post(viewer: User, post_id: ObjectId) -> Post:
    """Return a post that the viewer may see; raises NotFound."""
    post = store.get_post(post_id)
    if post is None or not can_view(viewer["_id"], post["author_id"], post["audience"]):
        raise NotFound
    return post


def get_post_with_author(viewer: User, post_id: ObjectId) -> PostWithAuthor:
    """Return a post that the viewer may see, with its author; raises NotFound."""
    post = pages.get_post_with_author(post_id)
    if post is None or post["author"] is None or not can_view(viewer["_id"], post["author_id"], post["audience"]):
        raise NotFound
    return post


@post_access_requested.connect
def can_view_post(post_id: ObjectId, viewer: User) -> bool:
    """Return whether the viewer may see a post, and so its pictures."""
    post = pages.get_post_with_author(post_id)
    return bool(post and post["author"] and can_view(viewer["_id"], post["author_id"], post["audience"]))


def get_own_post(viewer: User, post_id: ObjectId) -> Post:
    """Return a post that the viewer wrote; raises NotFound, or Forbidden for someone else's."""
    post = get_post(viewer, post_id)
    if post["author_id"] != viewer["_id"]:
        raise Forbidden(_("Only the author can do this."))
    return post


def get_deletable_post(viewer: User, post_id: ObjectId) -> Post:
    """Return a post that the viewer may delete: their own or, as a moderator, any; raises NotFound, Forbidden."""
    if not is_moderator(viewer):
        return get_own_post(viewer, post_id)
    reported = store.get_post(post_id) if may_judge(viewer, post_id) else None
    return reported or get_post(viewer, post_id)


def delete_post(viewer: User, post_id: ObjectId) -> Post:
    """Delete a post that the viewer may delete, with all that belongs to it, and return what it was."""
    post = get_deletable_post(viewer, post_id)
    delete_whole_post(post)
    if post["author_id"] != viewer["_id"]:
        note_removal(viewer, "post", post["_id"], post["author_id"], post["content_txt"])
    return post


def delete_whole_post(post: Post) -> None:
    """Delete a post with its pictures, likes and notifications and, through the signal, its comments."""
    # First: what is stored for it from now on finds it gone, and is taken back, as record_like says.
    store.delete_post(post["_id"])
    post_deleted.send(post["_id"])
    notification_store.delete_notifications(post_id=post["_id"])
    media_store.delete_images_of_post(post["_id"])  # also what an edit adds at this moment
    live_feed.announce_removed(post)


def public_posts(viewer: User, posts: Sequence[PostWithAuthor]) -> list[dict[str, Any]]:
    """Return the public shapes of posts whose authors the viewer may see; the viewer's likes come from one query."""
    hidden = blocked_ids(viewer["_id"])
    visible = with_visible_counts(viewer, [post for post in posts if post["author_id"] not in hidden])
    liked = store.liked_among(viewer["_id"], [post["_id"] for post in visible]) if visible else set()
    nicknames = current_nicknames(mentions_in(visible), hidden)
    return [public_post(post, post["author"], post["_id"] in liked, nicknames) for post in visible if post["author"]]


def mentions_in(posts: Sequence[Post]) -> list[Mention]:
    """Return the mentions in all these posts."""
    return [mention for post in posts for mention in post.get("mentioned", [])]


def public_post(post: Post, author: User, liked: bool, nicknames: Mapping[ObjectId, str]) -> dict[str, Any]:
    """Return what a client gets of a post, as the contract describes it.

    nicknames: of those whom it mentions, as current_nicknames returns them.
    """
    return {
        "id": str(post["_id"]),
        "author": public_user(author),
        "content_txt": post["content_txt"],
        "hashtags": post["hashtags"],
        "mentions": Mentions(mention_links(post.get("mentioned", []), nicknames)),
        "audience": post["audience"],
        "like_count": post["like_count"],
        "comment_count": post["comment_count"],
        "images": [public_image(image) for image in post["images"]],
        "created_at": iso_time(post["created_at"]),
        "edited_at": iso_time(post["edited_at"]),
        "liked": liked,
    }
