"""The course says where a learner is and what comes next."""

import os
import shutil

import pytest

from classroom import workspace
from classroom.checks import checks_of
from classroom.cli import exercises
from classroom.lessons import read_lesson
from classroom.results import Result
from classroom.results import State
from classroom.stages import STAGES
from classroom.stages import find_stage

LESSONS = [read_lesson(stage) for stage in STAGES if stage.number != "final_app"]


@pytest.fixture
def finish(course):
    """Return a function that records a stage as started and all of its exercises as passed."""

    def finish(lesson):
        workspace.create_copy(lesson)
        workspace.save_progress(lesson, passed=[exercise.name for exercise in lesson.exercises])

    return finish


def commands(output):
    """Return the commands below the last "Next:"."""
    return [line.split("course.py ")[1].split("  ")[0] for line in output.split("Next:")[-1].splitlines()[1:]]


def test_a_fresh_clone_begins_with_running_and_starting_stage_01(course):
    """Nothing is started, and the next commands are run 01 and start 01."""
    output, _ = course()
    assert output.count("not started") == len(LESSONS)
    assert commands(output) == ["run 01", "start 01"]


def test_the_overview_shows_how_far_each_stage_is(course, finish):
    """A stage is done, at an exercise, or not started; next is to go on with it."""
    finish(LESSONS[0])
    course("start", "02")
    workspace.save_progress(LESSONS[1], passed=[LESSONS[1].exercises[0].name])
    output, _ = course()
    assert "  01         done\n" in output
    assert f"  02         exercise 2 of 5: {LESSONS[1].exercises[1].title.en}\n" in output
    assert "  03         not started\n" in output
    assert commands(output)[0] == "check 02"
    korean, _ = course("--lang", "ko")
    assert "연습 2/5" in korean


def test_after_a_stage_comes_the_next_and_at_the_end_the_final_app(course, finish):
    """The overview leads from stage to stage."""
    for lesson, following in zip(LESSONS, ["02", "03", "04", "06", None], strict=True):
        finish(lesson)
        wanted = [f"read {following}", f"start {following}"] if following else ["read final_app", "run final_app"]
        assert commands(course()[0]) == wanted


def test_a_passed_check_leads_on(course, monkeypatch):
    """When everything passes, check says what comes next."""
    course("start", "01")
    shutil.copy(LESSONS[0].stage.path / "app.py", course.copy)
    assert commands(course("check")[0]) == ["read 02", "start 02"]
    passed = [Result(check, State.PASSED) for check in checks_of(LESSONS[-1])]
    monkeypatch.setattr(exercises, "run_lesson", lambda lesson, folder: passed)
    course("start", "06")
    assert commands(course("check", "06")[0]) == ["read final_app", "run final_app"]


def test_commands_without_a_stage_are_about_the_copy_that_was_changed_last(course):
    """check, hint, solution and reset say which copy that is."""
    course("start", "01")
    course("start", "02")
    os.utime(course.copy, (2**31, 2**31))
    for command in (["check"], ["hint"], ["hint", "2"], ["solution", "create"], ["reset", "2", "--yes"]):
        assert f"Your latest copy: {course.copy.parent}\n" in course(*command)[0]
    assert course("hint", "2")[0].splitlines()[1] == f"Hint 2 of 3: {LESSONS[0].exercises[1].title.en}"
    assert "There is no exercise 9 in 01" in course("hint", "9")[0]
    later = course.work / "02_templates_redirect_jsonify" / "templates" / "index.html"
    os.utime(later, (2**32, 2**32))
    assert f"Your latest copy: {later.parent.parent}\n" in course("check")[0]


def test_the_newest_copy_is_the_latest_though_its_files_are_old(course):
    """A copy keeps the dates of the stage's files; starting it counts as a change."""
    course("start", "02")
    workspace.create_copy(read_lesson(find_stage("01")))
    assert workspace.latest_copy() == LESSONS[0]


def test_start_without_a_stage_starts_the_next_and_replaces_nothing(course, finish):
    """It starts the first unfinished stage; one that is under way is not started again."""
    assert "01_routes" in course("start")[0]
    output, code = course("start")
    assert code == 1
    assert "already started 01" in output
    assert "python3 course.py check 01" in output
    finish(LESSONS[0])
    assert "02_templates_redirect_jsonify" in course("start")[0]
    for lesson in LESSONS[1:]:
        finish(lesson)
    assert "python3 course.py run final_app" in course("start")[0]
