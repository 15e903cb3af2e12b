"""What is different when the app starts for a class: who gets in, and whose passwords everyone can read."""

import os
import secrets
import sys
from collections.abc import Iterator

from flask import Flask

from final_app import demo
from final_app.joining import codes
from final_app.users.store import moderator_ids

DEMO_USERS = 6


def prepare_class(app: Flask, is_wanted: bool) -> bool:
    """Return whether the app starts for a class: it is wanted, or the setting JOIN is a class code.

    Where it is wanted, the app makes the code if the setting is none, and leaves an empty database without demo users
    unless SNS_DEMO asks for them: their nicknames are for the class. Exits for a code that is too short or too long.
    """
    with app.app_context():
        if is_wanted and not codes.is_class(codes.join_setting()):
            app.config["JOIN"] = codes.MADE
        setting = codes.join_setting()
    if not codes.is_class(setting):
        return False
    if not codes.SHORTEST <= len(codes.read_code(setting)) <= codes.LONGEST:
        sys.exit(f"SNS_JOIN={setting}: a class code has {codes.SHORTEST} to {codes.LONGEST} letters and digits.")
    if is_wanted and "SNS_DEMO" not in os.environ:
        app.config["DEMO"] = False
    return True


def demo_users(app: Flask, for_class: bool) -> Iterator[tuple[str, str]]:
    """Fill an empty embedded database with demo users, and yield the username and password of those to log in as.

    In a class they get passwords of their own, as everyone can read the one they share; those from before, too.
    """
    is_filled = app.config["DEMO"] and not app.config["MONGO_URI"] and demo.is_empty()
    users = list(demo.fill(DEMO_USERS)) if is_filled else []
    yield from demo.change_passwords() if for_class else users


def make_moderator_key(app: Flask) -> None:
    """Make the key of the link that makes someone the first moderator, if there is none yet."""
    if not moderator_ids():
        app.config["MODERATOR_KEY"] = app.config["MODERATOR_KEY"] or secrets.token_urlsafe(16)
