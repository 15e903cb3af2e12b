"""One check that fails on one copy: from what happened to its cause."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from classroom.checks.kit.check import Check
from classroom.checks.kit.check import Outcome
from classroom.checks.kit.check import run_check
from classroom.diagnosis.around import decorated_other
from classroom.diagnosis.around import shared_state
from classroom.diagnosis.blame import culprits
from classroom.diagnosis.blame import split_hunks
from classroom.diagnosis.describe import describe
from classroom.diagnosis.describe import moved
from classroom.diagnosis.describe import slip_of
from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.hunks import empty_functions
from classroom.diagnosis.owners import owner_of
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import caller_of
from classroom.diagnosis.places import place_at
from classroom.diagnosis.places import places_in
from classroom.diagnosis.rewritten import Rewritten
from classroom.diagnosis.symptoms import find_abort
from classroom.diagnosis.symptoms import find_symptom
from classroom.i18n import Text
from classroom.lessons import Exercise
from classroom.lessons import Lesson


@dataclass
class Diagnosis:
    """The cause of a failure, and where it is; either may be unknown."""

    cause: Text | None = None
    place: Place | None = None
    owner: str | None = None  # the exercise that the line belongs to
    given: bool = False  # whether the line was given, and is part of no exercise


def diagnose(check: Check, folder: Path, lesson: Lesson, outcome: Outcome) -> Diagnosis:
    """Return the cause of the failure of a check on a learner's folder."""
    case = Case(check, folder, lesson, outcome)
    return case.explain_running() if outcome.loaded else case.explain_loading()


