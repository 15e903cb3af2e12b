"""Change the email address of an account: the password, then a code that is mailed to the new address."""

from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.mail.actions import delivery_failed
from final_app.mail.actions import make_inert
from final_app.mail.actions import send_notice
from final_app.schema import PendingVerification
from final_app.schema import User
from final_app.text import name_key
from final_app.users import codes
from final_app.users import passwords
from final_app.users import rules
from final_app.users import store
from final_app.users.signup import raise_if_taken


def pending_id(user: User) -> str:
    """Return the id of the one pending change of a user's address."""
    return f"email:{user['_id']}"


def start_change(user: User, address: str, password: str) -> None:
    """Check the new address and the password, mail a code, and save the address until it arrives.

    Raises AppError naming every invalid field: 403 for a wrong password, else 400; 429 after too many emails to the
    address. An address that another account uses is no error: it would tell who has signed up.
    """
    email, _nothing = check_all(
        lambda: check_new(user, address),
        lambda: passwords.check_current(user, password, "password"),
    )
    mail_code(
        {
            "_id": pending_id(user),
            "user_email": email,
            "user_name": user["user_name"],
            "language": user["language"],
        }
    )


def check_new(user: User, address: str) -> str:
    """Return a valid address that is not the user's already."""
    email = rules.check_email(address)
    if email == user["user_email"]:
        raise ValidationError({"user_email": _("This is your email address already.")})
    return email


def mail_code(pending: PendingVerification) -> None:
    """Mail a code; if another account has the address, mail its owner that, and tell the client nothing of it."""
    owner = store.find_user_by("email_key", name_key(pending["user_email"]))
    is_taken = owner is not None and pending_id(owner) != pending["_id"]
    codes.send_code(pending, "email_taken" if is_taken else "email_code")


def pending_change(user: User) -> PendingVerification | None:
    """Return the change of address whose code has not arrived yet, or None."""
    return store.get_pending(pending_id(user))


def has_failed(pending: PendingVerification) -> bool:
    """Return whether its email could not be sent."""
    return delivery_failed(pending["user_email"])


def resend_code(user: User) -> None:
    """Mail a new code; the previous one becomes invalid. Raises as get_pending and mail_code do."""
    mail_code(get_pending(user))


def get_pending(user: User) -> PendingVerification:
    """Return the change of address that is in progress; raises ValidationError if there is none."""
    pending = pending_change(user)
    if pending is None:
        raise ValidationError({"code": _("No new address is waiting for a code. Enter the address first.")})
    return pending


def confirm_change(user: User, code: str) -> None:
    """Change the address with the mailed code, and tell the old one.

    Raises ValidationError: none is in progress, the code is wrong or has expired, or the address was taken meanwhile.
    """
    pending = codes.verify_code(get_pending(user)["_id"], code)
    email = pending["user_email"]
    before, taken = store.exchange_fields(user["_id"], {"user_email": email, "email_key": name_key(email)})
    raise_if_taken(taken)
    store.delete_pending(pending["_id"])
    if before and before["user_email"]:
        store.delete_pending(passwords.reset_id(before["user_email"]))
        name = make_inert(before["user_name"])
        send_notice(before["user_email"], "email_changed", before["language"], user_name=name)
