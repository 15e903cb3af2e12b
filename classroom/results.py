"""What came of a check."""

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import Any

from classroom.i18n import EMPTY
from classroom.i18n import Text
from classroom.lessons import Check


class State(StrEnum):
    """How far a check got; the worker sends it by its value."""

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    NOT_LOADED = "not loaded"


@dataclass
class Result:
    """What came of one check."""

    check: Check
    state: State = State.PENDING
    message: Text = EMPTY
    expected: object = None
    actual: object = None
    where: str = ""  # the learner's file:line, and what stands there
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    received: dict[str, list[Any]] = field(default_factory=dict)
    printed: str = ""
    dependency: str = ""  # for State.PENDING: the exercise that comes first
