"""Likes over HTTP, and links in texts. The pages of posts are in pages/, as they show comments and friends, too."""

from collections.abc import Collection
from collections.abc import Iterable

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from markupsafe import escape

from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import success
from final_app.posts import likes as actions
from final_app.text import split_links
from final_app.users.mentions import mentioned_names

bp = Blueprint("posts", __name__)


@bp.app_template_filter()
def linked(text: str, names: Collection[str]) -> Markup:
    """Return a text as HTML in which addresses, #hashtags and mentions of these nicknames are links."""
    return Markup("").join(link(kind, piece) for kind, piece in split_links(text, names))


@bp.app_template_global()
def mentioned_in(texts: Iterable[str]) -> list[str]:
    """Return the nicknames that these texts mention, for linked."""
    return mentioned_names(*texts)


def link(kind: str, piece: str) -> Markup:
    """Return a piece of a text as HTML; kind is what split_links says of it."""
    if not kind:
        return escape(piece)
    url = piece
    if kind == "tag":
        url = url_for("search.search", search=piece)
    elif kind == "name":
        url = url_for("pages.user", nickname=piece[1:])
    return Markup('<a href="{}" rel="nofollow noopener" class="link_{}">{}</a>').format(url, kind, piece)


@bp.put("/content_submit/<objectid:post_id>/like")
def like(post_id: ObjectId) -> ResponseReturnValue:
    """Like a post."""
    return jsonify(result="success", **actions.set_like(g.user, post_id, True))


@bp.delete("/content_submit/<objectid:post_id>/like")
def unlike(post_id: ObjectId) -> ResponseReturnValue:
    """Take a like back."""
    return jsonify(result="success", **actions.set_like(g.user, post_id, False))


@bp.post("/content_submit/<objectid:post_id>/like")
def submit_like(post_id: ObjectId) -> ResponseReturnValue:
    """Do either with a form: liked is 1 or 0."""
    liked = get_fields("liked")["liked"]
    if liked not in ("0", "1"):
        raise ValidationError({"liked": _("liked must be 1 or 0.")})
    return success(url_for("pages.content", post_id=post_id), **actions.set_like(g.user, post_id, liked == "1"))


@bp.get("/content_submit/<objectid:post_id>/likes")
def likes(post_id: ObjectId) -> ResponseReturnValue:
    """Show who likes a post."""
    found = actions.likers(g.user, post_id, get_cursor())
    if wants_json():
        return jsonify(result="success", **found)
    return render_template("posts/likes.html", post_id=post_id, **found)
