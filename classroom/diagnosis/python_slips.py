"""Slips in the flow of a function: conditions, loops, returns and calls."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.functions import rejects
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text


def comparison_as_statement(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`edited == True` where `=` is meant."""
    if isinstance(mine, ast.Expr) and isinstance(mine.value, ast.Compare) and isinstance(mine.value.ops[0], ast.Eq):
        return Text(
            f"`{code(mine)}` only compares, and nothing uses the result. To assign a value, write =; to return the "
            "result, write return in front.",
            f"`{code(mine)}` 줄은 비교만 하고 결과를 쓰지 않아요. 값을 넣을 때는 =를 쓰고, 결과를 돌려줄 때는 앞에 "
            "return을 쓰세요.",
        )
    return None


def named_and_not_called(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`session.clear` without brackets, or `if wants_json:`."""
    for edit in edits:
        theirs = edit.theirs.value if isinstance(edit.theirs, ast.Expr | ast.Return) else edit.theirs
        named = edit.mine.value if isinstance(edit.mine, ast.Expr | ast.Return) else edit.mine
        if isinstance(theirs, ast.Call) and named is not None and same(named, theirs.func):
            return not_called(code(named), code(theirs))
    if isinstance(mine, ast.Expr) and isinstance(mine.value, ast.Name | ast.Attribute):
        return not_called(code(mine.value), f"{code(mine.value)}()")
    return None


def not_called(name: str, call: str) -> Text:
    """Say that a function is named and not called."""
    return Text(
        f"`{name}` names the function but does not call it: write `{call}`. A function itself always counts as true.",
        f"`{name}` 함수의 이름만 쓰고 호출하지 않았어요. 괄호를 붙이세요: `{call}`. 함수 자체는 늘 참으로 봐요.",
    )


def value_thrown_away(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`redirect(...)` or `print(...)` where `return` is meant."""
    theirs = next((edit.theirs for edit in edits if isinstance(edit.theirs, ast.Return)), None)
    if theirs is None or theirs.value is None or not isinstance(mine, ast.Expr):
        return None
    if isinstance(mine.value, ast.Call) and name_of(mine.value) == "print":
        return Text(
            "print() only writes to the terminal. To send the value to the browser, the view must return it.",
            "print()는 터미널에만 보여 줘요. 브라우저에 보내려면 뷰가 return으로 돌려줘야 해요.",
        )
    makes_response = name_of(mine.value) in ("redirect", "jsonify", "render_template", "make_response", "url_for")
    if not makes_response and not same(mine.value, theirs.value) and code(mine) not in code(theirs):
        return None
    return Text(
        f"The return is missing: `{code(mine)}` makes a value, and the function throws it away.",
        f"return이 빠졌어요. `{code(mine)}`로 만든 값이 그대로 버려져요.",
    )


def everything_caught(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`except Exception:` around abort."""
    for node in ast.walk(mine):
        if not isinstance(node, ast.Try):
            continue
        aborts = any(rejects(call) for one in node.body for call in calls_in(one))
        for handler in node.handlers:
            caught = code(handler.type) if handler.type else ""
            if aborts and caught in ("", "Exception", "BaseException", "HTTPException"):
                shown = f"except {caught}:".replace(" :", ":")
                return Text(
                    f"abort works by raising an exception, and `{shown}` catches that one, too. Catch only the "
                    "exception that you expect, such as KeyError.",
                    f"abort는 예외를 일으켜서 요청을 끝내는데, `{shown}`가 그 예외까지 잡아요. KeyError처럼 "
                    "예상하는 예외만 잡으세요.",
                )
    return None


def ended_in_the_loop(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """A return or abort that ends a loop at its first element."""
    for loop in ast.walk(mine):
        if not isinstance(loop, ast.For):
            continue
        ends = [one for one in loop.body if ends_function(one)]
        ends += [one for node in loop.body if isinstance(node, ast.If) for one in node.orelse if ends_function(one)]
        if ends:
            return Text(
                f"`{code(ends[0]).splitlines()[0]}` is inside the loop and ends it at the first element. It belongs "
                "behind the loop: indent it less.",
                f"`{code(ends[0]).splitlines()[0]}` 줄이 반복문 안에 있어서 첫 원소에서 끝나요. 반복문 뒤로 "
                "옮기세요(들여쓰기를 줄이세요).",
            )
    return None


def ends_function(node: ast.stmt) -> bool:
    """Tell whether a statement ends the function: return, raise or abort(...)."""
    is_abort = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and name_of(node.value) == "abort"
    return isinstance(node, ast.Return | ast.Raise) or is_abort


def number_raised(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`raise 404`."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Constant):
            return Text(
                f"`{code(node)}`: only exceptions can be raised. abort({code(node.exc)}) raises the right one.",
                f"`{code(node)}`: 예외만 raise할 수 있어요. abort({code(node.exc)})이 알맞은 예외를 일으켜요.",
            )
    return None


PYTHON_SLIPS = (
    number_raised,
    everything_caught,
    ended_in_the_loop,
    comparison_as_statement,
    named_and_not_called,
    value_thrown_away,
)
