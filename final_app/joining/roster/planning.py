"""Decide for each row of a roster whose account it is, or what a new one is called. Nothing is stored here."""

from collections.abc import Callable
from collections.abc import Mapping

from flask_babel import gettext as _

from final_app.errors import AppError
from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.joining.roster import store
from final_app.joining.roster.naming import Names
from final_app.joining.roster.reading import RosterError
from final_app.joining.roster.reading import Row
from final_app.joining.roster.reading import at_line
from final_app.schema import User
from final_app.text import name_key
from final_app.users import rules
from final_app.users import signup
from final_app.users.forms import check_optional_email
from final_app.users.nicknames import check_display_name
from final_app.users.nicknames import check_nickname
from final_app.users.nicknames import nickname_look
from final_app.users.store import find_user_by

# The form in which what a field holds is compared.
FORMS: dict[str, Callable[[str], str]] = {"user_id": str, "nickname": nickname_look, "email": name_key}
Plan = dict[Row, User | Row]  # for each row the account that it has, or the row with all names that a new one gets


def plan_accounts(rows: list[Row]) -> Plan:
    """Return the account of each row, in their order; raises RosterError naming every line that is wrong."""
    wrong: dict[int, Mapping[str, object]] = {}
    checked: list[Row] = []
    for row in rows:
        try:
            checked.append(check_row(row))
        except AppError as error:
            wrong[row.line] = error.errors
    known = find_accounts(checked)
    for row in checked:
        errors = find_conflicts(row, checked, known.get(row.line))
        if errors:
            wrong[row.line] = errors
    if wrong:
        raise RosterError(*(at_line(line, spell_errors(wrong[line])) for line in sorted(wrong)))
    names = Names(checked)
    return {row: known.get(row.line) or names.complete(row) for row in checked}


def spell_errors(errors: Mapping[str, object]) -> str:
    """Return what is wrong with the cells of a row."""
    columns = {"user_name": "name", "user_email": "email"}
    return "; ".join(f"{columns.get(field, field)}: {message}" for field, message in errors.items())


def check_row(row: Row) -> Row:
    """Return a row whose cells are as they are to be stored, "" where none is given; raises ValidationError."""
    name, user_id, nickname, email = check_all(
        lambda: check_display_name(row.name),
        lambda: row.user_id and rules.check_username(row.user_id.casefold()),
        lambda: row.nickname and check_nickname(row.nickname),
        lambda: check_optional_email(row.email),
    )
    return Row(row.line, name, user_id, nickname, email)


def find_accounts(rows: list[Row]) -> dict[int, User]:
    """Return by their lines the accounts that rows have: by the username or the address, else by the name.

    Of two rows of one name, each finds its own: accounts of rosters have the name that they were made of.
    """
    known = {row.line: user for row in rows if (user := find_account(row))}
    found = {user["_id"] for user in known.values()}
    others = [user for user in store.users_of_rosters([row.name for row in rows]) if user["_id"] not in found]
    for row in rows:
        match = next((user for user in others if user["roster_name"] == row.name), None)
        if row.line not in known and not row.user_id and match:
            known[row.line] = match
            others.remove(match)
    return known


def find_account(row: Row) -> User | None:
    """Return the account that has the username of a row or, if it gives none, the address, and None for a new one."""
    if row.user_id:
        return find_user_by("user_id", row.user_id)
    return find_user_by("email_key", name_key(row.email)) if row.email else None


def find_conflicts(row: Row, rows: list[Row], user: User | None) -> dict[str, object]:
    """Return what speaks against the names of a row, by the field: an earlier row, or someone else, has them."""
    if user:
        message = _("Someone of another name has this account: %(name)s", name=user["user_name"])
        is_same = row.name in (user.get("roster_name"), user["user_name"])
        return {} if is_same else {"user_id" if row.user_id else "email": message}
    errors: dict[str, object] = {}
    for field, form in FORMS.items():
        value = form(getattr(row, field))
        earlier = [one.line for one in rows if one.line < row.line and form(getattr(one, field)) == value]
        if value and earlier:
            errors[field] = _("Line %(number)s has the same.", number=earlier[0])
    return errors or find_taken(row)


def find_taken(row: Row) -> dict[str, object]:
    """Return which names of a row someone has already, with a message for each."""
    try:
        check_all(
            lambda: row.user_id and signup.check_free("user_id", row.user_id),
            lambda: row.nickname and signup.check_free_nickname(row.nickname),
            lambda: row.email and signup.check_free("email_key", row.email),
        )
    except ValidationError as error:
        return error.errors
    return {}
