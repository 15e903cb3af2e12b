"""Say why something is needed, by the table in reasons.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from classroom.i18n import EMPTY
from classroom.i18n import Text


def reason_for(mine: str, needed: str) -> Text:
    """Return why the needed code is needed in the place of the learner's, or an empty text."""
    for row in table():
        if needed and re.search(row["needed"], needed) and re.search(row.get("mine", ""), mine):
            return Text(row["en"], row["ko"])
    return EMPTY


def with_reason(text: Text, mine: str, needed: str) -> Text:
    """Return a text followed by the reason, if there is one."""
    reason = reason_for(mine, needed)
    return Text(f"{text.en} {reason.en}".strip(), f"{text.ko} {reason.ko}".strip())


@cache
def table() -> list[dict[str, str]]:
    """Return the rows of the table."""
    rows = tomllib.loads((Path(__file__).parent / "reasons.toml").read_text(encoding="utf-8"))
    found: list[dict[str, str]] = rows["reason"]
    return found
