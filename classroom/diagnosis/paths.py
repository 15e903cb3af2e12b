"""Say which way a learner's function went when the check failed, and which condition decided it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.functions import changes_something
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import Run
from classroom.diagnosis.trace import within
from classroom.i18n import Text

Fact = tuple[Text, ast.AST]
REMOVING = (".remove(", ".pop(", ".clear(", ".discard(", ".popitem(")


def no_case_fits(function: Function, run: Run) -> Fact | None:
    """A match without a case for the value."""
    for node, values in run.seen:
        bodies = [case.body for case in node.cases] if isinstance(node, ast.Match) else []
        if isinstance(node, ast.Match) and not any(within(body, line) for body in bodies for line in run.lines):
            shown, cases = code(node.subject), ", ".join(code(case.pattern) for case in node.cases)
            text = Text(
                f"`{shown}` is {values[0]!r} here, and no case of this match is for it: there is only {cases}.",
                f"여기에서 `{shown}` 값은 {values[0]!r}인데, 이 match에는 그 값에 맞는 case가 없어요. 있는 것: "
                f"{cases}.",
            )
            return text, node
    return None


def ended_without_return(function: Function, run: Run) -> Fact | None:
    """A function that came to its end, where its return stands in a branch that did not run."""
    if run.returned is not None or run.failed:
        return None
    left_out = [
        (guard, node)
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value and node.lineno not in run.lines
        if (guard := guard_of(function, node, run))
    ]
    if not left_out:
        return None
    (condition, branch), node = max(left_out, key=lambda pair: place_in(run, pair[0][0]))
    because, because_ko = reason(condition, run)
    shown = shorten(code(node))
    text = Text(
        f"{function.name}() returned nothing here: `{shown}` (line {node.lineno}) is indented into {branch}, so it "
        "runs "
        f"only there, and here {because}. Indent it less, or return something in the other case, too.",
        f"여기에서 {function.name}()가 아무것도 돌려주지 않았어요. `{shown}` 줄({node.lineno}번째)이 {branch} 안으로 "
        f"들여쓰여서 그때만 실행되는데, 여기에서는 {because_ko}. 들여쓰기를 줄이거나, 다른 경우에도 return을 쓰세요.",
    )
    return text, node


def place_in(run: Run, node: ast.If) -> int:
    """Return when a condition was looked at last."""
    return max(place for place, line in enumerate(run.lines) if line == node.test.lineno)


def step_left_out(function: Function, run: Run) -> Fact | None:
    """A change that did not run, because of a condition."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Expr | ast.Assign | ast.Delete) or not changes_something(node):
            continue
        guard = guard_of(function, node, run) if node.lineno not in run.lines else None
        if guard:
            because, because_ko = reason(guard[0], run)
            shown = shorten(code(node))
            text = Text(
                f"`{shown}` (line {node.lineno}) did not run here: it stands in {guard[1]}, and {because}.",
                f"`{shown}` 줄({node.lineno}번째)이 여기에서 실행되지 않았어요. {guard[1]} 안에 있는데, {because_ko}.",
            )
            return text, guard[0]
    return None


def taken_away(function: Function, run: Run) -> Fact | None:
    """Something that was removed, where the reference removes nothing."""
    if any(word in known for known in run.known for word in REMOVING):
        return None
    for node in ast.walk(function):
        if not isinstance(node, ast.Expr | ast.Delete) or node.lineno not in run.lines:
            continue
        if isinstance(node, ast.Delete) or any(word in code(node) for word in REMOVING):
            text = Text(
                f"`{code(node)}` (line {node.lineno}) ran here and took something away that should have stayed.",
                f"여기에서 `{code(node)}` 줄({node.lineno}번째)이 실행돼서, 남아 있어야 할 것이 없어졌어요.",
            )
            return text, node
    return None


def last_decision(function: Function, run: Run) -> Fact | None:
    """The last condition that was looked at."""
    conditions = [node for node in ast.walk(function) if isinstance(node, ast.If) and node.test.lineno in run.lines]
    if not conditions:
        return None
    node = max(conditions, key=lambda one: place_in(run, one))
    because, because_ko = reason(node, run)
    return Text(f"The last condition that was looked at: {because}.", f"마지막으로 확인한 조건: {because_ko}."), node


def own_decision(function: Function, run: Run) -> Fact | None:
    """The last condition that was looked at, unless the reference asks the same."""
    found = last_decision(function, run)
    return found if found and code(getattr(found[1], "test", None)) not in run.known else None


def guard_of(function: Function, node: ast.stmt, run: Run) -> tuple[ast.If, str] | None:
    """Return the condition that kept a statement from running, and the branch that the statement stands in."""
    for outer in ast.walk(function):
        if not isinstance(outer, ast.If):
            continue
        taken = run.branch(outer)
        if taken is False and within(outer.body, node.lineno):
            return outer, f"`if {code(outer.test)}:` (line {outer.lineno})"
        if taken is True and outer.orelse and within(outer.orelse, node.lineno):
            return outer, f"`else` of `if {code(outer.test)}:` (line {outer.lineno})"
    return None


def reason(node: ast.If, run: Run) -> tuple[str, str]:
    """Say what a condition was, and the values that it looked at."""
    values = ", ".join(dict.fromkeys(values_in(node.test, run)))
    was, was_ko = ("true", "참") if run.branch(node) else ("false", "거짓")
    shown = shorten(code(node.test))
    there = f" ({values})" if values else ""
    return f"`{shown}` (line {node.lineno}) was {was}{there}", f"{node.lineno}번째 줄의 조건 `{shown}`: {was_ko}{there}"


def values_in(test: ast.expr, run: Run) -> Iterator[str]:
    """Yield what the parts of a condition were, the last time that they were looked at."""
    parts = {id(one) for one in ast.walk(test)}
    last = {id(node): (node, values) for node, values in run.seen if id(node) in parts}
    for node, values in last.values():
        if isinstance(node, ast.Compare):
            for part, value in zip((node.left, node.comparators[0]), values, strict=True):
                if not isinstance(part, ast.Constant) and len(repr(value)) < 60:
                    yield f"{code(part)} = {value!r}"
