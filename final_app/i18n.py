"""Korean or English: the person's setting, else what the browser prefers."""

from flask import Flask
from flask import g
from flask import request
from flask_babel import get_locale

LANGUAGES = ("en", "ko")


def choose_language() -> str:
    """Return "ko" or "en" for this request."""
    person = g.get("person")
    if person and person.get("language") in LANGUAGES:
        return str(person["language"])
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def current_language() -> str:
    """Return the language that is being spoken just now, "ko" or "en"."""
    return str(get_locale() or LANGUAGES[0])


def init_app(app: Flask) -> None:
    """Let every template say which language it speaks."""
    app.jinja_env.globals["current_language"] = current_language
