"""Search users, posts and hashtags."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import Any
from typing import TypeVar

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.blocks.store import blocked_ids
from final_app.errors import ValidationError
from final_app.friends.people.actions import with_friendships
from final_app.friends.store import friend_ids
from final_app.links import find_hashtags
from final_app.ngrams import name_contains
from final_app.ngrams import name_query_ngrams
from final_app.ngrams import query_ngrams
from final_app.ngrams import tokenize
from final_app.ngrams import tokenize_name_query
from final_app.posts.actions import public_posts
from final_app.posts.pages import store as pages
from final_app.schema import User
from final_app.search import store
from final_app.text import name_key

KINDS = ("people", "posts", "tags")
QUERY_LENGTH = 100
CANDIDATE_PAGES = 5  # pages of results that have all bigrams, to be filtered for those that have the words
MAX_TAGS = 20
LATEST_POSTS = 500  # whose hashtags are counted to tell which are popular
Result = TypeVar("Result", bound=Mapping[str, Any])


def check_query(query: str, kind: str) -> None:
    """Raise ValidationError for a query of over 100 characters or an unknown kind."""
    if kind and kind not in KINDS:
        raise ValidationError({"kind": _('kind must be "people", "posts" or "tags".')})
    if len(query) > QUERY_LENGTH:
        message = _("This is too long. The limit is %(most)s characters.", most=QUERY_LENGTH)
        raise ValidationError({"search": message})


def search_users(viewer: User, query: str, after: str) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of users whose names have every word of the query, or its initial consonants, and its cursor.

    Each comes with the friendship. after: the cursor of the previous page, a nickname, as users are sorted by it.
    """
    words = tokenize_name_query(query)
    if not words:
        return [], None
    size = current_app.config["PAGE_SIZE"]
    hidden = blocked_ids(viewer["_id"])
    found = store.find_users(
        name_query_ngrams(words), hidden, name_key(after[:QUERY_LENGTH]), size * CANDIDATE_PAGES + 1
    )
    page, last = filter_page(found, size, lambda user: has_names(user, words))
    return with_friendships(viewer, page), last["nickname"] if last else None


def has_names(user: User, words: list[str]) -> bool:
    """Return whether the names of a user contain every word, as tokenize_name_query gives them."""
    names = f"{user['nickname']} {user['user_name']}"
    return all(name_contains(names, word) for word in words)


def search_posts(viewer: User, query: str, before: ObjectId | None) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of posts that have every word, or the #tag, of the query, as the viewer may see, and its cursor."""
    words = tokenize(query)
    if not words:
        return [], None
    size = current_app.config["PAGE_SIZE"]
    limit = size * CANDIDATE_PAGES + 1
    visible = pages.visible_to([viewer["_id"], *friend_ids(viewer["_id"])], blocked_ids(viewer["_id"]))
    if hashtags := find_hashtags(query) if query.strip().startswith(("#", "＃")) else []:
        found = pages.page_by_hashtag(hashtags[0], visible, before, limit)
        page, last = filter_page(found, size, lambda _post: True)
    else:
        found = pages.page_by_ngrams(query_ngrams(words), visible, before, limit)
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


def search_hashtags(viewer: User, query: str) -> list[dict[str, Any]]:
    """Return [{"tag", "count"}]: hashtags that contain the query, with the number of public posts the viewer sees."""
    part = next(iter(find_hashtags("#" + query.strip().lstrip("#＃"))), "")
    if not part or part != name_key(query.strip().lstrip("#＃")):
        return []
    ngrams = [f"#{ngram}" for ngram in query_ngrams([part])]
    found = store.find_hashtags(part, ngrams, blocked_ids(viewer["_id"]), MAX_TAGS)
    return [{"tag": row["_id"], "count": row["count"]} for row in found]


def popular_hashtags(viewer: User) -> list[dict[str, Any]]:
    """Return [{"tag", "count"}]: what the latest public posts that the viewer sees are most about."""
    found = store.popular_hashtags(blocked_ids(viewer["_id"]), LATEST_POSTS, MAX_TAGS)
    return [{"tag": row["_id"], "count": row["count"]} for row in found]


def contains(text: str, words: list[str]) -> bool:
    """Return whether a text contains every word, also as a part of a longer one."""
    return all(word in name_key(text) for word in words)
