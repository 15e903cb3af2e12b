"""Every check has been seen to fail: on a starter, or on a recorded mistake."""

import tomllib
from pathlib import Path

import pytest

from classroom.checks import checks_of
from classroom.checks.kit import run_check
from classroom.starters import write_starter
from tests.classroom.diagnosis.conftest import LESSONS
from tests.classroom.diagnosis.conftest import entries

# An app that fails may leave the file of a response open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

FAILING = tomllib.loads((Path(__file__).parent / "failing.toml").read_text(encoding="utf-8"))
MISTAKES = {(one.values[0], one.values[1]["name"]): one.values[1] for one in entries("mistakes", "mistake")}


def each_check():
    """Return (folder, check) for each check once; stage 04 runs those of stage 03 again."""
    seen = set()
    for folder, lesson in LESSONS.items():
        for check in checks_of(lesson):
            if check.run not in seen:
                seen.add(check.run)
                yield pytest.param(folder, check, id=f"{folder}: {check.name}")


@pytest.fixture(scope="module")
def starters(tmp_path_factory):
    """Return the folder of each stage's starter."""
    folders = {folder: tmp_path_factory.mktemp("starters").resolve() / folder for folder in LESSONS}
    for folder, path in folders.items():
        write_starter(LESSONS[folder], path)
    return folders


@pytest.mark.parametrize(("folder", "check"), list(each_check()))
def test_a_check_has_failed(folder, check, changed, starters):
    """The check fails on the mistake that is named for it, or on the starter."""
    mistake = FAILING.get(folder, {}).get(check.name)
    copy = changed(folder, MISTAKES[folder, mistake]) if mistake else starters[folder]
    assert not run_check(check, copy).passed
