"""Find the exercise that a line belongs to."""

from __future__ import annotations

import ast

from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunk import squeeze
from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.lessons import Patch


def owner_of(hunk: Hunk, lesson: Lesson) -> Exercise | None:
    """Return the exercise whose code a hunk changes, or None."""
    for exercise in lesson.exercises:
        if hunk.function and hunk.function in map(bare_name, exercise.blank + exercise.remove):
            return exercise
        if any(patch.file == hunk.file and touches(patch, hunk) for patch in exercise.patches):
            return exercise
    for exercise in lesson.exercises:
        if hunk.function and hunk.function in patched_functions(exercise, lesson):
            return exercise
    return None


def patched_functions(exercise: Exercise, lesson: Lesson) -> set[str]:
    """Return the names of the functions that the patches of an exercise change."""
    found = set()
    for patch in exercise.patches:
        if patch.file.endswith(".py"):
            source = (lesson.stage.path / patch.file).read_text(encoding="utf-8")
            line = source[: source.index(patch.old)].count("\n") + patch.old.lstrip("\n").count("\n") + 1
            functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
            inner = [one for one in functions if one.lineno <= line <= (one.end_lineno or 0)]
            found |= {one.name for one in inner[-1:]}
    return found


def touches(patch: Patch, hunk: Hunk) -> bool:
    """Tell whether a hunk changes the code that a patch of an exercise leaves out."""
    left, right = squeeze(patch.old), squeeze(hunk.their_text)
    return bool(right) and (right in left or left in right)


def bare_name(function: str) -> str:
    """Return the name of a function given as "name" or "events.py:name"."""
    return function.rpartition(":")[2]
