"""The exercises: each starter fails its own checks and passes those before, and each exercise is complete."""

import pytest

from classroom.checks import checks_of
from classroom.lessons import lessons
from classroom.results import State
from classroom.runner import run_lesson
from classroom.starters import is_untouched
from classroom.starters import write_starter

LESSONS = {lesson.folder: lesson for lesson in lessons()}
EXERCISES = [
    (folder, exercise.name)
    for folder, lesson in LESSONS.items()
    for exercise in lesson.exercises
    if not lesson.stage.from_empty
]


@pytest.mark.parametrize("folder", LESSONS)
def test_the_stage_passes_every_check(folder):
    """The stage as it is, or the solution of the project, is right."""
    results = run_lesson(LESSONS[folder], LESSONS[folder].stage.path)
    assert [(result.check.name, result.message.en) for result in results if result.state != State.PASSED] == []


@pytest.mark.parametrize(("folder", "name"), EXERCISES)
def test_a_starter_fails_its_own_checks_and_passes_those_before(folder, name, tmp_path):
    """With an exercise and all later ones still to be done, those before pass, and this one does not."""
    lesson = LESSONS[folder]
    number = lesson.exercises.index(lesson.exercise(name))
    write_starter(lesson, tmp_path / folder, lesson.exercises[number:])
    results = run_lesson(lesson, tmp_path / folder)
    earlier = {exercise.name for exercise in lesson.exercises[:number]}
    assert [
        result.check.name for result in results if result.check.exercise in earlier and result.state != State.PASSED
    ] == []
    own = [result for result in results if result.check.exercise == name]
    assert State.FAILED in [result.state for result in own]


@pytest.mark.parametrize(("folder", "name"), EXERCISES)
def test_what_nobody_has_begun_is_known(folder, name, tmp_path):
    """An exercise of a starter is untouched; solved, it is not."""
    lesson = LESSONS[folder]
    write_starter(lesson, tmp_path / folder)
    assert is_untouched(lesson, tmp_path / folder, lesson.exercise(name))
    assert not is_untouched(lesson, lesson.stage.path, lesson.exercise(name))


@pytest.mark.parametrize("folder", LESSONS)
def test_exercises_are_complete(folder):
    """Each has a kind, three hints in both languages, checks, something to do, and needs only what comes before."""
    lesson = LESSONS[folder]
    names = [exercise.name for exercise in lesson.exercises]
    assert len(names) >= 4
    for number, exercise in enumerate(lesson.exercises):
        assert exercise.kind in ("complete", "fix", "write")
        assert len(exercise.hints) == 3
        assert all(hint.en.strip() and hint.ko.strip() for hint in (*exercise.hints, exercise.title, exercise.task))
        assert exercise.blank or exercise.remove or exercise.patches or exercise.solution
        assert set(exercise.needs) <= set(names[:number])
    assert set(names) <= {check.exercise for check in checks_of(lesson)}


@pytest.mark.parametrize("folder", LESSONS)
def test_each_check_has_its_own_name_and_a_sentence_in_both_languages(folder):
    """No two checks of a stage share a name, and each says in English and in Korean what must be so."""
    checks = checks_of(LESSONS[folder])
    assert len({check.name for check in checks}) == len(checks)
    assert all(check.description.en.strip() and check.description.ko.strip() for check in checks)
