"""Find the learner's line in a traceback."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import NamedTuple

from werkzeug.exceptions import HTTPException


class Place(NamedTuple):
    """A line of the learner's code."""

    file: str
    line: int
    source: str
    function: str = ""

    def shown(self, folder: str = "") -> str:
        """Return the place as a reader sees it: work/01_routes/app.py:75: return ..."""
        path = f"{folder}/{self.file}" if folder else self.file
        within = f" ({self.function})" if self.function else ""
        return f"{path}:{self.line}{within}: {self.source}".rstrip(": ")


def places_in(error: BaseException, folder: Path) -> list[Place]:
    """Return the learner's lines in the traceback of an exception, the innermost last."""
    if isinstance(error, SyntaxError) and error.filename:
        if not Path(error.filename).is_relative_to(folder):
            return []
        return [Place(relative(error.filename, folder), error.lineno or 0, (error.text or "").strip())]
    found = []
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(folder):
            name = "" if frame.name in ("<module>", "top-level template code") else frame.name
            found.append(Place(relative(frame.filename, folder), frame.lineno or 0, frame.line or "", name))
    if hasattr(error, "filename") and hasattr(error, "lineno") and error.filename:  # a template that cannot be read
        path = Path(error.filename)
        if path.is_relative_to(folder):
            found.append(place_at(folder, relative(str(path), folder), error.lineno))
    return found


def relative(path: str, folder: Path) -> str:
    """Return a path inside a folder with slashes."""
    return Path(path).relative_to(folder).as_posix()


def place_at(folder: Path, file: str, line: int, function: str = "") -> Place:
    """Return the place of a line of a file."""
    lines = (folder / file).read_text(encoding="utf-8", errors="replace").splitlines()
    return Place(file, line, lines[line - 1].strip() if 0 < line <= len(lines) else "", function)


def caller_of(error: BaseException, folder: Path) -> str:
    """Return who made the call that raised an exception: "learner", "library", or "socket" for abort() in a handler."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, HTTPException) and any("flask_socketio" in frame.filename for frame in frames):
        return "socket"
    return "learner" if places_in(error, folder) else "library"


def values_at(error: BaseException, folder: Path) -> dict[str, str]:
    """Return the local values of the learner's innermost function in a traceback, those that are short."""
    values: dict[str, str] = {}
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if Path(frame.f_code.co_filename).is_relative_to(folder):
            values = {
                name: repr(value) for name, value in frame.f_locals.items() if isinstance(value, int | str | None)
            }
    return {name: value for name, value in values.items() if len(value) < 40}
