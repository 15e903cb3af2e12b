"""The class code: one for a whole room, read from a projector and typed on phones."""

import hmac
import secrets
import unicodedata

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app import rates
from final_app.db import Document
from final_app.errors import AppError
from final_app.errors import ValidationError
from final_app.joining import store
from final_app.schema import ClassCode
from final_app.schema import JoinMode
from final_app.users.one_time import LETTERS

MADE = "class"  # the setting JOIN for a code that the app makes and keeps
LENGTH = 6  # of a code that the app makes
SHORTEST, LONGEST = 4, 40  # of one that is set
MOST_CHARACTERS = 200  # before anything is normalised, which takes longer the more there is
TOO_MANY = _("Too many wrong class codes came from your network. Wait a while, or ask for a new code.")
WRONG = _("That is not the class code. Read it again where the class sees it.")


def join_setting() -> str:
    """Return the setting JOIN, as text; "code" is another word for "class"."""
    setting = str(current_app.config["JOIN"])
    return MADE if setting == "code" else setting


def class_code() -> ClassCode:
    """Return the class code; the first time it is made or, if the setting names one, taken from there."""
    setting = join_setting()
    first = make_code() if setting in ("mail", MADE, "closed") else setting
    found = store.find_class_code(setting)
    return found or store.make_class_code(setting, first, is_open=is_class(setting))


def is_class(setting: str) -> bool:
    """Return whether people join with a class code under this value of the setting JOIN, unless a moderator ends it."""
    return setting not in ("mail", "closed")


def make_code() -> str:
    """Return a new class code."""
    return "".join(secrets.choice(LETTERS) for _number in range(LENGTH)).upper()


def join_mode() -> JoinMode:
    """Return how people join at the moment. A moderator opens and closes the class, not what the setting closes."""
    setting = join_setting()
    if setting == "closed":
        return "closed"
    found = store.find_class_code(setting)
    if found["open"] if found else is_class(setting):
        return "code"
    return "mail" if setting == "mail" else "closed"


def is_class_mode() -> bool:
    """Return whether accounts have a moderator at hand rather than a mailbox: the class code is, or was, the way in."""
    return is_class(join_setting()) or join_mode() == "code"


def read_code(typed: str) -> str:
    """Return the form in which class codes are compared: letter case, spaces and dashes do not matter.

    >>> read_code("bcd-f g\\u200bh") == read_code("BCDFGH")
    True
    """
    text = unicodedata.normalize("NFKC", typed[:MOST_CHARACTERS]).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def spell_code(code: str) -> str:
    """Return a code in two halves, as it is easier to read: BCD-FGH. One that was set stays as it is."""
    is_made = len(code) == LENGTH and set(code.lower()) <= set(LETTERS)
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}" if is_made else code


def check_class_code(typed: str, address: str) -> str:
    """Return the class code if this is it, from anyone's address as often as they like.

    Raises ValidationError for a wrong one, AppError (429) after too many wrong ones from this address. A new code
    begins with none.
    """
    code = class_code()["code"]
    is_right = hmac.compare_digest(read_code(typed).encode(), read_code(code).encode())
    count = rates.check if is_right else rates.hit
    try:
        count("CLASS_CODE_ATTEMPTS", f"{address} {code}", TOO_MANY)
    except AppError as error:
        error.errors = {"class_code": TOO_MANY}
        raise
    if not is_right:
        raise ValidationError({"class_code": WRONG})
    return code


def set_class_state(state: str) -> None:
    """Let people join with the class code ("open"), no longer ("closed"), or with a new code only ("new").

    Raises ValidationError for anything else, AppError (409) where the setting closes joining.
    """
    changes: dict[str, Document] = {"open": {"open": True}, "closed": {"open": False}, "new": {"code": make_code()}}
    if state not in changes:
        raise ValidationError({"state": _('state must be "open", "closed" or "new".')})
    if join_setting() == "closed":
        raise AppError(_("Joining is closed on this server. Ask the person who runs it."), status=409)
    class_code()
    store.change_class_code(join_setting(), changes[state])
