"""Notice whether an app changes the checks in memory, and undo it."""

import builtins
import sys
from types import FunctionType
from types import ModuleType
from typing import Any

OURS = ("classroom", "__main__")
LIBRARIES = ("flask", "werkzeug", "bs4", "json")  # what the checks ask; an app has no reason to change them

PARTS = ("__code__", "__defaults__", "__kwdefaults__")

Names = dict[str, Any]


class Seal:
    """The functions and classes that decide about points, as they were before an app was loaded."""

    def __init__(self) -> None:
        """Remember what the loaded modules define."""
        self.names: list[tuple[str, Any, Names, bool]] = []
        self.code: list[tuple[str, FunctionType, tuple[Any, ...]]] = []
        self.remember("builtins", builtins, ours=False)
        for name, module in list(sys.modules.items()):
            top = name.partition(".")[0]
            if top in OURS + LIBRARIES and isinstance(module, ModuleType):
                self.remember(name, module, top in OURS)

    def remember(self, path: str, owner: Any, ours: bool) -> None:
        """Remember the names of a module or a class, and the code of its functions."""
        names = {name: value for name, value in vars(owner).items() if ours or is_code(value)}
        self.names.append((path, owner, names, ours))
        for name, value in names.items():
            function = function_of(value)
            if function is not None:
                self.code.append((f"{path}.{name}", function, parts_of(function)))
            elif issubclass(type(value), type) and isinstance(owner, ModuleType) and value.__module__ == owner.__name__:
                self.remember(f"{path}.{name}", value, ours)

    def restore(self) -> list[str]:
        """Put everything back, and return what was changed."""
        changed = []
        for path, function, parts in self.code:
            if any(new is not old for new, old in zip(parts_of(function), parts, strict=False)):
                for name, part in zip(PARTS, parts, strict=False):
                    setattr(function, name, part)
                changed.append(path)
        for path, owner, names, ours in self.names:
            for name, value in list(vars(owner).items()):
                hides = isinstance(owner, type) or (ours and hasattr(builtins, name))  # what is inherited, or built in
                if name not in names and not name.startswith("__") and hides and is_code(value):
                    delattr(owner, name)
                    changed.append(f"{path}.{name}")
            for name, value in names.items():
                if vars(owner).get(name) is not value and not name.startswith("__"):
                    setattr(owner, name, value)
                    changed.append(f"{path}.{name}")
        return changed


def is_code(value: object) -> bool:
    """Return whether a value decides what happens; a proxy of Flask may only be asked for its type."""
    called = any("__call__" in vars(one) for one in type(value).__mro__)
    return called or issubclass(type(value), property | classmethod | staticmethod)


def function_of(value: object) -> FunctionType | None:
    """Return the function of a function, method or property."""
    if issubclass(type(value), classmethod | staticmethod):
        value = value.__func__  # type: ignore[attr-defined]
    elif issubclass(type(value), property):
        value = value.fget  # type: ignore[attr-defined]
    return value if type(value) is FunctionType else None


def parts_of(function: FunctionType) -> tuple[Any, ...]:
    """Return what a function does; of a library the code alone, because load_app makes hashing fast."""
    ours = function.__module__.partition(".")[0] in OURS
    return tuple(getattr(function, name) for name in PARTS[: None if ours else 1])
