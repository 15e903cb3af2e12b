"""Explain exceptions as beginners cause them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from werkzeug.exceptions import BadRequestKeyError

from classroom.diagnosis.exception_table import FLASK_NAMES
from classroom.diagnosis.exception_table import ROWS
from classroom.i18n import Text


VAGUE = "NoneType"  # an exception about None tells where it was met, not where it came from


class Explanation(NamedTuple):
    """What an exception means, and whether that is a cause rather than a symptom."""

    text: Text
    known: bool


def explain(error: BaseException, called_by_learner: bool = True) -> Explanation:
    """Explain an exception; say whether the learner's own code made the call that raised it."""
    names, message = list(class_names(error)), message_of(error)
    for type_name, pattern, caller, en, ko in ROWS:
        found = re.search(pattern, message, re.S) if type_name in names else None
        if found and caller in ("", "learner" if called_by_learner else "library"):
            values = {"line": line_of(error), "source": source_of(found.groups())}
            return Explanation(
                Text(en.format(*found.groups(), **values), ko.format(*found.groups(), **values)), VAGUE not in message
            )
    return Explanation(Text(f"{names[0]}: {message}", f"{names[0]}: {message}"), False)


def class_names(error: BaseException) -> Iterator[str]:
    """Yield the names of the class of an exception and of its bases."""
    return (one.__name__ for one in type(error).__mro__)


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
    """Return where a name is imported from, if it is one of Flask's."""
    name = groups[0] if groups else None
    module = next((module for module, names in FLASK_NAMES.items() if name in names), None)
    return f"from {module} import {name}" if module else "import"
