"""Causes outside of a function: what stands above it, and what it shares with all requests."""

from __future__ import annotations

import ast
from pathlib import Path

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import read
from classroom.diagnosis.syntax import Function
from classroom.i18n import Text


def decorated_other(hunks: list[Hunk], reference: Path) -> Text | None:
    """A decorator that stands above another function than the one that it is for."""
    for one in hunks:
        other = one.mine_nodes[0] if one.mine_nodes and not one.their_nodes else None
        if not isinstance(other, ast.FunctionDef) or not other.decorator_list:
            continue
        for node in ast.walk(ast.parse(read(reference / one.file))):
            if isinstance(node, ast.FunctionDef) and any(
                same(a, b) for a in node.decorator_list for b in other.decorator_list
            ):
                shown = code(other.decorator_list[0])
                return Text(
                    f"A decorator belongs to the function right below it: @{shown} now stands above {other.name}(), "
                    f"and not above {node.name}().",
                    f"데코레이터는 바로 아래의 함수에 붙어요. @{shown} 줄이 {node.name}()가 아니라 "
                    f"{other.name}() 위에 있어요.",
                )
    return None


def shared_state(function: Function | None, hunks: list[Hunk]) -> Text | None:
    """A dict or list outside of the function that every request changes."""
    if function is None:
        return None
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    for one in hunks:
        node = one.mine_nodes[0] if one.mine_nodes and not one.function else None
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict | ast.List | ast.Set):
            name = code(node.targets[0])
            if name in used:
                return Text(
                    f"{name} exists only once in the whole program: all requests and all visitors share it, and the "
                    f"lists in it. Make a new one in {function.name}(), or keep it in the session.",
                    f"{name}: 프로그램 전체에 하나뿐이라서 모든 요청과 모든 방문자가 함께 써요. 그 안의 리스트도요. "
                    f"{function.name}() 안에서 새로 만들거나 세션에 두세요.",
                )
    return None
