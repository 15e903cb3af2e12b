"""Pair the statements of a learner with those of the reference."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.names import Bare
from classroom.diagnosis.names import Renamer
from classroom.diagnosis.names import local_names
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import header_lines
from classroom.diagnosis.syntax import lines_of
from classroom.diagnosis.syntax import one_line
from classroom.diagnosis.syntax import parts_of
from classroom.diagnosis.syntax import start_of
from classroom.diagnosis.syntax import without_docstring


@dataclass
class Aligner:
    """Aligns the statements of one function, or of a module."""

    function: str
    names: dict[str, str]

    def key(self, node: ast.stmt, rename: bool) -> str:
        """Return what makes two statements equal."""
        return self.dump(ast.parse(ast.unparse(node)).body[0], rename)

    def align(self, mine: list[ast.stmt], theirs: list[ast.stmt], start: int) -> Iterator[Hunk]:
        """Yield the differences between two bodies; the first statement of mine would stand at line `start`."""
        mine, theirs = without_docstring(mine), without_docstring(theirs)
        left, right = [self.key(node, True) for node in mine], [self.key(node, False) for node in theirs]
        for kind, one, two, three, four in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if kind != "equal":
                before = mine[one - 1].end_lineno or 0 if one else start
                yield from self.block(mine[one:two], theirs[three:four], before, mine or theirs)

    def block(
        self, mine: list[ast.stmt], theirs: list[ast.stmt], before: int, siblings: list[ast.stmt]
    ) -> Iterator[Hunk]:
        """Yield the differences of a block that has no equal statement."""
        rest = list(theirs)
        in_step = len(mine) == len(theirs) and not any(isinstance(node, Function) for node in (*mine, *theirs))
        for node in mine:
            partner = rest[0] if in_step else best_partner(node, rest)
            while partner is not None and rest and rest[0] is not partner:
                yield self.hunk([], [rest.pop(0)], before, siblings)
            if partner is None:
                yield self.hunk([node], [], before, siblings)
            else:
                rest.remove(partner)
                yield from self.pair(node, partner, before, siblings)
            before = node.end_lineno or before
        for missing in rest:
            yield self.hunk([], [missing], before, siblings)

    def pair(self, mine: ast.stmt, theirs: ast.stmt, before: int, siblings: list[ast.stmt]) -> Iterator[Hunk]:
        """Yield the differences between two statements that belong together."""
        if type(mine) is not type(theirs) or one_line(mine) or one_line(theirs) or parts_of(mine) != parts_of(theirs):
            yield self.hunk([mine], [theirs], before, siblings)
            return
        inner = self
        if isinstance(mine, Function) and isinstance(theirs, Function):
            inner = Aligner(theirs.name, local_names(mine, theirs))
        if inner.header_key(mine, True) != inner.header_key(theirs, False):
            hunk = self.hunk([mine], [theirs], before, siblings)
            hunk.mine, hunk.theirs = header_lines(mine), header_lines(theirs)
            hunk.header, hunk.function, hunk.names = True, inner.function, inner.names
            yield hunk
        for part in ("body", "orelse", "finalbody"):
            if hasattr(mine, part):
                yield from inner.align(getattr(mine, part), getattr(theirs, part), start_of(mine, part))
        for one, other in zip(getattr(mine, "handlers", []), getattr(theirs, "handlers", []), strict=False):
            yield from inner.align(one.body, other.body, one.lineno)

    def header_key(self, node: ast.stmt, rename: bool) -> str:
        """Return what makes two headers equal."""
        bare = ast.parse(ast.unparse(node)).body[0]
        for part in ("body", "orelse", "finalbody", "handlers"):
            if hasattr(bare, part):
                setattr(bare, part, [])
        return self.dump(bare, rename)

    def dump(self, node: ast.AST, rename: bool) -> str:
        """Return a syntax tree as text, without what is no difference."""
        return ast.dump(Bare().visit(Renamer(self.names).visit(node) if rename else node))

    def hunk(self, mine: list[ast.stmt], theirs: list[ast.stmt], before: int, siblings: list[ast.stmt]) -> Hunk:
        """Return the hunk of some statements; where mine are none, it stands after the line `before`."""
        named = next((node.name for node in (*theirs, *mine) if isinstance(node, Function)), "")
        return Hunk(
            file="",
            mine=lines_of(mine) if mine else (before, before),
            theirs=lines_of(theirs) if theirs else (0, 0),
            mine_nodes=mine,
            their_nodes=theirs,
            function=self.function or named,
            indent=siblings[0].col_offset if siblings else 4,
            names=self.names,
            siblings=siblings,
        )


def best_partner(node: ast.stmt, others: list[ast.stmt]) -> ast.stmt | None:
    """Return the statement that a statement most probably stands for, or None."""
    if isinstance(node, Function | ast.ClassDef):
        return next((one for one in others if isinstance(one, Function | ast.ClassDef) and one.name == node.name), None)
    alike = [one for one in others if stands_for(node, one)]
    if len(alike) == 1:
        return alike[0]
    text = ast.unparse(node)
    scored = [(likeness(text, node, one), -place) for place, one in enumerate(others)]
    if not scored:
        return None
    best = max(scored)
    found = others[-best[1]]
    return found if best[0] > (0.5 if type(found) is type(node) else 0.8) else None


def stands_for(node: ast.stmt, other: ast.stmt) -> bool:
    """Tell whether two statements have the same part to play: both return, or both set the same name."""
    if isinstance(node, ast.Return) and isinstance(other, ast.Return):
        return True
    return (
        isinstance(node, ast.Assign)
        and isinstance(other, ast.Assign)
        and ast.dump(node.targets[0]) == ast.dump(other.targets[0])
    )


def likeness(text: str, node: ast.stmt, other: ast.stmt) -> float:
    """Return how alike two statements are, from 0 to 1."""
    if isinstance(other, Function | ast.ClassDef):
        return 0.0
    ratio = SequenceMatcher(None, text, ast.unparse(other), autojunk=False).ratio()
    return ratio + 0.15 if type(node) is type(other) else ratio
