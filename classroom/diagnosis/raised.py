"""Causes of an exception that its message does not tell: who gave a function the wrong values, what was not caught."""

from __future__ import annotations

import ast
import inspect
import traceback
from pathlib import Path
from types import FrameType

from classroom.diagnosis.edits import code
from classroom.diagnosis.facts import key_in
from classroom.diagnosis.facts import no_such_key
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import read
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.diagnosis.places import relative
from classroom.diagnosis.trace import Run
from classroom.diagnosis.trace import within
from classroom.i18n import Text

Found = tuple[Text, Place]


def frames_in(error: BaseException, folder: Path) -> list[tuple[FrameType, Place]]:
    """Return the frames of the learner's functions in a traceback, the innermost last."""
    found = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        if Path(frame.f_code.co_filename).is_relative_to(folder) and frame.f_code.co_filename.endswith(".py"):
            file = relative(frame.f_code.co_filename, folder)
            found.append((frame, place_at(folder, file, line, frame.f_code.co_name)))
    return found


def called_wrong(error: BaseException, folder: Path, hunks: list[Hunk]) -> Found | None:
    """A function of the course that fails because of what a changed line gives it."""
    frames = frames_in(error, folder)
    if len(frames) < 2 or not isinstance(error, TypeError | AttributeError | KeyError | ValueError):
        return None
    (_, caller), (frame, place) = frames[-2:]
    changed = {(hunk.file, hunk.function) for hunk in hunks}
    names = inspect.getargvalues(frame).args
    is_given = (place.file, place.function) not in changed and not place.function.startswith("<")
    if not names or not is_given or not any(hunk.covers(caller.file, caller.line) for hunk in hunks):
        return None
    given = ", ".join(f"{name} = {shown(frame.f_locals[name])}" for name in names if name in frame.f_locals)
    called = f"{place.function}({', '.join(names)})"
    text = Text(
        f"{place.function}() cannot work with what this line gives it: {given}. It is defined as {called}: are these "
        "the right values, in this order?",
        f"이 줄이 {place.function}()에 넘긴 값으로는 일할 수 없어요: {given}. 함수의 정의: {called}. 값과 순서가 "
        "맞는지 "
        "보세요.",
    )
    return text, caller


def shown(value: object, length: int = 60) -> str:
    """Return a value as code, cut where it is long."""
    text = repr(value)
    return text if len(text) <= length else text[:length] + " ..."


def not_caught(error: BaseException, folder: Path) -> Found | None:
    """An exception in a try whose except is for another one."""
    for frame, place in reversed(frames_in(error, folder)):
        tree = ast.parse(read(folder / place.file))
        tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try) and within(node.body, place.line)]
        caught = [code(handler.type) for node in tries for handler in node.handlers if handler.type]
        if caught and frame.f_code.co_name == place.function:
            name, listed = type(error).__name__, ", ".join(caught)
            text = Text(
                f"This line raises {name}, but the except below it is for {listed}, so nothing catches it: write "
                f"`except {name}:`.",
                f"이 줄에서 나는 예외: {name}. 그런데 아래의 except가 잡는 예외: {listed}. 그래서 아무도 잡지 않아요. "
                f"`except {name}:`로 쓰세요.",
            )
            return text, place
    return None


def missing_key(error: BaseException, run: Run) -> tuple[Text, ast.AST] | None:
    """A key that a dict does not have, and those that it has."""
    if not isinstance(error, KeyError):
        return None
    for node, (one, other) in reversed(run.seen):
        if isinstance(one, dict) and key_in(node) is not None and other == error.args[0]:
            return no_such_key(node, one, other, run), node
    return None
