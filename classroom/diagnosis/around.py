"""Causes outside of a function: what stands above it, and what it shares with all requests."""

from __future__ import annotations

import ast
from pathlib import Path

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import read
from classroom.diagnosis.paths import Fact
from classroom.diagnosis.syntax import Function
from classroom.i18n import Text


def decorated_other(hunks: list[Hunk], reference: Path) -> Text | None:
    """A decorator that stands above another function than the one that it is for."""
    for one in hunks:
        other = one.mine_nodes[0] if one.mine_nodes and not one.their_nodes else None
        if not isinstance(other, ast.FunctionDef) or not other.decorator_list:
            continue
        for node in ast.walk(ast.parse(read(reference / one.file))):
            if isinstance(node, ast.FunctionDef) and node.name == other.name and one.function not in ("", other.name):
                return Text(
                    f"{other.name}() is indented into {one.function}(), so it exists only while that runs. It belongs "
                    "to the left margin.",
                    f"{other.name}()가 {one.function}() 안으로 들여쓰여서, 그 함수가 실행될 때만 생겨요. 들여쓰기 없이 "
                    "맨 왼쪽에 쓰세요.",
                )
            if (
                isinstance(node, ast.FunctionDef)
                and node.name != other.name
                and any(same(a, b) for a in node.decorator_list for b in other.decorator_list)
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


def shared_by_helper(function: Function | None, hunks: list[Hunk]) -> Fact | None:
    """A helper of one's own with a list or dict as a default, and that default."""
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} if function else set()
    for node in (node for one in hunks for node in one.mine_nodes[:1]):
        text = shared_default(node) if isinstance(node, Function) and node.name in used else None
        if text:
            return text, node
    return None


def shared_default(function: Function) -> Text | None:
    """`def make_post(text, likes=[])`, whose list is made once."""
    for default in function.args.defaults:
        if isinstance(default, ast.List | ast.Dict | ast.Set):
            return Text(
                f"The default `{code(default)}` of {function.name}() is made only once, so all that come from it share "
                f"it. Make a new one inside of {function.name}().",
                f"{function.name}()의 기본값 `{code(default)}`는 한 번만 만들어져서 모두가 함께 써요. "
                f"{function.name}() "
                "안에서 새로 만드세요.",
            )
    return None
