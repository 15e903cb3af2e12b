"""The page of notifications: those that are alike are one, as "민수 and 3 others liked your post"."""

from typing import Any
from typing import TypedDict

from bson import ObjectId
from flask import current_app
from flask import url_for

from final_app.notifications import store
from final_app.notifications.actions import FRIENDSHIP
from final_app.notifications.actions import count_unread
from final_app.notifications.actions import public_notification
from final_app.schema import Notification
from final_app.schema import User
from final_app.users.store import users_by_id

MOST_TEXTS = 3


class Group(TypedDict):
    """Notifications of the same kind about the same post, or of friendships: the newest, and what the others add."""

    newest: dict[str, Any]
    url: str
    others: int  # users beside the newest one's
    texts: list[str]  # the newest excerpts, each once


def list_groups(user: User, before: ObjectId | None) -> dict[str, Any]:
    """Return {"groups", "next", "last", "unread"}: a page of notifications before one, the newest first.

    last: the id of the newest. All that a user may have are read at once, as those that are alike may be far apart.
    """
    number = store.number_of(user["_id"], before) if before else None
    found = store.newest_notifications(user["_id"], number, 0)
    actors = users_by_id(one["actor_id"] for one in found)
    shown = [one for one in found if one["actor_id"] in actors]
    page, next_cursor = group(shown, current_app.config["PAGE_SIZE"])
    groups = [public_group(alike, actors) for alike in page]
    last = groups[0]["newest"]["id"] if groups and not before else ""
    return {"groups": groups, "next": next_cursor, "last": last, "unread": count_unread(user)}


def group(found: list[Notification], size: int) -> tuple[list[list[Notification]], str | None]:
    """Return the groups on a page of at most this size, and the cursor of the next page."""
    groups: dict[object, list[Notification]] = {}
    for position, one in enumerate(found):
        key = (one["kind"], one["post_id"], one["read"])
        if key not in groups and len(groups) == size:
            last = found[position - 1]
            return list(groups.values()), str(store.public_id(last["recipient_id"], last["number"]))
        groups.setdefault(key, []).append(one)
    return list(groups.values()), None


def public_group(alike: list[Notification], actors: dict[ObjectId, User]) -> Group:
    """Return what a page shows of notifications that are alike, given newest first."""
    newest = public_notification(alike[0], actors[alike[0]["actor_id"]])
    others = len({one["actor_id"] for one in alike}) - 1
    texts = list(dict.fromkeys(one["text"] for one in alike if one["text"]))[:MOST_TEXTS]
    several_people = others and alike[0]["kind"] in FRIENDSHIP
    url = url_for("friends.friend") if several_people else newest["url"]
    return {"newest": newest, "url": url, "others": others, "texts": texts}
