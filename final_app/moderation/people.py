"""What moderators do about people: suspend them, let them log in again, give them a one-time password."""

from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.moderation import log
from final_app.schema import User
from final_app.users import suspension
from final_app.users.one_time import set_one_time_password
from final_app.users.suspension import is_suspended


def suspend(moderator: User, user: User) -> None:
    """Suspend a user; twice changes nothing. Raises AppError as users.suspension.suspend does."""
    suspension.suspend(moderator, user)
    if not is_suspended(user):
        log.write(moderator["_id"], "suspended", "person", user["_id"])


def lift(moderator: User, user: User) -> None:
    """Let a suspended user log in again; twice changes nothing."""
    suspension.lift_suspension(user)
    if is_suspended(user):
        log.write(moderator["_id"], "lifted", "person", user["_id"])


def give_password(moderator: User, user: User) -> str:
    """Return a one-time password for a user, whose logins end; raises AppError (400) for oneself."""
    if moderator["_id"] == user["_id"]:
        raise AppError(_("Change your own password in the settings."))
    password = set_one_time_password(user)
    log.write(moderator["_id"], "password", "person", user["_id"])
    return password
