"""Read the lessons: the exercises in lesson.toml, and their checks."""

import tomllib
from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from classroom.i18n import Text
from classroom.stages import ROOT
from classroom.stages import STAGES
from classroom.stages import Stage

NOTES = ROOT / "notes"


@dataclass(frozen=True)
class Patch:
    """A text of the reference, and its replacement in the starter."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Exercise:
    """One small task; its solution is the code of the reference stage."""

    name: str
    kind: str  # complete a function, fix a mistake, or write a whole function
    points: int
    needs: tuple[str, ...]
    title: Text
    task: Text
    hints: tuple[Text, ...]  # where to look, then the idea, then the code
    blank: tuple[str, ...]  # functions whose bodies are removed, as "name" or "events.py:name"
    remove: tuple[str, ...]  # functions that are removed entirely
    solution: tuple[str, ...]  # functions of a solution to show, where there is no starter
    patches: tuple[Patch, ...]


@dataclass(frozen=True)
class Change:
    """A function that differs from the previous stage, and why."""

    function: str
    why: Text


@dataclass(frozen=True)
class Lesson:
    """The lesson of a stage."""

    stage: Stage
    title: Text
    exercises: tuple[Exercise, ...]
    changes: tuple[Change, ...]

    @property
    def number(self) -> str:
        """The number of the stage."""
        return self.stage.number

    @property
    def folder(self) -> str:
        """The name of the folder of the stage."""
        return self.stage.folder

    @property
    def path(self) -> Path:
        """The folder of the lesson."""
        return NOTES / self.stage.folder

    @property
    def checks(self) -> str:
        """The name of the package of its checks in classroom.checks."""
        return f"stage{self.stage.number}"

    def points_of(self, names: Collection[str]) -> int:
        """Return the total points of the exercises with these names."""
        return sum(exercise.points for exercise in self.exercises if exercise.name in names)

    @property
    def points(self) -> int:
        """The total points of all exercises."""
        return sum(exercise.points for exercise in self.exercises)

    def exercise(self, name: str) -> Exercise | None:
        """Return the exercise with this name or number, or None."""
        numbered = {str(number): exercise for number, exercise in enumerate(self.exercises, 1)}
        return numbered.get(name) or next((exercise for exercise in self.exercises if exercise.name == name), None)


def lessons() -> Iterator[Lesson]:
    """Yield the lesson of each stage that has exercises, in order."""
    for stage in STAGES:
        if (NOTES / stage.folder / "lesson.toml").exists():
            yield read_lesson(stage)


@cache
def read_lesson(stage: Stage) -> Lesson:
    """Read the lesson of a stage from its lesson.toml."""
    data = tomllib.loads((NOTES / stage.folder / "lesson.toml").read_text(encoding="utf-8"))
    return Lesson(
        stage=stage,
        title=Text(**data["title"]),
        exercises=tuple(map(read_exercise, data["exercise"])),
        changes=tuple(read_change(change) for change in data.get("change", [])),
    )


def read_change(data: dict[str, str]) -> Change:
    """Build a change from its TOML table."""
    return Change(data["function"], Text(data["en"], data["ko"]))


def read_patch(data: dict[str, str]) -> Patch:
    """Build a patch from its TOML table; its file is app.py by default."""
    return Patch(data.get("file", "app.py"), data["old"], data["new"])


def read_exercise(data: dict[str, Any]) -> Exercise:
    """Build an exercise from its TOML table."""
    return Exercise(
        name=data["name"],
        kind=data["kind"],
        points=data["points"],
        needs=tuple(data.get("needs", [])),
        title=Text(**data["title"]),
        task=Text(**data["task"]),
        hints=tuple(Text(**hint) for hint in data["hints"]),
        blank=tuple(data.get("blank", [])),
        remove=tuple(data.get("remove", [])),
        solution=tuple(data.get("solution", [])),
        patches=tuple(map(read_patch, data.get("patch", []))),
    )
