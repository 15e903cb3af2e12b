"""Commands for the person who runs the app: flask --app final_app seed, indexes, recount, doctor, moderator, roster."""

from pathlib import Path

import click
from flask import Flask
from flask import current_app

from final_app import db
from final_app import demo
from final_app import mongod
from final_app import repair
from final_app.joining.roster.command import roster
from final_app.security import PROXY_HINT
from final_app.security import PROXY_SEEN
from final_app.users.actions import find_by_login
from final_app.users.moderators import set_moderator


def init_app(app: Flask) -> None:
    """Add the commands."""
    for command in (seed, indexes, recount, doctor, moderator, roster):
        app.cli.add_command(command)


@click.command()
@click.option("--people", default=30, show_default=True, help="The number of users.")
def seed(people: int) -> None:
    """Create demo users with posts, comments and friends; the same number gives the same users."""
    for username, password in demo.fill(people):
        click.echo(f"log in as {username} / {password}")


@click.command()
def indexes() -> None:
    """Create the database indexes that are missing."""
    db.ensure_indexes()
    click.echo("All indexes exist.")


@click.command()
def recount() -> None:
    """Correct like and comment counts after a crash; the app may keep running."""
    click.echo(f"Posts with wrong counts: {repair.reconcile_counts()}, now corrected.")


@click.command()
@click.argument("user_id")
@click.option("--remove", is_flag=True, help="Make them an ordinary user again.")
def moderator(user_id: str, remove: bool) -> None:
    """Make the user with this USER_ID a moderator."""
    user = find_by_login(user_id)
    if user is None:
        raise click.ClickException(f"No one logs in as {user_id}. Give the user_id or the email address of a user.")
    set_moderator(user["_id"], not remove)
    click.echo(f"{user['user_id']} is {'no longer a moderator' if remove else 'a moderator now'}.")


@click.command()
def doctor() -> None:
    """Show what is configured and what is missing."""
    config = current_app.config
    where = f"embedded, in {current_app.instance_path}" if not config["MONGO_URI"] else "MONGO_URI"
    try:
        db.ping()
        database = f"answers ({where})"
        wrong = len(repair.find_wrong_counts())
        counts = f"wrong in {wrong} posts: run `flask --app final_app recount`" if wrong else "correct"
    except Exception as error:
        database, counts = f"does not answer ({where}): {error}", "unknown"
    try:
        program = str(mongod.find_program())
    except mongod.NoMongod as reason:
        program = f"none: {reason}"
    click.echo(f"database   {database}")
    click.echo(f"counts     {counts}")
    click.echo(f"mongod     {program}")
    click.echo(f"mail       {config['MAIL_SERVER'] or 'no server: emails are kept and shown at /dev/mail'}")
    click.echo(f"processes  {'several, through REDIS_URL' if config['REDIS_URL'] else 'one (for more, set REDIS_URL)'}")
    seen = (Path(current_app.instance_path) / PROXY_SEEN).exists() and not config["TRUSTED_PROXIES"]
    click.echo(f"proxy      {'seen, but not configured. ' + PROXY_HINT if seen else config['TRUSTED_PROXIES']}")
    script = current_app.jinja_env.globals["has_local_script"]
    click.echo(f"script     {'installed' if script else 'missing: pages load it from the CDN; course.py installs it'}")
