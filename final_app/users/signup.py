"""Sign-up: check what was entered, mail a code, create the user once it comes back."""

from collections.abc import Mapping
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import TypedDict

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.mail.actions import delivery_failed
from final_app.ngrams import name_ngrams
from final_app.schema import PendingVerification
from final_app.schema import SignupState
from final_app.schema import User
from final_app.text import name_key
from final_app.users import codes
from final_app.users import passwords
from final_app.users import store
from final_app.users.forms import SignupForm
from final_app.users.forms import check_form
from final_app.users.freed import store as freed
from final_app.users.nicknames import nickname_look


class NameFields(TypedDict):
    """The names of a user, with the forms by which they are compared and found."""

    nickname: str
    nickname_key: str
    nickname_look: str
    user_name: str
    grams: list[str]


def name_fields(nickname: str, display_name: str) -> NameFields:
    """Return the fields of a user that hold their names."""
    return {
        "nickname": nickname,
        "nickname_key": name_key(nickname),
        "nickname_look": nickname_look(nickname),
        "user_name": display_name,
        "grams": name_ngrams(nickname, display_name),
    }


def start_signup(fields: Mapping[str, str], language: str) -> str:
    """Check the fields of the sign-up form, mail a code, save all until it arrives, and return the sign-up's id.

    fields: user_id, nickname, user_name, user_email, password, password2.
    Raises ValidationError naming every invalid field or, where all are valid, every taken name; AppError (429) after
    too many emails. A taken address is no error: it would tell who has signed up.
    """
    form = check_form(fields)
    check_free_names(form)  # only now: else invalid forms would tell who has signed up, without any email
    signup: PendingVerification = {
        "_id": f"join:{ObjectId()}",
        "user_id": form["user_id"],
        "nickname": form["nickname"],
        "user_name": form["user_name"],
        "user_email": form["user_email"],
        "language": language,
        "password_hash": passwords.hash_password(form["password"]),
    }
    mail_code(signup)
    return signup["_id"]


def check_free_names(form: SignupForm) -> None:
    """Raise ValidationError naming the username and the nickname, as far as they are taken."""
    check_all(
        lambda: check_free("user_id", form["user_id"]),
        lambda: check_free_nickname(form["nickname"]),
    )


def mail_code(signup: PendingVerification) -> None:
    """Mail a code; if the address has an account, mail its owner that, and tell the client nothing of it."""
    has_account = store.taken_field({"email_key": name_key(signup["user_email"])})
    codes.send_code(signup, "already_joined" if has_account else "join_code")


def check_free(key: str, value: str) -> str:
    """Return a value of a unique key that no user has; raises ValidationError if it is taken."""
    raise_if_taken(store.taken_field({key: value if key == "user_id" else name_key(value)}))
    return value


def check_free_nickname(nickname: str, own_id: ObjectId | None = None) -> str:
    """Return a nickname that no other user has or had until recently, nor one that looks the same.

    own_id: the user who wants it, who may have a similar one. Raises ValidationError.
    """
    if store.look_is_taken(nickname_look(nickname), own_id):
        raise_if_taken("nickname")
    check_free("nickname_key", nickname)
    if freed.is_held(nickname, own_id, datetime.now(UTC)):  # asked last: it is held before it is free
        raise_if_taken("nickname")
    return nickname


def give_up_nickname(user: User, owner_id: ObjectId | None) -> None:
    """Keep the nickname of a user from others for a while, before it is free; owner_id may take it back."""
    until = datetime.now(UTC) + timedelta(days=current_app.config["NICKNAME_HELD_DAYS"])
    freed.hold_nickname(user["nickname"], owner_id, until)


def raise_if_taken(field: str | None) -> None:
    """Raise ValidationError for a field whose value another user has; do nothing for None."""
    if field:
        raise ValidationError({field: _("This is already taken. Please choose another.")})


def resend_code(signup_id: str | None) -> None:
    """Mail a new code for a sign-up; the previous one becomes invalid.

    Raises ValidationError if no such sign-up is in progress, AppError (429) after too many emails to the address.
    """
    mail_code(get_signup(signup_id))


def signup_state(signup_id: str | None) -> SignupState:
    """Return "none" if no such sign-up is in progress, "failed" if its email could not be sent, else "sent"."""
    signup = store.get_pending(signup_id) if signup_id else None
    if signup is None:
        return "none"
    return "failed" if delivery_failed(signup["user_email"]) else "sent"


def get_signup(signup_id: str | None) -> PendingVerification:
    """Return a sign-up that is in progress; raises ValidationError if there is none."""
    signup = store.get_pending(signup_id) if signup_id else None
    if signup is None:
        raise ValidationError({"code": _("Your sign-up has expired or was never started. Please sign up.")})
    return signup


def confirm_signup(signup_id: str | None, code: str) -> None:
    """Create the user whose sign-up this code completes.

    Raises ValidationError: no sign-up is in progress, the code is wrong or has expired, or a name was taken meanwhile.
    """
    try:
        create_user(signup_id, code)
    except ValidationError:
        if not (signup_id and store.users_by_id([ObjectId(signup_id.removeprefix("join:"))])):
            raise  # else the form was sent twice, by a double click


def create_user(signup_id: str | None, code: str) -> None:
    """Create the user whose sign-up this code completes, once; raises ValidationError as confirm_signup says."""
    signup = codes.verify_code(get_signup(signup_id)["_id"], code)
    user = new_user(
        ObjectId(signup["_id"].removeprefix("join:")),
        username=signup["user_id"],
        names=name_fields(signup["nickname"], signup["user_name"]),
        email=signup["user_email"],
        password_hash=signup["password_hash"],
        language=signup["language"],
    )
    raise_if_taken(store.insert_user(user))
    store.delete_pending(signup["_id"])


def new_user(  # noqa: PLR0913 - these are the facts of a user
    user_oid: ObjectId, *, username: str, names: NameFields, email: str, password_hash: str, language: str
) -> User:
    """Return the document of a new user, not stored yet; their email may be ""."""
    return {
        "_id": user_oid,
        "user_id": username,
        "nickname": names["nickname"],
        "nickname_key": names["nickname_key"],
        "nickname_look": names["nickname_look"],
        "user_name": names["user_name"],
        "grams": names["grams"],
        "user_email": email,
        "email_key": name_key(email) or str(user_oid),  # it is unique, and no one logs in with an id
        "password_hash": password_hash,
        "language": language,
        "bio": "",
        "profile_img": None,
        "background_img": None,
        "created_at": datetime.now(UTC),
        "logins": [],
    }
