"""Explain a failure: an exception, or a response that is not as expected."""

from __future__ import annotations

import ast
from http import HTTPStatus

from werkzeug.exceptions import HTTPException

from classroom.diagnosis.around import decorated_other
from classroom.diagnosis.around import shared_by_helper
from classroom.diagnosis.case import Case
from classroom.diagnosis.case import Diagnosis
from classroom.diagnosis.decided import joined_wrongly
from classroom.diagnosis.decided import wrong_branch
from classroom.diagnosis.describe import describe
from classroom.diagnosis.describe import is_on_its_line
from classroom.diagnosis.describe import line_of
from classroom.diagnosis.describe import slip_of
from classroom.diagnosis.exceptions import explain
from classroom.diagnosis.exceptions import returns_none
from classroom.diagnosis.facts import FACTS
from classroom.diagnosis.facts import PATHS
from classroom.diagnosis.facts import Looks
from classroom.diagnosis.happened import HAPPENED
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.lost import LOST
from classroom.diagnosis.moves import moved
from classroom.diagnosis.moves import moved_pair
from classroom.diagnosis.paths import ended_without_return
from classroom.diagnosis.paths import last_decision
from classroom.diagnosis.paths import no_case_fits
from classroom.diagnosis.paths import own_decision
from classroom.diagnosis.places import caller_of
from classroom.diagnosis.places import places_in
from classroom.diagnosis.raised import called_wrong
from classroom.diagnosis.raised import missing_key
from classroom.diagnosis.raised import not_caught
from classroom.diagnosis.rewritten import Rewritten
from classroom.diagnosis.shown import find_lost
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.statuses import looks_at
from classroom.diagnosis.statuses import method_not_allowed
from classroom.diagnosis.symptoms import find_abort
from classroom.diagnosis.symptoms import find_symptom


def explain_difference(case: Case) -> Diagnosis:
    """Explain a response that is not as expected."""
    symptom = find_symptom(case.outcome, case.hunk, case.folder)
    if symptom is not None or case.hunk is None:
        return Diagnosis(symptom, case.place_of(case.hunk) if case.hunk else None)
    if not case.hunk.function and "secret_key" in case.hunk.their_text and (found := case.key_in_source()):
        return found
    view = case.view_of(case.hunk)
    looks = (*looks_at(case.outcome), *HAPPENED, *FACTS)
    found = (
        show_values(case, view)
        or case.fact_in(view, looks)
        or in_helper(case, view, looks)
        or (None if view.slip else in_condition(case, view))
        or case.repair_of(view)
    )
    if found is not None:
        return found
    if view.is_other_code or (len(case.found) > 1 and not moved(view.hunk, case.found)):
        return explain_other_code(case, view)
    return in_words(case, view)


def in_condition(case: Case, view: Rewritten) -> Diagnosis | None:
    """Explain a response by a condition of several parts."""
    found = joined_wrongly(case, view) or wrong_branch(case, view)
    return Diagnosis(found[0], view.place_at_node(found[1])) if found else None


def in_helper(case: Case, view: Rewritten, looks: Looks) -> Diagnosis | None:
    """Explain a response by a function of the learner's own that the view calls."""
    for helper in case.helpers_of(view):
        if found := case.fact_in(helper, (*looks, *PATHS)):
            return found
        for node in ast.walk(helper.mine or ast.Pass()):
            if isinstance(node, ast.stmt) and (slip := find_slip(node, [])):
                return Diagnosis(slip, helper.place_at_node(node))
    return None


def in_words(case: Case, view: Rewritten) -> Diagnosis:
    """Put a difference into words, with the line that it is on."""
    pair = moved_pair(view.hunk, case.hunks)
    if pair is not None:
        return Diagnosis(case.describe(view), case.place_of(pair[0]))
    is_inside = view.hunk.function and not view.hunk.header and not is_on_its_line(view.hunk)
    has_line = is_inside and line_of(view.chosen)
    text = case.describe(view)
    return Diagnosis(
        text, view.place if has_line or (view.slip_node and text == view.slip) else case.place_of(view.hunk)
    )


