"""Pages of posts: the feed, and the posts of one user."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Any
from typing import NamedTuple
from typing import get_args

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.blocks.store import blocked_ids
from final_app.errors import ValidationError
from final_app.friends.store import friend_ids
from final_app.posts.actions import public_posts
from final_app.posts.pages import store as pages
from final_app.posts.rules import VISIBILITIES
from final_app.schema import FeedView
from final_app.schema import PostWithAuthor
from final_app.schema import Relation
from final_app.schema import User

VIEWS: tuple[FeedView, ...] = get_args(FeedView)
Page = tuple[list[dict[str, Any]], str | None]  # public posts, and the cursor of the next page


class Feed(NamedTuple):
    """A page of the feed: its public posts, the cursor of the next page, and whose posts these are."""

    posts: list[dict[str, Any]]
    next: str | None
    view: FeedView


def feed(viewer: User, before: ObjectId | None, view: FeedView | None) -> Feed:
    """Return a page of the posts of everyone, or of the viewer and their friends, newest first.

    Without a view it is that of friends, for a viewer who has any.
    """
    friends = friend_ids(viewer["_id"]) if view != "everyone" else []
    if view == "friends" or friends:
        authors = [viewer["_id"], *friends]
        return Feed(*page(viewer, lambda limit: pages.page_by_authors(authors, before, limit)), "friends")
    blocked = blocked_ids(viewer["_id"])
    return Feed(*page(viewer, lambda limit: pages.page_of_public(blocked, before, limit)), "everyone")


def added_since(viewer: User, view: FeedView, after: ObjectId) -> list[str]:
    """Return the ids of the newest posts in a view of the feed that were added after this one."""
    authors = None if view == "everyone" else [viewer["_id"], *friend_ids(viewer["_id"])]
    found = pages.newer_ids(authors, after, current_app.config["PAGE_SIZE"])
    hidden = blocked_ids(viewer["_id"])
    return [str(post["_id"]) for post in found if post["author_id"] not in hidden]


def check_view(value: str) -> FeedView | None:
    """Return a view of the feed, None for ""; raises ValidationError."""
    known = next((view for view in VIEWS if view == value), None)
    if value and known is None:
        raise ValidationError({"view": _('view must be "friends" or "everyone".')})
    return known


def posts_of(viewer: User, author: User, relation: Relation, before: ObjectId | None) -> Page:
    """Return a page of the author's posts that the viewer may see, newest first.

    relation: of viewer and author, as friends.actions.relation returns it.
    """
    visibilities = VISIBILITIES if relation in ("self", "friends") else VISIBILITIES[:1]
    return page(viewer, lambda limit: pages.page_by_author(author["_id"], visibilities, before, limit))


def page(viewer: User, fetch: Callable[[int], list[PostWithAuthor]]) -> Page:
    """Return a page of what fetch returns for a limit, in its order."""
    size = current_app.config["PAGE_SIZE"]
    found = fetch(size + 1)
    return public_posts(viewer, found[:size]), str(found[size - 1]["_id"]) if len(found) > size else None


def visible_among(viewer: User, post_ids: Sequence[ObjectId]) -> dict[ObjectId, dict[str, Any]]:
    """Return those of these posts that the viewer may see, as public posts by their ids."""
    visible = pages.visible_to([viewer["_id"], *friend_ids(viewer["_id"])], blocked_ids(viewer["_id"]))
    found = pages.visible_among(post_ids, visible)
    return {ObjectId(post["id"]): post for post in public_posts(viewer, found)}
