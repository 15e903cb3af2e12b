"""Choose Korean or English: the user's setting, else what the browser prefers."""

import locale
import os
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations
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


def system_language() -> str:
    """Return the language of the system, for what is said on its terminal: "ko" or "en"."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "ko" if chosen.lower().startswith("ko") else "en"


def current_language() -> str:
    """Return the language of the text being rendered, "ko" or "en"."""
    return str(get_locale() or LANGUAGES[0])


@cache
def translations(language: str) -> NullTranslations:
    """Return the translations into a language; read once."""
    return Translations.load(Path(__file__).parent / "translations", [language])


def install_gettext(app: Flask) -> None:
    """Translate templates from the translations directly: Flask-Babel looks up its context four times a message.

    Call it after Flask-Babel has installed its own functions.
    """

    def gettext(message: str) -> str:
        """Return a message in the current language."""
        return translations(current_language()).gettext(message)

    def ngettext(singular: str, plural: str, number: int) -> str:
        """Return a message with a number in the current language."""
        return translations(current_language()).ngettext(singular, plural, number)

    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Make the current language available to every template."""
    app.jinja_env.globals["current_language"] = current_language
