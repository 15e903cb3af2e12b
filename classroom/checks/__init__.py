"""The checks of each stage: a package of modules, one for each exercise."""

import importlib
from functools import cache

from classroom.checks.kit import Check
from classroom.lessons import Lesson


@cache
def checks_of(lesson: Lesson) -> list[Check]:
    """Return the checks of a lesson, in the order of its exercises; those of the whole stage come last."""
    found: list[Check] = importlib.import_module(f"classroom.checks.{lesson.checks}").CHECKS
    order = {exercise.name: place for place, exercise in enumerate(lesson.exercises)}
    return sorted(found, key=lambda check: order.get(check.exercise or "", len(order)))
