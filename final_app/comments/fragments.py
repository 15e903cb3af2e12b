"""A comment as HTML: the same markup in a page, in the response to a script, and in a socket event."""

from collections.abc import Collection
from typing import Any

from bson import ObjectId
from flask import get_template_attribute
from flask_babel import force_locale

from final_app.comments.answers import answered_in
from final_app.comments.mentions import links_in
from final_app.i18n import LANGUAGES


def render_comment(comment: dict[str, Any], hidden: Collection[ObjectId] = ()) -> str:
    """Return a comment, given in its public shape, as HTML in the current language.

    hidden: users of whom the reader must not know. It is equal for every reader without any.
    """
    links = links_in([comment], hidden)
    answered = answered_in([comment])
    return str(get_template_attribute("comments/_comment.html", "one")(comment, links, answered)).strip()


def render_in_all_languages(comment: dict[str, Any]) -> dict[str, str]:
    """Return a comment as HTML by language, so that one event serves all subscribers of a post."""
    html = {}
    for language in LANGUAGES:
        with force_locale(language):
            html[language] = render_comment(comment)
    return html