@dataclass
class Case:
    """A check that fails on a folder."""

    check: Check
    folder: Path
    lesson: Lesson
    outcome: Outcome
    hunks: list[Hunk] = field(default_factory=list)  # what the learner changed
    found: list[Hunk] = field(default_factory=list)  # those of them that make the check fail

    @property
    def hunk(self) -> Hunk | None:
        """The first difference that makes the check fail."""
        return self.found[0] if self.found else None

    @property
    def error(self) -> BaseException | None:
        """The exception behind the failure: of the app, or one that the check met in an odd response."""
        failure = self.outcome.failure
        if failure is None:
            return self.outcome.error
        return failure.exchange.error if failure.exchange else None

    def explain_loading(self) -> Diagnosis:
        """Explain why the app cannot be loaded."""
        failure, error = self.outcome.failure, self.outcome.error
        reason = failure or error
        places = places_in(reason, self.folder) if reason else []
        place = places[-1] if places else None
        if failure is not None:
            return Diagnosis(failure.text, place)
        return Diagnosis(explain(error, "learner" if places else "library").text if error else None, place)

    def explain_running(self) -> Diagnosis:
        """Explain why an app that could be loaded fails the check."""
        if self.lesson.stage.from_empty:
            return self.explain_error() if self.error else Diagnosis(find_symptom(self.outcome, None, self.folder))
        self.hunks, given = split_hunks(self.folder, self.lesson)
        self.found = culprits(self.folder, self.lesson.stage.path, self.hunks, self.passes)
        diagnosis = self.explain_error() if self.error else self.explain_difference()
        if self.hunk is not None:
            return self.with_owner(diagnosis, self.hunk)
        if diagnosis.cause is None:
            self.found = culprits(self.folder, self.lesson.stage.path, given, self.passes)
            return self.still_to_fix() if self.found else diagnosis
        return diagnosis

    def passes(self, copy: Path) -> bool:
        """Tell whether the check passes on a copy."""
        return run_check(self.check, copy).passed

    def explain_difference(self) -> Diagnosis:
        """Explain a response that is not as expected."""
        symptom = find_symptom(self.outcome, self.hunk, self.folder)
        if symptom is not None or self.hunk is None:
            return Diagnosis(symptom, self.place_of(self.hunk) if self.hunk else None)
        view = self.view_of(self.hunk)
        if view.is_other_code:
            return Diagnosis(view.slip or find_abort(self.outcome, self.folder) or view.words, view.place)
        return Diagnosis(self.describe(view), self.place_of(self.hunk))

    def explain_error(self) -> Diagnosis:  # noqa: PLR0911  # one case after the other
        """Explain an exception, or the difference behind it where that says more."""
        error, hunk = self.error, self.hunk
        if error is None:
            return Diagnosis()
        places = places_in(error, self.folder)
        text, specific = explain(error, caller_of(error, self.folder))
        if hunk is None or isinstance(error, NameError):
            return Diagnosis(text, places[-1] if places else None)
        at_hunk = [place for place in places if any(covers(one, place) for one in self.hunks)]
        view = self.view_of(hunk)
        elsewhere = decorated_other(self.hunks, self.lesson.stage.path)
        if elsewhere:
            return Diagnosis(elsewhere, self.place_of(hunk))
        if hunk.header and not slip_of(hunk) and "argument" in str(error):
            return Diagnosis(describe(hunk), self.place_of(hunk))
        if returns_none(error) and (view.nested_return or view.slip):
            return Diagnosis(view.nested_return or view.slip, view.place)
        if (specific or view.is_other_code) and (at_hunk or (view.is_other_code and places)):
            return Diagnosis(text, (at_hunk or places)[-1])
        if not places and specific and (hunk.header or not returns_none(error) or hunk.function in str(error)):
            return Diagnosis(slip_of(hunk) or text, self.place_of(hunk))
        return Diagnosis(self.describe(view), self.place_of(hunk))

    def view_of(self, hunk: Hunk) -> Rewritten:
        """Return the function of a difference beside that of the reference."""
        return Rewritten(hunk, self.hunks, self.folder, self.lesson.stage.path)

    def describe(self, view: Rewritten) -> Text:
        """Put a difference into words."""
        return (
            decorated_other(self.hunks, self.lesson.stage.path)
            or moved(view.hunk, self.found)
            or moved(view.hunk, self.hunks)
            or shared_state(view.mine, self.hunks)
            or view.words
        )

    def place_of(self, hunk: Hunk) -> Place:
        """Return the learner's line of a difference; where a line is missing, the one before it."""
        line = hunk.line if hunk.mine[1] > hunk.mine[0] else max(hunk.mine[0], 1)
        return place_at(self.folder, hunk.file, line, hunk.function)

    def with_owner(self, diagnosis: Diagnosis, hunk: Hunk) -> Diagnosis:
        """Return a diagnosis with the exercise that the line belongs to; an exercise may still be empty."""
        exercise = owner_of(hunk, self.lesson)
        if exercise and hunk.function in empty_functions(self.folder / hunk.file):
            diagnosis.cause = Text(
                f"{hunk.function}() is still empty. Exercise {self.number(exercise)}: replace the ... by your code.",
                f"{hunk.function}()가 아직 비어 있어요. 연습 {self.number(exercise)}: ... 자리에 코드를 쓰세요.",
            )
        diagnosis.owner = exercise.name if exercise else None
        diagnosis.given = exercise is None
        return diagnosis

    def still_to_fix(self) -> Diagnosis:
        """Say that a given mistake is still there, without giving the solution away."""
        hunk = max(self.found, key=lambda one: len(one.mine_text))
        exercise = owner_of(hunk, self.lesson)
        if exercise is None:
            return Diagnosis(self.describe(self.view_of(hunk)), self.place_of(hunk))
        number, title = self.number(exercise), exercise.title
        cause = Text(
            f"This line is as the exercise gave it, and it is what exercise {number} asks you to fix: {title.en}.",
            f"연습에서 받은 그대로인 줄이에요. 연습 {number}에서 고칠 줄이 바로 이 줄이에요: {title.ko}.",
        )
        return Diagnosis(cause, self.place_of(hunk), exercise.name)

    def number(self, exercise: Exercise) -> int:
        """Return the number of an exercise."""
        return self.lesson.exercises.index(exercise) + 1


def returns_none(error: BaseException) -> bool:
    """Tell whether an exception complains of a view that returned None."""
    return "did not return a valid response" in str(error) and "None" in str(error)


def covers(hunk: Hunk, place: Place) -> bool:
    """Tell whether a line is in a hunk."""
    return hunk.file == place.file and hunk.mine[0] < place.line <= max(hunk.mine[1], hunk.mine[0] + 1)
