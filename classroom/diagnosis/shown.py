"""Causes that the expected value shows beside the actual one."""

from __future__ import annotations

import ast
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import Outcome

Found = tuple[Text, ast.AST]


def find_lost(outcome: Outcome, function: Function) -> Found | None:
    """Return what the values of a failure show, or None."""
    failure = outcome.failure
    if failure is None:
        return None
    missing = re.fullmatch(r"(?:[\w\[\]]+\.)+(\w+) is missing\.", failure.text.en)
    if missing:
        return stored_without(missing.group(1), function)
    stored = re.search(r"session\['(\w+)'\] is not as expected", failure.text.en)
    if stored:
        return never_in_session(stored.group(1), function)
    if isinstance(failure.expected, list) and isinstance(failure.actual, list) and "session" in failure.text.en:
        return kept_in_session(failure.expected, failure.actual, function)
    is_text = isinstance(failure.actual, str) and type(failure.expected) is int
    return made_a_text(failure.actual, function) if is_text and failure.actual == str(failure.expected) else None


def stored_without(key: str, function: Function) -> Found | None:
    """A new dict that is stored in the place of another one, and lacks a key of it."""
    for node in ast.walk(function):
        value = node.value if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript) else None
        if isinstance(value, ast.Dict) and all(
            isinstance(one, ast.Constant) and one.value != key for one in value.keys
        ):
            shown = shorten(code(node), 60)
            text = Text(
                f'`{shown}` puts a new dict in the place of the stored one, and it has no "{key}". Change the stored '
                "dict item by item, or give the new one all keys.",
                f'`{shown}` 줄이 저장된 것 대신 새 딕셔너리를 넣는데, 거기에는 "{key}"가 없어요. 저장된 '
                "딕셔너리를 하나씩 "
                "바꾸거나, 새 딕셔너리에 모든 키를 넣으세요.",
            )
            return text, node
    return None


def never_in_session(key: str, function: Function) -> Found | None:
    """An item of the session that a function never sets, where it sets others."""
    items = [one for one in ast.walk(function) if isinstance(one, ast.Subscript) and isinstance(one.ctx, ast.Store)]
    keys = [code(item.slice) for item in items if code(item.value) == "session"]
    updated = any(code(call.func) == "session.update" for call in calls_in(function))
    cookie = next((call for call in calls_in(function) if name_of(call) == "set_cookie"), None)
    if cookie is not None and not updated and not any("session[" in code(item) for item in items):
        return Text(
            f"`{shorten(code(cookie), 60)}` makes a cookie that anyone can write. The session is signed; put it there: "
            f'session["{key}"] = ...',
            f"`{shorten(code(cookie), 60)}`: 누구나 쓸 수 있는 쿠키를 만들어요. 세션은 서명되어 있어요. 값은 여기에 "
            f'넣으세요: session["{key}"] = ...',
        ), cookie
    if updated or any(shown.strip("\"'") == key for shown in keys) or not items:
        return None
    shown = ", ".join(code(item) for item in items)
    closest = max(items, key=lambda item: SequenceMatcher(None, code(item), f'session["{key}"]').ratio())
    text = Text(
        f'{function.name}() never sets session["{key}"]: it sets {shown}. Each item of the session has a key of its '
        "own.",
        f'{function.name}()가 session["{key}"]에 값을 넣지 않아요. 값을 넣은 곳: {shown}. 세션의 항목마다 자기 키가 '
        "있어요.",
    )
    return text, closest


def kept_in_session(expected: list[object], actual: list[object], function: Function) -> Found | None:
    """What an earlier login left in the session."""
    kept = [str(key) for key in actual if key not in expected]
    if not kept or any(name_of(call) in ("clear", "pop", "popitem") for call in calls_in(function)):
        return None
    sets = (one for one in ast.walk(function) if isinstance(one, ast.stmt) and code(one).startswith("session"))
    return Text(
        f"{', '.join(kept)} is still in the session from before this login: {function.name}() only adds to it. Empty "
        "it first: session.clear().",
        f"이번 로그인 전에 있던 것이 세션에 남아 있어요: {', '.join(kept)}. {function.name}()가 넣기만 해요. "
        "먼저 비우세요: session.clear().",
    ), next(sets, function)


def made_a_text(actual: object, function: Function) -> Found | None:
    """`str(next(new_id))` where the number itself is meant."""
    for node in ast.walk(function):
        is_str = isinstance(node, ast.Call) and name_of(node) == "str"
        if is_str or isinstance(node, ast.JoinedStr):
            text = Text(
                f"`{code(node)}` makes a text, so {actual!r} comes back, where the number itself is expected: leave it "
                "a number.",
                f"`{code(node)}` 때문에 문자열 {actual!r}가 됐어요. 숫자 그대로여야 해요.",
            )
            return text, node
    return None
