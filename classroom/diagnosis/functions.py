"""What a function does: what it stores, what it changes, what may reject."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from difflib import SequenceMatcher

from classroom.diagnosis.edits import code
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of

CHANGING = ("append", "update", "add", "remove", "pop", "insert", "clear")
Simple = ast.Assign | ast.AugAssign | ast.Expr | ast.Return | ast.Raise | ast.Delete
Compound = ast.For | ast.While | ast.Try | ast.With


def changes_something(node: ast.stmt) -> bool:
    """Tell whether a statement changes stored data."""
    stores = any(isinstance(one, ast.Subscript) and not isinstance(one.ctx, ast.Load) for one in ast.walk(node))
    return stores or any(
        name_of(call) in CHANGING or name_of(call).startswith(("add_", "remove_")) for call in calls_in(node)
    )


def rejects(call: ast.Call) -> bool:
    """Tell whether a call may end the request with an error."""
    return name_of(call) == "abort" or name_of(call).startswith("get_")


def always_returns(node: ast.stmt) -> bool:
    """Tell whether a function ends here on every path."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and always_returns(node.body[-1]) and always_returns(node.orelse[-1])
    return isinstance(node, ast.Return | ast.Raise)


def simple(function: ast.AST) -> Iterator[ast.stmt]:
    """Yield the simple statements of a function."""
    return (node for node in ast.walk(function) if isinstance(node, Simple))


def likeness(one: ast.stmt, other: ast.stmt) -> float:
    """Return how alike two statements are; two returns of the same call are."""
    values = [getattr(node, "value", None) for node in (one, other)]
    if all(isinstance(value, ast.Call) for value in values) and name_of(values[0]) == name_of(values[1]):
        return 1.0
    return SequenceMatcher(None, code(one), code(other), autojunk=False).ratio()
