"""Small questions to syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from classroom.diagnosis.hunk import Lines

Function = ast.FunctionDef | ast.AsyncFunctionDef


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return a body without its docstring."""
    first = body[0] if body else None
    is_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_docstring else body


def one_line(node: ast.stmt) -> bool:
    """Tell whether a statement is simple, or stands on one line with its body."""
    body: list[ast.stmt] = getattr(node, "body", [])
    return not body or body[0].lineno == node.lineno


def parts_of(node: ast.stmt) -> list[str]:
    """Return the parts of a compound statement that are not empty, such as its else."""
    return [part for part in ("body", "orelse", "finalbody", "handlers") if getattr(node, part, [])]


def start_of(node: ast.stmt, part: str) -> int:
    """Return the line after which a part of a compound statement begins, below a docstring."""
    statements: list[ast.stmt] = getattr(node, part)
    rest = without_docstring(statements)
    if len(rest) < len(statements):
        return statements[0].end_lineno or 0
    return first_line(statements[0]) if statements else node.end_lineno or 0


def lines_of(nodes: list[ast.stmt]) -> Lines:
    """Return the lines of some statements, with their decorators."""
    return first_line(nodes[0]), nodes[-1].end_lineno or nodes[-1].lineno


def header_lines(node: ast.stmt) -> Lines:
    """Return the lines of a header: from the first decorator to the colon."""
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    return first_line(node), first_line(body[0])


def first_line(node: ast.stmt) -> int:
    """Return the first line of a statement or of its first decorator, counted from 0."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)]) - 1


def calls_in(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls in a part of a syntax tree."""
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def name_of(node: ast.AST | None) -> str:
    """Return the last name of what is called or read: jsonify, or route of app.route."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
