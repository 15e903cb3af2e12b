"""Keep what was written in a form until its writer has logged in again, and give it to nobody else."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from final_app.drafts import store
from final_app.schema import Draft
from final_app.schema import User
from final_app.text import name_key

FIELDS = ("content_txt", "audience", "text", "reply_to", "nickname", "user_name", "bio")
LONGEST = 5000  # characters of a field; a longer one would be rejected anyway
KEEP = timedelta(hours=1)


def save_draft(path: str, fields: Mapping[str, str], owner_id: str, written_by: str) -> str | None:
    """Keep the texts of a form and return the secret that gives them back; None if there is nothing to keep.

    path: of the request. owner_id, written_by: the user's id and nickname, "" where the request does not tell.
    """
    kept = {name: fields[name] for name in FIELDS if 0 < len(fields.get(name, "")) <= LONGEST}
    if not kept or len(written_by) > LONGEST:
        return None
    secret = secrets.token_urlsafe(16)
    draft: Draft = {
        "_id": hash_secret(secret),
        "path": path,
        "fields": kept,
        "owner_id": owner_id,
        "written_by": name_key(written_by),
        "forget_at": datetime.now(UTC) + KEEP,
    }
    store.save_draft(draft)
    return secret


def take_draft(secret: str, path: str, user: User) -> dict[str, str] | None:
    """Return the texts kept for a form of this path, once; None if there are none, or if another user wrote them."""
    draft = store.find_draft(hash_secret(secret))
    if draft is None or draft["path"] != path or draft["forget_at"] < datetime.now(UTC):
        return None
    is_writer = draft["owner_id"] in ("", str(user["_id"])) and draft["written_by"] in ("", user["nickname_key"])
    return draft["fields"] if is_writer and store.delete_draft(draft["_id"]) else None


def hash_secret(secret: str) -> str:
    """Return the id of a draft."""
    return hashlib.sha256(secret.encode()).hexdigest()
