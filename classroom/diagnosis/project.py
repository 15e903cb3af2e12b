"""Explain a failure of an app that began from an empty file: there is no code to compare it with."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from classroom.diagnosis.case import Case
from classroom.diagnosis.case import Diagnosis
from classroom.diagnosis.facts import find_fact
from classroom.diagnosis.facts import types_that_never_fit
from classroom.diagnosis.happened import HAPPENED
from classroom.diagnosis.hunks import functions_in
from classroom.diagnosis.lost import LOST
from classroom.diagnosis.places import place_at
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.statuses import looks_at
from classroom.diagnosis.symptoms import find_symptom
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.trace import Run
from classroom.diagnosis.trace import last_run
from classroom.i18n import Text


def explain_project(case: Case) -> Diagnosis:
    """Say what the functions that ran did, or what the response shows."""
    symptom = find_symptom(case.outcome, None, case.folder)
    found = None if symptom else next(findings(case), None)
    if found is None:
        return Diagnosis(symptom)
    file, function, (text, node) = found
    return Diagnosis(text, place_at(case.folder, file, getattr(node, "lineno", function.lineno), function.name))


def findings(case: Case) -> Iterator[tuple[str, Function, tuple[Text, ast.AST]]]:
    """Yield what is found in the functions that ran, those of the failed exchange first."""
    looks = (*looks_at(case.outcome), *HAPPENED, *LOST, types_that_never_fit)
    ran = []
    for file, function, run in runs(case):
        if fact := find_fact(looks, function, run):
            yield file, function, fact
        ran.append((file, function))
    for file, function in ran:
        statements = [one for one in ast.walk(function) if isinstance(one, ast.stmt) and one is not function]
        for one in reversed(statements):
            if slip := find_slip(one, []):
                yield file, function, (slip, one)


def runs(case: Case) -> Iterator[tuple[str, Function, Run]]:
    """Yield the learner's functions that run in the check, with their last run, that of the failed exchange first."""
    exchange = case.outcome.failure.exchange if case.outcome.failure else None
    rule = exchange.rule.en if exchange else ""
    for path in sorted(case.folder.glob("*.py")):
        for function in sorted(functions_in(path), key=lambda one: f"{one.name}()" not in rule):
            run = last_run(path, function, None, lambda: case.passes(case.folder))
            if run is not None:
                yield path.name, function, run
