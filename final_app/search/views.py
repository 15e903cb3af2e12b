"""Search over HTTP."""

from typing import Any

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask.typing import ResponseReturnValue

from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.search import actions

bp = Blueprint("search", __name__)


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Show what a query finds: users, posts and hashtags, or one kind of them."""
    query, kind = request.args.get("search", ""), request.args.get("kind", "")
    actions.check_query(query, kind)
    found: dict[str, Any] = {}
    cursors: dict[str, str | None] = {}
    if kind in ("", "people"):
        after = request.args.get("before", "") if kind else ""
        found["people"], cursors["people"] = actions.search_users(query, after)
    if kind in ("", "posts"):
        found["posts"], cursors["posts"] = actions.search_posts(g.user, query, get_cursor())
    if kind in ("", "tags"):
        found["tags"] = actions.search_hashtags(query)
    if wants_json():
        return jsonify(result="success", **found, next=cursors.get(kind or "posts"))
    return render_template("search/search.html", query=query, kind=kind, cursors=cursors, **found)
