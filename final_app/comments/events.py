"""Who watches a post: a browser orders it, and gets news for as long as its person may see the post."""

from typing import Any

from flask import session
from flask_socketio import join_room
from flask_socketio import leave_room
from flask_socketio import rooms

from final_app.comments.notifications import rooms_of_watcher
from final_app.errors import Refusal
from final_app.extensions import socketio
from final_app.posts.actions import get_post
from final_app.users import actions as auth


@socketio.on("watch_post")  # type: ignore[untyped-decorator]
def watch_post(data: Any = None, *_others: Any) -> dict[str, Any]:
    """Begin to send news of a post to this page, if its person may see it; the answer says how it stands now."""
    person = auth.person_of(session.get("person_id"), session.get("login"))
    try:
        if person is None:
            raise Refusal("Log in first.", status=401)
        post = get_post(person, read_post_id(data))
    except Refusal as refusal:
        return {"result": "error", "message": str(refusal.message)}
    for room in rooms_of_watcher(post, person["_id"]):
        join_room(room)
    return {"result": "success", "like_count": post["like_count"], "comment_count": post["comment_count"]}


@socketio.on("unwatch_post")  # type: ignore[untyped-decorator]
def unwatch_post(data: Any = None, *_others: Any) -> dict[str, str]:
    """Send this page no more news of a post."""
    for room in rooms():
        if room.startswith(f"watch:{read_post_id(data)}:"):
            leave_room(room)
    return {"result": "success"}


def read_post_id(data: Any) -> str:
    """Return the post_id of a message, or ""; the other side may send anything."""
    post_id = data.get("post_id") if isinstance(data, dict) else None
    return post_id if isinstance(post_id, str) else ""
