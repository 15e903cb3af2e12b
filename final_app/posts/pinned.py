"""The post that moderators pin to the top of everyone's feed: one at a time, and for everyone to read."""

from datetime import UTC
from datetime import datetime
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.blocks.store import blocked_ids
from final_app.errors import AppError
from final_app.errors import Forbidden
from final_app.errors import NotFound
from final_app.posts.actions import get_post
from final_app.posts.actions import public_posts
from final_app.posts.pages import store
from final_app.schema import User
from final_app.users.moderators import is_moderator

post_pinned = Namespace().signal("post-pinned")  # sent with the post's id, moderator= and pinned=


def set_pinned(viewer: User, post_id: ObjectId, pinned: bool) -> None:
    """Pin a post in the place of the one before, or unpin it. Twice changes nothing.

    Raises NotFound, Forbidden for anyone but a moderator, AppError (400) for a post that is not for everyone.
    """
    post = get_post(viewer, post_id)
    if not is_moderator(viewer):
        raise Forbidden(_("Only moderators can do this."))
    if pinned and post["audience"] != "public":
        raise AppError(_("Only a post for everyone can be pinned."))
    if not pinned:
        store.unpin(post_id)
    elif store.pin(post_id, datetime.now(UTC)):
        store.unpin_all_but(post_id)
    else:  # deleted, or hidden from others, at the same moment
        raise NotFound
    post_pinned.send(post_id, moderator=viewer, pinned=pinned)


def pinned_post(viewer: User) -> dict[str, Any] | None:
    """Return the public shape of the pinned post if there is one that the viewer may see, or None."""
    post_id = store.pinned_id()
    post = store.get_post_with_author(post_id) if post_id else None
    if post is None or post["audience"] != "public" or post["author_id"] in blocked_ids(viewer["_id"]):
        return None
    return next(iter(public_posts(viewer, [post])), None)


def is_pinned(post_id: str) -> bool:
    """Return whether a post, given by its public id, is the pinned one; asked once a request."""
    return post_id == str(store.pinned_id())
