"""Choose Korean or English: the user's setting, else what the browser prefers."""

from flask import Flask
from flask import g
from flask import request
from flask_babel import get_locale

LANGUAGES = ("en", "ko")


def choose_language() -> str:
    """Return the language of this request, "ko" or "en"."""
    user = g.get("user")
    if user and user.get("language") in LANGUAGES:
        return str(user["language"])
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def current_language() -> str:
    """Return the language of the text being rendered, "ko" or "en"."""
    return str(get_locale() or LANGUAGES[0])


def init_app(app: Flask) -> None:
    """Make the current language available to every template."""
    app.jinja_env.globals["current_language"] = current_language
