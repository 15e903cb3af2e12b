"""Make one change in a copy of a learner's function and run the check again."""

from __future__ import annotations

import ast
import copy
import time
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from classroom.diagnosis.blame import Passes
from classroom.diagnosis.blame import copy_of
from classroom.diagnosis.hunks import read
from classroom.diagnosis.inline import inlined
from classroom.diagnosis.names import Renamer
from classroom.diagnosis.names import local_names
from classroom.diagnosis.names import values_of
from classroom.diagnosis.plain import Flat
from classroom.diagnosis.plain import Plain
from classroom.diagnosis.plain import item_by_item
from classroom.diagnosis.syntax import Function

MOST_RUNS = 80
MOST_SECONDS = 6
Change = tuple[ast.AST, list[ast.AST]]  # a part of the function, and what stands in its place


@dataclass
class Trial:
    """A learner's function in the tree of its file, and that of the reference with the learner's names."""

    folder: Path
    file: str
    tree: ast.Module
    original: Function  # in the tree
    mine: Function  # what is tried in its place
    theirs: Function
    passes: Passes
    runs: int = 0
    ends_at: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def passes_with(self, *changes: Change) -> bool:
        """Tell whether the check passes with some parts of the function replaced."""
        self.runs += 1
        if self.runs > MOST_RUNS or time.monotonic() > self.ends_at:
            return False
        with ExitStack() as stack:
            stack.enter_context(replaced(self.tree, self.original, [self.mine]))
            for old, new in changes:
                stack.enter_context(replaced(self.mine, old, new))
            source = ast.unparse(self.tree)
        with copy_of(self.folder) as work:
            (work / self.file).write_text(source, encoding="utf-8")
            return self.passes(work)


def trials_of(folder: Path, file: str, mine: Function, theirs: Function, passes: Passes) -> Iterator[Trial]:
    """Yield trials of a function: without names that are read once, as it is, and with update() item by item."""
    for is_short, by_item in ((True, False), (False, False), (True, True)):
        other = plain(inlined(theirs) if is_short else copy.deepcopy(theirs))
        one = plain(inlined(mine, set(values_of(other))) if is_short else copy.deepcopy(mine))
        item_by_item(other, one)
        if by_item:
            item_by_item(one, other)
        back = {name: own for own, name in local_names(one, other).items()}
        tree = ast.parse(read(folder / file))
        old = next(node for node in ast.walk(tree) if isinstance(node, Function) and node.name == mine.name)
        trial = Trial(folder, file, tree, old, one, Renamer(back).visit(other), passes)
        if not trial.passes_with():
            yield trial


def plain(function: Function) -> Function:
    """Return a function written plainly: what means the same is written in the same way."""
    written: Function = Flat().visit(Plain().visit(function))
    return written


@contextmanager
def replaced(root: ast.AST, old: ast.AST, new: list[ast.AST]) -> Iterator[None]:
    """Put other nodes in the place of one, for a while."""
    for parent in ast.walk(root):
        for name, value in ast.iter_fields(parent):
            if value is old and new:
                changed: object = new[0]
            elif isinstance(value, list) and any(one is old for one in value):
                at = next(place for place, one in enumerate(value) if one is old)
                changed = value[:at] + new + value[at + 1 :] or ([ast.Pass()] if isinstance(old, ast.stmt) else [])
            else:
                continue
            setattr(parent, name, changed)
            try:
                yield
            finally:
                setattr(parent, name, value)
            return
    yield
