"""Make code comparable: without annotations and docstrings, and with the local names of the reference."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher

from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import without_docstring


class Bare(ast.NodeTransformer):
    """Removes what is no difference: annotations, docstrings and type comments."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Remove the annotations and the docstring of a function."""
        self.generic_visit(node)
        node.returns = None
        for argument in (*node.args.args, *node.args.kwonlyargs):
            argument.annotation = None
        node.body = without_docstring(node.body)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Make all messages to people the same: each may be worded as one likes."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("abort", "reject", "ConnectionRefusedError"):
            node.args = [ast.Constant("...") if is_text(argument) else argument for argument in node.args]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Turn an annotated assignment into a plain one."""
        return ast.Assign([node.target], node.value, lineno=node.lineno) if node.value else node


def is_text(node: ast.expr) -> bool:
    """Tell whether an expression is a text that is not empty, nor a number in quotation marks."""
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and bool(value.strip()) and not value.isdigit()


class Renamer(ast.NodeTransformer):
    """Renames local names."""

    def __init__(self, names: dict[str, str]) -> None:
        """Store the new names by the old ones."""
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Rename a variable."""
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Rename a parameter."""
        node.arg = self.names.get(node.arg, node.arg)
        return node


def local_names(mine: Function, theirs: Function) -> dict[str, str]:
    """Pair the local names that only one version has, by what they are set to."""
    left, right = values_of(mine), values_of(theirs)
    if used(mine) & (set(right) - set(left)):
        return {}  # a name of the reference is used and never assigned: that is a mistake, no renaming
    names: dict[str, str] = {}
    only_pair = len(left) == len(right) == 1
    own, free = [name for name in left if name not in right], [name for name in right if name not in left]
    pairs = [(one, two) for one in own for two in free]
    alike = [(SequenceMatcher(None, left[one], right[two], autojunk=False).ratio(), one, two) for one, two in pairs]
    for ratio, one, two in sorted(alike, key=lambda pair: -pair[0]):
        if one not in names and two not in names.values() and (ratio > 0.5 or only_pair):
            names[one] = two
    return names


def values_of(function: Function) -> dict[str, str]:
    """Return what each local name of a function is set to first, as code; a loop sets its names to its iterable."""
    values: dict[str, str] = {}
    for node in ast.walk(function):
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, node.iter)]
        elif isinstance(node, ast.NamedExpr):
            pairs = [(node.target, node.value)]
        for target, value in pairs:
            for one in ast.walk(target):
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                    values.setdefault(one.id, ast.unparse(value))
    return values


def used(function: Function) -> set[str]:
    """Return the names that a function reads."""
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
