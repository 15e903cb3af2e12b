"""What a function does: what it stores, what it changes, what may reject."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import code
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of

Compound = ast.For | ast.While | ast.Try | ast.With


def stored_in(function: Function) -> dict[str, ast.AST]:
    """Return what a function stores by [ ], by the name of what it is stored in."""
    return {
        f"{code(node.value)}[]": node
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    }


def changes_something(node: ast.stmt) -> bool:
    """Tell whether a statement changes stored data."""
    if isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(one, ast.Subscript) for one in targets)
    return any(name_of(call) in ("append", "update", "add", "remove", "pop", "insert") for call in calls_in(node))


def rejects(call: ast.Call) -> bool:
    """Tell whether a call may end the request with an error."""
    return name_of(call) == "abort" or name_of(call).startswith("get_")


def always_returns(node: ast.stmt) -> bool:
    """Tell whether a function ends here on every path."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and always_returns(node.body[-1]) and always_returns(node.orelse[-1])
    return isinstance(node, ast.Return | ast.Raise)


def returning_conditions(function: Function | None) -> list[ast.If]:
    """Return the conditions of a function that return something."""
    nodes = ast.walk(function) if function is not None else iter(())
    return [one for one in nodes if isinstance(one, ast.If) and any(isinstance(node, ast.Return) for node in one.body)]


def unread_name(function: Function) -> str | None:
    """Return a name that a function sets and never reads, or None."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)} | {"_"}
    return next((one.id for one in names if isinstance(one.ctx, ast.Store) and one.id not in read), None)
