"""Run a check on the reference, too, and compare what a function does there: whom it calls, and what it leaves."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from types import FrameType
from types import ModuleType
from typing import Any

from classroom.diagnosis.paths import Fact
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import traced
from classroom.i18n import Text

RANDOM = re.compile(r"[\w-]{18,}")  # the id of a connection, or a key


@dataclass
class Call:
    """A function that another one called."""

    name: str
    line: int
    given: dict[str, str]


@dataclass
class Seen:
    """One run of a function."""

    calls: list[Call] = field(default_factory=list)
    state: dict[str, str] = field(default_factory=dict)  # what the modules hold afterwards


class Watcher:
    """What sys.settrace calls."""

    def __init__(self, folder: Path, function: str) -> None:
        """Store which function of a folder to watch."""
        self.folder, self.function = str(folder), function
        self.runs: list[Seen] = []
        self.current: FrameType | None = None

    def call(self, frame: FrameType, event: str, _argument: object) -> Any:
        """Note the calls that come from the folder while the function runs."""
        caller = frame.f_back
        if frame.f_code.co_name == self.function and frame.f_code.co_filename.startswith(self.folder):
            self.runs.append(Seen())
            self.current = frame
            return self.step
        if self.current and caller and caller.f_code.co_filename.startswith(self.folder):
            given = {name: shown(value) for name, value in frame.f_locals.items() if is_plain(value)}
            self.runs[-1].calls.append(Call(frame.f_code.co_name, caller.f_lineno, given))
        return None

    def step(self, frame: FrameType, event: str, _argument: object) -> Any:
        """Note at the end what the modules hold."""
        if event == "return" and frame is self.current:
            self.runs[-1].state = dict(state_of(frame.f_globals, self.folder))
            self.current = None
        return self.step


def is_plain(value: object) -> bool:
    """Tell whether a value can be shown and compared."""
    return isinstance(value, str | int | None) or (isinstance(value, dict) and all(map(is_plain, value.values())))


def shown(value: object) -> str:
    """Return a value as it is compared: random texts are all equal."""
    return RANDOM.sub("...", repr(value))


def state_of(names: dict[str, Any], folder: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield each entry that dicts and lists of the folder's modules hold, by the code that reads it."""
    for name, value in list(names.items()):
        if isinstance(value, ModuleType) and not prefix and (getattr(value, "__file__", None) or "").startswith(folder):
            yield from state_of(vars(value), folder, f"{name}.")
        elif isinstance(value, dict) and not name.startswith("__"):
            yield f"len({prefix}{name})", str(len(value))
            yield from ((f"{prefix}{name}[{shown(key)}]", shown(one)) for key, one in list(value.items()))


def watch(folder: Path, function: str, run_it: Callable[[Path], object]) -> list[Seen]:
    """Return all runs of a function while something is done with a folder."""
    watcher = Watcher(folder, function)
    with traced(watcher.call):
        run_it(folder)
    return watcher.runs


def find_other_effect(mine: Path, theirs: Path, function: Function, run_it: Callable[[Path], object]) -> Fact | None:
    """Return the first thing that the last run of a learner's function does otherwise than the reference."""
    seen = watch(mine, function.name, run_it)
    reference = watch(theirs, function.name, run_it)
    for one, other in zip(seen, reference, strict=False):
        if found := other_call(one, other) or other_state(function, one, other) or no_call(function, one, other):
            text, line = found
            nodes = (node for node in ast.walk(function) if isinstance(node, ast.stmt) and node.lineno == line)
            return text, next(nodes, function)
    return None


def other_call(mine: Seen, theirs: Seen) -> tuple[Text, int] | None:
    """Name a function that gets another value than in the reference."""
    for call in theirs.calls:
        same = [one for one in mine.calls if one.name == call.name]
        if not same or call.given in [one.given for one in same]:
            continue
        for name, value in call.given.items():
            got = same[0].given.get(name)
            if got is not None and got != value:
                return Text(
                    f"{call.name}() is given {name}={got} here, but {name}={value} is right with what came in.",
                    f"여기에서 {call.name}()에 {name}={got} 값을 넘겨요. 여기에 온 것에 맞는 값: {name}={value}.",
                ), same[0].line
    return None


def other_state(function: Function, mine: Seen, theirs: Seen) -> tuple[Text, int] | None:
    """Name what is stored otherwise afterwards."""
    for where, value in theirs.state.items():
        got = mine.state.get(where)
        if got is not None and got != value:
            return Text(
                f"After {function.name}(), `{where}` is {got} here, but it should be {value}.",
                f"{function.name}()가 끝난 뒤 `{where}` 값: {got}. 기대한 값: {value}.",
            ), function.lineno
    return None


def no_call(function: Function, mine: Seen, theirs: Seen) -> tuple[Text, int] | None:
    """Name a function that is not called."""
    called = {call.name for call in mine.calls}
    for call in theirs.calls:
        if call.name not in called and not call.name.startswith(("_", "<")):
            given = ", ".join(f"{name}={value}" for name, value in call.given.items())
            return Text(
                f"{function.name}() does not call {call.name}({given}) here, or anything that does the same.",
                f"{function.name}()가 여기에서 {call.name}({given}) 호출이나 그와 같은 일을 하지 않아요.",
            ), function.lineno
    return None
