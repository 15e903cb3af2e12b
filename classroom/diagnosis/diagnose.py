"""From a check that fails to one cause, the learner's line, and the exercise that it belongs to."""

from __future__ import annotations

from pathlib import Path

from classroom.checks.kit.check import Check
from classroom.checks.kit.check import Outcome
from classroom.diagnosis.blame import culprits
from classroom.diagnosis.blame import split_hunks
from classroom.diagnosis.case import Case
from classroom.diagnosis.case import Diagnosis
from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.explain import explain_difference
from classroom.diagnosis.explain import explain_error
from classroom.diagnosis.given import still_as_given
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import empty_functions
from classroom.diagnosis.owners import owner_of
from classroom.diagnosis.places import caller_of
from classroom.diagnosis.places import places_in
from classroom.diagnosis.project import explain_project
from classroom.diagnosis.wrapped import decorated_too_late
from classroom.i18n import Text
from classroom.lessons import Exercise
from classroom.lessons import Lesson


def diagnose(check: Check, folder: Path, lesson: Lesson, outcome: Outcome) -> Diagnosis:
    """Return the cause of the failure of a check on a learner's folder."""
    case = Case(check, folder, lesson, outcome)
    return explain_running(case) if outcome.loaded else explain_loading(case)


def explain_loading(case: Case) -> Diagnosis:
    """Explain why the app cannot be loaded."""
    failure, error = case.outcome.failure, case.outcome.error
    reason = failure or error
    places = places_in(reason, case.folder) if reason else []
    place = places[-1] if places else None
    if failure is not None:
        return Diagnosis(failure.text, place)
    return Diagnosis(explain(error, caller_of(error, case.folder)).text if error else None, place)


def explain_running(case: Case) -> Diagnosis:
    """Explain why an app that could be loaded fails the check."""
    late = decorated_too_late(case.outcome, case.folder)
    if late:
        return Diagnosis(*late, owner=case.check.exercise)
    if case.lesson.stage.from_empty:
        return explain_error(case) if case.error else explain_project(case)
    case.hunks, given = split_hunks(case.folder, case.lesson)
    case.found = culprits(case.folder, case.lesson.stage.path, case.hunks, case.passes)
    diagnosis = explain_error(case) if case.error else explain_difference(case)
    if case.hunk is not None:
        return with_owner(case, diagnosis, case.hunk)
    if diagnosis.cause is None:
        case.found = culprits(case.folder, case.lesson.stage.path, given, case.passes)
        return still_to_fix(case) if case.found else diagnosis
    return diagnosis


def with_owner(case: Case, diagnosis: Diagnosis, hunk: Hunk) -> Diagnosis:
    """Return a diagnosis with the exercise that the line belongs to; an exercise may still be empty."""
    exercise = owner_of(hunk, case.lesson) or exercise_of_new(hunk, case)
    if exercise and hunk.function in empty_functions(case.folder / hunk.file):
        diagnosis.cause = Text(
            f"{hunk.function}() is still empty. Exercise {number(case, exercise)}: replace the ... by your code.",
            f"{hunk.function}()가 아직 비어 있어요. 연습 {number(case, exercise)}: ... 자리에 코드를 쓰세요.",
        )
    diagnosis.owner = exercise.name if exercise else None
    diagnosis.given = exercise is None
    return diagnosis


def exercise_of_new(hunk: Hunk, case: Case) -> Exercise | None:
    """Return the exercise of the check, for code in a function that only the learner has."""
    new = hunk.function and case.view_of(hunk).theirs is None
    return case.lesson.exercise(case.check.exercise) if new and case.check.exercise else None


def still_to_fix(case: Case) -> Diagnosis:
    """Say that a given mistake is still there, without giving the solution away."""
    hunk = max(case.found, key=lambda one: len(one.mine_text))
    exercise = owner_of(hunk, case.lesson)
    if exercise is None:
        return Diagnosis(case.describe(case.view_of(hunk)), case.place_of(hunk))
    cause = still_as_given(hunk, number(case, exercise), exercise.title)
    return Diagnosis(cause, case.place_of(hunk), exercise.name)


def number(case: Case, exercise: Exercise) -> int:
    """Return the number of an exercise."""
    return case.lesson.exercises.index(exercise) + 1
