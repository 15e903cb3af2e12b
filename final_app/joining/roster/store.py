"""Accounts of rosters in MongoDB (schema: User)."""

from collections.abc import Iterable

from final_app.schema import User
from final_app.users.store import users


def users_of_rosters(names: Iterable[str]) -> list[User]:
    """Return the users who were made from rows with these names, the oldest first."""
    return list(users().find({"roster_name": {"$in": list(names)}, "leaving": None}).sort("_id", 1))
