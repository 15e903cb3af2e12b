"""Write the results of the checks as JSON in the format of check50."""

import json
from typing import Any

from classroom.lessons import Lesson
from classroom.report import format_value
from classroom.report import hinted
from classroom.results import Result
from classroom.results import State


def as_json(lesson: Lesson, results: list[Result]) -> str:
    """Return the results as JSON in the format of check50; passed is null for pending checks."""
    return json.dumps(
        {
            "slug": lesson.stage.folder,
            "version": "1",
            "results": [as_check50(lesson, result) for result in results],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_check50(lesson: Lesson, result: Result) -> dict[str, Any]:
    """Return one result in the format of check50."""
    passed = {State.PASSED: True, State.PENDING: None}.get(result.state, False)
    exercise = hinted(lesson, result)
    cause = {"rationale": str(result.message), "help": str(exercise.hints[0]) if exercise else None}
    if result.expected is not None:
        cause |= {"expected": format_value(result.expected), "actual": format_value(result.actual)}
    log = [result.exchange[name] for name in ("request", "response") if result.exchange.get(name)]
    return {
        "name": result.check.name,
        "description": str(result.check.description),
        "passed": passed,
        "log": log,
        "cause": None if passed else cause if passed is False else {"rationale": result.dependency, "help": None},
        "data": {
            "exercise": result.check.exercise,
            "where": result.where,
            "received": result.received,
            "printed": result.printed,
        },
        "dependency": result.dependency or None,
    }
