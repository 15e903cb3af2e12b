"""Whom one may mean while one types a mention."""

from typing import Any

from final_app.blocks.store import blocked_ids
from final_app.friends.store import friend_ids
from final_app.ngrams import name_begins
from final_app.ngrams import name_query_ngrams
from final_app.ngrams import tokenize
from final_app.ngrams import tokenize_name_query
from final_app.schema import User
from final_app.search import store
from final_app.text import name_key
from final_app.users.actions import public_user

MOST = 8  # people who are suggested
CANDIDATES = 100  # users whose names have all the letters, to be filtered for those that begin with them
LONGEST = 40  # characters: a name is shorter


def complete(viewer: User, typed: str) -> list[dict[str, Any]]:
    """Return users whose nickname, or a word of whose name, begins as typed: the viewer's friends, then others.

    Initial consonants may stand for syllables. Nothing typed yet means any friends.
    """
    words = tokenize_name_query(typed[:LONGEST])
    if len(words) > 1 or (typed and not words):
        return []
    hidden, ngrams = [viewer["_id"], *blocked_ids(viewer["_id"])], name_query_ngrams(words)
    found = store.find_users_among(friend_ids(viewer["_id"]), hidden, ngrams, CANDIDATES)
    if words:
        found += store.find_users_by_beginning(name_key(typed), hidden, MOST)
        found += store.find_users(ngrams, hidden, "", CANDIDATES)
    matching = {user["_id"]: user for user in found if begins(user, words)}
    return [public_user(user) for user in list(matching.values())[:MOST]]


def begins(user: User, words: list[str]) -> bool:
    """Return whether a word in the names of a user begins with each of these."""
    names = [user["nickname"], *tokenize(user["user_name"])]
    return all(any(name_begins(name, word) for name in names) for word in words)
