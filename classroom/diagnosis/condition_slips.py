"""Slips in conditions: always true, the wrong way round, in the wrong order."""

from __future__ import annotations

import ast
import itertools

from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import same
from classroom.i18n import Text


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


def always_unequal(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`x != "a" or x != "b"`."""
    for node in ast.walk(mine.test) if isinstance(mine, ast.If | ast.While) else ():
        if not isinstance(node, ast.BoolOp) or not isinstance(node.op, ast.Or):
            continue
        unequal = [one for one in node.values if isinstance(one, ast.Compare) and isinstance(one.ops[0], ast.NotEq)]
        for one, other in itertools.combinations(unequal, 2):
            if same(one.left, other.left) and not same(one.comparators[0], other.comparators[0]):
                values = f"{code(one.comparators[0])}, {code(other.comparators[0])}"
                return Text(
                    f"`{code(node)}` is always true: whatever `{code(one.left)}` is, it differs from at least one of "
                    f"the two. Join the comparisons by `and`, or write `not in ({values})`.",
                    f"`{code(node)}` 조건은 언제나 참이에요. `{code(one.left)}` 값이 무엇이든 둘 중 하나와는 다르기 "
                    f"때문이에요. `and`로 잇거나 `not in ({values})` 조건을 쓰세요.",
                )
    return None


def condition_inverted(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`==` for `!=`, `in` for `not in`, or a `not` too many."""
    opposites = [{"==", "!="}, {"in", "not in"}, {"is", "is not"}, {"<", ">="}, {">", "<="}]
    for edit in edits:
        pair = {edit.mine_code, edit.their_code}
        if any(other is not edit and other.within is edit.within for other in edits):
            continue  # the other side differs, too: `== "GET"` may be as good as `!= "POST"`
        negated = isinstance(edit.mine, ast.UnaryOp) and edit.theirs and same(edit.mine.operand, edit.theirs)
        negation = isinstance(edit.theirs, ast.UnaryOp) and edit.mine and same(edit.theirs.operand, edit.mine)
        if (isinstance(edit.mine, ast.cmpop) and pair in opposites) or negated or negation:
            if len(edits) > 1 and isinstance(mine, ast.If | ast.While) and isinstance(mine.test, ast.BoolOp):
                continue  # several parts differ: the whole is not just the other way round
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


def sides_swapped(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`"default" or os.environ.get(...)`, where the first side always counts."""
    for outer in [edit.within for edit in edits if isinstance(edit.within, ast.BoolOp)]:
        inside = [edit for edit in edits if edit.within is outer]
        more, missing = {edit.mine_code for edit in inside}, {edit.their_code for edit in inside}
        if more != missing:
            continue
        first, last, word = code(outer.values[0]), code(outer.values[-1]), code(outer.op)
        decides = "true" if word == "or" else "false"
        decides_ko = "참" if word == "or" else "거짓"
        return Text(
            f"The sides of `{word}` are swapped: where `{first}` counts as {decides}, it is the result, and "
            f"`{last}` is never read. `{last}` belongs in front.",
            f"`{word}`의 양쪽이 바뀌었어요. `{first}` 값을 {decides_ko}으로 보면 그것이 결과가 되고, `{last}`는 "
            f"읽지도 않아요. `{last}`를 앞에 쓰세요.",
        )
    return None


def identity_compared(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`a is not b` where the values are meant."""
    for node in ast.walk(mine.test) if isinstance(mine, ast.If | ast.While) else ():
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Is | ast.IsNot):
            continue
        if not any(isinstance(one, ast.Constant) for one in (node.left, *node.comparators)):
            word, needed = ("is", "==") if isinstance(node.ops[0], ast.Is) else ("is not", "!=")
            return Text(
                f"`{code(node)}`: `{word}` asks whether both are the very same object, and two equal texts may be two "
                f"objects. To compare values, write {needed}.",
                f"`{code(node)}`: `{word}`는 두 값이 같은 객체인지 물어요. 내용이 같아도 다른 객체일 수 있어요. 값을 "
                f"비교할 때는 {needed}를 쓰세요.",
            )
    return None


def looked_for_in_a_text(mine: ast.AST, edits: list[Edit]) -> Text | None:
    """`x in "POST, PUT"`, which looks for letters."""
    for node in ast.walk(mine.test) if isinstance(mine, ast.If | ast.While) else ():
        right = node.comparators[0] if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In) else None
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            return Text(
                f"`{code(node)}` looks for letters in one text, so a part of it is found, too. To choose between "
                "values "
                'use ==, or a tuple with a comma: in ("a", "b").',
                f"`{code(node)}`는 문자열 하나 안에서 글자를 찾아서, 일부만 맞아도 참이에요. 값과 비교하려면 ==를 "
                "쓰거나, 쉼표가 "
                '있는 튜플에서 찾으세요: in ("a", "b").',
            )
    return None


CONDITION_SLIPS = (
    looked_for_in_a_text,
    always_true,
    always_unequal,
    condition_inverted,
    sides_swapped,
    identity_compared,
)
