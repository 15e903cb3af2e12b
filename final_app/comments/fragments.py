"""A comment as HTML: the same markup in a page, in the response to a script, and in a socket event."""

from typing import Any

from flask import get_template_attribute
from flask_babel import force_locale

from final_app.i18n import LANGUAGES
from final_app.users.mentions import mentioned_names


def render_comment(comment: dict[str, Any]) -> str:
    """Return a comment, given in its public shape, as HTML in the current language; equal for every reader."""
    names = mentioned_names(comment["text"])
    return str(get_template_attribute("comments/_comment.html", "one")(comment, names)).strip()


def render_in_all_languages(comment: dict[str, Any]) -> dict[str, str]:
    """Return a comment as HTML by language, so that one event serves all subscribers of a post."""
    html = {}
    for language in LANGUAGES:
        with force_locale(language):
            html[language] = render_comment(comment)
    return html
