"""Friend requests and friendships between two users, and what they let users see."""

from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from typing import Any
from typing import NoReturn

from blinker import Namespace
from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app import realtime
from final_app.blocks.actions import user_blocked
from final_app.blocks.store import blocked_ids
from final_app.blocks.store import may_meet
from final_app.errors import AppError
from final_app.errors import Conflict
from final_app.errors import NotFound
from final_app.errors import ValidationError
from final_app.friends import store
from final_app.notifications.actions import notify
from final_app.notifications.actions import retract
from final_app.schema import Friendship
from final_app.schema import FriendshipState
from final_app.schema import Relation
from final_app.schema import User
from final_app.schema import Visibility
from final_app.users.actions import public_user
from final_app.users.store import users_by_id

MAX_ATTEMPTS = 10
EXPECTED: dict[str, tuple[Relation, ...]] = {"none": ("requested", "asked", "friends"), "requested": ("asked",)}
CHANGED: dict[Relation, object] = {
    "none": _("This has changed meanwhile: there is no friendship or request between you. Nothing was changed."),
    "requested": _("This has changed meanwhile: your request is waiting for an answer. Nothing was changed."),
    "asked": _("This has changed meanwhile: this person has sent you a request. Nothing was changed."),
    "friends": _("This has changed meanwhile: you are friends. Nothing was changed."),
}
# Sent for each of the two users with their id and former_friend=, the id of the other.
friendship_ended = Namespace().signal("friendship-ended")


def request_or_accept(me: User, other: User, expected: Relation | None = None) -> FriendshipState:
    """Send a friend request, or accept the other's; return "requested" or "friends". Twice changes nothing.

    expected: "asked" only accepts. Raises AppError (400) for oneself, Conflict if that is no longer the state.
    """
    if me["_id"] == other["_id"]:
        raise AppError(_("You can't send a friend request to yourself."))
    for _attempt in range(MAX_ATTEMPTS):  # an attempt fails only if the other user acts at the same moment
        now = datetime.now(UTC)
        if store.accept_request(me["_id"], other["_id"], now):
            retract(me["_id"], cause=f"request_friend:{other['_id']}")
            notify(other["_id"], "accept_friend", me, f"accept_friend:{me['_id']}")
            push_relation(me, other, "friends", "friends")
            return "friends"
        if expected and relation(me, other) != "friends":
            raise_changed(me, other)
        if store.insert_request(me["_id"], other["_id"], now):
            if not may_meet(me["_id"], other["_id"]):  # at the same moment
                store.delete_friendship(me["_id"], other["_id"])
                raise NotFound
            notify(other["_id"], "request_friend", me, f"request_friend:{me['_id']}")
            push_relation(me, other, "requested", "asked")
            return "requested"
        state = relation(me, other)
        if state in ("requested", "friends"):
            return state
    raise AppError(_("Too many requests. Please wait a while and try again."), status=429, retry_after=1)


def unfriend(me: User, other: User, expected: Relation | None = None) -> None:
    """End a friendship, or decline or cancel a request; the notifications of both about each other are deleted.

    Raises Conflict if the state is not the expected one, which may be "requested", "asked" or "friends".
    """
    deleted = store.delete_friendship(me["_id"], other["_id"], expected)
    if expected and not deleted:
        raise_changed(me, other)
    end_dealings(me["_id"], other["_id"])
    if deleted:
        push_relation(me, other, "none", "none")


def raise_changed(me: User, other: User) -> NoReturn:
    """Raise Conflict with the state as it is now."""
    state = relation(me, other)
    raise Conflict(CHANGED.get(state, CHANGED["none"]), state=state)


def push_relation(me: User, other: User, mine: Relation, others: Relation) -> None:
    """Tell all pages of both users what they are to each other, as each of them sees it."""
    for user, about, state in ((me, other, mine), (other, me, others)):
        data: dict[str, object] = {"nickname": about["nickname"], "state": state}
        realtime.emit_to(realtime.user_room(user["_id"]), "friendship", data)


def check_expected(state: str, expected: str) -> Relation | None:
    """Return what a change to a state ("none" or "requested") is expected to end, None if that is not said.

    Raises ValidationError.
    """
    known = next((one for one in EXPECTED[state] if one == expected), None)
    if expected and known is None:
        choices = ", ".join(EXPECTED[state])
        raise ValidationError({"expected": _("expected must be one of these: %(choices)s", choices=choices)})
    return known


@user_blocked.connect
def end_friendship(user_oid: ObjectId, blocked: ObjectId) -> None:
    """End what is between two users of whom one blocks the other."""
    store.delete_friendship(user_oid, blocked)
    end_dealings(user_oid, blocked)


def end_dealings(user_oid: ObjectId, other_id: ObjectId) -> None:
    """Delete the notifications of two users about each other, and announce that they are no friends."""
    retract(user_oid, actor_id=other_id)
    retract(other_id, actor_id=user_oid)
    friendship_ended.send(user_oid, former_friend=other_id)
    friendship_ended.send(other_id, former_friend=user_oid)


def relation(me: User, other: User) -> Relation:
    """Return "self", "none", "requested" (by me), "asked" (by the other) or "friends"."""
    if me["_id"] == other["_id"]:
        return "self"
    found = store.get_friendship(me["_id"], other["_id"])
    return as_seen_by(me, found) if found else "none"


def as_seen_by(me: User, friendship: Friendship) -> Relation:
    """Return "friends", "requested" (by me) or "asked" (by the other)."""
    if friendship["state"] == "friends":
        return "friends"
    return "requested" if friendship["asked_by"] == me["_id"] else "asked"


def can_view(viewer_id: ObjectId, author_id: ObjectId, visibility: Visibility) -> bool:
    """Return whether a user may see what an author shares with this visibility: neither blocks the other."""
    if viewer_id == author_id:
        return True
    if author_id in blocked_ids(viewer_id):
        return False
    if visibility == "public":
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
    without = [me["_id"], *asked_me, *asked_by_me, *blocked_ids(me["_id"])]
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
