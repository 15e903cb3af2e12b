"""Rules for what users enter in a post; each returns the value to store or raises ValidationError."""

from collections.abc import Sequence
from typing import IO
from typing import TypedDict
from typing import get_args

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.links import find_hashtags
from final_app.ngrams import tag_ngrams
from final_app.ngrams import text_ngrams
from final_app.schema import Visibility
from final_app.text import is_visible
from final_app.text import trim_text

VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)  # the first is the default


class TextFields(TypedDict):
    """The text of a post, with what is found in it."""

    content_txt: str
    hashtags: list[str]
    grams: list[str]


def check_text(content_txt: str, may_be_empty: bool) -> TextFields:
    """Return the fields of a post that come from its text."""
    text = trim_text(content_txt)
    if not text and not may_be_empty:
        raise ValidationError({"content_txt": _("Write something first.")})
    limit = current_app.config["POST_LENGTH"]
    if len(text) > limit:
        raise ValidationError({"content_txt": _("This is too long. The limit is %(most)s characters.", most=limit)})
    hashtags = find_hashtags(text)
    ngrams = [*text_ngrams(text), *tag_ngrams(hashtags)]
    return {"content_txt": text, "hashtags": hashtags, "grams": ngrams}


def check_visibility(value: str) -> Visibility:
    """Return a visibility, "public" or "friends"."""
    if value not in VISIBILITIES:
        raise ValidationError({"audience": _('audience must be "public" or "friends".')})
    return value


def check_number(files: Sequence[IO[bytes]], others: int = 0) -> Sequence[IO[bytes]]:
    """Return the new pictures of a post, if there are not too many; others: how many it has beside them."""
    limit = current_app.config["IMAGES_PER_POST"]
    if len(files) + others > limit:
        raise ValidationError({"content_file": _("Use at most %(most)s pictures.", most=limit)})
    return files


def check_alt(value: str, field: str) -> str:
    """Return the description of a picture as one line."""
    alt = " ".join(value.split()) if is_visible(value) else ""
    limit = current_app.config["ALT_LENGTH"]
    if len(alt) > limit:
        raise ValidationError({field: _("This is too long. The limit is %(most)s characters.", most=limit)})
    return alt
