"""Find the smallest change of a rewritten function that makes the check pass, and put it into words."""

from __future__ import annotations

import ast
import copy
from typing import NamedTuple

from classroom.diagnosis.align import Aligner
from classroom.diagnosis.blame import Passes
from classroom.diagnosis.conditions import changed_conditions
from classroom.diagnosis.conditions import decides
from classroom.diagnosis.conditions import paired
from classroom.diagnosis.describe import describe
from classroom.diagnosis.describe import describe_edit
from classroom.diagnosis.describe import statement_edits
from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import compare
from classroom.diagnosis.functions import Compound
from classroom.diagnosis.functions import likeness
from classroom.diagnosis.functions import simple
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.moves import in_a_branch
from classroom.diagnosis.moves import moved_pair
from classroom.diagnosis.moves import words_for
from classroom.diagnosis.order import ORDERS
from classroom.diagnosis.plain import is_stored_item
from classroom.diagnosis.reasons import with_reason
from classroom.diagnosis.rewritten import Rewritten
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.statements import indented_too_far
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.diagnosis.syntax import without_docstring
from classroom.diagnosis.trial import Change
from classroom.diagnosis.trial import Trial
from classroom.diagnosis.trial import trials_of
from classroom.diagnosis.value_slips import hiding_assignment
from classroom.diagnosis.value_slips import name_hidden_by
from classroom.i18n import Text


class Repair(NamedTuple):
    """What is wrong, and the learner's node that it is about."""

    text: Text
    node: ast.AST


def repair_in(view: Rewritten, passes: Passes) -> Repair | None:
    """Return the small change that repairs a function with several differences, or None."""
    if view.mine is None or view.theirs is None or is_small(view.differences):
        return None
    hiding = hiding_assignment(view.mine)
    if hiding:  # certain, and other changes may seem to repair it
        return Repair(name_hidden_by(hiding), hiding)
    trials = trials_of(view.folder, view.hunk.file, view.mine, view.theirs, passes)
    return next((found for trial in trials if (found := find_repair(trial))), None)


def is_small(hunks: list[Hunk]) -> bool:
    """Tell whether nothing smaller can be found: there is one difference, with one edit of a part."""
    if len(hunks) != 1 or not hunks[0].mine_nodes or not hunks[0].their_nodes:
        return len(hunks) == 1
    mine, theirs = hunks[0].mine_nodes[0], hunks[0].their_nodes[0]
    edits = statement_edits(mine, theirs)
    is_loop = isinstance(mine, Compound) and type(mine) is not type(theirs)
    if is_stored_item(getattr(mine, "targets", [None])[0]) and name_of(getattr(theirs, "value", None)) == "update":
        return False  # some of its items may be set
    return len(edits) == 1 and not is_loop and not isinstance(edits[0].theirs, ast.BoolOp)


def find_repair(trial: Trial) -> Repair | None:
    """Return the first small change with which the check passes."""
    for look in ORDERS:
        if found := look(trial):
            return Repair(*found)
    return one_difference(trial) or another_condition(trial) or another_statement(trial) or one_statement_more(trial)


def one_difference(trial: Trial) -> Repair | None:
    """One of the statements that differ."""
    hunks = list(Aligner("", {}).pair(trial.mine, trial.theirs, trial.mine.lineno, [trial.mine]))
    for hunk in hunks:
        hunk.file, hunk.function = trial.file, trial.mine.name
    for hunk in hunks:
        change = undone(hunk)
        if change and trial.passes_with(change):
            pair = moved_pair(hunk, hunks)
            if not hunk.mine_nodes and (inner := in_a_branch(trial.mine, hunk.their_nodes[0])):
                return Repair(indented_too_far(*inner), inner[0])
            return Repair(words_for(*pair), pair[0].mine_nodes[0]) if pair else narrowed(trial, hunk)
    return None


def undone(hunk: Hunk) -> Change | None:
    """Return the change that undoes a difference."""
    mine, theirs = hunk.mine_nodes, hunk.their_nodes
    if hunk.header:
        header = copy.copy(theirs[0])
        for part in ("body", "orelse"):
            if hasattr(mine[0], part):
                setattr(header, part, getattr(mine[0], part))
        return mine[0], [header]
    if mine:
        return mine[0], list(theirs)
    before = [one for one in hunk.siblings if (one.end_lineno or 0) <= hunk.mine[0]]
    if before:
        return before[-1], [before[-1], *theirs]
    return (hunk.siblings[0], [*theirs, hunk.siblings[0]]) if hunk.siblings else None


