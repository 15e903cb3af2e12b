"""Rules for what users enter about themselves; each returns the value to store or raises ValidationError."""

import re
import unicodedata

from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.text import trim_text

MOST_CHARACTERS = 400  # before anything is normalised, which takes longer the more there is
MAX_PASSWORD = 128
USERNAME = re.compile(r"[a-z0-9_]{4,20}")
EMAIL = re.compile(r"[^@\s<>(),;:\"\[\]\\]+@[^@\s<>(),;:\"\[\]\\]+")


def check_username(value: str) -> str:
    """Return a username: 4 to 20 characters of a-z, 0-9 and _."""
    username = value.strip()
    if not USERNAME.fullmatch(username):
        raise ValidationError({"user_id": _("Use 4 to 20 characters: lowercase letters (a-z), digits and _.")})
    return username


def check_bio(value: str) -> str:
    """Return a bio: up to 300 characters; a line end counts as one, though a form sends two."""
    bio = trim_text(value)
    if len(bio) > 300:
        raise ValidationError({"bio": _("Use at most 300 characters.")})
    return bio


def check_email(value: str) -> str:
    """Return an email address of a valid form; only a mailed code proves that it exists."""
    email = unicodedata.normalize("NFKC", value.strip()) if len(value) <= MOST_CHARACTERS else ""
    if len(email) > 254 or not EMAIL.fullmatch(email) or not email.split("@")[0].isascii():
        raise ValidationError({"user_email": _("Enter a valid email address.")})
    return email


def without_line_end(password: str) -> str:
    """Return a password without the line end with which it was pasted or piped; a form drops it by itself."""
    return password.rstrip("\r\n")


def check_password(value: str) -> str:
    """Return a new password: 8 to 128 characters, without the line end behind it."""
    if not 8 <= len(without_line_end(value)) <= MAX_PASSWORD:
        raise ValidationError({"password": _("Use 8 to 128 characters.")})
    return value


def check_repeated(value: str, repeated: str) -> str:
    """Return a password that was entered twice, if both are equal."""
    if without_line_end(value) != without_line_end(repeated):
        raise ValidationError({"password2": _("The two passwords don't match.")})
    return value
