"""Friend requests and friendships between two users, and what they let users see."""

from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.friends import store
from final_app.notifications.actions import notify
from final_app.notifications.actions import retract
from final_app.schema import FriendshipState
from final_app.schema import Relation
from final_app.schema import User
from final_app.schema import Visibility
from final_app.users.actions import public_user
from final_app.users.store import is_active
from final_app.users.store import users_by_id

MAX_ATTEMPTS = 10
# Sent for each of the two users with their id and former_friend=, the id of the other.
friendship_ended = Namespace().signal("friendship-ended")


def request_or_accept(me: User, other: User) -> FriendshipState:
    """Send a friend request, or accept the other's; return "requested" or "friends". Twice changes nothing.

    Raises AppError (400) for oneself.
    """
    if me["_id"] == other["_id"]:
        raise AppError(_("You can't send a friend request to yourself."))
    for _attempt in range(MAX_ATTEMPTS):  # an attempt fails only if the other user acts at the same moment
        now = datetime.now(UTC)
        if store.accept_request(me["_id"], other["_id"], now):
            retract(me["_id"], cause=f"request_friend:{other['_id']}")
            notify(other["_id"], "accept_friend", me, f"accept_friend:{me['_id']}")
            return "friends"
        if store.insert_request(me["_id"], other["_id"], now):
            if not is_active(me["_id"], other["_id"]):  # one of the two has left at the same moment
                store.delete_friendship(me["_id"], other["_id"])
                raise NotFound
            notify(other["_id"], "request_friend", me, f"request_friend:{me['_id']}")
            return "requested"
        state = relation(me, other)
        if state in ("requested", "friends"):
            return state
    raise AppError(_("Too many requests. Please wait a while and try again."), status=429, retry_after=1)


def unfriend(me: User, other: User) -> None:
    """End a friendship, or decline or cancel a request; the notifications of both about each other are deleted."""
    store.delete_friendship(me["_id"], other["_id"])
    retract(me["_id"], actor_id=other["_id"])
    retract(other["_id"], actor_id=me["_id"])
    friendship_ended.send(me["_id"], former_friend=other["_id"])
    friendship_ended.send(other["_id"], former_friend=me["_id"])


def relation(me: User, other: User) -> Relation:
    """Return "self", "none", "requested" (by me), "asked" (by the other) or "friends"."""
    if me["_id"] == other["_id"]:
        return "self"
    found = store.get_friendship(me["_id"], other["_id"])
    if found is None:
        return "none"
    if found["state"] == "friends":
        return "friends"
    return "requested" if found["asked_by"] == me["_id"] else "asked"


def can_view(viewer_id: ObjectId, author_id: ObjectId, visibility: Visibility) -> bool:
    """Return whether a user may see what an author shares with this visibility."""
    if visibility == "public" or viewer_id == author_id:
        return True
    found = store.get_friendship(viewer_id, author_id)
    return found is not None and found["state"] == "friends"


def friends_overview(me: User) -> dict[str, Any]:
    """Return {"friends", "asked_me", "asked_by_me", "may_know"}, as /friend shows them."""
    friends = store.friend_ids(me["_id"])
    asked_me: list[ObjectId] = []
    asked_by_me: list[ObjectId] = []
    for request in store.requests_of(me["_id"]):
        sent, other = request["asked_by"] == me["_id"], next(one for one in request["people"] if one != me["_id"])
        (asked_by_me if sent else asked_me).append(other)
    without = [me["_id"], *asked_me, *asked_by_me]
    may_know = store.friends_of_friends(friends, without, current_app.config["SUGGESTIONS"])
    users = users_by_id([*friends, *asked_me, *asked_by_me, *(other for other, _count in may_know)])

    def shown(user_oids: Iterable[ObjectId]) -> list[dict[str, Any]]:
        """Return the public shapes of the users who still exist."""
        return [public_user(users[one]) for one in user_oids if one in users]

    return {
        "friends": sorted(shown(friends), key=lambda user: user["nickname"]),
        "asked_me": shown(asked_me),
        "asked_by_me": shown(asked_by_me),
        "may_know": [
            {"person": public_user(users[other]), "in_common": count} for other, count in may_know if other in users
        ],
    }
