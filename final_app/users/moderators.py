"""Moderators: users who keep order. Whoever runs the app makes the first one, with a command."""

from blinker import Namespace
from bson import ObjectId

from final_app.errors import NotFound
from final_app.schema import ReportKind
from final_app.schema import User
from final_app.users import store

# Sent with the id of a moderator, and kind=, target_id=, author_id= and text= of what they removed, for the log.
removed_by_moderator = Namespace().signal("removed-by-moderator")
# Sent with the id of a moderator, and state= "open", "closed" or "new", for the log.
class_changed = Namespace().signal("class-changed")
# Sent with the id of a post or comment; a receiver returns whether it is reported, and so for moderators to see.
report_requested = Namespace().signal("report-requested")


def is_moderator(user: User) -> bool:
    """Return whether a user is a moderator."""
    return user.get("moderator", False)


def raise_unless_moderator(user: User) -> None:
    """Raise NotFound for a user who is no moderator: what is for moderators does not exist for others."""
    if not is_moderator(user):
        raise NotFound


def may_judge(user: User, target_id: ObjectId) -> bool:
    """Return whether a user is a moderator, and a post or comment is reported."""
    return is_moderator(user) and any(answer for _receiver, answer in report_requested.send(target_id))


def set_moderator(user_oid: ObjectId, moderator: bool) -> None:
    """Make a user a moderator, or no longer."""
    store.update_user(user_oid, {"moderator": moderator})


def note_removal(moderator: User, kind: ReportKind, target_id: ObjectId, author_id: ObjectId, text: str) -> None:
    """Have it noted in the log that a moderator removed a post or comment."""
    removed_by_moderator.send(moderator["_id"], kind=kind, target_id=target_id, author_id=author_id, text=text)
