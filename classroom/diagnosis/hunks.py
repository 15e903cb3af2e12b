"""Find where a learner's code differs from the reference, statement by statement, and undo single differences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from difflib import SequenceMatcher
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
Lines = tuple[int, int]  # the first line, counted from 0, and the one after the last


@dataclass
class Hunk:
    """One difference between the learner's file and the reference."""

    file: str
    mine: Lines
    theirs: Lines  # in the reference
    mine_nodes: list[ast.stmt] = field(default_factory=list)
    their_nodes: list[ast.stmt] = field(default_factory=list)
    function: str = ""  # the function that it is in
    header: bool = False  # only the line of a def, if, for or with
    indent: int = 0
    names: dict[str, str] = field(default_factory=dict)  # local names of the learner -> those of the reference
    mine_text: str = ""
    their_text: str = ""

    @property
    def line(self) -> int:
        """The number of the learner's line, counted from 1."""
        return self.mine[0] + 1

    def same_change(self, other: Hunk) -> bool:
        """Tell whether another hunk makes the same change."""
        return (self.file, squeeze(self.mine_text), squeeze(self.their_text)) == (
            other.file,
            squeeze(other.mine_text),
            squeeze(other.their_text),
        )


def squeeze(text: str) -> str:
    """Return a text without white space, which is no difference."""
    return "".join(text.split())


def hunks_between(mine: Path, theirs: Path) -> list[Hunk]:
    """Return the differences of all Python files and templates that both folders have."""
    found = []
    for path in sorted([*theirs.glob("*.py"), *theirs.glob("templates/*.html")]):
        name = path.relative_to(theirs).as_posix()
        if (mine / name).exists():
            found += file_hunks(name, read(mine / name), read(path))
    return found


def read(path: Path) -> str:
    """Return the text of a file, with whatever cannot be decoded replaced."""
    return path.read_text(encoding="utf-8", errors="replace")


def file_hunks(name: str, mine: str, theirs: str) -> list[Hunk]:
    """Return the differences between two versions of a file; none where Python cannot parse one."""
    if mine == theirs:
        return []
    try:
        hunks = list(python_hunks(mine, theirs)) if name.endswith(".py") else list(line_hunks(mine, theirs))
    except SyntaxError:
        return []
    for hunk in hunks:
        hunk.file = name
        hunk.mine_text = "\n".join(mine.splitlines()[slice(*hunk.mine)])
        hunk.their_text = "\n".join(theirs.splitlines()[slice(*hunk.theirs)])
    return hunks


def line_hunks(mine: str, theirs: str) -> Iterator[Hunk]:
    """Yield the differences between the lines of two templates, one pair of lines at a time where they pair up."""
    left, right = [line.strip() for line in mine.splitlines()], [line.strip() for line in theirs.splitlines()]
    for kind, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if end - start == other_end - other_start:
            for place in range(end - start):
                yield Hunk("", (start + place, start + place + 1), (other_start + place, other_start + place + 1))
        else:
            yield Hunk("", (start, end), (other_start, other_end))


def python_hunks(mine: str, theirs: str) -> Iterator[Hunk]:
    """Yield the differences between the statements of two Python sources."""
    yield from Aligner("", {}).align(ast.parse(mine).body, ast.parse(theirs).body, 0)


