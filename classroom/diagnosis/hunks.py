"""Find where a learner's code differs from the reference, statement by statement, and undo single differences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from classroom.diagnosis.align import Aligner
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import lines_of
from classroom.diagnosis.syntax import without_docstring


def hunks_between(mine: Path, theirs: Path) -> list[Hunk]:
    """Return the differences of all Python files and templates that both folders have."""
    found = []
    for path in sorted([*theirs.glob("*.py"), *theirs.glob("templates/*.html")]):
        name = path.relative_to(theirs).as_posix()
        if (mine / name).exists():
            found += file_hunks(name, read(mine / name), read(path))
    return found


def read(path: Path) -> str:
    """Return the text of a file, with whatever cannot be decoded replaced."""
    return path.read_text(encoding="utf-8", errors="replace")


def file_hunks(name: str, mine: str, theirs: str) -> list[Hunk]:
    """Return the differences between two versions of a file; none where Python cannot parse one."""
    if mine == theirs:
        return []
    try:
        hunks = list(python_hunks(mine, theirs)) if name.endswith(".py") else list(line_hunks(mine, theirs))
    except SyntaxError:
        return []
    for hunk in hunks:
        hunk.file = name
        hunk.mine_text = "\n".join(mine.splitlines()[slice(*hunk.mine)])
        hunk.their_text = "\n".join(theirs.splitlines()[slice(*hunk.theirs)])
    return hunks


def line_hunks(mine: str, theirs: str) -> Iterator[Hunk]:
    """Yield the differences between the lines of two templates, one pair of lines at a time where they pair up."""
    left, right = [line.strip() for line in mine.splitlines()], [line.strip() for line in theirs.splitlines()]
    for kind, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if end - start == other_end - other_start:
            for place in range(end - start):
                yield Hunk("", (start + place, start + place + 1), (other_start + place, other_start + place + 1))
        else:
            yield Hunk("", (start, end), (other_start, other_end))


def python_hunks(mine: str, theirs: str) -> Iterator[Hunk]:
    """Yield the differences between the statements of two Python sources."""
    yield from Aligner("", {}).align(ast.parse(mine).body, ast.parse(theirs).body, 0)


def functions_in(path: Path) -> list[Function]:
    """Return the functions of a file, also those within others; raises SyntaxError where Python cannot parse it."""
    return [node for node in ast.walk(ast.parse(read(path))) if isinstance(node, Function)]


def empty_functions(path: Path) -> set[str]:
    """Return the names of the functions of a file that are not written yet: their body is `...`."""
    try:
        functions = functions_in(path)
    except SyntaxError:
        return set()
    return {node.name for node in functions if [ast.unparse(one) for one in without_docstring(node.body)] == ["..."]}


def undo(source: str, reference: str, hunks: Iterable[Hunk]) -> str:
    """Return a source with some differences replaced by what the reference has there."""
    lines, theirs = source.splitlines(), reference.splitlines()
    for hunk in sorted(hunks, key=lambda one: (one.mine, one.theirs), reverse=True):
        back = {other: name for name, other in hunk.names.items()}
        taken = [rename(line, back) for line in theirs[slice(*hunk.theirs)]]
        if hunk.their_nodes:
            width = len(taken[0]) - len(taken[0].lstrip()) if taken else 0
            taken = [" " * hunk.indent + line[width:] if line.strip() else line for line in taken]
        lines[slice(*hunk.mine)] = taken
    return "\n".join(lines) + "\n"


def replace_function(source: str, reference: str, name: str) -> str:
    """Return a source with one function replaced by that of the reference."""
    parts = []
    for text in (source, reference):
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, Function) and node.name == name]
        parts.append(lines_of([nodes[0]]) if nodes else None)
    mine, theirs = parts
    if mine is None or theirs is None:
        return source
    lines = source.splitlines()
    lines[slice(*mine)] = reference.splitlines()[slice(*theirs)]
    return "\n".join(lines) + "\n"


def rename(line: str, names: dict[str, str]) -> str:
    """Rename variables in a line."""
    for name, other in names.items():
        line = re.sub(rf"(?<![\w.\"']){name}\b(?![\"'=])", other, line)
    return line
