"""Pair a statement with the one that stands for it elsewhere in the function."""

from __future__ import annotations

import ast
from dataclasses import replace

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.statements import describe_moved
from classroom.diagnosis.statements import indented_too_far
from classroom.i18n import Text


def joined(hunk: Hunk, others: list[Hunk]) -> Hunk:
    """Return a hunk together with the learner's own statement that stands elsewhere and sets the same name."""
    wanted = target_of(hunk.their_nodes)
    for other in others:
        if hunk.mine_nodes or other.their_nodes or other.function != hunk.function or not wanted:
            continue
        if target_of(other.mine_nodes) == wanted:
            return replace(other, their_nodes=hunk.their_nodes, their_text=hunk.their_text)
    return hunk


def target_of(nodes: list[ast.stmt]) -> str:
    """Return what an assignment sets, or nothing."""
    node = nodes[0] if nodes else None
    return code(node.targets[0]) if isinstance(node, ast.Assign) else ""


def moved_pair(hunk: Hunk, others: list[Hunk]) -> tuple[Hunk, Hunk] | None:
    """Return where a statement of the learner stands and where it is missing, if a hunk is one of the two."""
    for other in others:
        more, missing = (hunk, other) if hunk.mine_nodes else (other, hunk)
        if hunk.file != other.file or more.their_nodes or missing.mine_nodes or not more.mine_nodes:
            continue
        if missing.their_nodes and same(more.mine_nodes[0], missing.their_nodes[0]):
            return more, missing
    return None


def moved(hunk: Hunk, others: list[Hunk]) -> Text | None:
    """Say that a statement stands at another place than in the reference, if it does, or that its value is not kept."""
    pair = moved_pair(hunk, others)
    return words_for(*pair) if pair else not_kept(hunk, others)


def not_kept(hunk: Hunk, others: list[Hunk]) -> Text | None:
    """Say that what a call returns is thrown away, where the reference gives it a name."""
    call = hunk.mine_nodes[0].value if hunk.mine_nodes and isinstance(hunk.mine_nodes[0], ast.Expr) else None
    for node in (node for other in others for node in other.their_nodes):
        if call is not None and isinstance(node, ast.Assign) and same(node.value, call):
            return Text(
                f"`{code(call)}` returns what is needed further down, and here it is thrown away. Give it a name: "
                f"`{code(node.targets[0])} = ...`.",
                f"`{code(call)}`의 반환값이 아래에서 필요한데 여기에서 버려져요. 이름을 붙이세요: "
                f"`{code(node.targets[0])} = ...`.",
            )
    return None


def words_for(more: Hunk, missing: Hunk) -> Text:
    """Say that a statement is indented too far, or comes too early or too late."""
    outer = ended_by(missing, more)
    if outer is not None:
        return indented_too_far(more.mine_nodes[0], outer)
    return describe_moved(more.mine_nodes[0], more.mine[0] > missing.mine[0])


def ended_by(missing: Hunk, more: Hunk) -> ast.stmt | None:
    """Return the block that a statement stands in, if the statement is missing right behind that block."""
    for outer in missing.siblings:
        if outer.lineno < more.line <= (outer.end_lineno or 0) == missing.mine[0]:
            return outer
    return None


def in_a_branch(function: ast.AST, wanted: ast.stmt) -> tuple[ast.stmt, ast.If] | None:
    """Return where a function has a statement in a branch only, with the condition."""
    for outer in (node for node in ast.walk(function) if isinstance(node, ast.If)):
        for node in (*outer.body, *outer.orelse):
            if same(node, wanted):
                return node, outer
    return None
