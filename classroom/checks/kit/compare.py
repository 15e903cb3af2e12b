"""Find the first difference between an expected value and an actual one."""

from collections.abc import Callable
from typing import Any
from typing import NamedTuple

from classroom.i18n import Text


class Difference(NamedTuple):
    """One value that is not as expected, and where it stands, such as post.id."""

    path: str
    expected: object
    actual: object

    @property
    def text(self) -> Text:
        """The difference in words."""
        name = self.path or "JSON"
        if self.actual is MISSING:
            return Text(f"{name} is missing.", f"빠진 값: {name}")
        return Text(f"{name} is not as expected.", f"기대와 다른 값: {name}")


class Missing:
    """A value that is not there."""

    def __repr__(self) -> str:
        """Return what a reader sees in its place."""
        return "-"


MISSING: Any = Missing()


def is_text(value: object) -> bool:
    """Tell whether a value is a string with something in it; stands for any such text in an expected value."""
    return isinstance(value, str) and bool(value.strip())


def difference(expected: object, actual: object, path: str = "") -> Difference | None:
    """Return the first difference, or None.

    A dict may hold more keys than expected. A function in the place of an expected value decides by itself.
    """
    if isinstance(expected, dict) and isinstance(actual, dict):
        return dict_difference(expected, actual, path)
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return first(difference(one, other, f"{path}[{place}]") for place, (one, other) in pairs)
    return None if equal(expected, actual) else Difference(path, expected, actual)


def dict_difference(expected: dict[Any, Any], actual: dict[Any, Any], path: str) -> Difference | None:
    """Return the first difference between two dicts."""
    prefix = f"{path}." if path else ""
    return first(difference(value, actual.get(key, MISSING), f"{prefix}{key}") for key, value in expected.items())


def equal(expected: object, actual: object) -> bool:
    """Tell whether two values are the same, of the same type."""
    if isinstance(expected, Callable):  # type: ignore[arg-type]
        return actual is not MISSING and bool(expected(actual))  # type: ignore[operator]
    return type(expected) is type(actual) and expected == actual


def first(differences: Any) -> Difference | None:
    """Return the first difference that is one."""
    return next((one for one in differences if one), None)
