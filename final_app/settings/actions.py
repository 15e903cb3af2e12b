"""What happens when a person changes their profile, takes their data away, or leaves; no request in it."""

from collections.abc import Mapping
from typing import IO
from typing import Any

from flask_babel import lazy_gettext as _

from final_app.comments import actions as reactions
from final_app.comments import store as reaction_store
from final_app.db import Document
from final_app.errors import Refusal
from final_app.friends import store as friend_store
from final_app.i18n import LANGUAGES
from final_app.mail import store as letter_store
from final_app.media import store as media_store
from final_app.media.actions import read_image
from final_app.notifications import store as notice_store
from final_app.posts import store as post_store
from final_app.posts.actions import remove_own_post
from final_app.users import rules
from final_app.users import store as people
from final_app.users.actions import named
from final_app.users.actions import refuse_taken
from final_app.users.passwords import end_logins
from final_app.users.passwords import is_password
from final_app.users.passwords import reset_id

PICTURES = ("profile_img", "background_img")


def change_profile(me: Document, fields: Mapping[str, str], files: Mapping[str, IO[bytes]]) -> None:
    """Change what was sent of nickname, user_name, bio, language, profile_img and background_img.

    Raises Refusal naming the field: 400 where one is bad or taken, 413 and 415 for a picture. Then nothing changes.
    """
    change = named(
        rules.check_nickname(fields.get("nickname", me["nickname"])),
        rules.check_user_name(fields.get("user_name", me["user_name"])),
    )
    if "bio" in fields:
        change["bio"] = rules.check_bio(fields["bio"])
    if "language" in fields:
        if fields["language"] not in LANGUAGES:
            raise Refusal(_('language is "en" or "ko".'), field="language")
        change["language"] = fields["language"]
    images = {name: read_image(file, me["_id"], None, name) for name, file in files.items()}
    change |= {name: image["_id"] for name, image in images.items()}
    media_store.add_images(list(images.values()))
    taken = people.change_person(me["_id"], change)
    unused = [image["_id"] for image in images.values()] if taken else [me[name] for name in images if me[name]]
    media_store.remove_images(unused)
    refuse_taken(taken)


def leave(me: Document, password: str) -> None:
    """Let a person go, with everything of theirs, everywhere; refuse (403) a wrong password."""
    if not is_password(me, password):
        raise Refusal(_("This is not your password."), status=403, field="password")
    people.change_person(me["_id"], {"leaving": True})  # from here on they are gone for everyone
    end_logins(me["_id"], keep=[])
    remove_everything(me)


def finish_leaving() -> None:
    """Finish what a crash left half done: everything of people who were leaving goes."""
    for person in people.leaving_people():
        remove_everything(person)


def remove_everything(person: Document) -> None:
    """Delete all that hangs on a person, then the person; safe to begin again wherever it stopped."""
    person_id = person["_id"]
    people.remove_waiting(reset_id(person["user_email"]))
    letter_store.remove_letters(person["user_email"])
    friend_store.remove_all(person_id)
    for like in reaction_store.likes_by(person_id):
        if reaction_store.remove_like(like["post_id"], person_id):
            reactions.count_like(like["post_id"], -1)
    for post in post_store.posts_by(person_id):
        remove_own_post(post)
    for comment in reaction_store.comments_by(person_id):
        commented = post_store.get_post(comment["post_id"])
        if commented:
            reactions.remove_thread(commented, comment["_id"])
    notice_store.remove_notices_to(person_id)
    notice_store.remove_notices(actor_id=person_id)
    media_store.remove_images_of(person_id)
    people.remove_person(person_id)


def all_of(me: Document) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return all that the app holds of a person: facts by kind, and pictures by file name."""
    hidden = ("password_hash", "logins", "grams")
    facts = {
        "person": {name: value for name, value in me.items() if name not in hidden},
        "logins": [login["began_at"] for login in me["logins"]],
        "posts": post_store.posts_by(me["_id"]),
        "comments": reaction_store.comments_by(me["_id"]),
        "likes": reaction_store.likes_by(me["_id"]),
        "friends": friend_store.friendships_of(me["_id"]),
        "notices": notice_store.newest_notices(me["_id"], None, 0),
    }
    pictures = {f"pictures/{image['_id']}.webp": bytes(image["full"]) for image in media_store.images_of(me["_id"])}
    return facts, pictures
