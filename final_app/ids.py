"""The ids that come with a request: read, or refused."""

from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.errors import Refusal

NOTHING_HERE = _("There is nothing here, or nothing that you may see.")


def read_id(text: str) -> ObjectId:
    """Return the id that a text names, or refuse (404): nothing has such an id."""
    if not ObjectId.is_valid(text):
        raise Refusal(NOTHING_HERE, status=404)
    return ObjectId(text)


def read_place(text: str, field: str = "before") -> ObjectId | None:
    """Return the id from which a list goes on, None for its beginning, or refuse (400), naming the field."""
    if text and not ObjectId.is_valid(text):
        raise Refusal(_("This must be an id that a list gave."), field=field)
    return ObjectId(text) if text else None
