"""Put into words what is wrong with a whole statement: missing, too much, moved, or with another header."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.edits import shorten
from classroom.i18n import Text


def describe_other_statement(mine: ast.stmt, theirs: ast.stmt) -> Text:
    """Say that a statement of another kind is needed."""
    if isinstance(theirs, ast.If) and any(same(mine, one) for one in theirs.body):
        return Text(
            f"`{shorten(code(mine))}` runs every time, but it should run only where `{code(theirs.test)}`.",
            f"`{shorten(code(mine))}` 줄이 매번 실행돼요. 이 조건일 때만 실행돼야 해요: `{code(theirs.test)}`.",
        )
    needed = describe_missing(theirs, "")
    return Text(
        f"`{shorten(code(mine))}` is not what is needed here. {needed.en}",
        f"`{shorten(code(mine))}` 대신 다른 것이 필요해요. {needed.ko}",
    )


def describe_header(mine: ast.FunctionDef, edits: list[Edit]) -> Text:  # noqa: PLR0911  # one case after the other
    """Say what is wrong with the decorators, the name or the parameters of a function."""
    edit = edits[0] if edits else Edit(mine, None)
    name = mine.name
    extra = [one.mine_code for one in edits if one.theirs is None and isinstance(one.mine, ast.Constant)]
    if len(extra) > 1 and len(extra) == len(edits):
        shown = ", ".join(extra)
        return Text(
            f"{shown} should not be in the decorator of {name}().", f"{name}()의 데코레이터에 없어야 할 것: {shown}"
        )
    if edit.role == "decorator" and edit.mine is None:
        return Text(
            f"The line @{edit.their_code} above {name}() is missing, so {name}() is never called.",
            f"{name}() 위에 @{edit.their_code} 줄이 없어서 {name}()가 호출되지 않아요.",
        )
    if edit.role == "parameter":
        parameter = code(edit.theirs or edit.mine)
        if edit.mine is None:
            return Text(
                f"{name}() has no parameter {parameter}: its brackets must list what it is called with.",
                f"{name}()의 괄호에 {parameter}가 없어요. 호출될 때 받는 값을 모두 적어야 해요.",
            )
        if edit.theirs is None:
            return Text(
                f"{name}() has an argument {parameter} in its brackets, but it is called without it.",
                f"{name}()의 괄호에 인자 {parameter}가 있지만, 호출될 때는 그 값이 오지 않아요.",
            )
        if any("socketio" in code(one) for one in mine.decorator_list):
            return Text(
                f"{name}() is given the {edit.their_code} here, whatever its argument is named; {edit.mine_code} is "
                "not it. request.sid is the connection.",
                f"{name}()가 받는 값은 {edit.their_code}예요. 인자의 이름을 {edit.mine_code}로 지어도 바뀌지 "
                "않아요. 연결은 request.sid예요.",
            )
        return Text(
            f"{name}() is called with {edit.their_code}, which comes from the rule above it, but the argument in its "
            f"brackets is named {edit.mine_code}. The two names must be the same.",
            f"{name}()에는 위의 규칙에서 온 {edit.their_code} 값이 넘어오는데, 괄호 안의 인자 이름은 "
            f"{edit.mine_code}예요. 두 이름이 같아야 해요.",
        )
    if edit.role == "name":
        return Text(
            f"The function is named {edit.mine_code}, but it must be named {edit.their_code}.",
            f"함수의 이름: {edit.mine_code}. 필요한 이름: {edit.their_code}.",
        )
    if isinstance(edit.mine, ast.Constant) and isinstance(edit.theirs, ast.Constant):
        return Text(
            f"The decorator of {name}() says {edit.mine_code}, but {edit.their_code} is needed.",
            f"{name}()의 데코레이터에 쓴 값: {edit.mine_code}. 필요한 값: {edit.their_code}.",
        )
    if edit.mine is None:
        return Text(
            f"`{edit.their_code}` is missing in the decorator of {name}().",
            f"{name}()의 데코레이터에 빠진 것: `{edit.their_code}`",
        )
    if edit.theirs is None:
        return Text(
            f"`{edit.mine_code}` should not be at {name}().",
            f"{name}()에 없어야 할 것: `{edit.mine_code}`",
        )
    return Text(
        f"The lines above {name}() have `{edit.mine_code}`, but `{edit.their_code}` is needed.",
        f"{name}() 위의 줄에 쓴 것: `{edit.mine_code}`. 필요한 것: `{edit.their_code}`.",
    )


def describe_missing(theirs: ast.stmt, function: str) -> Text:  # noqa: PLR0911  # one case after the other
    """Say what a missing statement would do."""
    place = f" in {function}()" if function else ""
    place_ko = f"{function}()에서 " if function else ""
    if isinstance(theirs, ast.FunctionDef):
        return Text(f"There is no function {theirs.name}().", f"{theirs.name}() 함수가 없어요.")
    if isinstance(theirs, ast.If):
        then = shorten(code(theirs.body[0]))
        return Text(
            f"A case is not handled{place}: where `{code(theirs.test)}`, something like `{then}` must happen.",
            f"{place_ko}처리하지 않은 경우가 있어요: `{code(theirs.test)}`. 이때는 `{then}` 같은 일을 해야 해요.",
        )
    if isinstance(theirs, ast.Return):
        value = f": `{shorten(code(theirs.value))}`" if theirs.value else ""
        return Text(f"A return is missing{place}{value}.", f"{place_ko}return이 빠졌어요{value}.")
    if isinstance(theirs, ast.Assign | ast.AugAssign | ast.AnnAssign):
        target = theirs.targets[0] if isinstance(theirs, ast.Assign) else theirs.target
        return Text(f"`{code(target)}` is not set{place}.", f"{place_ko}값을 넣지 않은 것: `{code(target)}`.")
    if isinstance(theirs, ast.Expr) and isinstance(theirs.value, ast.Call):
        return Text(
            f"`{shorten(code(theirs.value))}` is not called{place}.",
            f"{place_ko}호출하지 않은 것: `{shorten(code(theirs.value))}`.",
        )
    if isinstance(theirs, ast.Import | ast.ImportFrom):
        return Text(f"This import is missing: `{code(theirs)}`", f"빠진 import: `{code(theirs)}`")
    return Text(
        f"A step is missing{place}: `{shorten(code(theirs))}`",
        f"{place_ko}빠진 단계가 있어요: `{shorten(code(theirs))}`",
    )


def describe_extra(mine: ast.stmt) -> Text:
    """Say that a statement does harm."""
    return Text(
        f"This line should not be here: `{shorten(code(mine))}`", f"여기에 없어야 할 줄이에요: `{shorten(code(mine))}`"
    )


def describe_moved(mine: ast.stmt, after: bool) -> Text:
    """Say that a statement comes too late or too early."""
    shown = shorten(code(mine))
    if after:
        return Text(
            f"`{shown}` comes too late: it must run before the lines above it.",
            f"`{shown}` 줄이 너무 늦어요. 위의 줄보다 먼저 실행돼야 해요.",
        )
    return Text(
        f"`{shown}` comes too early: other lines must run before it.",
        f"`{shown}` 줄이 너무 일러요. 다른 줄이 먼저 실행돼야 해요.",
    )


def indented_too_far(node: ast.stmt, outer: ast.AST) -> Text:
    """Say that a statement belongs further out."""
    shown, head = shorten(code(node)), code(outer).splitlines()[0]
    is_else = any(one is node for one in getattr(outer, "orelse", []))
    where, where_ko = (f"the else of `{head}`", f"`{head}` 조건의 else") if is_else else (f"`{head}`", f"`{head}`")
    return Text(
        f"`{shown}` is indented into {where}, so it runs only there. It belongs one level further out.",
        f"`{shown}` 줄이 {where_ko} 안으로 들여쓰여서 그때만 실행돼요. 한 단계 밖으로 빼세요.",
    )
