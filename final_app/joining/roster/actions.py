"""Make the accounts of a roster, and keep their one-time passwords for the slips."""

from dataclasses import dataclass
from typing import cast

from bson import ObjectId

from final_app.joining.roster.planning import plan_accounts
from final_app.joining.roster.reading import RosterError
from final_app.joining.roster.reading import Row
from final_app.joining.roster.reading import read_roster
from final_app.schema import User
from final_app.users import passwords
from final_app.users import signup
from final_app.users import store
from final_app.users.one_time import make_password
from final_app.users.one_time import must_change


@dataclass(frozen=True)
class Login:
    """What is on a slip; the password is "" for someone who has chosen their own."""

    name: str
    user_id: str
    nickname: str
    email: str
    password: str
    is_new: bool


def plan_logins(data: bytes, earlier: dict[str, str]) -> list[Login]:
    """Return the login of each row of a roster, before anything is stored; raises RosterError for a row that is wrong.

    earlier: one-time passwords by usernames, as an earlier run wrote them. They are kept as long as they work.
    """
    logins = []
    for row, account in plan_accounts(read_roster(data)).items():
        if isinstance(account, Row):
            logins.append(Login(row.name, account.user_id, account.nickname, row.email, make_password(), True))
        else:
            password = password_that_works(account, earlier.get(account["user_id"], ""))
            names = (account["user_id"], account["nickname"], account["user_email"])
            logins.append(Login(row.name, *names, password, False))
    return logins


def password_that_works(user: User, password: str) -> str:
    """Return a one-time password that its user has not changed yet, else ""."""
    return password if password and must_change(user) and passwords.verify_password(user, password) else ""


def make_accounts(logins: list[Login], language: str) -> None:
    """Store the new ones of these accounts, all or none; raises RosterError if a name was taken meanwhile."""
    made: list[ObjectId] = []
    for login in logins:
        if not login.is_new:
            continue
        user = new_account(login, language)
        if store.insert_user(user):
            for user_oid in made:
                store.delete_user(user_oid)
            raise RosterError(f"{login.user_id}: someone has just taken this name. Run the command again.")
        made.append(user["_id"])


def new_account(login: Login, language: str) -> User:
    """Return the user of a login, who must change the one-time password."""
    user = signup.new_user(
        ObjectId(),
        username=login.user_id,
        names=signup.name_fields(login.nickname, login.name),
        email=login.email,
        password_hash=passwords.hash_password(login.password),
        language=language,
    )
    return cast(User, {**user, "must_change_password": True, "roster_name": login.name})
