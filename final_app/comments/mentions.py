"""Whom comments mention, to be links on a page."""

from collections.abc import Collection
from collections.abc import Iterable
from itertools import chain
from typing import Any

from bson import ObjectId

from final_app.comments import store
from final_app.users.mentions import current_nicknames
from final_app.users.mentions import mention_links


def links_in(comments: Iterable[dict[str, Any]], hidden: Collection[ObjectId] = ()) -> dict[str, dict[str, str]]:
    """Return {id: {name in the text: nickname}} of those comments, given in their public shape, that mention users.

    hidden: users whose nickname the reader must not see. Without an @ in any text there is no query.
    """
    ids = [ObjectId(comment["id"]) for comment in comments if "@" in comment["text"] or "＠" in comment["text"]]
    mentioned = store.mentioned_in(ids) if ids else {}
    nicknames = current_nicknames(chain.from_iterable(mentioned.values()), hidden)
    return {str(comment_id): mention_links(mentions, nicknames) for comment_id, mentions in mentioned.items()}
