"""Find the difference that makes a check fail, by undoing differences one at a time and running the check again."""

from __future__ import annotations

import ast
import shutil
import tempfile
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import hunks_between
from classroom.diagnosis.hunks import read
from classroom.diagnosis.hunks import replace_function
from classroom.diagnosis.hunks import undo
from classroom.lessons import Lesson
from classroom.starters import apply_patch

MOST_RUNS = 40
Passes = Callable[[Path], bool]


def split_hunks(mine: Path, lesson: Lesson) -> tuple[list[Hunk], list[Hunk]]:
    """Return what a learner changed, and the mistakes that the exercises gave and that are still there."""
    hunks = hunks_between(mine, lesson.stage.path)
    given = [one for one in given_hunks(lesson) if one.mine_text.strip()]
    still_there = [hunk for hunk in hunks if any(hunk.same_change(one) for one in given)]
    return [hunk for hunk in hunks if hunk not in still_there], still_there


@cache
def given_hunks(lesson: Lesson) -> list[Hunk]:
    """Return the differences that the patches of the exercises make."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "given"
        shutil.copytree(lesson.stage.path, copy)
        for exercise in lesson.exercises:
            for patch in exercise.patches:
                apply_patch(copy / patch.file, patch)
        return hunks_between(copy, lesson.stage.path)


def culprits(mine: Path, reference: Path, hunks: list[Hunk], passes: Passes) -> list[Hunk]:
    """Return the fewest differences that must be undone so that the check passes, or none."""
    hunks = sorted(hunks, key=is_import)  # a missing import is a cause only where nothing else is
    if not hunks:
        return []
    if not passes_without(mine, reference, hunks, passes):
        return rewritten(mine, reference, hunks, passes)
    for hunk in hunks[:MOST_RUNS]:
        if passes_without(mine, reference, [hunk], passes):
            return [hunk]
    needed = list(hunks)
    for part in [*by_function(hunks), *([hunk] for hunk in hunks[:MOST_RUNS])]:
        rest = [one for one in needed if not any(one is hunk for hunk in part)]
        if rest and passes_without(mine, reference, rest, passes):
            needed = rest
    return needed


def by_function(hunks: list[Hunk]) -> list[list[Hunk]]:
    """Return the differences of each function, first of those that are not written yet."""
    functions: dict[tuple[str, str], list[Hunk]] = {}
    for hunk in hunks:
        if hunk.function:
            functions.setdefault((hunk.file, hunk.function), []).append(hunk)
    return sorted(functions.values(), key=is_written)


def is_written(hunks: list[Hunk]) -> bool:
    """Tell whether a learner has written any line of a function that differs."""
    return any(hunk.mine_text.strip() not in ("", "...") for hunk in hunks)


def rewritten(mine: Path, reference: Path, hunks: list[Hunk], passes: Passes) -> list[Hunk]:
    """Return the differences in a function without which the check passes, where they cannot be undone one by one."""
    for file, function in dict.fromkeys((hunk.file, hunk.function) for hunk in hunks if hunk.function):
        with copy_of(mine) as copy:
            source = replace_function(read(mine / file), read(reference / file), function)
            (copy / file).write_text(source, encoding="utf-8")
            if passes(copy):
                return [hunk for hunk in hunks if (hunk.file, hunk.function) == (file, function)]
    return []


def is_import(hunk: Hunk) -> bool:
    """Tell whether a difference is one of imports."""
    nodes = [*hunk.mine_nodes, *hunk.their_nodes]
    return bool(nodes) and all(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes)


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary).resolve() / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
        yield copy


def passes_without(mine: Path, reference: Path, hunks: Iterable[Hunk], passes: Passes) -> bool:
    """Tell whether a check passes on a copy of the learner's folder where some differences are undone."""
    with copy_of(mine) as copy:
        by_file: dict[str, list[Hunk]] = {}
        for hunk in hunks:
            by_file.setdefault(hunk.file, []).append(hunk)
        for file, found in by_file.items():
            (copy / file).write_text(undo(read(mine / file), read(reference / file), found), encoding="utf-8")
        return passes(copy)
