"""Find one cause for a check that fails, and the learner's line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.diagnosis.blame import culprits
from classroom.diagnosis.blame import split_hunks
from classroom.diagnosis.describe import describe
from classroom.diagnosis.describe import moved
from classroom.diagnosis.describe import slip_of
from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.hunks import Hunk
from classroom.diagnosis.hunks import empty_functions
from classroom.diagnosis.hunks import squeeze
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.diagnosis.places import places_in
from classroom.diagnosis.places import raised_by_library
from classroom.diagnosis.symptoms import find_symptom
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import Check
    from classroom.checks.kit import Outcome
    from classroom.lessons import Exercise
    from classroom.lessons import Lesson
    from classroom.lessons import Patch


@dataclass
class Diagnosis:
    """The cause of a failure, and where it is; either may be unknown."""

    cause: Text | None = None
    place: Place | None = None
    owner: str | None = None  # the exercise that the line belongs to
    given: bool = False  # whether the line was given, and is part of no exercise


def diagnose(check: Check, folder: Path, lesson: Lesson, outcome: Outcome) -> Diagnosis:
    """Return the cause of the failure of a check on a learner's folder."""
    error = error_of(outcome)
    if not outcome.loaded:
        return loading_diagnosis(outcome, folder)
    hunks, given = split_hunks(folder, lesson)
    found = culprits(folder, lesson.stage.path, hunks, lambda copy: runs(check, copy))
    hunk = found[0] if found else None
    diagnosis = explain_running(error, hunk, found, hunks, folder, outcome)
    if hunk is None and diagnosis.cause is None:
        found = culprits(folder, lesson.stage.path, given, lambda copy: runs(check, copy))
        return still_to_fix(found[0], folder, lesson) if found else diagnosis
    if hunk is not None:
        exercise = owner_of(hunk, lesson)
        if exercise and hunk.function in empty_functions(folder / hunk.file):
            diagnosis.cause = still_empty(hunk.function, lesson.exercises.index(exercise) + 1)
        diagnosis.owner = exercise.name if exercise else None
        diagnosis.given = exercise is None
    return diagnosis


def explain_running(
    error: BaseException | None, hunk: Hunk | None, found: list[Hunk], hunks: list[Hunk], folder: Path, outcome: Outcome
) -> Diagnosis:
    """Return the cause of the failure of an app that could be loaded."""
    if error is not None:
        return exception_diagnosis(error, folder, hunk, hunks)
    if hunk is None:
        return Diagnosis(find_symptom(outcome, None, folder))
    symptom = find_symptom(outcome, hunk, folder)
    return Diagnosis(symptom or cause_of(hunk, found, hunks), place_of(hunk, folder))


def owner_of(hunk: Hunk, lesson: Lesson) -> Exercise | None:
    """Return the exercise whose code a hunk changes, or None."""
    for exercise in lesson.exercises:
        if hunk.function and hunk.function in map(bare_name, exercise.blank + exercise.remove):
            return exercise
        if any(patch.file == hunk.file and touches(patch, hunk) for patch in exercise.patches):
            return exercise
    return None


def touches(patch: Patch, hunk: Hunk) -> bool:
    """Tell whether a hunk changes the code that a patch of an exercise leaves out."""
    left, right = squeeze(patch.old), squeeze(hunk.their_text)
    return bool(right) and (right in left or left in right)


def still_to_fix(hunk: Hunk, folder: Path, lesson: Lesson) -> Diagnosis:
    """Say that a given mistake is still there, without giving the solution away."""
    exercise = owner_of(hunk, lesson)
    number = lesson.exercises.index(exercise) + 1 if exercise else 0
    cause = Text(
        f"This line is as the exercise gave it, and it is what exercise {number} asks you to fix.",
        f"연습에서 받은 그대로인 줄이에요. 연습 {number}에서 고칠 줄이 바로 이 줄이에요.",
    )
    return Diagnosis(cause, place_of(hunk, folder), exercise.name if exercise else None)


def still_empty(function: str, number: int) -> Text:
    """Say that the function of an exercise is not written yet."""
    return Text(
        f"{function}() is still empty. Exercise {number}: replace the ... by your code.",
        f"{function}()가 아직 비어 있어요. 연습 {number}: ... 자리에 코드를 쓰세요.",
    )


def bare_name(function: str) -> str:
    """Return the name of a function given as "name" or "events.py:name"."""
    return function.rpartition(":")[2]


def runs(check: Check, folder: Path) -> bool:
    """Tell whether a check passes on a folder."""
    from classroom.checks.kit import run_check  # noqa: PLC0415  # the kit explains rules with this package

    return run_check(check, folder).passed


def error_of(outcome: Outcome) -> BaseException | None:
    """Return the exception behind a failure: of the app, or one that the check met in an odd response."""
    failure = outcome.failure
    if failure is not None:
        return failure.exchange.error if failure.exchange else None
    return outcome.error


def loading_diagnosis(outcome: Outcome, folder: Path) -> Diagnosis:
    """Explain why the app cannot be loaded."""
    if outcome.failure is not None:
        places = places_in(outcome.failure, folder)
        return Diagnosis(outcome.failure.text, places[-1] if places else None)
    assert outcome.error is not None  # noqa: S101
    places = places_in(outcome.error, folder)
    return Diagnosis(explain(outcome.error, bool(places)).text, places[-1] if places else None)


def exception_diagnosis(error: BaseException, folder: Path, hunk: Hunk | None, hunks: list[Hunk]) -> Diagnosis:
    """Explain an exception, or the difference behind it where that says more."""
    places = places_in(error, folder)
    text, specific = explain(error, not raised_by_library(error, folder))
    if hunk is None:
        return Diagnosis(text, places[-1] if places else None)
    if hunk.header and not slip_of(hunk) and "argument" in str(error):
        return Diagnosis(describe(hunk), place_of(hunk, folder))
    at_hunk = [place for place in places if covers(hunk, place)]
    if at_hunk and specific:
        return Diagnosis(text, at_hunk[-1])
    if not places and specific and (hunk.header or not returns_none(error) or hunk.function in str(error)):
        slip = slip_of(hunk)
        return Diagnosis(slip or text, place_of(hunk, folder))
    return Diagnosis(cause_of(hunk, [hunk], hunks), place_of(hunk, folder))


def returns_none(error: BaseException) -> bool:
    """Tell whether an exception complains of a view that returned None."""
    return "did not return a valid response" in str(error) and "None" in str(error)


def covers(hunk: Hunk, place: Place) -> bool:
    """Tell whether a line is in a hunk."""
    return hunk.file == place.file and hunk.mine[0] < place.line <= max(hunk.mine[1], hunk.mine[0] + 1)


def cause_of(hunk: Hunk, found: list[Hunk], hunks: list[Hunk]) -> Text:
    """Describe a difference."""
    return moved(hunk, found) or moved(hunk, hunks) or describe(hunk)


def place_of(hunk: Hunk, folder: Path) -> Place:
    """Return the learner's line of a difference; where a line is missing, the one before it."""
    line = hunk.line if hunk.mine[1] > hunk.mine[0] else max(hunk.mine[0], 1)
    return place_at(folder, hunk.file, line, hunk.function)
