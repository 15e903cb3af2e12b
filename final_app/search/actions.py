"""What happens in a search; no request in it."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.db import Document
from final_app.errors import Refusal
from final_app.friends.store import friend_ids
from final_app.ids import read_place
from final_app.posts import store as post_store
from final_app.posts.actions import public_posts
from final_app.search import store
from final_app.text import is_word
from final_app.text import name_key
from final_app.text import pairs
from final_app.text import words_of
from final_app.users.actions import public_person

KINDS = ("people", "posts", "tags")
QUERY_LENGTH = 100
CANDIDATES = 5  # pages of those that hold all pairs of letters, looked through for those that hold the words
TAGS = 20


def search(viewer: Document, query: str, kind: str, before: str) -> tuple[dict[str, Any], dict[str, str | None]]:
    """Return what a query finds, {"people", "posts", "tags"} or only what kind asks for, and where each goes on.

    before: with kind people or posts, where the page before says that it goes on.
    Raises Refusal (400) for an unknown kind, a before that is no id, or a query of over 100 characters.
    """
    if kind and kind not in KINDS:
        raise Refusal(_('kind is "people", "posts" or "tags".'), field="kind")
    if len(query) > QUERY_LENGTH:
        raise Refusal(_("Too long: %(most)s characters at most.", most=QUERY_LENGTH), field="search")
    found: dict[str, Any] = {}
    following: dict[str, str | None] = {}
    if kind in ("", "people"):
        found["people"], following["people"] = find_people(query, before if kind else "")
    if kind in ("", "posts"):
        found["posts"], following["posts"] = find_posts(viewer, query, before)
    if kind in ("", "tags"):
        found["tags"] = find_tags(query)
    return found, following


def find_people(query: str, before: str) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of the people whose nickname or name holds every word of the query, and where it goes on.

    By nickname, which is unique: the page goes on behind the nickname before.
    """
    words = words_of(query)
    if not words:
        return [], None
    size = current_app.config["PAGE_SIZE"]
    found = store.find_people(grams_of(words), name_key(before), size * CANDIDATES + 1)
    page, last = page_of(found, size, lambda person: holds(f"{person['nickname']} {person['user_name']}", words))
    return [public_person(person) for person in page], last["nickname"] if last else None


def find_posts(viewer: Document, query: str, before: str) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of posts that the viewer may see and that hold the words, or a #tag, of a query."""
    size = current_app.config["PAGE_SIZE"]
    words = words_of(query)
    tag = query.strip().startswith("#")
    if not words:
        return [], None
    wanted: Document = {"hashtags": words[0]} if tag else {"grams": {"$all": grams_of(words)}}
    circle = [viewer["_id"], *friend_ids(viewer["_id"])]
    wanted["$or"] = [{"audience": "public"}, {"author_id": {"$in": circle}}]
    found = post_store.find_posts(wanted, read_place(before), size * CANDIDATES + 1)
    page, last = page_of(found, size, lambda post: tag or holds(post["content_txt"], words))
    return public_posts(viewer, page), str(last["_id"]) if last else None


def page_of(
    found: list[Document], size: int, is_right: Callable[[Document], bool]
) -> tuple[list[Document], Document | None]:
    """Return the first page of those that are right, and the last one looked at, None where no more can follow."""
    most = size * CANDIDATES
    right = [one for one in found[:most] if is_right(one)]
    if len(right) > size:
        return right[:size], right[size - 1]
    return right, found[most - 1] if len(found) > most else None


def find_tags(query: str) -> list[dict[str, Any]]:
    """Return the tags that hold the query, with how many public posts have them.

    The very tag first, then those that begin so, then the others, most used first.
    """
    part = name_key(query.strip().lstrip("#"))
    if not is_word(part):
        return []
    grams = [f"#{gram}" for gram in grams_of([part])]
    return [{"tag": row["_id"], "count": row["count"]} for row in store.find_tags(part, grams, TAGS)]


def grams_of(words: Sequence[str]) -> list[str]:
    """Return the grams that whatever holds all these words is kept with."""
    return sorted({gram for word in words for gram in pairs(word) or [word]})


def holds(text: str, words: list[str]) -> bool:
    """Tell whether a text holds every word, as a part of one of its own."""
    return all(word in name_key(text) for word in words)
