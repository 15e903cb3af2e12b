"""Limit wrong passwords: for an account from an address, from an address, and for an account."""

from collections.abc import Callable
from typing import Any
from typing import TypeVar
from typing import cast

from flask import current_app
from flask import g
from flask import request
from flask_limiter.util import get_remote_address

from final_app.extensions import limiter
from final_app.http import get_fields
from final_app.users.actions import find_by_login
from final_app.users.actions import login_key

View = TypeVar("View", bound=Callable[..., Any])


def limit_login_attempts(view: View) -> View:
    """Make a view answer 429 after too many wrong passwords on any such view; right ones are not counted."""
    keys = {
        "LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS": lambda: f"{attempted_username()} from {get_remote_address()}",
        "LOGIN_ATTEMPTS_PER_ADDRESS": get_remote_address,
        "LOGIN_ATTEMPTS_PER_ACCOUNT": attempted_username,
    }
    for setting, key in keys.items():
        limit = limiter.shared_limit(setting_reader(setting), scope=setting, key_func=key, deduct_when=was_wrong)
        view = cast(View, limit(view))
    return view


def setting_reader(setting: str) -> Callable[[], str]:
    """Return a function that reads a limit from the settings of the current app."""
    return lambda: str(current_app.config[setting])


def attempted_username() -> str:
    """Return the username whose password is being tried, however it was typed."""
    if request.endpoint != "users.submit_login":
        return str(g.user["user_id"])
    typed = get_fields("user_id")["user_id"]
    user = find_by_login(typed)
    return user["user_id"] if user else login_key(typed)


def was_wrong(response: Any) -> bool:
    """Return whether the response was to a wrong password."""
    return response.status_code in (401, 403)
