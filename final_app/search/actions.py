"""Search users, posts and hashtags."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from typing import TypeVar

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.friends.store import friend_ids
from final_app.posts import store as post_store
from final_app.posts.actions import public_posts
from final_app.schema import User
from final_app.search import store
from final_app.text import bigrams
from final_app.text import find_hashtags
from final_app.text import name_key
from final_app.text import tokenize
from final_app.users.actions import public_user

KINDS = ("people", "posts", "tags")
QUERY_LENGTH = 100
CANDIDATE_PAGES = 5  # pages of results that have all bigrams, to be filtered for those that have the words
MAX_TAGS = 20
Result = TypeVar("Result", bound=Mapping[str, Any])


def check_query(query: str, kind: str) -> None:
    """Raise ValidationError for a query of over 100 characters or an unknown kind."""
    if kind and kind not in KINDS:
        raise ValidationError({"kind": _('kind must be "people", "posts" or "tags".')})
    if len(query) > QUERY_LENGTH:
        message = _("This is too long. The limit is %(most)s characters.", most=QUERY_LENGTH)
        raise ValidationError({"search": message})


def search_users(query: str, after: str) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of users whose nickname or display name has every word of the query, and its cursor.

    after: the cursor of the previous page, a nickname, as users are sorted by it.
    """
    words = tokenize(query)
    if not words:
        return [], None
    size = current_app.config["PAGE_SIZE"]
    found = store.find_users(ngrams_of(words), name_key(after), size * CANDIDATE_PAGES + 1)
    page, last = filter_page(found, size, lambda user: contains(f"{user['nickname']} {user['user_name']}", words))
    return [public_user(user) for user in page], last["nickname"] if last else None


def search_posts(viewer: User, query: str, before: ObjectId | None) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of posts that have every word, or the #tag, of the query, as the viewer may see, and its cursor."""
    words = tokenize(query)
    if not words:
        return [], None
    size = current_app.config["PAGE_SIZE"]
    limit = size * CANDIDATE_PAGES + 1
    friends_and_self = [viewer["_id"], *friend_ids(viewer["_id"])]
    if hashtags := find_hashtags(query) if query.strip().startswith(("#", "＃")) else []:
        found = post_store.page_by_hashtag(hashtags[0], friends_and_self, before, limit)
        page, last = filter_page(found, size, lambda _post: True)
    else:
        found = post_store.page_by_ngrams(ngrams_of(words), friends_and_self, before, limit)
        page, last = filter_page(found, size, lambda post: contains(post["content_txt"], words))
    return public_posts(viewer, page), str(last["_id"]) if last else None


def filter_page(
    found: list[Result], size: int, matches: Callable[[Result], bool]
) -> tuple[list[Result], Result | None]:
    """Return the first page of the results that match, and the last result looked at; None if there are no more."""
    most = size * CANDIDATE_PAGES
    matching = [one for one in found[:most] if matches(one)]
    if len(matching) > size:
        return matching[:size], matching[size - 1]
    return matching, found[most - 1] if len(found) > most else None


def search_hashtags(query: str) -> list[dict[str, Any]]:
    """Return [{"tag", "count"}]: hashtags that contain the query, with the number of public posts that have them."""
    part = next(iter(find_hashtags("#" + query.strip().lstrip("#＃"))), "")
    if not part or part != name_key(query.strip().lstrip("#＃")):
        return []
    ngrams = [f"#{ngram}" for ngram in ngrams_of([part])]
    return [{"tag": row["_id"], "count": row["count"]} for row in store.find_hashtags(part, ngrams, MAX_TAGS)]


def ngrams_of(words: Sequence[str]) -> list[str]:
    """Return the n-grams that everything containing all these words is stored with."""
    return sorted({ngram for word in words for ngram in bigrams(word) or [word]})


def contains(text: str, words: list[str]) -> bool:
    """Return whether a text contains every word, also as a part of a longer one."""
    return all(word in name_key(text) for word in words)
