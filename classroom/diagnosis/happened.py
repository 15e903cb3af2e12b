"""Say what became of the data in a run of a learner's function, however it is written."""

from __future__ import annotations

import ast
import json

from classroom.diagnosis.edits import code
from classroom.diagnosis.paths import REMOVING
from classroom.diagnosis.paths import Fact
from classroom.diagnosis.stored import stored_dicts
from classroom.diagnosis.stored import stored_lists
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import Run
from classroom.i18n import Text


def copy_changed(function: Function, run: Run) -> Fact | None:
    """A copy of a stored dict that was changed, while the stored one is as it was."""
    for name, mine in run.left.items():
        for where, stored in stored_dicts(run.globals):
            is_copy = isinstance(mine, dict) and mine is not stored and mine.get("id") == stored.get("id")
            if is_copy and mine.keys() == stored.keys() and mine != stored and not is_stored(mine, run):
                node = next((one for one in ast.walk(function) if sets(one, name)), function)
                return Text(
                    f"`{name}` is another dict than `{where}`, with the same id. It has what is new, and `{where}` "
                    "itself is still as before. Change the stored dict, or put this one in its place.",
                    f"`{name}`: `{where}` 자체가 아니라 id가 같은 다른 딕셔너리예요. 새 값은 여기에만 있고, "
                    "저장된 것은 그대로예요. 저장된 딕셔너리를 바꾸거나, 이것을 그 자리에 넣으세요.",
                ), node
    return None


def list_copied(function: Function, run: Run) -> Fact | None:
    """A copy of a stored list, such as a set of what is in it, that has more in it than the stored one."""
    now = stored_lists(run.globals)
    assigned = [one for one in ast.walk(function) if isinstance(one, ast.Assign)]
    for node in assigned:
        name = code(node.targets[0])
        mine = run.left.get(name)
        is_once = sum(code(one.targets[0]) == name for one in assigned) == 1
        is_own = isinstance(mine, list | set) and not any(mine is stored for stored, _ in now.values())
        for where, (stored, items) in now.items() if is_once and is_own else ():
            key = where.rpartition("[")[2].strip('"]')
            is_unchanged = items == run.before.get(where, (stored, items))[1]
            has_more = isinstance(mine, list | set) and len(mine) > len(items) and all(one in mine for one in items)
            if is_unchanged and has_more and names(node.value, key):
                return Text(
                    f"`{name}` is a copy of `{where}`. It has what is new, and `{where}` itself is still as before. "
                    "Change the stored list, or store this one in its place.",
                    f"`{name}`: `{where}` 자체가 아니라 복사본이에요. 새 값은 복사본에만 있고, 저장된 것은 "
                    "그대로예요. 저장된 리스트를 바꾸거나, 이것을 그 자리에 넣으세요.",
                ), node
    return None


def names(node: ast.AST, key: str) -> bool:
    """Tell whether an expression reads an item by this key."""
    return any(isinstance(one, ast.Constant) and one.value == key for one in ast.walk(node))


def keys_for_values(function: Function, run: Run) -> Fact | None:
    """A loop through a dict, which gives its keys, where the reference goes through the values."""
    loops = [one for one in ast.walk(function) if isinstance(one, ast.For | ast.comprehension)]
    for loop in loops:
        container = code(loop.iter)
        is_dict = isinstance(run.globals.get(container, run.left.get(container)), dict)
        if is_dict and f"{container}.values()" in run.known and container not in run.known:
            return Text(
                f"Going through `{container}` gives its keys, one after the other. The values come from "
                f"`{container}.values()`.",
                f"`{container}`를 그대로 반복하면 키가 나와요. 값이 필요하면 `{container}.values()`를 쓰세요.",
            ), loop.iter
    return None


def looked_for_among_keys(function: Function, run: Run) -> Fact | None:
    """`user in post`, which looks among the keys of a dict, where user is one of its values."""
    for node, (left, right) in run.own:
        is_in = isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
        if is_in and isinstance(left, str | int) and isinstance(right, dict) and left not in right:
            where = code(node.comparators[0])  # type: ignore[attr-defined]
            key = next((key for key, value in right.items() if value == left), None)
            if key is not None:
                return Text(
                    f"`{code(node)}` looks among the keys of `{where}`, and {left!r} is none of them. It is the value "
                    f"of `{where}[{key!r}]`.",
                    f"`{code(node)}`: `in`은 키에서 찾는데, {left!r} 같은 키는 없어요. 이 값은 `{where}[{key!r}]`에 "
                    "들어 있어요.",
                ), node
    return None


