"""What happens in a search; no request in it."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.auth.actions import public_person
from final_app.db import Document
from final_app.errors import Refusal
from final_app.friends.store import friend_ids
from final_app.ids import read_place
from final_app.posts import store as post_store
from final_app.posts.actions import public_posts
from final_app.search import store
from final_app.text import name_key
from final_app.text import pairs
from final_app.text import words_of

KINDS = ("people", "posts", "tags")
QUERY_LENGTH = 100
CANDIDATES = 5  # pages of posts that hold all pairs of letters, looked through for those that hold the words


def search(viewer: Document, query: str, kind: str, before: str) -> dict[str, Any]:
    """Return what a query finds: {"people", "posts", "tags", "next"}, or only what kind asks for.

    Raises Refusal (400) for an unknown kind, a before that is no id, or a query of over 100 characters.
    """
    if kind and kind not in KINDS:
        raise Refusal(_('kind is "people", "posts" or "tags".'), field="kind")
    if len(query) > QUERY_LENGTH:
        raise Refusal(_("Too long: %(most)s characters at most.", most=QUERY_LENGTH), field="search")
    wanted = (kind,) if kind else KINDS
    posts, following = find_posts(viewer, query, before) if "posts" in wanted else ([], None)
    found: dict[str, Any] = {"next": following}
    if "people" in wanted:
        found["people"] = find_people(query)
    if "posts" in wanted:
        found["posts"] = posts
    if "tags" in wanted:
        found["tags"] = find_tags(query)
    return found


def find_people(query: str) -> list[dict[str, Any]]:
    """Return the people whose nickname or name holds every word of the query."""
    words = words_of(query)
    if not words:
        return []
    grams = sorted({gram for word in words for gram in pairs(word) or [word]})
    size = current_app.config["PAGE_SIZE"]
    found = store.find_people(grams, size * CANDIDATES)
    right = [person for person in found if holds(f"{person['nickname']} {person['user_name']}", words)]
    return [public_person(person) for person in right[:size]]


def find_posts(viewer: Document, query: str, before: str) -> tuple[list[dict[str, Any]], str | None]:
    """Return a page of posts that the viewer may see and that hold the words, or a #tag, of a query."""
    size = current_app.config["PAGE_SIZE"]
    words = words_of(query)
    tag = query.strip().startswith("#")
    grams = sorted({gram for word in words for gram in pairs(word) or [word]})
    if not grams and not (tag and words):
        return [], None
    wanted: Document = {"hashtags": words[0]} if tag else {"grams": {"$all": grams}}
    circle = [viewer["_id"], *friend_ids(viewer["_id"])]
    wanted["$or"] = [{"audience": "public"}, {"author_id": {"$in": circle}}]
    most = size * CANDIDATES
    candidates = post_store.find_posts(wanted, read_place(before), most + 1)
    right = [post for post in candidates[:most] if tag or holds(post["content_txt"], words)]
    last = right[size - 1] if len(right) > size else candidates[most - 1] if len(candidates) > most else None
    return public_posts(viewer, right[:size]), last and str(last["_id"])


def find_tags(query: str) -> list[dict[str, Any]]:
    """Return the tags that begin as the query does, with how many public posts have them."""
    beginning = name_key(query.strip().lstrip("#"))
    if not beginning:
        return []
    return [{"tag": row["_id"], "count": row["count"]} for row in store.find_tags(beginning, 20)]


def holds(text: str, words: list[str]) -> bool:
    """Tell whether a text holds every word, as a part of one of its own."""
    return all(word in name_key(text) for word in words)
