"""What the page of moderators shows: open reports, and people with what can be done about them."""

from collections.abc import Mapping
from typing import Any

from bson import ObjectId
from flask import current_app

from final_app.friends.people.store import page_of_users
from final_app.media.actions import public_image
from final_app.moderation import store
from final_app.posts.pages import store as post_pages
from final_app.schema import Report
from final_app.schema import User
from final_app.settings.own_data import data_requested
from final_app.text import iso_time
from final_app.users.actions import public_user
from final_app.users.store import suspended_users
from final_app.users.store import users_by_id
from final_app.users.suspension import is_suspended

MOST_REPORTS = 100


def open_reports() -> list[dict[str, Any]]:
    """Return the newest open reports, newest first, whose reporter and author still exist."""
    found = store.open_reports(None, MOST_REPORTS)
    users = users_by_id(one for report in found for one in (report["reporter_id"], report["author_id"]))
    images = post_pages.images_of_posts([report["target_id"] for report in found if report["kind"] == "post"])
    known = [one for one in found if one["reporter_id"] in users and one["author_id"] in users]
    return [public_report(report, users, images.get(report["target_id"], [])) for report in known]


def public_report(report: Report, users: Mapping[ObjectId, User], images: list[Any]) -> dict[str, Any]:
    """Return what moderators get of a report."""
    kind, post_id = report["kind"], report["post_id"]
    return {
        "id": str(report["_id"]),
        "kind": kind,
        "reason": report["reason"],
        "created_at": iso_time(report["created_at"]),
        "reporter": public_user(users[report["reporter_id"]]),
        "author": with_suspended(users[report["author_id"]]),
        "text": report["text"],
        "post_id": str(post_id) if post_id else None,
        "comment_id": str(report["target_id"]) if kind == "comment" else None,
        "images": [public_image(image) for image in images],
    }


def with_suspended(user: User) -> dict[str, Any]:
    """Return the public shape of a user, with "suspended"."""
    return {**public_user(user), "suspended": is_suspended(user)}


def people(before: ObjectId | None) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of users, newest first, and the cursor of the next; the first begins with who is suspended."""
    size = current_app.config["PAGE_SIZE"]
    suspended = suspended_users()
    found = page_of_users([user["_id"] for user in suspended], before, size + 1)
    shown = [*([] if before else suspended), *found[:size]]
    return [with_suspended(user) for user in shown], str(found[size - 1]["_id"]) if len(found) > size else None


@data_requested.connect
def own_reports(user: User) -> tuple[str, list[dict[str, Any]]]:
    """Return what a user has reported, for the export of their data."""
    kept = ("kind", "reason", "verdict")
    return "reports", [
        {"created_at": iso_time(one["created_at"])} | {name: one.get(name) for name in kept}
        for one in store.reports_by(user["_id"])
    ]
