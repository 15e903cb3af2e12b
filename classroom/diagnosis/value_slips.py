"""Slips with values and names: types, copies, what a call returns."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text

SHARED_NAMES = ("session", "request", "store", "connections", "post_dic")


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
        is_as_good = {one, other} == {"list", "tuple"}  # to look something up in, or to go through
        if one and other and one != other and not is_result and not is_as_good:
            label, label_ko = (f" for {edit.label}", f" ({edit.label})") if edit.label else ("", "")
            return Text(
                f"`{edit.mine_code}` is a {one}, but a {other} is needed here{label}.",
                f"`{edit.mine_code}`의 타입은 {one}예요. 여기에 필요한 타입{label_ko}: {other}.",
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


def hidden_name(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`session = {}`, which hides the session of Flask."""
    node = hiding_assignment(mine)
    return name_hidden_by(node) if node else None


def name_hidden_by(node: ast.Assign) -> Text:
    """Say that an assignment makes a local name."""
    name = code(node.targets[0])
    return Text(
        f"`{code(node)}` makes a new local name that hides {name}: the real one stays as it is. Change it "
        "itself, without assigning to its name.",
        f"`{code(node)}`는 새 지역 이름을 만들어서 {name}을 가려요. 진짜 {name}은 그대로예요. 이름에 새로 "
        "넣지 말고 그 자체를 바꾸세요.",
    )


def hiding_assignment(mine: ast.AST) -> ast.Assign | None:
    """Return the assignment that hides a name of the module, or None."""
    own = {name for node in ast.walk(mine) if isinstance(node, ast.Global) for name in node.names}
    assigned = (node for node in ast.walk(mine) if isinstance(node, ast.Assign))
    return next((node for node in assigned if code(node.targets[0]) in {*SHARED_NAMES} - own), None)


def async_function(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`async def`, which Flask-SocketIO calls and never awaits."""
    if isinstance(mine, ast.AsyncFunctionDef):
        return Text(
            f"{mine.name}() is async: calling it only makes a coroutine, and nobody awaits it, so nothing in it "
            "runs. Write def.",
            f"{mine.name}()는 async 함수예요. 호출하면 코루틴만 생기고 아무도 기다리지(await) 않아서 안의 코드가 "
            "실행되지 않아요. def로 쓰세요.",
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
                    f"`{code(node)}` stores a set, and JSON knows only lists: the next response with it is a 500. "
                    "Keep the list, and look with `not in` before you append.",
                    f"`{code(node)}`는 집합(set)을 저장하는데 JSON에는 리스트만 있어요. 이것이 담긴 다음 응답은 "
                    "500이에요. 리스트를 그대로 두고, append하기 전에 `not in`으로 확인하세요.",
                )
    return None


def same_dict_twice(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`own_posts = post_dic`, which is no copy."""
    for node in ast.walk(mine):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id.endswith("_dic"):
            return Text(
                f"`{code(node)}` makes a second name for the same dict, not a copy: a change by one name is a "
                "change for everyone.",
                f"`{code(node)}`는 복사본이 아니라 같은 딕셔너리에 이름을 하나 더 붙여요. 한쪽을 바꾸면 "
                "모두에게 바뀌어요.",
            )
    return None


VALUE_SLIPS = (
    async_function,
    hidden_name,
    nothing_returned,
    only_a_name_deleted,
    text_for_name,
    result_of_a_change,
    set_for_dict,
    list_for_dict,
    set_stored,
    same_dict_twice,
)
