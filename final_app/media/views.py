"""Pictures over HTTP."""

from typing import Any

from bson import ObjectId
from flask import Blueprint
from flask import Response
from flask import g
from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.decoder import SIDES
from final_app.errors import ValidationError
from final_app.media import actions

bp = Blueprint("media", __name__)
ONE_YEAR = 365 * 24 * 60 * 60  # seconds


@bp.app_template_filter()
def srcset(image: dict[str, Any]) -> str:
    """Return the small and the large version of a picture, for a browser to choose from."""
    return ", ".join(f"{url} {width}w" for url, width in actions.sources(image))


@bp.app_template_filter()
def box(image: dict[str, Any]) -> dict[str, Any]:
    """Return how large a picture is shown."""
    return actions.shown_box(image)


bp.add_app_template_filter(actions.image_url)


@bp.get("/image/<objectid:image_id>")
def image(image_id: ObjectId) -> ResponseReturnValue:
    """Send a picture of a post or a profile, for the browser to cache for good."""
    size = request.args.get("size", "medium")
    if size not in SIDES:
        raise ValidationError({"size": _("size must be thumb, medium or full.")})
    response = Response(actions.get_picture(g.user, image_id, size), mimetype="image/webp")
    response.set_etag(f"{image_id}-{size}")
    response.cache_control.private = True
    response.cache_control.immutable = True
    response.cache_control.max_age = ONE_YEAR
    return response.make_conditional(request)
