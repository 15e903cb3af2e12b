"""Causes in the order of a function: of its decorators, of a check and a change, and of what ends it."""

from __future__ import annotations

import ast

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.functions import always_returns
from classroom.diagnosis.functions import changes_something
from classroom.diagnosis.functions import rejects
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.statements import indented_too_far
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.diagnosis.trial import Trial
from classroom.i18n import Text

Found = tuple[Text, ast.AST]
REGISTER = ("route", "get", "post", "put", "patch", "delete", "on", "errorhandler", "before_request", "after_request")


def decorated_too_late(trial: Trial) -> Found | None:
    """A decorator of one's own above the one that registers the function."""
    decorators = trial.mine.decorator_list
    registering = [one for one in decorators if name_of(one) in REGISTER]
    own = [one for one in decorators if one not in registering]
    if not own or not registering or decorators[0] not in own:
        return None
    trial.mine.decorator_list = [*registering, *own]
    passes = trial.passes_with()
    trial.mine.decorator_list = decorators
    if not passes:
        return None
    first, second = code(own[0]), code(registering[0]).split("(")[0]
    text = Text(
        f"The decorator @{first} stands above @{second}, so Flask already has {trial.mine.name}() without it: "
        f"decorators work from the bottom up. Write @{first} below @{second}.",
        f"데코레이터 @{first} 줄이 @{second} 위에 있어서, Flask에는 그것이 붙지 않은 {trial.mine.name}()가 등록돼요. "
        f"데코레이터는 아래에서 위로 적용돼요. @{second} 아래에 쓰세요.",
    )
    return text, own[0]


def ended_by_break(trial: Trial) -> Found | None:
    """A break or return that ends a loop at the first element that fits."""
    inside = [node for loop in ast.walk(trial.mine) if isinstance(loop, ast.For) for node in ast.walk(loop)]
    for node in inside:
        value = [ast.Expr(node.value)] if isinstance(node, ast.Return) and node.value else []
        if isinstance(node, ast.Break | ast.Return) and trial.passes_with((node, [*value])):
            word = "break" if isinstance(node, ast.Break) else "return"
            text = Text(
                f"`{word}` ends the loop after the first one that fits, so all others get nothing. Leave it out.",
                f"`{word}` 때문에 처음 맞는 것에서 반복문이 끝나서 나머지는 처리되지 않아요. {word} 없이 쓰세요.",
            )
            return text, node
    return None


def nothing_returned_at_the_end(trial: Trial) -> Found | None:
    """A function that returns something only in a branch: its own return is indented too far, or one is missing."""
    for loop in ast.walk(trial.mine):
        for node in loop.body if isinstance(loop, ast.For) else []:
            if isinstance(node, ast.Return) and trial.passes_with((node, []), (loop, [loop, node])):
                return find_slip(loop, []) or indented_too_far(node, loop), node
    last = trial.mine.body[-1]
    if always_returns(last) or not always_returns(trial.theirs.body[-1]):
        return None
    for outer in ast.walk(trial.mine):
        for node in outer.body if isinstance(outer, ast.If | ast.For) else []:  # that of a lambda is no list
            if isinstance(node, ast.Return) and node.value and trial.passes_with((node, []), (last, [last, node])):
                return indented_too_far(node, outer), node
    for needed in [node for node in ast.walk(trial.theirs) if isinstance(node, ast.Return) and node.value]:
        if trial.passes_with((last, [last, needed])):
            return missing_at_the_end(trial.mine.name, last, needed), last
    return None


def missing_at_the_end(name: str, last: ast.stmt, node: ast.Return) -> Text:
    """Say that a return is missing for the other case."""
    shown = shorten(code(node))
    where = f" where `{code(last.test)}` is false" if isinstance(last, ast.If) and not last.orelse else ""
    where_ko = f"`{code(last.test)}` 조건이 거짓이면 " if where else ""  # type: ignore[attr-defined]
    return Text(
        f"{name}() returns nothing{where}: `{shown}` is missing at its end.",
        f"{where_ko}{name}()가 아무것도 돌려주지 않아요. 끝에 빠진 줄: `{shown}`",
    )


def set_before_checked(trial: Trial) -> Found | None:
    """A change that is made before the request may still be rejected."""
    for outer in ast.walk(trial.mine):
        body = getattr(outer, "body", [])
        for place, guard in enumerate(body if isinstance(body, list) else []):
            earlier = [one for one in body[:place] if changes_something(one)]
            if not isinstance(guard, ast.stmt) or not may_reject(guard):
                continue
            for one in reversed(earlier):
                if trial.passes_with((one, []), (guard, [guard, one])):
                    return changed_too_early(one, guard), one
    return None


def emptied_after_filling(trial: Trial) -> Found | None:
    """A dict that is emptied after its items were set."""
    for outer in ast.walk(trial.mine):
        body = getattr(outer, "body", [])
        for place, one in enumerate(body if isinstance(body, list) else []):
            filled = [node for node in body[:place] if is_clear(one) and fills(node, one)]
            if filled and trial.passes_with((one, []), (filled[0], [one, filled[0]])):
                return emptied_again(one, filled[-1]), one
    return None


def is_clear(node: ast.stmt) -> bool:
    """Tell whether a statement is a call of clear()."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and name_of(node.value) == "clear"


def fills(node: ast.stmt, clear: ast.stmt) -> bool:
    """Tell whether a statement sets an item of what another one empties."""
    emptied = code(clear).removesuffix(".clear()")
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(one, ast.Subscript) and code(one.value) == emptied for one in targets)


def emptied_again(clear: ast.stmt, filled: ast.stmt) -> Text:
    """Say that a dict is emptied too late."""
    shown, last = code(clear), shorten(code(filled))
    return Text(
        f"`{shown}` runs after `{last}`, so what was stored is gone again. Empty it first, then fill it.",
        f"`{shown}` 줄이 `{last}` 뒤에 실행돼서, 넣은 것이 다시 사라져요. 먼저 비우고 그다음에 채우세요.",
    )


def may_reject(node: ast.stmt) -> bool:
    """Tell whether a statement may end the request."""
    if isinstance(node, ast.If) and not node.orelse and always_returns(node.body[-1]):
        return True
    return any(rejects(call) for call in calls_in(node))


def changed_too_early(node: ast.stmt, guard: ast.stmt) -> Text:
    """Say that a change comes before the check."""
    change = next(
        (one for one in ast.walk(node) if isinstance(one, ast.Expr | ast.Assign) and changes_something(one)), node
    )
    shown = shorten(code(change))
    check = f"if {code(guard.test)}:" if isinstance(guard, ast.If) else shorten(code(guard))
    return Text(
        f"`{shown}` runs before `{check}`, which may reject the request: by then the change is already made. Check "
        "everything first, then change something.",
        f"`{shown}` 줄이 `{check}`보다 먼저 실행되는데, 그 뒤에 요청이 거절될 수 있어요. 모두 확인한 다음에 바꾸세요.",
    )


ORDERS = (
    decorated_too_late,
    emptied_after_filling,
    ended_by_break,
    nothing_returned_at_the_end,
    set_before_checked,
)
