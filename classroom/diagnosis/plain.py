"""Write what means the same in the same way."""

from __future__ import annotations

import ast
from typing import TypeGuard


class Plain(ast.NodeTransformer):
    """Writes dict(name=value) as a literal, and jsonify({"name": value}) with keywords."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Turn a call of dict with names into a literal, and the literal in jsonify into names."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "jsonify" and len(node.args) == 1:
            return with_keywords(node, node.args[0])
        is_dict = isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args
        if not is_dict or not all(keyword.arg for keyword in node.keywords):
            return node
        keys: list[ast.expr | None] = [ast.Constant(keyword.arg) for keyword in node.keywords]
        return ast.copy_location(ast.Dict(keys, [keyword.value for keyword in node.keywords]), node)


def with_keywords(call: ast.Call, argument: ast.expr) -> ast.Call:
    """Return a call with the entries of a dict as keywords, where its keys are names."""
    if not isinstance(argument, ast.Dict):
        return call
    names = [key.value if isinstance(key, ast.Constant) else None for key in argument.keys]
    if not all(isinstance(name, str) and name.isidentifier() for name in names):
        return call
    pairs = zip(names, argument.values, strict=True)
    keywords = [ast.copy_location(ast.keyword(str(name), value), value) for name, value in pairs]
    return ast.copy_location(ast.Call(call.func, [], [*keywords, *call.keywords]), call)


def item_by_item(function: ast.AST, other: ast.AST) -> None:
    """Write update(name=value) as assignments, where the other function assigns the same items one by one."""
    items = {ast.dump(node.slice) for node in ast.walk(other) if is_stored_item(node)}
    if items and not any(updated_items(node) for node in ast.walk(other)):
        Items(items).visit(function)


def is_stored_item(node: ast.AST) -> TypeGuard[ast.Subscript]:
    """Tell whether something is stored under a fixed key here."""
    return isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and isinstance(node.slice, ast.Constant)


def updated_items(node: ast.AST) -> list[tuple[ast.Constant, ast.expr]]:
    """Return what d.update(name=value) or d.update({"name": value}) stores, or nothing."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "update":
        return []
    literal = call.args[0] if call.args else ast.Dict([], [])
    pairs = [*zip(literal.keys, literal.values, strict=True)] if isinstance(literal, ast.Dict) else []
    found = [(key, value) for key, value in pairs if isinstance(key, ast.Constant)]
    return found + [(ast.Constant(one.arg), one.value) for one in call.keywords if one.arg]


class Items(ast.NodeTransformer):
    """Writes update(...) as assignments, where one of some keys is in it."""

    def __init__(self, keys: set[str]) -> None:
        """Store the keys."""
        self.keys = keys

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.stmt]:
        """Turn one call into assignments."""
        found = updated_items(node)
        if not any(ast.dump(key) in self.keys for key, _ in found):
            return node
        target = node.value.func.value  # type: ignore[attr-defined]
        return [
            ast.copy_location(ast.Assign([ast.Subscript(target, key, ast.Store())], value), node)
            for key, value in found
        ]


class Flat(ast.NodeTransformer):
    """Writes `return abort(...)` as a call, and what stands in an else after something that ends as the lines after."""

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """Leave out the return in front of abort(...), which never returns."""
        is_abort = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "abort"
        return ast.copy_location(ast.Expr(node.value), node) if is_abort and node.value else node

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        """Put the else of a condition that ends the function behind it."""
        self.generic_visit(node)
        last = node.body[-1]
        ends = isinstance(last, ast.Return | ast.Raise) or ast.unparse(last).startswith("abort(")
        if not node.orelse or not ends:
            return node
        rest, node.orelse = node.orelse, []
        return [node, *rest]
