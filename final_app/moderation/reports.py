"""Report posts, comments and people, and settle reports."""

from datetime import UTC
from datetime import datetime
from typing import get_args

from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.blocks.actions import get_user
from final_app.comments.actions import delete_comment
from final_app.comments.actions import get_comment
from final_app.errors import NotFound
from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.moderation import log
from final_app.moderation import store
from final_app.notifications.actions import notify
from final_app.posts.actions import delete_post
from final_app.posts.actions import get_post
from final_app.schema import Post
from final_app.schema import Report
from final_app.schema import ReportKind
from final_app.schema import ReportTarget
from final_app.schema import User
from final_app.schema import Verdict
from final_app.text import trim_text
from final_app.users.standing.store import is_active
from final_app.users.store import active_moderators

KINDS: tuple[ReportKind, ...] = get_args(ReportKind)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
REASON_LENGTH = 500


def report(reporter: User, kind: str, typed_id: str, reason: str) -> tuple[str, bool]:
    """Store a report and notify the moderators; return its id and whether it is new.

    typed_id: of the post or comment, or a nickname. Raises ValidationError, NotFound for what the reporter cannot see.
    """
    target: ReportTarget
    target, checked_reason = check_all(lambda: find_target(reporter, kind, typed_id), lambda: check_reason(reason))
    new: Report = {
        "_id": ObjectId(),
        "reporter_id": reporter["_id"],
        "reason": checked_reason,
        "created_at": datetime.now(UTC),
        "kind": target["kind"],
        "target_id": target["target_id"],
        "post_id": target["post_id"],
        "author_id": target["author_id"],
        "text": target["text"],
    }
    if earlier := store.insert_report(new):
        return str(earlier["_id"]), False
    if not is_active(reporter["_id"], new["author_id"]):  # one of the two has left at the same moment
        store.delete_report(new["_id"])
        raise NotFound
    for moderator in active_moderators():
        if moderator["_id"] != reporter["_id"]:
            notify(moderator["_id"], "report", reporter, log.cause_of(new["_id"]), text=checked_reason)
    return str(new["_id"]), True


def find_target(viewer: User, kind: str, typed_id: str) -> ReportTarget:
    """Return what a report says of its target, which the viewer may see and did not write.

    Raises ValidationError, NotFound.
    """
    if kind not in KINDS:
        raise ValidationError({"kind": _('kind must be "post", "comment" or "person".')})
    target = describe_person(viewer, typed_id) if kind == "person" else describe_text(viewer, kind, typed_id)
    if target["author_id"] == viewer["_id"]:
        raise ValidationError({"id": _("You can't report yourself or what you wrote.")})
    return target


def describe_person(viewer: User, nickname: str) -> ReportTarget:
    """Return what a report says of a user."""
    user = get_user(viewer, nickname)
    user_oid = user["_id"]
    return {"kind": "person", "target_id": user_oid, "post_id": None, "author_id": user_oid, "text": user["bio"]}


def describe_text(viewer: User, kind: str, typed_id: str) -> ReportTarget:
    """Return what a report says of a post or comment."""
    if not ObjectId.is_valid(typed_id):
        raise NotFound
    if kind == "post":
        return describe_post(get_post(viewer, ObjectId(typed_id)))
    comment, post = get_comment(viewer, ObjectId(typed_id))
    return {
        "kind": "comment",
        "target_id": comment["_id"],
        "post_id": post["_id"],
        "author_id": comment["author_id"],
        "text": comment["text"],
    }


def describe_post(post: Post) -> ReportTarget:
    """Return what a report says of a post."""
    return {
        "kind": "post",
        "target_id": post["_id"],
        "post_id": post["_id"],
        "author_id": post["author_id"],
        "text": post["content_txt"],
    }


def check_reason(reason: str) -> str:
    """Return the reason of a report; raises ValidationError."""
    reason = trim_text(reason)
    if not 1 <= len(reason) <= REASON_LENGTH:
        raise ValidationError({"reason": _("Use 1 to %(most)s characters.", most=REASON_LENGTH)})
    return reason


def settle(moderator: User, report_id: ObjectId, verdict: str) -> Verdict:
    """Settle a report with all others about the same, and return the verdict; a settled report keeps its own.

    "removed" deletes the post or comment with what hangs on it. Raises ValidationError, NotFound.
    """
    checked = next((one for one in VERDICTS if one == verdict), None)
    if checked is None:
        raise ValidationError({"verdict": _('verdict must be "dismissed" or "removed".')})
    found = store.get_report(report_id)
    if found is None:
        raise NotFound
    if found.get("verdict"):
        return found["verdict"]
    if checked == "removed":
        remove(moderator, found)
    else:
        log.write(moderator["_id"], "dismissed", found["kind"], found["author_id"], found["text"])
    log.close(found["target_id"], checked)
    return checked


def remove(moderator: User, found: Report) -> None:
    """Delete what is reported; harmless if it is gone already. Raises ValidationError for a person."""
    if found["kind"] == "person":
        raise ValidationError({"verdict": _("A person can't be removed. Suspend them instead.")})
    delete = delete_post if found["kind"] == "post" else delete_comment
    try:
        delete(moderator, found["target_id"])
    except NotFound:  # its author was quicker
        log.write(moderator["_id"], "removed", found["kind"], found["author_id"], found["text"])
