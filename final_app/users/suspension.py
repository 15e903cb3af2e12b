"""Suspended users: they cannot log in until a moderator lets them. What they wrote stays."""

from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.errors import Forbidden
from final_app.schema import User
from final_app.users import passwords
from final_app.users import store

SUSPENDED = _("Your account is suspended. Please talk to a moderator.")


def is_suspended(user: User) -> bool:
    """Return whether a user may not log in."""
    return user.get("suspended", False)


def raise_if_suspended(user: User) -> None:
    """Raise Forbidden for a suspended user; to be asked after the password, so that others do not learn it."""
    if is_suspended(user):
        raise Forbidden(SUSPENDED)


def suspend(moderator: User, user: User) -> None:
    """Keep a user from logging in; all their logins end, and their sockets close.

    Raises AppError (400) for oneself, and where no moderator would be left.
    """
    if moderator["_id"] == user["_id"]:
        raise AppError(_("You can't suspend yourself."))
    store.update_user(user["_id"], {"suspended": True})
    if not store.active_moderators():  # two moderators suspend each other at the same moment
        store.update_user(user["_id"], {"suspended": False})
        raise AppError(_("The last moderator can't be suspended."))
    passwords.end_logins(user["_id"], keep=[])


def lift_suspension(user: User) -> None:
    """Let a user log in again."""
    store.update_user(user["_id"], {"suspended": False})
