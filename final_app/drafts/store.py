"""Drafts in MongoDB (schema: Draft), for an hour."""

from collections.abc import Callable

from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo.collection import Collection

from final_app.db import declare
from final_app.schema import Draft

drafts: Callable[[], Collection[Draft]] = declare(
    "drafts",
    IndexModel([("forget_at", ASCENDING)], expireAfterSeconds=0),
    IndexModel([("owner_id", ASCENDING)]),
    IndexModel([("written_by", ASCENDING)]),
)


def save_draft(draft: Draft) -> None:
    """Save a draft."""
    drafts().insert_one(draft)


def find_draft(draft_id: str) -> Draft | None:
    """Return a draft, or None."""
    return drafts().find_one({"_id": draft_id})


def delete_draft(draft_id: str) -> bool:
    """Delete a draft; return whether there was one."""
    return drafts().delete_one({"_id": draft_id}).deleted_count == 1


def delete_drafts_by(owner_id: object, written_by: str) -> None:
    """Delete the drafts of a user, by id or nickname key."""
    drafts().delete_many({"$or": [{"owner_id": str(owner_id)}, {"written_by": written_by}]})
