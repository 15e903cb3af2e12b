"""Find what a module stores: dicts of dicts, such as the posts, and the lists in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def stored_dicts(names: dict[str, Any]) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Yield each dict that a dict of a module holds, and the code that reads it."""
    for name, container in list(names.items()):
        if isinstance(container, dict) and not name.startswith("__"):
            for key, value in list(container.items()):
                if isinstance(value, dict):
                    yield f"{name}[{key!r}]", value


def stored_lists(names: dict[str, Any]) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return the lists in these dicts, each with a copy as it is now, by the code that reads them."""
    found: dict[str, tuple[list[Any], list[Any]]] = {}
    for where, stored in stored_dicts(names):
        for key, value in stored.items():
            if isinstance(value, list):
                found[f"{where}[{json.dumps(key, ensure_ascii=False)}]"] = (value, list(value))
    return found
