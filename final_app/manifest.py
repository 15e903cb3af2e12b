"""The manifest, which lets a phone keep the app on its home screen, in the language of the reader."""

from flask import Blueprint
from flask import Response
from flask import json
from flask import url_for
from flask_babel import gettext as _

from final_app.http import public
from final_app.i18n import current_language

bp = Blueprint("manifest", __name__)
ICONS = [("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable.png", 512, "maskable")]


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Return the names, the colors and the icons of the app."""
    facts = {
        "id": url_for("pages.feed"),
        "name": "Maru",
        "short_name": "Maru",
        "description": _("Maru is a small social network for posts and pictures among friends."),
        "lang": current_language(),
        "start_url": url_for("pages.feed"),
        "scope": url_for("pages.feed"),
        "display": "standalone",
        "background_color": "#faf7f2",
        "theme_color": "#faf7f2",
        "icons": [
            {
                "src": url_for("static", filename=name),
                "sizes": f"{side}x{side}",
                "type": "image/png",
                "purpose": purpose,
            }
            for name, side, purpose in ICONS
        ],
    }
    return Response(json.dumps(facts), mimetype="application/manifest+json", headers={"Vary": "Accept-Language"})
