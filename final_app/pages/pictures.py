"""Read from a request what it says of the pictures of a post."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict

from final_app.errors import ValidationError
from final_app.http import FIELD_LENGTH
from final_app.http import get_fields
from final_app.http import get_files
from final_app.http import get_request_data
from final_app.http import is_storable
from final_app.posts.pictures import PictureChanges
from final_app.posts.pictures import Upload

ALT = "alt_"  # with the id of a picture behind it: its description


def read_picture_changes() -> PictureChanges:
    """Return what an edit does to the pictures of its post.

    Fields: content_file and alt, both repeated, for new pictures; alt_<id>; remove_image and image_order, repeated.
    """
    names = [name for name in get_request_data() if name.startswith(ALT)]
    return PictureChanges(
        uploads=get_uploads(),
        alts={name.removeprefix(ALT): text for name, text in get_fields(*names).items()},
        removed=get_texts("remove_image"),
        order=get_texts("image_order"),
    )


def get_uploads() -> list[Upload]:
    """Return the new pictures: content_file, and the description of each in alt, both repeated, in the same order."""
    files = get_files("content_file")
    alts = get_texts("alt")
    return [Upload(file, *alts[number : number + 1]) for number, file in enumerate(files)]


def get_texts(name: str) -> list[str]:
    """Return the values of a field that may be repeated; in JSON a list or one text."""
    texts = list_of(get_request_data(), name)
    if not all(isinstance(text, str) and is_storable(text) and len(text) <= FIELD_LENGTH for text in texts):
        raise ValidationError({name: _("This must be text.")})
    return texts


def list_of(data: Mapping[str, Any], name: str) -> list[Any]:
    """Return the values of a field of a form or of JSON."""
    if isinstance(data, MultiDict):
        return data.getlist(name)
    value = data.get(name, [])
    return value if isinstance(value, list) else [value]
