"""Mistakes that beginners make are noticed, and the message names their cause."""

import pytest

from classroom.diagnosis import diagnose
from tests.classroom.diagnosis.conftest import LESSONS
from tests.classroom.diagnosis.conftest import entries
from tests.classroom.diagnosis.conftest import first_failure

# An app that fails may leave the file of a response open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def missing(words, text):
    """Return the words that a text does not contain; "a|b" is one of several."""
    return [word for word in words if not any(one.lower() in text.lower() for one in word.split("|"))]


@pytest.mark.parametrize(("folder", "mistake"), entries("mistakes", "mistake"))
def test_a_mistake_is_noticed_and_its_cause_named(folder, mistake, changed):
    """The first check that fails leads to a message, in both languages, that names the cause and the line."""
    copy = changed(folder, mistake)
    failed = first_failure(folder, copy)
    assert failed is not None, "every check passes"
    found = diagnose(failed[0], copy, LESSONS[folder], failed[1])
    if found.cause is None and LESSONS[folder].stage.from_empty:  # the check itself says it
        found.cause = failed[1].failure.text
    assert found.cause is not None
    place = found.place.shown() if found.place else ""
    hint = LESSONS[folder].exercise(found.owner).hints[0] if found.owner else None
    for language in ("en", "ko"):
        told = f"{getattr(found.cause, language)} {place} {getattr(hint, language, '')}"
        assert missing(mistake[f"cause_{language}"], told) == [], told


def test_there_are_many_mistakes():
    """The collection is large enough to mean something, and names no mistake twice."""
    names = [(one.values[0], one.values[1]["name"]) for one in entries("mistakes", "mistake")]
    assert len(names) == len(set(names))
    assert len(names) >= 300