def narrowed(trial: Trial, hunk: Hunk) -> Repair:
    """Return the smallest part of a difference that is enough."""
    mine, theirs = hunk.mine_nodes, hunk.their_nodes
    if not mine or not theirs or type(mine[0]) is not type(theirs[0]):
        return Repair(describe(hunk), (mine or hunk.siblings or [trial.mine])[0])
    if isinstance(mine[0], ast.If) and (found := another_condition(trial, mine[0])):
        return found
    edits = list(compare(mine[0], theirs[0], mine[0]))
    for edit in edits if len(edits) > 1 else []:
        change = undone_edit(edit)
        if change and trial.passes_with(change):
            smallest = with_value(trial, edit)
            text = find_slip(mine[0], [smallest]) or describe_edit(smallest)
            return Repair(with_reason(text, smallest.mine_code, smallest.their_code), smallest.mine or mine[0])
    return Repair(describe(hunk), mine[0])


def with_value(trial: Trial, edit: Edit) -> Edit:
    """Return an edit of a name as one of the value that the name is set to, if that is enough."""
    if not isinstance(edit.mine, ast.Name) or not isinstance(edit.theirs, ast.expr):
        return edit
    for node in ast.walk(trial.mine):
        is_set = isinstance(node, ast.Assign) and name_of(node.targets[0]) == edit.mine.id
        if is_set and trial.passes_with((node.value, [edit.theirs])):  # type: ignore[attr-defined]
            return Edit(node.value, edit.theirs, node)  # type: ignore[attr-defined]
    return edit


def undone_edit(edit: Edit) -> Change | None:
    """Return the change that undoes an edit, where that is simple."""
    if edit.mine is not None and (edit.theirs is not None or edit.role in ("keyword", "argument")):
        return edit.mine, [edit.theirs] if edit.theirs is not None else []
    if isinstance(edit.within, ast.Call) and isinstance(edit.theirs, ast.keyword):
        call = edit.within
        return call, [ast.Call(call.func, call.args, [*call.keywords, edit.theirs])]
    return None


def another_condition(trial: Trial, only: ast.If | None = None) -> Repair | None:
    """A part of a condition that is missing, or another condition."""
    mine = [only] if only else [node for node in ast.walk(trial.mine) if isinstance(node, ast.If)]
    theirs = [node for node in ast.walk(trial.theirs) if isinstance(node, ast.If)]
    pairs = paired(mine, [other for other in theirs if all(code(node.test) != code(other.test) for node in mine)])
    for node, other in pairs:
        edits = list(compare(node.test, other.test, node.test))
        is_part = isinstance(other.test, ast.BoolOp) and not isinstance(node.test, ast.BoolOp)
        if len(edits) == 1 and not is_part and trial.passes_with((node.test, [other.test])):
            text = find_slip(ast.If(node.test, [ast.Pass()], []), edits) or decides(describe_edit(edits[0]), node)
            return Repair(with_reason(text, edits[0].mine_code, edits[0].their_code), node.test)
    for test, text, node in changed_conditions(pairs):
        if trial.passes_with((node.test, [test])):
            return Repair(find_slip(ast.If(node.test, [ast.Pass()], []), []) or text, node.test)
    return None


def another_statement(trial: Trial) -> Repair | None:
    """A simple statement that is much like one of the reference."""
    pairs = [
        (-likeness(one, other), place, one, other)
        for place, one in enumerate(simple(trial.mine))
        for other in simple(trial.theirs)
        if type(one) is type(other) and likeness(one, other) > 0.5 and code(one) != code(other)
    ]
    for _, _, one, other in sorted(pairs, key=lambda pair: pair[:2]):
        if trial.passes_with((one, [other])):
            lines = (one.lineno - 1, one.end_lineno or one.lineno)
            hunk = Hunk(trial.file, lines, (0, 0), [one], [other], siblings=trial.mine.body)
            return narrowed(trial, hunk)
    return None


def one_statement_more(trial: Trial) -> Repair | None:
    """A call that the learner's function never makes, or an item that it never sets."""
    made = set(map(name_of, calls_in(trial.mine)))
    stored = {code(node) for node in ast.walk(trial.mine) if is_stored_item(node)}
    for other in simple(trial.theirs):
        items = {code(node) for node in ast.walk(other) if is_stored_item(node)}
        if isinstance(other, ast.Return) or (made.issuperset(map(name_of, calls_in(other))) and items <= stored):
            continue
        for one in without_docstring(trial.mine.body):
            if trial.passes_with((one, [other, one])):
                function = trial.mine.name
                return Repair(describe(Hunk(trial.file, (0, 0), (0, 0), [], [other], function)), one)
    return None
