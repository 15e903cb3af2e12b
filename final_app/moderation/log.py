"""The log of what moderators do, which all of them can read; and what lets them see and do it."""

from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId

from final_app.media.actions import post_access_requested
from final_app.moderation import store
from final_app.notifications.actions import retract
from final_app.posts import store as post_store
from final_app.posts.pinned import post_pinned
from final_app.schema import User
from final_app.schema import Verdict
from final_app.schema.moderation import Deed
from final_app.schema.moderation import LogKind
from final_app.schema.moderation import ReportKind
from final_app.settings.actions import account_deleted
from final_app.text import iso_time
from final_app.users.actions import public_user
from final_app.users.moderators import class_changed
from final_app.users.moderators import is_moderator
from final_app.users.moderators import removed_by_moderator
from final_app.users.moderators import report_requested
from final_app.users.store import active_moderators
from final_app.users.store import users_by_id

SHOWN = 100


def write(moderator_id: ObjectId, deed: Deed, kind: LogKind, person_id: ObjectId | None, text: str = "") -> None:
    """Note what a moderator did; person_id: whom it concerns, text: of the post or comment."""
    now = datetime.now(UTC)
    store.insert_entry(
        {
            "moderator_id": moderator_id,
            "deed": deed,
            "kind": kind,
            "person_id": person_id,
            "text": text,
            "at": now,
        }
    )


@removed_by_moderator.connect
def note_removal(moderator_id: ObjectId, kind: ReportKind, target_id: ObjectId, author_id: ObjectId, text: str) -> None:
    """Note that a moderator removed a post or comment; the reports about it are settled."""
    write(moderator_id, "removed", kind, author_id, text)
    close(target_id, "removed")


def close(target_id: ObjectId, verdict: Verdict) -> None:
    """Give all open reports about this a verdict, and delete their notifications."""
    for report_id in store.settle(target_id, verdict):
        for moderator in active_moderators():
            retract(moderator["_id"], cause=cause_of(report_id))


def cause_of(report_id: ObjectId) -> str:
    """Return the cause of the notifications of a report."""
    return f"report:{report_id}"


@post_pinned.connect
def note_pin(post_id: ObjectId, moderator: User, pinned: bool) -> None:
    """Note that a moderator pinned or unpinned a post."""
    post = post_store.get_post(post_id)
    if post:
        write(moderator["_id"], "pinned" if pinned else "unpinned", "post", post["author_id"], post["content_txt"])


@class_changed.connect
def note_class(moderator_id: ObjectId, state: Deed) -> None:
    """Note that a moderator opened or closed the class, or made a new code."""
    write(moderator_id, state, "class", None)


def newest() -> list[dict[str, Any]]:
    """Return the newest entries: {"deed", "kind", "text", "at", "moderator", "person"}, None for who has left."""
    entries = store.newest_entries(SHOWN)
    users = users_by_id(one for entry in entries for one in (entry["moderator_id"], entry["person_id"]) if one)

    def shown(user_oid: ObjectId | None) -> dict[str, Any] | None:
        """Return the public shape of a user who still exists."""
        return public_user(users[user_oid]) if user_oid and user_oid in users else None

    return [
        {
            **{name: entry[name] for name in ("deed", "kind", "text")},
            "at": iso_time(entry["at"]),
            "moderator": shown(entry["moderator_id"]),
            "person": shown(entry["person_id"]),
        }
        for entry in entries
    ]


@report_requested.connect
def is_reported(target_id: ObjectId) -> bool:
    """Return whether a report about a post or comment is open, so that moderators see it."""
    return store.is_reported(target_id)


@post_access_requested.connect
def can_see_pictures(post_id: ObjectId, viewer: User) -> bool:
    """Return whether the viewer sees the pictures of a post because they are to judge it."""
    return is_moderator(viewer) and store.is_reported(post_id)


@account_deleted.connect
def delete_about(user_oid: ObjectId) -> None:
    """Delete reports and entries when a user leaves."""
    store.delete_about(user_oid)
