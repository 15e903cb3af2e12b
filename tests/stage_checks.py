"""Run the checks of a stage on the stage itself: what a check says about a stage, no test says again."""

import pytest

from classroom.checks import checks_of
from classroom.checks.kit import run_check
from classroom.lessons import lessons

LESSONS = {lesson.number: lesson for lesson in lessons()}


def each_check(number):
    """Return the checks of a stage as parameters of a test."""
    return [pytest.param(check, id=check.name) for check in checks_of(LESSONS[number])]


def failure_of(check, number):
    """Return what a check finds wrong with its stage, or None."""
    outcome = run_check(check, LESSONS[number].stage.path)
    return outcome.error or (outcome.failure and outcome.failure.text.en)
