"""Change a profile, export a user's data, delete an account."""

from collections.abc import Mapping
from functools import partial
from typing import IO
from typing import Any
from typing import Literal
from typing import get_args

from flask_babel import lazy_gettext as _

from final_app.comments import store as comment_store
from final_app.comments.actions import delete_thread
from final_app.db import Document
from final_app.drafts import store as draft_store
from final_app.errors import NotFound
from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.friends import store as friend_store
from final_app.i18n import LANGUAGES
from final_app.mail import store as mail_store
from final_app.media import store as media_store
from final_app.media.actions import process_image
from final_app.notifications import store as notification_store
from final_app.posts import store as post_store
from final_app.posts.actions import delete_whole_post
from final_app.posts.likes import count_like
from final_app.presence import store as presence_store
from final_app.schema import User
from final_app.text import name_key
from final_app.users import nicknames
from final_app.users import rules
from final_app.users import store as user_store
from final_app.users.nicknames import check_display_name
from final_app.users.passwords import check_current
from final_app.users.passwords import end_logins
from final_app.users.passwords import reset_id
from final_app.users.signup import check_free_nickname
from final_app.users.signup import name_fields
from final_app.users.signup import raise_if_taken

ProfilePicture = Literal["profile_img", "background_img"]
PICTURES: tuple[ProfilePicture, ...] = get_args(ProfilePicture)


def change_profile(user: User, fields: Mapping[str, str], files: Mapping[ProfilePicture, IO[bytes]]) -> None:
    """Change those of nickname, user_name, bio, language, profile_img and background_img that are given.

    Raises AppError naming every invalid field: 413 or 415 for a picture, else 400. Then nothing is changed.
    """
    nickname, display_name, bio, language, *images = check_all(
        lambda: check_nickname(user, fields.get("nickname", user["nickname"])),
        lambda: check_display_name(fields.get("user_name", user["user_name"])),
        lambda: rules.check_bio(fields.get("bio", user["bio"])),
        lambda: check_language(fields.get("language", user["language"])),
        *(partial(process_image, file, user["_id"], None, name) for name, file in files.items()),
    )
    change: Document = {**name_fields(nickname, display_name), "bio": bio, "language": language}
    change |= {name: image["_id"] for name, image in zip(files, images, strict=True)}
    media_store.save_images(images)
    before = user_store.exchange_fields(user["_id"], change)  # of several pictures at once each deletes the one before
    replaced = [before[name] for name in files] if isinstance(before, dict) else [image["_id"] for image in images]
    media_store.delete_images([one for one in replaced if one])
    if before is None:  # the account was deleted meanwhile
        raise NotFound
    raise_if_taken(before if isinstance(before, str) else None)


def check_nickname(user: User, value: str) -> str:
    """Return a new nickname that is valid and free, or the user's own."""
    if value == user["nickname"]:  # which may be older than the rules
        return value
    nickname = nicknames.check_nickname(value)
    return nickname if name_key(nickname) == user["nickname_key"] else check_free_nickname(nickname, user["_id"])


def check_language(value: str) -> str:
    """Return a language, "en" or "ko"; raises ValidationError."""
    if value not in LANGUAGES:
        raise ValidationError({"language": _('language must be "en" or "ko".')})
    return value


def delete_account(user: User, password: str) -> None:
    """Delete a user with all their data; raises AppError (403) for a wrong password."""
    check_current(user, password, "password")
    user_store.update_user(user["_id"], {"leaving": True})  # from here on the user is hidden from everyone
    end_logins(user["_id"], keep=[])
    delete_user_data(user)


def resume_deletions() -> None:
    """Finish account deletions that a crash interrupted."""
    for user in user_store.users_pending_deletion():
        delete_user_data(user)


def delete_user_data(user: User) -> None:
    """Delete all data of a user, then the user; can be repeated after an interruption."""
    user_oid = user["_id"]
    user_store.delete_pending(reset_id(user["user_email"]))
    mail_store.delete_emails(user["user_email"])
    draft_store.delete_drafts_by(user_oid, user["nickname_key"])
    friend_store.delete_friendships_of(user_oid)
    presence_store.delete_presence(user_oid)
    for like in post_store.likes_by(user_oid):
        if post_store.delete_like(like["post_id"], user_oid):
            count_like(like["post_id"], -1)
    for post in post_store.posts_by(user_oid):
        delete_whole_post(post)
    for comment in comment_store.comments_by(user_oid):
        commented = post_store.get_post(comment["post_id"])
        if commented:
            delete_thread(commented, comment["_id"])
    notification_store.delete_notifications_to(user_oid)
    notification_store.delete_notifications(actor_id=user_oid)
    media_store.delete_images_of(user_oid)
    user_store.delete_user(user_oid)


def export_data(user: User) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return all stored data of a user: documents by kind, and pictures (WebP) by file name."""
    hidden = ("password_hash", "logins", "grams", "nickname_look")
    facts = {
        "person": {name: value for name, value in user.items() if name not in hidden},
        "logins": [login["began_at"] for login in user["logins"]],
        "posts": post_store.posts_by(user["_id"]),
        "comments": comment_store.comments_by(user["_id"]),
        "likes": post_store.likes_by(user["_id"]),
        "friends": friend_store.friendships_of(user["_id"]),
        "notices": notification_store.newest_notifications(user["_id"], None, 0),
    }
    pictures = {f"pictures/{image['_id']}.webp": bytes(image["full"]) for image in media_store.images_of(user["_id"])}
    return facts, pictures
