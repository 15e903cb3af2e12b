"""Define the result of a check."""

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import Any

from classroom.checks.kit import Check
from classroom.i18n import EMPTY
from classroom.i18n import Text


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
    difference: Text = EMPTY  # what is not as expected
    cause: Text = EMPTY  # why, as far as it is known
    where: str = ""  # path, line number and source of the learner's line
    owner: str | None = None  # the exercise that the line belongs to
    given: bool = False  # whether the line was given, and is part of no exercise
    expected: object = None
    actual: object = None
    exchange: dict[str, Any] = field(default_factory=dict)
    received: dict[str, list[Any]] = field(default_factory=dict)
    remarks: list[Text] = field(default_factory=list)  # what is worth saying though the check passes
    printed: str = ""
    dependency: str = ""  # for State.PENDING: the exercise that must pass first

    @property
    def message(self) -> Text:
        """The cause, or else the difference."""
        return self.cause if self.cause.en else self.difference
