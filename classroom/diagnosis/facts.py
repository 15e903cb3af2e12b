"""Say what a learner's function compared and looked up when the check failed, whatever it looks like."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from typing import Any

from classroom.diagnosis.edits import code
from classroom.diagnosis.lost import LOST
from classroom.diagnosis.paths import Fact
from classroom.diagnosis.paths import no_case_fits
from classroom.diagnosis.paths import step_left_out
from classroom.diagnosis.paths import taken_away
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import Run
from classroom.i18n import Text

Looks = tuple[Callable[[Function, Run], Fact | None], ...]
NAMES = {str: ("text", "문자열"), int: ("number", "숫자")}


def types_that_never_fit(function: Function, run: Run) -> Fact | None:
    """A text that is compared with a number, or looked up among numbers."""
    for node, (one, other) in run.own:
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            if text := other_key_of(node, (one, other), run) or never_equal(node, one, other):
                return text, node
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            if text := never_in(node.left, node.comparators[0], one, other):
                return text, node
        elif isinstance(one, dict) and isinstance(node, ast.Subscript | ast.Call):
            parts = (node.slice, node.value) if isinstance(node, ast.Subscript) else (node.args[0], node.func)
            if text := never_in(*parts, other, one):
                return text, node
    return None


def other_key_of(node: ast.Compare, values: tuple[object, object], run: Run) -> Text | None:
    """Say which other key of a dict holds a value of the kind that its item is compared with."""
    for item, wanted in ((node.left, values[1]), (node.comparators[0], values[0])):
        if not isinstance(item, ast.Subscript) or not isinstance(item.slice, ast.Constant):
            continue
        dicts = [one for other, (one, _) in run.seen if code(other) == code(item) and isinstance(one, dict)]
        keys = [key for one in dicts for key, value in one.items() if value == wanted and kind(wanted)]
        if keys and kind(values[0]) is not kind(values[1]):
            return wrong_key(node, item, keys[0], wanted)
    return None


def wrong_key(node: ast.Compare, item: ast.Subscript, key: object, wanted: object) -> Text:
    """Say that an item is read by the wrong key."""
    right = f"{code(item.value)}[{json.dumps(key, ensure_ascii=False)}]"
    return Text(
        f"`{code(node)}` compares `{code(item)}` with {wanted!r}, a value that only another key holds: `{right}`. "
        "Is this the wrong key?",
        f"`{code(node)}`: `{code(item)}`의 값을 {wanted!r} 값과 비교하는데, 그런 값이 있는 것은 다른 키예요: "
        f"`{right}`. 키를 잘못 고른 것은 아닌지 보세요.",
    )


def key_of_another_name(function: Function, run: Run) -> Fact | None:
    """A key in quotation marks that the dict does not have."""
    for node, (one, other) in run.own:
        key = key_in(node)
        is_sent = code(node).startswith("request.") or code(key) in run.known  # it may be missing
        if isinstance(one, dict) and isinstance(key, ast.Constant) and other not in one and not is_sent:
            return no_such_key(node, one, other, run), node
    return None


def key_not_there(function: Function, run: Run) -> Fact | None:
    """A key that the dict did not have."""
    for node, (one, other) in run.own:
        if isinstance(one, dict) and key_in(node) is not None and isinstance(other, str | int) and other not in one:
            return no_such_key(node, one, other, run), node
    return None


def key_in(node: ast.AST) -> ast.expr | None:
    """Return the key of a look-up, or None."""
    if isinstance(node, ast.Subscript):
        return None if isinstance(node.ctx, ast.Store) else node.slice
    return node.args[0] if isinstance(node, ast.Call) else None


def no_such_key(node: ast.AST, found: dict[Any, Any], key: object, run: Run) -> Text:
    """Say which keys a dict has, in the place of one that it does not have."""
    part = node.value if isinstance(node, ast.Subscript) else node.func.value  # type: ignore[attr-defined]
    if isinstance(key, str) and key.isdecimal() and int(key) in found:
        return text_for_number(code(part), key)
    helper = next((call for call in sorted(run.known) if re.match(r"get_(own_)?post\(", call)), None)
    if helper and isinstance(key, int) and not was_there(key, run):
        return helper_answers(helper, code(part), key)
    keys = ", ".join(map(repr, list(found)[:6]))
    keys, keys_ko = (f"its keys are {keys}", f"있는 키: {keys}") if keys else ("it is empty", "비어 있어요")
    return Text(
        f"`{code(part)}` has no key {key!r} here: {keys}. Is this the right key, and may it be missing? "
        "get() gives None for a key that is missing, and [ ] raises a KeyError.",
        f"여기에서 `{code(part)}`에 {key!r} 키가 없어요. {keys_ko}. 맞는 키인지, 없을 수도 있는 키인지 보세요. "
        "키가 없으면 get()은 None을 주고, [ ]는 KeyError를 일으켜요.",
    )


def was_there(key: object, run: Run) -> bool:
    """Tell whether an earlier look-up in the same call found a key."""
    return any(isinstance(one, dict) and key == other and key in one for _, (one, other) in run.seen)


def helper_answers(helper: str, part: str, key: int) -> Text:
    """Say which function of the course answers where there is no such post."""
    return Text(
        f"`{part}` has no key {key} here. Call `{helper}` first: it answers 404 where there is no such post.",
        f"여기에서 `{part}`에 {key} 키가 없어요. 먼저 `{helper}` 함수를 호출하세요. 글이 없으면 404로 응답해요.",
    )


def text_for_number(part: str, key: str) -> Text:
    """Say that a number came as a text."""
    return Text(
        f"`{part}` has the number {key} as a key, but here it is asked for the text {key!r}. Forms and URLs send "
        "text: make a number of it first, by int() or by int: in the rule.",
        f"`{part}`의 키는 숫자 {key}인데, 여기에서는 문자열 {key!r}로 찾아요. 폼과 URL은 값을 문자열로 보내요. "
        "int()나 규칙의 int:로 먼저 숫자로 바꾸세요.",
    )


def kind(value: object) -> type | None:
    """Return whether a value is a text or a number, or None."""
    return type(value) if type(value) in NAMES else None


def never_equal(node: ast.Compare, one: object, other: object) -> Text | None:
    """Say that a text and a number are compared."""
    if {repr(one), repr(other)} == {"None", "''"}:
        return Text(
            f"`{code(node)}` compares None with the empty text ''. They are not equal: what is missing is None. Ask "
            "for that: `is None`, or just `not ...`.",
            f"`{code(node)}`: None을 빈 문자열 ''과 비교해요. 둘은 같지 않아요. 없는 것은 None이니까 `is None`이나 "
            "`not ...`으로 물으세요.",
        )
    first, second = kind(one), kind(other)
    if first is None or second is None or first is second:
        return None
    return Text(
        f"`{code(node)}` compares the {NAMES[first][0]} {one!r} with the {NAMES[second][0]} {other!r}. A text and a "
        "number are never equal: both must be texts, or both numbers.",
        f"`{code(node)}`: {NAMES[first][1]} {one!r}, {NAMES[second][1]} {other!r}를 비교해요. 문자열과 숫자는 결코 "
        "같지 "
        "않아요. 둘 다 같은 타입이어야 해요.",
    )


def never_in(item: ast.expr, container: ast.expr, one: object, other: Any) -> Text | None:
    """Say that a text is looked for among numbers, or a number among texts."""
    try:
        kinds = {kind(each) for each in other} if not isinstance(other, str) else set()
    except TypeError:
        return None
    if kind(one) is None or len(kinds) != 1 or None in kinds or kind(one) in kinds:
        return None
    mine, theirs = NAMES[kind(one) or str], NAMES[kinds.pop() or str]
    where = container.value if isinstance(container, ast.Attribute) else container
    return Text(
        f"`{code(item)}` is the {mine[0]} {one!r} here, but what `{code(where)}` holds by key are {theirs[0]}s, so it "
        "is never found.",
        f"여기에서 `{code(item)}` 값은 {mine[1]} {one!r}인데, `{code(where)}`에서 찾는 값은 모두 {theirs[1]}예요. "
        "그래서 "
        "절대 찾지 못해요.",
    )


FACTS: Looks = (*LOST, types_that_never_fit, no_case_fits, key_of_another_name)
PATHS: Looks = (taken_away, step_left_out, key_not_there)


def find_fact(looks: Looks, function: Function, run: Run) -> Fact | None:
    """Return the first fact that there is."""
    return next((fact for look in looks if (fact := look(function, run))), None)
