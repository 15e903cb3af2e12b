"""Find the smallest differences between two statements."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from classroom.diagnosis.plain import Plain


@dataclass
class Edit:
    """One difference: a part that was replaced, is missing (mine is None), or is too much (theirs is None)."""

    mine: ast.AST | None
    theirs: ast.AST | None
    within: ast.AST | None = None  # the learner's expression or statement that it is a part of
    label: str = ""  # the key or keyword that it is the value of
    role: str = ""  # "argument", "keyword", "decorator", "parameter", "operator", "key" or ""

    @property
    def mine_code(self) -> str:
        """The learner's part as code."""
        return code(self.mine)

    @property
    def their_code(self) -> str:
        """The reference's part as code."""
        return code(self.theirs)


def code(node: ast.AST | None) -> str:
    """Return a part of a syntax tree as code."""
    if node is None:
        return ""
    if isinstance(node, ast.keyword):
        return f"{node.arg}={code(node.value)}" if node.arg else f"**{code(node.value)}"
    if isinstance(node, ast.arg):
        return node.arg
    if isinstance(node, ast.cmpop | ast.operator | ast.boolop | ast.unaryop):
        return OPERATORS.get(type(node), type(node).__name__)
    text = ast.unparse(node)
    return text.replace("'", '"') if "'" in text and '"' not in text else text


OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is",
    ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in", ast.And: "and", ast.Or: "or", ast.Not: "not",
    ast.Add: "+", ast.Sub: "-", ast.BitOr: "|",
}  # fmt: skip


def edits_between(mine: ast.AST, theirs: ast.AST) -> list[Edit]:
    """Return the differences between two parts of a syntax tree, in the order of the code."""
    return list(compare(Plain().visit(copy.deepcopy(mine)), Plain().visit(copy.deepcopy(theirs)), mine))


def same(one: ast.AST, other: ast.AST) -> bool:
    """Tell whether two parts are the same code."""
    return ast.dump(one) == ast.dump(other)


def compare(mine: ast.AST, theirs: ast.AST, within: ast.AST) -> Iterator[Edit]:
    """Yield the differences between two parts."""
    if same(mine, theirs):
        return
    if (
        type(mine) is not type(theirs)
        or isinstance(mine, ast.Constant | ast.Name | ast.JoinedStr)
        or (isinstance(mine, ast.Attribute) and isinstance(theirs, ast.Attribute))
    ):
        yield Edit(mine, theirs, within)
    elif isinstance(mine, ast.Call) and isinstance(theirs, ast.Call):
        yield from compare_calls(mine, theirs)
    elif isinstance(mine, ast.Dict) and isinstance(theirs, ast.Dict):
        yield from compare_dicts(mine, theirs)
    elif isinstance(mine, ast.FunctionDef) and isinstance(theirs, ast.FunctionDef):
        yield from compare_headers(mine, theirs)
    else:
        yield from compare_fields(mine, theirs)


def compare_calls(mine: ast.Call, theirs: ast.Call) -> Iterator[Edit]:
    """Yield the differences between two calls."""
    if not same(mine.func, theirs.func):
        inside = mine.args and same(mine.args[0], theirs)  # the whole call stands in another
        if inside or (len(mine.args) != len(theirs.args) and isinstance(mine.func, ast.Attribute)):
            yield Edit(mine, theirs, mine)
            return
        yield Edit(mine.func, theirs.func, mine)
    yield from compare_lists(mine.args, theirs.args, mine, "argument")
    yield from compare_keywords(mine, theirs)


def compare_keywords(mine: ast.Call, theirs: ast.Call) -> Iterator[Edit]:
    """Yield the differences between the keywords of two calls."""
    left, right = {one.arg: one for one in mine.keywords}, {one.arg: one for one in theirs.keywords}
    missing, more = (
        [right[name] for name in right if name not in left],
        [left[name] for name in left if name not in right],
    )
    while missing and more:
        yield Edit(more.pop(0), missing.pop(0), mine, role="keyword")
    yield from (Edit(None, one, mine, role="keyword") for one in missing)
    yield from (Edit(one, None, mine, role="keyword") for one in more)
    for name in (one for one in left if one in right):
        yield from labelled(compare(left[name].value, right[name].value, mine), name or "**")


