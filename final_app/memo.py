"""Remember what was read from the database until the end of a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from typing import Generic
from typing import ParamSpec
from typing import TypeVar

from flask import g

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class OnceARequest(Generic[Arguments, Result]):
    """A function that is called once for the same arguments in a request, socket event or background task."""

    def __init__(self, function: Callable[Arguments, Result]) -> None:
        wraps(function)(self)
        self.function = function

    def __call__(self, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        """Return the result, remembered if there is one."""
        known = self.known()
        if arguments not in known:
            known[arguments] = self.function(*arguments, **named)
        result: Result = known[arguments]
        return result

    def remember(self, result: Result, *arguments: Arguments.args, **_named: Arguments.kwargs) -> None:
        """Note the result for these arguments, as it was read with something else."""
        self.known()[arguments] = result

    def forget(self) -> None:
        """Call the function again next time, as what it reads has changed."""
        self.known().clear()

    def known(self) -> dict[Any, Any]:
        """Return the results by their arguments."""
        remembered: dict[Any, Any] = g.setdefault("once_a_request", {})
        results: dict[Any, Any] = remembered.setdefault(self, {})
        return results
