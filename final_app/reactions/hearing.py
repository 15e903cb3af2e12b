"""Who hears of a reaction: those it concerns by a notice, those who watch the post live.

Who may see a post is asked anew at each piece of news, so that a watch ends with the right to see.
"""

from bson import ObjectId

from final_app import live
from final_app.auth.store import people_by_nickname
from final_app.db import Document
from final_app.friends.actions import may_see
from final_app.friends.store import friend_ids
from final_app.notices.actions import notify
from final_app.text import find_mentions


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


def watching(post_id: ObjectId, person_id: ObjectId) -> list[str]:
    """Return the rooms of a person who watches a post: that of all, and one of their own."""
    return [f"watch:{post_id}", f"watch:{post_id}:{person_id}"]


def tell_watchers(post: Document, event: str, data: dict[str, object]) -> None:
    """Send news of a post to those who watch it and may see it now, whatever they might see when they began."""
    if post["audience"] == "public":
        rooms = [f"watch:{post['_id']}"]
    else:
        allowed = [post["author_id"], *friend_ids(post["author_id"])]
        rooms = [f"watch:{post['_id']}:{person_id}" for person_id in allowed]
    live.push(rooms, event, data)
