"""Subscribe to a post or to the feed: a page gets live updates for as long as its user may see them."""

from typing import Any

from bson import ObjectId
from flask import session
from flask_babel import lazy_gettext as _
from flask_socketio import join_room
from flask_socketio import leave_room
from flask_socketio import rooms

from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.extensions import socketio
from final_app.posts import live_feed
from final_app.posts.actions import get_post
from final_app.posts.counts import with_visible_counts
from final_app.posts.subscriptions import rooms_of_subscriber
from final_app.posts.timelines import added_since
from final_app.posts.timelines import check_view
from final_app.users.actions import authenticate


@socketio.on("watch_post")  # type: ignore[untyped-decorator]
def watch_post(data: Any = None, *_others: Any) -> dict[str, Any]:
    """Subscribe this page to a post that its user may see, and return the current counts."""
    user = authenticate(session.get("person_id"), session.get("login"))
    try:
        if user is None:
            raise AppError(_("Please log in first."), status=401)
        post = with_visible_counts(user, [get_post(user, read_post_id(data))])[0]
    except AppError as error:
        return {"result": "error", "message": str(error.message)}
    for room in rooms_of_subscriber(post, user["_id"]):
        join_room(room)
    return {"result": "success", "like_count": post["like_count"], "comment_count": post["comment_count"]}


@socketio.on("unwatch_post")  # type: ignore[untyped-decorator]
def unwatch_post(data: Any = None, *_others: Any) -> dict[str, str]:
    """Unsubscribe this page from a post."""
    post_id = data.get("post_id") if isinstance(data, dict) else None
    for room in rooms():
        if room.startswith(f"watch:{post_id}:"):
            leave_room(room)
    return {"result": "success"}


@socketio.on("watch_feed")  # type: ignore[untyped-decorator]
def watch_feed(data: Any = None, *_others: Any) -> dict[str, Any]:
    """Subscribe this page to the posts that are added to a view of its user's feed, instead of another view.

    Of a page that says after which post it was made, return the ids of those added since, as it did not hear of them.
    """
    user = authenticate(session.get("person_id"), session.get("login"))
    try:
        if user is None:
            raise AppError(_("Please log in first."), status=401)
        view = check_view(str(data.get("view", ""))) if isinstance(data, dict) else None
    except AppError as error:
        return {"result": "error", "message": str(error.message)}
    for room in rooms():
        if room.startswith(live_feed.PREFIX):
            leave_room(room)
    view = view or "friends"
    join_room(live_feed.feed_room(view, user["_id"]))
    after = data.get("after") if isinstance(data, dict) else None
    has_posts = isinstance(after, str) and ObjectId.is_valid(after)
    return {"result": "success", "added": added_since(user, view, ObjectId(after)) if has_posts else []}


def read_post_id(data: Any) -> ObjectId:
    """Return the post_id of a message, which a client may have filled with anything; raises NotFound."""
    post_id = data.get("post_id") if isinstance(data, dict) else None
    if not isinstance(post_id, str) or not ObjectId.is_valid(post_id):
        raise NotFound
    return ObjectId(post_id)
