"""One-time passwords: given on a slip, and good for nothing but choosing a password of one's own."""

import secrets
from collections.abc import Callable
from typing import Any
from typing import TypeVar

from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.schema import User
from final_app.users import passwords
from final_app.users import store

LETTERS = "bcdfghkmnpqrstwxyz"  # none that looks like another or like a digit, and no vowel: they make no words
LENGTH = 10
CHOOSE_FIRST = _("Please choose a password of your own first, on the page /change_pw.")
View = TypeVar("View", bound=Callable[..., Any])


def set_one_time_password(user: User) -> str:
    """Give a user a new one-time password and return it; all their logins end, and their sockets close."""
    password = make_password()
    change = {"password_hash": passwords.hash_password(password), "must_change_password": True}
    store.update_user(user["_id"], change)
    passwords.end_logins(user["_id"], keep=[])
    return password


def make_password() -> str:
    """Return a password that is easy to read and to type on any keyboard: ten small letters."""
    return "".join(secrets.choice(LETTERS) for _number in range(LENGTH))


def must_change(user: User) -> bool:
    """Return whether a user has logged in with a one-time password and may only choose another now."""
    return user.get("must_change_password", False)


def check_changed(user: User, current: str, password: str) -> None:
    """Raise ValidationError if someone keeps their one-time password, which others have read."""
    if must_change(user) and password == current:
        raise ValidationError({"password": _("Choose another password than the one-time password.")})


def before_change(view: View) -> View:
    """Mark a view that is open to a user who has yet to change a one-time password."""
    view.is_before_change = True  # type: ignore[attr-defined]
    return view
