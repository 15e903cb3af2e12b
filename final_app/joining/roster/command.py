"""The command for accounts from a roster: flask --app final_app roster students.csv [--language ko] [-o logins.csv]."""

from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import ngettext

from final_app.i18n import LANGUAGES
from final_app.i18n import system_language
from final_app.joining.roster.actions import Login
from final_app.joining.roster.actions import make_accounts
from final_app.joining.roster.actions import plan_logins
from final_app.joining.roster.reading import RosterError
from final_app.joining.roster.slips import read_passwords
from final_app.joining.roster.slips import written_logins

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("students", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), help="Of accounts and slips; else that of the system.")
@click.option("-o", "--output", default="logins.csv", show_default=True, type=FILE, help="For the passwords.")
@click.option("--address", default="", help="Address of the app, to be printed on the slips.")
def roster(students: Path, language: str | None, output: Path, address: str) -> None:
    """Make an account for each person in the CSV file STUDENTS.

    It has a column "name" and, if you like, "user_id", "nickname" and "email". People who have an account keep it.
    One-time passwords are written to the output, and slips to print beside it (.html).
    """
    with current_app.test_request_context(), force_locale(system_language()):
        if output.suffix.lower() != ".csv" or output.resolve() == students.resolve():
            raise click.UsageError(_("Name another .csv file with -o: the roster itself is not overwritten."))
        try:
            logins = plan_logins(students.read_bytes(), read_passwords(output))
            with written_logins(output, logins, language or system_language(), address) as files:
                make_accounts(logins, language or system_language())
        except RosterError as error:
            raise click.ClickException("\n".join([_("Nothing was written."), str(error)])) from error
        except OSError as error:
            raise click.ClickException(f"{output}: {error.strerror}") from error
        click.echo(summary(logins, files))


def summary(logins: list[Login], files: list[Path]) -> str:
    """Return how many accounts were made, and where the passwords are."""
    new = sum(login.is_new for login in logins)
    lines = [
        ngettext("%(num)s new account", "%(num)s new accounts", new),
        _("Accounts that were there already: %(number)s", number=len(logins) - new),
        _("Passwords: %(table)s, slips to print: %(slips)s", table=files[0], slips=files[1]),
    ]
    return "\n".join(map(str, lines))
