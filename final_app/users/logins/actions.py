"""List the logins of a user, end them, and note when each was last used."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Any

from final_app import realtime
from final_app.schema import Login
from final_app.schema import User
from final_app.text import iso_time
from final_app.users.logins import store

NOTED_EVERY = timedelta(hours=1)  # not at each request: that would be a write each time
PUBLIC_ID = 16  # characters of a login's id by which its user knows it


def note_use(user: User, login_id: str) -> None:
    """Store that a login is being used, unless that has been done within the hour."""
    now = datetime.now(UTC)
    login = next(one for one in user["logins"] if one["id"] == login_id)
    if now - used_at(login) > NOTED_EVERY:
        store.set_used(user["_id"], login_id, now)


def used_at(login: Login) -> datetime:
    """Return when a login was last used, up to an hour ago; of one from an earlier version, when it began."""
    return login.get("used_at", login["began_at"])


def public_logins(user: User, current_id: str) -> list[dict[str, Any]]:
    """Return what a user sees of their logins: the one with this id first, then the others, last used first."""
    newest_first = sorted(user["logins"], key=used_at, reverse=True)
    newest_first.sort(key=lambda login: login["id"] != current_id)
    return [public_login(login, login["id"] == current_id) for login in newest_first]


def public_login(login: Login, is_current: bool) -> dict[str, Any]:
    """Return {"id", "browser", "system", "began_at", "used_at", "current"}; "" for a browser that is not known."""
    return {
        "id": login["id"][:PUBLIC_ID],
        "browser": login.get("browser", ""),
        "system": login.get("system", ""),
        "began_at": iso_time(login["began_at"]),
        "used_at": iso_time(used_at(login)),
        "current": is_current,
    }


def end_login(user: User, public_id: str) -> None:
    """End a login of this user, and disconnect its sockets; harmless if it has ended already."""
    for login in user["logins"]:
        if login["id"][:PUBLIC_ID] == public_id:
            store.delete_login(user["_id"], login["id"])
            realtime.disconnect_room(realtime.login_room(login["id"]))
