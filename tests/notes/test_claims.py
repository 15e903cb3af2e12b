"""Each factual sentence of the notes carries an id, and each id has a proof that is run."""

import re

import pytest

from classroom.checks import checks_of
from classroom.lessons import lessons
from classroom.stages import ROOT
from tests.notes.conftest import LESSONS
from tests.notes.conftest import proofs_of
from tests.stage_checks import failure_of

MARKER = re.compile(r"\[([A-Z]\d+[a-z]?)\]\(claims\.py\)")
IDEAS = {
    "01_routes": [*(f"R{n}" for n in range(1, 8)), *(f"M{n}" for n in range(1, 6))],
    "02_templates_redirect_jsonify": [*(f"T{n}" for n in range(1, 6)), *(f"M{n}" for n in range(6, 12))],
    "03_sessions": [*(f"S{n}" for n in range(1, 7)), *(f"M{n}" for n in range(12, 19))],
    "04_websockets": [*(f"W{n}" for n in range(1, 9)), *(f"M{n}" for n in range(19, 26))],
    "05_final_app": [f"F{n}" for n in range(1, 11)],
}


def markers(folder, language):
    """Return the ids in a lesson, in order."""
    return MARKER.findall((ROOT / "notes" / folder / f"{language}.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("folder", "claim"), [(folder, claim) for folder in LESSONS for claim in proofs_of(folder)])
def test_what_the_notes_say_is_so(folder, claim, show_of):
    """The proof of a claim, or each check that it points to, holds for the stage as it is."""
    proof = proofs_of(folder)[claim]
    if callable(proof):
        proof(show_of(folder))
    else:
        assert [failure_of(function.check, folder[:2]) for function in proof] == [None] * len(proof)


@pytest.mark.parametrize("lesson", [one for one in lessons() if one.folder in LESSONS], ids=lambda one: one.number)
def test_a_claim_points_to_checks_of_its_stage(lesson):
    """What a claim points to is run when a learner checks that stage."""
    checks = {check.run for check in checks_of(lesson)}
    pointers = {claim: proof for claim, proof in proofs_of(lesson.folder).items() if not callable(proof)}
    assert pointers
    assert [claim for claim, functions in pointers.items() if not functions or set(functions) - checks] == []


def test_every_lesson_has_claims():
    """No lesson is without proofs."""
    assert list(IDEAS) == LESSONS


@pytest.mark.parametrize("folder", LESSONS)
def test_each_claim_has_a_proof_and_each_proof_a_sentence_in_both_languages(folder):
    """The ids in en.md and ko.md are the same, in the same order, once each; and they are those of claims.py."""
    english = markers(folder, "en")
    assert english == markers(folder, "ko")
    assert len(english) == len(set(english))
    assert sorted(english) == sorted(proofs_of(folder))


@pytest.mark.parametrize("folder", LESSONS)
def test_each_idea_and_each_belief_is_claimed(folder):
    """Each row of ideas and each misconception has a claim of its own: R1 may be R1 or R1a, R1b."""
    claimed = {re.sub(r"[a-z]$", "", claim) for claim in proofs_of(folder)}
    assert set(IDEAS[folder]) - claimed == set()


@pytest.mark.parametrize("folder", LESSONS)
def test_a_proof_says_what_it_proves(folder):
    """Each proof has a docstring of one sentence; a check has its description."""
    assert [claim for claim, proof in proofs_of(folder).items() if callable(proof) and not proof.__doc__] == []
