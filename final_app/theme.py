"""Choose light or dark: the user's setting, else this browser's cookie, else what the system prefers."""

from flask import Flask
from flask import g
from flask import request

THEMES = ("system", "light", "dark")
COOKIE = "theme"


def current_theme() -> str:
    """Return the theme of this request: "system", "light" or "dark"."""
    user = g.get("user")
    chosen = (user.get("theme") if user else None) or request.cookies.get(COOKIE)
    return chosen if chosen in THEMES else THEMES[0]


def init_app(app: Flask) -> None:
    """Make the theme available to every template."""
    app.jinja_env.globals["current_theme"] = current_theme
