"""A condition of several parts that went the wrong way: how its parts are joined, and which of them were true."""

from __future__ import annotations

import ast
from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeVar

from classroom.checks import checks_of
from classroom.checks.kit.check import run_check
from classroom.diagnosis.blame import copy_of
from classroom.diagnosis.conditions import parts
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.hunks import read
from classroom.diagnosis.owners import owner_of
from classroom.diagnosis.rewritten import Rewritten
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import Run
from classroom.diagnosis.trial import replaced
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.diagnosis.case import Case

Found = tuple[Text, ast.AST]
MOST_SHOWN = 40  # characters of a value
Passes = Callable[[Path], bool]
Node = TypeVar("Node", bound=ast.AST)


def joined_wrongly(case: Case, view: Rewritten) -> Found | None:
    """Return which `and` should be `or`, or the other way round: all checks of the exercise pass with it."""
    for part in walk(view.mine, ast.BoolOp):
        is_and = isinstance(part.op, ast.And)
        other = ast.BoolOp(ast.Or() if is_and else ast.And(), part.values)
        if passes_with(view, part, other, lambda copy: passes_all(case, view, copy)):
            return (or_needed if is_and else and_needed)(code(part)), part
    return None


def or_needed(part: str) -> Text:
    """Say that `or` is needed."""
    return Text(
        f"`{part}` is true only if all of its parts are. Here one of them is enough: join them by `or`.",
        f"`{part}` 조건은 모든 부분이 참이어야 참이에요. 여기에서는 하나만 참이면 되니 `or`로 이으세요.",
    )


def and_needed(part: str) -> Text:
    """Say that `and` is needed."""
    return Text(
        f"`{part}` is true as soon as one of its parts is. Here all of them must be: join them by `and`.",
        f"`{part}` 조건은 한 부분만 참이어도 참이에요. 여기에서는 모두 참이어야 하니 `and`로 이으세요.",
    )


def wrong_branch(case: Case, view: Rewritten) -> Found | None:
    """Return the values of the parts of a condition, if the check passes when it goes the other way."""
    run = case.run_of(view)
    theirs = [node.test for node in walk(view.theirs, ast.If)]
    for node in walk(view.mine, ast.If) if run else ():
        went = run.branch(node) if run else None
        facts = list(known_parts(node.test, view, run)) if run else []
        is_named = any(is_near(node.test, other) for other in theirs)
        if went is None or len(facts) < 2 or is_named:
            continue
        if passes_with(view, node.test, ast.UnaryOp(ast.Not(), node.test), case.passes):
            return went_wrong(node, went, facts), node.test
    return None


def is_near(mine: ast.expr, theirs: ast.expr) -> bool:
    """Tell whether two conditions differ in one part at most: that can be named by itself."""
    one, other = ({code(part) for part in parts(test)} for test in (mine, theirs))
    return len(one - other) <= 1 and len(other - one) <= 1 and bool(one & other or len(one) == len(other) == 1)


def known_parts(test: ast.expr, view: Rewritten, run: Run) -> Iterator[tuple[str, bool]]:
    """Yield the comparisons that a condition is made of, and whether each was true the last time."""
    for part in leaves(test, view.mine):
        values = [values for node, values in run.seen if node is part]
        if isinstance(part, ast.Compare) and values:
            left, right = values[-1]
            is_short = isinstance(left, str | int | None) and not isinstance(part.left, ast.Constant)
            value = f" (`{code(part.left)}` = {left!r})" if is_short and len(repr(left)) < MOST_SHOWN else ""
            yield f"`{code(part)}`{value}", truth(part.ops[0], left, right)


def leaves(test: ast.expr, function: Function | None) -> Iterator[ast.expr]:
    """Yield what `and`, `or` and `not` join; of a local name that is set once what it is set to."""
    if isinstance(test, ast.BoolOp):
        for part in test.values:
            yield from leaves(part, function)
    elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from leaves(test.operand, function)
    elif isinstance(test, ast.Name):
        set_to = [one.value for one in walk(function, ast.Assign) if code(one.targets[0]) == test.id]
        yield from leaves(set_to[0], None) if len(set_to) == 1 else [test]
    else:
        yield test


def truth(operator: ast.cmpop, left: object, right: object) -> bool:
    """Return whether a comparison of two values is true."""
    compared = ast.Compare(ast.Name("left", ast.Load()), [operator], [ast.Name("right", ast.Load())])
    expression = ast.fix_missing_locations(ast.Expression(compared))
    return bool(eval(compile(expression, "", "eval"), {"left": left, "right": right}))  # noqa: S307


def went_wrong(node: ast.If, went: bool, facts: list[tuple[str, bool]]) -> Text:
    """Say which parts of a condition were true, what followed, and that the other was needed."""
    then = shorten(code(node.body[0]))
    en = ", ".join(f"{part} is {'true' if is_true else 'false'}" for part, is_true in facts)
    ko = ", ".join(f"{part}: {'참' if is_true else '거짓'}" for part, is_true in facts)
    return Text(
        f"In this request {en}. That makes the condition `{code(node.test)}` {'true' if went else 'false'}, so "
        f"`{then}` {'runs' if went else 'does not run'}. Here it should be the other way.",
        f"이 요청에서 {ko}. 그래서 조건 `{code(node.test)}` 값은 {'참' if went else '거짓'}이고, 다음 줄이 "
        f"{'실행돼요' if went else '실행되지 않아요'}: `{then}`. 여기에서는 반대여야 해요.",
    )


def walk(function: Function | None, kind: type[Node]) -> Iterator[Node]:
    """Yield the nodes of a kind in a function."""
    return (node for node in ast.walk(function) if isinstance(node, kind)) if function else iter(())


def passes_with(view: Rewritten, old: ast.expr, new: ast.expr, passes: Passes) -> bool:
    """Tell whether something passes with a part of the learner's function replaced."""
    path = view.folder / view.hunk.file
    tree = ast.parse(read(path))
    original = next(one for one in ast.walk(tree) if isinstance(one, Function) and one.name == view.hunk.function)
    mine = view.mine or original
    with replaced(tree, original, [mine]), replaced(mine, old, [new]):
        source = ast.unparse(ast.fix_missing_locations(tree))
    with copy_of(view.folder) as work:
        (work / view.hunk.file).write_text(source, encoding="utf-8")
        return passes(work)


def passes_all(case: Case, view: Rewritten, copy: Path) -> bool:
    """Tell whether the check passes on a copy, and all others of its exercise and of the function's."""
    owner = owner_of(view.hunk, case.lesson)
    exercises = {case.check.exercise, owner.name if owner else None}
    others = (check for check in checks_of(case.lesson) if check.exercise in exercises)
    return case.passes(copy) and all(run_check(check, copy).passed for check in others)
