"""The session cookie when a login begins or ends, while other tabs still show pages from before."""

import secrets
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from functools import wraps
from typing import Any
from typing import TypeVar
from typing import cast

from bson import ObjectId
from flask import request
from flask import session
from flask_wtf.csrf import CSRFError
from flask_wtf.csrf import ValidationError as InvalidToken
from flask_wtf.csrf import validate_csrf

from final_app.extensions import csrf

View = TypeVar("View", bound=Callable[..., Any])
EARLIER_TOKENS = [f"earlier_csrf_token_{number}" for number in range(4)]  # keys of the session, the latest first
SURVIVING = ("draft", "_flashes")


def renew_session(**facts: str) -> None:
    """Start a session with these facts. It holds nothing from before but a kept draft, and the tokens of open pages."""
    kept = {name: session[name] for name in SURVIVING if name in session}
    tokens = [session[name] for name in ("csrf_token", *EARLIER_TOKENS) if name in session]
    session.clear()
    # Made here: if the first two requests of a login came together, each would make its own, and one would be lost.
    session.update(
        kept | facts | {"csrf_token": secrets.token_hex(20)} | dict(zip(EARLIER_TOKENS, tokens, strict=False))
    )


def begin_session(user_oid: ObjectId, secret: str) -> None:
    """Start the session of a login, which lasts when the browser is closed."""
    renew_session(person_id=str(user_oid), login=secret)
    session.permanent = True


def renew_daily() -> None:
    """Send the cookie again on the first request of a day, so that a login lasts from its last use.

    Flask would sign and send it with each response.
    """
    today = datetime.now(UTC).date().isoformat()
    if session.permanent and session.get("renewed_on") != today:
        session["renewed_on"] = today


def accept_earlier_token(view: View) -> View:
    """Make a view that logs in or out accept the CSRF token of pages opened before that happened in another tab.

    Only these views do: everything else needs the token of the login.
    """

    @wraps(view)
    def checked(*arguments: Any, **named: Any) -> Any:
        """Check the token, then call the view."""
        try:
            csrf.protect()
        except CSRFError:
            if not any(map(is_earlier_token, EARLIER_TOKENS)):
                raise
        return view(*arguments, **named)

    csrf.exempt(checked)
    return cast(View, checked)


def is_earlier_token(name: str) -> bool:
    """Return whether the request carries the token that is kept under this name."""
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"), token_key=name)
    except InvalidToken:
        return False
    return True
