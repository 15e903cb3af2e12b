"""Correct solutions in other idioms pass every check."""

import pytest

from classroom.checks import checks_of
from classroom.checks.kit import run_check
from tests.classroom.diagnosis.conftest import LESSONS
from tests.classroom.diagnosis.conftest import entries

# An app that fails may leave the file of a response open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.mark.parametrize(("folder", "alternative"), entries("alternatives", "alternative"))
def test_a_correct_solution_passes_every_check(folder, alternative, changed):
    """It does the same in another way."""
    copy = changed(folder, alternative)
    outcomes = {check.name: run_check(check, copy) for check in checks_of(LESSONS[folder])}
    assert {
        name: outcome.error or outcome.failure.text.en for name, outcome in outcomes.items() if not outcome.passed
    } == {}


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
