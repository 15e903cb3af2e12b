"""What happens between two people; no request in it. me is the person who acts, as a document."""

from datetime import UTC
from datetime import datetime
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.db import Document
from final_app.errors import Refusal
from final_app.friends import store
from final_app.notifications.actions import forget
from final_app.notifications.actions import notify
from final_app.users.actions import public_person
from final_app.users.store import people_by_id

ROUNDS = 10
parted = Namespace().signal("parted")  # sent with the id of a person, and without whom they are from now on


def befriend(me: Document, other: Document) -> str:
    """Ask someone to be friends, or accept if they have asked; return "requested" or "friends".

    Doing it twice changes nothing. Raises Refusal (400) for oneself.
    """
    if me["_id"] == other["_id"]:
        raise Refusal(_("You are your own friend already."))
    for _round in range(ROUNDS):  # each round fails only if the other side acted in between
        now = datetime.now(UTC)
        if store.accept(me["_id"], other["_id"], now):
            forget(me["_id"], cause=f"request_friend:{other['_id']}")
            notify(other["_id"], "accept_friend", me, f"accept_friend:{me['_id']}")
            return "friends"
        if store.ask(me["_id"], other["_id"], now):
            notify(other["_id"], "request_friend", me, f"request_friend:{me['_id']}")
            return "requested"
        state = friendship(me, other)
        if state in ("requested", "friends"):
            return state
    raise Refusal(_("That was too often: wait a while, then try again."), status=429, retry_after=1)


def part(me: Document, other: Document) -> str:
    """Decline, cancel or part: whatever is between two people ends, their notices of each other, too; return "none"."""
    store.remove(me["_id"], other["_id"])
    forget(me["_id"], actor_id=other["_id"])
    forget(other["_id"], actor_id=me["_id"])
    for one, without in ((me, other), (other, me)):
        parted.send(one["_id"], without=without["_id"])
    return "none"


def friendship(me: Document, other: Document) -> str:
    """Return "self", "none", "requested" (by me), "asked" (by the other) or "friends"."""
    if me["_id"] == other["_id"]:
        return "self"
    found = store.get_friendship(me["_id"], other["_id"])
    if found is None:
        return "none"
    if found["state"] == "friends":
        return "friends"
    return "requested" if found["asked_by"] == me["_id"] else "asked"


def may_see(viewer: Document, author_id: ObjectId, audience: str) -> bool:
    """Tell whether the viewer may see what an author made for this audience."""
    if audience == "public" or viewer["_id"] == author_id:
        return True
    found = store.get_friendship(viewer["_id"], author_id)
    return found is not None and found["state"] == "friends"


def circle(me: Document) -> dict[str, Any]:
    """Return friends, requests in and out, and people one may know, as /friend answers them."""
    friends = store.friend_ids(me["_id"])
    requests = store.requests_of(me["_id"])
    others = [(request, next(one for one in request["people"] if one != me["_id"])) for request in requests]
    without = [me["_id"], *(other for _, other in others)]
    may_know = store.friends_in_common(friends, without, current_app.config["MAY_KNOW"])
    people = people_by_id([*friends, *(other for _, other in others), *(other for other, _ in may_know)])

    def shown(ids: list[ObjectId]) -> list[dict[str, Any]]:
        """Return the public shapes of those who are still there."""
        return [public_person(people[one]) for one in ids if one in people]

    return {
        "friends": sorted(shown(friends), key=lambda person: person["nickname"]),
        "asked_me": shown([other for request, other in others if request["asked_by"] == other]),
        "asked_by_me": shown([other for request, other in others if request["asked_by"] == me["_id"]]),
        "may_know": [
            {"person": public_person(people[other]), "in_common": count} for other, count in may_know if other in people
        ],
    }
