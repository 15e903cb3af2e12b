"""Search over HTTP."""

from typing import Any

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask.typing import ResponseReturnValue

from final_app.errors import wants_json
from final_app.friends.people.actions import everyone
from final_app.http import get_cursor
from final_app.search import actions
from final_app.search.completion import complete

Cursors = dict[str, str | None]

bp = Blueprint("search", __name__)


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Show what a query finds: users, posts and hashtags, or one kind of them. Without a query, suggest some."""
    query, kind = request.args.get("search", ""), request.args.get("kind", "")
    actions.check_query(query, kind)
    found, cursors = look_up(query, kind) if query.strip() else suggest(kind)
    if wants_json():
        return jsonify(result="success", **found, next=cursors.get(kind or "posts"))
    return render_template("search/search.html", query=query.strip(), kind=kind, cursors=cursors, **found)


def look_up(query: str, kind: str) -> tuple[dict[str, Any], Cursors]:
    """Return what a query finds, by kind, and the cursors of the next pages."""
    found: dict[str, Any] = {}
    cursors: Cursors = {}
    if kind in ("", "people"):
        after = request.args.get("before", "") if kind else ""
        found["people"], cursors["people"] = actions.search_users(g.user, query, after)
    if kind in ("", "posts"):
        found["posts"], cursors["posts"] = actions.search_posts(g.user, query, get_cursor())
    if kind in ("", "tags"):
        found["tags"] = actions.search_hashtags(g.user, query)
    return found, cursors


def suggest(kind: str) -> tuple[dict[str, Any], Cursors]:
    """Return the newest people and popular hashtags, by kind, and the cursor of more people."""
    found: dict[str, Any] = {}
    cursors: Cursors = {}
    if kind in ("", "people"):
        found["people"], cursors["people"] = everyone(g.user, get_cursor() if kind else None)
    if kind in ("", "posts"):
        found["posts"] = []
    if kind in ("", "tags"):
        found["tags"] = actions.popular_hashtags(g.user)
    return found, cursors


@bp.get("/people/complete")
def complete_mention() -> ResponseReturnValue:
    """Return a few users whom one may mean by the beginning of a name, the current user's friends first."""
    return jsonify(result="success", people=complete(g.user, request.args.get("search", "")))
