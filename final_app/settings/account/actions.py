"""What only the user sees of an account, and its theme."""

from typing import Any

from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.schema import User
from final_app.theme import THEMES
from final_app.users import store
from final_app.users.logins.actions import public_logins


def account_facts(user: User, login_id: str) -> dict[str, Any]:
    """Return {"user_email", "language", "theme", "logins"} of a user who is logged in with this login."""
    return {
        "user_email": user["user_email"],
        "language": user["language"],
        "theme": user.get("theme", THEMES[0]),
        "logins": public_logins(user, login_id),
    }


def check_theme(value: str) -> str:
    """Return a theme; raises ValidationError for any other text."""
    if value not in THEMES:
        raise ValidationError({"theme": _('theme must be "system", "light" or "dark".')})
    return value


def set_theme(user: User, theme: str) -> None:
    """Set the theme of a user's pages."""
    store.update_user(user["_id"], {"theme": theme})
