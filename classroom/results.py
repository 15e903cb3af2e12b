"""Define the result of a check."""

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import Any

from classroom.i18n import EMPTY
from classroom.i18n import Text
from classroom.lessons import Check


class State(StrEnum):
    """The state of a check; the worker sends its value."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    NOT_LOADED = "not loaded"


@dataclass
class Result:
    """The result of one check."""

    check: Check
    state: State = State.PENDING
    message: Text = EMPTY
    expected: object = None
    actual: object = None
    where: str = ""  # file, line number and source of the learner's line
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    received: dict[str, list[Any]] = field(default_factory=dict)
    printed: str = ""
    dependency: str = ""  # for State.PENDING: the exercise that must pass first
