"""List people, with what each is to the user who looks."""

from collections.abc import Sequence
from typing import Any

from bson import ObjectId
from flask import current_app

from final_app.blocks.store import blocked_ids
from final_app.friends.actions import as_seen_by
from final_app.friends.people import store
from final_app.friends.store import friendships_with
from final_app.schema import Relation
from final_app.schema import User
from final_app.users.actions import public_user


def everyone(me: User, before: ObjectId | None) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of all users, newest first, with the friendship of each, and the cursor of the next page."""
    size = current_app.config["PAGE_SIZE"]
    found = store.page_of_users(blocked_ids(me["_id"]), before, size + 1)
    return with_friendships(me, found[:size]), str(found[size - 1]["_id"]) if len(found) > size else None


def with_friendships(me: User, users: Sequence[User]) -> list[dict[str, Any]]:
    """Return the public shapes of users, each with "friendship"; all friendships come from one query."""
    known: dict[ObjectId, Relation] = {me["_id"]: "self"}
    for friendship in friendships_with(me["_id"], [user["_id"] for user in users]) if users else []:
        for user_oid in friendship["people"]:
            known.setdefault(user_oid, as_seen_by(me, friendship))
    return [{**public_user(user), "friendship": known.get(user["_id"], "none")} for user in users]
