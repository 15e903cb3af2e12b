"""What the app holds of a user, as they read it: people by nickname, and nothing that they may not see."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from itertools import islice
from typing import Any
from typing import TypeVar

from blinker import Namespace
from bson import ObjectId

from final_app.blocks.store import blocked_ids
from final_app.blocks.store import blocks_by
from final_app.comments import store as comment_store
from final_app.friends import store as friend_store
from final_app.friends.actions import as_seen_by
from final_app.notifications import store as notification_store
from final_app.notifications.actions import public_notification
from final_app.posts import store as post_store
from final_app.posts.actions import public_posts
from final_app.posts.timelines import visible_among
from final_app.schema import User
from final_app.text import iso_time
from final_app.users.logins.actions import public_logins
from final_app.users.store import users_by_id

Kind = Mapping[str, Any] | Iterable[Mapping[str, Any]]
Fact = TypeVar("Fact")
# Secrets, ids, and forms of the names that only the app needs.
HIDDEN = ("_id", "password_hash", "logins", "grams", "nickname_key", "nickname_look", "email_key", "has_blocks")
PICTURES = ("profile_img", "background_img")
AT_A_TIME = 20
# Sent with a user; a receiver returns one more kind: its name and its facts.
data_requested = Namespace().signal("data-requested")


def all_kinds(user: User) -> dict[str, Kind]:
    """Return each kind of what is held of a user, by name; lists are read while one goes through them."""
    return {
        "person": profile(user),
        "posts": posts(user),
        "comments": comments(user),
        "likes": likes(user),
        "friends": friends(user),
        "blocks": blocks(user),
        "notices": notices(user),
        "logins": logins(user),
        **dict(found for _receiver, found in data_requested.send(user)),
    }


def batches(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Yield facts a few at a time, so that what belongs to them comes from one query."""
    left = iter(facts)
    while some := list(islice(left, AT_A_TIME)):
        yield some


def picture_file(image_id: object) -> str | None:
    """Return the name of a picture's file, or None for None."""
    return f"pictures/{image_id}.webp" if image_id else None


def profile(user: User) -> dict[str, Any]:
    """Return what a user has told of themselves."""
    facts: dict[str, Any] = {name: value for name, value in user.items() if name not in HIDDEN}
    facts["created_at"] = iso_time(user["created_at"])
    return facts | {name: picture_file(user.get(name)) for name in PICTURES}


def posts(user: User) -> Iterator[dict[str, Any]]:
    """Yield the user's posts, newest first."""
    for some in batches(post_store.posts_by(user["_id"])):
        for post in public_posts(user, [{**post, "author": user} for post in some]):
            images = post.pop("images")
            pictures = [
                {"file": picture_file(image["id"]), "alt": image.get("alt", "")}
                | {name: image[name] for name in ("width", "height")}
                for image in images
            ]
            yield {**post, "author": user["nickname"], "pictures": pictures}


def comments(user: User) -> Iterator[dict[str, Any]]:
    """Yield the user's comments, each with what they may see of its post, oldest first."""
    for some in batches(comment_store.comments_by(user["_id"])):
        seen = visible_among(user, [comment["post_id"] for comment in some])
        for comment in some:
            yield {
                "text": comment["text"],
                "created_at": iso_time(comment["created_at"]),
                "edited_at": iso_time(comment["edited_at"]),
                "is_reply": comment["reply_to"] is not None,
                "post": about_post(seen.get(comment["post_id"])),
            }


def likes(user: User) -> Iterator[dict[str, Any]]:
    """Yield the user's likes, each with what they may see of its post, oldest first."""
    for some in batches(post_store.likes_by(user["_id"])):
        seen = visible_among(user, [like["post_id"] for like in some])
        for like in some:
            yield {"liked_at": iso_time(like["_id"].generation_time), "post": about_post(seen.get(like["post_id"]))}


def about_post(post: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return who wrote a post, and what; None for one that the user may not see."""
    return {"author": post["author"]["nickname"], "content_txt": post["content_txt"]} if post else None


def friends(user: User) -> Iterator[dict[str, Any]]:
    """Yield the user's friends and requests, each with its state as the user sees it."""
    found = {other: one for one in friend_store.friendships_of(user["_id"]) for other in one["people"]}
    others = users_by_id(found.keys() - {user["_id"]} - blocked_ids(user["_id"]))
    for other_id, other in others.items():
        state = as_seen_by(user, found[other_id])
        yield {**names(other), "state": state, "since": iso_time(found[other_id]["at"])}


def blocks(user: User) -> Iterator[dict[str, Any]]:
    """Yield whom the user blocks."""
    made = {block["blocked_id"]: block["at"] for block in blocks_by(user["_id"])}
    for other_id, other in users_by_id(made).items():
        yield {**names(other), "since": iso_time(made[other_id])}


def names(user: User) -> dict[str, str]:
    """Return the names of another user."""
    return {"nickname": user["nickname"], "user_name": user["user_name"]}


def notices(user: User) -> Iterator[dict[str, Any]]:
    """Yield the user's notifications, newest first."""
    for some in batches(notification_store.newest_notifications(user["_id"], None, 0)):
        shown: set[ObjectId] = {one["actor_id"] for one in some} - blocked_ids(user["_id"])
        actors = users_by_id(shown)
        for one in some:
            if actor := actors.get(one["actor_id"]):
                public = public_notification(one, actor)
                kept = {name: public[name] for name in ("kind", "text", "created_at", "read")}
                yield {**kept, "actor": {"nickname": actor["nickname"]}}


def logins(user: User) -> Iterator[dict[str, Any]]:
    """Yield where the user is logged in, last used first."""
    for login in public_logins(user, ""):
        yield {name: login[name] for name in ("browser", "system", "began_at", "used_at")}
