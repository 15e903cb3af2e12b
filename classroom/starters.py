"""Derive starters from the stages by removing the solutions, so that each solution exists only once."""

import ast
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from classroom.lessons import Exercise
from classroom.lessons import Lesson
from classroom.lessons import Patch

IGNORED = shutil.ignore_patterns("__pycache__", "README.md")


def write_starter(lesson: Lesson, folder: Path, exercises: Iterable[Exercise] | None = None) -> None:
    """Copy a stage to a new folder without the solutions of these exercises (all by default), or begin from nothing."""
    if lesson.stage.from_empty:
        (folder / "templates").mkdir(parents=True)
        (folder / "app.py").touch()
        return
    shutil.copytree(lesson.stage.path, folder, ignore=IGNORED)
    for exercise in lesson.exercises if exercises is None else exercises:
        remove_solution(lesson, folder, exercise)


def remove_solution(lesson: Lesson, folder: Path, exercise: Exercise) -> None:
    """Remove the solution of one exercise from a copy."""
    number = [one.name for one in lesson.exercises].index(exercise.name) + 1
    comment = f"# Exercise {number} · 연습 {number}: {exercise.title.en} · {exercise.title.ko}"
    for function in exercise.blank:
        path, name = locate_function(folder, function)
        path.write_text(empty_function(path.read_text(encoding="utf-8"), name, comment), encoding="utf-8")
    for function in exercise.remove:
        path, name = locate_function(folder, function)
        path.write_text(remove_function(path.read_text(encoding="utf-8"), name, comment), encoding="utf-8")
    for patch in exercise.patches:
        apply_patch(folder / patch.file, patch)


def is_untouched(lesson: Lesson, folder: Path, exercise: Exercise) -> bool:
    """Return whether an exercise is still as its starter left it: putting it back would change nothing."""
    if exercise.remove and own_functions(lesson, folder):
        return False  # what was to be written may have another name
    with TemporaryDirectory() as temporary:
        names = [*exercise.blank, *exercise.remove]
        files = {locate_function(folder, name)[0] for name in names} | {folder / one.file for one in exercise.patches}
        copies = {path: Path(temporary) / path.relative_to(folder) for path in files}
        try:
            for path, copy in copies.items():
                copy.parent.mkdir(exist_ok=True)
                shutil.copyfile(path, copy)
            remove_solution(lesson, Path(temporary), replace(exercise, remove=()))
        except (OSError, ValueError, SyntaxError, StopIteration):
            return False
        return all(path.read_bytes() == copy.read_bytes() for path, copy in copies.items())


def own_functions(lesson: Lesson, folder: Path) -> set[str]:
    """Return the names of the functions of app.py that its starter does not have."""
    with TemporaryDirectory() as temporary:
        starter = Path(temporary) / "starter"
        write_starter(lesson, starter)
        mine, given = (functions_of((one / "app.py").read_text(encoding="utf-8")) for one in (folder, starter))
    return set(mine) - set(given)


def locate_function(folder: Path, function: str) -> tuple[Path, str]:
    """Return the file and the name of a function given as "name" or "events.py:name"."""
    file, _, name = function.rpartition(":")
    return folder / (file or "app.py"), name


def apply_patch(path: Path, patch: Patch) -> None:
    """Replace the one occurrence of the old text with the new; do nothing if that is already done."""
    source = path.read_text(encoding="utf-8")
    if patch.old not in source and patch.new and patch.new in source:
        return
    if source.count(patch.old) != 1:
        raise ValueError(f"{path.name} contains this text {source.count(patch.old)} times instead of once: {patch.old}")
    path.write_text(source.replace(patch.old, patch.new), encoding="utf-8")


def empty_function(source: str, name: str, comment: str) -> str:
    """Replace the body of a function, except its docstring, with a placeholder."""
    function = find_function(source, name)
    lines = source.splitlines(keepends=True)
    indent = " " * function.body[0].col_offset
    placeholder = [f"{indent}{comment}\n", f"{indent}...\n"]
    return "".join(lines[: last_line(function.body[0])] + placeholder + lines[last_line(function) :])


def remove_function(source: str, name: str, comment: str) -> str:
    """Replace a function and its decorators with a comment."""
    function = find_function(source, name)
    lines = source.splitlines(keepends=True)
    return "".join([*lines[: first_line(function) - 1], f"{comment}\n", *lines[last_line(function) :]])


def function_source(source: str, name: str) -> str:
    """Return the source of a function, with its decorators."""
    function = find_function(source, name)
    return "".join(source.splitlines(keepends=True)[first_line(function) - 1 : last_line(function)])


def functions_of(source: str) -> list[str]:
    """Return the names of the functions in a source, in order, also of those within others."""
    return [node.name for node in functions_within(ast.parse(source))]


def functions_within(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions in a syntax tree, in order, also those within others."""
    return sorted((node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)), key=lambda node: node.lineno)


def find_function(source: str, name: str) -> ast.FunctionDef:
    """Return the syntax tree of a function."""
    return next(node for node in functions_within(ast.parse(source)) if node.name == name)


def first_line(function: ast.FunctionDef) -> int:
    """Return the line number where a function, or its first decorator, begins."""
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])


def last_line(node: ast.stmt) -> int:
    """Return the line number where a statement ends."""
    return node.end_lineno or node.lineno


def solution_of(lesson: Lesson, exercise: Exercise) -> str:
    """Return the code of the reference stage that an exercise removes."""
    parts = []
    for function in exercise.blank + exercise.remove + exercise.solution:
        path, name = locate_function(lesson.stage.path, function)
        parts.append(function_source(path.read_text(encoding="utf-8"), name))
    parts += [patch.old + "\n" for patch in exercise.patches]
    return "\n\n".join(part.strip("\n") + "\n" for part in parts)
