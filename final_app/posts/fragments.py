"""What changes of a post when it is edited, as HTML: the same markup in a page and in a socket event."""

from typing import Any

from flask import get_template_attribute
from flask_babel import force_locale

from final_app.i18n import LANGUAGES


def render_in_all_languages(post: dict[str, Any]) -> dict[str, str]:
    """Return the text, the pictures and the marks of a post, given in its public shape, as HTML by language.

    It is equal for every reader, so that one event serves all who look at the post.
    """
    html = {}
    for language in LANGUAGES:
        with force_locale(language):
            marks, body = (get_template_attribute("posts/_body.html", name) for name in ("marks", "body"))
            html[language] = f"{marks(post)}{body(post)}".strip()
    return html