@dataclass
class Aligner:
    """Aligns the statements of one function, or of a module."""

    function: str
    names: dict[str, str]

    def key(self, node: ast.stmt, rename: bool) -> str:
        """Return what makes two statements equal."""
        if rename and self.names:
            node = Renamer(self.names).visit(ast.parse(ast.unparse(node)).body[0])
        else:
            node = ast.parse(ast.unparse(node)).body[0]
        return ast.dump(Bare().visit(node))

    def align(self, mine: list[ast.stmt], theirs: list[ast.stmt], start: int) -> Iterator[Hunk]:
        """Yield the differences between two bodies; the first statement of mine would stand at line `start`."""
        mine, theirs = without_docstring(mine), without_docstring(theirs)
        left, right = [self.key(node, True) for node in mine], [self.key(node, False) for node in theirs]
        for kind, one, two, three, four in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if kind != "equal":
                before = mine[one - 1].end_lineno or 0 if one else start
                yield from self.block(mine[one:two], theirs[three:four], before, mine or theirs)

    def block(
        self, mine: list[ast.stmt], theirs: list[ast.stmt], before: int, siblings: list[ast.stmt]
    ) -> Iterator[Hunk]:
        """Yield the differences of a block that has no equal statement."""
        rest = list(theirs)
        in_step = len(mine) == len(theirs) and not any(isinstance(node, Function) for node in (*mine, *theirs))
        for node in mine:
            partner = rest[0] if in_step else best_partner(node, rest)
            while partner is not None and rest and rest[0] is not partner:
                yield self.hunk([], [rest.pop(0)], before, siblings)
            if partner is None:
                yield self.hunk([node], [], before, siblings)
            else:
                rest.remove(partner)
                yield from self.pair(node, partner, before, siblings)
            before = node.end_lineno or before
        for missing in rest:
            yield self.hunk([], [missing], before, siblings)

    def pair(self, mine: ast.stmt, theirs: ast.stmt, before: int, siblings: list[ast.stmt]) -> Iterator[Hunk]:
        """Yield the differences between two statements that belong together."""
        if type(mine) is not type(theirs) or one_line(mine) or one_line(theirs) or parts_of(mine) != parts_of(theirs):
            yield self.hunk([mine], [theirs], before, siblings)
            return
        inner = self
        if isinstance(mine, Function) and isinstance(theirs, Function):
            inner = Aligner(theirs.name, local_names(mine, theirs))
        if inner.header_key(mine, True) != inner.header_key(theirs, False):
            hunk = self.hunk([mine], [theirs], before, siblings)
            hunk.mine, hunk.theirs = header_lines(mine), header_lines(theirs)
            hunk.header, hunk.function, hunk.names = True, inner.function, inner.names
            yield hunk
        for part in ("body", "orelse", "finalbody"):
            if hasattr(mine, part):
                yield from inner.align(getattr(mine, part), getattr(theirs, part), start_of(mine, part))
        for one, other in zip(getattr(mine, "handlers", []), getattr(theirs, "handlers", []), strict=False):
            yield from inner.align(one.body, other.body, one.lineno)

    def header_key(self, node: ast.stmt, rename: bool) -> str:
        """Return what makes two headers equal."""
        bare = ast.parse(ast.unparse(node)).body[0]
        for part in ("body", "orelse", "finalbody", "handlers"):
            if hasattr(bare, part):
                setattr(bare, part, [])
        if rename and self.names:
            bare = Renamer(self.names).visit(bare)
        return ast.dump(Bare().visit(bare))

    def hunk(self, mine: list[ast.stmt], theirs: list[ast.stmt], before: int, siblings: list[ast.stmt]) -> Hunk:
        """Return the hunk of some statements; where mine are none, it stands after the line `before`."""
        named = next((node.name for node in (*theirs, *mine) if isinstance(node, Function)), "")
        return Hunk(
            file="",
            mine=lines_of(mine) if mine else (before, before),
            theirs=lines_of(theirs) if theirs else (0, 0),
            mine_nodes=mine,
            their_nodes=theirs,
            function=self.function or named,
            indent=siblings[0].col_offset if siblings else 4,
            names=self.names,
        )


def empty_functions(path: Path) -> set[str]:
    """Return the names of the functions of a file that are not written yet: their body is `...`."""
    try:
        tree = ast.parse(read(path))
    except SyntaxError:
        return set()
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    return {node.name for node in functions if [ast.unparse(one) for one in without_docstring(node.body)] == ["..."]}


class Bare(ast.NodeTransformer):
    """Removes what is no difference: annotations, docstrings and type comments."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:  # noqa: N802
        """Remove the annotations and the docstring of a function."""
        self.generic_visit(node)
        node.returns = None
        for argument in (*node.args.args, *node.args.kwonlyargs):
            argument.annotation = None
        node.body = without_docstring(node.body)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:  # noqa: N802
        """Turn an annotated assignment into a plain one."""
        return ast.Assign([node.target], node.value, lineno=node.lineno) if node.value else node


class Renamer(ast.NodeTransformer):
    """Renames local names."""

    def __init__(self, names: dict[str, str]) -> None:
        """Store the new names by the old ones."""
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:  # noqa: N802
        """Rename a variable."""
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Rename a parameter."""
        node.arg = self.names.get(node.arg, node.arg)
        return node