def show_values(case: Case, view: Rewritten) -> Diagnosis | None:
    """Explain a response by the value that is not as expected, or that several share."""
    method = method_not_allowed(case.outcome, view.mine) if view.mine else None
    shared = method or shared_by_helper(view.mine, case.hunks)
    found = find_lost(case.outcome, view.mine) if view.mine is not None and not shared else shared
    return Diagnosis(found[0], view.place_at_node(found[1])) if found else None


def wants_error(case: Case) -> bool:
    """Tell whether the request should have been rejected."""
    expected = case.outcome.failure.expected if case.outcome.failure else None
    return isinstance(expected, int) and expected >= HTTPStatus.BAD_REQUEST


def explain_other_code(case: Case, view: Rewritten) -> Diagnosis:
    """Explain a function that cannot be compared line by line: by what happened in it."""
    abort = find_abort(case.outcome, case.folder)
    if view.slip:
        return Diagnosis(view.slip, view.place)
    path = None if abort or wants_error(case) else case.fact_in(view, PATHS)
    if path:
        return path
    if view.is_vague and not abort and (effect := case.effect_of(view)):
        return effect
    decision = case.fact_in(view, (last_decision if abort else own_decision,))
    if decision and decision.cause and (abort or view.is_vague):
        return Diagnosis((abort or view.words).then(decision.cause), decision.place)
    return Diagnosis(abort or view.words, view.place)


def explain_error(case: Case) -> Diagnosis:
    """Explain an exception, or the difference behind it where that says more."""
    error, hunk = case.error, case.hunk
    if error is None:
        return Diagnosis()
    raised = called_wrong(error, case.folder, case.hunks) or not_caught(error, case.folder)
    if raised and (hunk is None or not slip_of(hunk)):
        return Diagnosis(*raised)
    if hunk is None or isinstance(error, NameError):
        places = places_in(error, case.folder)
        return Diagnosis(explain(error, caller_of(error, case.folder)).text, places[-1] if places else None)
    return explain_error_of(case, error, hunk)


def explain_error_of(case: Case, error: BaseException, hunk: Hunk) -> Diagnosis:  # noqa: PLR0911  # one case after another
    """Explain an exception that a difference causes."""
    places = places_in(error, case.folder)
    text, specific = explain(error, caller_of(error, case.folder))
    at_hunk = [place for place in places if any(one.covers(place.file, place.line) for one in case.hunks)]
    view = case.view_of(hunk)
    elsewhere = decorated_other(case.hunks, case.lesson.stage.path)
    if elsewhere:
        return Diagnosis(elsewhere, case.place_of(hunk))
    if hunk.header and not slip_of(hunk) and "argument" in str(error):
        return Diagnosis(describe(hunk), case.place_of(hunk))
    if isinstance(error, KeyError) and slip_of(hunk):
        return Diagnosis(slip_of(hunk), case.place_of(hunk))
    if returns_none(error):
        path = case.fact_in(view, (no_case_fits, ended_without_return))
        found = Diagnosis(view.slip, view.place) if view.slip else path or case.repair_of(view)
        if found:
            return found
    key = explain_missing_key(case, view, error)
    lost = case.fact_in(view, LOST)
    if lost:
        return lost
    if key and not moved_pair(hunk, [*case.found, *case.hunks]):
        return key
    if (specific or view.is_other_code) and (at_hunk or (view.is_other_code and places)):
        return Diagnosis(text, (at_hunk or places)[-1])
    if not places and specific and (hunk.header or not returns_none(error) or hunk.function in str(error)):
        return Diagnosis(slip_of(hunk) or text, case.place_of(hunk))
    return case.repair_of(view) or in_words(case, view)


def explain_missing_key(case: Case, view: Rewritten, error: BaseException) -> Diagnosis | None:
    """Explain a KeyError by the keys that the dict has."""
    run = case.run_of(view) if isinstance(error, KeyError) and not isinstance(error, HTTPException) else None
    found = missing_key(error, run) if run else None
    return Diagnosis(found[0], view.place_at_node(found[1])) if found else None
