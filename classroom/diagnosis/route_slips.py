"""Slips in the methods of a route."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.syntax import calls_in
from classroom.i18n import Text


def methods_differ(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """Methods that are too many, missing, or several in one string."""
    lists = [
        [
            code(one).strip("\"'")
            for call in calls_in(node)
            for key in call.keywords
            if key.arg == "methods"
            for one in elements(key.value)
        ]
        for node in (
            mine,
            *(edit.within for edit in edits[:1] if edit.within),
            *(edit.theirs for edit in edits[:1] if edit.theirs),
        )
    ]
    joined = next((method for methods in lists for method in methods if "," in method), None)
    if joined:
        return Text(
            f'methods has one string "{joined}". Each method needs quotation marks of its own: ["POST", "PUT"].',
            f'methods에 문자열 하나 "{joined}"만 있어요. 메서드마다 따옴표를 따로 쓰세요: ["POST", "PUT"].',
        )
    return None


def elements(node: ast.expr) -> list[ast.expr]:
    """Return the elements of a list, tuple or set."""
    return list(node.elts) if isinstance(node, ast.List | ast.Tuple | ast.Set) else []


def methods_as_text(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`methods="POST"`, which is a list of four letters."""
    for call in calls_in(mine):
        for keyword in call.keywords:
            if keyword.arg == "methods" and isinstance(keyword.value, ast.Constant):
                return Text(
                    f"methods must be a list, also of one method: methods=[{code(keyword.value)}].",
                    f"methods는 하나여도 리스트로 써요: methods=[{code(keyword.value)}].",
                )
    return None


ROUTE_SLIPS = (
    methods_differ,
    methods_as_text,
)
