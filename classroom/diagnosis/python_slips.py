"""Slips in plain Python: comparisons, conditions, calls and returns."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text


def comparison_as_statement(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`edited == True` where `=` is meant."""
    if isinstance(mine, ast.Expr) and isinstance(mine.value, ast.Compare) and isinstance(mine.value.ops[0], ast.Eq):
        return Text(
            f"`{code(mine)}` only compares: == asks whether two values are equal. To assign a value, write =.",
            f"`{code(mine)}` 줄은 비교만 해요. ==는 두 값이 같은지 묻고, 값을 넣을 때는 =를 써요.",
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


def always_true(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`x == "a" or "b"`."""
    tests = [mine.test] if isinstance(mine, ast.If | ast.While) else []
    for test in tests:
        for node in ast.walk(test):
            if isinstance(node, ast.BoolOp) and any(isinstance(one, ast.Constant) and one.value for one in node.values):
                value = next(code(one) for one in node.values if isinstance(one, ast.Constant) and one.value)
                return Text(
                    f"The condition is always true: {value} by itself counts as true. Repeat the comparison, or use "
                    f"`in (...)`.",
                    f"이 조건은 언제나 참이에요. {value} 혼자서도 참이기 때문이에요. 비교를 다시 쓰거나 `in (...)`을 "
                    "쓰세요.",
                )
    return None


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


def result_of_a_change(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`post = post.update(...)`, which is None."""
    if isinstance(mine, ast.Assign | ast.Return) and isinstance(mine.value, ast.Call):
        name = name_of(mine.value)
        theirs = next((edit.theirs for edit in edits if isinstance(edit.theirs, ast.Expr)), None)
        if name in ("update", "append", "clear", "sort", "add", "remove", "extend", "setdefault") and (
            theirs is not None
            or isinstance(mine, ast.Return)
            or same(mine.targets[0], getattr(mine.value.func, "value", mine))
        ):
            return Text(
                f"{name}() changes the object itself and returns None, so `{code(mine)}` keeps None. Call it on a line "
                "of its own.",
                f"{name}()는 객체 자체를 바꾸고 None을 돌려줘요. 그래서 `{code(mine)}`에는 None이 남아요. 따로 "
                "한 줄로 호출하세요.",
            )
    return None


def set_for_dict(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`{"result", "success"}` where `{"result": "success"}` is meant."""
    for edit in edits:
        if isinstance(edit.mine, ast.Set | ast.SetComp) and isinstance(edit.theirs, ast.Dict | ast.DictComp):
            return Text(
                f"`{edit.mine_code}` is a set: a dict has a colon between each key and its value.",
                f"`{edit.mine_code}`는 집합(set)이에요. 딕셔너리는 키와 값 사이에 콜론(:)을 써요.",
            )
    return None


def list_for_dict(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`[post for ...]` where `{id: post for ...}` is meant, or the other way round."""
    kinds = {ast.List: "list", ast.ListComp: "list", ast.Dict: "dict", ast.DictComp: "dict", ast.Tuple: "tuple"}
    for edit in edits:
        one, other = kinds.get(type(edit.mine)), kinds.get(type(edit.theirs))
        is_result = isinstance(mine, ast.Return) and edit.mine is mine.value
        if one and other and one != other and not is_result:
            label, label_ko = (f" for {edit.label}", f" ({edit.label})") if edit.label else ("", "")
            return Text(
                f"`{edit.mine_code}` is a {one}, but a {other} is needed here{label}.",
                f"`{edit.mine_code}`의 타입은 {one}예요. 여기에 필요한 타입{label_ko}: {other}.",
            )
    return None


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


def condition_inverted(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`==` for `!=`, `in` for `not in`, or a `not` too many."""
    opposites = [{"==", "!="}, {"in", "not in"}, {"is", "is not"}, {"<", ">="}, {">", "<="}]
    for edit in edits:
        pair = {edit.mine_code, edit.their_code}
        negated = isinstance(edit.mine, ast.UnaryOp) and edit.theirs and same(edit.mine.operand, edit.theirs)
        negation = isinstance(edit.theirs, ast.UnaryOp) and edit.mine and same(edit.theirs.operand, edit.mine)
        if isinstance(mine, ast.If) and any(isinstance(one.mine, ast.stmt) for one in edits):
            continue
        if (isinstance(edit.mine, ast.cmpop) and pair in opposites) or negated or negation:
            where = f"`{code(mine.test)}`" if isinstance(mine, ast.If | ast.While) else f"`{edit.mine_code}`"
            then = f" (`{code(mine.body[0])}`)" if isinstance(mine, ast.If) and mine.body else ""
            return Text(
                f"The condition is the wrong way round: {where} is true exactly when it should be false, so the wrong "
                f"branch runs{then}.",
                f"조건이 거꾸로예요. {where} 조건은 거짓이어야 할 때 참이 되어서, 엉뚱한 쪽이 실행돼요{then}.",
            )
        if isinstance(edit.mine, ast.boolop) and pair == {"and", "or"}:
            return Text(
                f"`{edit.mine_code}` and `{edit.their_code}` are mixed up in this condition.",
                f"이 조건에서 `{edit.mine_code}` 대신 `{edit.their_code}`여야 해요.",
            )
    return None


def text_for_name(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`"nickname"` where the variable nickname is meant."""
    for edit in edits:
        quoted = edit.mine.value if isinstance(edit.mine, ast.Constant) else None
        if isinstance(quoted, str) and edit.theirs is not None and quoted == edit.their_code:
            return Text(
                f"In quotation marks {edit.mine_code} is just text. Without them, `{quoted}` is the value of "
                "the variable.",
                f"따옴표 안의 {edit.mine_code}은 그냥 글자예요. 따옴표 없이 쓰면 변수 `{quoted}`의 값이에요.",
            )
    return None


def number_raised(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`raise 404`."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Constant):
            return Text(
                f"`{code(node)}`: only exceptions can be raised. abort({code(node.exc)}) raises the right one.",
                f"`{code(node)}`: 예외만 raise할 수 있어요. abort({code(node.exc)})이 알맞은 예외를 일으켜요.",
            )
    return None


def only_a_name_deleted(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`del post`, which leaves the dict as it is."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Delete) and all(isinstance(target, ast.Name) for target in node.targets):
            return Text(
                f"`{code(node)}` removes only this local name; the dict keeps its entry. Delete the entry: "
                "`del dict[key]`.",
                f"`{code(node)}`는 지역 이름만 없애고, 딕셔너리의 항목은 그대로예요. 항목을 지우세요: `del "
                "딕셔너리[키]`.",
            )
    return None


def everything_caught(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`except Exception:` around abort."""
    for node in ast.walk(mine):
        if not isinstance(node, ast.Try):
            continue
        aborts = any(
            name_of(call) == "abort" or name_of(call).startswith("get_") for one in node.body for call in calls_in(one)
        )
        for handler in node.handlers:
            caught = code(handler.type) if handler.type else ""
            if aborts and caught in ("", "Exception", "BaseException", "HTTPException"):
                shown = f"except {caught}:".replace(" :", ":")
                return Text(
                    f"abort works by raising an exception, and `{shown}` catches that one, too. Catch only "
                    "the exception "
                    "that you expect, such as KeyError.",
                    f"abort는 예외를 일으켜서 요청을 끝내는데, `{shown}`가 그 예외까지 잡아요. KeyError처럼 "
                    "예상하는 예외만 "
                    "잡으세요.",
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
                f"`{code(ends[0]).splitlines()[0]}` is inside the loop and ends it at the first element. It "
                "belongs behind "
                "the loop: indent it less.",
                f"`{code(ends[0]).splitlines()[0]}` 줄이 반복문 안에 있어서 첫 원소에서 끝나요. 반복문 뒤로 "
                "옮기세요(들여쓰기를 "
                "줄이세요).",
            )
    return None


def ends_function(node: ast.stmt) -> bool:
    """Tell whether a statement ends the function: return, raise or abort(...)."""
    is_abort = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and name_of(node.value) == "abort"
    return isinstance(node, ast.Return | ast.Raise) or is_abort


def hidden_name(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`session = {}`, which hides the session of Flask."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Assign) and code(node.targets[0]) in (
            "session",
            "request",
            "store",
            "connections",
            "post_dic",
        ):
            name = code(node.targets[0])
            return Text(
                f"`{code(node)}` makes a new local name that hides {name}: the real one stays as it is. "
                "Change it itself, "
                "without assigning to its name.",
                f"`{code(node)}`는 새 지역 이름을 만들어서 {name}을 가려요. 진짜 {name}은 그대로예요. 이름에 "
                "새로 넣지 말고 그 자체를 "
                "바꾸세요.",
            )
    return None


def async_function(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`async def`, which Flask-SocketIO calls and never awaits."""
    if isinstance(mine, ast.AsyncFunctionDef):
        return Text(
            f"{mine.name}() is async: calling it only makes a coroutine, and nobody awaits it, so nothing in "
            "it runs. Write "
            "def.",
            f"{mine.name}()는 async 함수예요. 호출하면 코루틴만 생기고 아무도 기다리지(await) 않아서 안의 "
            "코드가 실행되지 않아요. "
            "def로 쓰세요.",
        )
    return None


def nothing_returned(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`names.sort()` used as a value."""
    for node in ast.walk(mine):
        values = [*ast.iter_child_nodes(node)] if not isinstance(node, ast.Expr) else []
        for value in values:
            if (
                isinstance(value, ast.Call)
                and isinstance(value.func, ast.Attribute)
                and value.func.attr in ("sort", "reverse")
            ):
                return Text(
                    f"`{code(value)}` works in place and returns None. sorted(...) returns a sorted list.",
                    f"`{code(value)}`는 그 자리에서 바꾸고 None을 돌려줘요. 정렬한 리스트는 sorted(...)가 돌려줘요.",
                )
    return None


def set_stored(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`post["likes"] = set(...)`, which JSON cannot hold."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            is_set = isinstance(node.value, ast.Set) or (
                isinstance(node.value, ast.Call) and name_of(node.value) == "set"
            )
            if is_set:
                return Text(
                    f"`{code(node)}` stores a set, and JSON knows only lists: the next response with it is a "
                    "500. Keep the "
                    "list, and look with `not in` before you append.",
                    f"`{code(node)}`는 집합(set)을 저장하는데 JSON에는 리스트만 있어요. 이것이 담긴 다음 "
                    "응답은 500이에요. 리스트를 "
                    "그대로 두고, append하기 전에 `not in`으로 확인하세요.",
                )
    return None


def same_dict_twice(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`own_posts = post_dic`, which is no copy."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id.endswith("_dic"):
            return Text(
                f"`{code(node)}` makes a second name for the same dict, not a copy: a change by one name is a "
                "change for "
                "everyone.",
                f"`{code(node)}`는 복사본이 아니라 같은 딕셔너리에 이름을 하나 더 붙여요. 한쪽을 바꾸면 "
                "모두에게 바뀌어요.",
            )
    return None


PYTHON_SLIPS = (
    async_function,
    hidden_name,
    nothing_returned,
    everything_caught,
    number_raised,
    only_a_name_deleted,
    ended_in_the_loop,
    text_for_name,
    comparison_as_statement,
    named_and_not_called,
    always_true,
    value_thrown_away,
    result_of_a_change,
    set_for_dict,
    list_for_dict,
    text_or_number,
    condition_inverted,
    set_stored,
    same_dict_twice,
)