def list_replaced(function: Function, run: Run) -> Fact | None:
    """A stored list that has lost what was in it, where the reference removes nothing."""
    if any(word in known for known in run.known for word in REMOVING):
        return None
    after = stored_lists(run.globals)
    for where, (before, items) in run.before.items():
        now = after.get(where, (before, items))[0]
        lost = [one for one in items if one not in now] if now is not before else []
        key = where.rpartition("[")[2].strip('"]')
        named = [one for one in ast.walk(function) if isinstance(one, ast.Constant) and one.value == key]
        ran = [one for one in named if one.lineno in run.lines]
        if lost and ran:
            return Text(
                f"`{where}` has lost what was in it before: another list is put in its place here. Add to the list "
                "that is there: append(...).",
                f"`{where}`: 전에 있던 것이 없어졌어요. 그 자리에 다른 리스트를 넣기 때문이에요. 있는 리스트에 "
                "더하세요: append(...).",
            ), ran[-1]
    return None


def one_for_all(function: Function, run: Run) -> Fact | None:
    """A list or dict that several stored dicts hold together."""
    owners: dict[tuple[str, int], str] = {}
    for where, stored in stored_dicts(run.globals):
        for key, value in [*stored.items(), ("", stored)]:
            part = f"{where}[{json.dumps(key, ensure_ascii=False)}]" if key else where
            one = (where.partition("[")[0], id(value))  # another dict may well hold it, too
            first = owners.setdefault(one, part) if isinstance(value, list | dict | set) else part
            if first != part:
                return one_object(first, part, value), made_in(function, key)
    return None


def one_object(first: str, second: str, value: object) -> Text:
    """Say that two places hold the same object."""
    kind, kind_ko = ("list", "리스트") if isinstance(value, list) else (type(value).__name__, "객체")
    return Text(
        f"`{first}` and `{second}` are one and the same {kind}: what is changed in one is changed in the other. "
        f"Make a new {kind} each time, in the function.",
        f"`{first}`, `{second}`: 둘은 같은 {kind_ko} 하나예요. 한쪽을 바꾸면 다른 쪽도 바뀌어요. 함수 안에서 매번 새로 "
        "만드세요.",
    )


def made_in(function: Function, key: str) -> ast.AST:
    """Return the part of a function that names a key, or stores something, or the function."""
    nodes = list(ast.walk(function))
    named = (one for one in nodes if key and isinstance(one, ast.Constant) and one.value == key)
    stores = (one for one in nodes if isinstance(one, ast.Subscript) and isinstance(one.ctx, ast.Store))
    return next(named, None) or next(stores, function)


def is_stored(value: object, run: Run) -> bool:
    """Tell whether an object itself is stored."""
    return any(value is stored for _, stored in stored_dicts(run.globals))


def sets(node: ast.AST, name: str) -> bool:
    """Tell whether a statement gives a name a value."""
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(one, ast.Name) and one.id == name for one in targets)


def same_key_again(function: Function, run: Run) -> Fact | None:
    """A loop or a comprehension that fills a dict with the same key more than once."""
    for node, (keys, _) in run.seen:
        if isinstance(node, ast.DictComp) and len(set(map(repr, keys))) < len(keys):
            twice = next(key for number, key in enumerate(keys) if key in keys[:number])
            return replaces(code(node.key), twice), node
    loops = [one for one in ast.walk(function) if isinstance(one, ast.For)]
    inside = {id(one) for loop in loops for one in ast.walk(loop)}
    for node, (filled, key) in run.seen:
        is_store = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and id(node) in inside
        if is_store and isinstance(filled, dict) and key in filled and code(node.value) in run.left:  # type: ignore[attr-defined]
            return replaces(code(node.slice), key), node  # type: ignore[attr-defined]
    return None


def replaces(key: str, value: object) -> Text:
    """Say that a key comes twice."""
    return Text(
        f"`{key}` is {value!r} more than once. A dict holds one value for each key, so each replaces the one before. "
        "Take a key that is different each time, such as the id.",
        f"`{key}` 값이 {value!r}인 경우가 여러 번 있어요. 딕셔너리는 키 하나에 값 하나만 담아서, 앞의 것이 사라져요. "
        "id처럼 매번 다른 키를 쓰세요.",
    )


HAPPENED = (
    same_key_again,
    copy_changed,
    list_copied,
    keys_for_values,
    looked_for_among_keys,
    one_for_all,
    list_replaced,
)
