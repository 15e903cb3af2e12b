"""Pure rules for what a person may type about themselves; each returns the value to keep, or refuses the field."""

import re
import unicodedata

from flask_babel import lazy_gettext as _

from final_app.errors import Refusal
from final_app.text import is_word

USER_ID = re.compile(r"[a-z0-9_]{4,20}")
ADDRESS = re.compile(r"[^@\s<>(),;:\"\[\]\\]+@[^@\s<>(),;:\"\[\]\\]+")


def check_user_id(value: str) -> str:
    """Return a user id: 4 to 20 of a-z, 0-9 and _."""
    if not USER_ID.fullmatch(value):
        raise Refusal(_("4 to 20 characters of a-z, 0-9 and _, please."), field="user_id")
    return value


def check_nickname(value: str) -> str:
    """Return a nickname: 2 to 20 letters of any script, digits and _."""
    nickname = unicodedata.normalize("NFC", value.strip())
    if not 2 <= len(nickname) <= 20 or not is_word(nickname):
        raise Refusal(_("2 to 20 letters, digits and _, please, without spaces."), field="nickname")
    return nickname


def check_user_name(value: str) -> str:
    """Return a name: 1 to 40 characters."""
    if not 1 <= len(value.strip()) <= 40:
        raise Refusal(_("1 to 40 characters, please."), field="user_name")
    return value.strip()


def check_bio(value: str) -> str:
    """Return what a person says of themselves: up to 300 characters."""
    if len(value.strip()) > 300:
        raise Refusal(_("300 characters at most, please."), field="bio")
    return value.strip()


def check_address(value: str) -> str:
    """Return a mail address that looks like one; that a letter arrives there is the real check."""
    address = value.strip()
    if len(address) > 254 or not ADDRESS.fullmatch(address) or not address.split("@")[0].isascii():
        raise Refusal(_("This does not look like a mail address."), field="user_email")
    return address


def check_password(value: str, again: str) -> str:
    """Return a new password: 8 to 128 characters, typed twice alike."""
    if not 8 <= len(value) <= 128:
        raise Refusal(_("8 to 128 characters, please."), field="password")
    if value != again:
        raise Refusal(_("The two passwords differ: type the same twice."), field="password2")
    return value
