"""Put a difference from the reference into words, without writing down the whole solution."""

from __future__ import annotations

import ast

from classroom.diagnosis.conditions import decides
from classroom.diagnosis.conditions import describe_branch
from classroom.diagnosis.conditions import missing_parts
from classroom.diagnosis.conditions import other_condition
from classroom.diagnosis.edits import Edit
from classroom.diagnosis.edits import code
from classroom.diagnosis.edits import edits_between
from classroom.diagnosis.edits import shorten
from classroom.diagnosis.hunk import Hunk
from classroom.diagnosis.reasons import with_reason
from classroom.diagnosis.slips import find_slip
from classroom.diagnosis.statements import describe_extra
from classroom.diagnosis.statements import describe_header
from classroom.diagnosis.statements import describe_missing
from classroom.diagnosis.statements import describe_other_statement
from classroom.diagnosis.syntax import calls_in
from classroom.diagnosis.syntax import name_of
from classroom.diagnosis.templates import describe_lines
from classroom.diagnosis.templates import template_slip
from classroom.diagnosis.values import resolved
from classroom.i18n import Text

FAR_APART = 4  # with more edits, a statement is another one


def describe(hunk: Hunk) -> Text:
    """Say what is wrong in a hunk, and why."""
    if not hunk.file.endswith(".py"):
        return describe_lines(hunk)
    mine = hunk.mine_nodes[0] if hunk.mine_nodes else None
    theirs = hunk.their_nodes[0] if hunk.their_nodes else None
    if mine is None and theirs is not None:
        return with_reason(describe_missing(theirs, hunk.function), "", code(theirs))
    found = slip_of(hunk)
    if found or mine is None or theirs is None:
        return found or describe_extra(mine or ast.Pass())
    edits = [resolved(edit, hunk.siblings) for edit in statement_edits(mine, theirs)]
    edit = edits[0] if len(edits) == 1 else whole_edit(mine, theirs, edits)
    text = describe_change(mine, theirs, edits, edit)
    only_sometimes = isinstance(theirs, ast.If) and not isinstance(mine, ast.If)
    return text if only_sometimes else with_reason(text, edit.mine_code, edit.their_code)


def is_on_its_line(hunk: Hunk) -> bool:
    """Tell whether the one difference of a hunk is on its own line, and not where a name gets its value."""
    if len(hunk.mine_nodes) != 1 or len(hunk.their_nodes) != 1:
        return False
    edits = statement_edits(hunk.mine_nodes[0], hunk.their_nodes[0])
    return len(edits) == 1 and resolved(edits[0], hunk.siblings) is edits[0]


def line_of(hunk: Hunk) -> int | None:
    """Return the line of the part of a statement that differs, which may be that of a name's value; or None."""
    mine, theirs = (nodes[0] if nodes else None for nodes in (hunk.mine_nodes, hunk.their_nodes))
    if mine is None or theirs is None or type(mine) is not type(theirs) or isinstance(mine, ast.FunctionDef):
        return None
    edits = [resolved(edit, hunk.siblings) for edit in statement_edits(mine, theirs)]
    return getattr(edits[0].mine, "lineno", None) if edits else None


def describe_change(mine: ast.stmt, theirs: ast.stmt, edits: list[Edit], edit: Edit) -> Text:
    """Say how a statement differs from the one that is needed."""
    if isinstance(mine, ast.FunctionDef) and isinstance(theirs, ast.FunctionDef):
        return describe_header(mine, edits)
    if isinstance(mine, ast.If | ast.While) and isinstance(theirs, ast.If | ast.While):
        return describe_condition(mine, theirs, edits)
    if len(edits) > FAR_APART or not edits:
        answers = [name_of(one.value) if isinstance(one, ast.Return) else "" for one in (mine, theirs)]
        if all(answers) and answers[0] != answers[1]:
            return Text(
                f"This line answers with `{answers[0]}(...)`. Here `{answers[1]}(...)` is needed.",
                f"이 줄의 응답: `{answers[0]}(...)`. 여기에 필요한 응답: `{answers[1]}(...)`.",
            )
        return Text(
            f"This line does something else than is needed here: `{shorten(code(mine))}`",
            f"이 줄은 여기에 필요한 일과 다른 일을 해요: `{shorten(code(mine))}`",
        )
    if edit is not edits[0] and len(edits) == 2 and all(is_small(one) for one in edits):
        first, second = describe_edit(edits[0]), describe_edit(edits[1])
        return Text(f"{first.en} {second.en}", f"{first.ko} {second.ko}")
    return describe_edit(edit)


