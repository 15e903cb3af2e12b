"""Slips in the arguments and results of calls."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text


def text_or_number(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`"1"` and 1, `"True"` and True are different."""
    for edit in edits:
        one, other = edit.mine, edit.theirs
        if not isinstance(one, ast.Constant) or not isinstance(other, ast.Constant):
            continue
        if str(one.value) == str(other.value) and type(one.value) is not type(other.value):
            return Text(
                f"{code(one)} is of type {type(one.value).__name__}, but {code(other)} ({type(other.value).__name__}) "
                "is needed.",
                f"{code(one)}의 타입은 {type(one.value).__name__}이에요. 필요한 값: {code(other)} "
                f"({type(other.value).__name__}).",
            )
    return None


def arguments_swapped(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """The right arguments in the wrong order."""
    moved = [edit for edit in edits if edit.role == "argument" and isinstance(edit.within, ast.Call)]
    more, missing = {edit.mine_code for edit in moved} - {""}, {edit.their_code for edit in moved} - {""}
    replaced = {(edit.mine_code, edit.their_code) for edit in edits if isinstance(edit.within, ast.Call)}
    crossed = any((other, one) in replaced for one, other in replaced if one and other)
    if not (more and more == missing) and not crossed:
        return None
    call = next(edit.within for edit in edits if isinstance(edit.within, ast.Call))
    return Text(
        f"The arguments of {name_of(call)}() are in the wrong order: `{code(call)}`. Compare them with its definition.",
        f"{name_of(call)}()의 인자 순서가 바뀌었어요: `{code(call)}`. 함수의 정의와 비교하세요.",
    )


def number_returned(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return 404` in a helper."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and type(node.value.value) is int:
            status = node.value.value
            return Text(
                f"`return {status}` only gives the number {status} to the caller. abort({status}) ends the request "
                "with that status.",
                f"`return {status}`는 호출한 쪽에 숫자 {status}를 줄 뿐이에요. abort({status})이 그 상태 "
                "코드로 요청을 끝내요.",
            )
    return None


def status_missing(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`return jsonify(...)` where `return jsonify(...), 201` is needed."""
    for edit in edits:
        theirs = edit.theirs
        number = theirs.elts[1:2] if isinstance(theirs, ast.Tuple) else []
        if not number or not isinstance(number[0], ast.Constant) or not isinstance(number[0].value, int):
            continue
        if isinstance(theirs, ast.Tuple) and edit.mine is not None and same(theirs.elts[0], edit.mine):
            status = code(theirs.elts[1])
            return Text(
                f"The status {status} is missing behind the body: `return ..., {status}`. Without one it is a 200.",
                f"본문 뒤에 상태 코드 {status} 값이 빠졌어요: `return ..., {status}`. 쓰지 않으면 200이에요.",
            )
    return None


CALL_SLIPS = (
    status_missing,
    number_returned,
    arguments_swapped,
    text_or_number,
)
