"""How often a password may be guessed: for one account from one address, from one address, for one account."""

from collections.abc import Callable
from typing import Any
from typing import TypeVar
from typing import cast

from flask import current_app
from flask import g
from flask import request
from flask_limiter.util import get_remote_address

from final_app.extensions import limiter
from final_app.http import read_fields

View = TypeVar("View", bound=Callable[..., Any])


def limit_guesses(view: View) -> View:
    """Answer 429 to a view after too many wrong passwords, wherever they were tried; right ones do not count."""
    keys = {
        "GUESSES_FOR_ACCOUNT_FROM_ADDRESS": lambda: f"{account()} from {get_remote_address()}",
        "GUESSES_FROM_ADDRESS": get_remote_address,
        "GUESSES_FOR_ACCOUNT": account,
    }
    for setting, key in keys.items():
        limit = limiter.shared_limit(limit_of(setting), scope=setting, key_func=key, deduct_when=was_wrong)
        view = cast(View, limit(view))
    return view


def limit_of(setting: str) -> Callable[[], str]:
    """Return a function that reads a limit from the settings of the app that is asked."""
    return lambda: str(current_app.config[setting])


def account() -> str:
    """Return the user id whose password is being tried."""
    return str(g.person["user_id"] if request.endpoint != "auth.submit_login" else read_fields("user_id")["user_id"])


def was_wrong(response: Any) -> bool:
    """Tell whether an answer was to a wrong password."""
    return response.status_code in (401, 403)
