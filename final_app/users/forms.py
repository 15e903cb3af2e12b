"""The sign-up form: what is valid in it."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import TypedDict

from final_app.errors import check_all
from final_app.users import rules
from final_app.users.nicknames import check_display_name
from final_app.users.nicknames import check_nickname


class SignupForm(TypedDict):
    """A valid sign-up form."""

    user_id: str
    nickname: str
    user_name: str
    user_email: str
    password: str


def check_form(fields: Mapping[str, str], check_email: Callable[[str], str] = rules.check_email) -> SignupForm:
    """Return the sign-up form as it is to be stored; raises ValidationError naming every invalid field."""
    username, nickname, display_name, email, password, _repeated = check_all(
        lambda: rules.check_username(fields["user_id"]),
        lambda: check_nickname(fields["nickname"]),
        lambda: check_display_name(fields["user_name"]),
        lambda: check_email(fields["user_email"]),
        lambda: rules.check_password(fields["password"]),
        lambda: rules.check_repeated(fields["password"], fields["password2"]),
    )
    return {
        "user_id": username,
        "nickname": nickname,
        "user_name": display_name,
        "user_email": email,
        "password": password,
    }


def check_optional_email(value: str) -> str:
    """Return an email address, or "" where none is given."""
    return rules.check_email(value) if value.strip() else ""
