"""Find the value of a name: the line that sets it is the one to look at."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code


def resolved(edit: Edit, statements: list[ast.stmt]) -> Edit:
    """Return an edit of a name as one of the value that the name is set to, if that is once and nothing changes it."""
    name = edit.mine.id if isinstance(edit.mine, ast.Name) and isinstance(edit.mine.ctx, ast.Load) else ""
    if not name or not isinstance(edit.theirs, ast.expr) or isinstance(edit.theirs, ast.Name):
        return edit
    if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(edit.theirs)):
        return edit
    nodes = [node for statement in statements for node in ast.walk(statement)]
    stores = [node for node in nodes if is_stored(node, name)]
    based = (node.value for node in nodes if isinstance(node, ast.Attribute | ast.Subscript))
    if len(stores) != 1 or any(code(node) == name for node in based):
        return edit
    for node in nodes:
        if isinstance(node, ast.Assign) and node.targets[0] is stores[0]:
            return Edit(node.value, edit.theirs, node, edit.label, edit.role)
    return edit


def is_stored(node: ast.AST, name: str) -> bool:
    """Tell whether a name is set here."""
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
