"""Register checks, and run one."""

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from classroom.checks.kit.failure import AppNotLoaded
from classroom.checks.kit.failure import CheckFailed
from classroom.checks.kit.loading import load_app
from classroom.checks.kit.site import AppUnderTest
from classroom.i18n import Text

CheckFunction = Callable[[AppUnderTest], None]


@dataclass(frozen=True)
class Check:
    """One requirement, and the function that checks it."""

    name: str
    exercise: str | None  # None if it belongs to the whole stage
    description: Text
    run: CheckFunction


def check(exercise: str | None, en: str, ko: str) -> Callable[[CheckFunction], CheckFunction]:
    """Register a function as a check of an exercise, or of the whole stage (None), described in one sentence."""

    def register(function: CheckFunction) -> CheckFunction:
        """Attach the check to its function."""
        function.check = Check(function.__name__, exercise, Text(en, ko), function)  # type: ignore[attr-defined]
        return function

    return register


def collect(*modules: ModuleType) -> list[Check]:
    """Return the checks of some modules, in the order in which they are written."""
    functions = [value for module in modules for value in vars(module).values() if inspect.isfunction(value)]
    return [function.check for function in functions if hasattr(function, "check")]


@dataclass
class Outcome:
    """What came of one run of a check."""

    failure: CheckFailed | None = None
    error: BaseException | None = None  # raised while loading the app, or by the check itself
    app: AppUnderTest | None = None

    @property
    def passed(self) -> bool:
        """Whether the check passed."""
        return self.failure is None and self.error is None

    @property
    def loaded(self) -> bool:
        """Whether the app could be loaded."""
        return self.app is not None and not isinstance(self.failure, AppNotLoaded)


def run_check(check: Check, folder: Path, on_loaded: Callable[[], None] = lambda: None) -> Outcome:
    """Load the app of a folder, say that it has loaded, and run one check."""
    outcome = Outcome()
    try:
        outcome.app = load_app(folder)
        on_loaded()
        check.run(outcome.app)
    except CheckFailed as failure:
        outcome.failure = failure
    except BaseException as error:  # the learner's code may raise anything, also SystemExit
        outcome.error = error
    finally:
        sys.path.remove(str(folder))
    return outcome
