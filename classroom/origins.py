"""Tell whether a stage is the student's own work, a starter, or a copy of the reference."""

import io
import tempfile
import textwrap
import tokenize
from functools import cache
from pathlib import Path

from classroom.lessons import Lesson
from classroom.starters import function_source
from classroom.starters import locate_function
from classroom.starters import write_starter

LAYOUT = {tokenize.INDENT: "{", tokenize.DEDENT: "}", tokenize.NEWLINE: ";"}
IGNORED = (tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER)


def is_copy(lesson: Lesson, folder: Path) -> bool:
    """Return whether the solution of every exercise is that of the reference, but for comments and layout."""
    functions = {
        locate_function(folder, name)
        for exercise in lesson.exercises
        for name in exercise.blank + exercise.remove + exercise.solution
    }
    copied = all(
        code_of(function_source(read(lesson.stage.path / path.name), name)) in code_of(read(path))
        for path, name in functions
    )
    patches = [patch for exercise in lesson.exercises for patch in exercise.patches]
    return copied and all(words_of(patch.old) in words_of(read(folder / patch.file)) for patch in patches)


def is_starter(lesson: Lesson, folder: Path) -> bool:
    """Return whether a folder is what `start` makes, but for comments and layout."""
    return all(fingerprint(folder / name) == expected for name, expected in starter_of(lesson).items())


@cache
def starter_of(lesson: Lesson) -> dict[str, str]:
    """Return the fingerprints of the files of a starter in which there is something to do."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / lesson.folder
        write_starter(lesson, folder)
        files = [*folder.glob("*.py"), *folder.rglob("*.html")]
        return {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}


def fingerprint(path: Path) -> str:
    """Return what a file says, without comments and layout."""
    return code_of(read(path)) if path.suffix == ".py" else words_of(read(path))


def read(path: Path) -> str:
    """Return the text of a file, or nothing if there is none."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def words_of(text: str) -> str:
    """Return a text with one space wherever there is any."""
    return " ".join(text.split())


def code_of(source: str) -> str:
    """Return the tokens of Python code, without comments and layout; unlike ast.parse it is safe on any source."""
    tokens = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(textwrap.dedent(source)).readline):
            if token.type not in IGNORED:
                tokens.append(LAYOUT.get(token.type, token.string))
    except (tokenize.TokenError, SyntaxError):
        return words_of(source)
    return "\0".join(tokens)