def compare_dicts(mine: ast.Dict, theirs: ast.Dict) -> Iterator[Edit]:
    """Yield the differences between two dicts, whatever the order of their keys."""
    left, right = entries(mine), entries(theirs)
    missing, more = [name for name in right if name not in left], [name for name in left if name not in right]
    while missing and more:
        yield Edit(left[more.pop(0)][0], right[missing.pop(0)][0], mine, role="key")
    yield from (Edit(None, right[name][0], mine, role="key") for name in missing)
    yield from (Edit(left[name][0], None, mine, role="key") for name in more)
    for name in (one for one in left if one in right):
        yield from labelled(compare(left[name][1], right[name][1], mine), name)


def labelled(edits: Iterator[Edit], label: str) -> Iterator[Edit]:
    """Yield edits with the key or keyword that they are in."""
    for edit in edits:
        edit.label = edit.label or label
        yield edit


def entries(node: ast.Dict) -> dict[str, tuple[ast.expr, ast.expr]]:
    """Return the keys and values of a dict in code, by the code of the key."""
    pairs = zip(node.keys, node.values, strict=True)
    return {code(key): (key, value) for key, value in pairs if key is not None}


def compare_headers(mine: ast.FunctionDef, theirs: ast.FunctionDef) -> Iterator[Edit]:
    """Yield the differences between the decorators, names and parameters of two functions."""
    yield from compare_lists(mine.decorator_list, theirs.decorator_list, mine, "decorator")
    if mine.name != theirs.name:
        yield Edit(ast.Name(mine.name), ast.Name(theirs.name), mine, role="name")
    yield from compare_lists(mine.args.args, theirs.args.args, mine, "parameter")
    yield from compare_lists(mine.args.defaults, theirs.args.defaults, mine, "default")


def compare_lists(mine: list, theirs: list, within: ast.AST, role: str) -> Iterator[Edit]:  # type: ignore[type-arg]
    """Yield the differences between two lists of parts."""
    left, right = [ast.dump(one) for one in mine], [ast.dump(one) for one in theirs]
    for kind, one, two, three, four in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = mine[one:two], theirs[three:four]
        for place in range(max(len(old), len(new))):
            a = old[place] if place < len(old) else None
            b = new[place] if place < len(new) else None
            if a is not None and b is not None and type(a) is type(b) and not isinstance(a, ast.arg):
                yield from compare(a, b, within)
            else:
                yield Edit(a, b, within, role=role)


def compare_fields(mine: ast.AST, theirs: ast.AST) -> Iterator[Edit]:
    """Yield the differences between the fields of two parts of the same type."""
    for name in mine._fields:
        if name in ("body", "orelse", "finalbody", "handlers") and isinstance(mine, ast.stmt):
            continue  # statements are compared one by one
        left, right = getattr(mine, name, None), getattr(theirs, name, None)
        if isinstance(left, list) and isinstance(right, list):
            yield from compare_lists(left, right, mine, "")
        elif isinstance(left, ast.AST) and isinstance(right, ast.AST):
            role = "operator" if isinstance(left, ast.cmpop | ast.operator | ast.boolop | ast.unaryop) else ""
            if role and not same(left, right):
                yield Edit(left, right, mine, role=role)
            else:
                yield from compare(left, right, mine)
        elif left != right:
            yield Edit(left if isinstance(left, ast.AST) else None, right if isinstance(right, ast.AST) else None, mine)


def shorten(text: str, length: int = 90) -> str:
    """Return the first line of a text, cut where it is too long."""
    first = text.splitlines()[0] if text else ""
    return first if len(first) <= length else first[:length] + " ..."
