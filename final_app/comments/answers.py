"""Whom replies answer."""

from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from final_app.comments import store
from final_app.users.store import users_by_id


def answered_in(comments: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return {id: nickname} of the comments that these, given in their public shape, answer.

    Only where one answers a comment that is not among these are there queries.
    """
    listed = list(comments)
    nicknames = {comment["id"]: comment["author"]["nickname"] for comment in listed}
    missing = {comment["reply_to"] for comment in listed if comment["reply_to"]} - nicknames.keys()
    if missing:
        author_ids = store.authors_of([ObjectId(one) for one in missing])
        authors = users_by_id(author_ids.values())
        nicknames |= {str(one): authors[author]["nickname"] for one, author in author_ids.items() if author in authors}
    return nicknames
