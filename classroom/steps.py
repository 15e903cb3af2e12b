"""Compare two stages function by function, with the reason for each change."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classroom.i18n import Text
from classroom.lessons import Lesson
from classroom.starters import function_source
from classroom.starters import functions_of


@dataclass(frozen=True)
class Step:
    """A function that was added, removed or changed."""

    function: str  # "name", or "store.py:name"
    why: Text | None
    diff: str


def steps_between(before: Lesson, after: Lesson) -> Iterator[Step]:
    """Yield the changes between two stages: first the explained ones, in the order of the lesson."""
    changed = changed_functions(before.stage.path, after.stage.path)
    reasons = {change.function: change.why for change in after.changes}
    for function in [
        *(name for name in reasons if name in changed),
        *(name for name in changed if name not in reasons),
    ]:
        yield Step(function, reasons.get(function), changed[function])


def changed_functions(before: Path, after: Path) -> dict[str, str]:
    """Return the diff of each changed function, by "name" or "store.py:name"."""
    old, new = functions_in(before), functions_in(after)
    return {
        name: unified(old.get(name, ""), new.get(name, ""))
        for name in [*new, *(name for name in old if name not in new)]
        if old.get(name) != new.get(name)
    }


def functions_in(folder: Path) -> dict[str, str]:
    """Return the source of each function of a stage, by "name" or "store.py:name"."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        prefix = "" if path.name == "app.py" else f"{path.name}:"
        found |= {prefix + name: function_source(source, name) for name in functions_of(source)}
    return found


def unified(old: str, new: str) -> str:
    """Return a unified diff without its headers."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=30)
    return "\n".join(list(lines)[3:])
