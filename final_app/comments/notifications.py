"""Who hears of a reaction: those it concerns by a notice, those who watch the post live.

A watch ends with the right to see: it is kept in rooms that are named after that right.
"""

from collections.abc import Mapping
from datetime import datetime

from bson import ObjectId

from final_app import realtime as live
from final_app.db import Document
from final_app.friends.actions import may_see
from final_app.friends.store import friends_since
from final_app.friends.store import get_friendship
from final_app.notifications.actions import notify
from final_app.text import find_mentions
from final_app.users.store import people_by_nickname


def tell_those_concerned(comment: Document, post: Document, parent: Document | None, author: Document) -> None:
    """Notify each person whom a comment concerns, once, if they may see the post."""
    mentioned = [one["_id"] for one in mentioned_in(comment["text"])]
    parent_author = parent["author_id"] if parent else None
    heard = who_to_hear(author["_id"], post["author_id"], parent_author, mentioned)
    about = {"post_id": post["_id"], "comment_id": comment["_id"], "text": comment["text"]}
    for recipient_id, kind in heard.items():
        if may_see({"_id": recipient_id}, post["author_id"], post["audience"]):
            notify(recipient_id, kind, author, f"comment:{comment['_id']}", about)


def who_to_hear(
    author: ObjectId, post_author: ObjectId, parent_author: ObjectId | None, mentioned: list[ObjectId]
) -> dict[ObjectId, str]:
    """Return who hears of a comment, and as what: one notice each, a mention before a reply before a comment.

    Nobody hears of themselves.
    """
    heard = {post_author: "comment"}
    if parent_author:
        heard[parent_author] = "reply"
    heard |= dict.fromkeys(mentioned, "mention")
    heard.pop(author, None)
    return heard


def mentioned_in(text: str) -> list[Document]:
    """Return the people whom a text mentions."""
    names = find_mentions(text)
    return people_by_nickname(names) if names else []


def rooms_by_right(post: Document, friends_since: Mapping[ObjectId, datetime | None]) -> list[str]:
    """Return the rooms where a post is watched: that of everyone while it is public, and one of each of these people.

    friends_since: the author's friends, each since when, and the author. A room's name tells when the right to see
    began. Who loses it stays behind in a room where nothing is said any more, in whichever process, even when they
    may see the post again: a right that comes back is another right, and they must ask again.
    """
    room = f"watch:{post['_id']}"
    everyone = [f"{room}:public:{post.get('audience_at')}"] if post["audience"] == "public" else []
    return everyone + [f"{room}:{person_id}:{since}" for person_id, since in friends_since.items()]


def rooms_of_watcher(post: Document, person_id: ObjectId) -> list[str]:
    """Return the rooms in which a person who may see a post watches it, by each right that they have."""
    if person_id == post["author_id"]:
        return rooms_by_right(post, {person_id: None})
    between = get_friendship(person_id, post["author_id"])
    if between is None or between["state"] != "friends":
        return rooms_by_right(post, {})
    return rooms_by_right(post, {person_id: between["at"]})


def tell_watchers(post: Document, event: str, data: dict[str, object]) -> None:
    """Send news of a post to those who watch it and may see it now."""
    author_id = post["author_id"]
    always_public = post["audience"] == "public" and post.get("audience_at") is None
    circle = {} if always_public else {author_id: None, **friends_since(author_id)}
    live.push(rooms_by_right(post, circle), event, data)
