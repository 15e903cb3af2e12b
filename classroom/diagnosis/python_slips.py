"""Slips in plain Python: comparisons, conditions, calls and returns."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
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
        if one and other and one != other and not isinstance(mine, ast.Return):
            return Text(
                f"`{edit.mine_code}` is a {one}, but a {other} is needed here.",
                f"`{edit.mine_code}`의 타입은 {one}예요. 여기에 필요한 타입: {other}.",
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


PYTHON_SLIPS = (
    comparison_as_statement,
    named_and_not_called,
    always_true,
    value_thrown_away,
    result_of_a_change,
    set_for_dict,
    list_for_dict,
    text_or_number,
    condition_inverted,
)
