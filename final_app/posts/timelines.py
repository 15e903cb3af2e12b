"""Pages of posts: the feed, and the posts of one user."""

from collections.abc import Sequence
from typing import Any

from bson import ObjectId
from flask import current_app

from final_app.friends.store import friend_ids
from final_app.posts import store
from final_app.posts.actions import public_posts
from final_app.posts.rules import VISIBILITIES
from final_app.schema import Relation
from final_app.schema import User
from final_app.schema import Visibility

Page = tuple[list[dict[str, Any]], str | None]  # public posts, and the cursor of the next page


def feed(viewer: User, before: ObjectId | None) -> Page:
    """Return a page of the posts of the viewer and their friends, newest first."""
    return page(viewer, [viewer["_id"], *friend_ids(viewer["_id"])], VISIBILITIES, before)


def posts_of(viewer: User, author: User, relation: Relation, before: ObjectId | None) -> Page:
    """Return a page of the author's posts that the viewer may see, newest first.

    relation: of viewer and author, as friends.actions.relation returns it.
    """
    visibilities = VISIBILITIES if relation in ("self", "friends") else VISIBILITIES[:1]
    return page(viewer, [author["_id"]], visibilities, before)


def page(
    viewer: User, author_ids: Sequence[ObjectId], visibilities: Sequence[Visibility], before: ObjectId | None
) -> Page:
    """Return a page of posts by these authors, newest first."""
    size = current_app.config["PAGE_SIZE"]
    found = store.page_by_authors(author_ids, visibilities, before, size + 1)
    return public_posts(viewer, found[:size]), str(found[size - 1]["_id"]) if len(found) > size else None
