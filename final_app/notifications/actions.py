"""What happens with notices; no request in it."""

from collections.abc import Iterable
from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask import url_for

from final_app import realtime as live
from final_app.db import Document
from final_app.ids import read_place
from final_app.media.actions import image_url
from final_app.notifications import store
from final_app.text import iso_time
from final_app.users.store import people_by_id

EVENTS = {
    "request_friend": "request_notice",
    "accept_friend": "request_notice",
    "like": "like_notice",
    "comment": "comment_notice",
    "reply": "comment_notice",
    "mention": "mention_notice",
}
EXCERPT = 80


def notify(recipient_id: ObjectId, kind: str, actor: Document, cause: str, about: Document | None = None) -> None:
    """Keep a notice for a person of what actor did, then push it to their room; nothing if its cause is known.

    kind: a key of EVENTS. cause: the same cause makes one notice, however often it happens.
    about: post_id, comment_id and text, where there are any.
    """
    about = about or {}
    notice = {
        "recipient_id": recipient_id,
        "cause": cause,
        "kind": kind,
        "actor_id": actor["_id"],
        "post_id": about.get("post_id"),
        "comment_id": about.get("comment_id"),
        "text": about.get("text", "")[:EXCERPT],
        "created_at": datetime.now(UTC),
        "read": False,
    }
    kept = store.add_notice(notice)
    if kept is None:
        return
    store.trim(recipient_id, current_app.config["NOTICES_PER_PERSON"])
    unread = store.count_unread(recipient_id)
    live.push(live.person_room(recipient_id), EVENTS[kind], {**public_notice(kept, actor), "unread": unread})


def forget(recipient_id: ObjectId, **fields: object) -> None:
    """Take notices of a person back, by their fields: what they told of is no more."""
    if store.remove_notices(recipient_id=recipient_id, **fields):
        tell_unread(recipient_id)


def tell_unread(recipient_id: ObjectId) -> int:
    """Tell all pages of a person how many notices are unread, and return it."""
    unread = store.count_unread(recipient_id)
    live.push(live.person_room(recipient_id), "notices_read", {"unread": unread})
    return unread


def read_notices(me: Document, before: str, after: str) -> dict[str, Any]:
    """Return {"notices", "unread"}: with after what came since, oldest first, else the newest older than before.

    Raises Refusal (400) for an id that is none.
    """
    newer_than, older_than = read_place(after, "after"), read_place(before)
    if newer_than:
        found = store.notices_since(me["_id"], newer_than)
    else:
        found = store.newest_notices(me["_id"], older_than, current_app.config["PAGE_SIZE"])
    actors = people_by_id(notice["actor_id"] for notice in found)
    shown = [public_notice(notice, actors[notice["actor_id"]]) for notice in found if notice["actor_id"] in actors]
    return {"notices": shown, "unread": store.count_unread(me["_id"])}


def count_unread(me: Document) -> int:
    """Return how many of one's notices are unread."""
    return store.count_unread(me["_id"])


def mark_notices_read(me: Document, notice_ids: Iterable[str] | None) -> int:
    """Mark one's own notices among these as read (None: all), tell every page, and return how many are unread."""
    ids = None if notice_ids is None else [ObjectId(one) for one in notice_ids if ObjectId.is_valid(one)]
    store.mark_read(me["_id"], ids)
    return tell_unread(me["_id"])


def public_notice(notice: Document, actor: Document) -> dict[str, Any]:
    """Return what leaves the server of a notice."""
    post_id, comment_id = notice["post_id"], notice["comment_id"]
    if post_id:
        url = url_for("reactions.content", post_id=post_id, _anchor=f"comment-{comment_id}" if comment_id else None)
    else:
        url = url_for("posts.user", nickname=actor["nickname"])
    return {
        "id": str(notice["_id"]),
        "kind": notice["kind"],
        "actor": {"nickname": actor["nickname"], "profile_img": image_url(actor.get("profile_img"))},
        "post_id": post_id and str(post_id),
        "comment_id": comment_id and str(comment_id),
        "text": notice["text"],
        "url": url,
        "created_at": iso_time(notice["created_at"]),
        "read": notice["read"],
    }
