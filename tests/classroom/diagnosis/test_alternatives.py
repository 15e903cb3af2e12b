"""Correct solutions in other idioms pass every check."""

import pytest

from classroom.checks import checks_of
from classroom.checks.kit import run_check
from tests.classroom.diagnosis.conftest import LESSONS
from tests.classroom.diagnosis.conftest import entries
from tests.classroom.diagnosis.conftest import grouped

# An app that fails may leave the file of a response open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def failures(folder, copy):
    """Return what each check that fails on a copy says."""
    outcomes = {check.name: run_check(check, copy) for check in checks_of(LESSONS[folder])}
    return {name: one.error or one.failure.text.en for name, one in outcomes.items() if not one.passed}


@pytest.mark.parametrize(("folder", "some"), grouped(entries("alternatives", "alternative")))
def test_correct_solutions_pass_every_check(folder, some, changed):
    """They do the same in another way: all that fit together in one copy, and each by itself only if one fails."""
    together = failures(folder, changed(folder, *some))
    if together:
        alone = {one["name"]: failures(folder, changed(folder, one)) for one in some}
        assert {name: found for name, found in alone.items() if found} == {}
    assert together == {}


def test_a_view_that_pushes_is_told_how_the_notes_did_it(changed):
    """A solution of stage 04 that sends the notice from the view passes, with a word on comment_post."""
    pushing = next(
        one.values[1]
        for one in entries("alternatives", "alternative")
        if one.values[0] == "04_websockets" and "push" in one.values[1]["name"]
    )
    copy = changed("04_websockets", pushing)
    remarks = [
        remark.en for check in checks_of(LESSONS["04_websockets"]) for remark in run_check(check, copy).app.remarks
    ]
    assert any("old notes" in remark for remark in remarks)
