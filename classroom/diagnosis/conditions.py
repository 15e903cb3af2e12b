"""Compare conditions part by part."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from difflib import SequenceMatcher

from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.reasons import with_reason
from classroom.i18n import Text

ALIKE = 0.75
WORDS = {ast.And: "and", ast.Or: "or"}


def parts(test: ast.expr) -> list[ast.expr]:
    """Return the parts of a condition that `and` or `or` joins."""
    return list(test.values) if isinstance(test, ast.BoolOp) else [test]


def changed_conditions(pairs: list[tuple[ast.If, ast.If]]) -> Iterator[tuple[ast.expr, Text, ast.If]]:
    """Yield conditions to try: with a part more first, then that of the reference; with the words for each."""
    for node, other in pairs:
        if isinstance(other.test, ast.BoolOp):
            for part in parts(other.test):
                if not any(alike(part, one) for one in ast.walk(node.test)):
                    test = ast.BoolOp(other.test.op, [node.test, part])
                    yield test, missing_part(other.test, [part], node), node
    for node, other in pairs:
        yield other.test, other_condition(node, other.test), node


def alike(part: ast.expr, other: ast.AST) -> bool:
    """Tell whether a part of a condition is there already, if not quite as it should be."""
    if not isinstance(other, type(part)):
        return False
    return SequenceMatcher(None, code(part), code(other), autojunk=False).ratio() > ALIKE


def paired(mine: list[ast.If], theirs: list[ast.If]) -> list[tuple[ast.If, ast.If]]:
    """Return each condition with the one of the reference that is most like it, in what it asks and what follows."""

    def likeness(node: ast.If, other: ast.If) -> float:
        """Return how alike two conditions are."""
        parts = ((node.test, other.test), (node.body[0], other.body[0]))
        return sum(SequenceMatcher(None, code(one), code(two), autojunk=False).ratio() for one, two in parts)

    return [(node, max(theirs, key=lambda other: likeness(node, other))) for node in mine] if theirs else []


def missing_parts(mine: ast.If | ast.While, theirs: ast.If | ast.While) -> Text | None:
    """Name the parts that a condition lacks, if that is all it lacks."""
    left, right = parts(mine.test), parts(theirs.test)
    lacking = [one for one in right if not any(same(one, other) for other in left)]
    more = [one for one in left if not any(same(one, other) for other in right)]
    return missing_part(theirs.test, lacking, mine) if lacking and not more and len(left) < len(right) else None


def missing_part(test: ast.expr, lacking: list[ast.expr], mine: ast.If | ast.While) -> Text:
    """Say that parts of a condition are missing."""
    word = WORDS[type(test.op)] if isinstance(test, ast.BoolOp) else ""
    shown = f" {word} ".join(map(code, lacking))
    text = Text(
        f"A part of the condition `{code(mine.test)}` is missing: `{word} {shown}`.",
        f"조건 `{code(mine.test)}`에 빠진 부분이 있어요: `{word} {shown}`.",
    )
    return decides(with_reason(text, code(mine.test), shown), mine)


def other_condition(mine: ast.If | ast.While, test: ast.expr) -> Text:
    """Say that another condition is needed."""
    text = Text(
        f"The condition here is `{code(mine.test)}`, but `{code(test)}` is needed.",
        f"여기에 쓴 조건: `{code(mine.test)}`. 필요한 조건: `{code(test)}`.",
    )
    return decides(with_reason(text, code(mine.test), code(test)), mine)


def decides(text: Text, mine: ast.If | ast.While) -> Text:
    """Add what a condition decides."""
    then = shorten(code(mine.body[0])) if mine.body else ""
    return Text(
        f"{text.en} The condition decides whether `{then}` runs.",
        f"{text.ko} 이 조건이 참이면 `{then}` 줄이 실행돼요.",
    )


def describe_branch(mine: ast.If | ast.While, theirs: ast.If | ast.While) -> Text:
    """Say that an else is too much or missing, or that a condition decides over too much."""
    if mine.orelse and not theirs.orelse:
        return Text(
            f"The else of this condition does harm: `{shorten(code(mine.orelse[0]))}`",
            f"이 조건의 else가 문제예요: `{shorten(code(mine.orelse[0]))}`",
        )
    if theirs.orelse and not mine.orelse:
        return Text(
            f"The other case is not handled: an else with something like `{shorten(code(theirs.orelse[0]))}`.",
            f"반대의 경우를 처리하지 않았어요. else에서 해야 할 일: `{shorten(code(theirs.orelse[0]))}`.",
        )
    return Text(
        f"What belongs to `{code(mine.test)}` is not right: `{shorten(code(mine.body[0]))}`",
        f"이 조건 아래의 줄이 달라요: `{code(mine.test)}` → `{shorten(code(mine.body[0]))}`",
    )
