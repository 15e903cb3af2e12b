"""Settings from the environment, each as the type of its default; a value that makes no sense ends the start."""

import json
import math
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from typing import NoReturn

from limits import parse_many

BOOLEANS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
PLAIN = ("MONGO_URI", "SECRET_KEY", "REDIS_URL")  # and MAIL_*: read by these names, too
RATE = re.compile(r"\d+/")
# Settings of version 0.1 that have a new name; the old one still works.
RENAMED = {
    "NOTICES_PER_PERSON": "NOTIFICATIONS_PER_USER",
    "SILENT_SECONDS": "HEARTBEAT_TIMEOUT",
    "MAY_KNOW": "SUGGESTIONS",
    "CODE_TRIES": "CODE_ATTEMPTS",
    "LETTERS": "EMAILS_PER_ADDRESS",
    "GUESSES_FOR_ACCOUNT_FROM_ADDRESS": "LOGIN_ATTEMPTS_PER_ACCOUNT_AND_ADDRESS",
    "GUESSES_FROM_ADDRESS": "LOGIN_ATTEMPTS_PER_ADDRESS",
    "GUESSES_FOR_ACCOUNT": "LOGIN_ATTEMPTS_PER_ACCOUNT",
    "SESSIONS_PER_PERSON": "LOGINS_PER_USER",
}


def read_environment(defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that the environment sets, of those that have a default; an empty value sets none.

    WRITES may be empty, which is a value of its own. Exits with a message naming a variable with a wrong value.
    """
    names = {name: name for name in defaults if name in PLAIN or name.startswith("MAIL_")}
    names |= {f"SNS_{old}": new for old, new in RENAMED.items()} | {f"SNS_{name}": name for name in defaults}
    given = {variable: os.environ[variable] for variable in names if variable in os.environ}
    return {
        names[variable]: read_value(variable, text, defaults[names[variable]])
        for variable, text in given.items()
        if text.strip() or names[variable] == "WRITES"
    }


def read_value(variable: str, text: str, default: object) -> object:
    """Return the text of a variable as the type of its default, or exit."""
    if isinstance(default, bool):
        return read_boolean(variable, text.strip().lower())
    if isinstance(default, int):
        return read_number(variable, text.strip())
    if isinstance(default, list):
        return read_list(text.strip())
    if isinstance(default, str) and RATE.match(default):
        check_rate(variable, text, default)
    return text if isinstance(default, str) else json.loads(text)


def read_boolean(variable: str, text: str) -> bool:
    """Return what a word means, or exit."""
    if text not in BOOLEANS:
        exit_for(variable, text, "use true or false")
    return BOOLEANS[text]


def read_number(variable: str, text: str) -> float:
    """Return a number of at least 0, or exit; seconds may be a fraction."""
    number = math.nan
    with suppress(ValueError):
        number = int(text) if text.isdecimal() else float(text)
    if not 0 <= number < math.inf:
        exit_for(variable, text, "use a number")
    return number


def read_list(text: str) -> list[str]:
    """Return the texts of a list in JSON, or of one with commas."""
    parts = json.loads(text) if text.startswith("[") else text.split(",")
    return [str(part).strip() for part in parts]


def check_rate(variable: str, text: str, default: str) -> None:
    """Exit unless a text is a rate, as in 5/hour, or several."""
    try:
        parse_many(text or default)
    except ValueError:
        exit_for(variable, text, f"use a rate, as in {default}")


def exit_for(variable: str, text: str, advice: str) -> NoReturn:
    """Exit with a message about a variable."""
    sys.exit(f"{variable}={text}: {advice}, or unset it.")
