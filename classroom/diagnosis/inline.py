"""Put the value of a local name where the name is read, if that is once: the number of names is no difference."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Collection

from classroom.diagnosis.syntax import Function


def inlined(function: Function, keep: Collection[str] = ()) -> Function:
    """Return a function without the local names that are set once and read once, except some."""
    result = copy.deepcopy(function)
    for _ in range(20):
        name = next((one for one in names_to_inline(result) if one not in keep), None)
        if name is None:
            return result
        value = take_value(result, name)
        result = Inliner(name, value).visit(result)
    return result


def names_to_inline(function: Function) -> list[str]:
    """Return the names that one plain assignment sets and that are read once, outside of loops."""
    plain = [
        node.targets[0].id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    ]
    stored, read = Counter[str](), Counter[str]()
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            (stored if isinstance(node.ctx, ast.Store) else read)[node.id] += 1
    looped = {
        one.id
        for loop in ast.walk(function)
        if isinstance(loop, ast.For | ast.While | ast.comprehension | ast.Lambda)
        for one in ast.walk(loop)
        if isinstance(one, ast.Name)
    }
    return [name for name in plain if stored[name] == read[name] == 1 and name not in looped]


def take_value(function: Function, name: str) -> ast.expr:
    """Remove the assignment of a name from a function and return its value."""
    for node in ast.walk(function):
        for part in ("body", "orelse", "finalbody"):
            statements = getattr(node, part, None)
            if not isinstance(statements, list):
                continue
            for statement in statements:
                if (
                    isinstance(statement, ast.Assign)
                    and isinstance(statement.targets[0], ast.Name)
                    and statement.targets[0].id == name
                    and len(statements) > 1
                ):
                    statements.remove(statement)
                    return statement.value
    return ast.Name(f"{name}_", ast.Load())  # it is the only statement there: leave it


class Inliner(ast.NodeTransformer):
    """Replaces a name by a value."""

    def __init__(self, name: str, value: ast.expr) -> None:
        """Store the name and its value."""
        self.name = name
        self.value = value

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Replace the name where it is read."""
        return self.value if node.id == self.name and isinstance(node.ctx, ast.Load) else node