def local_names(mine: Function, theirs: Function) -> dict[str, str]:
    """Pair the local names that only one version has, in the order of their first assignment."""
    left, right = assigned(mine), assigned(theirs)
    if used(mine) & (set(right) - set(left)):
        return {}  # a name of the reference is used and never assigned: that is a mistake, no renaming
    return dict(zip((one for one in left if one not in right), (one for one in right if one not in left), strict=False))


def assigned(function: Function) -> list[str]:
    """Return the local variables of a function, in order; parameters are none, because rules name them."""
    names = [node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return list(dict.fromkeys(names))


def used(function: Function) -> set[str]:
    """Return the names that a function reads."""
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def best_partner(node: ast.stmt, others: list[ast.stmt]) -> ast.stmt | None:
    """Return the statement that a statement most probably stands for, or None."""
    if isinstance(node, Function | ast.ClassDef):
        return next((one for one in others if isinstance(one, type(node)) and one.name == node.name), None)
    text = ast.unparse(node)
    scored = [(likeness(text, node, one), -place) for place, one in enumerate(others)]
    best = max(scored, default=(0.0, 0))
    return others[-best[1]] if best[0] > 0.5 else None


def likeness(text: str, node: ast.stmt, other: ast.stmt) -> float:
    """Return how alike two statements are, from 0 to 1."""
    if isinstance(other, Function | ast.ClassDef):
        return 0.0
    ratio = SequenceMatcher(None, text, ast.unparse(other), autojunk=False).ratio()
    return ratio + 0.15 if type(node) is type(other) else ratio


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return a body without its docstring."""
    first = body[0] if body else None
    is_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_docstring else body


def one_line(node: ast.stmt) -> bool:
    """Tell whether a statement is simple, or stands on one line with its body."""
    body: list[ast.stmt] = getattr(node, "body", [])
    return not body or body[0].lineno == node.lineno


def parts_of(node: ast.stmt) -> list[str]:
    """Return the parts of a compound statement that are not empty, such as its else."""
    return [part for part in ("body", "orelse", "finalbody", "handlers") if getattr(node, part, [])]


def start_of(node: ast.stmt, part: str) -> int:
    """Return the line after which a part of a compound statement begins, below a docstring."""
    statements: list[ast.stmt] = getattr(node, part)
    rest = without_docstring(statements)
    if len(rest) < len(statements):
        return statements[0].end_lineno or 0
    return first_line(statements[0]) if statements else node.end_lineno or 0


def lines_of(nodes: list[ast.stmt]) -> Lines:
    """Return the lines of some statements, with their decorators."""
    return first_line(nodes[0]), nodes[-1].end_lineno or nodes[-1].lineno


def header_lines(node: ast.stmt) -> Lines:
    """Return the lines of a header: from the first decorator to the colon."""
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    return first_line(node), first_line(body[0])


def first_line(node: ast.stmt) -> int:
    """Return the first line of a statement or of its first decorator, counted from 0."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)]) - 1


def undo(source: str, reference: str, hunks: Iterable[Hunk]) -> str:
    """Return a source with some differences replaced by what the reference has there."""
    lines, theirs = source.splitlines(), reference.splitlines()
    for hunk in sorted(hunks, key=lambda one: (one.mine, one.theirs), reverse=True):
        back = {other: name for name, other in hunk.names.items()}
        taken = [rename(line, back) for line in theirs[slice(*hunk.theirs)]]
        if hunk.their_nodes:
            width = len(taken[0]) - len(taken[0].lstrip()) if taken else 0
            taken = [" " * hunk.indent + line[width:] if line.strip() else line for line in taken]
        lines[slice(*hunk.mine)] = taken
    return "\n".join(lines) + "\n"


def rename(line: str, names: dict[str, str]) -> str:
    """Rename variables in a line."""
    for name, other in names.items():
        line = re.sub(rf"(?<![\w.\"']){name}\b(?![\"'=])", other, line)
    return line
