"""Mistakes that students make are caught by the right check with the right words."""

import shutil
import tomllib
from pathlib import Path

import pytest

from classroom.lessons import Patch
from classroom.lessons import lessons
from classroom.lessons import read_checks
from classroom.results import State
from classroom.starters import apply_patch
from classroom.worker import run_check

LESSONS = {lesson.stage.folder: lesson for lesson in lessons()}
MISTAKES = {
    folder: tomllib.loads((Path(__file__).parent / "mistakes" / f"{folder}.toml").read_text(encoding="utf-8"))[
        "mistake"
    ]
    for folder in LESSONS
}
EACH = [pytest.param(folder, one, id=f"{folder}: {one['name']}") for folder, all_ in MISTAKES.items() for one in all_]


@pytest.mark.parametrize(("folder", "mistake"), EACH)
def test_a_mistake_is_caught_by_the_right_check_with_the_right_words(folder, mistake, tmp_path):
    """The stage with this one mistake fails that check, and its message says, in both languages, what is wrong."""
    copy = tmp_path / folder
    shutil.copytree(LESSONS[folder].stage.path, copy, ignore=shutil.ignore_patterns("__pycache__"))
    apply_patch(copy / mistake.get("file", "app.py"), Patch("", mistake["old"], mistake["new"]))
    check = next(check for check in read_checks(LESSONS[folder]) if check.name == mistake["check"])
    caught = run_check(check, copy)
    assert caught["state"] != State.PASSED
    for language in ("en", "ko"):
        said = f"{caught['message'][language]} {caught['where']}"
        assert [word for word in mistake[language] if word not in said] == [], said


def test_there_are_many_mistakes():
    """The corpus is large enough to mean something, and names no mistake twice."""
    names = [(folder, mistake["name"]) for folder, all_ in MISTAKES.items() for mistake in all_]
    assert len(names) == len(set(names))
    assert len(names) >= 60