def is_small(edit: Edit) -> bool:
    """Tell whether an edit is short enough to be told beside another."""
    return len(edit.mine_code) + len(edit.their_code) < 70


def whole_edit(mine: ast.AST, theirs: ast.AST, edits: list[Edit]) -> Edit:
    """Return several differences as one: of the values of two statements where they differ in nothing else."""
    one, other = getattr(mine, "value", None), getattr(theirs, "value", None)
    targets = [ast.dump(node) for node in (*getattr(mine, "targets", []), *getattr(theirs, "targets", []))]
    if (
        not edits
        or one is None
        or other is None
        or len(set(targets)) > 1
        or any(edit.role in ("keyword", "key") for edit in edits)
    ):
        return edits[0] if edits else Edit(mine, theirs, mine)
    return Edit(one, other, mine)


def describe_condition(mine: ast.If | ast.While, theirs: ast.If | ast.While, edits: list[Edit]) -> Text:
    """Say that a condition is another one than is needed, and what it decides."""
    if not edits:
        return describe_branch(mine, theirs)
    called = {name_of(call) for call in calls_in(theirs)}
    more = [call for call in calls_in(mine) if name_of(call) not in called]
    if more and bodies(mine) != bodies(theirs):
        shown = shorten(code(more[0]))
        return Text(f"`{shown}` should not happen here.", f"여기에서 하지 않아야 할 일: `{shown}`")
    missing = missing_parts(mine, theirs)
    if missing or len(edits) > 1:
        return missing or other_condition(mine, theirs.test)
    return decides(describe_edit(edits[0]), mine)


def slip_of(hunk: Hunk) -> Text | None:
    """Return the slip in a hunk that has a name, or None."""
    if not hunk.file.endswith(".py"):
        return template_slip(hunk.mine_text, hunk.their_text)
    if not hunk.mine_nodes:
        return None
    mine, theirs = hunk.mine_nodes[0], hunk.their_nodes[0] if hunk.their_nodes else None
    edits = statement_edits(mine, theirs) if theirs is not None else []
    if isinstance(mine, ast.If) and isinstance(theirs, ast.If) and bodies(mine) != bodies(theirs):
        edits = [edit for edit in edits if not isinstance(edit.mine, ast.cmpop)]  # another body wants another condition
    return find_slip(mine_header(mine) if isinstance(mine, ast.FunctionDef) else mine, edits)


def statement_edits(mine: ast.stmt, theirs: ast.stmt) -> list[Edit]:
    """Return the differences between two statements; one that holds both, if they are of different kinds."""
    return edits_between(mine, theirs) if type(mine) is type(theirs) else [Edit(mine, theirs, mine)]


def bodies(node: ast.If | ast.While) -> list[str]:
    """Return the statements of a condition, to compare them."""
    return [ast.dump(one) for one in (*node.body, *node.orelse)]


def mine_header(function: ast.FunctionDef) -> ast.AST:
    """Return a function without its body."""
    bare = ast.parse(ast.unparse(function)).body[0]
    bare.body = []  # type: ignore[attr-defined]
    return bare


def describe_edit(edit: Edit) -> Text:
    """Say what one small difference is."""
    place = f" ({name_of(edit.within)})" if isinstance(edit.within, ast.Call) and name_of(edit.within) else ""
    if edit.mine is None:
        if isinstance(edit.theirs, ast.keyword):
            return Text(
                f"{name_of(edit.within)}() is not given {edit.theirs.arg}=.",
                f"{name_of(edit.within)}()에 넘기지 않은 값: {edit.theirs.arg}=",
            )
        return Text(
            f"`{edit.their_code}` is missing in this line{place}.",
            f"이 줄에 빠진 것: `{edit.their_code}`{place}",
        )
    if edit.theirs is None:
        return Text(
            f"`{edit.mine_code}` should not be in this line{place}.",
            f"이 줄에 없어야 할 것: `{edit.mine_code}`{place}",
        )
    if isinstance(edit.mine, ast.stmt) and isinstance(edit.theirs, ast.stmt):
        return describe_other_statement(edit.mine, edit.theirs)
    label, label_ko = (f" for {edit.label}", f" ({edit.label})") if edit.label else ("", "")
    return Text(
        f"This line has `{shorten(edit.mine_code)}`{label}, but `{shorten(edit.their_code)}` is needed here.",
        f"이 줄에 쓴 것{label_ko}: `{shorten(edit.mine_code)}`. 필요한 것: `{shorten(edit.their_code)}`.",
    )
