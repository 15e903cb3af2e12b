"""Rules for what a person may send about posts; each returns the value to use, or refuses it."""

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.db import Document
from final_app.errors import Refusal
from final_app.text import find_hashtags
from final_app.text import find_mentions
from final_app.text import grams_of_tags
from final_app.text import grams_of_text

AUDIENCES = ("public", "friends")


def check_text(content_txt: str, may_be_empty: bool) -> Document:
    """Return a post's text with the hashtags, mentions and grams in it, or refuse it (400)."""
    text = content_txt.replace("\r\n", "\n").strip()
    if not text and not may_be_empty:
        raise Refusal(_("Write something first."), field="content_txt")
    if len(text) > current_app.config["POST_LENGTH"]:
        most = current_app.config["POST_LENGTH"]
        raise Refusal(_("Too long: %(most)s characters at most.", most=most), field="content_txt")
    hashtags = find_hashtags(text)
    grams = [*grams_of_text(text), *grams_of_tags(hashtags)]
    return {"content_txt": text, "hashtags": hashtags, "mentions": find_mentions(text), "grams": grams}


def check_audience(audience: str) -> str:
    """Return an audience, "public" or "friends", or refuse it (400)."""
    if audience not in AUDIENCES:
        raise Refusal(_('The audience is "public" or "friends".'), field="audience")
    return audience
