"""Explain exceptions as beginners cause them, by the table in exceptions.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from werkzeug.exceptions import BadRequestKeyError

from classroom.i18n import Text

MODULES = {  # where the names come from that a stage imports
    "flask": "Flask abort jsonify make_response redirect render_template request session url_for g flash",
    "flask_socketio": "SocketIO emit join_room leave_room ConnectionRefusedError send",
    "werkzeug.exceptions": "HTTPException",
    "itertools": "count",
}
VAGUE = "NoneType"  # an exception about None tells where it was met, not where it came from


class Explanation(NamedTuple):
    """What an exception means, and whether that is a cause rather than a symptom."""

    text: Text
    known: bool


def explain(error: BaseException, caller: str = "learner") -> Explanation:
    """Explain an exception; the caller is who made the call that raised it: "learner", "library" or "socket"."""
    names, message = [one.__name__ for one in type(error).__mro__], message_of(error)
    for row in table():
        found = re.search(row["pattern"], message, re.DOTALL) if row["type"] in names else None
        if found and row.get("caller", caller) == caller:
            values = {"line": line_of(error), "source": source_of(found.groups())}
            text = Text(row["en"].format(*found.groups(), **values), row["ko"].format(*found.groups(), **values))
            unread = row["type"] == "TemplateSyntaxError" and row["pattern"] == "(.*)"
            return Explanation(text, VAGUE not in message and not unread)
    return Explanation(Text(f"{names[0]}: {message}", f"{names[0]}: {message}"), False)


@cache
def table() -> list[dict[str, Any]]:
    """Return the rows of the table."""
    rows = tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = rows["exception"]
    return found


def message_of(error: BaseException) -> str:
    """Return the message of an exception; a syntax error's is without its place."""
    if isinstance(error, SyntaxError):
        return error.msg or ""
    if isinstance(error, BadRequestKeyError):
        return f"KeyError: {error.args[0]!r}"
    return str(error)


def line_of(error: BaseException) -> str:
    """Return the source line of a syntax error."""
    return (error.text or "").strip() if isinstance(error, SyntaxError) else ""


def source_of(groups: tuple[str | None, ...]) -> str:
    """Return where a name is imported from, if it is one that a stage imports."""
    name = groups[0] if groups else None
    module = next((module for module, names in MODULES.items() if name in names.split()), None)
    return f"from {module} import {name}" if module else "import"


def returns_none(error: BaseException) -> bool:
    """Tell whether an exception complains of a view that returned None."""
    return "did not return a valid response" in str(error) and "None" in str(error)
