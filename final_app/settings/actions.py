"""Change a profile, export a user's data, delete an account."""

from collections.abc import Collection
from collections.abc import Mapping
from functools import partial
from typing import IO
from typing import Literal
from typing import get_args

from blinker import Namespace
from flask_babel import lazy_gettext as _

from final_app.blocks import store as block_store
from final_app.comments import store as comment_store
from final_app.comments.threads import delete_thread
from final_app.db import Document
from final_app.drafts import store as draft_store
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
from final_app.users.actions import raise_if_gone
from final_app.users.email_change import pending_id
from final_app.users.freed.store import disown_nicknames
from final_app.users.nicknames import check_display_name
from final_app.users.passwords import check_current
from final_app.users.passwords import end_logins
from final_app.users.passwords import reset_id
from final_app.users.signup import check_free_nickname
from final_app.users.signup import give_up_nickname
from final_app.users.signup import name_fields
from final_app.users.signup import raise_if_taken

# Sent with the id of a user, for what comes later to delete all of theirs.
account_deleted = Namespace().signal("account-deleted")
ProfilePicture = Literal["profile_img", "background_img"]
PICTURES: tuple[ProfilePicture, ...] = get_args(ProfilePicture)


def change_profile(
    user: User,
    fields: Mapping[str, str],
    files: Mapping[ProfilePicture, IO[bytes]],
    removed: Collection[ProfilePicture] = (),
) -> None:
    """Change those of nickname, user_name, bio, language, profile_img and background_img that are given.

    removed: the pictures to remove; a new one replaces it instead.
    Raises AppError naming every invalid field: 413, 415, 429 or 503 for a picture, else 400; 401 if the user has left
    meanwhile. Then nothing is changed.
    """
    nickname, display_name, bio, language, *images = check_all(
        lambda: check_nickname(user, fields.get("nickname", user["nickname"])),
        lambda: check_display_name(fields.get("user_name", user["user_name"])),
        lambda: rules.check_bio(fields.get("bio", user["bio"])),
        lambda: check_language(fields.get("language", user["language"])),
        *(partial(process_image, file, user["_id"], None, name) for name, file in files.items()),
    )
    change: Document = {**name_fields(nickname, display_name), "bio": bio, "language": language}
    change |= dict.fromkeys(removed, None)
    change |= {name: image["_id"] for name, image in zip(files, images, strict=True)}
    media_store.save_images(images)
    if name_key(nickname) != user["nickname_key"]:
        give_up_nickname(user, user["_id"])
    before, taken = user_store.exchange_fields(user["_id"], change)
    unused = [before[name] for name in {*files, *removed}] if before else [image["_id"] for image in images]
    media_store.delete_images([image_id for image_id in unused if image_id])
    raise_if_taken(taken)
    if not before:  # they have left while their pictures were decoded
        raise_if_gone(user)


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
    user_store.delete_pending(pending_id(user))
    mail_store.delete_emails(user["user_email"])
    draft_store.delete_drafts_by(user_oid, user["nickname_key"])
    account_deleted.send(user_oid)
    presence_store.delete_presence(user_oid)
    for like in post_store.likes_by(user_oid):
        if post_store.delete_like(like["post_id"], user_oid):
            count_like(like["post_id"], user_oid, -1)
    for post in post_store.posts_by(user_oid):
        delete_whole_post(post)
    friend_store.delete_friendships_of(user_oid)  # only now: pages of friends had to hear that the posts are gone
    for comment in comment_store.comments_by(user_oid):
        commented = post_store.get_post(comment["post_id"])
        if commented:
            delete_thread(commented, user_oid, comment["_id"])
    block_store.delete_blocks_of(user_oid)  # only now: pages of those whom they were hidden from had to hear nothing
    notification_store.delete_notifications_to(user_oid)
    notification_store.delete_notifications(actor_id=user_oid)
    media_store.delete_images_of(user_oid)
    post_store.forget_mentioned(user_oid)
    comment_store.forget_mentioned(user_oid)
    give_up_nickname(user, None)
    disown_nicknames(user_oid)
    user_store.delete_user(user_oid)
