"""Say where a value is lost: in a loop, by a second call, in a new list, in an exception that nobody raises."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.functions import CHANGING
from classroom.diagnosis.paths import Fact
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.diagnosis.trace import Run
from classroom.i18n import Text


def emptied_in_the_loop(function: Function, run: Run) -> Fact | None:
    """`for ...: found = {}`, which forgets what the round before it found."""
    for loop in (node for node in ast.walk(function) if isinstance(node, ast.For)):
        for node in loop.body:
            name = code(node.targets[0]) if isinstance(node, ast.Assign) and is_empty(node.value) else ""
            if name and name in filled_in(loop) and reads(loop, name) == list(filled_in(loop)).count(name):
                text = Text(
                    f"`{code(node)}` stands inside the loop, so each round begins with nothing, and only what the last "
                    "round finds is left. Write it once, above the loop.",
                    f"`{code(node)}` 줄이 반복문 안에 있어서 돌 때마다 비워지고, 마지막에 찾은 것만 남아요. 반복문 "
                    "위에 "
                    "한 번만 쓰세요.",
                )
                return text, node
    return None


def is_empty(node: ast.expr) -> bool:
    """Tell whether an expression makes an empty dict, list or set."""
    return code(node) in ("{}", "[]", "set()", "dict()", "list()")


def filled_in(loop: ast.AST) -> Iterator[str]:
    """Yield the names of what is filled in a loop."""
    for node in ast.walk(loop):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            yield code(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            yield code(node.func.value)


def reads(node: ast.AST, name: str) -> int:
    """Return how often a name is read."""
    names = (one for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load))
    return sum(one.id == name for one in names)


def argument_hidden_by_loop(function: Function, run: Run) -> Fact | None:
    """`for user in friend_dic:` in a function that is given user."""
    given = {argument.arg for argument in function.args.args}
    for loop in (node for node in ast.walk(function) if isinstance(node, ast.For)):
        hidden = {one.id for one in ast.walk(loop.target) if isinstance(one, ast.Name)} & given
        for name in hidden:
            shown = f"for {code(loop.target)} in {code(loop.iter)}"
            text = Text(
                f"`{shown}` gives the name {name} a new value in each round, so what {function.name}() was given under "
                "this name is lost. Use another name in the loop.",
                f"`{shown}` 때문에 {name} 이름의 값이 돌 때마다 바뀌어서, {function.name}()가 받은 {name} 값이 "
                "사라져요. "
                "반복문에는 다른 이름을 쓰세요.",
            )
            return text, loop
    return None


def taken_twice(function: Function, run: Run) -> Fact | None:
    """`next(new_id)` twice, which gives two numbers."""
    calls = [call for call in calls_in(function) if name_of(call) == "next" and call.lineno in run.lines]
    shown = [code(call) for call in calls]
    twice = next((call for call in calls if shown.count(code(call)) > 1), None)
    if twice is None:
        return None
    text = Text(
        f"`{code(twice)}` is called twice, and each call gives another number, so the two do not fit together. Call it "
        "once, and keep the number in a name.",
        f"`{code(twice)}`를 두 번 불러서 서로 다른 번호가 나와요. 한 번만 부르고, 그 번호를 변수에 담아 쓰세요.",
    )
    return text, twice


def new_list_made(function: Function, run: Run) -> Fact | None:
    """`likes = likes + [nickname]`, which leaves the stored list as it is."""
    stored = {code(one.value) for one in ast.walk(function) if isinstance(one, ast.Assign) and is_item(one.targets[0])}
    for node in (one for one in ast.walk(function) if isinstance(one, ast.Assign) and one.lineno in run.lines):
        target, value = node.targets[0], node.value
        is_sum = isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and isinstance(value.right, ast.List)
        if is_sum and isinstance(target, ast.Name) and code(value.left) == target.id not in stored:  # type: ignore[attr-defined]
            text = Text(
                f"`{code(node)}` makes a new list under this name; the stored one stays as it is. append(...) changes "
                "the list itself.",
                f"`{code(node)}` 줄은 이 이름에 새 리스트를 만들 뿐이고, 저장된 리스트는 그대로예요. append(...)가 "
                "리스트 "
                "자체를 바꿔요.",
            )
            return text, node
    return None


def is_item(node: ast.expr) -> bool:
    """Tell whether an expression is an item of a dict or list."""
    return isinstance(node, ast.Subscript)


def deleted_then_read(function: Function, run: Run) -> Fact | None:
    """`del connections[sid]` before `connections[sid]` is read."""
    for node in (one for one in ast.walk(function) if isinstance(one, ast.Delete)):
        gone = {code(target) for target in node.targets}
        for other in (one for one in ast.walk(function) if isinstance(one, ast.Subscript)):
            if isinstance(other.ctx, ast.Load) and code(other) in gone and other.lineno > node.lineno:
                text = Text(
                    f"`{code(node)}` runs before `{code(other)}` is read, and by then it is gone. Read it first, or "
                    "let pop(...) do both.",
                    f"`{code(node)}` 줄이 `{code(other)}`를 읽기 전에 실행돼서 이미 없어요. 먼저 읽거나, pop(...)으로 "
                    "한 번에 하세요.",
                )
                return text, node
    return None


def error_not_raised(function: Function, run: Run) -> Fact | None:
    """`ConnectionRefusedError(...)` on a line of its own."""
    for node in (one for one in ast.walk(function) if isinstance(one, ast.Expr)):
        if isinstance(node.value, ast.Call) and name_of(node.value).endswith(("Error", "Exception")):
            shown = shorten(code(node))
            text = Text(
                f"`{shown}` only makes an exception, and nothing happens. raise in front of it raises it.",
                f"`{shown}`는 예외를 만들기만 해서 아무 일도 없어요. 앞에 raise를 써야 예외가 나요.",
            )
            return text, node
    return None


def names_crossed(function: Function, run: Run) -> Fact | None:
    """`user_id, password = fields.get("password"), fields.get("user_id")`."""
    for node in (one for one in ast.walk(function) if isinstance(one, ast.Assign)):
        target, value = node.targets[0], node.value
        if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple):
            continue
        names = [code(one) for one in target.elts]
        keys = [text for one in value.elts for text in texts_in(one) if text in names]
        if len(keys) == len(names) and set(keys) == set(names) and keys != names:
            text = Text(
                f"`{code(node)}`: the names on the left are in another order than the values on the right, so each "
                "gets the value of another one.",
                f"`{code(node)}`: 왼쪽 이름과 오른쪽 값의 순서가 달라서 값이 서로 바뀌어 들어가요.",
            )
            return text, node
    return None


def texts_in(node: ast.AST) -> Iterator[str]:
    """Yield the texts in quotation marks in an expression."""
    return (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))


LOST = (
    names_crossed,
    emptied_in_the_loop,
    argument_hidden_by_loop,
    taken_twice,
    new_list_made,
    deleted_then_read,
    error_not_raised,
)
