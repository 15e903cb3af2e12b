"""Limit wrong passwords (for an account from an address, from an address, for an account), and emails of a client."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from typing import TypeVar
from typing import cast

from flask import g
from flask import make_response
from flask import request
from flask_babel import lazy_gettext as _
from flask_limiter.util import get_remote_address

from final_app import rates
from final_app.errors import AppError
from final_app.http import get_fields
from final_app.memo import OnceARequest
from final_app.users.actions import find_by_login
from final_app.users.actions import login_key

View = TypeVar("View", bound=Callable[..., Any])
Keys = dict[str, Callable[[], str | None]]  # of each setting, what gives the key for which a request counts


def limit(keys: Keys, counts: Callable[[int], bool]) -> Callable[[View], View]:
    """Return a decorator that makes a view answer 429 when one of these settings is reached for its key, if it has one.

    A request is counted before the view runs, as many may arrive at once, and given back unless its status counts.
    """

    def decorate(view: View) -> View:
        """Limit a view."""

        @wraps(view)
        def limited(*arguments: Any, **named: Any) -> Any:
            """Count the request, run the view, and give the request back if it does not count."""
            taken = count_all(keys)
            status = 0
            try:
                response = make_response(view(*arguments, **named))
                status = response.status_code
                return response
            except AppError as error:
                status = error.status
                raise
            finally:
                if not counts(status):
                    give_back(taken)

        return cast(View, limited)

    return decorate


def count_all(keys: Keys) -> list[tuple[str, str]]:
    """Count a request for the key of each setting, and return what was counted; nothing is where AppError is raised."""
    taken: list[tuple[str, str]] = []
    try:
        for setting, make_key in keys.items():
            if key := make_key():
                rates.hit(setting, key)
                taken.append((setting, key))
    except AppError:
        give_back(taken)
        raise
    return taken


def give_back(taken: list[tuple[str, str]]) -> None:
    """Undo what was counted."""
    for setting, key in taken:
        rates.give_back(setting, key)


@OnceARequest
def attempted_username() -> str:
    """Return a short form of the username whose password is being tried, however it was typed."""
    if request.endpoint == "users.submit_login":
        typed = get_fields("user_id")["user_id"]
        user = find_by_login(typed)
        name = user["user_id"] if user else login_key(typed)
    else:
        name = g.user["user_id"]
    return hashlib.sha256(str(name).encode()).hexdigest()[:32]


def pair() -> str:
    """Return the account whose password is being tried, with the address that tries it."""
    return f"{attempted_username()} from {get_remote_address()}"


def address_of_new_pair() -> str | None:
    """Return the address that tries a password, if it is the first one that counts for this account, else None."""
    return get_remote_address() if rates.used("LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS", pair()) <= 1 else None


def limit_wrong_ones(view: View) -> View:
    """Make a view answer 429, not 401 or 403, to wrong passwords of an address that sent many; right ones still work.

    A class behind one address is not locked out by each other's mistakes.
    """

    @wraps(view)
    def limited(*arguments: Any, **named: Any) -> Any:
        """Run the view, then count a wrong password for the address."""
        try:
            response = make_response(view(*arguments, **named))
            status = response.status_code
        except AppError as error:
            count_wrong(error.status)
            raise
        count_wrong(status)
        return response

    return cast(View, limited)


def is_wrong(status: int) -> bool:
    """Return whether a status is the answer to a wrong password: 401 to logging in, 403 to changing what is one's own.

    Logging in answers 403 to the right password of someone who is suspended.
    """
    return status == (401 if request.endpoint == "users.submit_login" else 403)


def count_wrong(status: int) -> None:
    """Count a wrong password for its address; raises AppError (429) if there were too many before."""
    if is_wrong(status):
        message = _("Wrong password, and too many wrong ones came from your network. Check it before you try again.")
        rates.hit("LOGIN_ATTEMPTS_PER_ADDRESS", get_remote_address(), message)


def limit_login_attempts(view: View) -> View:
    """Make a view that takes a password answer 429 after too many wrong ones.

    For one account (from an address, or altogether), and from an address that tried too many accounts, as one does who
    guesses the same password on each, even the right one is not looked at any more.
    """
    limited_view = LIMIT_ATTEMPTS(limit_wrong_ones(view))

    @wraps(view)
    def limited(*arguments: Any, **named: Any) -> Any:
        """Run the view unless its client has tried too many accounts."""
        message = _("Too many wrong passwords came from your network. Please wait a while and try again.")
        rates.check("LOGIN_ACCOUNTS_PER_ADDRESS", get_remote_address(), message)
        return limited_view(*arguments, **named)

    return cast(View, limited)


LIMIT_ATTEMPTS = limit(
    {
        "LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS": pair,
        "LOGIN_ACCOUNTS_PER_ADDRESS": address_of_new_pair,
        "LOGIN_ATTEMPTS_PER_ACCOUNT": attempted_username,
    },
    lambda status: is_wrong(status) or status == 429,
)
limit_emails = limit({"EMAILS_PER_CLIENT": get_remote_address}, lambda status: 0 < status < 400)
