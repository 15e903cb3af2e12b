"""Search over HTTP."""

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask.typing import ResponseReturnValue

from final_app.errors import wants_json
from final_app.search import actions

bp = Blueprint("search", __name__)


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Show what was found."""
    query = request.args.get("search", "")
    kind = request.args.get("kind", "")
    found, following = actions.search(g.person, query, kind, request.args.get("before", ""))
    if wants_json():
        return jsonify(result="success", **found, next=following.get(kind or "posts"))
    return render_template("search/search.html", query=query, kind=kind, following=following, **found)
