"""Follow a learner's function line by line while a check runs: which lines ran, and what was compared with what."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from types import CodeType
from types import FrameType
from typing import Any

from werkzeug.local import LocalProxy

from classroom.diagnosis.edits import code
from classroom.diagnosis.stored import stored_lists
from classroom.diagnosis.syntax import Function

CALLABLE = ("str", "int", "len", "list", "set", "get", "values", "keys", "items", "strip", "lower", "upper")
HARMLESS = (
    ast.Attribute,
    ast.Compare,
    ast.Constant,
    ast.FormattedValue,
    ast.JoinedStr,
    ast.ListComp,
    ast.Name,
    ast.Subscript,
    ast.Tuple,
)
Seen = tuple[ast.AST, list[Any]]  # a comparison or a look-up, and the values of its parts


@dataclass
class Run:
    """One call of a function."""

    lines: list[int] = field(default_factory=list)  # that ran, in this order
    seen: list[Seen] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # code that the reference has, too
    returned: object = None
    failed: bool = False
    called: set[str] = field(default_factory=set)  # names of the functions that it called, or that these called
    caller: str = ""  # the learner's function that called it
    before: dict[str, tuple[list[Any], list[Any]]] = field(default_factory=dict)  # stored lists, as they were
    left: dict[str, Any] = field(default_factory=dict)  # the local names at the end
    globals: dict[str, Any] = field(default_factory=dict)

    @property
    def own(self) -> list[Seen]:
        """What was looked at, without what the reference looks at as well."""
        return [(node, values) for node, values in self.seen if code(node) not in self.known]

    def branch(self, node: ast.If) -> bool | None:
        """Tell whether a condition was true the last time it was looked at; None if it never was."""
        places = [place for place, line in enumerate(self.lines) if line == node.test.lineno]
        if not places:
            return None
        after = self.lines[places[-1] + 1 :]
        return bool(after) and within(node.body, after[0])


def within(body: list[ast.stmt], line: int) -> bool:
    """Tell whether a line is in a block."""
    return body[0].lineno <= line <= (body[-1].end_lineno or body[-1].lineno)


@contextmanager
def traced(call: Callable[[FrameType, str, Any], Any]) -> Iterator[None]:
    """Let Python report each call meanwhile, and then what it reported to before."""
    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)


def last_run(path: Path, function: Function, theirs: Function | None, run_it: Callable[[], object]) -> Run | None:
    """Do something, and return the last call of a learner's function in it, or None."""
    follower = Follower(str(path), function)
    with traced(follower.call):
        run_it()
    if not follower.runs:
        return None
    parts = ast.walk(theirs) if theirs else ()
    looked_at = (ast.Compare, ast.Subscript, ast.Call, ast.Constant)
    follower.runs[-1].known = {code(node) for node in parts if isinstance(node, looked_at)}
    return follower.runs[-1]


class Follower:
    """What sys.settrace calls."""

    def __init__(self, file: str, function: Function) -> None:
        """Store which function to follow, and what to look at on each of its lines."""
        self.file, self.name = file, function.name
        self.first, self.last = function.body[0].lineno, function.end_lineno or function.lineno
        self.start = min([function.lineno, *(one.lineno for one in function.decorator_list)])
        self.runs: list[Run] = []
        self.looked_at: dict[int, list[tuple[ast.AST, list[CodeType]]]] = {}
        for node, parts in operations(function):
            compiled = [compile(ast.Expression(part), "", "eval") for part in parts]
            self.looked_at.setdefault(getattr(node, "lineno", 0), []).append((node, compiled))

    def call(self, frame: FrameType, event: str, _argument: object) -> Any:
        """Follow the calls of the function, and of the comprehensions in it."""
        called = frame.f_code
        if self.runs and not self.runs[-1].globals:  # it has not ended
            self.runs[-1].called.add(called.co_name)
        if called.co_filename != self.file or not self.start <= called.co_firstlineno <= self.last:
            return None
        if called.co_name == self.name:
            outer = frame.f_back.f_code if frame.f_back else called
            caller = outer.co_name if outer.co_filename == self.file else ""
            self.runs.append(Run(caller=caller, before=stored_lists(frame.f_globals)))
        return self.step if self.runs else None

    def step(self, frame: FrameType, event: str, argument: object) -> Any:
        """Note a line with its values, and how the function ended."""
        run = self.runs[-1]
        if event == "line":
            run.lines.append(frame.f_lineno)
            for node, parts in self.looked_at.get(frame.f_lineno, []):
                values = list(evaluated(parts, frame))
                if len(values) == len(parts):
                    run.seen.append((node, values))
        elif frame.f_code.co_name == self.name:
            run.failed = event == "exception" or (run.failed and argument is None)
            run.returned = argument if event == "return" else None
            run.left, run.globals = dict(frame.f_locals), frame.f_globals
        return self.step


def evaluated(parts: list[CodeType], frame: FrameType) -> Iterator[Any]:
    """Yield the values that some expressions have in a frame."""
    for part in parts:
        try:
            yield kept(eval(part, {**frame.f_globals, **frame.f_locals}))  # noqa: S307  # the learner's own code, which runs anyway
        except Exception:
            return


def kept(value: Any) -> Any:
    """Return a value as it is now: what a proxy such as session stands for, and a copy of what may still change."""
    if isinstance(value, LocalProxy):
        value = value._get_current_object()
    return type(value)(value) if type(value) in (dict, list, set) else dict(value) if isinstance(value, dict) else value


def operations(function: Function) -> Iterator[tuple[ast.AST, list[ast.expr]]]:
    """Yield comparisons and look-ups of a key, with their parts, where these can be evaluated without harm."""
    for node in ast.walk(function):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            parts = [node.left, node.comparators[0]]
        elif isinstance(node, ast.Subscript):
            parts = [node.value, node.slice]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop"):
            parts = [node.func.value, *node.args[:1]]
        elif isinstance(node, ast.Match):
            parts = [node.subject, ast.Constant(None, lineno=1, col_offset=0)]
        elif isinstance(node, ast.DictComp):
            parts = [keys_of(node), ast.Constant(None, lineno=1, col_offset=0)]
        if len(parts) == 2 and all(map(is_harmless, parts)):
            yield node, parts


def keys_of(node: ast.DictComp) -> ast.expr:
    """Return a list of the keys that a comprehension makes, each as often as it makes it."""
    return ast.copy_location(ast.ListComp(node.key, node.generators), node)


def is_harmless(node: ast.expr) -> bool:
    """Tell whether an expression can be evaluated once more without changing anything."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in CALLABLE and not node.keywords and all(map(is_harmless, parts_of(node)))
    return isinstance(node, HARMLESS) and all(map(is_harmless, parts_of(node)))


def parts_of(node: ast.expr) -> list[ast.expr]:
    """Return the expressions in an expression; of what a call calls, only the object."""
    called = node.func if isinstance(node, ast.Call) else None
    nodes = [one for one in ast.iter_child_nodes(node) if one is not called]
    nodes += [one for outer in nodes if isinstance(outer, ast.comprehension) for one in ast.iter_child_nodes(outer)]
    inside = [called.value] if isinstance(called, ast.Attribute) else []
    return [one for one in nodes if isinstance(one, ast.expr)] + inside
